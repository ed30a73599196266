//! What the room `publish` says.

messages! {
    /// The messages of the room `publish`.
    PublishMessage {

        PublishNotBuilt { folder } "publish-not-built" Error
        zh "{folder} 里没有生成好的网站", "先运行 xuan build，看过没有错误再发布";
        en "there are no built sites in {folder}", "run `xuan build` first, and publish when it has no errors";

        PublishCityNotBuilt { city } "publish-city-not-built" Error
        zh "没有生成过 {city} 的网站", "核对城市文件夹的名字，先运行 xuan build";
        en "the site of {city} was not built", "check the name of the city's folder, and run `xuan build` first";

        PublishHalfBuilt { folder } "publish-half-built" Error
        zh "{folder} 里的网站没有生成完", "再运行一次 xuan build，完成后再发布";
        en "the sites in {folder} were not built to the end", "run `xuan build` once more, then publish";

        PublishStale {} "publish-stale" Error
        zh "上次生成以后，稿件、设置或模板又改过", "先运行 xuan build，看过新的网页再发布";
        en "stories, settings or templates have changed since the last build", "run `xuan build`, look at the pages, then publish";

        PublishFailedBuild {} "publish-failed-build" Error
        zh "上次生成有错误，网站不完整", "改好错误，运行 xuan build 直到没有错误，再发布";
        en "the last build had errors, so that the sites are not whole", "mend the errors until `xuan build` has none, then publish";

        PublishDrafts {} "publish-drafts" Error
        zh "上次生成带着草稿和未到日期的稿件（--drafts），只供内部查看", "不带 --drafts 再运行一次 xuan build，然后发布";
        en "the last build holds drafts and future pages (--drafts), for a look of your own", "run `xuan build` without --drafts, then publish";

        PublishDirty { path } "publish-dirty" Error
        zh "生成后的文件 {path} 被改动或删除过", "不要手工改网页；再运行一次 xuan build 就会恢复";
        en "the built file {path} was changed or deleted afterwards", "do not change pages by hand; `xuan build` restores it";

        PublishEmpty { folder } "publish-empty" Error
        zh "{folder} 里一个网页也没有", "核对稿件是不是都成了草稿，再运行 xuan build";
        en "there is not one page in {folder}", "see whether all stories are drafts, then run `xuan build`";

        PublishShrunk { before, now } "publish-shrunk" Error
        zh "网页从 {before} 个减到 {now} 个，少了一成以上", "核对是不是误删了稿件或漏了城市；确实要减少，加上 --allow-shrink";
        en "{now} pages instead of {before}: over a tenth is lost", "see whether stories or a city were lost by mistake; if it is meant, add --allow-shrink";

        PublishDeletes { count, limit } "publish-deletes" Error
        zh "要删除目标上的 {count} 个网页，超过了 {limit} 个", "用 --dry-run 看清要删什么；确实要删，加上 --allow-deletes";
        en "{count} pages at the target would be deleted, more than {limit}", "look with --dry-run; if it is meant, add --allow-deletes";

        PublishDeclined {} "publish-declined" Error
        zh "没有发布，目标上什么都没有动", "想好了再运行一次";
        en "nothing was published, and nothing at the target was touched", "run it again when you are ready";

        PublishIntoOutput { folder } "publish-into-output" Failure
        zh "发布目标 {folder} 与生成网站的文件夹重叠", "换一个专门的文件夹或 U 盘";
        en "the target {folder} overlaps the output folder", "choose a folder of its own, or a USB stick";

        PublishNoFolder { folder } "publish-no-folder" Failure
        zh "发布目标 {folder} 不是文件夹", "换一个文件夹，或把这个文件移走";
        en "the target {folder} is no folder", "choose a folder, or move that file away";

        PublishForeign { path } "publish-foreign" Failure
        zh "目标上已有不是本程序放的文件 {path}", "换一个空文件夹，或先把它移走；本程序绝不覆盖别人的文件";
        en "there is a file at {path} that Xuan did not put there", "choose an empty folder, or move it away; Xuan never overwrites what is not its own";

        PublishZipPlace { file } "publish-zip-place" Failure
        zh "压缩包不能放在 {file}", "换到稿件和生成结果以外的地方，名字以 .zip 结尾";
        en "the archive cannot be {file}", "put it outside of the sources and the output, and end its name in .zip";

        PublishReadFailed { path, reason } "publish-read-failed" Failure
        zh "读写 {path} 失败（{reason}）", "检查磁盘和权限，再运行一次；没发完的会接着发";
        en "{path} cannot be read or written ({reason})", "check the disk and its permissions, then run it again; it goes on where it ended";

        PublishLocked { holder } "publish-locked" Failure
        zh "另一台电脑正在向这个目标发布（{holder}）", "等它结束再发；若它已经中断，一小时后会自动放行";
        en "another machine is publishing to this target ({holder})", "wait until it ends; if it has died, the lock is passed over after an hour";

        PublishMoved {} "publish-moved" Failure
        zh "另一台电脑刚刚向这个目标发布过", "再运行一次，会按最新的情况重新比较";
        en "another machine has published to this target a moment ago", "run it again: it compares with what is there now";

        PublishSecretMissing { target, names } "publish-secret-missing" Failure
        zh "发布到“{target}”缺少密钥", "设置环境变量 {names}，或用 --secrets 指定一个密钥文件（不要放进 content）";
        en "there is no secret for the target `{target}`", "set {names} in the environment, or name a file with --secrets (outside of content)";

        PublishSecretExposed { file } "publish-secret-exposed" Failure
        zh "密钥文件 {file} 放在了会被别人看到的地方", "移到工作区的 content、themes 和输出文件夹之外";
        en "the file of secrets {file} lies where others may see it", "move it out of the workspace's content, themes and output";

        PublishSecretUnreadable { file, reason } "publish-secret-unreadable" Failure
        zh "打不开或读不懂密钥文件 {file}（{reason}）", "写成“目标名: {{id: …, secret: …}}”的 YAML";
        en "the file of secrets {file} cannot be read ({reason})", "write it as YAML: `target: {{id: …, secret: …}}`";

        PublishNoNetwork {} "publish-no-network" Failure
        zh "这个程序编译时没有带网络发布功能", "换用完整版程序，或发布到文件夹后再复制";
        en "this program was built without publishing over the network", "use the full program, or publish to a folder and copy it";

        PublishUnreachable { place, reason } "publish-unreachable" Failure
        zh "连不上 {place}（{reason}）", "检查网络和地址，再运行一次；没发完的会接着发";
        en "{place} cannot be reached ({reason})", "check network and address, then run it again; it goes on where it ended";

        PublishDenied { place, reason } "publish-denied" Failure
        zh "{place} 拒绝访问（{reason}）", "核对密钥、用户名和写入权限";
        en "{place} denies access ({reason})", "check key, user and permission to write";

        PublishNoPlace { place, reason } "publish-no-place" Failure
        zh "{place} 不存在（{reason}）", "核对存储桶名、地域和服务地址，或先在控制台建好";
        en "{place} does not exist ({reason})", "check bucket, region and address, or create it first";

        PublishRefused { path, reason } "publish-refused" Failure
        zh "目标没有收下 {path}（{reason}）", "稍后再运行一次；没发完的会接着发";
        en "the target did not take {path} ({reason})", "run it again later; it goes on where it ended";

        PublishHomeDiffers { url } "publish-home-differs" Failure
        zh "发布完成，但 {url} 显示的还不是新首页", "核对目标的网址设置和域名解析；有 CDN 时刷新缓存后再看";
        en "everything was published, but {url} does not serve the new home page yet", "check the target's url and where it points; purge the cache of a CDN";

        PublishToolMissing { tool } "publish-tool-missing" Failure
        zh "系统里没有 {tool} 命令", "安装 {tool}（Windows 可用 WSL），或换一种发布方式";
        en "the system has no `{tool}`", "install {tool} (on Windows in WSL), or choose another kind of target";

        PublishToolFailed { tool, reason } "publish-tool-failed" Failure
        zh "{tool} 没有成功：{reason}", "核对地址、端口、密钥文件和对方文件夹的权限";
        en "{tool} failed: {reason}", "check address, port, key file and the permissions of the folder there";

        PublishNoPrevious {} "publish-no-previous" Failure
        zh "本机没有留下这个目标的上一版", "只有在本机发布过、之后别处没有再发布，才能退回";
        en "this machine has kept no release before the one at the target", "a rollback needs the machine that published last";

        PublishPreviousLost { path } "publish-previous-lost" Failure
        zh "上一版的 {path} 没有留下来", "重新生成上一版的内容再发布";
        en "the earlier {path} was not kept", "build the earlier content again, then publish";

        PublishNoRollback {} "publish-no-rollback" Failure
        zh "这种目标不支持退回上一版", "重新生成上一版的内容再发布";
        en "this kind of target has no rollback", "build the earlier content again, then publish";
    }
}
