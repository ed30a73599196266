//! Lists of documents: ascending numbers as distances, with the level of a term in each.

use super::bits::{BitWriter, gamma_length, rice_length};

/// How far a document's number stands above its level in an [`entry`].
const LEVEL_BITS: u32 = 3;
/// How many bits a document's number may have: sixteen million documents in one index.
pub(super) const DOCUMENT_BITS: u32 = 24;
/// How many bits of an entry are the document and the level.
pub(super) const ENTRY_BITS: u32 = LEVEL_BITS + DOCUMENT_BITS;

/// A document and a level in one number that sorts by document; what stands above [`ENTRY_BITS`] is the list's own.
pub(super) fn entry(document: usize, level: u64) -> u64 {
    (document as u64) << LEVEL_BITS | level
}

/// The document of an entry.
fn document(entry: u64) -> u32 {
    u32::try_from(entry >> LEVEL_BITS & ((1 << DOCUMENT_BITS) - 1)).unwrap_or(0)
}

/// The level of an entry.
fn level(entry: u64) -> u32 {
    u32::try_from(entry & ((1 << LEVEL_BITS) - 1)).unwrap_or(0)
}

/// The parameter of Rice's code for a list of `length` of `count` documents: the one nearest to Golomb's ln 2 · count / length.
fn parameter(count: usize, length: usize) -> u32 {
    (count * 11).checked_div(length * 16).and_then(usize::checked_ilog2).unwrap_or(0)
}

/// Writes a list with levels; `entries` ascend.
pub(super) fn write_terms(writer: &mut BitWriter, count: usize, entries: &[u64]) {
    let k = begin(writer, count, entries.len());
    let mut next = 0;
    for entry in entries {
        writer.rice(document(*entry) - next, k);
        writer.level(level(*entry));
        next = document(*entry) + 1;
    }
}

/// How many bits [`write_terms`] takes.
pub(super) fn terms_length(count: usize, entries: &[u64]) -> u32 {
    let k = parameter(count, entries.len());
    let mut next = 0;
    let mut bits = gamma_length(u32::try_from(entries.len()).unwrap_or(u32::MAX).saturating_sub(1), 0);
    for entry in entries {
        bits += rice_length(document(*entry) - next, k) + (level(*entry) + 1).min(7);
        next = document(*entry) + 1;
    }
    bits
}

/// A list without levels as a string of its own; `documents` ascend and are not empty.
pub(super) fn documents(count: usize, documents: &[u32]) -> String {
    let mut writer = BitWriter::default();
    let k = begin(&mut writer, count, documents.len());
    let mut next = 0;
    for document in documents {
        writer.rice(document - next, k);
        next = document + 1;
    }
    writer.finish()
}

fn begin(writer: &mut BitWriter, count: usize, length: usize) -> u32 {
    writer.gamma(u32::try_from(length).unwrap_or(u32::MAX).saturating_sub(1), 0);
    parameter(count, length)
}

/// Reads what [`write_terms`] has written.
#[cfg(test)]
pub(super) fn read_terms(reader: &mut super::bits::BitReader, count: usize) -> Vec<(u32, u32)> {
    let length = reader.gamma(0) as usize + 1;
    let k = parameter(count, length);
    let mut next = 0;
    (0..length)
        .map(|_| {
            let document = next + reader.rice(k);
            next = document + 1;
            (document, reader.level())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::bits::BitReader;
    use super::*;

    proptest! {
        #[test]
        fn lists_are_read_as_they_were_written(found in prop::collection::btree_map(0usize..3000, 0u64..8, 1..200), more in 0usize..1000) {
            let found: BTreeMap<usize, u64> = found;
            let count = 3000 + more;
            let entries: Vec<u64> = found.iter().map(|(document, level)| entry(*document, *level)).collect();
            let mut writer = BitWriter::default();
            write_terms(&mut writer, count, &entries);
            let text = writer.finish();
            prop_assert_eq!(text.len(), terms_length(count, &entries).div_ceil(13) as usize * 2);
            let read = read_terms(&mut BitReader::new(&text), count);
            let written: Vec<(u32, u32)> = found.into_iter().map(|(d, l)| (u32::try_from(d).unwrap(), u32::try_from(l).unwrap())).collect();
            prop_assert_eq!(read, written);
        }
    }
}
