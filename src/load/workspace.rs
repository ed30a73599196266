//! The workspace's layout: which folder of `content/` is what, and which files configure it.

use std::path::Path;

use super::config::{config, consents};
use super::section::{is_picture, read_section, story_stem, tell, unused};
use super::theme::theme;
use super::walk::{Entry, Reach, entries, has_ending};
use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Outcome, nearest};
use crate::load::source::{Owner, Workspace};
use crate::path::SourcePath;

/// The sections that an owner's folder may have, with the names that staff give them.
const SECTIONS: [(&str, &[&str]); 5] = [
    ("health", &["健康教育"]),
    ("youth", &["青春健康"]),
    ("families", &["健康幸福好家庭", "好家庭"]),
    ("stories", &["先进典型", "典型"]),
    ("pages", &["页面", "单页"]),
];

/// Walks the workspace and reads its configuration; stories and pictures are only listed.
///
/// An error only where the machine fails, or where there is no `content/site.yaml` at all.
pub fn workspace(root: &Path) -> Outcome<Workspace> {
    let content = SourcePath::new("content");
    let site = content.join("site.yaml");
    let mut diagnostics = Vec::new();
    if !site.under(root).is_file() {
        let message = LoadMessage::SiteMissing { folder: root.display().to_string() };
        return Err(Box::new(Diagnostic::new(message).suggesting(misnamed(root, &site))));
    }
    let mut workspace = Workspace {
        root: root.to_path_buf(),
        site: config(root, &site)?,
        cities: Vec::new(),
        campaigns: Vec::new(),
        synonyms: None,
        consents: None,
        stories: Vec::new(),
        pictures: Vec::new(),
        theme: theme(root, &mut diagnostics)?,
        diagnostics,
    };
    for entry in entries(root, &content, Reach::Folder, &mut workspace.diagnostics)? {
        if entry.is_folder {
            workspace.read_folder(&entry.path)?;
        } else {
            workspace.read_top_file(&entry.path)?;
        }
    }
    workspace.stories.sort_by(|a, b| a.path.cmp(&b.path));
    workspace.pictures.sort();
    Ok(workspace)
}

impl Workspace {
    fn read_top_file(&mut self, path: &SourcePath) -> Outcome<()> {
        match path.name() {
            "site.yaml" => {}
            "synonyms.yaml" => self.synonyms = Some(config(&self.root, path)?),
            "consents.csv" => self.consents = Some(consents(&self.root, path)?),
            name if name.eq_ignore_ascii_case("readme.md") => {}
            _ => self.tell_outside(path, &["site.yaml", "synonyms.yaml", "consents.csv"]),
        }
        Ok(())
    }

    fn read_folder(&mut self, folder: &SourcePath) -> Outcome<()> {
        match folder.name() {
            "campaigns" => self.read_campaigns(folder),
            "province" => self.read_owner(folder, &Owner::Province),
            name => {
                let city = folder.join("city.yaml");
                if city.under(&self.root).is_file() {
                    self.cities.push((name.to_owned(), config(&self.root, &city)?));
                    return self.read_owner(folder, &Owner::City(name.to_owned()));
                }
                if self.holds_files(folder)? {
                    let message = LoadMessage::CityMissing { folder: name.to_owned() };
                    tell(&mut self.diagnostics, folder, message);
                    if let Some(told) = self.diagnostics.last_mut() {
                        told.suggestion = misnamed(&self.root, &city);
                    }
                }
                Ok(())
            }
        }
    }

    fn read_campaigns(&mut self, folder: &SourcePath) -> Outcome<()> {
        for Entry { path, is_folder } in entries(&self.root, folder, Reach::Tree, &mut self.diagnostics)? {
            let is_direct = path.folder() == folder.as_str();
            if is_direct && !is_folder && has_ending(path.name(), &["yaml", "yml"]) {
                self.campaigns.push(config(&self.root, &path)?);
            } else if !is_folder {
                tell(&mut self.diagnostics, &path, unused(path.name()));
            }
        }
        Ok(())
    }

    fn read_owner(&mut self, folder: &SourcePath, owner: &Owner) -> Outcome<()> {
        for Entry { path, is_folder } in entries(&self.root, folder, Reach::Folder, &mut self.diagnostics)? {
            let is_section = SECTIONS.iter().any(|(section, _)| *section == path.name());
            if is_folder && is_section {
                let Self { root, stories, pictures, diagnostics, .. } = self;
                read_section(root, &path, owner, stories, pictures, diagnostics)?;
            } else if is_folder {
                if self.holds_files(&path)? {
                    let message = LoadMessage::SectionUnknown { folder: path.name().to_owned() };
                    tell(&mut self.diagnostics, &path, message);
                    if let Some(told) = self.diagnostics.last_mut() {
                        told.suggestion = section_meant(path.name());
                    }
                }
            } else if !(path.name() == "city.yaml" && *owner != Owner::Province) {
                self.tell_outside(&path, &["city.yaml"]);
            }
        }
        Ok(())
    }

    /// Tells a file that lies above the sections; `known` are the names that it may have been meant to have.
    fn tell_outside(&mut self, path: &SourcePath, known: &[&str]) {
        let name = path.name();
        let message = if story_stem(name).is_some() || is_picture(name) {
            LoadMessage::FileOutsideSection { name: name.to_owned() }
        } else {
            unused(name)
        };
        tell(&mut self.diagnostics, path, message);
        if let Some(told) = self.diagnostics.last_mut() {
            told.suggestion = known.iter().find(|known| is_misnamed(name, known)).map(|known| (*known).to_owned());
        }
    }

