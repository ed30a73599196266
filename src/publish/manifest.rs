//! The manifest at a target: which files there are ours, and what they hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::sha256_hex;
use crate::output::Content;

/// The name of the manifest at a target's root.
pub(super) const MANIFEST: &str = ".xuan-publish.json";
/// The version of the format.
const FORMAT: u32 = 1;

/// Files by their path from the target's root.
pub(super) type Files = BTreeMap<String, Content>;

/// What a target holds of ours.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    program: String,
    /// The release date.
    pub(super) released: String,
    /// The files of the release.
    pub(super) files: Files,
    /// Files that the release before had and this one has not, which stay for readers whose pages still name them.
    pub(super) leaving: Files,
    /// Files that are being deleted.
    pub(super) removing: Vec<String>,
}

impl Manifest {
    /// The manifest of a release.
    pub(super) fn new(released: &str, files: Files, leaving: Files, removing: Vec<String>) -> Self {
        let program = concat!("xuan ", env!("CARGO_PKG_VERSION")).to_owned();
        Self { format: FORMAT, program, released: released.to_owned(), files, leaving, removing }
    }

    /// Reads a manifest; none from bytes that are none of ours. Paths that lead out of the target are passed over.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut manifest: Self =
            serde_json::from_slice(bytes).ok().filter(|manifest: &Self| manifest.format == FORMAT)?;
        manifest.files.retain(|path, _| is_sound(path));
        manifest.leaving.retain(|path, _| is_sound(path));
        manifest.removing.retain(|path| is_sound(path));
        Some(manifest)
    }

    /// The manifest's bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        // Its maps have texts for keys, so that nothing of it can fail to be written.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// The content of some bytes.
pub(super) fn content_of(bytes: &[u8]) -> Content {
    Content { size: u64::try_from(bytes.len()).unwrap_or(u64::MAX), sha256: sha256_hex(bytes) }
}

/// Whether a path stays within the target and is not Xuan's own.
fn is_sound(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != ".." && !part.starts_with(".xuan"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let files: Files = [("a/减盐.html".to_owned(), content_of(b"a"))].into();
        let leaving: Files = [("assets/a.css".to_owned(), content_of(b"b"))].into();
        let manifest = Manifest::new("2021-12-31", files, leaving, vec!["b.html".to_owned()]);
        assert_eq!(Manifest::read(&manifest.bytes()), Some(manifest));
    }

    #[test]
    fn foreign_bytes_and_paths_that_lead_out_are_not_believed() {
        for torn in ["", "{}", "null", "{\"format\":9}", "<html>"] {
            assert_eq!(Manifest::read(torn.as_bytes()), None, "{torn}");
        }
        let paths = ["../x", "/x", "a//b", "a/../b", "C:x", "a\\b", "", ".xuan-publish.json", "ok.html"];
        let files: Files = paths.iter().map(|path| ((*path).to_owned(), content_of(b""))).collect();
        let read = Manifest::read(&Manifest::new("", files, Files::new(), Vec::new()).bytes()).unwrap();
        assert_eq!(read.files.keys().collect::<Vec<_>>(), ["ok.html"]);
    }
}
