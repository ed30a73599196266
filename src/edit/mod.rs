//! Edit: the only room that writes content. A new file is written beside its place and moved there only if nothing is in
//! the way, so that nothing of a writer's is ever lost or half-written.
//!
//! Start at [`new_story()`] and [`init()`].

mod init;
mod new_story;

pub use init::init;
pub use new_story::{NewStory, new_story};

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::diagnostic::catalogue::EditMessage;
use crate::diagnostic::{Diagnostic, Outcome};

/// Writes a file that must not be there yet, its folders with it.
fn create(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = folder.join(format!(".xuan-new-{}-{name}", std::process::id()));
    let written = OpenOptions::new().write(true).create_new(true).open(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    // A hard link fails where something has the name already; a rename would replace it.
    let placed = written.and_then(|()| match fs::hard_link(&beside, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => create_new(path, bytes),
        linked => linked,
    });
    let _ = fs::remove_file(&beside);
    placed.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Box::new(Diagnostic::new(EditMessage::AlreadyThere { path: path.display().to_string() }))
        }
        _ => failed(path, &error),
    })
}

/// For file systems without hard links, such as the FAT of a USB stick.
fn create_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

fn failed(path: &Path, error: &std::io::Error) -> Box<Diagnostic> {
    let message = EditMessage::EditFailed { path: path.display().to_string(), reason: error.to_string() };
    Box::new(Diagnostic::new(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.md");
        create(&path, b"first").unwrap();
        let refused = create(&path, b"second").unwrap_err();
        assert_eq!(refused.code, "already-there");
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }
}
