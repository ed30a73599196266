//! What the room `markdown` says.

messages! {
    /// The messages of the room `markdown`.
    MarkdownMessage {

        RawHtmlDropped { tag } "raw-html-dropped" Warning
        zh "HTML 标签 {tag} 已略去", "改用 Markdown 写法；需要的样式可用提示框、表格或图片";
        en "the HTML tag {tag} was dropped", "write it in Markdown; callouts, tables and pictures cover most needs";

        CalloutUnknown { name } "callout-unknown" Warning
        zh "没有名为“{name}”的提示框，已按普通引用显示", "可用的有：提示、说明、注意、重要、警惕、问题、举例";
        en "there is no callout named `{name}`; it is shown as a plain quotation", "use one of TIP, NOTE, WARNING, IMPORTANT, CAUTION, QUESTION, EXAMPLE";

        PictureForeign { address } "picture-foreign" Error
        zh "图片 {address} 在别的网站上，页面不会引用外站的内容", "把图片下载到稿件旁边，再写 ![图片说明](文件名.jpg)";
        en "the picture {address} lies on another host, and no page loads anything from elsewhere", "save the picture beside the story and write ![what it shows](name.jpg)";

        PictureOnDisk { address } "picture-on-disk" Error
        zh "图片 {address} 在你自己的电脑里，读者打不开", "把图片复制到稿件旁边，再写 ![图片说明](文件名.jpg)";
        en "the picture {address} lies on your own computer, where no reader can reach it", "copy the picture beside the story and write ![what it shows](name.jpg)";

        PictureAddressMissing { } "picture-address-missing" Error
        zh "这张图片没有写文件名", "在圆括号里写图片的文件名，如 ![图片说明](photo.jpg)";
        en "this picture names no file", "write the file's name between the round brackets: ![what it shows](photo.jpg)";

        PictureAltMissing { picture } "picture-alt-missing" Error
        zh "图片 {picture} 没有文字说明，看不见图片的读者不知道画的是什么", "在方括号里用一句话写出图中内容，如 ![医生为老人量血压](photo.jpg)";
        en "the picture {picture} has no alternative text, so those who cannot see it learn nothing", "say in one sentence what it shows between the square brackets: ![a nurse takes an old man's blood pressure](photo.jpg)";

        LinkScheme { scheme } "link-scheme" Error
        zh "链接地址以“{scheme}:”开头，不能发布，只保留了文字", "改成 https:// 开头的网址、mailto: 邮箱、tel: 电话，或另一篇稿件的文件名";
        en "a link that starts with `{scheme}:` cannot be published; only its text was kept", "use an https:// address, mailto:, tel:, or the file name of another story";

        LinkOnDisk { address } "link-on-disk" Error
        zh "链接 {address} 指向你自己电脑里的文件，读者打不开", "把文件放到稿件旁边，再用相对路径引用";
        en "the link {address} leads to a file on your own computer, where no reader can reach it", "put the file beside the story and link to it by a relative path";

        LinkAddressMissing { } "link-address-missing" Error
        zh "这个链接没有写地址", "在圆括号里写网址或另一篇稿件的文件名，如 [减盐](less-salt.md)";
        en "this link has no address", "write an address or the file name of another story between the round brackets: [less salt](less-salt.md)";

        AnchorUnknown { fragment } "anchor-unknown" Error
        zh "本文里没有名为“{fragment}”的小标题", "改成本文某个小标题的文字，如 [见下文](#怎样减盐)";
        en "no heading of this text is named `{fragment}`", "use the text of one of its headings: [see below](#how-to-use-less-salt)";

        LinkNotRead { address } "link-not-read" Warning
        zh "“{address}”像是链接或图片的地址，但没有被认出来", "用半角括号 [文字](地址)；地址里有空格时写成 [文字](<地址>)";
        en "`{address}` looks like the address of a link or picture but was not read as one", "use plain brackets, [text](address); where the address has a space, write [text](<address>)";

        FootnoteUnused { label } "footnote-unused" Warning
        zh "脚注“{label}”在正文里没有被引用，没有显示", "在正文需要的位置写 [^{label}]，或删去这条脚注";
        en "the footnote `{label}` is not referred to, and is not shown", "write [^{label}] where it belongs, or remove the footnote";

        NestingTooDeep { limit } "nesting-too-deep" Error
        zh "引用、列表或强调在这一行嵌套超过 {limit} 层", "减少 >、列表符号或 *";
        en "quotations, lists or emphasis are nested more than {limit} deep in this line", "use fewer >, list marks or *";
    }
}
