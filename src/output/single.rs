//! Single files in a folder that is no output: a target that the sites are copied to.

use std::path::Path;

use super::failure::{failure, say, shown};
use super::folders::{Standing, standing};
use super::replace::{Durability, remove, replace};
use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::OutputMessage;
use crate::path::OutputPath;

/// Puts a file into a folder, whole or not at all; the folders on the way are made, and none is entered through a link.
///
/// # Errors
/// A link or a file stands on the way; the system refuses.
pub fn put(root: &Path, path: &OutputPath, bytes: &[u8]) -> Outcome<()> {
    std::fs::create_dir_all(root).map_err(|error| failure(root, &error))?;
    let mut folder = root.to_path_buf();
    for part in path.folder().split('/').filter(|part| !part.is_empty()) {
        folder.push(part);
        match standing(&folder)? {
            Standing::Folder => {}
            Standing::Nothing => std::fs::create_dir_all(&folder).map_err(|error| failure(&folder, &error))?,
            Standing::File(_) => return Err(say(OutputMessage::OutputNotFolder { path: shown(&folder) })),
            Standing::Other => return Err(say(OutputMessage::OutputLink { path: shown(&folder) })),
        }
    }
    replace(&folder, path.name(), bytes, Durability::Lazy)
}

/// Takes a file out of a folder, and the folders that it leaves empty; whether it was there.
///
/// # Errors
/// The system refuses.
pub fn take_away(root: &Path, path: &OutputPath) -> Outcome<bool> {
    let file = path.under(root);
    let was_there = remove(&file)?;
    let mut folder = file.parent();
    while let Some(of) = folder.filter(|of| *of != root && of.starts_with(root)) {
        // One that still holds something stays, and so do those above it.
        if std::fs::remove_dir(of).is_err() {
            break;
        }
        folder = of.parent();
    }
    Ok(was_there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_with_its_folders_and_goes_with_those_that_it_empties() {
        let root = tempfile::tempdir().unwrap();
        let (one, other) = (OutputPath::new("a/b/one.html"), OutputPath::new("a/other.html"));
        put(root.path(), &one, b"1").unwrap();
        put(root.path(), &other, b"2").unwrap();
        put(root.path(), &one, b"3").unwrap();
        assert_eq!(std::fs::read(one.under(root.path())).unwrap(), b"3");
        assert!(take_away(root.path(), &one).unwrap());
        assert!(!take_away(root.path(), &one).unwrap());
        assert!(!root.path().join("a/b").exists() && root.path().join("a").exists());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_entered() {
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(outside.path(), root.path().join("a")).unwrap();
        assert_eq!(put(root.path(), &OutputPath::new("a/x.html"), b"1").unwrap_err().code, "output-link");
        assert!(!outside.path().join("x.html").exists());
    }
}
