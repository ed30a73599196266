//! Session: a workspace that is compiled again and again as its files change. Only what changed is read; what is put together
//! is put together by the build's own [`Parts::assemble`].
//!
//! A mistake never takes away what was shown before it: a story with an error stands as it last was without, and so do the
//! configuration and the theme, while the mistake is told.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check;
use crate::diagnostic::{Diagnostic, Outcome, Severity};
use crate::fields;
use crate::fields::directory::Directory;
use crate::load;
use crate::load::source::{ThemeFile, Workspace};
use crate::path::SourcePath;
use crate::pipeline::compile::Parts;
use crate::pipeline::edition::Edition;
use crate::pipeline::kept::{KeptPicture, KeptStory, Trust};
use crate::pipeline::picture_cache::PictureCache;
use crate::pipeline::{Options, Stage, kept, release_of};
use crate::render::Renderer;

/// What may have changed since the last look. Hints only: what they name is compared with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Files of the workspace.
    pub files: BTreeSet<SourcePath>,
    /// Whether files may have come and gone elsewhere: the folders are walked again.
    pub folders: bool,
    /// Whether nothing is known: the folders are walked, and every file is read.
    pub everything: bool,
}

impl Changes {
    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && !self.folders && !self.everything
    }

    /// Adds other changes to these.
    pub fn merge(&mut self, other: Self) {
        self.files.extend(other.files);
        self.folders |= other.folders;
        self.everything |= other.everything;
    }
}

/// A new edition, and the files for whose sake it was made, in path order.
pub struct Refreshed {
    /// The edition.
    pub edition: Edition,
    /// The files that are new, changed or gone; those of the configuration and the theme among them.
    pub changed: Vec<SourcePath>,
}

/// A workspace under change.
pub struct Session {
    options: Options,
    /// As it is now, but for the theme, which is the last that was whole.
    workspace: Workspace,
    /// The theme as it is now.
    theme: Vec<ThemeFile>,
    /// The last that was whole; the first of all where none was.
    directory: Arc<Directory>,
    renderer: Option<Renderer>,
    /// What is wrong with the configuration as it is now, beyond what its files say themselves, and with the theme.
    of_directory: Vec<Diagnostic>,
    of_theme: Vec<Diagnostic>,
    /// In the order of the workspace's stories and pictures.
    stories: Vec<KeptStory>,
    pictures: Vec<KeptPicture>,
    bytes: Arc<PictureCache>,
}

impl Session {
    /// Reads the whole workspace and compiles it for the first time.
    ///
    /// # Errors
    /// There is no workspace, or the system refuses to read it.
    pub fn open(options: Options, progress: &(dyn Fn(Stage) + Sync)) -> Outcome<(Self, Edition)> {
        progress(Stage::Reading);
        let workspace = load::workspace(&options.root)?;
        let (directory, of_directory) = fields::config::read(&workspace);
        let (renderer, of_theme) = match Renderer::new(&workspace.theme) {
            Ok(renderer) => (Some(renderer), Vec::new()),
            Err(found) => (None, found),
        };
        let session = Self {
            stories: kept::stories(&workspace, &directory, &[], &Trust::default()),
            pictures: kept::pictures(&workspace, &[], &Trust::default()),
            bytes: Arc::new(PictureCache::open(&workspace.root)),
            theme: workspace.theme.clone(),
            directory: Arc::new(directory),
            options,
            workspace,
            renderer,
            of_directory,
            of_theme,
        };
        let edition = session.edition(progress);
        Ok((session, edition))
    }

    /// Looks at what may have changed; a new edition if anything has.
    ///
    /// # Errors
    /// The workspace cannot be read: it is gone, or a disk fails. The session stays as it was and may be asked again.
    pub fn refresh(&mut self, changes: &Changes) -> Outcome<Option<Refreshed>> {
        let changed = match self.known_files(changes) {
            Some(files) => self.look_at(&files),
            None => self.walk(changes)?,
        };
        if changed.is_empty() {
            return Ok(None);
        }
        Ok(Some(Refreshed { edition: self.edition(&|_| ()), changed }))
    }

    /// The stories and pictures among the changes, if nothing else can have changed.
    fn known_files(&self, changes: &Changes) -> Option<Vec<SourcePath>> {
        if changes.folders || changes.everything {
            return None;
        }
        let mut known = Vec::new();
        for file in &changes.files {
            let is_known = self.workspace.stories.binary_search_by(|story| story.path.cmp(file)).is_ok()
                || self.workspace.pictures.binary_search(file).is_ok();
            match (is_known, load::is_file(&self.workspace.root, file)) {
                (true, true) => known.push(file.clone()),
                // Made for a moment by a program that saves: it was never known, and is gone.
                (false, false) if !load::is_there(&self.workspace.root, file) && self.is_unknown(file) => {}
                _ => return None,
            }
        }
        Some(known)
    }

