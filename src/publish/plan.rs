//! The plan of a publication: what a target lacks, what it has too much, and what has to be kept for a while. Pure.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::output::Content;
use crate::publish::manifest::{Files, Manifest};

/// When a file is sent, so that no page ever names what is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Files whose names tell what is in them: style sheets, scripts, pictures, parts of the search.
    Hashed,
    /// Pages of stories.
    Pages,
    /// What lists pages: homes, listings, feeds, the search's boot file.
    Indexes,
}

/// A file to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Upload {
    pub(super) path: String,
    pub(super) content: Content,
    pub(super) phase: Phase,
    /// Whether the target has no file of ours at this path.
    pub(super) is_new: bool,
}

/// How much there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Files that the target lacks.
    pub new: usize,
    /// Files that it has otherwise.
    pub changed: usize,
    /// Files that it has and that go.
    pub deleted: usize,
    /// Files that it has already.
    pub unchanged: usize,
    /// The bytes to be sent.
    pub bytes: u64,
}

/// What there is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    /// In the order of sending.
    pub(super) uploads: Vec<Upload>,
    /// What is deleted at the end.
    pub(super) removals: Vec<String>,
    /// What the target holds when all is done.
    pub(super) files: Files,
    pub(super) leaving: Files,
    pub(super) counts: Counts,
    /// How many pages the target had of the parts that are published, and how many it gets; how many of them go.
    pub(super) pages: [usize; 3],
}

/// What was met at the target and here, beside the manifest.
#[derive(Debug, Default)]
pub(super) struct Met {
    pub(super) sent: Files,
    pub(super) strays: Files,
    pub(super) lost: BTreeSet<String>,
}

/// What is published.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    /// The parts, by their folders; none for all.
    pub(super) parts: Option<&'a BTreeSet<String>>,
}

impl Scope<'_> {
    /// Whether a path is in one of the parts.
    fn holds(&self, path: &str) -> bool {
        self.parts.is_none_or(|parts| path.split_once('/').is_some_and(|(top, _)| parts.contains(top)))
    }
}

impl Plan {
    /// Plans from what is there to what is wanted. `sent` are files that an earlier attempt has sent, `strays` files that one has
    /// sent for a release that never came; `lost` are paths of the manifest that the target has not.
    pub(super) fn of(wanted: &Files, before: &Manifest, scope: &Scope<'_>, met: &Met) -> Self {
        let Met { sent, strays, lost } = met;
        let mut counts = Counts::default();
        let mut uploads = Vec::new();
        for (path, content) in wanted {
            let listed = before.files.get(path).or_else(|| before.leaving.get(path));
            let there = listed.filter(|_| !lost.contains(path));
            if sent.get(path).or(there) == Some(content) {
                counts.unchanged += 1;
                continue;
            }
            let is_ours = listed.is_some() || sent.contains_key(path) || strays.contains_key(path);
            let is_new = !is_ours;
            *(if is_new { &mut counts.new } else { &mut counts.changed }) += 1;
            counts.bytes += content.size;
            uploads.push(Upload { path: path.clone(), content: content.clone(), phase: phase_of(path), is_new });
        }
        uploads.sort_by(|a, b| (a.phase, &a.path).cmp(&(b.phase, &b.path)));
        let is_gone = |path: &String| scope.holds(path) && !wanted.contains_key(path);
        let gone = before.files.iter().filter(|(path, _)| is_gone(path));
        let (kept, mut removals): (Vec<_>, Vec<_>) =
            gone.clone().partition(|(path, _)| phase_of(path) == Phase::Hashed);
        // What was lost and is sent again makes no new release.
        let is_news = gone.count() > 0 || wanted.iter().any(|(path, content)| before.files.get(path) != Some(content));
        // What attempts have sent for a release that never came: its pages go, what they name stays for a while.
        let unwanted = sent
            .iter()
            .chain(strays)
            .filter(|(path, _)| !wanted.contains_key(*path) && !before.files.contains_key(*path));
        let (stray, pages): (Vec<_>, Vec<_>) = unwanted.partition(|(path, _)| phase_of(path) == Phase::Hashed);
        removals.extend(pages);
        let mut leaving: Files =
            kept.into_iter().chain(stray).map(|(path, content)| (path.clone(), content.clone())).collect();
        for (path, content) in before.leaving.iter().filter(|(path, _)| !wanted.contains_key(*path)) {
            if is_news && scope.holds(path) {
                removals.push((path, content));
            } else {
                leaving.insert(path.clone(), content.clone());
            }
        }
        let mut removals: Vec<String> = removals.into_iter().map(|(path, _)| path.clone()).collect();
        removals.extend(before.removing.iter().filter(|path| !wanted.contains_key(*path)).cloned());
        removals.sort();
        removals.dedup();
        counts.deleted = removals.len();
        let is_page = |path: &&String| path.rsplit('.').next() == Some("html") && scope.holds(path);
        let pages = [
            before.files.keys().filter(is_page).count(),
            wanted.keys().filter(is_page).count(),
            removals.iter().filter(is_page).count(),
        ];
        let others = before.files.iter().filter(|(path, _)| !scope.holds(path));
        let files = wanted.iter().chain(others).map(|(path, content)| (path.clone(), content.clone())).collect();
        Self { uploads, removals, files, leaving, counts, pages }
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.uploads.is_empty() && self.removals.is_empty()
    }
}

