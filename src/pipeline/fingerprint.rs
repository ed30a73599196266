//! The fingerprint of a build: inputs, theme, options, date and program. Where it is the last build's, and every file of
//! the output still has the size and time that it was left with, there is nothing to do.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Stamp, stamp};
use crate::diagnostic::Outcome;
use crate::digest::{Fingerprint, sha256_hex};
use crate::load;
use crate::load::source::{PictureFile, Workspace};
use crate::model::Release;
use crate::output::MANIFEST;
use crate::path::{OutputPath, SourcePath};
use crate::pipeline::compile::Compiled;
use crate::pipeline::report::{Report, Tally};

/// Pictures smaller than this are read every time; of larger ones the digest is remembered with their stamp.
const READ_ALWAYS: u64 = 64 * 1024;
/// A file changed this shortly before it was looked at may have been changed again within the clock's grain.
const RACY: u128 = 2_000_000_000;
/// The names under which the cache keeps what is remembered.
const PICTURES: &str = "pictures.json";

/// The bytes of the stories and the headers of the pictures, as they are now.
pub struct Sources {
    /// The stories' bytes, in the workspace's order.
    pub stories: Vec<Outcome<Vec<u8>>>,
    /// The pictures' headers and digests, in the workspace's order.
    pub pictures: Vec<Outcome<PictureFile>>,
}

impl Sources {
    /// Reads them all.
    pub fn read(workspace: &Workspace) -> Self {
        let stories = workspace.stories.par_iter().map(|file| load::story_bytes(&workspace.root, &file.path)).collect();
        Self { stories, pictures: read_pictures(workspace) }
    }

    /// The fingerprint of these sources for this release.
    pub fn key(&self, workspace: &Workspace, release: &Release) -> String {
        let mut fingerprint = Fingerprint::default();
        fingerprint.part(env!("CARGO_PKG_VERSION").as_bytes());
        // A program that was built anew under the same version may write other bytes.
        fingerprint.debug(&std::env::current_exe().ok().and_then(|program| stamp(&program)));
        fingerprint.debug(&crate::pictures::RECIPE_VERSION);
        fingerprint.debug(release);
        for config in workspace.configs() {
            fingerprint.debug(config);
        }
        fingerprint.debug(&workspace.consents);
        fingerprint.debug(&workspace.diagnostics);
        for file in &workspace.theme {
            fingerprint.part(file.name.as_bytes());
            fingerprint.part(&file.bytes);
        }
        let digests: Vec<String> = self
            .stories
            .par_iter()
            .map(|bytes| bytes.as_ref().map_or_else(|unread| unread.zh.what.clone(), |bytes| sha256_hex(bytes)))
            .collect();
        for (file, digest) in workspace.stories.iter().zip(digests) {
            fingerprint.part(file.path.as_str().as_bytes());
            fingerprint.part(digest.as_bytes());
        }
        fingerprint.debug(&self.pictures);
        fingerprint.finish()
    }
}

/// What is remembered of a picture.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct RememberedPicture {
    stamp: Stamp,
    picture: PictureFile,
}

/// Reads the pictures' headers and digests; a large one whose stamp is as remembered is not read again.
fn read_pictures(workspace: &Workspace) -> Vec<Outcome<PictureFile>> {
    let cache = Cache::of(&workspace.root);
    let remembered: BTreeMap<SourcePath, RememberedPicture> = cache.read_json(PICTURES).unwrap_or_default();
    let kept_at = cache.kept_at(PICTURES).unwrap_or(0);
    let read: Vec<(Option<Stamp>, Outcome<PictureFile>)> = workspace
        .pictures
        .par_iter()
        .map(|path| {
            let stamp = stamp(&path.under(&workspace.root));
            let known = remembered.get(path).filter(|known| {
                Some(known.stamp) == stamp && known.stamp.size >= READ_ALWAYS && known.stamp.changed + RACY < kept_at
            });
            let picture = match known {
                Some(known) => Ok(known.picture.clone()),
                None => load::picture(&workspace.root, path),
            };
            (stamp, picture)
        })
        .collect();
    let now: BTreeMap<&SourcePath, RememberedPicture> = workspace
        .pictures
        .iter()
        .zip(&read)
        .filter_map(|(path, (stamp, picture))| {
            let picture = picture.as_ref().ok()?.clone();
            Some((path, RememberedPicture { stamp: (*stamp)?, picture }))
        })
        .filter(|(_, known)| known.stamp.size >= READ_ALWAYS)
        .collect();
    let same = now.len() == remembered.len()
        && now.iter().all(|(path, known)| {
            remembered.get(*path).is_some_and(|old| old.stamp == known.stamp && known.stamp.changed + RACY < kept_at)
        });
    if !same {
        cache.write_json(PICTURES, &now);
    }
    read.into_iter().map(|(_, picture)| picture).collect()
}

/// What is remembered of a build.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    key: String,
    report: Report,
    files: Vec<(String, Stamp)>,
}

/// The name under which an output folder's last build is remembered.
fn name(out: &Path) -> String {
    let absolute = std::path::absolute(out).unwrap_or_else(|_| out.to_path_buf());
    let mut hash = sha256_hex(absolute.to_string_lossy().as_bytes());
    hash.truncate(16);
    format!("build-{hash}.json")
}

/// The last build's report, where the fingerprint is the same and every file of the output is as it was left.
pub(super) fn unchanged(root: &Path, out: &Path, key: &str) -> Option<Report> {
    let remembered: Remembered = Cache::of(root).read_json(&name(out))?;
    if remembered.key != key {
        return None;
    }
    let whole = remembered.files.par_iter().all(|(path, left)| {
        let path = OutputPath::new(path).under(out);
        stamp(&path) == Some(*left)
    });
    if !whole {
        return None;
    }
    let mut report = remembered.report;
    report.unchanged = true;
    for part in &mut report.parts {
        let tally = part.tally;
        part.tally = Tally { unchanged: tally.created + tally.changed + tally.unchanged, ..Tally::default() };
    }
    Some(report)
}

/// Remembers a build that left nothing undone.
pub(super) fn remember(root: &Path, out: &Path, key: &str, compiled: &Compiled, report: &Report) {
    if super::exit_code(&report.diagnostics) != 0 {
        return;
    }
    let paths: Vec<String> = compiled
        .plan
        .parts
        .iter()
        .flat_map(|part| {
            let manifest = OutputPath::new(&part.folder).join(MANIFEST);
            part.entries.iter().map(|entry| entry.path.clone()).chain([manifest])
        })
        .map(|path| path.to_string())
        .collect();
    let files: Option<Vec<(String, Stamp)>> = paths
        .into_par_iter()
        .map(|path| {
            let left = stamp(&OutputPath::new(&path).under(out))?;
            Some((path, left))
        })
        .collect();
    if let Some(files) = files {
        let remembered = Remembered { key: key.to_owned(), report: report.clone(), files };
        Cache::of(root).write_json(&name(out), &remembered);
    }
}
