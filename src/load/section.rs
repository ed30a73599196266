//! What one section's folder holds: stories, the pictures beside them, and files that do not belong there.

use std::collections::BTreeSet;
use std::path::Path;

use super::walk::{Reach, entries, has_ending};
use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Outcome, Place};
use crate::load::source::{Owner, StoryFile};
use crate::path::SourcePath;

/// The endings of a story's file; `.txt` is what Notepad adds unseen.
const STORY_ENDINGS: [&str; 4] = [".md", ".markdown", ".md.txt", ".markdown.txt"];

const PICTURE_ENDINGS: &[&str] = &["jpg", "jpeg", "png", "webp", "svg", "gif", "heic", "heif", "bmp", "tif", "tiff"];

const OFFICE_ENDINGS: &[&str] = &[
    "doc", "docx", "docm", "dot", "dotx", "wps", "wpt", "et", "ett", "dps", "xls", "xlsx", "ppt", "pptx", "pdf", "ofd",
    "rtf", "odt", "ods", "odp", "mht", "mhtml", "htm", "html",
];

/// Lists the stories and pictures of `folder`, which is `section` of `owner`.
pub(super) fn read_section(
    root: &Path,
    folder: &SourcePath,
    owner: &Owner,
    stories: &mut Vec<StoryFile>,
    pictures: &mut Vec<SourcePath>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Outcome<()> {
    let found = entries(root, folder, Reach::Tree, diagnostics)?;
    let files = || found.iter().filter(|entry| !entry.is_folder).map(|entry| &entry.path);
    let story_folders: BTreeSet<&str> =
        files().filter(|path| story_stem(path.name()).is_some_and(is_index)).map(SourcePath::folder).collect();
    for path in files() {
        let name = path.name();
        if let Some(stem) = story_stem(name) {
            let story = story_file(path, folder, owner, stem);
            match story {
                Some(story) => stories.push(story),
                None => tell(diagnostics, path, LoadMessage::IndexReserved { name: name.to_owned() }),
            }
            if !is_index(stem) && story_folders.contains(path.folder()) {
                tell(diagnostics, path, LoadMessage::StoryBesideIndex { name: name.to_owned() });
            }
        } else if is_picture(name) {
            pictures.push(path.clone());
        } else {
            tell(diagnostics, path, unused(name));
        }
    }
    Ok(())
}

/// The story in a file; none for an `index.md` directly in the section.
fn story_file(path: &SourcePath, section: &SourcePath, owner: &Owner, stem: &str) -> Option<StoryFile> {
    let between = path.folder().get(section.as_str().len()..).unwrap_or_default();
    let mut folders: Vec<String> = between.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let stem = if is_index(stem) { folders.pop()? } else { stem.to_owned() };
    Some(StoryFile { path: path.clone(), owner: owner.clone(), section: section.name().to_owned(), folders, stem })
}

/// A story's file name without its ending; none for other files.
pub(super) fn story_stem(name: &str) -> Option<&str> {
    let lower = name.to_ascii_lowercase();
    let ending = STORY_ENDINGS.iter().filter(|ending| lower.ends_with(**ending)).max_by_key(|ending| ending.len())?;
    name.get(..name.len() - ending.len()).map(str::trim).filter(|stem| !stem.is_empty())
}

fn is_index(stem: &str) -> bool {
    stem.eq_ignore_ascii_case("index")
}

/// Whether a name is that of a picture.
pub(super) fn is_picture(name: &str) -> bool {
    has_ending(name, PICTURE_ENDINGS)
}

/// What to say of a file that the site does not use.
pub(super) fn unused(name: &str) -> LoadMessage {
    let name = name.to_owned();
    if has_ending(&name, OFFICE_ENDINGS) { LoadMessage::OfficeFile { name } } else { LoadMessage::FileNotUsed { name } }
}

/// Tells something about a file as a whole.
pub(super) fn tell(diagnostics: &mut Vec<Diagnostic>, path: &SourcePath, message: LoadMessage) {
    diagnostics.push(Diagnostic::at(message, Place::file(path)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stem_is_the_name_without_any_of_the_endings() {
        let stems = ["a.md", "a.MD", "a.markdown", "a.md.txt", "A.Md.TXT"].map(story_stem);
        assert_eq!(stems, [Some("a"), Some("a"), Some("a"), Some("a"), Some("A")]);
        assert_eq!(["a.txt", "a.docx", "amd"].map(story_stem), [None, None, None]);
        assert_eq!(story_stem("2021.5.29 健步走.md"), Some("2021.5.29 健步走"));
    }
}
