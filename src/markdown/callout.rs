//! Callouts: a quotation whose first line opens with a mark, `> [!TIP] 一勺盐`.

use crate::diagnostic::nearest;

/// A kind of callout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    /// The last part of its class: `tip`.
    pub(super) class: &'static str,
    /// Its title where the writer gives none.
    pub(super) title: &'static str,
}

/// What the first line of a quotation says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A callout.
    Known {
        /// Which one.
        kind: Kind,
        /// How many bytes of the quotation the mark takes, `>` included.
        length: usize,
        /// Whether a title of the writer's own follows on the line.
        titled: bool,
    },
    /// A mark that names no callout.
    Unknown {
        /// The name as written.
        name: String,
        /// How many bytes of the quotation the mark takes, `>` included.
        length: usize,
    },
}

/// Every name a writer may give, with its class and default title; a Chinese name is its own title but for the last.
const NAMES: [(&str, &str, &str); 32] = [
    ("TIP", "tip", "提示"),
    ("HINT", "tip", "提示"),
    ("提示", "tip", "提示"),
    ("小贴士", "tip", "小贴士"),
    ("贴士", "tip", "贴士"),
    ("技巧", "tip", "技巧"),
    ("建议", "tip", "建议"),
    ("NOTE", "note", "说明"),
    ("INFO", "note", "说明"),
    ("说明", "note", "说明"),
    ("备注", "note", "备注"),
    ("WARNING", "warning", "注意"),
    ("注意", "warning", "注意"),
    ("警告", "warning", "警告"),
    ("小心", "warning", "小心"),
    ("IMPORTANT", "important", "重要"),
    ("重要", "important", "重要"),
    ("重点", "important", "重点"),
    ("CAUTION", "caution", "警惕"),
    ("DANGER", "caution", "警惕"),
    ("警惕", "caution", "警惕"),
    ("当心", "caution", "当心"),
    ("危险", "caution", "危险"),
    ("QUESTION", "question", "问一问"),
    ("FAQ", "question", "问一问"),
    ("问题", "question", "问一问"),
    ("问一问", "question", "问一问"),
    ("问答", "question", "问答"),
    ("EXAMPLE", "example", "举例"),
    ("举例", "example", "举例"),
    ("例子", "example", "例子"),
    ("案例", "example", "案例"),
];

/// Reads the mark at the start of a quotation; `quotation` begins with its `>`.
///
/// The exclamation mark and the brackets may be full-width, as an input method writes them. A mark directly before
/// `(`, `[` or `:` is a link, not a mark.
pub(super) fn read(quotation: &str) -> Option<Mark> {
    let line = quotation.split('\n').next().unwrap_or_default();
    let inner = line.strip_prefix('>')?.trim_start();
    let open = inner.strip_prefix(['[', '【'])?.strip_prefix(['!', '！'])?;
    let (name, rest) = open.split_once([']', '】'])?;
    let is_name = (1..=20).contains(&name.chars().count()) && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    if !is_name || rest.starts_with(['(', '[', ':']) {
        return None;
    }
    // Obsidian's sign for a folded callout says nothing on paper.
    let title = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    let title = title.strip_prefix('：').unwrap_or(title);
    let length = line.len() - title.len();
    let upper = name.to_uppercase();
    Some(match NAMES.iter().find(|(known, ..)| *known == upper) {
        Some((_, class, default)) => {
            Mark::Known { kind: Kind { class, title: default }, length, titled: !title.trim().is_empty() }
        }
        None => Mark::Unknown { name: name.to_owned(), length: line.len() - rest.len() },
    })
}

/// The name that was probably meant.
pub(super) fn nearest_name(name: &str) -> Option<String> {
    nearest(&name.to_uppercase(), NAMES.iter().map(|(known, ..)| *known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(quotation: &str) -> Option<&'static str> {
        match read(quotation) {
            Some(Mark::Known { kind, .. }) => Some(kind.class),
            _ => None,
        }
    }

    #[test]
    fn marks_are_read_in_both_languages_and_widths() {
        assert_eq!(class("> [!TIP]\n> 好"), Some("tip"));
        assert_eq!(class(">[!tip] 一勺盐"), Some("tip"));
        assert_eq!(class("> [！警告]"), Some("warning"));
        assert_eq!(class("> 【！问题】"), Some("question"));
        assert_eq!(class("> [!CAUTION]-"), Some("caution"));
    }

    #[test]
    fn a_link_and_a_plain_quotation_are_no_marks() {
        assert_eq!(read("> [!TIP](a.md)"), None);
        assert_eq!(read("> 他说"), None);
        assert_eq!(read("> [! a b ]"), None);
    }

    #[test]
    fn an_unknown_name_finds_the_one_meant() {
        assert_eq!(read("> [!tpi] 盐"), Some(Mark::Unknown { name: "tpi".to_owned(), length: 8 }));
        assert_eq!(nearest_name("tpi").as_deref(), Some("TIP"));
    }
}
