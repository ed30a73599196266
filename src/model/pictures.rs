//! Pictures: each mention traced to a file of the workspace.

use std::collections::BTreeSet;

use crate::diagnostic::catalogue::ModelMessage;
use crate::diagnostic::{Diagnostic, Place, Span, nearest};
use crate::model::Story;
use crate::path::SourcePath;

/// A picture that a story shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureUse {
    /// The picture's file.
    pub path: SourcePath,
    /// What it shows.
    pub alt: String,
    /// Where the story mentions it, for what is found wrong with the picture later.
    pub span: Span,
}

/// Finds the files of a story's pictures and of its cover; a missing one is told with the nearest name in its folder.
pub(super) fn resolve(story: &mut Story, pictures: &[SourcePath], diagnostics: &mut Vec<Diagnostic>) {
    let file = story.file.path.clone();
    let owner = file.as_str().split('/').take(2).collect::<Vec<_>>().join("/");
    let mut find = |written: &str, alt: &str, span: Span| {
        let path = file.resolve(written);
        let found = path.as_ref().filter(|path| {
            let own = path.as_str().starts_with(&owner) || path.as_str().starts_with("content/province/");
            own && pictures.binary_search(path).is_ok()
        });
        if found.is_none() {
            let severity = story.matter.draft.then_some(crate::diagnostic::Severity::Warning);
            let diagnostic = missing(&file, written, span, pictures);
            diagnostics.push(match severity {
                Some(severity) => diagnostic.weighing(severity),
                None => diagnostic,
            });
        }
        found.map(|path| PictureUse { path: path.clone(), alt: alt.to_owned(), span })
    };
    let own = story.document.pictures.iter().map(|picture| find(&picture.path, &picture.alt, picture.span)).collect();
    let cover = story.matter.cover.as_ref().and_then(|cover| find(&cover.image.value, &cover.alt, cover.image.span));
    story.pictures = own;
    story.cover = cover;
}

fn missing(file: &SourcePath, written: &str, span: Span, pictures: &[SourcePath]) -> Diagnostic {
    let folder = file.resolve(written).map(|path| path.folder().to_owned()).unwrap_or_default();
    let beside: BTreeSet<&str> =
        pictures.iter().filter(|picture| picture.folder() == folder).map(SourcePath::name).collect();
    let prefix = written.rsplit_once('/').map_or("", |(prefix, _)| prefix);
    let name = written.rsplit('/').next().unwrap_or(written);
    let near = nearest(name, beside.iter().copied())
        .map(|near| if prefix.is_empty() { near } else { format!("{prefix}/{near}") });
    let message = ModelMessage::PictureMissing { path: written.to_owned() };
    Diagnostic::at(message, Place::new(file, span)).suggesting(near)
}
