//! Which folders may be an output: never one that holds the sources, the home folder or anything that is not ours.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::TEMPORARY;
use super::failure::{failure, say, shown};
use super::manifest::MANIFEST;
use super::planned::is_city;
use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::OutputMessage;

/// The name of the lock file in the output folder.
pub(super) const LOCK: &str = ".xuan-lock";

/// The folders of a workspace that hold sources, the theme, the cache or its history.
const OF_THE_WORKSPACE: [&str; 4] = ["content", "themes", ".xuan", ".git"];

/// What the desktops of Windows, macOS and UOS leave in an otherwise empty folder.
const OF_THE_DESKTOP: [&str; 4] = ["Thumbs.db", "desktop.ini", ".DS_Store", ".directory"];

/// The real path of a folder that is written to beside the output, if it may be one; see [`settle`].
///
/// # Errors
/// As for an output.
pub fn allowed(folder: &Path, workspace_root: &Path) -> Outcome<PathBuf> {
    settle(folder, workspace_root, std::env::home_dir().as_deref())
}

/// The real path of an output folder, which need not be there yet, if it may be one.
///
/// # Errors
/// It is, lies in or holds one of the workspace's folders; it is or holds the workspace or `home`.
pub(super) fn settle(out: &Path, workspace_root: &Path, home: Option<&Path>) -> Outcome<PathBuf> {
    let folder = resolve(out)?;
    let root = fs::canonicalize(workspace_root).map_err(|error| failure(workspace_root, &error))?;
    let shown_folder = || shown(&folder);
    if root.starts_with(&folder) {
        return Err(say(OutputMessage::OutputForbiddenWorkspace { folder: shown_folder() }));
    }
    for name in OF_THE_WORKSPACE {
        let source = resolve(&root.join(name))?;
        if source.starts_with(&folder) || folder.starts_with(&source) {
            return Err(say(OutputMessage::OutputForbiddenSource { folder: shown_folder(), source: shown(&source) }));
        }
    }
    // A home that cannot be resolved is none that could be lost.
    if home.and_then(|home| fs::canonicalize(home).ok()).is_some_and(|home| home.starts_with(&folder)) {
        return Err(say(OutputMessage::OutputForbiddenHome { folder: shown_folder() }));
    }
    Ok(folder)
}

/// The path with every link on its way followed and every `..` folded, whether its end exists or not.
fn resolve(path: &Path) -> Outcome<PathBuf> {
    let mut there = std::path::absolute(path).map_err(|error| failure(path, &error))?;
    let mut missing: Vec<Option<std::ffi::OsString>> = Vec::new();
    loop {
        match fs::canonicalize(&there) {
            Ok(real) if missing.is_empty() => return Ok(real),
            Ok(mut real) => {
                let climbs = missing.iter().any(Option::is_none);
                for name in missing.into_iter().rev() {
                    match name {
                        Some(name) => real.push(name),
                        None => drop(real.pop()),
                    }
                }
                // Once `..` has led back from what is missing, the path may lead through links again.
                return if climbs { resolve(&real) } else { Ok(real) };
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let last = there.components().next_back().map(|last| match last {
                    Component::Normal(name) => Some(name.to_owned()),
                    _ => None,
                });
                let (Some(last), true) = (last, there.pop()) else { return Err(failure(path, &error)) };
                missing.push(last);
            }
            Err(error) => return Err(failure(path, &error)),
        }
    }
}

/// Refuses a folder without manifest that holds anything which is not ours.
///
/// Ours are the lock, temporary files, and, where `cities` may stand in it, folders that are vacant themselves or have
/// a manifest: what a killed first build, or one of single cities, leaves.
pub(super) fn refuse_foreign(folder: &Path, cities: bool) -> Outcome<()> {
    match first_stranger(folder, cities)? {
        Some(example) => Err(say(OutputMessage::OutputForeign { folder: shown(folder), example })),
        None => Ok(()),
    }
}

