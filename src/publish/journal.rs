//! The journal: what an attempt has sent, so that the next one after a kill goes on where it ended. It may be lost at any time:
//! then files are sent again.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::output::Content;
use crate::publish::manifest::Files;
use crate::publish::plan::Met;

/// An attempt's journal. Each line is a size, a path and a digest; the first names what was at the target before.
pub(super) struct Journal {
    path: PathBuf,
    file: Mutex<Option<File>>,
}

/// What earlier attempts have sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sent {
    /// Over the same target as it is now: these files are there.
    pub(super) files: Files,
    /// Over another: they may be there still.
    pub(super) strays: Files,
}

impl Journal {
    /// Reads a journal over what is at the target now, by the digest of its manifest.
    pub(super) fn read(path: &Path, before: &str) -> Sent {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let mut lines = text.lines();
        let is_same = lines.next() == Some(before);
        let files: Files = lines.filter_map(line).collect();
        if is_same { Sent { files, strays: Files::new() } } else { Sent { files: Files::new(), strays: files } }
    }

    /// Begins to write where [`Self::read`] has read: on, over the same target; anew over another, the strays kept.
    pub(super) fn begin(path: &Path, before: &str, met: &Met) -> Self {
        let file = Self::open(path, before, met).ok();
        Self { path: path.to_path_buf(), file: Mutex::new(file) }
    }

    fn open(path: &Path, before: &str, met: &Met) -> std::io::Result<File> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        if !met.sent.is_empty() {
            let mut file = OpenOptions::new().append(true).open(path)?;
            // What a kill has cut ends with this, and is passed over.
            file.write_all(b"\n")?;
            return Ok(file);
        }
        let mut text = format!("{before}\n");
        for (path, content) in &met.strays {
            text.push_str(&written(path, content));
        }
        let mut file = File::create(path)?;
        file.write_all(text.as_bytes())?;
        Ok(file)
    }

    /// Notes a file that was sent.
    pub(super) fn note(&self, path: &str, content: &Content) {
        if let Some(file) = self.file.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            // A line that cannot be written costs no more than sending the file again.
            let _ = file.write_all(written(path, content).as_bytes());
        }
    }

    /// Ends the journal: everything is at the target, and stands in its manifest.
    pub(super) fn end(self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

fn written(path: &str, content: &Content) -> String {
    format!("{} {path} {}\n", content.size, content.sha256)
}

fn line(line: &str) -> Option<(String, Content)> {
    let (size, rest) = line.split_once(' ')?;
    // The digest stands last, so that a line which was cut short is none.
    let (path, digest) = rest.rsplit_once(' ')?;
    let content = Content { size: size.parse().ok()?, sha256: digest.to_owned() };
    (digest.len() == 64 && !path.is_empty()).then(|| (path.to_owned(), content))
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
        journal.note("a/减 盐.html", &content_of(b"1"));
        journal.note("b.html", &content_of(b"2"));
        drop(journal);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.get(..text.len() - 4).unwrap()).unwrap();
        let sent = Journal::read(&path, "before");
        assert_eq!(sent.files.keys().collect::<Vec<_>>(), ["a/减 盐.html"]);
        let journal = Journal::begin(&path, "before", &met(sent));
        journal.note("c.html", &content_of(b"3"));
        drop(journal);
        assert_eq!(Journal::read(&path, "before").files.len(), 2);
        let other = Journal::read(&path, "another");
        assert_eq!((other.files.len(), other.strays.len()), (0, 2));
        let journal = Journal::begin(&path, "another", &met(other));
        assert_eq!(Journal::read(&path, "another").files.len(), 2, "strays are kept by the new journal");
        journal.end();
        assert_eq!(Journal::read(&path, "another"), Sent::default());
    }
}
