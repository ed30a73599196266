//! Bold and struck text beside Chinese punctuation, which plain `CommonMark` leaves as stars (its issue 650).
//!
//! The CJK-friendly amendment (<https://github.com/tats-u/markdown-cjk-friendly>) says: where a Chinese character,
//! punctuation included, is on one side of a run of `*` and no white space is on the other, the run may open and may
//! close. The parser cannot be told so, but it decides alike where punctuation stands on both sides of the run. So a
//! sentinel, a punctuation character that the text does not hold, is set on both sides of each such run before the
//! parse, and taken from all texts after it. It never stands at the start or the end of a line, so no block begins or
//! ends by it; inside code, addresses and escapes it changes nothing and is taken out again.

use std::borrow::Cow;

use super::cjk::{Script, leading_script};
use crate::han::is_han;

/// Rare punctuation, one of which becomes the sentinel, each with the number by which an entity would write it.
const SENTINELS: [(char, &str, &str); 6] = [
    ('\u{10101}', "10101", "65793"),
    ('\u{10102}', "10102", "65794"),
    ('\u{10100}', "10100", "65792"),
    ('\u{12470}', "12470", "74864"),
    ('\u{12471}', "12471", "74865"),
    ('\u{12472}', "12472", "74866"),
];

/// The byte with which each of them begins in UTF-8; hardly any other character of Chinese text does.
const LEAD: u8 = 0xf0;

/// A text ready for the parser.
pub(super) struct Mended<'a> {
    /// The text, with sentinels where some are needed.
    pub(super) text: Cow<'a, str>,
    sentinel: Option<char>,
    /// Where in `text` the sentinels stand, ascending.
    added: Vec<usize>,
}

impl<'a> Mended<'a> {
    /// Sets sentinels into a text.
    pub(super) fn new(body: &'a str) -> Self {
        let runs = runs_to_mend(body);
        let sentinel = if runs.is_empty() { None } else { free_sentinel(body) };
        let Some(sentinel) = sentinel else {
            return Self { text: Cow::Borrowed(body), sentinel: None, added: Vec::new() };
        };
        let mut text = String::with_capacity(body.len() + runs.len() * 2 * sentinel.len_utf8());
        let mut added = Vec::with_capacity(runs.len() * 2);
        let mut done = 0;
        for offset in runs.iter().flat_map(|run| [run.start, run.end]) {
            text.push_str(body.get(done..offset).unwrap_or_default());
            added.push(text.len());
            text.push(sentinel);
            done = offset;
        }
        text.push_str(body.get(done..).unwrap_or_default());
        Self { text: Cow::Owned(text), sentinel: Some(sentinel), added }
    }

    /// A piece of the parsed text without sentinels.
    pub(super) fn clean<'t>(&self, piece: &'t str) -> Cow<'t, str> {
        match self.sentinel {
            Some(sentinel) if piece.as_bytes().contains(&LEAD) && piece.contains(sentinel) => {
                Cow::Owned(piece.replace(sentinel, ""))
            }
            _ => Cow::Borrowed(piece),
        }
    }

    /// The offset in the body for an offset in `text`.
    pub(super) fn original(&self, offset: usize) -> usize {
        let before = self.added.partition_point(|added| *added < offset);
        offset - (before * self.sentinel.map_or(0, char::len_utf8)).min(offset)
    }
}

/// A sentinel that the text holds neither as it is nor as an entity.
fn free_sentinel(body: &str) -> Option<char> {
    let entities = body.contains("&#");
    SENTINELS
        .into_iter()
        .find(|(sentinel, hexadecimal, decimal)| {
            !body.contains(*sentinel) && !(entities && (body.contains(hexadecimal) || body.contains(decimal)))
        })
        .map(|(sentinel, ..)| sentinel)
}

/// The delimiter runs that the amendment judges otherwise than the parser may.
fn runs_to_mend(body: &str) -> Vec<std::ops::Range<usize>> {
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(found) = body.get(from..).and_then(|rest| rest.bytes().position(|b| b == b'*' || b == b'~')) {
        let start = from + found;
        let (before, rest) = body.split_at(start);
        let mark = if rest.starts_with('*') { b'*' } else { b'~' };
        let end = start + rest.bytes().take_while(|b| *b == mark).count();
        from = end;
        let escaped = before.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        let start = start + usize::from(escaped);
        if start < end && (mark == b'*' || end - start == 2) && needs_mending(body, start, end) {
            runs.push(start..end);
        }
    }
    runs
}

/// Whether a run has a Chinese character on one side, no white space on the other, and not letters on both.
fn needs_mending(body: &str, start: usize, end: usize) -> bool {
    let (Some(before), Some(after)) = (body.get(..start), body.get(end..)) else { return false };
    let (Some(previous), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return false };
    if previous.is_whitespace() || next.is_whitespace() || (is_plain_letter(previous) && is_plain_letter(next)) {
        return false;
    }
    leading_script(after.chars().take(2)) == Script::Cjk || leading_script(before.chars().rev().take(2)) == Script::Cjk
}

/// A letter or digit that no table of Unicode counts among the symbols, as it does circled Latin letters.
fn is_plain_letter(c: char) -> bool {
    is_han(c) || c.is_alphanumeric() && !matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentinel_begins_with_the_byte_that_is_looked_for() {
        assert!(SENTINELS.iter().all(|(sentinel, ..)| sentinel.to_string().as_bytes()[0] == LEAD));
    }

    #[test]
    fn only_runs_beside_chinese_punctuation_get_sentinels() {
        for untouched in
            ["中文**强调**中文", "a **b** c", "* 一\n* 二", "***\n", "10~20克", r"中\*「x」", "**（注）** 字"]
        {
            assert!(Mended::new(untouched).added.is_empty(), "{untouched}");
        }
        assert_eq!(Mended::new("**重点。**后文").added.len(), 2);
    }

    #[test]
    fn offsets_are_mapped_back_and_texts_cleaned() {
        let body = "**重点。**后文";
        let mended = Mended::new(body);
        let after = mended.text.find('后').unwrap();
        assert_eq!(mended.original(after), body.find('后').unwrap());
        assert_eq!(mended.original(mended.text.len()), body.len());
        assert_eq!(mended.clean(&mended.text), body);
    }

    #[test]
    fn the_sentinel_is_one_that_the_text_does_not_hold() {
        let body = "\u{10101}**重点。**后文&#x10102;";
        let mended = Mended::new(body);
        assert_eq!(mended.sentinel, Some('\u{10100}'));
        assert_eq!(mended.clean(&mended.text), body);
    }
}
