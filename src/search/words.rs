//! Words: terms that are texts (Latin words, numbers, pinyin), gathered from all documents, sorted, and cut into shards.

use std::cmp::Ordering;
use std::collections::HashMap;

use rayon::prelude::*;

use super::bits::BitWriter;
use super::list::{entry, terms_length, write_terms};
use super::shard::{Shard, cut, mixed_text};

/// All words of a corpus once, so that a document's words are numbers.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// In the order of UTF-16 units, as the client compares them.
    words: Vec<Box<str>>,
}

/// A document's words: (number in the vocabulary, level), ascending.
pub(super) type Weighed = Vec<(u32, u64)>;

/// A document's words before they have numbers, all in one text: there are too many for a piece of memory each.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    /// Where each word ends, and its level.
    ends: Vec<(usize, u64)>,
}

impl Words {
    /// Adds a word.
    pub(super) fn push(&mut self, word: &str, level: u64) {
        self.text.push_str(word);
        self.ends.push((self.text.len(), level));
    }

    fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        let mut start = 0;
        self.ends.iter().map(move |(end, level)| {
            let word = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            (word, *level)
        })
    }
}

impl Vocabulary {
    /// Numbers the words of all documents, which are given with their levels; of one word twice the higher level counts.
    pub(super) fn of(documents: &[Words]) -> (Self, Vec<Weighed>) {
        let mut found: HashMap<&str, u32> = HashMap::new();
        let mut numbered: Vec<Weighed> = Vec::with_capacity(documents.len());
        for words in documents {
            let number = |(word, level)| {
                let next = u32::try_from(found.len()).unwrap_or(u32::MAX);
                (*found.entry(word).or_insert(next), level)
            };
            numbered.push(words.iter().map(number).collect());
        }
        let mut words: Vec<(&str, u32)> = found.into_iter().collect();
        words.par_sort_unstable_by(|(a, _), (b, _)| by_units(a, b));
        let mut places = vec![0; words.len()];
        for (place, (_, number)) in words.iter().enumerate() {
            if let Some(slot) = usize::try_from(*number).ok().and_then(|number| places.get_mut(number)) {
                *slot = u32::try_from(place).unwrap_or(u32::MAX);
            }
        }
        let place =
            |number: u32| usize::try_from(number).ok().and_then(|number| places.get(number)).copied().unwrap_or(0);
        numbered.par_iter_mut().for_each(|words| {
            for (number, _) in words.iter_mut() {
                *number = place(*number);
            }
            words.sort_unstable_by_key(|(number, level)| (*number, std::cmp::Reverse(*level)));
            words.dedup_by_key(|(number, _)| *number);
        });
        (Self { words: words.into_iter().map(|(word, _)| word.into()).collect() }, numbered)
    }

    /// The shards of an index over these documents, in order; a key is the beginning of a word.
    pub(super) fn shards(&self, documents: &[&Weighed]) -> Vec<Shard<String>> {
        let mut lists: Vec<(u32, u64)> = documents
            .iter()
            .enumerate()
            .flat_map(|(number, words)| words.iter().map(move |(word, level)| (*word, entry(number, *level))))
            .collect();
        lists.par_sort_unstable();
        let terms: Vec<(&str, Vec<u64>)> = lists
            .chunk_by(|(a, _), (b, _)| a == b)
            .filter_map(|list| {
                let (word, _) = list.first()?;
                let word = self.words.get(usize::try_from(*word).ok()?)?;
                Some((&**word, list.iter().map(|(_, entry)| *entry).collect()))
            })
            .collect();
        let count = documents.len();
        cut(terms.iter().map(|(word, list)| (length(word) + terms_length(count, list), mixed_text(word))))
            .into_iter()
            .filter_map(|range| {
                let before =
                    range.start.checked_sub(1).and_then(|before| terms.get(before)).map_or("", |(word, _)| *word);
                let terms = terms.get(range)?;
                let start = terms.first()?.0;
                let key = start.chars().take(shared(before, start) + 1).collect();
                Some(Shard { key, text: shard(terms, count) })
            })
            .collect()
    }
}

/// About how many bits a word's characters take.
fn length(word: &str) -> u32 {
    u32::try_from(word.len()).unwrap_or(u32::MAX).saturating_mul(4)
}

fn shard(terms: &[(&str, Vec<u64>)], count: usize) -> String {
    let mut writer = BitWriter::default();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    writer.gamma(number(terms.len()), 6);
    let mut before = "";
    for (word, list) in terms {
        let same = shared(before, word);
        writer.gamma(number(same), 0);
        writer.gamma(number(word.chars().count() - same) - 1, 2);
        word.chars().skip(same).for_each(|c| write_character(&mut writer, c));
        write_terms(&mut writer, count, list);
        before = word;
    }
    writer.finish()
}

/// Writes a character of a text: digits and letters take six or eight bits.
pub(super) fn write_character(writer: &mut BitWriter, c: char) {
    let code = match c {
        '0'..='9' | 'a'..='z' => c.to_digit(36).unwrap_or(0),
        c => 36 + u32::from(c),
    };
    writer.gamma(code, 5);
}

/// How many characters two words have in common at their beginning.
fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// The order of UTF-16 units, in which scripts compare texts.
fn by_units(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::bits::BitReader;
    use super::super::list::read_terms;
    use super::*;

    type Found = BTreeMap<Vec<u16>, Vec<(u32, u32)>>;

    fn units(word: &str) -> Vec<u16> {
        word.encode_utf16().collect()
    }

    /// Reads a shard as the client does.
    fn read(text: &str, count: usize) -> Found {
        let mut reader = BitReader::new(text);
        let mut found = Found::new();
        let mut word: Vec<char> = Vec::new();
        for _ in 0..reader.gamma(6) {
            word.truncate(reader.gamma(0) as usize);
            for _ in 0..=reader.gamma(2) {
                let code = reader.gamma(5);
                word.push(
                    char::from_digit(code, 36)
                        .filter(|_| code < 36)
                        .unwrap_or_else(|| char::from_u32(code.wrapping_sub(36)).unwrap()),
                );
            }
            found.insert(units(&word.iter().collect::<String>()), read_terms(&mut reader, count));
        }
        found
    }

    proptest! {
        #[test]
        fn shards_hold_every_word_of_every_document(
            documents in prop::collection::vec(prop::collection::btree_map("[a-f0-3]{1,6}|[а-яé𐐨ﬀ]{1,3}", 0u64..8, 0..60), 1..30),
        ) {
            let mut given: Vec<Words> = Vec::new();
            for of in &documents {
                given.push(Words::default());
                for (word, level) in of {
                    given.last_mut().unwrap().push(word, *level);
                }
            }
            let (vocabulary, weighed) = Vocabulary::of(&given);
            let shards = vocabulary.shards(&weighed.iter().collect::<Vec<_>>());
            let mut expected = Found::new();
            for (number, of) in documents.iter().enumerate() {
                for (word, level) in of {
                    expected.entry(units(word)).or_default().push((u32::try_from(number).unwrap(), u32::try_from(*level).unwrap()));
                }
            }
            let mut found = Found::new();
            for (number, shard) in shards.iter().enumerate() {
                let of = read(&shard.text, documents.len());
                prop_assert!(of.keys().all(|word| *word >= units(&shard.key)));
                if let Some(next) = shards.get(number + 1) {
                    prop_assert!(of.keys().all(|word| *word < units(&next.key)));
                }
                found.extend(of);
            }
            prop_assert_eq!(found, expected);
        }
    }
}
