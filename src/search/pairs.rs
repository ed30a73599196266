//! Pairs: the terms of Chinese text, gathered from all documents, sorted, and cut into shards.

use std::ops::Range;

use rayon::prelude::*;

use super::bits::{BitWriter, gamma_length};
use super::list::{ENTRY_BITS, entry, terms_length, write_terms};
use super::shard::{Shard, cut, mixed};

/// How many bits a level has, and a character's rank, in the number of one document's pair.
pub(super) const LEVEL_BITS: u32 = 3;
pub(super) const RANK_BITS: u32 = 21;

/// A document's pair: the two ranks (the second 0 for a single) and the level, in one number that sorts by ranks.
pub(super) fn pair(first: u32, second: u32, level: u64) -> u64 {
    (u64::from(first) << RANK_BITS | u64::from(second)) << LEVEL_BITS | level
}

/// The key of a shard of pairs: a first rank, and a second one where the first does not tell the shards apart.
pub(super) type PairKey = (u32, Option<u32>);

/// The pairs of all documents of an index.
pub(super) struct Pairs {
    /// How many documents there are.
    count: usize,
    /// Sorted by first rank, second rank and document: the second rank above a list's entry.
    entries: Vec<u64>,
    /// Sorted by first and second rank.
    terms: Vec<Term>,
}

/// A pair with its list.
struct Term {
    first: u32,
    second: u32,
    entries: Range<usize>,
    bits: u32,
}

impl Pairs {
    /// Gathers the pairs of the documents, each in the order of [`pair`].
    pub(super) fn gather(documents: &[&[u64]]) -> Self {
        let first = |pair: u64| usize::try_from(pair >> (RANK_BITS + LEVEL_BITS)).unwrap_or(0);
        let most = documents.iter().filter_map(|pairs| pairs.last()).map(|pair| first(*pair) + 1).max().unwrap_or(0);
        let mut places = vec![0usize; most];
        for pair in documents.iter().copied().flatten() {
            if let Some(count) = places.get_mut(first(*pair)) {
                *count += 1;
            }
        }
        let mut total = 0;
        for place in &mut places {
            total += std::mem::replace(place, total);
        }
        let mut entries = vec![0u64; total];
        for (number, pairs) in documents.iter().enumerate() {
            for pair in *pairs {
                let second = pair >> LEVEL_BITS & ((1 << RANK_BITS) - 1);
                let Some(place) = places.get_mut(first(*pair)) else { continue };
                if let Some(slot) = entries.get_mut(*place) {
                    *slot = second << ENTRY_BITS | entry(number, pair & ((1 << LEVEL_BITS) - 1));
                }
                *place += 1;
            }
        }
        // Each place is now the end of its character's entries.
        let mut groups = Vec::new();
        let mut rest = entries.as_mut_slice();
        let mut done = 0;
        for (rank, end) in places.iter().enumerate().filter(|(_, end)| **end > 0) {
            let (group, after) = std::mem::take(&mut rest).split_at_mut(end.saturating_sub(done).min(total - done));
            if !group.is_empty() {
                groups.push((u32::try_from(rank).unwrap_or(0), done, group));
            }
            rest = after;
            done = *end;
        }
        let count = documents.len();
        let terms =
            groups.into_par_iter().flat_map_iter(|(first, start, group)| sorted(first, start, group, count)).collect();
        Self { count, entries, terms }
    }

    /// Whether a document has this pair.
    pub(super) fn has(&self, first: u32, second: u32) -> bool {
        self.terms.binary_search_by(|term| (term.first, term.second).cmp(&(first, second))).is_ok()
    }

    /// Whether a document has a pair that begins with this character.
    pub(super) fn begins(&self, first: u32) -> bool {
        let at = self.terms.partition_point(|term| term.first < first);
        self.terms.get(at).is_some_and(|term| term.first == first)
    }

