//! Compile: sources → model, plan and renderer, with everything that is wrong. Pure but for the pictures' cache.

use std::sync::Arc;

use rayon::prelude::*;

use crate::check;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::fields::directory::Directory;
use crate::load::source::{PictureFile, Workspace};
use crate::model::{self, Model, Release, Story};
use crate::pipeline::blame::Blame;
use crate::pipeline::picture_cache::PictureCache;
use crate::pipeline::reading::{self, Reading};
use crate::pipeline::sources::Sources;
use crate::pipeline::{Stage, picture_cache};
use crate::plan::{Plan, static_assets};
use crate::render::Renderer;

/// A workspace, compiled.
pub struct Compiled {
    /// The sites with their pages.
    pub model: Model,
    /// Every output path with its recipe.
    pub plan: Plan,
    /// The theme; none where it is broken.
    pub renderer: Option<Renderer>,
    /// The pictures' bytes.
    pub pictures: Arc<PictureCache>,
    /// Everything that is wrong, in the order of telling.
    pub diagnostics: Vec<Diagnostic>,
    /// Which sites the errors among it keep back.
    pub blame: Blame,
}

/// Compiles the sources; nothing that is wrong stops it, so that everything is told in one run.
pub(super) fn compile(
    workspace: &Workspace,
    directory: Directory,
    found: Vec<Diagnostic>,
    sources: Sources,
    release: Release,
    progress: &(dyn Fn(Stage) + Sync),
) -> Compiled {
    let (stories, of_stories): (Vec<Story>, Vec<Vec<Diagnostic>>) = workspace
        .stories
        .par_iter()
        .zip(sources.stories)
        .map(|(file, bytes)| {
            let Reading { story, diagnostics } = reading::read(file, &bytes, &directory);
            (story, diagnostics)
        })
        .unzip();
    let mut diagnostics = found;
    diagnostics.extend(of_stories.into_iter().flatten());
    let renderer = Renderer::new(&workspace.theme).map_err(|found| diagnostics.extend(found)).ok();
    let directory = Arc::new(directory);
    let pictures = Arc::new(PictureCache::open(&workspace.root));
    let parts = Parts { directory, release, stories, picture_files: sources.pictures, renderer, pictures, diagnostics };
    parts.assemble(workspace, progress)
}

/// Everything of a workspace that is read file by file, before it is put together.
pub(super) struct Parts {
    /// The names and the configuration.
    pub(super) directory: Arc<Directory>,
    /// What it is for.
    pub(super) release: Release,
    /// The stories, in the workspace's order.
    pub(super) stories: Vec<Story>,
    /// The pictures' headers and digests, in the workspace's order.
    pub(super) picture_files: Vec<Outcome<PictureFile>>,
    /// The theme; none where it is broken.
    pub(super) renderer: Option<Renderer>,
    /// The pictures' bytes.
    pub(super) pictures: Arc<PictureCache>,
    /// What is wrong with the configuration, the stories and the theme.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Parts {
    /// Puts the parts together: the model with what is wrong in it, the pictures that it shows, the plan.
    pub(super) fn assemble(self, workspace: &Workspace, progress: &(dyn Fn(Stage) + Sync)) -> Compiled {
        let mut diagnostics = self.diagnostics;
        diagnostics.extend(workspace.diagnostics.iter().cloned());
        for config in workspace.configs() {
            diagnostics.extend(config.diagnostics.iter().cloned());
        }
        diagnostics.extend(workspace.consents.iter().flat_map(|csv| csv.diagnostics.iter().cloned()));

        let (model, found) = model::assemble(self.directory, self.stories, &workspace.pictures, self.release);
        diagnostics.extend(found);
        diagnostics.extend(check::site(&model));
        let (pictures, found) = picture_cache::prepare(&self.pictures, workspace, &model, self.picture_files, progress);
        diagnostics.extend(found);

        diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
        diagnostics.dedup();
        let blame = Blame::of(&diagnostics, |folder| model.directory.city(folder).is_some());
        let plan = Plan::of(&model, static_assets(&workspace.theme), pictures);
        Compiled { model, plan, renderer: self.renderer, pictures: self.pictures, diagnostics, blame }
    }
}
