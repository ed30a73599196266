//! Markdown: text → document. HTML with typed slots for links and pictures, headings, plain text.
//!
//! [`parse`] is the way in. The text is made ready for the parser ([`nesting`], [`emphasis`]); then one walk over the
//! parser's events writes HTML and plain text side by side into a [`piece`] (start at [`writer`]); at the end [`finish`] adds the footnotes and resolves links within the text.

mod address;
mod blocks;
mod callout;
mod cjk;
mod code;
pub mod document;
mod emphasis;
mod finish;
mod footnotes;
mod gathered;
mod headings;
mod ids;
mod inline;
mod links;
mod nesting;
mod piece;
mod places;
mod raw_html;
mod summary;
mod tables;
#[cfg(test)]
mod tests;
mod writer;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::document::Parsed;
use self::emphasis::Mended;
use self::writer::Writer;
use crate::diagnostic::catalogue::MarkdownMessage;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::path::SourcePath;

/// Reads the Markdown of a story.
///
/// `body_line` is how many lines of `file` stand above `body`. `CommonMark` with the tables, task lists, footnotes and
/// `~~struck~~` text of GFM. Takes linear time and never fails: what is wrong is told in the diagnostics, and the
/// document is whole but for what they name; where the text is nested over 100 deep, it is empty.
pub fn parse(file: &SourcePath, body: &str, body_line: u32) -> Parsed {
    if let Some(offset) = nesting::too_deep(body) {
        return refused(file, Span::of_bytes(body, offset, body.len()).below(body_line));
    }
    let mended = Mended::new(body);
    let mut writer = Writer::new(file, &mended, body, body_line);
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(&mended.text, options()).into_offset_iter() {
        match &event {
            Event::Start(tag) if nests(tag) => depth += 1,
            Event::End(tag) if ends_nest(*tag) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > nesting::LIMIT {
            let offset = mended.original(range.start);
            return refused(file, Span::of_bytes(body, offset, body.len()).below(body_line));
        }
        writer.event(event, range);
    }
    finish::finish(writer)
}

/// What the parser knows beyond `CommonMark`. Attributes of headings are read by [`ids`], as the parser would drop
/// any braces at the end of a heading; callouts by [`callout`], as it knows but five.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// The empty document of a text that is nested too deep.
fn refused(file: &SourcePath, span: Span) -> Parsed {
    let message = MarkdownMessage::NestingTooDeep { limit: nesting::LIMIT.to_string() };
    Parsed { diagnostics: vec![Diagnostic::at(message, Place::new(file, span))], ..Parsed::default() }
}

fn nests(tag: &Tag<'_>) -> bool {
    ends_nest(tag.to_end())
}

/// Lists count by their items.
fn ends_nest(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
    )
}
