//! What the room `model` says.

messages! {
    /// The messages of the room `model`.
    ModelMessage {

        AddressTaken { address, other } "address-taken" Error
        zh "网址 {address} 已被 {other} 使用", "给其中一篇写上不同的 slug（网址）";
        en "the address {address} is taken by {other}", "give one of the two another slug";
    }
}
