//! Text, marks, line breaks, inline code and raw HTML.

use std::ops::Range;

use super::piece::escape;
use super::raw_html::tag_name;
use super::writer::Writer;
use crate::diagnostic::catalogue::MarkdownMessage;

/// Spaces with which typists and the editors of `WeChat` indent a paragraph.
const INDENT: [char; 4] = ['\u{3000}', '\u{2003}', '\u{2002}', '\u{a0}'];

impl Writer<'_> {
    /// Writes text; `after_bracket` says that a `]` which closes no link stands before it.
    pub(super) fn text(&mut self, text: &str, range: &Range<usize>, after_bracket: bool) {
        let text = if range.start < self.skip_until {
            text.get(self.skip_until - range.start..).unwrap_or_default()
        } else {
            text
        };
        let mended = self.mended;
        let text = mended.clean(text);
        if let Some(code) = &mut self.open.code {
            code.code.push_str(&text);
            return;
        }
        if after_bracket {
            self.warn_of_address(range.start);
        }
        self.after_bracket = text.ends_with(']');
        let text = self.without_indent(&text);
        self.piece.text(text);
    }

    /// Takes the indent from the start of a paragraph, and starts a paragraph at an indented line.
    fn without_indent<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(paragraph) = &mut self.open.paragraph else { return text };
        let rest = text.trim_start_matches(INDENT);
        if self.piece.is_after_soft_break() && rest.len() < text.len() {
            if text.starts_with("\u{3000}\u{3000}") && self.open.inline_depth == 0 && !paragraph.is_callout_title {
                self.piece.take_soft_break();
                self.split_paragraph();
            }
            return rest;
        }
        if self.piece.html.len() > paragraph.html || self.piece.marks.len() > paragraph.marks {
            return text;
        }
        let text = text.trim_start_matches([' ', '\t']);
        let rest = text.trim_start_matches(INDENT);
        paragraph.indent.extend(text.chars().take_while(|c| INDENT.contains(c)));
        if !rest.is_empty() {
            self.end_indent();
        }
        rest
    }

    /// Writes a single space that was held back: only several are an indent.
    fn end_indent(&mut self) {
        if let Some(paragraph) = &mut self.open.paragraph
            && !paragraph.indent.is_empty()
        {
            let indent = std::mem::take(&mut paragraph.indent);
            if indent.chars().nth(1).is_none() {
                self.piece.text(&indent);
            }
        }
    }

    /// Drops what was held back before a picture: whether one space or several, it moves the picture only.
    pub(super) fn drop_indent(&mut self) {
        if let Some(paragraph) = &mut self.open.paragraph {
            paragraph.indent.clear();
        }
    }

    /// Tells of `](…)` that the parser did not read as a link: a space in the address, or full-width brackets.
    fn warn_of_address(&mut self, start: usize) {
        let source = self.mended.text.get(start..).unwrap_or_default();
        let Some(inner) = source.strip_prefix(['(', '（']) else { return };
        let end = inner.char_indices().take(200).find(|(_, c)| matches!(c, ')' | '）' | '\n'));
        let Some((end, ')' | '）')) = end else { return };
        let address = self.mended.clean(inner.get(..end).unwrap_or_default().trim()).into_owned();
        let extension = address.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_file = (2..=5).contains(&extension.len())
            && extension.bytes().all(|b| b.is_ascii_alphanumeric())
            && !extension.bytes().all(|b| b.is_ascii_digit());
        if is_file || address.starts_with("http") {
            let span = self.span(&(start..start + address.len()));
            self.tell(MarkdownMessage::LinkNotRead { address }, span);
        }
    }

    pub(super) fn start_mark(&mut self, tag: &str) {
        self.end_indent();
        self.open.inline_depth += 1;
        self.piece.html.push_str(tag);
    }

    pub(super) fn end_mark(&mut self, tag: &str) {
        self.open.inline_depth = self.open.inline_depth.saturating_sub(1);
        self.piece.html.push_str(tag);
    }

    /// A single `~` joins the ends of a range in Chinese text (`（周一）~（周五）`), so only `~~` strikes out.
    fn is_struck(&self, range: &Range<usize>) -> bool {
        self.mended.text.get(range.start..).is_some_and(|source| source.starts_with("~~"))
    }

    pub(super) fn start_struck(&mut self, range: &Range<usize>) {
        if self.is_struck(range) {
            self.start_mark("<del>");
        } else {
            self.text("~", &(range.start..range.start + 1), false);
        }
    }

    pub(super) fn end_struck(&mut self, range: &Range<usize>) {
        if self.is_struck(range) {
            self.end_mark("</del>");
        } else {
            self.piece.text("~");
        }
    }

    pub(super) fn soft_break(&mut self) {
        self.break_line(false);
    }

    pub(super) fn hard_break(&mut self) {
        self.break_line(true);
    }

    fn break_line(&mut self, hard: bool) {
        if let Some(paragraph) = &self.open.paragraph {
            if paragraph.is_callout_title && self.open.inline_depth == 0 {
                self.split_paragraph();
                return;
            }
            // What stood before it was the mark of a callout, or raw HTML.
            if self.piece.html.len() == paragraph.html && self.piece.marks.len() == paragraph.marks {
                return;
            }
        }
        if hard {
            self.piece.interrupt();
            self.piece.html.push_str("<br>\n");
            self.piece.plain.push('\n');
        } else {
            self.piece.soft_break();
        }
    }

    pub(super) fn inline_code(&mut self, code: &str) {
        self.end_indent();
        let code = self.mended.clean(code);
        self.piece.interrupt();
        self.piece.html.push_str("<code>");
        escape(&code, &mut self.piece.html);
        self.piece.html.push_str("</code>");
        self.piece.plain.push_str(&code);
    }

    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let name = tag_name(html.strip_prefix('<').unwrap_or(html));
        if name == "br" {
            self.hard_break();
        } else if !html.starts_with("<!--") {
            self.tell_tag(&name, range.start);
        }
    }

    /// Tells once of each name of raw tags; a `<br>` is understood.
    pub(super) fn tell_tag(&mut self, name: &str, offset: usize) {
        let name = self.mended.clean(name).into_owned();
        if name != "br" && !self.told_tags.contains(&name) {
            let span = self.span(&(offset..offset + name.len() + 1));
            self.tell(MarkdownMessage::RawHtmlDropped { tag: format!("<{name}>") }, span);
            self.told_tags.insert(name);
        }
    }

    pub(super) fn footnote_reference(&mut self, label: &str) {
        if self.open.heading.is_some_and(|heading| heading.is_title) {
            return;
        }
        self.end_indent();
        self.piece.interrupt();
        let label = self.mended.clean(label);
        let linked = self.open.links.is_empty();
        self.footnotes.refer(&label, linked, &mut self.ids, &mut self.piece.html);
    }
}
