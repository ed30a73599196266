//! The theme: the files embedded in the program, each replaced by the workspace's own file of the same name.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};

use super::walk::{Reach, entries, failed};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::load::source::ThemeFile;
use crate::path::SourcePath;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Where the workspace's own theme files lie.
const FOLDER: &str = "themes/default";

/// All files of the theme in name order.
///
/// A file of the workspace that says the same as the embedded one counts as embedded: Xuan's own repository is a
/// workspace whose theme is where the embedded one comes from.
pub(super) fn theme(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Outcome<Vec<ThemeFile>> {
    let mut files = BTreeMap::new();
    add_embedded(&EMBEDDED, &mut files);
    let folder = SourcePath::new(FOLDER);
    if folder.under(root).is_dir() {
        for entry in entries(root, &folder, Reach::Tree, diagnostics)?.into_iter().filter(|entry| !entry.is_folder) {
            let bytes = std::fs::read(entry.path.under(root)).map_err(|error| failed(&entry.path, &error))?;
            let name = entry.path.as_str().get(FOLDER.len() + 1..).unwrap_or_default().to_owned();
            if files.get(&name).is_none_or(|embedded: &ThemeFile| embedded.bytes != bytes) {
                files.insert(name.clone(), ThemeFile { name, bytes, origin: Some(entry.path) });
            }
        }
    }
    Ok(files.into_values().collect())
}

fn add_embedded(folder: &Dir<'_>, files: &mut BTreeMap<String, ThemeFile>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(below) => add_embedded(below, files),
            DirEntry::File(file) => {
                let name = file.path().to_string_lossy().replace('\\', "/");
                let embedded = ThemeFile { name: name.clone(), bytes: file.contents().to_vec(), origin: None };
                files.insert(name, embedded);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_workspace_replaces_the_embedded_theme_file_by_file() {
        let root = tempfile::tempdir().unwrap();
        let before = theme(root.path(), &mut Vec::new()).unwrap();
        assert!(before.iter().any(|file| file.name == "theme.yaml" && file.origin.is_none()));
        assert!(before.is_sorted_by_key(|file| &file.name));

        let folder = root.path().join(FOLDER);
        fs::create_dir_all(folder.join("static")).unwrap();
        for file in &before {
            fs::create_dir_all(folder.join(&file.name).parent().unwrap()).unwrap();
            fs::write(folder.join(&file.name), &file.bytes).unwrap();
        }
        assert_eq!(theme(root.path(), &mut Vec::new()).unwrap(), before);

        fs::write(folder.join("theme.yaml"), "name: ours\n").unwrap();
        fs::write(folder.join("static/我们.css"), "p {}").unwrap();
        fs::write(folder.join("static/.DS_Store"), "x").unwrap();
        let after = theme(root.path(), &mut Vec::new()).unwrap();
        assert_eq!(after.len(), before.len() + 1);
        let ours: Vec<_> =
            after.iter().filter_map(|file| Some((&*file.name, file.origin.as_ref()?.as_str()))).collect();
        let path = |name: &str| format!("{FOLDER}/{name}");
        assert_eq!(ours, [("static/我们.css", &*path("static/我们.css")), ("theme.yaml", &*path("theme.yaml"))]);
    }
}
