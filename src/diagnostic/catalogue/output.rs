//! What the room `output` says.

messages! {
    /// The messages of the room `output`.
    OutputMessage {

        OutputLocked { folder } "output-locked" Failure
        zh "另一个生成正在写入 {folder}", "等它结束后再试；若它已意外退出，直接再运行一次即可";
        en "another build is writing to {folder}", "wait until it ends, then run again; if it has died, just run again";
    }
}
