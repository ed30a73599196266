//! What the room `pictures` says.

messages! {
    /// The messages of the room `pictures`.
    PictureMessage {

        PictureHeic { } "picture-heic" Error
        zh "这是 HEIC 照片，浏览器打不开", "在 iPhone 的“设置 > 相机 > 格式”选“兼容性最佳”重拍，或用微信发给自己再保存为 JPG";
        en "this is a HEIC photo, which browsers cannot show", "on the iPhone choose Settings > Camera > Formats > Most Compatible, or send it to yourself and save it as JPG";

        PictureEmpty { } "picture-empty" Error
        zh "这个图片文件是空的，没有内容", "多半是没有下载完；重新下载或重新复制这张图片";
        en "this picture's file is empty", "the download was probably cut short; download or copy the picture again";

        PictureUnknown { } "picture-unknown" Error
        zh "这不是网页能用的图片，只收 JPG、PNG、WebP 和 SVG", "用“画图”或“照片”打开它，另存为 JPG 或 PNG；只改文件的扩展名没有用";
        en "this is not a picture that a page can show; only JPG, PNG, WebP and SVG are accepted", "open it in Paint or Photos and save it as JPG or PNG; renaming the file is not enough";

        PictureForeign { format } "picture-format" Error
        zh "这是 {format} 图片，只收 JPG、PNG、WebP 和 SVG", "用“画图”打开它，另存为 PNG（动图会只剩第一帧）；只改文件的扩展名没有用";
        en "this is a {format} picture; only JPG, PNG, WebP and SVG are accepted", "open it in Paint and save it as PNG (of an animation only the first frame remains); renaming the file is not enough";

        PictureBroken { format } "picture-broken" Error
        zh "这张 {format} 图片打不开：文件不完整或已损坏", "用电脑上的“照片”或“画图”打开它，另存一份再用；若也打不开，向拍摄者重新要原图";
        en "this {format} picture cannot be opened: the file is cut short or damaged", "open it in Photos or Paint and save it again; if that fails too, ask the photographer for the original";

        PictureTooHeavy { size, limit } "picture-too-heavy" Error
        zh "这张图片的文件有 {size} MB，超过了 {limit} MB", "用“画图”打开它，重新调整到宽 3000 像素以内，另存为 JPG";
        en "this picture's file is {size} MB, more than {limit} MB", "open it in Paint, resize it to at most 3000 pixels in width and save it as JPG";

        PictureTooManyPixels { width, height } "picture-too-many-pixels" Error
        zh "这张图片是 {width}×{height} 像素，太大了：每边至多 20000 像素，总共至多 5000 万像素", "用“画图”打开它，重新调整到宽 3000 像素以内再保存";
        en "this picture is {width}×{height} pixels, too many: at most 20,000 a side and 50 million in all", "open it in Paint, resize it to at most 3000 pixels in width and save it";

        PictureFeature { format } "picture-feature" Error
        zh "这个宣的程序没有编入图片处理（pictures），不能处理 {format} 图片", "换用官方发布的程序；自己编译时打开 pictures 功能：cargo build --features pictures";
        en "this build of Xuan lacks the feature `pictures` and cannot prepare a {format} picture", "use the released program, or build it with: cargo build --features pictures";

        SvgTooHeavy { size } "svg-too-heavy" Error
        zh "这个 SVG 文件有 {size} MB，超过了 1 MB", "在绘图软件里把它导出为 PNG 再用";
        en "this SVG file is {size} MB, more than 1 MB", "export it as PNG from the drawing program";

        SvgTooDeep { limit } "svg-too-deep" Error
        zh "这个 SVG 的图形套了 {limit} 层以上", "在 Inkscape 里取消编组再保存，或导出为 PNG";
        en "the shapes of this SVG are nested more than {limit} deep", "ungroup them in Inkscape and save it, or export it as PNG";

        SvgBroken { } "svg-broken" Error
        zh "这个 SVG 文件不完整或格式有误", "用 Inkscape 或浏览器打开它；能打开就另存为“纯 SVG”或导出为 PNG，打不开就重新要一份";
        en "this SVG file is cut short or malformed", "open it in Inkscape or a browser; save it as plain SVG or export it as PNG, or ask for it again";

        SvgNotUtf8 { } "svg-not-utf8" Error
        zh "这个 SVG 文件的文字不是 UTF-8 编码", "在 Inkscape 里打开它，另存为“纯 SVG”";
        en "the text of this SVG file is not UTF-8", "open it in Inkscape and save it as plain SVG";

        SvgElement { element } "svg-element" Error
        zh "这个 SVG 里有不许发布的内容 <{element}>：它可以运行程序或装入别的网页", "在 Inkscape 或 WPS 里另存为“纯 SVG”，或导出为 PNG";
        en "this SVG holds <{element}>, which may not be published: it can run a program or load another page", "save it as plain SVG in Inkscape or WPS, or export it as PNG";

        SvgAttribute { element, attribute } "svg-attribute" Error
        zh "这个 SVG 的 <{element}> 带有不许发布的属性 {attribute}：它可以运行程序", "在 Inkscape 或 WPS 里另存为“纯 SVG”，或导出为 PNG";
        en "<{element}> in this SVG has the attribute {attribute}, which may not be published: it can run a program", "save it as plain SVG in Inkscape or WPS, or export it as PNG";

        SvgLink { element, attribute } "svg-link" Error
        zh "这个 SVG 的 <{element}> 用 {attribute} 引用了文件以外的东西、链接或嵌入的照片", "在 Inkscape 里去掉链接再另存为“纯 SVG”；里面有照片的，导出为 PNG";
        en "<{element}> in this SVG uses {attribute} for something outside the file, a link or an embedded photo", "remove the link in Inkscape and save it as plain SVG; export it as PNG if it holds a photo";

        SvgStyle { rule } "svg-style" Error
        zh "这个 SVG 的样式里有 {rule}，会装入文件以外的东西", "在 Inkscape 或 WPS 里另存为“纯 SVG”，或导出为 PNG";
        en "the style of this SVG has {rule}, which loads something outside the file", "save it as plain SVG in Inkscape or WPS, or export it as PNG";

        SvgDoctype { } "svg-doctype" Error
        zh "这个 SVG 带有自定的实体", "删去以 <!DOCTYPE 开头、到 ]> 为止的一段；或在 Inkscape 里另存为“纯 SVG”，或导出为 PNG";
        en "this SVG has entities of its own", "delete the part from <!DOCTYPE to ]>, save it as plain SVG in Inkscape, or export it as PNG";

        SvgInstruction { target } "svg-instruction" Error
        zh "这个 SVG 带有处理指令 <?{target}?>", "在 Inkscape 或 WPS 里另存为“纯 SVG”，或导出为 PNG";
        en "this SVG has a processing instruction <?{target}?>", "save it as plain SVG in Inkscape or WPS, or export it as PNG";

        SvgNoSize { } "svg-no-size" Error
        zh "这个 SVG 没有写明大小：既没有宽和高，也没有 viewBox", "在 Inkscape 的“文件 > 文档属性”里设好页面大小再保存，或导出为 PNG";
        en "this SVG tells no size: neither width and height nor viewBox", "set the page size under File > Document Properties in Inkscape and save it, or export it as PNG";
    }
}
