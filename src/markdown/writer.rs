//! The writer's state, and which of its parts takes which event.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::callout::Kind;
use super::code;
use super::document::{Heading, Link, Picture};
use super::emphasis::Mended;
use super::footnotes::Footnotes;
use super::ids::Ids;
use super::links::{OpenImage, OpenLink};
use super::piece::Piece;
use super::places::Places;
use super::raw_html::Reader;
use crate::diagnostic::catalogue::MarkdownMessage;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::path::SourcePath;

/// Writes a document from the parser's events.
pub(super) struct Writer<'a> {
    pub(super) file: &'a SourcePath,
    pub(super) mended: &'a Mended<'a>,
    pub(super) places: Places<'a>,
    /// What is being written: the text, or a footnote.
    pub(super) piece: Piece,
    /// What was being written before a footnote's definition began, with that footnote's label and place.
    pub(super) interrupted: Vec<(Piece, String, Span)>,
    pub(super) ids: Ids,
    pub(super) headings: Vec<Heading>,
    pub(super) title: Option<String>,
    pub(super) links: Vec<Link>,
    pub(super) pictures: Vec<Picture>,
    /// Links within the text, with their places.
    pub(super) fragments: Vec<(String, Span)>,
    pub(super) footnotes: Footnotes,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) summary: Option<String>,
    /// The first list item without a paragraph of its own, in case there is no paragraph at all.
    pub(super) item_summary: Option<String>,
    pub(super) has_code: bool,
    /// How many tables and blocks of code were written, which name their regions.
    pub(super) tables: usize,
    pub(super) codes: usize,
    pub(super) open: Open,
    /// The names of raw tags that were told.
    pub(super) told_tags: BTreeSet<String>,
    /// Events that begin before this offset are part of a callout's mark.
    pub(super) skip_until: usize,
    /// Whether the last event was text that ends with `]`.
    pub(super) after_bracket: bool,
    /// How many bytes of code may still be highlighted.
    pub(super) highlight_budget: usize,
    /// For how many slips of the pen what was meant may still be looked for: it takes the time of all candidates.
    suggestions: usize,
}

/// What is open at the pen.
#[derive(Default)]
pub(super) struct Open {
    pub(super) heading: Option<OpenHeading>,
    pub(super) paragraph: Option<OpenParagraph>,
    pub(super) code: Option<OpenCode>,
    pub(super) raw_html: Option<OpenHtml>,
    pub(super) table: OpenTable,
    /// The end tags of open quotations and callouts.
    pub(super) quotes: Vec<&'static str>,
    /// A callout whose title is still to be written, and whether the writer gives one.
    pub(super) callout: Option<(Kind, bool)>,
    /// Where in the plain text each open list item begins.
    pub(super) items: Vec<usize>,
    pub(super) links: Vec<OpenLink>,
    pub(super) image: Option<OpenImage>,
    /// How many marks (`<em>`, `<a>`…) are open.
    pub(super) inline_depth: usize,
}

/// A heading being written.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenHeading {
    pub(super) level: u8,
    pub(super) html: usize,
    pub(super) plain: usize,
    pub(super) marks: usize,
    /// Whether it is the title of the document, which is taken out again.
    pub(super) is_title: bool,
}

/// A paragraph being written.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenParagraph {
    /// Where its content begins, behind `<p>`.
    pub(super) html: usize,
    pub(super) plain: usize,
    pub(super) marks: usize,
    /// Spaces at its start, held back until it is known whether they are an indent.
    pub(super) indent: String,
    /// Whether it is the title of a callout.
    pub(super) is_callout_title: bool,
    /// The title of the last picture in it.
    pub(super) picture_title: String,
}

/// A code block being gathered.
#[derive(Debug, Default)]
pub(super) struct OpenCode {
    pub(super) info: String,
    pub(super) code: String,
}

