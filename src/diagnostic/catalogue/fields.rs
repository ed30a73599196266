//! What the room `fields` says.

messages! {
    /// The messages of the room `fields`.
    FieldMessage {

        FieldUnknown { key } "field-unknown" Error
        zh "不认识的字段“{key}”", "改成正确的字段名；不需要就删去这一行";
        en "unknown field `{key}`", "correct the name of the field, or remove the line";
    }
}
