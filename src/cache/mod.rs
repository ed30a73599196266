//! Cache: disposable bytes under `.xuan/cache`. It may be deleted at any time, and is never trusted over the files: what is
//! read back carries its own digest, and a torn or foreign file reads as nothing.
//!
//! Nothing here fails: where the cache cannot be written (a read-only stick, a full disk), work is done again next time.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::digest::sha256_hex;

/// The hexadecimal digits of a digest, which stand before what is kept.
const DIGEST_LENGTH: usize = 64;

/// Tells the temporary files of one process apart.
static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A workspace's cache.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

/// What the system says of a file without reading it; equal stamps mean that it was very likely left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Stamp {
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub changed: u128,
}

impl Cache {
    /// The cache of a workspace; nothing is created until something is kept.
    pub fn of(root: &Path) -> Self {
        Self { folder: root.join(".xuan").join("cache") }
    }

    /// Reads what was kept under a name, if it is whole.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let bytes = std::fs::read(self.folder.join(name)).ok()?;
        let (digest, body) = bytes.split_at_checked(DIGEST_LENGTH)?;
        (sha256_hex(body).as_bytes() == digest).then(|| body.to_vec())
    }

    /// Keeps some bytes under a name; a name may hold one `/`.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        // A cache that cannot be written is no cache; there is nothing to tell.
        let _ = self.try_write(name, bytes);
    }

    fn try_write(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let path = self.folder.join(name);
        let parent = path.parent().unwrap_or(&self.folder);
        std::fs::create_dir_all(parent)?;
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let beside = parent.join(format!(".tmp-{}-{number}", std::process::id()));
        let whole = [sha256_hex(bytes).as_bytes(), bytes].concat();
        let written = std::fs::write(&beside, whole).and_then(|()| std::fs::rename(&beside, &path));
        if written.is_err() {
            let _ = std::fs::remove_file(&beside);
        }
        written
    }

    /// Reads a value that was kept as JSON.
    pub fn read_json<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_slice(&self.read(name)?).ok()
    }

    /// Keeps a value as JSON.
    pub fn write_json<T: Serialize>(&self, name: &str, value: &T) {
        if let Ok(bytes) = serde_json::to_vec(value) {
            self.write(name, &bytes);
        }
    }

    /// When something was last kept under a name, on the clock of the file system.
    pub fn kept_at(&self, name: &str) -> Option<u128> {
        stamp(&self.folder.join(name)).map(|stamp| stamp.changed)
    }
}

/// The stamp of a file; none for what is no regular file.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let changed = metadata.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(Stamp { size: metadata.len(), changed: changed.as_nanos() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_entry_reads_as_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::of(folder.path());
        cache.write("pictures/a", b"whole");
        assert_eq!(cache.read("pictures/a"), Some(b"whole".to_vec()));
        let path = folder.path().join(".xuan/cache/pictures/a");
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        assert_eq!(cache.read("pictures/a"), None);
        std::fs::write(&path, b"short").unwrap();
        assert_eq!(cache.read("pictures/a"), None);
    }

    #[test]
    fn a_cache_that_cannot_be_written_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(".xuan"), b"a file where the folder would be").unwrap();
        let cache = Cache::of(folder.path());
        cache.write("a", b"b");
        assert_eq!(cache.read("a"), None);
    }
}
