//! Headings, and the one of them that is the title.

use std::fmt::Write as _;

use super::document::Heading;
use super::ids::{of_text, split_explicit};
use super::writer::{OpenHeading, Writer};

impl Writer<'_> {
    pub(super) fn start_heading(&mut self, level: u8) {
        let is_title = level == 1
            && self.interrupted.is_empty()
            && self.piece.html.is_empty()
            && self.title.is_none()
            && self.headings.is_empty();
        self.piece.block();
        self.open.heading = Some(OpenHeading {
            level: level.max(2),
            html: self.piece.html.len(),
            plain: self.piece.plain.len(),
            marks: self.piece.marks.len(),
            is_title,
        });
    }

    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.open.heading.take() else { return };
        self.piece.interrupt();
        let explicit = self.take_explicit_id(&heading);
        let text = self.piece.plain.get(heading.plain..).unwrap_or_default().trim().to_owned();
        if heading.is_title {
            self.piece.html.truncate(heading.html);
            self.piece.plain.truncate(heading.plain);
            self.piece.marks.truncate(heading.marks);
            self.title = Some(text).filter(|text| !text.is_empty());
            return;
        }
        let id = self.ids.give(&explicit.unwrap_or_else(|| of_text(&text)));
        let level = heading.level;
        self.piece.insert(heading.html, &format!("<h{level} id=\"{id}\">"));
        let _ = writeln!(self.piece.html, "</h{level}>");
        self.piece.block();
        self.headings.push(Heading { level, id, text });
    }

    /// Takes ` {#id}` from the end of a heading, where it is plain text.
    fn take_explicit_id(&mut self, heading: &OpenHeading) -> Option<String> {
        let (_, id) = split_explicit(self.piece.plain.get(heading.plain..)?)?;
        let id = id.to_owned();
        let written = format!("{{#{id}}}");
        let html = self.piece.html.get(heading.html..)?.strip_suffix(&written)?.trim_end().len();
        let plain = self.piece.plain.get(heading.plain..)?.strip_suffix(&written)?.trim_end().len();
        self.piece.html.truncate(heading.html + html);
        self.piece.plain.truncate(heading.plain + plain);
        let end = self.piece.html.len();
        for mark in self.piece.marks.iter_mut().rev().take_while(|mark| mark.offset > end) {
            mark.offset = end;
        }
        Some(id)
    }
}
