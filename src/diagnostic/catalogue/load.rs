//! What the room `load` says.

messages! {
    /// The messages of the room `load`.
    LoadMessage {

        FileTooLarge { size } "file-too-large" Error
        zh "文件有 {size}，超过 2 MB 上限", "把图片移到文件旁边再引用；正文只留文字";
        en "the file has {size}, over the limit of 2 MB", "move pictures beside the file and refer to them; keep only text in it";

        ConfigTooLarge { size } "config-too-large" Error
        zh "设置文件有 {size}，超过 256 kB 上限", "删去不用的内容，或拆成几个文件";
        en "the configuration file has {size}, over the limit of 256 kB", "drop what is not used, or split the file";

        FileUnreadable { reason } "file-unreadable" Error
        zh "文件读不出来（{reason}）", "先在别的软件里关闭它，确认文件还在、有权限打开，再试一次";
        en "the file cannot be read ({reason})", "close it in other programs, see that it is still there and may be opened, then try again";

        ReadingFailed { path, reason } "reading-failed" Failure
        zh "读取 {path} 失败（{reason}）", "检查磁盘、U 盘或网络盘是否连接正常，以及是否有权限打开";
        en "reading {path} failed ({reason})", "see that the disk or network drive is connected and that you may open it";

        SiteMissing { folder } "site-missing" Error
        zh "{folder} 里没有 content/site.yaml，不是宣的工作文件夹", "换到有 content 文件夹的地方再运行，或用 xuan init 新建一个";
        en "there is no content/site.yaml in {folder}, so it is no workspace", "run this where the folder content is, or make a workspace with xuan init";

        CityMissing { folder } "city-yaml-missing" Error
        zh "文件夹 content/{folder} 里没有 city.yaml，里面的稿件不会发布", "如果是一个市，在里面加上 city.yaml；如果不是，把这个文件夹移出 content";
        en "the folder content/{folder} has no city.yaml, so nothing in it is published", "if it is a city, add city.yaml to it; if not, move the folder out of content";

        SectionUnknown { folder } "section-unknown" Warning
        zh "文件夹“{folder}”不是栏目，里面的文件不会发布", "稿件放进 health、youth、families、stories 或 pages";
        en "the folder “{folder}” is no section, so nothing in it is published", "put stories into health, youth, families, stories or pages";

        FileOutsideSection { name } "file-outside-section" Warning
        zh "文件“{name}”不在任何栏目里，不会发布", "把它移进 health、youth、families、stories 或 pages；用不着就移出 content";
        en "the file “{name}” is in no section and is not published", "move it into health, youth, families, stories or pages, or out of content";

        FileNotUsed { name } "file-not-used" Warning
        zh "文件“{name}”不会进入网站", "稿件的文件名要以 .md 结尾，图片用 .jpg、.png、.webp 或 .svg；其他文件请移出 content";
        en "the file “{name}” is not used by the site", "a story's name ends in .md, a picture's in .jpg, .png, .webp or .svg; move other files out of content";

        OfficeFile { name } "office-file" Warning
        zh "“{name}”是 Word、WPS 或 PDF 一类的文件，不会发布", "打开它，把文字粘贴到 .md 文件里（或另存为纯文本再改名为 .md），图片另存到旁边";
        en "“{name}” is a Word, WPS, PDF or like file and is not published", "open it and paste the text into an .md file (or save it as plain text and rename it), pictures beside it";

        IndexReserved { name } "index-reserved" Error
        zh "栏目文件夹里不能直接放“{name}”，这个名字留给栏目首页", "换一个文件名，例如 2021-05-29-健步走.md；或放进一个以稿件命名的文件夹";
        en "“{name}” may not lie directly in a section: the name is kept for the section's own page", "rename it, for example 2021-05-29-walk.md, or put it into a folder named for the story";

        StoryBesideIndex { name } "story-beside-index" Warning
        zh "“{name}”与 index.md 在同一个文件夹，它会成为单独的一页", "如果只是备份或说明，请移出 content";
        en "“{name}” lies beside an index.md and becomes a page of its own", "if it is only a copy or a note, move it out of content";

        LinkSkipped { name } "link-skipped" Warning
        zh "“{name}”是链接（快捷方式），已跳过", "把真正的文件或文件夹复制到这里";
        en "“{name}” is a symbolic link and was passed over", "copy the real file or folder here";

        NameUnreadable { name } "name-unreadable" Warning
        zh "文件名“{name}”里有乱码，已跳过", "给文件重新起个名字";
        en "the file name “{name}” is not valid Unicode and was passed over", "give the file a new name";

        NotText { kind } "file-not-text" Error
        zh "这不是纯文本，而是改了名字的 {kind} 文件", "用原来的软件打开，把文字粘贴到新的 .md 文件里；只改文件名不行";
        en "this is no plain text but a renamed {kind} file", "open it in its own program and paste the text into a new .md file; renaming is not enough";

        EncodingUnknown { line } "encoding-unknown" Error
        zh "第 {line} 行有认不出的字符，文件可能损坏或混用了两种编码", "在记事本或 WPS 里打开，改好这一行，再另存为 UTF-8 编码";
        en "line {line} has bytes that are no text: the file is damaged or mixes two encodings", "open it in an editor, mend that line and save it as UTF-8";

        ControlCharacter { code } "control-character" Error
        zh "这里有看不见的控制字符 {code}", "删掉它前后的几个字再重新输入";
        en "there is an invisible control character {code} here", "delete the characters around it and type them again";

        MatterUnclosed { } "front-matter-unclosed" Error
        zh "开头的 --- 没有对应的结尾 ---", "在“标题、日期”等几行之后另起一行，只写 ---";
        en "the --- at the top has no closing ---", "after the lines with title, date and so on add a line with only ---";

        MatterTooLong { size } "front-matter-too-long" Error
        zh "两个 --- 之间有 {size}，超过 16 kB 上限", "正文写在第二个 --- 之后；检查结尾的 --- 是否漏写";
        en "there are {size} between the two ---, over the limit of 16 kB", "the text goes below the second ---; see whether the closing --- is missing";

        AnchorOrTag { mark } "yaml-anchor" Error
        zh "内容以 {mark} 开头，会被当作特殊写法（锚点、引用或标签），这里不支持", "如果是文字，给整个内容加上引号";
        en "this starts with {mark}: anchors, aliases, tags and merge keys are not supported", "if it is text, put it all in quotes";

        ColonInValue { } "yaml-colon" Error
        zh "内容里有“冒号加空格”，会被误认为又一个名称", "给标题等整个内容加引号，或改用中文冒号“：”";
        en "the value has a colon and a space in it, which would start another key", "put the whole value, such as a title, in quotes, or use a full-width colon";

        HashCutsValue { text } "yaml-hash" Warning
        zh "井号后的“{text}”会被当作注释略去", "如果它是内容的一部分，给整个内容加引号；如果是注释，在 # 后加一个空格";
        en "“{text}” after the hash is dropped as a comment", "if it belongs to the value, put the value in quotes; if it is a comment, add a space after the #";

        NotKeyValue { text } "yaml-no-key" Error
        zh "“{text}”不是“名称: 内容”的写法", "写成“名称: 内容”；如果是正文，移到 --- 之后；如果接着上一行，行首加两个空格";
        en "“{text}” is not written as “key: value”", "write “key: value”; move text of the story below the ---; begin a continued line with two spaces";

        NotListItem { text } "yaml-no-list-item" Error
        zh "“{text}”在列表里，行首却没有“- ”", "行首加上“- ”，与上面几项对齐";
        en "“{text}” is within a list but does not begin with “- ”", "begin the line with “- ”, aligned with the items above";

        BadIndentation { } "yaml-indentation" Error
        zh "这一行开头的空格数与上下行对不齐", "同一层的各行左边对齐，下一层多空两格";
        en "this line's indentation fits neither the line above nor a level further in", "align the lines of one level and indent the next level by two spaces";

        QuoteUnclosed { mark } "yaml-quote-unclosed" Error
        zh "引号 {mark} 没有配对的另一半", "在内容末尾补上同样的引号，或去掉这个引号";
        en "the quote {mark} is not closed", "close it at the end of the value, or remove it";

        BracketUnclosed { mark } "yaml-bracket-unclosed" Error
        zh "括号 {mark} 没有配对的另一半", "在列表末尾补上括号；如果括号是文字的一部分，给整个内容加引号";
        en "the bracket {mark} is not closed", "close it at the end of the list; if it is part of the text, put the whole value in quotes";

        TextAfterClose { text } "yaml-text-after" Error
        zh "引号或括号结束之后还有“{text}”", "各项之间用逗号隔开；如果都是文字，给整个内容加引号";
        en "there is “{text}” after the closing quote or bracket", "part the items by commas; if it is all text, put the whole value in quotes";

        BadEscape { reason } "yaml-quoted-text" Error
        zh "双引号里的反斜杠或换行写法不对（{reason}）", "把外面的双引号换成单引号，或把 \\ 写成 \\\\";
        en "the backslash or line break within the quotes is not valid ({reason})", "use single quotes around it, or write \\ as \\\\";

        ReservedStart { mark } "yaml-reserved-start" Error
        zh "内容不能以“{mark}”开头", "如果是文字，给整个内容加引号；如果是列表，每项另起一行，以“- ”开头";
        en "a value may not start with “{mark}” here", "if it is text, put it in quotes; if it is a list, begin each item on a line of its own with “- ”";

        TooDeep { } "yaml-too-deep" Error
        zh "层次超过 20 层", "减少嵌套";
        en "this is nested more than 20 levels deep", "nest less deeply";

        SeveralDocuments { } "yaml-several-documents" Error
        zh "--- 之后还有内容，这里不会读取", "一个文件只写一份设置，删去中间的 ---";
        en "what follows this --- is not read", "keep one document in a file: remove the --- in the middle";

        CsvRowWidth { found, expected } "csv-row-width" Error
        zh "这一行有 {found} 格，表头有 {expected} 格", "用 WPS 表格打开，把各格对齐；格内有逗号的要加英文引号";
        en "this row has {found} cells, the header {expected}", "open it in a spreadsheet and align the cells; a cell with a comma in it needs quotes";

        CsvFullWidthComma { } "csv-full-width-comma" Error
        zh "表头用了中文逗号分隔", "改用英文逗号，或在 WPS 表格里另存为 CSV";
        en "the header is parted by full-width commas", "use plain commas, or save it as CSV from a spreadsheet";

        PictureUnreadable { reason } "picture-unreadable" Error
        zh "图片读不出来（{reason}）", "确认图片还在、能打开，再试一次";
        en "the picture cannot be read ({reason})", "see that the picture is still there and opens, then try again";
    }
}
