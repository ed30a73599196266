//! Fragments: what the client shows of a document and compares a query with, a few documents to a file, some files to a folder.

use rayon::prelude::*;
use serde::Serialize;

use super::listed::Listed;
use super::script::Script;
use super::shard::mixed_text;
use crate::fields::matter::Kind;
use crate::model::Model;

/// A file takes a further document as long as it has fewer bytes than this.
const SMALL_FILE: usize = 1500;
/// One document in so many begins a folder, by the hash of its address.
const ONE_IN: u64 = 32;
/// A folder holds no more documents than these.
const MOST: usize = 64;

/// A sample; the province's.
const SAMPLE: u8 = 1;
const SHARED: u8 = 2;

/// A folder of fragment files.
#[derive(Default)]
pub(super) struct Folder {
    /// The files' payloads.
    pub(super) payloads: Vec<String>,
    /// How many documents each holds.
    pub(super) counts: Vec<usize>,
}

/// The folders of an index, in the order of its documents.
pub(super) fn folders(model: &Model, documents: &[Listed<'_>]) -> Vec<Folder> {
    let mut borders = Vec::new();
    let mut length = 0;
    for (number, document) in documents.iter().enumerate() {
        if number == 0 || length >= MOST || mixed_text(document.url.as_str()).is_multiple_of(ONE_IN) {
            borders.push(number);
            length = 0;
        }
        length += 1;
    }
    let ends = borders.iter().skip(1).copied().chain([documents.len()]);
    let ranges: Vec<_> = borders.iter().copied().zip(ends).collect();
    ranges
        .into_par_iter()
        .filter_map(|(start, end)| documents.get(start..end))
        .map(|documents| folder(model, documents))
        .collect()
}

fn folder(model: &Model, documents: &[Listed<'_>]) -> Folder {
    let mut folder = Folder::default();
    for document in documents {
        let fragment = fragment(model, document);
        let open =
            folder.payloads.last_mut().filter(|payload| payload.len() < SMALL_FILE).zip(folder.counts.last_mut());
        if let Some((payload, count)) = open {
            payload.push_str(",\n");
            payload.push_str(&fragment);
            *count += 1;
        } else {
            folder.payloads.push(format!("[{fragment}"));
            folder.counts.push(1);
        }
    }
    for payload in &mut folder.payloads {
        payload.push(']');
        payload.shrink_to_fit();
    }
    folder
}

/// A document as the client is given it.
#[derive(Serialize)]
struct Fragment<'a>(
    &'a str,
    &'a str,
    usize,
    &'a str,
    u8,
    &'a str,
    &'a str,
    #[serde(skip_serializing_if = "str::is_empty")] &'a str,
);

fn fragment(model: &Model, document: &Listed<'_>) -> String {
    let Some(text) = document.text(model) else { return Script::value(&()) };
    let matter = &document.story.matter;
    let form = &document.indexed.form;
    let whole = text.whole(form.recomposed);
    let mut flags = 0;
    for (flag, set) in [(SAMPLE, matter.sample), (SHARED, document.shared)] {
        flags |= if set { flag } else { 0 };
    }
    let kind = Kind::ALL.iter().position(|kind| *kind == document.story.kind).unwrap_or(0);
    let date = matter.date.map(|day| day.date.to_string()).unwrap_or_default();
    Script::value(&Fragment(
        &document.url.address(),
        &text.title,
        kind,
        &date,
        flags,
        document.place,
        &whole,
        form.changes.pairs(),
    ))
}
