//! Lists folders: in name order, links passed over, without what systems and programs leave behind.

use std::fmt::Display;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Outcome, Place};
use crate::path::SourcePath;

/// A file or folder that the walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Where it lies.
    pub(super) path: SourcePath,
    /// Whether it is a folder.
    pub(super) is_folder: bool,
}

/// How far down a folder is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// What lies directly in it.
    Folder,
    /// All that lies below it.
    Tree,
}

/// What lies in `folder`, in path order.
///
/// A symbolic link, and a name that is no Unicode, is passed over with a warning; hidden, temporary and system files
/// silently. An error only where the system refuses to list it.
pub(super) fn entries(
    root: &Path,
    folder: &SourcePath,
    reach: Reach,
    diagnostics: &mut Vec<Diagnostic>,
) -> Outcome<Vec<Entry>> {
    let top = folder.under(root);
    let depth = if reach == Reach::Folder { 1 } else { usize::MAX };
    let mut found = Vec::new();
    let mut walk = WalkDir::new(&top).min_depth(1).max_depth(depth).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry.map_err(|error| failed(folder, &error))?;
        let is_folder = entry.file_type().is_dir();
        match path_of(&top, folder, &entry, diagnostics) {
            Some(path) => found.push(Entry { path, is_folder }),
            None if is_folder => walk.skip_current_dir(),
            None => {}
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// The failure of reading `path`.
pub(super) fn failed(path: &SourcePath, error: &dyn Display) -> Box<Diagnostic> {
    let message = LoadMessage::ReadingFailed { path: path.to_string(), reason: error.to_string() };
    Box::new(Diagnostic::at(message, Place::file(path)))
}

/// The path of an entry from the workspace's root; none if it is passed over.
fn path_of(top: &Path, folder: &SourcePath, entry: &DirEntry, diagnostics: &mut Vec<Diagnostic>) -> Option<SourcePath> {
    let below = entry.path().strip_prefix(top).ok()?;
    let lossy = below.to_string_lossy();
    let name = entry.file_name().to_string_lossy();
    if is_left_behind(&name) {
        return None;
    }
    let path = folder.join(&below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"));
    let message = if entry.path_is_symlink() {
        LoadMessage::LinkSkipped { name: name.into_owned() }
    } else if lossy.contains(char::REPLACEMENT_CHARACTER) {
        LoadMessage::NameUnreadable { name: name.into_owned() }
    } else {
        return Some(path);
    };
    diagnostics.push(Diagnostic::at(message, Place::file(&path)));
    None
}

/// Whether a name is one that systems, editors and office programs leave behind.
pub fn is_left_behind(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || matches!(lower.as_str(), "thumbs.db" | "desktop.ini")
        || has_ending(&lower, &["tmp", "swp"])
}

/// Whether a name ends in a dot and one of the endings, given in lower case.
pub(super) fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn listed(root: &Path, reach: Reach) -> (Vec<String>, Vec<String>) {
        let mut diagnostics = Vec::new();
        let found = entries(root, &SourcePath::new("content"), reach, &mut diagnostics).unwrap();
        (found.iter().map(|e| e.path.to_string()).collect(), diagnostics.iter().map(|d| d.code.to_string()).collect())
    }

    #[test]
    fn what_programs_leave_behind_is_passed_over() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("content");
        fs::create_dir_all(folder.join("b/.git")).unwrap();
        for name in
            ["a.md", "b/c.md", ".x", "~$a.docx", "a.md~", "x.TMP", "a.swp", "Thumbs.db", "Desktop.ini", "b/.git/y"]
        {
            fs::write(folder.join(name), "").unwrap();
        }
        let all = ["content/a.md", "content/b", "content/b/c.md"].map(str::to_owned);
        assert_eq!(listed(root.path(), Reach::Tree), (all.to_vec(), vec![]));
        assert_eq!(listed(root.path(), Reach::Folder).0, all[..2]);
    }

    // Other systems refuse to make such a name.
    #[cfg(target_os = "linux")]
    #[test]
    fn links_and_names_that_are_no_unicode_are_passed_over_with_a_warning() {
        use std::os::unix::ffi::OsStrExt as _;
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("content");
        fs::create_dir_all(&folder).unwrap();
        std::os::unix::fs::symlink(&folder, folder.join("loop")).unwrap();
        fs::write(folder.join(std::ffi::OsStr::from_bytes(b"\xb0\xa1.md")), "").unwrap();
        let (found, mut codes) = listed(root.path(), Reach::Tree);
        codes.sort_unstable();
        assert_eq!((found.len(), codes), (0, ["link-skipped", "name-unreadable"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_folder_that_cannot_be_listed_is_a_failure() {
        let root = tempfile::tempdir().unwrap();
        let told = entries(root.path(), &SourcePath::new("none"), Reach::Tree, &mut Vec::new()).unwrap_err();
        assert_eq!(told.code, "reading-failed");
    }
}
