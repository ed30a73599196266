//! Paragraphs, figures, quotations, callouts and lists.

use std::fmt::Write as _;
use std::ops::Range;

use super::callout::{self, Mark};
use super::document::SlotKind;
use super::piece::MarkKind;
use super::summary;
use super::writer::{OpenParagraph, Writer};
use crate::diagnostic::catalogue::MarkdownMessage;

impl Writer<'_> {
    pub(super) fn start_paragraph(&mut self) {
        let titled = matches!(self.open.callout, Some((_, true)));
        if titled {
            self.open.callout = None;
            self.open_paragraph("<p class=\"callout-title\">", true);
        } else {
            self.write_callout_title();
            self.open_paragraph("<p>", false);
        }
    }

    pub(super) fn open_paragraph(&mut self, tag: &str, is_callout_title: bool) {
        self.piece.block();
        self.piece.html.push_str(tag);
        self.open.paragraph = Some(OpenParagraph {
            html: self.piece.html.len(),
            plain: self.piece.plain.len(),
            marks: self.piece.marks.len(),
            is_callout_title,
            ..OpenParagraph::default()
        });
    }

    pub(super) fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.paragraph.take() else { return };
        self.piece.interrupt();
        let is_empty = self.piece.html.len() == paragraph.html && self.piece.marks.len() == paragraph.marks;
        if is_empty && !paragraph.is_callout_title {
            self.piece.html.truncate(paragraph.html - "<p>".len());
            return;
        }
        if self.is_figure(&paragraph) {
            self.write_figure(&paragraph);
            return;
        }
        self.piece.html.push_str("</p>\n");
        if self.summary.is_none() && self.interrupted.is_empty() && !paragraph.is_callout_title {
            let text = self.piece.plain.get(paragraph.plain..).unwrap_or_default();
            self.summary = Some(summary::cut(text)).filter(|summary| !summary.is_empty());
        }
        self.piece.block();
    }

    /// Ends the paragraph at a line that begins with an indent, as typists part paragraphs; or at the end of a
    /// callout's title.
    pub(super) fn split_paragraph(&mut self) {
        self.end_paragraph();
        self.open_paragraph("<p>", false);
    }

    /// Whether a paragraph holds one picture and nothing else.
    fn is_figure(&self, paragraph: &OpenParagraph) -> bool {
        let picture = self.piece.marks.get(paragraph.marks..);
        self.piece.html.len() == paragraph.html
            && !paragraph.is_callout_title
            && matches!(picture, Some([mark]) if matches!(mark.kind, MarkKind::Slot(SlotKind::Picture(_))))
    }

    fn write_figure(&mut self, paragraph: &OpenParagraph) {
        self.piece.html.truncate(paragraph.html - "<p>".len());
        self.piece.html.push_str("<figure>");
        let offset = self.piece.html.len();
        if let Some(mark) = self.piece.marks.last_mut() {
            mark.offset = offset;
        }
        if !paragraph.picture_title.is_empty() {
            self.piece.block();
            self.piece.html.push_str("<figcaption>");
            self.piece.text(&paragraph.picture_title);
            self.piece.html.push_str("</figcaption>");
        }
        self.end_block("</figure>\n");
    }

    pub(super) fn start_quote(&mut self, range: &Range<usize>) {
        self.piece.block();
        let source = self.mended.text.get(range.clone()).unwrap_or_default();
        match callout::read(source) {
            Some(Mark::Known { kind, length, titled }) => {
                self.skip_until = range.start + length;
                self.open.callout = Some((kind, titled));
                self.open.quotes.push("</div>\n");
                let _ = writeln!(
                    self.piece.html,
                    "<div class=\"callout callout-{}\" role=\"note\" aria-label=\"{}\">",
                    kind.class, kind.title
                );
                return;
            }
            Some(Mark::Unknown { name, length }) => {
                let span = self.span(&(range.start..range.start + length));
                let nearest = if self.may_suggest() { callout::nearest_name(&name) } else { None };
                self.tell_suggesting(MarkdownMessage::CalloutUnknown { name }, span, nearest);
            }
            None => {}
        }
        self.open.quotes.push("</blockquote>\n");
        self.piece.html.push_str("<blockquote>\n");
    }

    /// Writes the default title of a callout that is still without one.
    pub(super) fn write_callout_title(&mut self) {
        if let Some((kind, _)) = self.open.callout.take() {
            let _ = writeln!(self.piece.html, "<p class=\"callout-title\">{}</p>", kind.title);
            self.piece.plain.push_str(kind.title);
            self.piece.block();
        }
    }

    pub(super) fn end_quote(&mut self) {
        let tag = self.open.quotes.pop().unwrap_or_default();
        self.end_block(tag);
    }

    pub(super) fn start_list(&mut self, first: Option<u64>) {
        self.piece.block();
        match first {
            None => self.piece.html.push_str("<ul>\n"),
            Some(1) => self.piece.html.push_str("<ol>\n"),
            Some(first) => {
                let _ = writeln!(self.piece.html, "<ol start=\"{first}\">");
            }
        }
    }

    pub(super) fn start_item(&mut self) {
        self.piece.block();
        self.piece.html.push_str("<li>");
        self.open.items.push(self.piece.plain.len());
    }

    pub(super) fn end_item(&mut self) {
        let start = self.open.items.pop().unwrap_or_default();
        if self.summary.is_none() && self.item_summary.is_none() && self.interrupted.is_empty() {
            let text = self.piece.plain.get(start..).unwrap_or_default();
            self.item_summary = Some(summary::cut(text)).filter(|summary| !summary.is_empty());
        }
        self.end_block("</li>\n");
    }

    pub(super) fn task_marker(&mut self, done: bool) {
        // In a loose list the paragraph stands before it.
        let inner = if self.piece.html.ends_with("<li><p>") { "<p>" } else { "" };
        if let Some(before) = self.piece.html.strip_suffix(inner).and_then(|html| html.strip_suffix("<li>")) {
            let kept = before.len();
            self.piece.html.truncate(kept);
            self.piece.html.push_str("<li class=\"task\">");
            self.piece.html.push_str(inner);
        }
        self.piece.html.push_str(if done {
            "<input type=\"checkbox\" disabled checked aria-label=\"已完成\"> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"未完成\"> "
        });
    }

    /// Ends a block.
    pub(super) fn end_block(&mut self, tag: &str) {
        self.piece.html.push_str(tag);
        self.piece.block();
    }
}
