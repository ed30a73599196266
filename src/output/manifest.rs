//! The manifest of one part of the output: which files in it are Xuan's.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::failure::{failure, say};
use super::planned::belongs;
use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::OutputMessage;

/// The file name of every manifest.
pub const MANIFEST: &str = ".xuan-manifest.json";

/// The version of the format below.
const FORMAT: u32 = 1;

/// How far the release that wrote a manifest has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// A release began to change files: each of `files` may be old, new or missing.
    Writing,
    /// Exactly `files` make up the part.
    Complete,
}

/// One file of a part, by its path from the part's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path, `/`-separated: `health/less-salt.html`.
    pub path: String,
    /// Its bytes as last written; none for one that a release only plans.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
}

/// The bytes of a file, by size and hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// How many bytes.
    pub size: u64,
    /// Their SHA-256, as 64 hexadecimal digits.
    pub sha256: String,
}

/// What one part of the output holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this format.
    format: u32,
    /// The part: empty for the doors, else the city's folder as it was named when written.
    pub part: String,
    /// How far its release has come.
    pub state: State,
    /// The release date that was given; none while it is being written.
    pub released: Option<String>,
    /// The program that wrote it: `xuan 0.1.0`.
    pub program: String,
    /// The files, in path order.
    pub files: Vec<Entry>,
}

impl Manifest {
    /// A manifest by this program.
    pub(super) fn new(part: &str, state: State, released: Option<&str>, files: Vec<Entry>) -> Self {
        Self {
            format: FORMAT,
            part: part.to_owned(),
            state,
            released: released.map(str::to_owned),
            program: concat!("xuan ", env!("CARGO_PKG_VERSION")).to_owned(),
            files,
        }
    }

    /// Reads the manifest in `folder`, which is the folder of `part`; none where there is none.
    ///
    /// One that cannot be understood counts as ours, in the state [`State::Writing`], with no files: then nothing is
    /// removed on its word. Paths that lead out of the part are passed over.
    ///
    /// # Errors
    /// The manifest is a link or a folder, or belongs to the other kind of folder (a site, the whole output).
    pub(super) fn read(folder: &Path, part: &str) -> Outcome<Option<(Self, Vec<u8>)>> {
        let path = folder.join(MANIFEST);
        match fs::symlink_metadata(&path) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(failure(&path, &error)),
            Ok(found) if found.is_symlink() => {
                return Err(say(OutputMessage::OutputLink { path: super::failure::shown(&path) }));
            }
            Ok(found) if !found.is_file() => {
                return Err(say(OutputMessage::OutputInTheWay { path: super::failure::shown(&path) }));
            }
            Ok(_) => {}
        }
        let bytes = fs::read(&path).unwrap_or_default();
        let manifest = match serde_json::from_slice::<Self>(&bytes) {
            Ok(manifest) if manifest.format == FORMAT => manifest,
            _ => Self::new(part, State::Writing, None, Vec::new()),
        };
        if manifest.part.is_empty() != part.is_empty() {
            return Err(say(OutputMessage::OutputOtherKind { folder: super::failure::shown(folder) }));
        }
        let files = manifest.files.into_iter().filter(|entry| belongs(part, &entry.path)).collect();
        Ok(Some((Self { files, ..manifest }, bytes)))
    }

    /// The files by path.
    pub(super) fn by_path(self) -> BTreeMap<String, Option<Content>> {
        self.files.into_iter().map(|entry| (entry.path, entry.content)).collect()
    }

    /// The manifest as JSON, one file a line so that two can be compared by eye.
    pub(super) fn to_json(&self) -> String {
        let released = self.released.as_deref().map_or("null".to_owned(), quoted);
        let state = if self.state == State::Complete { "complete" } else { "writing" };
        let (format, part, program) = (self.format, quoted(&self.part), quoted(&self.program));
        let mut json = format!(
            "{{\n\"format\":{format},\n\"part\":{part},\n\"state\":\"{state}\",\n\"released\":{released},\n\
             \"program\":{program},\n\"files\":["
        );
        json.reserve(self.files.len() * 160);
        for (index, entry) in self.files.iter().enumerate() {
            json.push_str(if index == 0 { "\n{\"path\":" } else { ",\n{\"path\":" });
            json.push_str(&quoted(&entry.path));
            if let Some(content) = &entry.content {
                json.push_str(",\"size\":");
                json.push_str(&content.size.to_string());
                json.push_str(",\"sha256\":");
                json.push_str(&quoted(&content.sha256));
            }
            json.push('}');
        }
        json.push_str("\n]\n}\n");
        json
    }
}

/// A text as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let content = Content { size: 5, sha256: "ab".repeat(32) };
        let files = vec![
            Entry { path: "health/a 'b'.html".to_owned(), content: Some(content) },
            Entry { path: "减盐.html".to_owned(), content: None },
        ];
        Manifest::new("changsha", State::Complete, Some("2021-05-29"), files)
    }

    #[test]
    fn what_is_written_is_read_again_and_each_file_has_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let json = sample().to_json();
        assert_eq!(json.lines().filter(|line| line.contains("\"path\"")).count(), 2);
        fs::write(folder.path().join(MANIFEST), &json).unwrap();
        let (read, bytes) = Manifest::read(folder.path(), "changsha").unwrap().unwrap();
        assert_eq!(read, sample());
        assert_eq!(bytes, json.into_bytes());
    }

    #[test]
    fn a_torn_manifest_is_ours_but_lists_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Manifest::read(folder.path(), "changsha").unwrap(), None);
        for torn in ["", "{\"format\":1,\"pa", "null", "{\"format\":9}"] {
            fs::write(folder.path().join(MANIFEST), torn).unwrap();
            let (read, _) = Manifest::read(folder.path(), "changsha").unwrap().unwrap();
            assert_eq!((read.state, read.files.len()), (State::Writing, 0));
        }
    }

    #[test]
    fn paths_that_lead_out_of_the_part_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["../x", "/etc/passwd", "a/../../x", "C:\\x", "a\\..\\x", ".xuan-lock", "a//b", "", "ok.html"];
        let files = paths.map(|path| Entry { path: path.to_owned(), content: None }).to_vec();
        let json = Manifest::new("changsha", State::Complete, None, files).to_json();
        fs::write(folder.path().join(MANIFEST), json).unwrap();
        let (read, _) = Manifest::read(folder.path(), "changsha").unwrap().unwrap();
        assert_eq!(read.files.iter().map(|entry| entry.path.as_str()).collect::<Vec<_>>(), ["ok.html"]);
    }

    #[test]
    fn the_manifest_of_a_site_is_not_taken_for_that_of_the_whole_output() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(MANIFEST), sample().to_json()).unwrap();
        assert_eq!(Manifest::read(folder.path(), "").unwrap_err().code, "output-other-kind");
    }
}
