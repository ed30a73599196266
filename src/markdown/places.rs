//! True places in the file for offsets in the text, told in one walk as the parse goes forward.

use super::emphasis::Mended;
use crate::diagnostic::Span;

/// Tells spans; cheapest where each starts behind the one before it.
pub(super) struct Places<'a> {
    body: &'a str,
    body_line: u32,
    offset: usize,
    line: u32,
    column: u32,
}

impl<'a> Places<'a> {
    /// `body_line` is how many lines of the file stand above the body.
    pub(super) fn new(body: &'a str, body_line: u32) -> Self {
        Self { body, body_line, offset: 0, line: 1, column: 1 }
    }

    /// The span of a range of the mended text, cut at the end of its first line.
    pub(super) fn span(&mut self, mended: &Mended<'_>, start: usize, end: usize) -> Span {
        let start = self.body.floor_char_boundary(mended.original(start));
        let end = self.body.floor_char_boundary(mended.original(end).max(start));
        if start < self.offset {
            (self.offset, self.line, self.column) = (0, 1, 1);
        }
        let passed = self.body.get(self.offset..start).unwrap_or_default();
        let line_start = match passed.rfind('\n') {
            Some(newline) => {
                self.line = self.line.saturating_add(count(passed.bytes().filter(|b| *b == b'\n').count()));
                self.column = 1;
                newline + 1
            }
            None => 0,
        };
        let characters = passed.get(line_start..).unwrap_or_default().chars().count();
        self.column = self.column.saturating_add(count(characters));
        self.offset = start;
        let within = self.body.get(start..end).unwrap_or_default();
        let length = within.chars().take_while(|c| *c != '\n').count().max(1);
        Span::new(self.line, self.column, count(length)).below(self.body_line)
    }
}

/// A number of lines or characters; a file is at most 2 MB, so nothing is lost.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_the_file_s_also_behind_sentinels_and_backwards() {
        let body = "**重点。**后文\n第二行";
        let mended = Mended::new(body);
        let mut places = Places::new(body, 5);
        let second = mended.text.find("第二").unwrap();
        assert_eq!(places.span(&mended, second, mended.text.len()), Span::new(7, 1, 3));
        let after = mended.text.find('后').unwrap();
        assert_eq!(places.span(&mended, after, mended.text.len()), Span::new(6, 8, 2));
    }
}
