//! Reading: one story's bytes through the rooms that see one file at a time.

use crate::check;
use crate::diagnostic::{Diagnostic, Outcome, soften};
use crate::fields;
use crate::fields::directory::Directory;
use crate::load;
use crate::load::source::StoryFile;
use crate::markdown;
use crate::model::Story;

/// One story, read, with what is wrong in it.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) story: Story,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads a story from its bytes, or tells why there are none.
pub(super) fn read(file: &StoryFile, bytes: &Outcome<Vec<u8>>, directory: &Directory) -> Reading {
    match bytes {
        Ok(bytes) => read_story(file, bytes, directory),
        Err(unread) => Reading { story: blank_story(file, directory), diagnostics: vec![(**unread).clone()] },
    }
}

/// Reads one story through the rooms that see one file at a time.
fn read_story(file: &StoryFile, bytes: &[u8], directory: &Directory) -> Reading {
    let mut source = load::story_from_bytes(file, bytes);
    let mut diagnostics = std::mem::take(&mut source.diagnostics);
    let readable = !diagnostics.iter().any(Diagnostic::is_error);
    let (matter, found) = fields::story::read(&source, directory);
    // A front matter that could not be read lacks fields for that reason alone.
    let for_lack = |found: &Diagnostic| matches!(found.code, "field-missing" | "unit-defaulted");
    diagnostics.extend(found.into_iter().filter(|found| readable || !for_lack(found)));
    let parsed = markdown::parse(&file.path, &source.body, source.body_line);
    let mut of_text = parsed.diagnostics;
    of_text.extend(check::page(&source, &matter, directory));
    if matter.draft {
        soften(&mut of_text);
    }
    diagnostics.extend(of_text);
    Reading { story: Story::new(source.file, matter, parsed.document), diagnostics }
}

/// A story whose file could not be read at all: it stands in the model so that links to it are not told as dead.
fn blank_story(file: &StoryFile, directory: &Directory) -> Story {
    let source = load::story_from_bytes(file, &[]);
    let (matter, _) = fields::story::read(&source, directory);
    Story::new(source.file, matter, markdown::document::Document::default())
}
