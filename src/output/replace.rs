//! Writing a file so that it is seen whole or not at all: beside its place first, then renamed over it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::TEMPORARY;
use super::failure::failure;
use crate::diagnostic::Outcome;

/// How many bytes of a file's name its temporary twin keeps, for whoever meets a leftover.
const KEPT: usize = 60;

/// Tells the temporary files of all threads of this process apart.
static COUNTER: AtomicU64 = AtomicU64::new(0);

/// Whether bytes must be on the disk before the new name counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// The system writes them when it likes: a page that a power cut tears is found and mended by comparison.
    Lazy,
    /// They are on the disk when the call returns: a manifest.
    Synced,
}

/// Puts `bytes` at `folder/name`, replacing a file that is there.
///
/// # Errors
/// What the system refused; the temporary file is gone then, and the old file whole.
pub(super) fn replace(folder: &Path, name: &str, bytes: &[u8], durability: Durability) -> Outcome<()> {
    let target = folder.join(name);
    let (temporary, file) = create_beside(folder, name).map_err(|error| failure(&target, &error))?;
    let done = fill(file, bytes, durability).and_then(|()| patiently(|| fs::rename(&temporary, &target)));
    done.map_err(|error| {
        // The failure to be told is the first one; a leftover is swept away by the next build.
        let _ = fs::remove_file(&temporary);
        failure(&target, &error)
    })
}

/// Removes one file, waiting a little where another program holds it. None is there: nothing happens.
///
/// Returns whether a file was removed.
pub(super) fn remove(path: &Path) -> Outcome<bool> {
    match patiently(|| fs::remove_file(path)) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(failure(path, &error)),
    }
}

/// Creates a temporary file that no thread or process has, in the folder of its target, as a rename needs.
fn create_beside(folder: &Path, name: &str) -> io::Result<(std::path::PathBuf, File)> {
    let process = std::process::id();
    let kept = name.get(..name.floor_char_boundary(KEPT)).unwrap_or_default();
    loop {
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{TEMPORARY}{process}-{count}-{kept}"));
        // `create_new` never follows a link, and a leftover of an earlier process of the same number is passed over.
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => return other.map(|file| (path, file)),
        }
    }
}

/// Writes and closes the file: Windows does not rename an open one.
fn fill(mut file: File, bytes: &[u8], durability: Durability) -> io::Result<()> {
    file.write_all(bytes)?;
    if durability == Durability::Synced {
        file.sync_all()?;
    }
    Ok(())
}

/// Tries again for about a second: virus scanners, indexers and sync programs hold a fresh file for a moment.
#[cfg(windows)]
fn patiently<T>(mut action: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for wait in [5, 10, 20, 40, 80, 160, 320, 640] {
        match action() {
            // Access is also "denied" (5) while a file that is being deleted is still open elsewhere.
            Err(error) if super::failure::is_sharing_violation(&error) || error.raw_os_error() == Some(5) => {
                std::thread::sleep(std::time::Duration::from_millis(wait));
            }
            other => return other,
        }
    }
    action()
}

/// Elsewhere an open file can be replaced at once.
#[cfg(not(windows))]
fn patiently<T>(mut action: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    action()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_created_and_replaced_without_leftovers() {
        let folder = tempfile::tempdir().unwrap();
        let long = "长".repeat(70) + ".html";
        for bytes in [&b"first"[..], b"second"] {
            for name in ["a.html", &long] {
                replace(folder.path(), name, bytes, Durability::Lazy).unwrap();
                assert_eq!(fs::read(folder.path().join(name)).unwrap(), bytes);
            }
        }
        assert_eq!(names(folder.path()), ["a.html", &long]);
    }

    #[test]
    fn a_failed_rename_leaves_neither_a_temporary_file_nor_a_changed_target() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a.html/inside")).unwrap();
        let problem = replace(folder.path(), "a.html", b"page", Durability::Synced).unwrap_err();
        assert!(problem.zh.what.contains("a.html"), "{}", problem.zh.what);
        assert_eq!(names(folder.path()), ["a.html"]);
    }

    #[test]
    fn a_leftover_with_the_very_name_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let next = COUNTER.load(Ordering::Relaxed);
        for count in next..next + 50 {
            fs::write(folder.path().join(format!("{TEMPORARY}{}-{count}-a.html", std::process::id())), "torn").unwrap();
        }
        replace(folder.path(), "a.html", b"whole", Durability::Lazy).unwrap();
        assert_eq!(fs::read(folder.path().join("a.html")).unwrap(), b"whole");
    }

    #[test]
    fn a_name_that_is_too_long_is_told_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let problem = replace(folder.path(), &"a".repeat(300), b"page", Durability::Lazy).unwrap_err();
        assert_eq!(problem.code, "output-too-long");
        assert!(names(folder.path()).is_empty());
    }
}