    /// The shards in order.
    pub(super) fn shards(&self) -> Vec<Shard<PairKey>> {
        let of = |term: &Term| (term.bits, mixed(u64::from(term.first) << RANK_BITS | u64::from(term.second)));
        cut(self.terms.iter().map(of))
            .into_par_iter()
            .filter_map(|range| {
                let before = range.start.checked_sub(1).and_then(|before| self.terms.get(before));
                let terms = self.terms.get(range)?;
                let start = terms.first()?;
                let told = before.is_none_or(|before| before.first < start.first);
                Some(Shard { key: (start.first, (!told).then_some(start.second)), text: self.shard(terms) })
            })
            .collect()
    }

    fn shard(&self, terms: &[Term]) -> String {
        let mut writer = BitWriter::default();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let groups = || terms.chunk_by(|a, b| a.first == b.first);
        writer.gamma(number(groups().count()), 6);
        let mut next_group = 0;
        for group in groups() {
            let Some(first) = group.first().map(|term| term.first) else { continue };
            writer.gamma(first - next_group, 4);
            writer.gamma(number(group.len()) - 1, 3);
            next_group = first + 1;
            let mut next = 0;
            for term in group {
                writer.gamma(term.second - next, 6);
                write_terms(&mut writer, self.count, self.entries.get(term.entries.clone()).unwrap_or_default());
                next = term.second + 1;
            }
        }
        writer.finish()
    }
}

/// Sorts the entries of one first character into its terms.
fn sorted(first: u32, start: usize, group: &mut [u64], count: usize) -> Vec<Term> {
    group.sort_unstable();
    let mut terms = Vec::new();
    let mut at = start;
    let mut next = 0;
    for list in group.chunk_by(|a, b| a >> ENTRY_BITS == b >> ENTRY_BITS) {
        let second = list.first().map_or(0, |entry| u32::try_from(entry >> ENTRY_BITS).unwrap_or(0));
        let bits = gamma_length(second - next, 6) + terms_length(count, list);
        terms.push(Term { first, second, entries: at..at + list.len(), bits });
        at += list.len();
        next = second + 1;
    }
    terms
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::bits::BitReader;
    use super::super::list::read_terms;
    use super::*;

    type Found = BTreeMap<(u32, u32), Vec<(u32, u32)>>;

    /// Reads a shard as the client does.
    fn read(text: &str, count: usize) -> Found {
        let mut reader = BitReader::new(text);
        let mut found = Found::new();
        let mut first = 0;
        for _ in 0..reader.gamma(6) {
            first += reader.gamma(4);
            let mut second = 0;
            for _ in 0..=reader.gamma(3) {
                second += reader.gamma(6);
                found.insert((first, second), read_terms(&mut reader, count));
                second += 1;
            }
            first += 1;
        }
        found
    }

    proptest! {
        #[test]
        fn shards_hold_every_pair_of_every_document(
            documents in prop::collection::vec(
                prop::collection::btree_map((0u32..400, prop_oneof![Just(0u32), 0u32..0x0020_0000]), 0u64..8, 0..120), 1..40),
        ) {
            let pairs: Vec<Vec<u64>> =
                documents.iter().map(|of| of.iter().map(|((a, b), level)| pair(*a, *b, *level)).collect()).collect();
            let slices: Vec<&[u64]> = pairs.iter().map(Vec::as_slice).collect();
            let gathered = Pairs::gather(&slices);
            let mut expected = Found::new();
            for (number, of) in documents.iter().enumerate() {
                for (key, level) in of {
                    expected.entry(*key).or_default().push((u32::try_from(number).unwrap(), u32::try_from(*level).unwrap()));
                }
            }
            let shards = gathered.shards();
            let mut found = Found::new();
            for (number, shard) in shards.iter().enumerate() {
                let of = read(&shard.text, documents.len());
                let key = (shard.key.0, shard.key.1.unwrap_or(0));
                prop_assert!(of.keys().all(|term| *term >= key));
                if let Some(next) = shards.get(number + 1) {
                    prop_assert!(of.keys().all(|term| *term < (next.key.0, next.key.1.unwrap_or(0))));
                }
                found.extend(of);
            }
            prop_assert!(expected.keys().all(|(a, b)| gathered.has(*a, *b) && gathered.begins(*a)));
            prop_assert_eq!(found, expected);
        }
    }
}
