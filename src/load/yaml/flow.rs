//! Values within marks: `[…]`, `{…}` and quotes, on one line or several.
//!
//! Within `[…]` the full-width `，`, `、` and `；` part items as `,` does; within `{…}` they do so only before a further
//! key, since a caption may well have a comma in it.

use super::lines::{Reader, beginning, count};
use super::scalar::{Start, fold, within_curly_quotes};
use super::{DEEPEST, Strength, list_mark, split_key};
use crate::diagnostic::Span;
use crate::diagnostic::catalogue::LoadMessage;
use crate::load::tree::{Entry, Node, Value};

/// How far ahead a key or a closing curly quote is looked for, in bytes; it keeps the time linear.
const LOOK_AHEAD: usize = 240;

/// What a value stands in, which tells where plain text ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    List,
    Map,
    Key,
}

/// The value cannot be read to its end; what is wrong has been told.
struct Broken;

impl Reader<'_> {
    /// Reads a value that begins with a quote or bracket. If text follows on the same line, as in `[转载] 减盐`, it
    /// is all plain text.
    pub(super) fn enclosed(&mut self, start: &Start) -> Node {
        let told = self.diagnostics.len();
        let first = self.slice(start.at, self.line(start.index).end);
        let (depth, whole) = (start.depth, start.whole);
        let mut cursor = Cursor::new(self, start);
        let read = cursor.value(Within::List, depth);
        let (index, at) = (cursor.index, cursor.at);
        let end = self.line(index).end;
        let rest = self.slice(at, end);
        self.next = index + 1;
        let Ok(mut node) = read else {
            self.skip_block(start.floor);
            let text = first.get(1..).unwrap_or_default().to_owned();
            return Node { value: Value::Text(text), span: self.span(start.index, start.at, start.at + first.len()) };
        };
        let after = rest.trim_start();
        let is_comment = after.starts_with('#') && after.len() < rest.len();
        if is_comment {
            self.tell_tight_comment(index, end - after.len(), end);
        } else if !after.is_empty() {
            if index == start.index {
                self.diagnostics.truncate(told);
                return self.plain(start);
            }
            let span = self.span(index, end - after.len(), end);
            self.tell(LoadMessage::TextAfterClose { text: beginning(after) }, span);
        }
        if index != start.index {
            node.span = whole;
        }
        node
    }
}

/// A place in the text that moves on by characters, and from line to line where the value may go on there.
struct Cursor<'r, 'a> {
    reader: &'r mut Reader<'a>,
    index: usize,
    at: usize,
    end: usize,
    column: u32,
    floor: usize,
}

/// Where something begins.
#[derive(Clone, Copy)]
struct Mark {
    index: usize,
    at: usize,
    column: u32,
}

impl<'r, 'a> Cursor<'r, 'a> {
    fn new(reader: &'r mut Reader<'a>, start: &Start) -> Self {
        let end = reader.line(start.index).end;
        let column = reader.span(start.index, start.at, end).column;
        Self { reader, index: start.index, at: start.at, end, column, floor: start.floor }
    }

