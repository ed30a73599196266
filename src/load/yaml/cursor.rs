//! Moves through a value within marks by characters, and from line to line where the value may go on there. It counts
//! columns as it goes, so that the places of a long list cost no second look.

use super::lines::{Reader, count};
use super::scalar::Start;
use super::{Strength, list_mark, split_key};
use crate::diagnostic::Span;
use crate::diagnostic::catalogue::LoadMessage;

/// A place in the text that moves on by characters, and from line to line where the value may go on there.
pub(super) struct Cursor<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    /// The line.
    pub(super) index: usize,
    /// The byte of the text.
    pub(super) at: usize,
    /// The byte at which the line's text ends.
    pub(super) end: usize,
    /// The column, from 1.
    pub(super) column: u32,
    /// The least indentation of a line on which the value surely goes on.
    pub(super) floor: usize,
}

/// Where something begins.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub(super) index: usize,
    pub(super) at: usize,
    pub(super) column: u32,
}

impl<'r, 'a> Cursor<'r, 'a> {
    pub(super) fn new(reader: &'r mut Reader<'a>, start: &Start) -> Self {
        let end = reader.line(start.index).end;
        let column = reader.span(start.index, start.at, end).column;
        Self { reader, index: start.index, at: start.at, end, column, floor: start.floor }
    }

    /// The character at the cursor; none at the end of the line.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// What is left of the line.
    pub(super) fn rest(&self) -> &'a str {
        self.reader.slice(self.at, self.end)
    }

    /// Moves one character on within the line.
    pub(super) fn bump(&mut self) {
        if let Some(c) = self.peek() {
            self.at += c.len_utf8();
            self.column += 1;
        }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { index: self.index, at: self.at, column: self.column }
    }

    /// The place from a mark to the cursor, or of the mark's one character if the cursor left its line.
    pub(super) fn span_from(&self, mark: Mark) -> Span {
        let length = if mark.index == self.index { self.column - mark.column } else { 1 };
        Span::new(self.reader.number(mark.index), mark.column, length.max(1))
    }

    pub(super) fn tell_here(&mut self, message: LoadMessage) {
        let span = Span::new(self.reader.number(self.index), self.column, 1);
        self.reader.tell(message, span);
    }

    /// Moves to the text of a line.
    pub(super) fn enter(&mut self, index: usize) {
        let line = self.reader.line(index);
        let lead = self.reader.slice(line.start, line.content).chars().count();
        (self.index, self.at, self.end, self.column) = (index, line.content, line.end, count(lead) + 1);
    }

    /// Goes to the next line that says something; false where the value cannot go on there, because that line begins
    /// the next key or item.
    pub(super) fn next_line(&mut self) -> bool {
        let lines = self.reader.lines.iter().enumerate().skip(self.index + 1);
        let mut texts = lines.map(|(index, line)| (index, *line, self.reader.content(*line)));
        let Some((index, line, content)) = texts.find(|(_, _, text)| !text.is_empty() && !text.starts_with('#')) else {
            return false;
        };
        let goes_on = line.indent >= self.floor
            || content.starts_with([']', '}'])
            || (list_mark(content).is_none() && split_key(content, Strength::Expected).is_none());
        if goes_on {
            self.enter(index);
        }
        goes_on
    }

    /// Passes over white space, line ends and comments; none where the value cannot go on.
    pub(super) fn skip_space(&mut self) -> Option<char> {
        let mut is_parted = false;
        loop {
            match self.peek() {
                Some('#') if is_parted && !self.next_line() => return None,
                Some('#') if is_parted => {}
                Some(c) if c.is_whitespace() => {
                    is_parted = true;
                    self.bump();
                }
                Some(c) => return Some(c),
                None if !self.next_line() => return None,
                None => {}
            }
        }
    }
}
