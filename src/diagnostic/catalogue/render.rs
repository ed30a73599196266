//! What the room `render` says.

messages! {
    /// The messages of the room `render`.
    RenderMessage {

        TemplateBroken { problem } "template-broken" Error
        zh "模板有错：{problem}", "按提示的位置改正模板，或删去这个文件以恢复默认模板";
        en "the template is broken: {problem}", "correct the template at this place, or remove the file to use the default one";
    }
}
