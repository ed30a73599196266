//! What the room `markdown` says.

messages! {
    /// The messages of the room `markdown`.
    MarkdownMessage {

        RawHtmlDropped { tag } "raw-html-dropped" Warning
        zh "HTML 标签 {tag} 已略去", "改用 Markdown 写法；需要的样式可用提示框、表格或图片";
        en "the HTML tag {tag} was dropped", "write it in Markdown; callouts, tables and pictures cover most needs";
    }
}
