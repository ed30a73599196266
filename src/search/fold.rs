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

/// Which code points of the first plane fold to themselves, a bit each: unlike the table this stays in the nearest cache.
static ITSELF: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let bit = |(place, (code, entry)): (usize, (u32, &u32))| u64::from(code == *entry) << place;
    let numbered: Vec<(u32, &u32)> = (0..).zip(TABLE.iter()).collect();
    numbered.chunks(64).map(|codes| codes.iter().copied().enumerate().map(bit).sum()).collect()
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
    if is_plain(text) || unicode_normalization::is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether a text holds nothing but Latin letters, ideographs and their punctuation, which no normalisation to NFC changes: a
/// look at the bytes that begin a character, as most Chinese text needs no more.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts = bytes.iter().enumerate().filter(|(_, byte)| !matches!(byte, ..0xcc | 0xe4..=0xe9));
    starts.map(|(at, _)| bytes.get(at..at + 3)).all(|character| {
        // U+2002 to U+203F, U+3000 to U+303F but for the tone marks, U+FF00 to U+FF7F.
        matches!(
            character,
            Some([0xe2, 0x80, 0x82..=0xbf] | [0xe3, 0x80, 0x80..=0xa9 | 0xb0..=0xbf] | [0xef, 0xbc | 0xbd, _])
        )
    })
}

/// Hands on what a code point folds to.
fn fold(c: char, mut hand_on: impl FnMut(char)) {
    match entry(c) {
        NOTHING => {}
        SEVERAL => several(c).for_each(hand_on),
        code => hand_on(char::from_u32(code).unwrap_or(c)),
    }
}

/// Whether a character folds to itself, by [`ITSELF`].
fn is_itself(itself: &[u64], c: char) -> bool {
    let code = u32::from(c);
    let bits = usize::try_from(code / 64).ok().and_then(|at| itself.get(at));
    bits.is_some_and(|bits| bits >> (code % 64) & 1 == 1)
}

fn entry(c: char) -> u32 {
    usize::try_from(u32::from(c)).ok().and_then(|code| TABLE.get(code)).copied().unwrap_or(SEVERAL)
}

/// A whole text, folded.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_all(&composed(text), &mut Changes::default(), |c| folded.push(c));
    folded
}

/// The Han characters of some texts that folding changes, each followed by what it folds to; each pair once.
#[derive(Debug, Default)]
pub(super) struct Changes(String);

impl Changes {
    /// Notes a character that does not fold to itself.
    fn note(&mut self, c: char) {
        if is_han(c) && !self.0.chars().step_by(2).any(|known| known == c) {
            self.0.push(c);
            fold(c, |to| self.0.push(to));
        }
    }

    /// The pairs.
    pub(super) fn pairs(&self) -> &str {
        &self.0
    }
}

/// Hands on what a text in NFC folds to, and notes what changes.
pub(super) fn fold_all(text: &str, changes: &mut Changes, mut hand_on: impl FnMut(char)) {
    let itself: &[u64] = &ITSELF;
    for c in text.chars() {
        if is_itself(itself, c) {
            hand_on(c);
        } else {
            changes.note(c);
            fold(c, &mut hand_on);
        }
    }
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
        let mut changes = Changes::default();
        for text in ["著名的", "鄉下，著"] {
            fold_all(text, &mut changes, |_| {});
        }
        assert_eq!(changes.pairs(), "著着鄉乡");
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

    #[test]
    fn the_quick_look_at_a_text_is_right_for_all() {
        // What the look passes over lies in the first plane.
        let every = ('\0'..='\u{11fff}').flat_map(|c| [c.to_string(), format!("a{c}"), format!("\u{302a}{c}")]);
        for text in every {
            assert_eq!(composed(&text), text.nfc().collect::<String>(), "{text:?}");
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
