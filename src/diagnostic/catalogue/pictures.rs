//! What the room `pictures` says.

messages! {
    /// The messages of the room `pictures`.
    PictureMessage {

        PictureHeic { } "picture-heic" Error
        zh "这是 HEIC 照片，浏览器打不开", "在 iPhone 的“设置 > 相机 > 格式”选“兼容性最佳”重拍，或用微信发给自己再保存为 JPG";
        en "this is a HEIC photo, which browsers cannot show", "on the iPhone choose Settings > Camera > Formats > Most Compatible, or send it to yourself and save it as JPG";
    }
}