/// The phase of a path.
pub(super) fn phase_of(path: &str) -> Phase {
    let parts: Vec<&str> = path.split('/').collect();
    let is_in = |folder: &str| parts.iter().rev().skip(1).any(|part| *part == folder);
    let name = parts.last().copied().unwrap_or_default();
    if is_in("assets") || (is_in("search") && name != "boot.js") {
        return Phase::Hashed;
    }
    let is_listing = name == "index.html"
        || name.starts_with("page-")
        || ["topics", "counties", "audiences", "campaigns"].iter().any(|folder| is_in(folder));
    let is_story = ["health", "youth", "families", "stories", "pages"].iter().any(|folder| is_in(folder));
    if is_story && !is_listing { Phase::Pages } else { Phase::Indexes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::manifest::content_of;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(path, text)| ((*path).to_owned(), content_of(text.as_bytes()))).collect()
    }

    fn published(list: &[(&str, &str)], leaving: &[(&str, &str)]) -> Manifest {
        Manifest::new("2021-12-31", files(list), files(leaving), Vec::new())
    }

    const ALL: Scope<'_> = Scope { parts: None };

    fn of(wanted: &[(&str, &str)], before: &Manifest) -> Plan {
        Plan::of(&files(wanted), before, &ALL, &Met::default())
    }

    #[test]
    fn files_are_sent_before_what_names_them() {
        let plan = of(
            &[
                ("changsha/index.html", ""),
                ("changsha/assets/a.css", ""),
                ("changsha/health/a.html", ""),
                ("changsha/health/index.html", ""),
                ("changsha/search/boot.js", ""),
                ("changsha/search/abcde.js", ""),
                ("index.html", ""),
                ("search/abcde/0.js", ""),
            ],
            &Manifest::default(),
        );
        let order: Vec<_> = plan.uploads.iter().map(|upload| upload.path.as_str()).collect();
        assert_eq!(
            order,
            [
                "changsha/assets/a.css",
                "changsha/search/abcde.js",
                "search/abcde/0.js",
                "changsha/health/a.html",
                "changsha/health/index.html",
                "changsha/index.html",
                "changsha/search/boot.js",
                "index.html"
            ]
        );
        assert_eq!((plan.counts.new, plan.counts.changed, plan.counts.deleted), (8, 0, 0));
    }

    #[test]
    fn an_asset_stays_for_one_release_and_a_page_goes_at_once() {
        let before = published(&[("a/assets/old.css", "1"), ("a/health/old.html", "2"), ("a/index.html", "3")], &[]);
        let first = of(&[("a/index.html", "4")], &before);
        assert_eq!(first.removals, ["a/health/old.html"]);
        assert_eq!(first.leaving, files(&[("a/assets/old.css", "1")]));
        let then = Manifest::new("", first.files, first.leaving, Vec::new());
        let nothing = of(&[("a/index.html", "4")], &then);
        assert!(nothing.is_empty(), "the same release keeps them");
        let second = of(&[("a/index.html", "5")], &then);
        assert_eq!((second.removals.as_slice(), second.leaving.len()), (["a/assets/old.css".to_owned()].as_slice(), 0));
        let back = of(&[("a/index.html", "5"), ("a/assets/old.css", "1")], &then);
        assert_eq!((back.uploads.len(), back.removals.len()), (1, 0), "what is still there is not sent again");
    }

    #[test]
    fn one_city_leaves_the_others_alone() {
        let before =
            published(&[("a/x.html", "1"), ("b/y.html", "2"), ("index.html", "3")], &[("b/assets/o.css", "4")]);
        let parts = BTreeSet::from(["a".to_owned()]);
        let plan = Plan::of(&files(&[("a/z.html", "5")]), &before, &Scope { parts: Some(&parts) }, &Met::default());
        assert_eq!(plan.removals, ["a/x.html"]);
        assert_eq!(plan.files, files(&[("a/z.html", "5"), ("b/y.html", "2"), ("index.html", "3")]));
        assert_eq!(plan.leaving, files(&[("b/assets/o.css", "4")]));
        assert_eq!(plan.pages, [1, 1, 1]);
    }

    #[test]
    fn what_an_attempt_has_sent_is_not_sent_again_and_its_strays_leave() {
        let strays = files(&[("a/assets/never.css", "9")]);
        let met = Met { sent: files(&[("a/x.html", "1")]), strays: strays.clone(), lost: BTreeSet::new() };
        let plan = Plan::of(&files(&[("a/x.html", "1"), ("a/y.html", "2")]), &Manifest::default(), &ALL, &met);
        assert_eq!(plan.uploads.iter().map(|upload| upload.path.as_str()).collect::<Vec<_>>(), ["a/y.html"]);
        assert_eq!(plan.leaving, strays);
        let changed = Plan::of(&files(&[("a/x.html", "now")]), &Manifest::default(), &ALL, &met);
        assert!(changed.uploads.iter().all(|upload| !upload.is_new), "what was sent is ours");
    }

    #[test]
    fn a_page_of_a_release_that_never_came_goes_at_once() {
        let before = published(&[("a/index.html", "1")], &[]);
        let met = Met { sent: files(&[("a/health/withdrawn.html", "2"), ("a/index.html", "3")]), ..Met::default() };
        let plan = Plan::of(&before.files, &before, &ALL, &met);
        assert_eq!(plan.removals, ["a/health/withdrawn.html"]);
        assert_eq!(plan.uploads.iter().map(|upload| upload.path.as_str()).collect::<Vec<_>>(), ["a/index.html"]);
    }

    #[test]
    fn what_was_lost_is_sent_again_and_makes_no_new_release() {
        let before = published(&[("a/index.html", "1"), ("a/x.html", "2")], &[("a/assets/old.css", "3")]);
        let met = Met { lost: BTreeSet::from(["a/x.html".to_owned()]), ..Met::default() };
        let plan = Plan::of(&before.files, &before, &ALL, &met);
        assert_eq!(plan.uploads.iter().map(|upload| upload.path.as_str()).collect::<Vec<_>>(), ["a/x.html"]);
        assert_eq!((plan.removals.len(), plan.leaving), (0, before.leaving));
    }

    #[test]
    fn a_deletion_that_was_cut_short_is_done_again() {
        let before = Manifest::new("", files(&[("a/x.html", "1")]), Files::new(), vec!["a/old.html".to_owned()]);
        assert_eq!(of(&[("a/x.html", "1")], &before).removals, ["a/old.html"]);
    }
}
