//! Tokens: the terms of a text. Han characters in overlapping pairs, words whole, a pair where the two meet.

use super::fold::{Changes, fold_all};
use crate::han::{is_han, is_of_a_word};

/// The longest word in characters; of a longer one the rest is left out.
const LONGEST_WORD: usize = 24;

/// A term of a text, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Two characters side by side, at least one of them Han.
    Pair(char, char),
    /// The last Han character of a run.
    Single(char),
    /// A run of letters and digits.
    Word(&'a str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Han,
    Word,
    Neither,
}

/// Hands on the tokens of a text in NFC, in order, and notes what folding changes.
pub(super) fn tokens(text: &str, changes: &mut Changes, mut hand_on: impl FnMut(Token<'_>)) {
    let mut walk = Walk { before: None, word: String::new(), length: 0 };
    fold_all(text, changes, |c| walk.step(c, &mut hand_on));
    walk.step('\n', &mut hand_on);
}

/// Where a walk over the folded characters is.
struct Walk {
    /// The character before, if it is of a term.
    before: Option<(char, Class)>,
    word: String,
    length: usize,
}

impl Walk {
    fn step(&mut self, c: char, hand_on: &mut impl FnMut(Token<'_>)) {
        let class = class(c);
        match (self.before, class) {
            (Some((before, Class::Han)), Class::Han | Class::Word) => hand_on(Token::Pair(before, c)),
            (Some((before, Class::Han)), Class::Neither) => hand_on(Token::Single(before)),
            (Some((before, Class::Word)), Class::Han | Class::Neither) => {
                hand_on(Token::Word(&self.word));
                self.word.clear();
                self.length = 0;
                if class == Class::Han {
                    hand_on(Token::Pair(before, c));
                }
            }
            _ => {}
        }
        if class == Class::Word && self.length < LONGEST_WORD {
            self.word.push(c);
            self.length += 1;
        }
        self.before = Some((c, class)).filter(|_| class != Class::Neither);
    }
}

/// The class of a folded character.
fn class(c: char) -> Class {
    if is_han(c) {
        Class::Han
    } else if is_of_a_word(c) {
        Class::Word
    } else {
        Class::Neither
    }
}

/// A character's rank: the order of pairs in the index, in which ideographs have small numbers.
pub(super) fn rank(c: char) -> u32 {
    match u32::from(c) {
        code @ 0x80..0x4e00 => code + 0x5200,
        code @ 0x4e00..0xa000 => code - 0x4d80,
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        tokens(text, &mut Changes::default(), |token| {
            found.push(match token {
                Token::Pair(a, b) => format!("{a}{b}"),
                Token::Single(c) => format!("{c}·"),
                Token::Word(word) => format!("[{word}]"),
            });
        });
        found
    }

    #[test]
    fn pairs_overlap_and_words_are_whole() {
        assert_eq!(of("高血压，少吃盐"), ["高血", "血压", "压·", "少吃", "吃盐", "盐·"]);
        assert_eq!(of("2型糖尿病"), ["[2]", "2型", "型糖", "糖尿", "尿病", "病·"]);
        assert_eq!(of("补维生素D 400IU。"), ["补维", "维生", "生素", "素d", "[d]", "[400iu]"]);
        assert_eq!(of("血\n壓"), ["血·", "压·"]);
        assert_eq!(of("お茶とカラオケ 김치"), ["[お]", "お茶", "茶と", "[とカラオケ]", "[김치]"]);
        assert_eq!(of(" ，。"), Vec::<String>::new());
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(of(&"a".repeat(1000)), [format!("[{}]", "a".repeat(LONGEST_WORD))]);
    }

    #[test]
    fn ranks_are_all_different() {
        let mut ranks: Vec<u32> = (0..=0x0010_ffff).filter_map(char::from_u32).map(rank).collect();
        let count = ranks.len();
        ranks.sort_unstable();
        ranks.dedup();
        assert_eq!(ranks.len(), count);
    }
}