    /// Whether nothing that is known is at a path, nor below it.
    fn is_unknown(&self, path: &SourcePath) -> bool {
        let Workspace { stories, pictures, consents, .. } = &self.workspace;
        let is_at = |file: &SourcePath| {
            let rest = file.as_str().strip_prefix(path.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let configs = self.workspace.configs().map(|config| &config.path);
        let theme = self.theme.iter().filter_map(|file| file.origin.as_ref());
        let mut all = stories.iter().map(|story| &story.path).chain(pictures).chain(configs).chain(theme);
        !all.any(is_at) && !consents.as_ref().is_some_and(|csv| is_at(&csv.path))
    }

    /// Reads these stories and pictures again; those that changed.
    fn look_at(&mut self, files: &[SourcePath]) -> Vec<SourcePath> {
        let mut changed = Vec::new();
        for file in files {
            let root = &self.workspace.root;
            let story = self.workspace.stories.binary_search_by(|story| story.path.cmp(file)).ok();
            let is_new = if let Some(kept) = story.and_then(|at| self.stories.get_mut(at)) {
                kept.read_again(root, &self.directory)
            } else {
                let picture = self.workspace.pictures.binary_search(file).ok();
                picture.and_then(|at| self.pictures.get_mut(at)).is_some_and(|kept| kept.read_again(root))
            };
            if is_new {
                changed.push(file.clone());
            }
        }
        changed
    }

    /// Walks the folders again; reads the configuration, and of the rest what is not as it was.
    fn walk(&mut self, changes: &Changes) -> Outcome<Vec<SourcePath>> {
        let mut workspace = load::workspace(&self.options.root)?;
        let mut changed = config_changes(&self.workspace, &workspace);
        let mut trust = Trust { hinted: changes.files.clone(), bytes: !changes.everything, directory: true };
        if !changed.is_empty() {
            let (directory, found) = fields::config::read(&workspace);
            let of_files = workspace.configs().flat_map(|config| &config.diagnostics);
            let of_csv = workspace.consents.iter().flat_map(|csv| &csv.diagnostics);
            if !of_files.chain(of_csv).chain(&found).any(Diagnostic::is_error) {
                self.directory = Arc::new(directory);
                trust.directory = false;
            }
            self.of_directory = found;
        }
        changed.extend(self.take_theme(&mut workspace));
        let stories = kept::stories(&workspace, &self.directory, &self.stories, &trust);
        let pictures = kept::pictures(&workspace, &self.pictures, &trust);
        changed.extend(kept::differing(&self.stories, &stories, KeptStory::path, KeptStory::is_as));
        changed.extend(kept::differing(&self.pictures, &pictures, KeptPicture::path, KeptPicture::is_as));
        if changed.is_empty() && workspace.diagnostics != self.workspace.diagnostics {
            let places = workspace.diagnostics.iter().filter_map(|found| found.place.as_ref());
            changed.extend(places.map(|place| place.file.clone()).chain([SourcePath::new("content")]).take(1));
        }
        (self.workspace, self.stories, self.pictures) = (workspace, stories, pictures);
        changed.sort();
        changed.dedup();
        Ok(changed)
    }

    /// Takes the theme of a new walk if it is whole, else leaves the last one in its place; the files that changed.
    fn take_theme(&mut self, workspace: &mut Workspace) -> Vec<SourcePath> {
        let theme = workspace.theme.clone();
        if theme == self.theme {
            workspace.theme.clone_from(&self.workspace.theme);
            return Vec::new();
        }
        let own = |of: &[ThemeFile], other: &[ThemeFile]| -> Vec<SourcePath> {
            of.iter().filter(|file| !other.contains(file)).filter_map(|file| file.origin.clone()).collect()
        };
        let mut changed = own(&theme, &self.theme);
        changed.extend(own(&self.theme, &theme));
        match Renderer::new(&theme) {
            Ok(renderer) => {
                self.renderer = Some(renderer);
                self.of_theme.clear();
            }
            Err(found) => {
                self.of_theme = found;
                if self.renderer.is_some() {
                    workspace.theme.clone_from(&self.workspace.theme);
                }
            }
        }
        self.theme = theme;
        changed
    }

    /// Puts together what is known.
    fn edition(&self, progress: &(dyn Fn(Stage) + Sync)) -> Edition {
        let of_stories = self.stories.iter().flat_map(KeptStory::diagnostics);
        let diagnostics = self.of_directory.iter().chain(&self.of_theme).chain(of_stories).cloned().collect();
        let parts = Parts {
            directory: Arc::clone(&self.directory),
            release: release_of(&self.options, &self.directory),
            stories: self.stories.iter().map(KeptStory::shown).collect(),
            picture_files: self.pictures.iter().map(KeptPicture::picture).collect(),
            renderer: self.renderer.clone(),
            pictures: Arc::clone(&self.bytes),
            diagnostics,
        };
        let mut compiled = parts.assemble(&self.workspace, progress);
        load::attach_excerpts(&self.workspace.root, &mut compiled.diagnostics);
        check::mask(&mut compiled.diagnostics);
        // A failure to read one file is no failure of the preview.
        for found in compiled.diagnostics.iter_mut().filter(|found| found.severity == Severity::Failure) {
            found.severity = Severity::Error;
        }
        Edition::new(compiled, &self.workspace.root)
    }
}

/// The files of the configuration in which two walks differ.
fn config_changes(before: &Workspace, now: &Workspace) -> Vec<SourcePath> {
    let new = now.configs().filter(|config| !before.configs().any(|other| other == *config));
    let gone = before.configs().filter(|config| !now.configs().any(|other| other.path == config.path));
    let mut changed: Vec<SourcePath> = new.chain(gone).map(|config| config.path.clone()).collect();
    if before.consents != now.consents {
        let csv = now.consents.as_ref().or(before.consents.as_ref());
        changed.extend(csv.map(|csv| csv.path.clone()));
    }
    changed
}
