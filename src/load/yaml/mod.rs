//! The forgiving YAML reader: a text becomes a tree in which every key and value knows its true place.
//!
//! It parts the text by lines and indentation itself ([`block`]), so that a mistake under one key leaves the others
//! whole, and reads `[…]` and `{…}` itself ([`flow`]), since full-width commas part lists there. What the YAML library is
//! asked for is what a scalar with escapes, line breaks or block style says ([`scalar`]). Scalars stay text.
//! Time is linear in the length of the text; nesting is limited to [`DEEPEST`].

mod block;
mod flow;
mod keys;
mod lines;
mod scalar;

#[cfg(test)]
mod tests;

pub(super) use keys::{Strength, is_known, list_mark, split_key};

use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Span};
use crate::load::tree::{Entry, Node, Value};
use crate::path::SourcePath;
use lines::{Reader, beginning};

/// How many levels a tree may have.
const DEEPEST: usize = 20;

/// Reads the lines of a front matter, which stand below `lines_above` lines of the file.
pub(super) fn read_matter(file: &SourcePath, text: &str, lines_above: u32) -> (Vec<Entry>, Vec<Diagnostic>) {
    let mut reader = Reader::new(file, text, lines_above);
    let entries = reader.root_map();
    (entries, reader.diagnostics)
}

/// Reads a whole YAML file, a mapping or a list; an empty map where it says nothing that can be read.
pub(super) fn read_file(file: &SourcePath, text: &str) -> (Node, Vec<Diagnostic>) {
    let mut reader = Reader::new(file, text, 0);
    reader.cut_to_first_document();
    let mut tree = Node { value: Value::Map(Vec::new()), span: Span::default() };
    if let Some(line) = reader.peek() {
        let content = reader.content(line);
        let is_tree = list_mark(content).is_some() || content.starts_with(['[', '{']);
        if is_tree {
            tree.value = reader.block(0, 1, Span::default()).value;
            while reader.peek().is_some() {
                let span = reader.line_span(reader.next);
                reader.tell(LoadMessage::BadIndentation {}, span);
                reader.skip_block(0);
            }
        } else {
            tree.value = Value::Map(reader.root_map());
        }
    }
    (tree, reader.diagnostics)
}

impl Reader<'_> {
    /// Passes over a `---` and directives at the top; drops what follows a `...` or a further `---`, with an error
    /// if that is anything.
    fn cut_to_first_document(&mut self) {
        while let Some(line) = self.peek() {
            let content = self.content(line);
            if content == "---" {
                self.next += 1;
                break;
            }
            if !content.starts_with('%') {
                break;
            }
            self.next += 1;
        }
        let end =
            self.lines.iter().enumerate().skip(self.next).find(|(_, line)| {
                line.content == line.start && matches!(self.slice(line.start, line.end), "---" | "...")
            });
        if let Some((end, _)) = end {
            let top = std::mem::replace(&mut self.next, end + 1);
            if self.peek().is_some() {
                self.tell(LoadMessage::SeveralDocuments {}, self.line_span(end));
            }
            self.next = top;
            self.lines.truncate(end);
        }
    }
}
