//! What the room `output` says.

messages! {
    /// The messages of the room `output`.
    OutputMessage {

        OutputLocked { folder } "output-locked" Failure
        zh "另一个生成正在写入 {folder}", "等它结束后再试；若它已意外退出，直接再运行一次即可";
        en "another build is writing to {folder}", "wait until it ends, then run again; if it has died, just run again";

        OutputUnlockable { folder } "output-unlockable" Failure
        zh "{folder} 所在的磁盘不支持文件锁", "输出到本机硬盘上的文件夹，生成后再整个复制过去";
        en "the disk that holds {folder} cannot lock files", "build into a folder on a local disk, then copy the whole folder";

        OutputForbiddenHome { folder } "output-forbidden-home" Failure
        zh "输出文件夹 {folder} 是用户主目录或它的上级", "换一个专门的文件夹，例如 public";
        en "the output folder {folder} is your home folder or holds it", "choose a folder of its own, such as public";

        OutputForbiddenWorkspace { folder } "output-forbidden-workspace" Failure
        zh "输出文件夹 {folder} 是工作区本身或它的上级", "换成工作区里一个专门的文件夹，例如 public";
        en "the output folder {folder} is the workspace itself or holds it", "choose a folder of its own in the workspace, such as public";

        OutputForbiddenSource { folder, source } "output-forbidden-source" Failure
        zh "输出文件夹 {folder} 与存放稿件或设置的 {source} 重叠", "换一个专门的文件夹，例如 public；生成的网页不能和稿件混在一起";
        en "the output folder {folder} overlaps {source}, which holds sources or settings", "choose a folder of its own, such as public; pages must not be mixed with sources";

        OutputForeign { folder, example } "output-foreign" Failure
        zh "文件夹 {folder} 里有不是本程序生成的内容（例如 {example}）", "换一个空文件夹，或先把里面的东西移走；本程序绝不覆盖别人的文件";
        en "the folder {folder} holds things that Xuan did not make ({example}, for one)", "choose an empty folder, or move its content away first; Xuan never overwrites what is not its own";

        OutputOtherKind { folder } "output-other-kind" Failure
        zh "{folder} 里的 .xuan-manifest.json 属于另一种文件夹（单个市的网站，或整套输出）", "换一个空文件夹，或指定整套输出的文件夹（通常是 public），不要指定其中一个市的文件夹";
        en "the .xuan-manifest.json in {folder} belongs to another kind of folder (one city's site, or a whole output)", "choose an empty folder, or the folder of the whole output (public, as a rule) rather than one city's";

        OutputNotFolder { path } "output-not-folder" Failure
        zh "{path} 应是文件夹，却是一个文件", "把这个文件移走或改名后再生成";
        en "{path} should be a folder but is a file", "move or rename that file, then build again";

        OutputInTheWay { path } "output-in-the-way" Failure
        zh "要写网页文件的位置 {path} 上是一个文件夹或特殊文件", "把它移走或改名后再生成";
        en "a folder or special file stands at {path}, where a file is to be written", "move or rename it, then build again";

        OutputLink { path } "output-link" Failure
        zh "输出文件夹里的 {path} 是快捷链接（符号链接），写入会落到别处", "删去这个链接后再生成；若要输出到别处，用 --out 直接指定那里";
        en "{path} in the output folder is a symbolic link, so writing would land elsewhere", "delete the link, then build again; to write elsewhere, name that place with --out";

        OutputFull { path } "output-full" Failure
        zh "磁盘已满（或超出配额），写不下 {path}", "清理磁盘空间后再生成一次；已有的网页都完好，未写完的会自动补上";
        en "the disk is full (or the quota used up), so {path} cannot be written", "free some space, then build again; the pages that are there are whole, and the rest will be written then";

        OutputReadOnly { path } "output-read-only" Failure
        zh "磁盘或 U 盘是只读的，不能改动 {path}", "打开 U 盘的写保护开关，或换一个能写的文件夹";
        en "the disk is read-only, so {path} cannot be changed", "release the write protection, or choose a folder that can be written to";

        OutputDenied { path } "output-denied" Failure
        zh "没有权限改动 {path}", "关闭正打开它的程序，取消它的“只读”属性，或换一个自己有权写入的文件夹";
        en "there is no permission to change {path}", "close any program that has it open, clear its read-only attribute, or choose a folder that you may write to";

        OutputInUse { path } "output-in-use" Failure
        zh "{path} 正被另一个程序占用", "关闭正打开它的浏览器、编辑器或杀毒、网盘同步程序，再生成一次";
        en "{path} is in use by another program", "close the browser, editor, virus scanner or sync program that has it open, then build again";

        OutputTooLong { path } "output-too-long" Failure
        zh "路径太长，系统不接受：{path}", "缩短稿件的 slug 或文件名，或把输出文件夹放到更浅的位置";
        en "the path is too long for the system: {path}", "shorten the story's slug or file name, or put the output folder nearer to the root";

        OutputFailed { path, reason } "output-failed" Failure
        zh "写 {path} 时出错：{reason}", "检查磁盘或网络盘是否正常连接，再生成一次；已有的网页都完好";
        en "{path} could not be written: {reason}", "check that the disk or network drive is connected, then build again; the pages that are there are whole";

        OutputClash { first, second } "output-clash" Failure
        zh "两个输出文件的路径相撞：{first} 与 {second}（在不分大小写的系统上是同一处）", "改其中一个的 slug 或文件名";
        en "two files of the output meet: {first} and {second} (one place where case does not count)", "change the slug or file name of one";

        OutputUnsound { path } "output-unsound" Failure
        zh "{path} 不能作为输出文件的路径", "改用字母、数字、- 和 _ 组成的名字；各市文件夹的名字也不能是 assets 或 search";
        en "{path} cannot be the path of a file of the output", "use a name of letters, digits, - and _; nor may a city's folder be named assets or search";

        OutputUnplanned { path } "output-unplanned" Failure
        zh "程序内部错误：{path} 不在计划之内，或写了两次", "请把这条信息报告给维护人员；已有的网页都完好";
        en "a mistake in the program: {path} was not planned, or was written twice", "please report this message to the maintainers; the pages that are there are whole";

        OutputDisorder { path } "output-disorder" Failure
        zh "程序内部错误：{path} 写得太晚，次序应为素材、网页、目录", "请把这条信息报告给维护人员；已有的网页都完好";
        en "a mistake in the program: {path} came too late; the order is assets, pages, indexes", "please report this message to the maintainers; the pages that are there are whole";

        OutputUnwritten { path } "output-unwritten" Failure
        zh "程序内部错误：计划中的 {path} 没有写出", "请把这条信息报告给维护人员；旧文件一个也没有删除";
        en "a mistake in the program: {path} was planned but never written", "please report this message to the maintainers; no old file was removed";
    }
}
