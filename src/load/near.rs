//! Workspaces that lie near: for the menu, whose working folder is whatever a double click made it.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::is_file;
use crate::path::SourcePath;

/// How many entries of a folder are looked at: a desktop has fewer, and a share of thousands is not the place.
const LOOKED_AT: usize = 1000;

/// Whether a folder is a workspace.
pub fn is_workspace(folder: &Path) -> bool {
    is_file(folder, &SourcePath::new("content/site.yaml"))
}

/// The workspaces directly below a folder; also those at and below the folder of the program itself, where it is another.
pub fn workspaces_near(here: &Path, program: Option<&Path>) -> Vec<PathBuf> {
    let mut found = below(here);
    if let Some(program) = program.filter(|program| *program != here) {
        found.extend(std::iter::once(program.to_path_buf()).filter(|folder| is_workspace(folder)));
        found.extend(below(program));
    }
    let mut near: Vec<PathBuf> = Vec::new();
    for folder in found {
        if !near.iter().any(|other| same_file::is_same_file(other, &folder).unwrap_or(false)) {
            near.push(folder);
        }
    }
    near
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).min_depth(1).max_depth(1).into_iter().flatten().take(LOOKED_AT);
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| entry.file_type().is_dir())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| is_workspace(path))
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workspaces_beside_and_below_are_found_once() {
        let root = tempfile::tempdir().unwrap();
        let folder = |name: &str| root.path().join(name);
        for name in ["b", "a", "far/away"] {
            std::fs::create_dir_all(folder(name).join("content")).unwrap();
            std::fs::write(folder(name).join("content/site.yaml"), "").unwrap();
        }
        std::fs::create_dir_all(folder("empty/content")).unwrap();
        assert_eq!(workspaces_near(root.path(), Some(root.path())), [folder("a"), folder("b")]);
        assert_eq!(workspaces_near(&folder("far"), Some(&folder("a"))), [folder("far/away"), folder("a")]);
        assert_eq!(workspaces_near(&folder("none"), None), Vec::<PathBuf>::new());
    }
}
