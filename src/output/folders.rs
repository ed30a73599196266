//! The folders of one part: created once for all threads, never entered through a link, removed when emptied.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::failure::{failure, say, shown};
use super::planned::folders_above;
use super::replace::remove;
use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::OutputMessage;
use crate::path::OutputPath;

/// What stands at a path, links not followed.
#[derive(Debug)]
pub(super) enum Standing {
    /// Nothing; also where a file stands in the place of a folder above.
    Nothing,
    /// A file of this many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A symbolic link, a junction of Windows, or a special file.
    Other,
}

/// What stands at `path`.
pub(super) fn standing(path: &Path) -> Outcome<Standing> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(Standing::File(found.len())),
        Ok(found) if found.is_dir() => Ok(Standing::Folder),
        Ok(_) => Ok(Standing::Other),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Standing::Nothing),
        Err(error) => Err(failure(path, &error)),
    }
}

/// Refuses what is no real folder at `path`; returns whether one is there.
///
/// # Errors
/// A link or a file stands there.
pub(super) fn is_real_folder(path: &Path) -> Outcome<bool> {
    match standing(path)? {
        Standing::Folder => Ok(true),
        Standing::Nothing => Ok(false),
        Standing::File(_) => Err(say(OutputMessage::OutputNotFolder { path: shown(path) })),
        Standing::Other => Err(say(OutputMessage::OutputLink { path: shown(path) })),
    }
}

/// Whether two paths, links not followed, name one file or folder: `a.html` and `A.html` where case does not count.
#[cfg(unix)]
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    // A canonical path is no help here: on Linux it keeps the case it was asked in, as on a USB stick in FAT.
    let identity = |path: &Path| fs::symlink_metadata(path).ok().map(|found| (found.dev(), found.ino()));
    identity(one).is_some_and(|identity_of_one| identity(other) == Some(identity_of_one))
}

/// Whether two paths, links not followed, name one file or folder: `a.html` and `A.html` where case does not count.
#[cfg(not(unix))]
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    // Windows gives the case that is on the disk.
    fs::canonicalize(one).is_ok_and(|real| fs::canonicalize(other).is_ok_and(|other| real == other))
}

/// The folders of one part, by their path from the part's folder; the part's own is the empty path.
pub(super) struct Folders {
    root: PathBuf,
    /// Those seen to be real folders, so that each is looked at once and not for each of its files.
    known: Mutex<BTreeSet<String>>,
}

impl Folders {
    /// The folders below `root`, the part's own, which need not be there.
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root, known: Mutex::default() }
    }

    /// The part's own folder on this system.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// A path of the part on this system.
    pub(super) fn path(&self, below: &str) -> PathBuf {
        if below.is_empty() { self.root.clone() } else { OutputPath::new(below).under(&self.root) }
    }

    /// Whether this folder and those above it are there and are real.
    ///
    /// # Errors
    /// One is a link or a file.
    pub(super) fn exists(&self, folder: &str) -> Outcome<bool> {
        self.each_known(folder, is_real_folder)
    }

    /// Removes a file that a manifest lists; returns whether one was there.
    ///
    /// What is no plain file any more, or lies behind a link, is not what was listed, and stays.
    pub(super) fn remove_listed(&self, file: &str) -> Outcome<bool> {
        let folder = folders_above(file).next().unwrap_or_default();
        if !self.each_known(folder, |path| Ok(matches!(standing(path)?, Standing::Folder)))? {
            return Ok(false);
        }
        let path = self.path(file);
        if matches!(standing(&path)?, Standing::File(_)) { remove(&path) } else { Ok(false) }
    }

    /// Creates this folder and those above it where they are missing.
    ///
    /// # Errors
    /// One is a link or a file, or the system refuses.
    pub(super) fn make(&self, folder: &str) -> Outcome<()> {
        self.each_known(folder, |path| {
            if !is_real_folder(path)? {
                fs::create_dir(path).map_err(|error| failure(path, &error))?;
            }
            Ok(true)
        })?;
        Ok(())
    }

    /// Goes from the part's folder down to `folder`, through those not known yet, while `step` finds them real.
    fn each_known(&self, folder: &str, step: impl Fn(&Path) -> Outcome<bool>) -> Outcome<bool> {
        let mut known = self.known();
        if known.contains(folder) {
            return Ok(true);
        }
        let mut chain: Vec<&str> = if folder.is_empty() { Vec::new() } else { vec![folder] };
        chain.extend(folders_above(folder));
        chain.push("");
        for folder in chain.into_iter().rev() {
            if !known.contains(folder) {
                if !step(&self.path(folder))? {
                    return Ok(false);
                }
                known.insert(folder.to_owned());
            }
        }
        Ok(true)
    }

    /// Removes the folders that held these removed files, as far as they are empty now; the part's own stays.
    pub(super) fn remove_emptied<'a>(&self, files: impl Iterator<Item = &'a String>) {
        let folders: BTreeSet<&str> = files.flat_map(|file| folders_above(file)).collect();
        // In reverse order a folder comes after everything below it.
        for folder in folders.into_iter().rev() {
            // The system itself refuses a folder that is not empty, and whatever else refuses is no harm.
            if matches!(self.exists(folder), Ok(true)) && fs::remove_dir(self.path(folder)).is_ok() {
                self.known().remove(folder);
            }
        }
    }

    /// The set, whatever became of a thread that held it: it is only ever added to and taken from.
    fn known(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_made_with_those_above_and_removed_when_emptied() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::new(root.path().join("changsha"));
        assert!(!folders.exists("topics/a").unwrap());
        folders.make("topics/a").unwrap();
        folders.make("health").unwrap();
        assert!(folders.exists("topics/a").unwrap());
        fs::write(folders.path("topics/mine.txt"), "kept").unwrap();
        folders.remove_emptied(["topics/a/x.html".to_owned(), "health/y.html".to_owned()].iter());
        assert!(!folders.path("topics/a").exists() && !folders.path("health").exists());
        assert!(folders.path("topics/mine.txt").exists());
        folders.make("topics/a").unwrap();
        assert!(folders.path("topics/a").is_dir());
    }

    #[test]
    fn a_file_where_a_folder_must_be_is_told() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("topics"), "a file").unwrap();
        let folders = Folders::new(root.path().to_path_buf());
        assert_eq!(folders.make("topics/a").unwrap_err().code, "output-not-folder");
        assert_eq!(fs::read(root.path().join("topics")).unwrap(), b"a file");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_never_entered() {
        let (root, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join("topics")).unwrap();
        let folders = Folders::new(root.path().to_path_buf());
        assert_eq!(folders.make("topics/a").unwrap_err().code, "output-link");
        assert_eq!(folders.exists("topics").unwrap_err().code, "output-link");
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }

    #[test]
    fn many_threads_make_one_folder() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::new(root.path().to_path_buf());
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| folders.make("a/b/c/d").unwrap());
            }
        });
        assert!(root.path().join("a/b/c/d").is_dir());
    }
}
