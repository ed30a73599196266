//! Folding: what a reader types and what a page says become alike. NFC, then NFKC, lower case and simplified characters, each
//! code point by itself, so that the client can keep to the places of the text.

use std::borrow::Cow;
use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization;

use crate::han::is_han;

/// Characters that `OpenCC` leaves alone, as simplified text has them too, and that traditional text has for another.
const BESIDE: [(char, char); 7] =
    [('著', '着'), ('妳', '你'), ('瞭', '了'), ('藉', '借'), ('牠', '它'), ('祂', '他'), ('喫', '吃')];
/// Where the simplified and the traditional characters lie.
const IDEOGRAPHS: [std::ops::RangeInclusive<u32>; 2] = [0x3400..=0x9fff, 0x20000..=0x323af];
/// The entry of a code point that folds to several characters or lies outside the table.
const SEVERAL: u32 = u32::MAX;
/// The entry of a code point that folds to nothing.
const NOTHING: u32 = u32::MAX - 1;

/// What every code point of the first plane folds to.
static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let mut table: Vec<u32> = (0..0x10000).map(plain).collect();
    for (from, to) in pairs() {
        if let Some(entry) = usize::try_from(u32::from(from)).ok().and_then(|from| table.get_mut(from)) {
            *entry = u32::from(to);
        }
    }
    table
});

/// The characters that fold to another, in code order, and what they fold to; the second plane's among them.
static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let Ok(converter) = OpenCC::from_config(BuiltinConfig::T2s) else { return BESIDE.to_vec() };
    let mut pairs: Vec<(char, char)> = IDEOGRAPHS
        .into_iter()
        .flatten()
        .filter_map(char::from_u32)
        .filter_map(|from| {
            let mut encoded = [0; 4];
            let to = converter.convert(from.encode_utf8(&mut encoded)).chars().next()?;
            (to != from).then_some((from, to))
        })
        .chain(BESIDE)
        .collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|(from, _)| *from);
    // Some fold to a character that itself folds: 薴, 苧, 苎.
    let once = pairs.clone();
    for (_, to) in &mut pairs {
        while let Some((_, further)) = once.binary_search_by_key(to, |(from, _)| *from).ok().and_then(|at| once.get(at))
        {
            *to = *further;
        }
    }
    pairs.retain(|(from, to)| from != to);
    pairs
});

/// The characters that fold to another one as traditional to simplified (after `OpenCC`'s table and a few beside it), in code order.
pub(super) fn pairs() -> impl Iterator<Item = (char, char)> {
    PAIRS.iter().copied()
}

/// A text in NFC, as both sides have it before folding.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    // Most Chinese text needs no more than this look.
    let plain = |c: char| matches!(c, '\0'..'\u{300}' | '\u{2000}'..'\u{2070}' | '\u{3000}'..'\u{3040}' | '一'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}');
    if text.chars().all(plain) || unicode_normalization::is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Hands on what a code point folds to.
pub(super) fn fold(c: char, mut hand_on: impl FnMut(char)) {
    match entry(c) {
        NOTHING => {}
        SEVERAL => several(c).for_each(hand_on),
        code => hand_on(char::from_u32(code).unwrap_or(c)),
    }
}

fn entry(c: char) -> u32 {
    usize::try_from(u32::from(c)).ok().and_then(|code| TABLE.get(code)).copied().unwrap_or(SEVERAL)
}

/// A whole text, folded.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    composed(text).chars().for_each(|c| fold(c, |c| folded.push(c)));
    folded
}

/// The characters of a text that the fold table changes, each followed by what it folds to; each pair once.
pub(super) fn changes(text: &str) -> String {
    let mut changes = String::new();
    for c in text.chars().filter(|c| is_han(*c) && entry(*c) != u32::from(*c)) {
        if !changes.chars().step_by(2).any(|known| known == c) {
            changes.push(c);
            fold(c, |to| changes.push(to));
        }
    }
    changes
}

/// The table's entry of a code point, but for traditional characters.
fn plain(code: u32) -> u32 {
    let Some(c) = char::from_u32(code) else { return NOTHING };
    if is_invisible(c) {
        return NOTHING;
    }
    let mut characters = compatible(c);
    match (characters.next(), characters.next()) {
        (Some(only), None) => u32::from(only),
        (None, _) => NOTHING,
        _ => SEVERAL,
    }
}

fn several(c: char) -> impl Iterator<Item = char> {
    let simplified = |c: char| {
        PAIRS.binary_search_by_key(&c, |(from, _)| *from).ok().and_then(|at| PAIRS.get(at)).map_or(c, |(_, to)| *to)
    };
    compatible(c).filter(move |_| !is_invisible(c)).map(simplified)
}

fn compatible(c: char) -> impl Iterator<Item = char> {
    std::iter::once(c).nfkc().flat_map(char::to_lowercase)
}

/// Zero-width characters, soft hyphens, variation selectors: a reader neither sees nor types them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_that_readers_take_for_the_same_fold_alike() {
        // The client's tests read the same file.
        let pairs_of_texts: Vec<(String, String)> =
            serde_json::from_str(include_str!("../../tests/folding.json")).unwrap();
        for (written, folded_to) in pairs_of_texts {
            assert_eq!(folded(&written), folded_to, "{written}");
        }
        assert_eq!(changes("著名的鄉下，著"), "著着鄉乡");
        assert!(pairs().count() > 4000);
        assert!(pairs().all(|(from, to)| from != to) && pairs().is_sorted());
    }

    #[test]
    fn a_folded_ideograph_folds_no_further() {
        for (from, to) in pairs() {
            let again = folded(&to.to_string());
            assert_eq!(again, to.to_string(), "{from}");
        }
    }

    proptest! {
        #[test]
        fn any_text_folds_and_han_text_keeps_its_length(text in "\\PC{0,40}", han in "[一-龥]{0,20}") {
            folded(&text);
            prop_assert_eq!(folded(&han).chars().count(), han.chars().count());
        }
    }
}
