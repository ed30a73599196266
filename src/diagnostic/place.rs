//! Where a diagnostic is: a file, a line, a run of characters in it, and the line itself.

use serde::{Deserialize, Serialize};

use crate::path::SourcePath;

/// A run of characters within one line of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Span {
    /// The line, from 1; 0 means the file as a whole.
    pub line: u32,
    /// The first character, from 1, counted in characters, not bytes.
    pub column: u32,
    /// How many characters; at least 1 where something is shown.
    pub length: u32,
}

impl Span {
    /// A span of `length` characters from `column` in `line`, all from 1.
    pub fn new(line: u32, column: u32, length: u32) -> Self {
        Self { line, column, length }
    }

    /// The span of a byte range of `text`, cut at the end of its first line.
    ///
    /// `start` and `end` are byte offsets; they are moved to the nearest character border before them.
    pub fn of_bytes(text: &str, start: usize, end: usize) -> Self {
        let start = text.floor_char_boundary(start);
        let end = text.floor_char_boundary(end.max(start));
        let (before, rest) = text.split_at(start);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        let within = rest.get(..end - start).unwrap_or_default();
        let length = within.chars().take_while(|c| *c != '\n').count().max(1);
        Self::new(count(line), count(column), count(length))
    }

    /// The same span, `lines` further down.
    #[must_use]
    pub fn below(self, lines: u32) -> Self {
        Self { line: self.line + lines, ..self }
    }
}

/// A `usize` as the `u32` of a span; a file is at most 2 MB, so nothing is lost.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The line that a span lies in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The line without its end; a very long line is cut around the span.
    pub line: String,
    /// The first character of the span within `line`, from 0.
    pub start: usize,
    /// How many characters of `line` the span covers.
    pub length: usize,
}

/// Where in the workspace a diagnostic is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file, from the workspace's root.
    pub file: SourcePath,
    /// The characters in it.
    pub span: Span,
    /// The line, attached by the pipeline when all diagnostics are known; none for a file as a whole.
    pub excerpt: Option<Excerpt>,
}

impl Place {
    /// The place of a span in a file.
    pub fn new(file: &SourcePath, span: Span) -> Self {
        Self { file: file.clone(), span, excerpt: None }
    }

    /// A file as a whole.
    pub fn file(file: &SourcePath) -> Self {
        Self::new(file, Span::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_end_with_the_line() {
        let text = "标题：好\n减少用盐\n完";
        let start = text.find('少').unwrap();
        assert_eq!(Span::of_bytes(text, start, text.len()), Span::new(2, 2, 3));
        assert_eq!(Span::of_bytes(text, 1, 0), Span::new(1, 1, 1));
        assert_eq!(Span::of_bytes(text, text.len() + 9, text.len() + 12).line, 3);
    }
}
