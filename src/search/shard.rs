//! Shards: a sorted list of terms cut into files of a few kilobytes. The borders lie where the terms' own hashes say so, so that
//! they stay where they are when a document changes.

use std::ops::Range;

/// A shard is not cut before it has so many bits: about 4 kB as characters.
const LEAST: u32 = 26_000;
/// A shard that no hash has cut is cut when it would get longer than this: about 12 kB.
const MOST: u32 = 80_000;
/// One term in so many is one before which a shard may be cut.
const ONE_IN: u64 = 96;

/// A shard: the key by which the directory finds it, and its bit string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shard<K> {
    /// The shortest key that is greater than every term before it and not greater than any in it.
    pub(super) key: K,
    /// The bit string.
    pub(super) text: String,
}

/// The key of a shard that has been put into a file, and the file's name.
pub(super) type Put<K> = (K, u32);

/// Cuts terms of these lengths in bits, each with its hash, into shards: ranges of their numbers.
pub(super) fn cut(terms: impl Iterator<Item = (u32, u64)>) -> Vec<Range<usize>> {
    let mut shards = Vec::new();
    let (mut start, mut end, mut length) = (0, 0, 0u32);
    for (bits, hash) in terms {
        let ripe = length >= LEAST && hash.is_multiple_of(ONE_IN);
        if length > 0 && (ripe || length.saturating_add(bits) > MOST) {
            shards.push(start..end);
            (start, length) = (end, 0);
        }
        length = length.saturating_add(bits);
        end += 1;
    }
    if end > start {
        shards.push(start..end);
    }
    shards
}

/// Mixes a number (the finaliser of `SplitMix64`: Steele, Lea & Flood 2014).
pub(super) fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Mixes a text.
pub(super) fn mixed_text(text: &str) -> u64 {
    text.bytes().fold(0, |mix, byte| mixed(mix ^ u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_in_one_shard_and_few_borders_move() {
        let terms: Vec<(u32, u64)> = (0..20_000u64).map(|n| (40 + (mixed(n) % 100) as u32, mixed(n))).collect();
        let shards = cut(terms.iter().copied());
        assert_eq!(shards.first().map(|shard| shard.start), Some(0));
        assert_eq!(shards.last().map(|shard| shard.end), Some(terms.len()));
        assert!(shards.windows(2).all(|pair| pair[0].end == pair[1].start));
        for shard in &shards {
            let bits: u32 = terms[shard.clone()].iter().map(|(bits, _)| bits).sum();
            assert!(bits <= MOST);
        }
        let mut grown = terms.clone();
        grown.insert(700, (90, 1));
        let moved = cut(grown.into_iter());
        let same = |border: usize| border < 700 || moved.iter().any(|shard| shard.start == border + 1);
        let still = shards.iter().filter(|shard| same(shard.start)).count();
        assert!(still + 2 >= shards.len(), "{still} of {}", shards.len());
    }

    #[test]
    fn a_term_without_end_has_a_shard_of_its_own() {
        assert_eq!(cut([(10, 1), (1_000_000, 1), (10, 1)].into_iter()), [0..1, 1..2, 2..3]);
        assert!(cut(std::iter::empty()).is_empty());
    }
}
