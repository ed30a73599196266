//! Paragraphs, headings, quotations, lists, tables, code blocks and footnotes.

use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind};

use super::callout::{self, Mark};
use super::document::{Heading, SlotKind};
use super::ids::{of_text, split_explicit};
use super::piece::{MarkKind, Piece, escape};
use super::summary;
use super::writer::{OpenCode, OpenHeading, OpenParagraph, OpenTable, Writer};
use super::{code, raw_html};
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

    fn open_paragraph(&mut self, tag: &str, is_callout_title: bool) {
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

    pub(super) fn start_quote(&mut self, range: &Range<usize>) {
        self.piece.block();
        let source = self.mended.text.get(range.clone()).unwrap_or_default();
        match callout::read(source) {
            Some(Mark::Known { kind, length, titled }) => {
                self.skip_until = range.start + length;
                self.open.callout = Some((kind, titled));
                self.open.quotes.push("</aside>\n");
                let _ = writeln!(
                    self.piece.html,
                    "<aside class=\"callout callout-{}\" aria-label=\"{}\">",
                    kind.class, kind.title
                );
                return;
            }
            Some(Mark::Unknown { name, nearest, length }) => {
                let span = self.span(&(range.start..range.start + length));
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
        if self.piece.html.ends_with("<li>") {
            let kept = self.piece.html.len() - "<li>".len();
            self.piece.html.truncate(kept);
            self.piece.html.push_str("<li class=\"task\">");
        }
        self.piece.html.push_str(if done {
            "<input type=\"checkbox\" disabled checked aria-label=\"已完成\"> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"未完成\"> "
        });
    }

    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.piece.block();
        self.open.table = OpenTable { alignments, ..OpenTable::default() };
        self.piece.html.push_str("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"表格\">\n<table>\n");
    }

    pub(super) fn start_table_head(&mut self) {
        self.open.table.in_head = true;
        self.open.table.column = 0;
        self.piece.html.push_str("<thead>\n<tr>");
    }

    pub(super) fn end_table_head(&mut self) {
        self.open.table.in_head = false;
        self.end_block("</tr>\n</thead>\n");
    }

    pub(super) fn start_table_row(&mut self) {
        if !mem::replace(&mut self.open.table.has_body, true) {
            self.piece.html.push_str("<tbody>\n");
        }
        self.open.table.column = 0;
        self.piece.html.push_str("<tr>");
    }

    pub(super) fn start_table_cell(&mut self) {
        self.piece.interrupt();
        let tag = if self.open.table.in_head { "<th scope=\"col\"" } else { "<td" };
        let class = match self.open.table.alignments.get(self.open.table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        self.open.table.column += 1;
        self.piece.html.push_str(tag);
        self.piece.html.push_str(class);
        self.piece.html.push('>');
    }

    pub(super) fn end_table_cell(&mut self) {
        self.piece.interrupt();
        self.piece.html.push_str(if self.open.table.in_head { "</th>" } else { "</td>" });
        self.piece.plain.push(' ');
    }

    pub(super) fn end_table(&mut self) {
        if self.open.table.has_body {
            self.piece.html.push_str("</tbody>\n");
        }
        self.end_block("</table>\n</div>\n");
    }

    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => self.mended.clean(info).into_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        self.open.code = Some(OpenCode { info, code: String::new() });
    }

    pub(super) fn end_code(&mut self) {
        let Some(OpenCode { info, code }) = self.open.code.take() else { return };
        self.piece.block();
        match code::highlight(&code, &info, self.highlight_budget) {
            Some(html) => {
                self.highlight_budget -= code.len().min(self.highlight_budget);
                self.has_code = true;
                let _ = write!(self.piece.html, "<pre class=\"hl-code\"><code>{html}</code></pre>\n");
            }
            None => {
                self.piece.html.push_str("<pre><code>");
                escape(&code, &mut self.piece.html);
                self.piece.html.push_str("</code></pre>\n");
            }
        }
        self.piece.plain.push_str(code.trim_end_matches('\n'));
        self.piece.block();
    }

    pub(super) fn start_footnote(&mut self, label: &str, range: &Range<usize>) {
        let label = self.mended.clean(label).into_owned();
        let span = self.span(&(range.start..range.start + "[^]:".len() + label.len()));
        let text = mem::take(&mut self.piece);
        self.interrupted.push((text, label, span));
    }

    pub(super) fn end_footnote(&mut self) {
        let Some((text, label, span)) = self.interrupted.pop() else { return };
        let note: Piece = mem::replace(&mut self.piece, text);
        self.footnotes.define(&label, note, span, &mut self.ids);
    }

    pub(super) fn block_html(&mut self, html: &str, offset: usize) {
        let Some(mut block) = self.open.raw_html.take() else { return };
        let mut tags = Vec::new();
        block.reader.read(html, &mut block.text, &mut tags);
        self.open.raw_html = Some(block);
        for raw_html::RawTag { name, offset: within } in tags {
            self.tell_tag(&name, offset + within);
        }
    }

    /// Writes the text of an HTML block, each line of it that is not blank, as a paragraph.
    pub(super) fn end_html(&mut self) {
        let Some(block) = self.open.raw_html.take() else { return };
        let text = self.mended.clean(&block.text).into_owned();
        if text.trim().is_empty() {
            return;
        }
        self.open_paragraph("<p>", false);
        for (index, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
            if index > 0 {
                self.piece.soft_break();
            }
            self.piece.text(line);
        }
        self.end_paragraph();
    }

    /// Ends a block.
    pub(super) fn end_block(&mut self, tag: &str) {
        self.piece.html.push_str(tag);
        self.piece.block();
    }
}