    /// The character at the cursor; none at the end of the line.
    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &'a str {
        self.reader.slice(self.at, self.end)
    }

    fn bump(&mut self) {
        if let Some(c) = self.peek() {
            self.at += c.len_utf8();
            self.column += 1;
        }
    }

    fn mark(&self) -> Mark {
        Mark { index: self.index, at: self.at, column: self.column }
    }

    /// The place from a mark to the cursor, or of the mark's one character if the cursor left its line.
    fn span_from(&self, mark: Mark) -> Span {
        let length = if mark.index == self.index { self.column - mark.column } else { 1 };
        Span::new(self.reader.number(mark.index), mark.column, length.max(1))
    }

    fn tell_here(&mut self, message: LoadMessage) {
        let span = Span::new(self.reader.number(self.index), self.column, 1);
        self.reader.tell(message, span);
    }

    fn tell_unclosed(&mut self, open: Mark, mark: &str) -> Broken {
        let span = Span::new(self.reader.number(open.index), open.column, 1);
        self.reader.tell(LoadMessage::BracketUnclosed { mark: mark.to_owned() }, span);
        Broken
    }

    fn enter(&mut self, index: usize) {
        let line = self.reader.line(index);
        let lead = self.reader.slice(line.start, line.content).chars().count();
        (self.index, self.at, self.end, self.column) = (index, line.content, line.end, count(lead) + 1);
    }

    /// Goes to the next line that says something; false where the value cannot go on there, because that line begins
    /// the next key or item.
    fn next_line(&mut self) -> bool {
        let lines = self.reader.lines.iter().enumerate().skip(self.index + 1);
        let next = lines.map(|(index, line)| (index, *line, self.reader.content(*line)));
        let Some((index, line, content)) =
            next.into_iter().find(|(_, _, text)| !text.is_empty() && !text.starts_with('#'))
        else {
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
    fn skip_space(&mut self) -> Option<char> {
        let mut is_parted = false;
        loop {
            match self.peek() {
                Some('#') if is_parted => {
                    if !self.next_line() {
                        return None;
                    }
                }
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

    fn value(&mut self, within: Within, depth: usize) -> Result<Node, Broken> {
        let c = self.peek().unwrap_or(' ');
        if matches!(c, '[' | '{') && depth > DEEPEST {
            self.tell_here(LoadMessage::TooDeep {});
            return Err(Broken);
        }
        match c {
            '[' => self.list(depth),
            '{' => self.map(depth),
            '"' | '\'' => self.quoted(c),
            '&' | '*' | '!' => {
                self.tell_here(LoadMessage::AnchorOrTag { mark: c.to_string() });
                Ok(self.plain(within))
            }
            '“' | '‘' | '”' | '’' => Ok(self.curly(within).unwrap_or_else(|| self.plain(within))),
            _ => Ok(self.plain(within)),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Node, Broken> {
        let open = self.mark();
        self.bump();
        let mut items = Vec::new();
        loop {
            match self.skip_space() {
                None | Some('}') => return Err(self.tell_unclosed(open, "[")),
                Some(']') => break,
                Some(',' | '，' | '、' | '；') => self.bump(),
                Some(_) => {
                    let item = self.value(Within::List, depth + 1)?;
                    let item = if self.peek() == Some(':') { self.pair(item, depth)? } else { item };
                    items.push(item);
                    self.finish_item(Within::List);
                }
            }
        }
        self.bump();
        Ok(Node { value: Value::List(items), span: self.span_from(open) })
    }

    /// An item such as `a: b` within a list, which is a mapping of one entry.
    fn pair(&mut self, key: Node, depth: usize) -> Result<Node, Broken> {
        let span = key.span;
        let key_text = match key.value {
            Value::Text(text) => text,
            _ => String::new(),
        };
        self.bump();
        let node = match self.skip_space() {
            None | Some(',' | ']' | '}') => Node { value: Value::Null, span },
            Some(_) => self.value(Within::List, depth + 1)?,
        };
        Ok(Node { value: Value::Map(vec![Entry { key: key_text, key_span: span, node }]), span })
    }

    fn map(&mut self, depth: usize) -> Result<Node, Broken> {
        let open = self.mark();
        self.bump();
        let mut entries = Vec::new();
        loop {
            match self.skip_space() {
                None | Some(']') => return Err(self.tell_unclosed(open, "{")),
                Some('}') => break,
                Some(',' | '，' | '；') => self.bump(),
                Some(_) => entries.extend(self.entry(depth)?),
            }
        }
        self.bump();
        Ok(Node { value: Value::Map(entries), span: self.span_from(open) })
    }

    /// One entry of a mapping; none, with an error, where there is no colon after a key.
    fn entry(&mut self, depth: usize) -> Result<Option<Entry>, Broken> {
        let key = self.value(Within::Key, depth + 1)?;
        let colon = self.skip_space();
        let text = match key.value {
            Value::Text(text) if matches!(colon, Some(':' | '：')) => text,
            value => {
                let text = if let Value::Text(text) = value { beginning(&text) } else { "{".to_owned() };
                self.reader.tell(LoadMessage::NotKeyValue { text }, key.span);
                if matches!(colon, Some(':' | '：')) {
                    self.bump();
                }
                self.finish_item(Within::Map);
                return Ok(None);
            }
        };
        self.bump();
        if text == "<<" {
            self.reader.tell(LoadMessage::AnchorOrTag { mark: "<<".to_owned() }, key.span);
        }
        let node = match self.skip_space() {
            None | Some(',' | '}' | ']') => Node { value: Value::Null, span: key.span },
            Some(_) => self.value(Within::Map, depth + 1)?,
        };
        self.finish_item(Within::Map);
        Ok(Some(Entry { key: text, key_span: key.span, node }))
    }

    /// Holds that an item is followed by a comma or a closing bracket; anything else is told and passed over.
    fn finish_item(&mut self, within: Within) {
        match self.skip_space() {
            None | Some(',' | '，' | '；' | ']' | '}') => {}
            Some('、') if within == Within::List => {}
            Some(':') => {
                self.tell_here(LoadMessage::ColonInValue {});
                self.bump();
                self.plain(within);
            }
            Some(_) => {
                let text = beginning(self.rest());
                self.tell_here(LoadMessage::TextAfterClose { text });
                self.bump();
                self.plain(within);
            }
        }
    }

    fn quoted(&mut self, quote: char) -> Result<Node, Broken> {
        let open = self.mark();
        self.bump();
        loop {
            match self.peek() {
                Some('\\') if quote == '"' => {
                    self.bump();
                    self.bump();
                }
                Some(c) if c == quote => {
                    self.bump();
                    if quote == '"' || self.peek() != Some('\'') {
                        break;
                    }
                    self.bump();
                }
                Some(_) => self.bump(),
                None => {
                    let next = self.reader.lines.get(self.index + 1);
                    if next.is_none_or(|line| !line.is_blank() && line.indent < self.floor) {
                        let span = Span::new(self.reader.number(open.index), open.column, 1);
                        self.reader.tell(LoadMessage::QuoteUnclosed { mark: quote.to_string() }, span);
                        return Err(Broken);
                    }
                    self.enter(self.index + 1);
                }
            }
        }
        let span = self.span_from(open);
        let raw = self.reader.slice(open.at, self.at);
        Ok(Node { value: Value::Text(self.reader.unquoted(raw, span)), span })
    }

    /// Text within curly quotes, if they stand around the whole item.
    fn curly(&mut self, within: Within) -> Option<Node> {
        let open = self.mark();
        let near = self.rest();
        let near = near.get(..near.floor_char_boundary(LOOK_AHEAD)).unwrap_or(near);
        let quotes = if near.starts_with(['“', '”']) { ['“', '”'] } else { ['‘', '’'] };
        let close = near.char_indices().skip(1).find(|(_, c)| quotes.contains(c)).map(|(at, c)| at + c.len_utf8())?;
        let (text, after) = near.split_at(close);
        let is_whole = match after.trim_start().chars().next() {
            None => true,
            Some(c) => matches!(c, ',' | '，' | '；' | ']' | '}' | ':' | '：') || (c == '、' && within == Within::List),
        };
        let text = within_curly_quotes(text).filter(|_| is_whole)?;
        while self.at < open.at + close {
            self.bump();
        }
        Some(Node { value: Value::Text(text.to_owned()), span: self.span_from(open) })
    }

    /// Plain text up to what ends it where it stands.
    fn plain(&mut self, within: Within) -> Node {
        let open = self.mark();
        let mut text = String::new();
        let mut from = self.at;
        let mut last_column = open.column;
        let mut previous = 'x';
        loop {
            match self.peek() {
                Some(c) if self.ends_plain(within, c, previous) => break,
                Some(c) => {
                    self.bump();
                    if !c.is_whitespace() && self.index == open.index {
                        last_column = self.column;
                    }
                    previous = c;
                }
                None => {
                    self.take(&mut text, from);
                    let goes_on = self.next_line();
                    (from, previous) = (self.at, 'x');
                    if !goes_on {
                        break;
                    }
                }
            }
        }
        self.take(&mut text, from);
        let span = Span::new(self.reader.number(open.index), open.column, (last_column - open.column).max(1));
        let value = match text.as_str() {
            "~" | "null" | "Null" | "NULL" if within != Within::Key => Value::Null,
            _ => Value::Text(text),
        };
        Node { value, span }
    }

    /// Adds what stands between `from` and the cursor.
    fn take(&self, text: &mut String, from: usize) {
        let line = self.reader.slice(from, self.at).trim();
        if !line.is_empty() {
            fold(text, 0, line);
        }
    }

    fn ends_plain(&self, within: Within, c: char, previous: char) -> bool {
        let after = || self.rest().chars().nth(1);
        match c {
            ',' | ']' | '}' => true,
            '，' | '、' | '；' if within == Within::List => true,
            '，' | '；' if within == Within::Map => self.key_follows(c),
            ':' | '：' if within == Within::Key => true,
            ':' => after().is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ']' | '}')),
            '#' => previous.is_whitespace(),
            _ => false,
        }
    }

    /// Whether a further key of the mapping, or its end, follows a full-width separator.
    fn key_follows(&self, separator: char) -> bool {
        let after = self.rest().get(separator.len_utf8()..).unwrap_or_default().trim_start();
        let near = after.get(..after.floor_char_boundary(LOOK_AHEAD)).unwrap_or(after);
        after.is_empty()
            || after.starts_with('}')
            || split_key(near, Strength::Expected).is_some_and(|s| s.key.len() <= 60)
    }
}
