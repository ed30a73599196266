//! What the markdown room hands on: one story's HTML with slots, its headings and its plain text.

use crate::diagnostic::{Diagnostic, Span};

/// A story's Markdown, read once for all cities.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The HTML, but for what depends on the city: the slots.
    pub html: String,
    /// The places of `html`, in ascending order of `offset`, into which the render room writes.
    pub slots: Vec<Slot>,
    /// The headings in order, the first `#` heading that served as the title left out.
    pub headings: Vec<Heading>,
    /// The `#` heading that opens the text, if there is one; it is not part of `html`.
    pub title: Option<String>,
    /// The text as a reader sees it, blocks parted by `\n`, picture captions included, for search and checks.
    pub plain: String,
    /// The first paragraph of `plain`, cut at a sentence's end after at most 120 characters.
    pub summary: String,
    /// Links whose goal depends on the city, by the number in their slots.
    pub links: Vec<Link>,
    /// Pictures, by the number in their slots.
    pub pictures: Vec<Picture>,
    /// Every id that a fragment may name: headings, footnotes.
    pub ids: Vec<String>,
    /// How long it is to read, see [`crate::han::reading_length`].
    pub reading_length: usize,
    /// Whether it has highlighted code, and so needs the style sheet for it.
    pub has_code: bool,
}

/// A place in the HTML that is filled for each city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The byte of `html` before which it stands.
    pub offset: usize,
    /// What stands there.
    pub kind: SlotKind,
}

/// What a slot stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// The opening `<a …>` of a link: nothing where its goal is held.
    LinkStart(usize),
    /// The closing `</a>` of a link.
    LinkEnd(usize),
    /// The `<img …>` of a picture.
    Picture(usize),
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6: a `#` in the text counts as 2, as the page's title is the only first-level heading.
    pub level: u8,
    /// Its id, unique in the document.
    pub id: String,
    /// Its text without marks.
    pub text: String,
}

/// A link to another story of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The path as written, percent-decoded, without fragment or query: `../health/less-salt.md`.
    pub path: String,
    /// The fragment, percent-decoded, if there is one.
    pub fragment: Option<String>,
    /// Where it is in the file.
    pub span: Span,
}

/// A picture of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The path as written, percent-decoded: `salt-spoon.svg`.
    pub path: String,
    /// The alternative text, plain.
    pub alt: String,
    /// Where it is in the file.
    pub span: Span,
}

/// A document with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parsed {
    /// The document; whole even where diagnostics name errors.
    pub document: Document,
    /// What is wrong, with true places in the file.
    pub diagnostics: Vec<Diagnostic>,
}
