//! A folder or a USB stick as a store.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::PublishMessage;
use crate::output;
use crate::path::OutputPath;
use crate::publish::say;
use crate::publish::store::{Meta, Sending, Store, Tally};

/// How many files are written at once: a stick gains nothing from more.
const AT_ONCE: usize = 4;

/// A folder.
pub(super) struct Folder {
    root: PathBuf,
    tally: Tally,
}

impl Folder {
    /// Opens a folder as a target; it is made with the first file.
    ///
    /// # Errors
    /// It is, holds or lies in the workspace's sources, its output, the workspace itself or the home folder.
    pub(super) fn open(path: &Path, workspace: &Path, out: &Path) -> Outcome<Self> {
        let root = output::allowed(path, workspace)?;
        let out = output::allowed(out, workspace)?;
        if root.starts_with(&out) || out.starts_with(&root) {
            return Err(say(PublishMessage::PublishIntoOutput { folder: root.display().to_string() }));
        }
        if root.exists() && !root.is_dir() {
            return Err(say(PublishMessage::PublishNoFolder { folder: root.display().to_string() }));
        }
        Ok(Self { root, tally: Tally::default() })
    }

    fn failed(&self, path: &str, error: &std::io::Error) -> Box<crate::diagnostic::Diagnostic> {
        let path = self.root.join(path).display().to_string();
        say(PublishMessage::PublishReadFailed { path, reason: error.to_string() })
    }
}

impl Store for Folder {
    fn read(&self, path: &str) -> Outcome<Option<Vec<u8>>> {
        self.tally.request();
        match std::fs::read(OutputPath::new(path).under(&self.root)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(self.failed(path, &error)),
        }
    }

    fn write(&self, file: &Sending<'_>, _: Meta) -> Outcome<()> {
        if file.is_new && self.read(file.path)?.is_some_and(|there| there != file.bytes) {
            let path = self.root.join(file.path).display().to_string();
            return Err(say(PublishMessage::PublishForeign { path }));
        }
        self.tally.request();
        output::put(&self.root, &OutputPath::new(file.path), &file.bytes)
    }

    fn remove(&self, path: &str) -> Outcome<()> {
        self.tally.request();
        output::take_away(&self.root, &OutputPath::new(path)).map(|_| ())
    }

    fn list(&self) -> Outcome<Vec<(String, u64)>> {
        let mut found = Vec::new();
        for entry in
            WalkDir::new(&self.root).min_depth(1).into_iter().flatten().filter(|entry| entry.file_type().is_file())
        {
            let Ok(below) = entry.path().strip_prefix(&self.root) else { continue };
            let path = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            found.push((path, entry.metadata().map_or(0, |metadata| metadata.len())));
        }
        Ok(found)
    }

    fn claim(&self, path: &str, bytes: &[u8]) -> Outcome<bool> {
        let told = |error: &std::io::Error| self.failed(path, error);
        std::fs::create_dir_all(&self.root).map_err(|error| told(&error))?;
        match OpenOptions::new().write(true).create_new(true).open(self.root.join(path)) {
            Ok(mut file) => file.write_all(bytes).map(|()| true).map_err(|error| told(&error)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(told(&error)),
        }
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}