/// The first thing in a folder, by name, that is not ours; none where the folder is missing.
fn first_stranger(folder: &Path, cities: bool) -> Outcome<Option<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|error| failure(folder, &error))?,
    };
    let mut first: Option<String> = None;
    for entry in entries {
        let entry = entry.map_err(|error| failure(folder, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(|error| failure(&entry.path(), &error))?;
        let ours = if kind.is_dir() {
            cities && is_city(&name) && (has_manifest(&entry.path()) || first_stranger(&entry.path(), false)?.is_none())
        } else {
            name == LOCK || name.starts_with(TEMPORARY) || OF_THE_DESKTOP.contains(&name.as_str())
        };
        if !ours && first.as_ref().is_none_or(|first| name < *first) {
            first = Some(name);
        }
    }
    Ok(first)
}

/// Whether a manifest's name stands in a folder, readable or not.
pub(super) fn has_manifest(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(MANIFEST)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("work/content/changsha")).unwrap();
        folder
    }

    #[track_caller]
    fn refused(folder: &Path, out: &str, code: &str) {
        let problem = settle(&folder.join(out), &folder.join("work"), Some(&folder.join("work/../work"))).unwrap_err();
        assert_eq!(problem.code, code, "{out}");
    }

    #[test]
    fn the_workspace_its_folders_and_what_holds_them_are_never_an_output() {
        let folder = workspace();
        for out in ["work", "work/", "work/new/..", ".", "", "/"] {
            refused(folder.path(), out, "output-forbidden-workspace");
        }
        for out in
            ["work/content", "work/content/changsha", "work/nothing/../content/new", "work/themes", "work/.git/x"]
        {
            refused(folder.path(), out, "output-forbidden-source");
        }
        assert!(!folder.path().join("work/nothing").exists());
    }

    #[test]
    fn the_home_folder_is_never_an_output_and_one_in_it_may_be() {
        let folder = workspace();
        fs::create_dir_all(folder.path().join("home/li")).unwrap();
        let home = folder.path().join("home/li");
        let settle = |out: &str| settle(&folder.path().join(out), &folder.path().join("work"), Some(&home));
        for out in ["home/li", "home"] {
            assert_eq!(settle(out).unwrap_err().code, "output-forbidden-home");
        }
        assert!(settle("home/li/public").is_ok());
        assert!(settle("work/public").is_ok());
        assert!(settle("work/content-public").is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_before_judging() {
        use std::os::unix::fs::symlink;
        let folder = workspace();
        symlink(folder.path().join("work/content"), folder.path().join("innocent")).unwrap();
        refused(folder.path(), "innocent", "output-forbidden-source");
        refused(folder.path(), "innocent/deep/er", "output-forbidden-source");
        refused(folder.path(), "missing/../innocent/deep", "output-forbidden-source");
        fs::create_dir(folder.path().join("store")).unwrap();
        fs::rename(folder.path().join("work/content"), folder.path().join("store/content")).unwrap();
        symlink(folder.path().join("store/content"), folder.path().join("work/content")).unwrap();
        refused(folder.path(), "store", "output-forbidden-source");
    }

    #[test]
    fn only_what_is_ours_is_vacant() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        assert!(refuse_foreign(&folder.join("missing"), true).is_ok());
        for name in [LOCK, ".xuan-tmp-1-0-a.html", "Thumbs.db"] {
            fs::write(folder.join(name), "").unwrap();
        }
        fs::create_dir_all(folder.join("changsha")).unwrap();
        assert!(refuse_foreign(folder, true).is_ok());
        fs::write(folder.join("changsha").join(MANIFEST), "torn").unwrap();
        fs::write(folder.join("changsha/index.html"), "page").unwrap();
        assert!(refuse_foreign(folder, true).is_ok());
        assert_eq!(refuse_foreign(folder, false).unwrap_err().code, "output-foreign");
        fs::remove_file(folder.join("changsha").join(MANIFEST)).unwrap();
        assert_eq!(refuse_foreign(folder, true).unwrap_err().code, "output-foreign");
    }
}
