//! Reads pictures: format by the first bytes, hash over all of them.

use std::path::Path;

use super::format::format_of;
use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Outcome, Place};
use crate::digest::sha256_hex;
use crate::load::source::PictureFile;
use crate::path::SourcePath;

/// A picture's format, size and SHA-256; an error that names the file if it cannot be read.
pub fn picture(root: &Path, path: &SourcePath) -> Outcome<PictureFile> {
    let bytes = picture_bytes(root, path)?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok(PictureFile { path: path.clone(), format: format_of(&bytes), bytes: size, hash: sha256_hex(&bytes) })
}

/// A picture's bytes; an error that names the file if it cannot be read.
pub fn picture_bytes(root: &Path, path: &SourcePath) -> Outcome<Vec<u8>> {
    std::fs::read(path.under(root)).map_err(|error| {
        let message = LoadMessage::PictureUnreadable { reason: error.to_string() };
        Box::new(Diagnostic::at(message, Place::file(path)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::source::PictureFormat;

    #[test]
    fn a_picture_is_known_by_its_bytes_and_hash() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("a.png"), b"\xff\xd8\xffabc").unwrap();
        let read = picture(root.path(), &SourcePath::new("a.png")).unwrap();
        assert_eq!((read.format, read.bytes, read.hash.len()), (PictureFormat::Jpeg, 6, 64));
        std::fs::write(root.path().join("empty.jpg"), b"").unwrap();
        let empty = picture(root.path(), &SourcePath::new("empty.jpg")).unwrap();
        assert!(empty.hash.starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
        assert_eq!(empty.format, PictureFormat::Unknown);
    }

    #[test]
    fn a_picture_that_is_not_there_is_told() {
        let root = tempfile::tempdir().unwrap();
        let told = picture(root.path(), &SourcePath::new("a.png")).unwrap_err();
        assert_eq!(told.code, "picture-unreadable");
    }
}
