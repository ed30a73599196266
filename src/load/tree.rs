//! The front-matter tree: what a YAML file or front matter says, each key and value with its true place.
//!
//! Scalars stay text, as written: whether `12320` is a number and `yes` a truth is for the field that reads it.

use crate::diagnostic::Span;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What is said.
    pub value: Value,
    /// Where: the value's own characters, or the key's where the value spans lines.
    pub span: Span,
}

/// What a node says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing after the key, `~` or `null`.
    Null,
    /// Any scalar, quotes removed.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the file; duplicate keys are kept so that the reader can tell them.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key as written, trimmed.
    pub key: String,
    /// Where the key is.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The entries of a mapping; empty for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }
}
