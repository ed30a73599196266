//! The fingerprint of a build: inputs, theme, options, date and program. Where it is the last build's, and every file of
//! the output still has the size and time that it was left with, there is nothing to do.

use std::collections::BTreeMap;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was built from just these sources.
    Current,
    /// Something was changed since, or a part of it was not built since.
    Changed,
    /// An error kept some of it at its last good output.
    Failed,
    /// It holds pages for a writer's eyes: drafts and future ones.
    Drafts,
    /// Nothing is remembered of its build.
    Unknown,
}

/// How the parts of an output folder stand to these sources: those of the cities, or all where none is named.
pub(super) fn standing(root: &Path, out: &Path, sources: &str, cities: &[String]) -> Standing {
    match Cache::of(root).read_json::<Remembered>(&name(out)) {
        None => Standing::Unknown,
        Some(remembered) => remembered.standing(sources, cities),
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
    report: Report,
    files: Vec<(String, Stamp)>,
    /// Each part of the output by its folder, whichever build wrote it.
    parts: BTreeMap<String, Written>,
}

/// How a part of the output came to be.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Written {
    /// The fingerprint of the sources that it was written from.
    sources: String,
    /// Whether it was for more than readers.
    drafts: bool,
    /// Whether an error kept it so when the last build wanted to write it.
    kept: bool,
}

impl Remembered {
    fn standing(&self, sources: &str, cities: &[String]) -> Standing {
        let asked: Option<Vec<&Written>> = if cities.is_empty() {
            Some(self.parts.values().collect())
        } else {
            cities.iter().map(|city| self.parts.get(city)).collect()
        };
        let Some(asked) = asked else { return Standing::Changed };
        let is_last = self.sources == sources;
        if is_last && (asked.iter().any(|part| part.kept) || (cities.is_empty() && !self.whole)) {
            Standing::Failed
        } else if asked.iter().any(|part| part.sources != sources) {
            Standing::Changed
        } else if asked.iter().any(|part| part.drafts) {
            Standing::Drafts
        } else {
            Standing::Current
        }
    }
}

/// The parts of an output after a build: those that it has not touched stay as they were.
fn parts(before: &BTreeMap<String, Written>, keys: &Keys, report: &Report) -> BTreeMap<String, Written> {
    let mut parts = if keys.is_whole { BTreeMap::new() } else { before.clone() };
    for part in &report.parts {
        let written = if part.kept {
            Written { kept: true, ..before.get(&part.folder).cloned().unwrap_or_default() }
        } else {
            Written { sources: keys.sources.clone(), drafts: keys.drafts, kept: false }
        };
        parts.insert(part.folder.clone(), written);
    }
    parts
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
    /// Whether it was of all cities.
    pub(super) is_whole: bool,
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
        let cache = Cache::of(root);
        let before = cache.read_json::<Remembered>(&name(out)).map(|before| before.parts).unwrap_or_default();
        let parts = parts(&before, &keys, report);
        let Keys { key, sources, .. } = keys;
        cache.write_json(&name(out), &Remembered { key, sources, whole, report: report.clone(), files, parts });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::report::PartReport;

    fn part(folder: &str, kept: bool) -> PartReport {
        PartReport {
            folder: folder.to_owned(),
            name: String::new(),
            own: 0,
            shared: 0,
            overriding: 0,
            held: 0,
            errors: usize::from(kept),
            kept,
            tally: Tally::default(),
        }
    }

    /// What is remembered after a build of these sources, which leaves the parts so.
    fn built(
        before: Option<&Remembered>,
        sources: &str,
        drafts: bool,
        is_whole: bool,
        wrote: &[(&str, bool)],
    ) -> Remembered {
        let wrote: Vec<PartReport> = wrote.iter().map(|(folder, kept)| part(folder, *kept)).collect();
        let whole = wrote.iter().all(|part| !part.kept);
        let report = Report {
            released: String::new(),
            unchanged: false,
            parts: wrote,
            held: Vec::new(),
            diagnostics: Vec::new(),
        };
        let keys = Keys { key: String::new(), sources: sources.to_owned(), drafts, is_whole };
        let before = before.map(|before| before.parts.clone()).unwrap_or_default();
        let parts = parts(&before, &keys, &report);
        Remembered { key: String::new(), sources: sources.to_owned(), whole, report, files: Vec::new(), parts }
    }

    fn stands(remembered: &Remembered, sources: &str, cities: &[&str]) -> Standing {
        let cities: Vec<String> = cities.iter().map(|city| (*city).to_owned()).collect();
        remembered.standing(sources, &cities)
    }

    #[test]
    fn one_citys_error_stops_no_other() {
        let last = built(None, "new", false, true, &[("", false), ("changsha", false), ("yueyang", true)]);
        assert_eq!(stands(&last, "new", &["changsha"]), Standing::Current);
        assert_eq!(stands(&last, "new", &["changsha", "yueyang"]), Standing::Failed);
        assert_eq!(stands(&last, "new", &[]), Standing::Failed);
        assert_eq!(stands(&last, "newer", &["changsha"]), Standing::Changed);
        let drafts = built(None, "new", true, true, &[("", false), ("changsha", false)]);
        assert_eq!(stands(&drafts, "new", &["changsha"]), Standing::Drafts);
    }

    #[test]
    fn a_city_stands_as_the_build_left_it_that_wrote_it() {
        let whole = built(None, "old", false, true, &[("", false), ("changsha", false), ("yueyang", false)]);
        let one = built(Some(&whole), "new", false, false, &[("changsha", false)]);
        assert_eq!(stands(&one, "new", &["changsha"]), Standing::Current);
        assert_eq!(stands(&one, "new", &["yueyang"]), Standing::Changed);
        assert_eq!(stands(&one, "new", &["zhuzhou"]), Standing::Changed, "it was never built");
        assert_eq!(stands(&one, "new", &[]), Standing::Changed);
        let again = built(Some(&one), "new", false, true, &[("", false), ("changsha", false)]);
        assert_eq!(stands(&again, "new", &[]), Standing::Current, "a city that is gone is not asked for");
    }
}