/// A block of raw HTML being read.
#[derive(Debug, Default)]
pub(super) struct OpenHtml {
    pub(super) reader: Reader,
    pub(super) text: String,
}

/// The table being written.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    pub(super) alignments: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) in_head: bool,
    pub(super) has_body: bool,
}

impl<'a> Writer<'a> {
    /// A writer for a text whose first line stands below `body_line` lines of `file`.
    pub(super) fn new(file: &'a SourcePath, mended: &'a Mended<'a>, body: &'a str, body_line: u32) -> Self {
        Self {
            file,
            mended,
            places: Places::new(body, body_line),
            piece: Piece::with_room_for(body.len()),
            interrupted: Vec::new(),
            ids: Ids::default(),
            headings: Vec::new(),
            title: None,
            links: Vec::new(),
            pictures: Vec::new(),
            fragments: Vec::new(),
            footnotes: Footnotes::default(),
            diagnostics: Vec::new(),
            summary: None,
            item_summary: None,
            has_code: false,
            tables: 0,
            codes: 0,
            open: Open::default(),
            told_tags: BTreeSet::new(),
            skip_until: 0,
            after_bracket: false,
            highlight_budget: code::BUDGET,
            suggestions: 20,
        }
    }

    /// Takes one event; `range` is its place in the mended text.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.open.image.is_some() {
            self.image_event(event);
            return;
        }
        if self.open.callout.is_some() && !matches!(event, Event::Start(Tag::Paragraph)) {
            self.write_callout_title();
        }
        let after_bracket = std::mem::take(&mut self.after_bracket);
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.text(&text, &range, after_bracket),
            Event::Code(code) => self.inline_code(&code),
            Event::Html(html) => self.block_html(&html, range.start),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.hard_break(),
            Event::Rule => {
                self.piece.html.push_str("<hr>\n");
                self.piece.block();
            }
            Event::TaskListMarker(done) => self.task_marker(done),
            // Mathematics is not read by the parser as it is set up.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, &range, false),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, .. } => self.start_heading(level as u8),
            Tag::BlockQuote(_) => self.start_quote(&range),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::HtmlBlock => self.open.raw_html = Some(OpenHtml::default()),
            Tag::List(first) => self.start_list(first),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label, &range),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(),
            Tag::TableCell => self.start_table_cell(),
            Tag::Emphasis => self.start_mark("<em>"),
            Tag::Strong => self.start_mark("<strong>"),
            Tag::Strikethrough => self.start_struck(&range),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title, &range),
            Tag::Image { dest_url, title, .. } => self.start_image(&dest_url, &title, range),
            // None of these is read by the parser as it is set up.
            Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::List(ordered) => self.end_block(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.end_item(),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.end_block("</tr>\n"),
            TagEnd::TableCell => self.end_table_cell(),
            TagEnd::Emphasis => self.end_mark("</em>"),
            TagEnd::Strong => self.end_mark("</strong>"),
            TagEnd::Strikethrough => self.end_struck(range),
            TagEnd::Link => self.end_link(),
            TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {}
        }
    }

    /// The span of a range of the mended text in the file.
    pub(super) fn span(&mut self, range: &Range<usize>) -> Span {
        self.places.span(self.mended, range.start, range.end)
    }

    /// Tells something at a span.
    pub(super) fn tell(&mut self, message: MarkdownMessage, span: Span) {
        self.diagnostics.push(Diagnostic::at(message, Place::new(self.file, span)));
    }

    /// Whether what was meant may be looked for once more.
    pub(super) fn may_suggest(&mut self) -> bool {
        self.suggestions = self.suggestions.saturating_sub(1);
        self.suggestions > 0
    }

    /// Tells something at a span with what was probably meant.
    pub(super) fn tell_suggesting(&mut self, message: MarkdownMessage, span: Span, nearest: Option<String>) {
        self.diagnostics.push(Diagnostic::at(message, Place::new(self.file, span)).suggesting(nearest));
    }
}
