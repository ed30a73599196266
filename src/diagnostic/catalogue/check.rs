//! What the room `check` says.

messages! {
    /// The messages of the room `check`.
    CheckMessage {

        IdentityNumber { masked } "identity-number" Error
        zh "出现居民身份证号码 {masked}", "删去这个号码；宣传稿件不得公开身份证号";
        en "an identity number {masked} is written here", "remove it; identity numbers must never be published";
        MobileNumber { masked } "mobile-number" Error
        zh "出现手机号码 {masked}", "删去这个号码；若是对外公布的工作电话，登记到 city.yaml 的 declared_numbers";
        en "a mobile phone number {masked} is written here", "remove it; if it is a public work number, declare it under declared_numbers in city.yaml";
    }
}
