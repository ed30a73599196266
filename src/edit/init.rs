//! `init`: a small workspace that builds at once, from files embedded in the program.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::diagnostic::catalogue::EditMessage;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::edit::{create, failed};

/// The files of a new workspace.
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/edit/starter");

/// Writes a small workspace into a folder that is empty or not there yet; returns its files.
///
/// # Errors
/// The folder holds something, or cannot be written.
pub fn init(folder: &Path) -> Outcome<Vec<PathBuf>> {
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            let message = EditMessage::FolderNotEmpty { path: folder.display().to_string() };
            return Err(Box::new(Diagnostic::new(message)));
        }
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(folder, &error)),
        _ => {}
    }
    let mut written = Vec::new();
    let mut folders = vec![&STARTER];
    while let Some(current) = folders.pop() {
        folders.extend(current.dirs());
        for file in current.files() {
            let path = folder.join(file.path());
            create(&path, file.contents())?;
            written.push(path);
        }
    }
    written.sort();
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_holds_something_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "mine").unwrap();
        assert_eq!(init(folder.path()).unwrap_err().code, "folder-not-empty");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
