//! The journal: what an attempt has begun to send and what has arrived, so that the next one after a kill goes on where it ended.
//! It may be lost at any time: then files are sent again.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::output::Content;
use crate::publish::manifest::Files;
use crate::publish::plan::Met;

/// What stands before a file that is about to be sent, and before one that has arrived.
const BEGUN: &str = ">";
const ARRIVED: &str = "=";

/// An attempt's journal. Each line is a mark, a size, a path and a digest; the first names what was at the target before.
pub(super) struct Journal {
    path: PathBuf,
    file: Mutex<Option<File>>,
}

/// What earlier attempts have sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sent {
    /// Over the same target as it is now: these files are there.
    pub(super) files: Files,
    /// Of these nobody knows whether the target has the old file, the new one or none.
    pub(super) open: BTreeSet<String>,
    /// Over another: they may be there still.
    pub(super) strays: Files,
}

impl Journal {
    /// Reads a journal over what is at the target now, by the digest of its manifest.
    pub(super) fn read(path: &Path, before: &str) -> Sent {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let mut lines = text.lines();
        let is_same = lines.next() == Some(before);
        let mut sent = Sent::default();
        for (mark, path, content) in lines.filter_map(line) {
            if !is_same {
                sent.strays.insert(path, content);
            } else if mark == ARRIVED {
                sent.open.remove(&path);
                sent.files.insert(path, content);
            } else {
                sent.files.remove(&path);
                sent.open.insert(path);
            }
        }
        sent
    }

    /// Begins to write where [`Self::read`] has read, with what is known by now.
    pub(super) fn begin(path: &Path, before: &str, met: &Met) -> Self {
        let file = Self::open(path, before, met).ok();
        Self { path: path.to_path_buf(), file: Mutex::new(file) }
    }

    fn open(path: &Path, before: &str, met: &Met) -> std::io::Result<File> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut text = format!("{before}\n");
        for (path, content) in met.sent.iter().chain(&met.strays) {
            text.push_str(&written(ARRIVED, path, content));
        }
        // Beside its place and renamed, so that a kill leaves the old one or the new one.
        let beside = path.with_extension("new");
        std::fs::write(&beside, text)?;
        std::fs::rename(&beside, path)?;
        OpenOptions::new().append(true).open(path)
    }

    /// Notes a file that is about to be sent.
    pub(super) fn begun(&self, path: &str, content: &Content) {
        self.note(&written(BEGUN, path, content));
    }

    /// Notes a file that has arrived.
    pub(super) fn arrived(&self, path: &str, content: &Content) {
        self.note(&written(ARRIVED, path, content));
    }

    fn note(&self, line: &str) {
        if let Some(file) = self.file.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            // A line that cannot be written costs no more than sending the file again.
            let _ = file.write_all(line.as_bytes());
        }
    }

    /// Ends the journal: everything is at the target, and stands in its manifest.
    pub(super) fn end(self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

fn written(mark: &str, path: &str, content: &Content) -> String {
    format!("{mark} {} {path} {}\n", content.size, content.sha256)
}

fn line(line: &str) -> Option<(&str, String, Content)> {
    let (mark, rest) = line.split_once(' ')?;
    let (size, rest) = rest.split_once(' ')?;
    // The digest stands last, so that a line which was cut short is none.
    let (path, digest) = rest.rsplit_once(' ')?;
    let content = Content { size: size.parse().ok()?, sha256: digest.to_owned() };
    (digest.len() == 64 && !path.is_empty()).then(|| (mark, path.to_owned(), content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::manifest::content_of;

    fn met(sent: Sent) -> Met {
        Met { sent: sent.files, strays: sent.strays, ..Met::default() }
    }

    #[test]
    fn an_attempt_goes_on_where_the_last_was_cut() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x/journal");
        let journal = Journal::begin(&path, "before", &met(Journal::read(&path, "before")));
        for (name, text) in [("a/减 盐.html", "1"), ("b.html", "2"), ("c.html", "3")] {
            journal.begun(name, &content_of(text.as_bytes()));
        }
        journal.arrived("a/减 盐.html", &content_of(b"1"));
        journal.arrived("b.html", &content_of(b"2"));
        drop(journal);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.get(..text.len() - 4).unwrap()).unwrap();
        let sent = Journal::read(&path, "before");
        assert_eq!(sent.files.keys().collect::<Vec<_>>(), ["a/减 盐.html"]);
        assert_eq!(sent.open.iter().collect::<Vec<_>>(), ["b.html", "c.html"]);
        let journal = Journal::begin(&path, "before", &met(sent));
        journal.begun("a/减 盐.html", &content_of(b"4"));
        drop(journal);
        let again = Journal::read(&path, "before");
        assert_eq!((again.files.len(), again.open.len()), (0, 1), "sent once more, it is open again");
        let other = Journal::read(&path, "another");
        assert_eq!((other.files.len(), other.strays.len()), (0, 1));
        let journal = Journal::begin(&path, "another", &met(other));
        assert_eq!(Journal::read(&path, "another").files.len(), 1, "strays are kept by the new journal");
        journal.end();
        assert_eq!(Journal::read(&path, "another"), Sent::default());
    }
}
