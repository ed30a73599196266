//! What the room `load` says.

messages! {
    /// The messages of the room `load`.
    LoadMessage {

        FileTooLarge { size } "file-too-large" Error
        zh "文件有 {size}，超过 2 MB 上限", "把图片移到文件旁边再引用；正文只留文字";
        en "the file has {size}, over the limit of 2 MB", "move pictures beside the file and refer to them; keep only text in it";
    }
}
