//! Mappings and lists written line by line, told apart by indentation.
//!
//! `floor` is the least indentation that belongs to a block: one more than its parent's. A line that fits nowhere is an
//! error at its place, and the lines after it are read as if it were not there.

use super::lines::{Line, Reader, beginning};
use super::scalar::Start;
use super::{DEEPEST, Strength, is_known, list_mark, split_key};
use crate::diagnostic::Span;
use crate::diagnostic::catalogue::LoadMessage;
use crate::load::tree::{Entry, Node, Value};

impl<'a> Reader<'a> {
    /// Reads everything as one mapping.
    pub(super) fn root_map(&mut self) -> Vec<Entry> {
        self.map(0, 1, true)
    }

    /// Reads the block that begins at the next line; `whole` is its place if it spans lines.
    pub(super) fn block(&mut self, floor: usize, depth: usize, whole: Span) -> Node {
        let Some(line) = self.peek() else {
            return Node { value: Value::Null, span: whole };
        };
        let content = self.content(line);
        if depth > DEEPEST {
            self.tell(LoadMessage::TooDeep {}, self.line_span(self.next));
            self.skip_block(floor);
            return Node { value: Value::Null, span: whole };
        }
        if list_mark(content).is_some() {
            return Node { value: Value::List(self.list(floor, false, depth)), span: whole };
        }
        if split_key(content, Strength::Expected).is_some() {
            return Node { value: Value::Map(self.map(floor, depth, false)), span: whole };
        }
        let index = self.next;
        self.next += 1;
        self.inline(&Start { index, at: line.content, floor, whole, depth })
    }

