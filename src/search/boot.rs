//! The boot file: where every shard and fragment of an index is.

use serde::Serialize;

use super::bits::BitWriter;
use super::pairs::PairKey;
use super::script::NAME_BITS;
use super::shard::Put;
use super::words::write_character;

/// The version of the format that the client reads.
pub(super) const VERSION: u32 = 1;

/// What `boot.js` hands to the client.
#[derive(Serialize)]
pub(super) struct Boot {
    /// The version of the format.
    pub(super) v: u32,
    /// How many documents there are.
    pub(super) n: usize,
    /// The directory.
    pub(super) b: String,
    /// The names of other files, empty where there is none.
    pub(super) fold: String,
    pub(super) words: String,
    pub(super) pinyin: String,
    pub(super) facets: String,
    /// What the kinds are called, in their order.
    pub(super) sections: Vec<String>,
    /// See [`STOP`].
    pub(super) stop: &'static str,
}

/// Pairs of which questions are made, whatever is asked: they are neither looked up nor weighed where a query has others.
pub(super) const STOP: &str = "怎么 么办 什么 是什 如何 为什 怎样 多少 多久 可以 能不 不能 是不 不是 要不 不要 哪些 哪里 应该 该怎 需要 要怎 \
    有没 没有 有什 有哪 一个 我的 我家 回事 了怎 了吗 会不 不会 做什 好不 时候 请问 是否";

/// Writes the directory of the pairs.
pub(super) fn write_pairs(writer: &mut BitWriter, shards: &[Put<PairKey>]) {
    writer.gamma(length(shards), 6);
    let mut before = 0;
    for ((first, second), name) in shards {
        let (first, second) = (*first, *second);
        writer.gamma(first - before, 4);
        writer.bits(u32::from(second.is_some()), 1);
        if let Some(second) = second {
            writer.gamma(second, 10);
        }
        writer.bits(*name, NAME_BITS);
        before = first;
    }
}

/// Writes a directory of words.
pub(super) fn write_words(writer: &mut BitWriter, shards: &[Put<String>]) {
    writer.gamma(length(shards), 6);
    for (key, name) in shards {
        writer.gamma(u32::try_from(key.chars().count()).unwrap_or(0), 0);
        key.chars().for_each(|c| write_character(writer, c));
        writer.bits(*name, NAME_BITS);
    }
}

/// Writes where the fragments are.
///
/// Each folder is how many documents each of its files holds, and its name.
pub(super) fn write_folders(writer: &mut BitWriter, folders: &[(Vec<usize>, u32)]) {
    writer.gamma(length(folders), 6);
    for (counts, name) in folders {
        let documents: usize = counts.iter().sum();
        writer.gamma(u32::try_from(documents).unwrap_or(0).saturating_sub(1), 4);
        writer.bits(*name, NAME_BITS);
        let begins = counts.iter().flat_map(|count| (0..*count).map(|at| u32::from(at == 0)));
        begins.skip(1).for_each(|begins| writer.bits(begins, 1));
    }
}

fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
