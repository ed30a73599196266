//! The fingerprint of a build: inputs, theme, options, date and program. Where it is the last build's, and every file of
//! the output still has the size and time that it was left with, there is nothing to do.

use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Stamp, stamp};
use crate::digest::{Fingerprint, sha256_hex};
use crate::load::source::Workspace;
use crate::model::Release;
use crate::output::{MANIFEST, Tally};
use crate::path::OutputPath;
use crate::pipeline::report::Report;
use crate::pipeline::sources::Sources;

/// The fingerprint of these sources for this release.
pub(super) fn key(sources: &str, release: &Release) -> String {
    let mut fingerprint = Fingerprint::default();
    fingerprint.part(env!("CARGO_PKG_VERSION").as_bytes());
    // A program that was built anew under the same version may write other bytes.
    fingerprint.debug(&std::env::current_exe().ok().and_then(|program| stamp(&program)));
    fingerprint.debug(&crate::pictures::RECIPE_VERSION);
    fingerprint.debug(release);
    fingerprint.part(sources.as_bytes());
    fingerprint.finish()
}

/// The fingerprint of the sources alone.
pub(super) fn sources(sources: &Sources, workspace: &Workspace) -> String {
    let mut fingerprint = Fingerprint::default();
    for config in workspace.configs() {
        fingerprint.debug(config);
    }
    fingerprint.debug(&workspace.consents);
    fingerprint.debug(&workspace.diagnostics);
    for file in &workspace.theme {
        fingerprint.part(file.name.as_bytes());
        fingerprint.part(&file.bytes);
    }
    let digests: Vec<String> = sources
        .stories
        .par_iter()
        .map(|bytes| bytes.as_ref().map_or_else(|unread| unread.zh.what.clone(), |bytes| sha256_hex(bytes)))
        .collect();
    for (file, digest) in workspace.stories.iter().zip(digests) {
        fingerprint.part(file.path.as_str().as_bytes());
        fingerprint.part(digest.as_bytes());
    }
    fingerprint.debug(&sources.pictures);
    fingerprint.finish()
}

/// How the built output stands to the workspace as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It was built from just these sources.
    Current,
    /// Something was changed since.
    Changed,
    /// It was, and errors kept these parts at their last good output.
    Failed(Vec<String>),
    /// It holds pages for a writer's eyes: drafts and future ones.
    Drafts,
    /// Nothing is remembered of its build.
    Unknown,
}

/// How an output folder stands to these sources.
pub(super) fn standing(root: &Path, out: &Path, sources: &str) -> Standing {
    match Cache::of(root).read_json::<Remembered>(&name(out)) {
        None => Standing::Unknown,
        Some(remembered) if remembered.sources != sources => Standing::Changed,
        Some(remembered) if remembered.drafts => Standing::Drafts,
        Some(remembered) if remembered.whole => Standing::Current,
        Some(remembered) => {
            let kept = remembered.report.parts.into_iter().filter(|part| part.kept);
            Standing::Failed(kept.map(|part| part.folder).collect())
        }
    }
}

/// What is remembered of a build.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    key: String,
    /// The fingerprint of the sources alone.
    sources: String,
    /// Whether it had no error.
    whole: bool,
    /// Whether it was for more than readers.
    drafts: bool,
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
    if remembered.key != key || !remembered.whole {
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

/// What a build is remembered by.
pub(super) struct Keys {
    /// See [`key`].
    pub(super) key: String,
    /// See [`sources`].
    pub(super) sources: String,
    /// Whether it was for more than readers.
    pub(super) drafts: bool,
}

/// Remembers a build, with the files that it has written or left alone; of one with errors only that it had them.
pub(super) fn remember(root: &Path, out: &Path, keys: Keys, files: &[OutputPath], report: &Report) {
    let whole = super::exit_code(&report.diagnostics) == 0;
    let manifests = report.parts.iter().map(|part| OutputPath::new(&part.folder).join(MANIFEST));
    let paths: Vec<String> = files.iter().cloned().chain(manifests).map(|path| path.to_string()).collect();
    let files: Option<Vec<(String, Stamp)>> = paths
        .into_par_iter()
        .filter(|_| whole)
        .map(|path| {
            let left = stamp(&OutputPath::new(&path).under(out))?;
            Some((path, left))
        })
        .collect();
    if let Some(files) = files {
        let Keys { key, sources, drafts } = keys;
        let remembered = Remembered { key, sources, whole, drafts, report: report.clone(), files };
        Cache::of(root).write_json(&name(out), &remembered);
    }
}
