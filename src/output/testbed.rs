//! A workspace with an output folder, for the tests of this room.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Destination, Release, Tally};
use crate::diagnostic::Outcome;
use crate::path::OutputPath;
use crate::plan::Phase;

/// The release date of every test.
pub(super) const DATE: &str = "2021-05-29";

/// A temporary workspace.
pub(super) struct Testbed {
    folder: tempfile::TempDir,
}

impl Testbed {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("work/content")).unwrap();
        Self { folder }
    }

    /// The output folder, which need not be there.
    pub(super) fn public(&self) -> PathBuf {
        self.folder.path().join("work/public")
    }

    /// The file or folder at this path from the output's root.
    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.public().join(path)
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    /// Puts a file there by hand, with its folders.
    pub(super) fn put(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    pub(super) fn open(&self) -> Outcome<Destination> {
        Destination::open(&self.public(), &self.folder.path().join("work"))
    }

    /// One whole release of one part, each file holding the given text.
    pub(super) fn release(&self, part: &str, files: &[(&str, &str)]) -> Outcome<Tally> {
        let destination = self.open()?;
        let release = destination.begin(part, &paths(files))?;
        write_all(&release, files)?;
        release.finish(DATE)
    }

    /// A release that is cut short after its first `count` files, as a kill would.
    pub(super) fn cut(&self, part: &str, files: &[(&str, &str)], count: usize) -> Outcome<()> {
        let destination = self.open()?;
        let release = destination.begin(part, &paths(files))?;
        write_all(&release, &files[..count])
    }

    /// All files below the output but for the lock and the manifests, with their text.
    pub(super) fn files(&self) -> BTreeMap<String, String> {
        self.everything().into_iter().filter(|(path, _)| !path.contains(".xuan-")).collect()
    }

    /// All files below the output, with their text; empty folders end with `/`.
    pub(super) fn everything(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for entry in walkdir::WalkDir::new(self.public()).min_depth(1) {
            let entry = entry.unwrap();
            let path = entry.path().strip_prefix(self.public()).unwrap().to_str().unwrap().replace('\\', "/");
            if entry.file_type().is_file() {
                found.insert(path, String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned());
            } else if entry.file_type().is_dir() && fs::read_dir(entry.path()).unwrap().next().is_none() {
                found.insert(path + "/", String::new());
            }
        }
        found
    }
}

/// The paths of the files.
pub(super) fn paths(files: &[(&str, &str)]) -> Vec<OutputPath> {
    files.iter().map(|(path, _)| OutputPath::new(path)).collect()
}

/// Writes the files in one phase.
pub(super) fn write_all(release: &Release<'_>, files: &[(&str, &str)]) -> Outcome<()> {
    for (path, text) in files {
        release.write(Phase::Pages, &OutputPath::new(path), text.as_bytes())?;
    }
    Ok(())
}

/// When a file or folder was last changed.
pub(super) fn changed_at(path: &Path) -> std::time::SystemTime {
    fs::symlink_metadata(path).unwrap().modified().unwrap()
}

/// Makes a file look old, so that any later write is seen.
pub(super) fn age(path: &Path) {
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
}
