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
pub(super) fn key(sources: &Sources, workspace: &Workspace, release: &Release) -> String {
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

/// Remembers a build that left nothing undone, with the files that it has written or left alone.
pub(super) fn remember(root: &Path, out: &Path, key: &str, files: &[OutputPath], report: &Report) {
    if super::exit_code(&report.diagnostics) != 0 {
        return;
    }
    let manifests = report.parts.iter().map(|part| OutputPath::new(&part.folder).join(MANIFEST));
    let paths: Vec<String> = files.iter().cloned().chain(manifests).map(|path| path.to_string()).collect();
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
