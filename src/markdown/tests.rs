//! What a document comes out as, one behaviour a test.

mod behaviour;
mod bombs;
mod emphasis;
mod properties;

use std::fmt::Write as _;

use super::document::{Document, Parsed, SlotKind};
use super::parse;
use crate::path::SourcePath;

/// Parses a body whose first line is the file's sixth.
fn parsed(body: &str) -> Parsed {
    parse(&SourcePath::new("content/changsha/health/a.md"), body, 5)
}

/// The document of a body in which nothing is wrong.
#[track_caller]
fn document(body: &str) -> Document {
    let parsed = parsed(body);
    assert_eq!(parsed.diagnostics, [], "of {body:?}");
    parsed.document
}

/// The HTML with its slots shown: `{a 0}…{/a 0}`, `{img 0}`.
fn shown(document: &Document) -> String {
    let mut html = String::new();
    let mut done = 0;
    for slot in &document.slots {
        html.push_str(document.html.get(done..slot.offset).expect("a slot on a border"));
        done = slot.offset;
        let _ = match slot.kind {
            SlotKind::LinkStart(number) => write!(html, "{{a {number}}}"),
            SlotKind::LinkEnd(number) => write!(html, "{{/a {number}}}"),
            SlotKind::Picture(number) => write!(html, "{{img {number}}}"),
        };
    }
    html + document.html.get(done..).expect("a slot on a border")
}

/// The HTML of a body in which nothing is wrong, slots shown.
#[track_caller]
fn html(body: &str) -> String {
    shown(&document(body))
}

/// The codes of what is wrong with a body, and its HTML.
fn faults(body: &str) -> (Vec<&'static str>, String) {
    let parsed = parsed(body);
    (parsed.diagnostics.iter().map(|diagnostic| diagnostic.code).collect(), shown(&parsed.document))
}
