//! Load: folders → sources. Decoded text, front-matter trees with true places, picture headers and hashes, theme files.
//!
//! Start at [`workspace()`], which lists, and [`story`], which reads: bytes → `decode` → `matter` → `yaml`.
//! The room only reads, and follows no link.

mod config;
mod decode;
mod excerpt;
pub mod format;
mod matter;
mod near;
mod picture;
mod section;
pub mod source;
mod table;
mod theme;
pub mod tree;
mod walk;
mod workspace;
mod yaml;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

pub use excerpt::attach_excerpts;
pub use near::{is_workspace, workspaces_near};
pub use picture::{picture, picture_bytes};
pub use walk::is_left_behind;
pub use workspace::workspace;

use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Outcome, Place, Span};
use crate::path::SourcePath;
use decode::decode;
use source::{ConfigSource, Source, StoryFile};
use tree::{Node, Value};

/// The most bytes that a story's file may have.
const LARGEST_STORY: usize = 2 * 1024 * 1024;

/// Reads one story: bytes → decoded text → front-matter tree and body. Never fails: what is wrong is in `diagnostics`.
///
/// A file over 2 MB is told without being read.
pub fn story(root: &Path, file: &StoryFile) -> Source {
    match story_bytes(root, &file.path) {
        Ok(bytes) => read_story(file, bytes),
        Err(told) => without_text(file, *told),
    }
}

/// Whether a path of the workspace is a file; a link is none.
pub fn is_file(root: &Path, path: &SourcePath) -> bool {
    path.under(root).symlink_metadata().is_ok_and(|metadata| metadata.is_file())
}

/// Whether there is anything at a path of the workspace.
pub fn is_there(root: &Path, path: &SourcePath) -> bool {
    path.under(root).symlink_metadata().is_ok()
}

/// The same from bytes at hand; touches nothing else.
pub fn story_from_bytes(file: &StoryFile, bytes: &[u8]) -> Source {
    if bytes.len() > LARGEST_STORY {
        return without_text(file, too_large(&file.path, bytes.len()));
    }
    read_story(file, bytes.to_vec())
}

/// Reads `content/site.yaml` alone, for what has to be known before the workspace is walked; none where it cannot be read.
pub fn site(root: &Path) -> Option<ConfigSource> {
    config::config(root, &SourcePath::new("content/site.yaml")).ok()
}

/// Reads a YAML text with places; touches nothing else. The tree is a mapping or a list; an empty mapping where the text
/// says nothing that can be read.
pub fn yaml(path: &SourcePath, text: &str) -> ConfigSource {
    let (tree, diagnostics) = yaml::read_file(path, text);
    ConfigSource { path: path.clone(), tree, diagnostics }
}

fn read_story(file: &StoryFile, bytes: Vec<u8>) -> Source {
    let decoded = decode(&file.path, bytes);
    let (mut text, mut diagnostics) = (decoded.text, decoded.diagnostics);
    let parts = matter::split(&file.path, &text);
    diagnostics.extend(parts.diagnostics);
    let (entries, told) = yaml::read_matter(&file.path, parts.matter, parts.matter_line);
    diagnostics.extend(told);
    let matter = Node { value: Value::Map(entries), span: parts.span };
    let (body_at, body_line) = (parts.body_at, parts.body_line);
    text.drain(..body_at);
    Source { file: file.clone(), matter, body: text, body_line, diagnostics }
}

/// A story's bytes.
///
/// # Errors
/// The system refuses to read it, or it is over 2 MB.
pub fn story_bytes(root: &Path, path: &SourcePath) -> Outcome<Vec<u8>> {
    let unreadable = |error: std::io::Error| {
        let message = LoadMessage::FileUnreadable { reason: error.to_string() };
        Box::new(Diagnostic::at(message, Place::file(path)))
    };
    let file = File::open(path.under(root)).map_err(unreadable)?;
    let size = usize::try_from(file.metadata().map_err(unreadable)?.len()).unwrap_or(usize::MAX);
    if size > LARGEST_STORY {
        return Err(Box::new(too_large(path, size)));
    }
    // One byte of room more than it holds lets the end be seen without the buffer growing.
    let mut bytes = Vec::with_capacity(size + 1);
    file.take(LARGEST_STORY as u64).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn too_large(path: &SourcePath, size: usize) -> Diagnostic {
    // In tenths of a megabyte, rounded up, so that a file just over the limit is not told as 2.0 MB.
    let tenths = (size * 10).div_ceil(1024 * 1024);
    let size = format!("{}.{} MB", tenths / 10, tenths % 10);
    Diagnostic::at(LoadMessage::FileTooLarge { size }, Place::file(path))
}

fn without_text(file: &StoryFile, told: Diagnostic) -> Source {
    let matter = Node { value: Value::Map(Vec::new()), span: Span::default() };
    Source { file: file.clone(), matter, body: String::new(), body_line: 0, diagnostics: vec![told] }
}
