//! Which characters stand in running Chinese text, and so need no space beside them.
//!
//! Some marks (`“`, `—`, `…`) are shared with Latin text: those count as their neighbour does.

use crate::han::{is_cjk_punctuation, is_han};

/// What a character says about the script of the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin letters, digits, spaces and all else.
    Other,
    /// A mark that both Chinese and Latin text use.
    Shared,
    /// Han, kana and full-width characters.
    Cjk,
}

/// The script of a character by itself.
pub(super) fn script(c: char) -> Script {
    if c.is_ascii() {
        Script::Other
    } else if matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·') {
        Script::Shared
    } else if is_han(c) || is_cjk_punctuation(c) || is_other_wide_letter(c) {
        Script::Cjk
    } else {
        Script::Other
    }
}

/// The script of the first of `characters`, a shared mark taking that of what follows it.
pub(super) fn leading_script(characters: impl Iterator<Item = char>) -> Script {
    let mut found = Script::Other;
    for c in characters {
        match script(c) {
            Script::Shared => found = Script::Shared,
            Script::Other if found == Script::Shared => return Script::Shared,
            script => return script,
        }
    }
    found
}

/// Kana, bopomofo, and the letters and digits at full width.
fn is_other_wide_letter(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{312f}' | '\u{3220}'..='\u{32ff}' | '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}'
        | '\u{ff41}'..='\u{ff5a}' | '\u{ff66}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_mark_takes_the_script_of_its_neighbour() {
        assert_eq!(leading_script("“重点”".chars()), Script::Cjk);
        assert_eq!(leading_script("“no”".chars()), Script::Shared);
        assert_eq!(leading_script("a".chars()), Script::Other);
        assert_eq!(leading_script("".chars()), Script::Other);
    }
}
