//! The paths that a release plans: sound, within their part, and apart even where case does not count.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::OWN;
use super::failure::say;
use super::manifest::Content;
use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::OutputMessage;
use crate::path::{OutputPath, Slug};

/// The folders that belong to the doors; every other folder of the output is a city's.
pub(super) const OF_THE_DOORS: [&str; 3] = ["assets", "campaigns", "search"];

/// Whether `part` can name a city's folder.
pub(super) fn is_city(part: &str) -> bool {
    Slug::new(part).is_ok() && !OF_THE_DOORS.iter().any(|own| own.eq_ignore_ascii_case(part))
}

/// Whether a path from the part's folder may be a file of that part, on every system.
///
/// Refused are what climbs out, what Windows reads as a drive, a stream or another name ("Naming Files, Paths, and
/// Namespaces"), Xuan's own names, and, for the doors, everything in a city's folder.
pub(super) fn belongs(part: &str, path: &str) -> bool {
    let sound = |name: &str| {
        !name.is_empty()
            && !name.ends_with(['.', ' '])
            && !name.to_ascii_lowercase().starts_with(OWN)
            && !name.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    let of_this_part = !part.is_empty() || path.split_once('/').is_none_or(|(top, _)| OF_THE_DOORS.contains(&top));
    of_this_part && path.split('/').all(sound)
}

/// What stands at one place of the part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
}

/// What a planned path finds in its way: something that the old release put there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Clashes {
    /// Old files where a folder is planned, or below where a file is planned: removed before the first write.
    pub(super) in_the_way: Vec<String>,
    /// Old files and folders whose planned name differs from theirs in case alone: (old, planned), folders first.
    pub(super) recased: Vec<(String, String)>,
}

/// The planned files of one part, by their path from the part's folder.
pub(super) struct Planned {
    /// Each file, and its content as soon as it has been written.
    pub(super) files: BTreeMap<String, OnceLock<Content>>,
    /// Each file and folder by its path in lower case, with its path as planned.
    places: BTreeMap<String, (String, Kind)>,
}

impl Planned {
    /// Takes the paths, given from the output's root, of the part's files.
    ///
    /// # Errors
    /// A path is unsound or of another part; two paths are one place where case does not count, or one lies below
    /// the other.
    pub(super) fn new(part: &str, paths: &[OutputPath]) -> Outcome<Self> {
        let mut planned = Self { files: BTreeMap::new(), places: BTreeMap::new() };
        planned.add(part, paths)?;
        Ok(planned)
    }

