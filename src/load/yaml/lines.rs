//! The lines of a YAML text with their indentation, and the place in them that is read next.

use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::path::SourcePath;

/// One line; all positions are bytes of the whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Where the line begins.
    pub(super) start: usize,
    /// Where its text begins, below a list mark the text after that mark.
    pub(super) content: usize,
    /// Where its text ends, white space at the end left out.
    pub(super) end: usize,
    /// How far `content` is indented: a space or full-width space is 1, a tab 2.
    pub(super) indent: usize,
}

impl Line {
    pub(super) fn is_blank(self) -> bool {
        self.content >= self.end
    }
}

/// A YAML text being read, line by line.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) lines: Vec<Line>,
    /// The number of the line that is read next.
    pub(super) next: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
    file: &'a SourcePath,
    /// How many lines of the file stand above the text.
    lines_above: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a SourcePath, text: &'a str, lines_above: u32) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end().len();
            let (lead, indent) = indentation(line);
            lines.push(Line { start, content: (start + lead).min(end), end, indent });
            start += line.len();
        }
        Self { text, lines, next: 0, diagnostics: Vec::new(), file, lines_above }
    }

    /// The next line that says something, blank and comment lines passed over.
    pub(super) fn peek(&mut self) -> Option<Line> {
        loop {
            let line = *self.lines.get(self.next)?;
            if !line.is_blank() && !self.content(line).starts_with('#') {
                return Some(line);
            }
            self.next += 1;
        }
    }

    /// Passes over every line indented by at least `floor`.
    pub(super) fn skip_block(&mut self, floor: usize) {
        while self.peek().is_some_and(|line| line.indent >= floor) {
            self.next += 1;
        }
    }

    pub(super) fn line(&self, index: usize) -> Line {
        let end = self.text.len();
        self.lines.get(index).copied().unwrap_or(Line { start: end, content: end, end, indent: 0 })
    }

    /// The text of a line without its indentation.
    pub(super) fn content(&self, line: Line) -> &'a str {
        self.slice(line.content, line.end)
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The place of bytes `start..end`, which lie in line `index`.
    pub(super) fn span(&self, index: usize, start: usize, end: usize) -> Span {
        let column = self.slice(self.line(index).start, start).chars().count() + 1;
        let length = self.slice(start, end).chars().count().max(1);
        Span::new(self.number(index), count(column), count(length))
    }

    /// The number of line `index` in the file, from 1.
    pub(super) fn number(&self, index: usize) -> u32 {
        count(index) + 1 + self.lines_above
    }

    /// The place of a line's text.
    pub(super) fn line_span(&self, index: usize) -> Span {
        let line = self.line(index);
        self.span(index, line.content, line.end)
    }

    pub(super) fn tell(&mut self, message: LoadMessage, span: Span) {
        self.diagnostics.push(Diagnostic::at(message, Place::new(self.file, span)));
    }
}

/// The bytes and the width of the white space that a line begins with.
fn indentation(line: &str) -> (usize, usize) {
    let mut width = 0;
    for (at, c) in line.char_indices() {
        match c {
            ' ' | '\u{3000}' | '\u{a0}' => width += 1,
            '\t' => width += 2,
            _ => return (at, width),
        }
    }
    (line.len(), width)
}

/// A `usize` as the `u32` of a span; a file is at most 2 MB, so nothing is lost.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The first characters of a text, for a message.
pub(super) fn beginning(text: &str) -> String {
    const SHOWN: usize = 20;
    let mut characters = text.chars();
    let mut shown: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}