    /// Reads a mapping from the next line on. With `adopt`, the first line's indentation is not binding: it stands
    /// after a list mark, or at the top.
    fn map(&mut self, floor: usize, depth: usize, adopt: bool) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut indent = None;
        // A run of lines that are no keys is told once.
        let mut is_lost = false;
        while let Some(line) = self.peek() {
            if line.indent < floor {
                break;
            }
            let expected = *indent.get_or_insert(line.indent);
            let content = self.content(line);
            let split = if list_mark(content).is_some() { None } else { split_key(content, Strength::Expected) };
            if line.indent > expected {
                if !is_lost {
                    self.tell(LoadMessage::BadIndentation {}, self.line_span(self.next));
                }
                is_lost = true;
                match split {
                    Some(split) if is_known(split.key) => {
                        entries.push(self.entry(split.key, split.value_at, line, depth))
                    }
                    _ => self.next += 1,
                }
                continue;
            }
            if line.indent < expected {
                if !adopt {
                    self.tell(LoadMessage::BadIndentation {}, self.line_span(self.next));
                }
                indent = Some(line.indent);
            }
            if let Some(split) = split {
                is_lost = false;
                entries.push(self.entry(split.key, split.value_at, line, depth));
            } else {
                if !is_lost {
                    let message = LoadMessage::NotKeyValue { text: beginning(content) };
                    self.tell(message, self.line_span(self.next));
                }
                is_lost = true;
                self.next += 1;
            }
        }
        entries
    }

    /// Reads the entry whose key begins at `line`, the next one.
    fn entry(&mut self, raw: &'a str, value_at: usize, line: Line, depth: usize) -> Entry {
        let index = self.next;
        self.next += 1;
        let key_span = self.span(index, line.content, line.content + raw.len());
        let at = line.content + value_at;
        let key = self.key(raw, key_span);
        let floor = line.indent + 1;
        let node = if self.is_empty_value(index, at, line.end) {
            let below = self.peek().map(|line| (line.indent, list_mark(self.content(line)).is_some()));
            match below {
                Some((indent, _)) if indent >= floor => self.block(floor, depth + 1, key_span),
                Some((indent, true)) if indent + 1 == floor => {
                    Node { value: Value::List(self.list(indent, true, depth + 1)), span: key_span }
                }
                _ => Node { value: Value::Null, span: key_span },
            }
        } else {
            self.inline(&Start { index, at, floor, whole: key_span, depth })
        };
        Entry { key, key_span, node }
    }

    /// What a key says, its quotes removed.
    fn key(&mut self, raw: &str, span: Span) -> String {
        if raw.starts_with(['"', '\'']) && raw.len() > 1 {
            return self.unquoted(raw, span).trim().to_owned();
        }
        if raw == "<<" || raw.starts_with(['&', '*', '!']) {
            let mark = if raw == "<<" { raw.to_owned() } else { raw.chars().take(1).collect() };
            self.tell(LoadMessage::AnchorOrTag { mark }, span);
        }
        raw.to_owned()
    }

    /// Whether nothing but a comment stands at `at`; a comment that looks like a WeChat topic is told.
    fn is_empty_value(&mut self, index: usize, at: usize, end: usize) -> bool {
        let rest = self.slice(at, end);
        if rest.starts_with('#') {
            self.tell_tight_comment(index, at, end);
        }
        rest.is_empty() || rest.starts_with('#')
    }

    /// Reads a list from the next line on. With `same`, its items are indented no more than the key above, so a line
    /// without a mark is the next key.
    fn list(&mut self, floor: usize, same: bool, depth: usize) -> Vec<Node> {
        let mut items = Vec::new();
        let mut indent = None;
        let mut is_lost = false;
        while let Some(line) = self.peek() {
            let expected = *indent.get_or_insert(line.indent);
            let mark = list_mark(self.content(line));
            if line.indent < floor || (same && line.indent == floor && mark.is_none()) {
                break;
            }
            if line.indent != expected {
                if !is_lost {
                    self.tell(LoadMessage::BadIndentation {}, self.line_span(self.next));
                }
                is_lost = true;
                if line.indent < expected {
                    indent = Some(line.indent);
                } else if mark.is_none() {
                    self.next += 1;
                    continue;
                }
            }
            if let Some((text_at, below)) = mark {
                is_lost = is_lost && line.indent > expected;
                items.push(self.item(line, text_at, below, depth));
            } else {
                if !is_lost {
                    let message = LoadMessage::NotListItem { text: beginning(self.content(line)) };
                    self.tell(message, self.line_span(self.next));
                }
                is_lost = true;
                self.next += 1;
            }
        }
        items
    }

    /// Reads the item whose mark begins at `line`, the next one; its text is indented `below` further.
    fn item(&mut self, line: Line, text_at: usize, below: usize, depth: usize) -> Node {
        let index = self.next;
        let at = line.content + text_at;
        let floor = line.indent + 1;
        let rest = self.slice(at, line.end);
        let whole = self.span(index, at, line.end);
        if self.is_empty_value(index, at, line.end) {
            self.next += 1;
            let is_below = self.peek().is_some_and(|line| line.indent >= floor);
            let whole = self.span(index, line.content, line.end);
            return if is_below {
                self.block(floor, depth + 1, whole)
            } else {
                Node { value: Value::Null, span: whole }
            };
        }
        let is_list = list_mark(rest).is_some();
        if is_list || self.is_map_item(rest, floor) {
            if let Some(line) = self.lines.get_mut(index) {
                line.content = at;
                line.indent += below;
            }
            if depth < DEEPEST && !is_list {
                return Node { value: Value::Map(self.map(floor, depth + 1, true)), span: whole };
            }
            return self.block(floor, depth + 1, whole);
        }
        self.next += 1;
        self.inline(&Start { index, at, floor, whole, depth })
    }

    /// Whether an item's text begins a mapping. `做法一：上门随访` alone is text; with a key below it, it is a key.
    fn is_map_item(&self, rest: &str, floor: usize) -> bool {
        if split_key(rest, Strength::Plain).is_some() {
            return true;
        }
        let below = self.lines.iter().skip(self.next + 1).find(|line| !line.is_blank());
        split_key(rest, Strength::Expected).is_some()
            && below.is_some_and(|line| {
                let content = self.content(*line);
                line.indent >= floor && list_mark(content).is_none() && split_key(content, Strength::Expected).is_some()
            })
    }
}