    /// Takes further paths, under the same conditions.
    pub(super) fn add(&mut self, part: &str, paths: &[OutputPath]) -> Outcome<()> {
        for path in paths {
            let Some(below) = below(part, path).filter(|below| belongs(part, below)) else {
                return Err(say(OutputMessage::OutputUnsound { path: path.to_string() }));
            };
            if self.files.insert(below.to_owned(), OnceLock::new()).is_some() {
                return Err(say(OutputMessage::OutputClash { first: path.to_string(), second: path.to_string() }));
            }
            self.occupy(below, Kind::File)?;
            for folder in folders_above(below) {
                if !self.occupy(folder, Kind::Folder)? {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Takes a place; false if it is a folder that was taken already.
    fn occupy(&mut self, path: &str, kind: Kind) -> Outcome<bool> {
        match self.places.get(&path.to_lowercase()) {
            None => {
                self.places.insert(path.to_lowercase(), (path.to_owned(), kind));
                Ok(true)
            }
            Some((other, Kind::Folder)) if kind == Kind::Folder && other == path => Ok(false),
            Some((other, _)) => Err(say(OutputMessage::OutputClash { first: other.clone(), second: path.to_owned() })),
        }
    }

    /// What the files of the old release would be in the way of.
    pub(super) fn clashes<'a>(&self, old: impl Iterator<Item = &'a String>) -> Clashes {
        let mut clashes = Clashes::default();
        let mut folder_seen = "";
        for path in old {
            if self.files.contains_key(path) {
                continue;
            }
            let above: Vec<&str> = folders_above(path).collect();
            match self.places.get(&path.to_lowercase()) {
                Some((_, Kind::Folder)) => clashes.in_the_way.push(path.clone()),
                Some((planned, Kind::File)) => clashes.recased.push((path.clone(), planned.clone())),
                None if above.iter().any(|folder| self.is_file(folder)) => clashes.in_the_way.push(path.clone()),
                None => {}
            }
            // The old paths come in order, so a folder's files come one after another.
            let Some(folder) = above.first().filter(|folder| **folder != folder_seen) else { continue };
            folder_seen = folder;
            for folder in above {
                if let Some((planned, Kind::Folder)) = self.places.get(&folder.to_lowercase())
                    && planned != folder
                {
                    clashes.recased.push((folder.to_owned(), planned.clone()));
                }
            }
        }
        clashes.recased.sort();
        clashes.recased.dedup();
        clashes
    }

    /// The planned file that `path` is, where case does not count.
    pub(super) fn twin(&self, path: &str) -> Option<&str> {
        match self.places.get(&path.to_lowercase()) {
            Some((planned, Kind::File)) => Some(planned),
            _ => None,
        }
    }

    /// Whether a file is planned at this place, in any case.
    fn is_file(&self, path: &str) -> bool {
        self.twin(path).is_some()
    }
}

/// The path from the part's folder of a path from the output's root; none if it is not below that folder.
pub(super) fn below<'a>(part: &str, path: &'a OutputPath) -> Option<&'a str> {
    let path = path.as_str();
    if part.is_empty() { Some(path) } else { path.strip_prefix(part)?.strip_prefix('/') }
}

/// The folders that hold a path, the nearest first, without the part's own.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/').map(|(folder, _)| folder), |folder| {
        folder.rsplit_once('/').map(|(above, _)| above)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(part: &str, paths: &[&str]) -> Result<Planned, &'static str> {
        let paths: Vec<OutputPath> = paths.iter().map(OutputPath::new).collect();
        Planned::new(part, &paths).map_err(|problem| problem.code)
    }

    #[test]
    fn paths_that_meet_where_case_does_not_count_are_refused() {
        for paths in [
            ["c/a.html", "c/A.html"],
            ["c/a.html", "c/a.html"],
            ["c/topics/a.html", "c/Topics/b.html"],
            ["c/a", "c/a/b.html"],
            ["c/a/b.html", "c/A"],
        ] {
            assert_eq!(plan("c", &paths).err(), Some("output-clash"), "{paths:?}");
        }
        assert!(plan("c", &["c/a/b.html", "c/a/c.html", "c/a.html"]).is_ok());
    }

    #[test]
    fn paths_outside_their_part_are_refused() {
        for path in ["a.html", "d/a.html", "c/../d/a.html", "c/", "c", "cc/a.html", "c/.xuan-lock", "c/a:b", "c/a. /b"]
        {
            assert_eq!(plan("c", &[path]).err(), Some("output-unsound"), "{path}");
        }
        for path in ["c/a.html", "/index.html", ".XUAN-manifest.json"] {
            assert_eq!(plan("", &[path]).err(), Some("output-unsound"), "{path}");
        }
        assert!(plan("", &["index.html", "assets/a.css", "search/boot.js"]).is_ok());
    }

    #[test]
    fn a_city_is_never_named_as_a_folder_of_the_doors() {
        assert!(is_city("changsha"));
        assert!(!is_city("Assets") && !is_city("search") && !is_city("") && !is_city("../x"));
    }

    #[test]
    fn clashes_tell_what_must_go_first_and_what_changes_its_case() {
        let planned = plan("c", &["c/topics/a.html", "c/b", "c/Health/X.html", "c/same.html"]).ok().unwrap();
        let old = ["b/old.html", "health/x.html", "health/y.html", "same.html", "stale.html", "topics"];
        let clashes = planned.clashes(old.map(str::to_owned).iter());
        assert_eq!(clashes.in_the_way, ["b/old.html", "topics"]);
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        assert_eq!(clashes.recased, [pair("health", "Health"), pair("health/x.html", "Health/X.html")]);
    }
}
