//! Character classes of Chinese text, after the Unicode blocks and the CJK-friendly amendment to `CommonMark`.

/// Whether a character is a Han character (unified ideographs with their extensions, compatibility ideographs, 〇 and 々).
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}'
        | '〇' | '々')
}

/// Whether a character is punctuation of Chinese text: CJK symbols, full-width forms, and the quotes and dashes shared
/// with Latin text that Chinese sets at full width.
pub fn is_cjk_punctuation(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Whether a character is a letter or digit of any script; the punctuation of Chinese text is told without a look at Unicode's tables.
pub fn is_of_a_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && !is_cjk_punctuation(c) && c.is_alphanumeric()
}

/// How long a text is to read: each Han character counts one, each run of other letters or digits counts one.
pub fn reading_length(text: &str) -> usize {
    let mut length = 0;
    let mut in_word = false;
    for c in text.chars() {
        if is_han(c) {
            length += 1;
            in_word = false;
        } else if is_of_a_word(c) {
            length += usize::from(!in_word);
            in_word = true;
        } else {
            in_word = false;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_look_at_a_character_is_right_for_all() {
        assert!(('\0'..=char::MAX).all(|c| is_of_a_word(c) == c.is_alphanumeric()));
    }

    #[test]
    fn a_latin_word_reads_like_one_character() {
        assert_eq!(reading_length("补充维生素D，每天 400 IU。"), 5 + 1 + 2 + 1 + 1);
    }
}
