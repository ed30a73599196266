//! What the room `render` says: the theme's mistakes.

messages! {
    /// The messages of the room `render`.
    RenderMessage {
        TemplateBroken { problem } "template-broken" Error
        zh "模板有错：{problem}", "按提示的位置改正模板，或删去这个文件以恢复默认模板";
        en "the template is broken: {problem}", "correct the template at this place, or remove the file to use the default one";
        TemplateMissing { name } "template-missing" Error
        zh "主题缺少模板 {name}", "把它放回 themes/default/templates，或删去工作区里的主题以恢复默认主题";
        en "the theme lacks the template {name}", "put it back into themes/default/templates, or remove the theme of the workspace to use the default one";
        TemplateEncoding { name } "template-encoding" Error
        zh "模板 {name} 不是 UTF-8 编码", "用编辑器另存为 UTF-8";
        en "the template {name} is not UTF-8", "save it as UTF-8";
        PagePanicked { path } "page-panicked" Error
        zh "生成 {path} 时程序出错", "这是 Xuan 的缺陷，请把这篇稿件和版本号发给维护者；其他城市不受影响";
        en "the program failed while making {path}", "this is a defect of Xuan: send this story and the version to its maintainers; other cities are not affected";
    }
}
