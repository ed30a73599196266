//! The release before, kept on this machine alone: what a page said before a consent was withdrawn has no place at the target.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::PublishMessage;
use crate::digest::sha256_hex;
use crate::output::Content;
use crate::publish::manifest::{Manifest, content_of};
use crate::publish::say;
use crate::publish::store::Store;

/// Where a target's releases are kept.
pub(super) struct Previous {
    folder: PathBuf,
}

impl Previous {
    pub(super) fn at(folder: &Path) -> Self {
        Self { folder: folder.join("previous") }
    }

    /// Keeps what a publication will change or delete, before it does. A file that cannot be read back is not kept, and a
    /// rollback will say so; the publication goes on.
    pub(super) fn keep(&self, store: &dyn Store, before: &Manifest, paths: &[&str]) {
        let missing: Vec<(&str, &Content)> = paths
            .iter()
            .filter_map(|path| Some((*path, before.files.get(*path).or_else(|| before.leaving.get(*path))?)))
            .filter(|(_, content)| !self.blob(content).is_file())
            .collect();
        let _ = std::fs::create_dir_all(&self.folder);
        missing.par_iter().for_each(|(path, content)| {
            if let Ok(Some(bytes)) = store.read(path)
                && content_of(&bytes) == **content
            {
                let _ = std::fs::write(self.blob(content), bytes);
            }
        });
        let _ = std::fs::write(self.folder.join("manifest.json"), before.bytes());
    }

    /// Notes which manifest stands over the kept one, and forgets what neither needs.
    pub(super) fn seal(&self, now: &Manifest) {
        let _ = std::fs::write(self.folder.join("over"), sha256_hex(&now.bytes()));
        let Some(kept) = self.manifest() else { return };
        let wanted: Vec<&String> =
            kept.files.values().chain(kept.leaving.values()).map(|content| &content.sha256).collect();
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.len() == 64 && !wanted.contains(&&name) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    /// The release before the one that a target has now.
    ///
    /// # Errors
    /// None is kept, or another machine has published since.
    pub(super) fn before(&self, now: &Manifest) -> Outcome<Manifest> {
        let over = std::fs::read_to_string(self.folder.join("over")).unwrap_or_default();
        let kept = self.manifest().filter(|_| over == sha256_hex(&now.bytes()));
        kept.ok_or_else(|| say(PublishMessage::PublishNoPrevious {}))
    }

    /// The bytes of a kept file.
    ///
    /// # Errors
    /// It was not kept, or is no longer what it was.
    pub(super) fn bytes(&self, path: &str, content: &Content) -> Outcome<Vec<u8>> {
        let bytes = std::fs::read(self.blob(content)).ok().filter(|bytes| content_of(bytes) == *content);
        bytes.ok_or_else(|| say(PublishMessage::PublishPreviousLost { path: path.to_owned() }))
    }

    fn manifest(&self) -> Option<Manifest> {
        Manifest::read(&std::fs::read(self.folder.join("manifest.json")).ok()?)
    }

    fn blob(&self, content: &Content) -> PathBuf {
        self.folder.join(&content.sha256)
    }
}
