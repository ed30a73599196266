//! Footnotes: numbered in the order of their first reference, gathered behind the text, each with its ways back.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::ids::{Ids, of_text};
use super::piece::Piece;
use crate::diagnostic::Span;
use crate::path::encode_fragment;

/// The footnotes of a document.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    notes: Vec<Footnote>,
    by_label: BTreeMap<String, usize>,
    /// How many have been referred to.
    referred: usize,
}

/// One footnote, from the first that is seen of it: a reference or the definition.
#[derive(Debug)]
pub(super) struct Footnote {
    /// The label as written.
    pub(super) label: String,
    /// Its id.
    id: String,
    /// From 1; 0 until it is referred to.
    pub(super) number: usize,
    /// The ids of the references.
    references: Vec<String>,
    /// What it says, and where.
    pub(super) definition: Option<(Piece, Span)>,
}

impl Footnotes {
    /// Writes a reference; without the link where it stands within another link.
    pub(super) fn refer(&mut self, label: &str, linked: bool, ids: &mut Ids, html: &mut String) {
        let index = self.index(label, ids);
        let Some(note) = self.notes.get_mut(index) else { return };
        if note.number == 0 {
            self.referred += 1;
            note.number = self.referred;
        }
        let number = note.number;
        if linked {
            let id = ids.give(&format!("fnref-{}", of_text(label)));
            let _ = write!(
                html,
                "<sup class=\"footnote-reference\"><a href=\"#{}\" id=\"{id}\" role=\"doc-noteref\" \
                 aria-label=\"脚注 {number}\">{number}</a></sup>",
                encode_fragment(&note.id),
            );
            note.references.push(id);
        } else {
            let _ = write!(html, "<sup class=\"footnote-reference\">{number}</sup>");
        }
    }

    /// Takes what a footnote says; the first definition of a label counts.
    pub(super) fn define(&mut self, label: &str, piece: Piece, span: Span, ids: &mut Ids) {
        let index = self.index(label, ids);
        if let Some(note) = self.notes.get_mut(index) {
            note.definition.get_or_insert((piece, span));
        }
    }

    /// Appends the footnotes that are referred to behind the text.
    pub(super) fn append_to(&mut self, piece: &mut Piece) {
        self.notes.sort_by_key(|note| note.number);
        let mut open = false;
        for note in self.notes.iter_mut().filter(|note| note.number > 0) {
            if !open {
                piece.html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"脚注\">\n<ol>\n");
                open = true;
            }
            let (mut body, _) = note.definition.take().unwrap_or_default();
            let back = note.ways_back();
            // Within the last paragraph, so that the way back stands on its line. A mark at that place, the end of a
            // link, stays before it.
            match body.html.strip_suffix("</p>\n").map(str::len) {
                Some(offset) => body.html.insert_str(offset, &back),
                None => body.html.push_str(&back),
            }
            let _ = writeln!(piece.html, "<li id=\"{}\">", note.id);
            piece.append(&body);
            piece.html.push_str("</li>\n");
        }
        if open {
            piece.html.push_str("</ol>\n</section>\n");
        }
    }

    /// The footnotes that nothing refers to, by label and place.
    pub(super) fn unused(&self) -> impl Iterator<Item = (&str, Span)> {
        self.notes
            .iter()
            .filter(|note| note.number == 0)
            .filter_map(|note| note.definition.as_ref().map(|(_, span)| (note.label.as_str(), *span)))
    }

    /// The footnote of a label, whatever its case.
    fn index(&mut self, label: &str, ids: &mut Ids) -> usize {
        let key = label.to_lowercase();
        if let Some(index) = self.by_label.get(&key) {
            return *index;
        }
        let index = self.notes.len();
        self.notes.push(Footnote {
            label: label.to_owned(),
            id: ids.give(&format!("fn-{}", of_text(label))),
            number: 0,
            references: Vec::new(),
            definition: None,
        });
        self.by_label.insert(key, index);
        index
    }
}

impl Footnote {
    /// The links back to each reference.
    fn ways_back(&self) -> String {
        let mut html = String::new();
        for (index, reference) in self.references.iter().enumerate() {
            let place = if index == 0 { String::new() } else { format!(" 的第 {} 处", index + 1) };
            let _ = write!(
                html,
                " <a class=\"footnote-back\" href=\"#{}\" role=\"doc-backlink\" aria-label=\"返回正文脚注 {}{place}\">\
                 ↩\u{fe0e}</a>",
                encode_fragment(reference),
                self.number,
            );
        }
        html
    }
}
