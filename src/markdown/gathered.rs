//! Blocks whose content is gathered first and written at their end: code, raw HTML, footnotes.

use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::piece::{Piece, escape};
use super::writer::{OpenCode, Writer};
use super::{code, raw_html};

impl Writer<'_> {
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
        self.codes += 1;
        // It scrolls on a narrow screen, and so has to be reached with the keyboard.
        let region = format!("tabindex=\"0\" role=\"region\" aria-label=\"代码 {}\"", self.codes);
        if let Some(html) = code::highlight(&code, &info, self.highlight_budget) {
            self.highlight_budget -= code.len().min(self.highlight_budget);
            self.has_code = true;
            let _ = writeln!(self.piece.html, "<pre class=\"hl-code\" {region}><code>{html}</code></pre>");
        } else {
            let _ = write!(self.piece.html, "<pre {region}><code>");
            escape(&code, &mut self.piece.html);
            self.piece.html.push_str("</code></pre>\n");
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
}