    fn holds_files(&self, folder: &SourcePath) -> Outcome<bool> {
        // What this walk would warn of lies in a folder that is told as a whole.
        let found = entries(&self.root, folder, Reach::Tree, &mut Vec::new())?;
        Ok(found.iter().any(|entry| !entry.is_folder))
    }
}

/// The section that a folder's name means, if it is one of the Chinese names or a slip of the pen.
fn section_meant(name: &str) -> Option<String> {
    let by_name = SECTIONS.iter().find(|(_, names)| names.contains(&name)).map(|(section, _)| (*section).to_owned());
    by_name.or_else(|| nearest(name, SECTIONS.map(|(section, _)| section)))
}

/// The right name of `wanted`, if a file beside where it should be has it nearly: `.yml`, or a hidden `.txt`.
fn misnamed(root: &Path, wanted: &SourcePath) -> Option<String> {
    let folder = SourcePath::new(wanted.folder());
    let found = entries(root, &folder, Reach::Folder, &mut Vec::new()).ok()?;
    let wanted = wanted.name();
    found.iter().any(|entry| is_misnamed(entry.path.name(), wanted)).then(|| wanted.to_owned())
}

fn is_misnamed(name: &str, wanted: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".txt").unwrap_or(&name);
    name.replace(".yml", ".yaml") == wanted
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    fn made(files: &[(&str, &str)]) -> TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn told(workspace: &Workspace) -> Vec<(&str, &str)> {
        workspace.diagnostics.iter().map(|d| (d.code, d.place.as_ref().unwrap().file.as_str())).collect()
    }

    #[test]
    fn the_layout_of_the_design_is_read() {
        let root = made(&[
            ("content/site.yaml", "name: 健康湖南"),
            ("content/README.md", ""),
            ("content/synonyms.yaml", "- [高血压, 血压高]"),
            ("content/consents.csv", "id\nA1"),
            ("content/campaigns/b.yaml", "id: b"),
            ("content/campaigns/a.yaml", "id: a"),
            ("content/province/health/salt.md", ""),
            ("content/changsha/city.yaml", "name: 长沙市"),
            ("content/changsha/stories/浏阳/健步走/index.md", ""),
            ("content/changsha/stories/浏阳/健步走/合影.JPG", ""),
            ("content/changsha/stories/2021-05-29-义诊.md.txt", ""),
            ("content/changsha/pages/about.md", ""),
        ]);
        let read = workspace(root.path()).unwrap();
        assert_eq!(told(&read), []);
        assert_eq!(read.site.tree.entries()[0].key, "name");
        assert_eq!(read.cities.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["changsha"]);
        assert_eq!(read.campaigns.iter().map(|c| c.path.name()).collect::<Vec<_>>(), ["a.yaml", "b.yaml"]);
        assert!(read.synonyms.is_some() && read.consents.unwrap().rows.len() == 1);
        let stories: Vec<_> =
            read.stories.iter().map(|s| (s.section.as_str(), s.folders.join("/"), s.stem.as_str())).collect();
        let folder = |name: &str| name.to_owned();
        assert_eq!(
            stories,
            [
                ("pages", folder(""), "about"),
                ("stories", folder(""), "2021-05-29-义诊"),
                ("stories", folder("浏阳"), "健步走"),
                ("health", folder(""), "salt"),
            ]
        );
        assert_eq!(read.stories[3].owner, Owner::Province);
        assert_eq!(read.pictures, [SourcePath::new("content/changsha/stories/浏阳/健步走/合影.JPG")]);
    }

    #[test]
    fn what_lies_in_the_wrong_place_is_told() {
        let root = made(&[
            ("content/site.yaml", ""),
            ("content/a.docx", ""),
            ("content/yueyang/city.yml", ""),
            ("content/province/先进典型/a.md", ""),
            ("content/province/b.md", ""),
            ("content/province/health/index.md", ""),
            ("content/province/health/a/index.md", ""),
            ("content/province/health/a/备份.md", ""),
            ("content/province/health/稿子.docx", ""),
            ("content/province/health/a.txt", ""),
        ]);
        fs::create_dir_all(root.path().join("content/empty/health")).unwrap();
        let read = workspace(root.path()).unwrap();
        assert_eq!(
            told(&read),
            [
                ("office-file", "content/a.docx"),
                ("file-outside-section", "content/province/b.md"),
                ("file-not-used", "content/province/health/a.txt"),
                ("story-beside-index", "content/province/health/a/备份.md"),
                ("index-reserved", "content/province/health/index.md"),
                ("office-file", "content/province/health/稿子.docx"),
                ("section-unknown", "content/province/先进典型"),
                ("city-yaml-missing", "content/yueyang"),
            ]
        );
        let suggested = |code| read.diagnostics.iter().find(|d| d.code == code).unwrap().suggestion.as_deref();
        assert_eq!(
            (suggested("section-unknown"), suggested("city-yaml-missing")),
            (Some("stories"), Some("city.yaml"))
        );
        assert_eq!(read.stories.len(), 2);
    }

    #[test]
    fn a_folder_without_a_site_is_no_workspace() {
        let root = made(&[("content/site.yaml.txt", "")]);
        let told = workspace(root.path()).unwrap_err();
        assert_eq!((told.code, told.suggestion.as_deref()), ("site-missing", Some("site.yaml")));
        assert_eq!(workspace(&root.path().join("none")).unwrap_err().code, "site-missing");
    }
}
