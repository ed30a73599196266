//! The end of a document: footnotes, links within the text, summary and length.

use super::document::{Document, Parsed, Slot};
use super::piece::{Mark, MarkKind};
use super::writer::Writer;
use crate::diagnostic::catalogue::MarkdownMessage;
use crate::diagnostic::nearest;
use crate::han;
use crate::path::encode_fragment;

/// The longest fragment, in bytes, for which a heading is looked for: each takes the time of its length times theirs.
const LONGEST_SUGGESTED: usize = 200;

/// Makes the document from what the writer has gathered.
pub(super) fn finish(mut writer: Writer<'_>) -> Parsed {
    let unused: Vec<_> = writer.footnotes.unused().map(|(label, span)| (label.to_owned(), span)).collect();
    for (label, span) in unused {
        writer.tell(MarkdownMessage::FootnoteUnused { label }, span);
    }
    let mut footnotes = std::mem::take(&mut writer.footnotes);
    footnotes.append_to(&mut writer.piece);
    let goals = resolve_fragments(&mut writer);
    let (mut html, slots) = fill(writer.piece.html, &writer.piece.marks, &goals);
    html.shrink_to_fit();
    let mut plain = writer.piece.plain;
    plain.truncate(plain.trim_end().len());
    // A document is kept for the whole build: what its texts were given beyond their length would double them.
    plain.shrink_to_fit();
    let mut diagnostics = writer.diagnostics;
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    let document = Document {
        html,
        slots,
        headings: writer.headings,
        title: writer.title,
        summary: writer.summary.or(writer.item_summary).unwrap_or_default(),
        reading_length: han::reading_length(&plain),
        plain,
        links: writer.links,
        pictures: writer.pictures,
        ids: writer.ids.given,
        has_code: writer.has_code,
    };
    Parsed { document, diagnostics }
}

/// The opening tag of each link within the text; none where no heading is named so.
fn resolve_fragments(writer: &mut Writer<'_>) -> Vec<Option<String>> {
    let fragments = std::mem::take(&mut writer.fragments);
    let mut goals = Vec::with_capacity(fragments.len());
    for (fragment, span) in fragments {
        // An empty fragment is the top of the page.
        let id = if fragment.is_empty() { Some(fragment.clone()) } else { writer.ids.find(&fragment) };
        if id.is_none() {
            let may_suggest = fragment.len() <= LONGEST_SUGGESTED && writer.may_suggest();
            let candidates = writer.headings.iter().map(|heading| heading.id.as_str());
            let near = if may_suggest {
                nearest(&fragment, candidates.filter(|id| id.len() <= LONGEST_SUGGESTED))
            } else {
                None
            };
            writer.tell_suggesting(MarkdownMessage::AnchorUnknown { fragment }, span, near.map(|id| format!("#{id}")));
        }
        goals.push(id.map(|id| format!("<a href=\"#{}\">", encode_fragment(&id))));
    }
    goals
}

/// Writes the links within the text, so that only slots are left of the marks.
fn fill(html: String, marks: &[Mark], goals: &[Option<String>]) -> (String, Vec<Slot>) {
    let mut slots = Vec::with_capacity(marks.len());
    let slot = |mark: &Mark, offset| match mark.kind {
        MarkKind::Slot(kind) => Some(Slot { offset, kind }),
        MarkKind::FragmentStart(_) | MarkKind::FragmentEnd(_) => None,
    };
    if goals.is_empty() {
        slots.extend(marks.iter().filter_map(|mark| slot(mark, mark.offset)));
        return (html, slots);
    }
    let mut filled = String::with_capacity(html.len() + goals.len() * 32);
    let mut done = 0;
    for mark in marks {
        filled.push_str(html.get(done..mark.offset).unwrap_or_default());
        done = mark.offset;
        slots.extend(slot(mark, filled.len()));
        match mark.kind {
            MarkKind::FragmentStart(number) => {
                filled.push_str(goals.get(number).and_then(Option::as_deref).unwrap_or_default());
            }
            MarkKind::FragmentEnd(number) if matches!(goals.get(number), Some(Some(_))) => filled.push_str("</a>"),
            MarkKind::FragmentEnd(_) | MarkKind::Slot(_) => {}
        }
    }
    filled.push_str(html.get(done..).unwrap_or_default());
    (filled, slots)
}
