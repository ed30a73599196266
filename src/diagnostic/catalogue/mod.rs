//! The typed catalogue of everything that Xuan says about content, theme and machine: one file a room.
//!
//! Each room's enum is made by `messages!`, which takes the code, the weight, the English and the Chinese of
//! every message together. The tests below hold that every argument is told in both languages.

/// Makes an enum of messages that implements [`Explain`](super::Explain).
///
/// Each message names its arguments (all strings), and gives what is wrong and how to mend it in both languages;
/// `{argument}` in the words is replaced.
macro_rules! messages {
    (
        $(#[$meta:meta])*
        $name:ident {
            $(
                $variant:ident { $($arg:ident),* } $code:literal $severity:ident
                zh $zh_what:literal, $zh_mend:literal;
                en $en_what:literal, $en_mend:literal;
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each message carries its own words")]
        pub enum $name { $( $variant { $($arg: String),* }, )* }

        impl $crate::diagnostic::Explain for $name {
            fn code(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $code, )* }
            }

            fn severity(&self) -> $crate::diagnostic::Severity {
                match self { $( Self::$variant { .. } => $crate::diagnostic::Severity::$severity, )* }
            }

            #[allow(unused_variables, clippy::too_many_lines, clippy::useless_format,
                reason = "one arm a message; some say nothing of their arguments")]
            fn text(&self, lang: $crate::diagnostic::Lang) -> $crate::diagnostic::Text {
                use $crate::diagnostic::{Lang, Text};
                match (self, lang) {
                    $(
                        (Self::$variant { $($arg),* }, Lang::Zh) =>
                            Text { what: format!($zh_what), mend: format!($zh_mend) },
                        (Self::$variant { $($arg),* }, Lang::En) =>
                            Text { what: format!($en_what), mend: format!($en_mend) },
                    )*
                }
            }
        }

        #[cfg(test)]
        impl $name {
            /// One of each message, every argument filled with its own name, for the catalogue's tests.
            pub(super) fn samples() -> Vec<(Self, Vec<&'static str>)> {
                vec![ $( (
                    Self::$variant { $($arg: concat!("<", stringify!($arg), ">").to_owned()),* },
                    vec![ $( concat!("<", stringify!($arg), ">") ),* ],
                ), )* ]
            }
        }
    };
}

mod check;
mod edit;
mod fields;
mod load;
mod markdown;
mod model;
mod output;
mod pictures;
mod preview;
mod publish;
mod render;

pub use check::CheckMessage;
pub use edit::EditMessage;
pub use fields::FieldMessage;
pub use load::LoadMessage;
pub use markdown::MarkdownMessage;
pub use model::ModelMessage;
pub use output::OutputMessage;
pub use pictures::PictureMessage;
pub use preview::PreviewMessage;
pub use publish::PublishMessage;
pub use render::RenderMessage;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::{Explain, Lang};

    fn is_han(c: char) -> bool {
        ('\u{4e00}'..='\u{9fff}').contains(&c)
    }

    fn complete<M: Explain>(samples: Vec<(M, Vec<&'static str>)>, codes: &mut BTreeSet<&'static str>) {
        for (message, arguments) in samples {
            let code = message.code();
            assert!(codes.insert(code), "the code {code} is used twice");
            let (zh, en) = (message.text(Lang::Zh), message.text(Lang::En));
            assert!(zh.what.chars().any(is_han) && zh.mend.chars().any(is_han), "{code} lacks its Chinese");
            assert!(!en.what.is_empty() && !en.mend.is_empty(), "{code} lacks its English");
            for argument in arguments {
                for (lang, text) in [("Chinese", &zh), ("English", &en)] {
                    let said = format!("{}{}", text.what, text.mend);
                    assert!(said.contains(argument), "the {lang} of {code} does not tell {argument}");
                }
            }
        }
    }

    #[test]
    fn every_message_is_told_in_both_languages_under_a_code_of_its_own() {
        let mut codes = BTreeSet::new();
        complete(LoadMessage::samples(), &mut codes);
        complete(FieldMessage::samples(), &mut codes);
        complete(MarkdownMessage::samples(), &mut codes);
        complete(CheckMessage::samples(), &mut codes);
        complete(ModelMessage::samples(), &mut codes);
        complete(RenderMessage::samples(), &mut codes);
        complete(PictureMessage::samples(), &mut codes);
        complete(PreviewMessage::samples(), &mut codes);
        complete(PublishMessage::samples(), &mut codes);
        complete(OutputMessage::samples(), &mut codes);
        complete(EditMessage::samples(), &mut codes);
        assert!(!codes.is_empty());
    }
}
