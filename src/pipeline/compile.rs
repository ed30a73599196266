//! Compile: sources → model, plan and renderer, with everything that is wrong. Pure but for the pictures' cache.

use std::sync::Arc;

use rayon::prelude::*;

use crate::check;
use crate::diagnostic::{Diagnostic, soften};
use crate::fields;
use crate::fields::directory::Directory;
use crate::load;
use crate::load::source::{StoryFile, Workspace};
use crate::markdown;
use crate::model::{self, Model, Release, Story};
use crate::pipeline::blame::Blame;
use crate::pipeline::picture_cache::PictureCache;
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
    pub pictures: PictureCache,
    /// Everything that is wrong, in the order of telling.
    pub diagnostics: Vec<Diagnostic>,
    /// Which sites the errors among it keep back.
    pub blame: Blame,
}

/// Compiles the sources; nothing that is wrong stops it, so that everything is told in one run.
pub(super) fn compile(
    workspace: &Workspace,
    directory: Directory,
    mut diagnostics: Vec<Diagnostic>,
    sources: Sources,
    release: Release,
    progress: &(dyn Fn(Stage) + Sync),
) -> Compiled {
    diagnostics.extend(workspace.diagnostics.iter().cloned());
    for config in workspace.configs() {
        diagnostics.extend(config.diagnostics.iter().cloned());
    }
    diagnostics.extend(workspace.consents.iter().flat_map(|csv| csv.diagnostics.iter().cloned()));
    let pictures = sources.pictures;
    let (stories, found): (Vec<Story>, Vec<Vec<Diagnostic>>) = workspace
        .stories
        .par_iter()
        .zip(sources.stories)
        .map(|(file, bytes)| match bytes {
            Ok(bytes) => read_story(file, &bytes, &directory),
            Err(unread) => (blank_story(file, &directory), vec![*unread]),
        })
        .unzip();
    diagnostics.extend(found.into_iter().flatten());

    let (model, found) = model::assemble(Arc::new(directory), stories, &workspace.pictures, release);
    diagnostics.extend(found);
    diagnostics.extend(check::site(&model));

    let renderer = Renderer::new(&workspace.theme).map_err(|found| diagnostics.extend(found)).ok();
    let cache = PictureCache::open(&workspace.root);
    let (pictures, found) = picture_cache::prepare(&cache, workspace, &model, pictures, progress);
    diagnostics.extend(found);

    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
    let blame = Blame::of(&diagnostics, |folder| model.directory.city(folder).is_some());
    let plan = Plan::of(&model, static_assets(&workspace.theme), pictures);
    Compiled { model, plan, renderer, pictures: cache, diagnostics, blame }
}

/// Reads one story through the rooms that see one file at a time.
fn read_story(file: &StoryFile, bytes: &[u8], directory: &Directory) -> (Story, Vec<Diagnostic>) {
    let mut source = load::story_from_bytes(file, bytes);
    let mut diagnostics = std::mem::take(&mut source.diagnostics);
    let readable = !diagnostics.iter().any(Diagnostic::is_error);
    let (matter, found) = fields::story::read(&source, directory);
    // A front matter that could not be read lacks fields for that reason alone.
    let for_lack = |found: &Diagnostic| matches!(found.code, "field-missing" | "unit-defaulted");
    diagnostics.extend(found.into_iter().filter(|found| readable || !for_lack(found)));
    let parsed = markdown::parse(&file.path, &source.body, source.body_line);
    let mut of_text = parsed.diagnostics;
    of_text.extend(check::page(&source, &matter, directory));
    if matter.draft {
        soften(&mut of_text);
    }
    diagnostics.extend(of_text);
    (Story::new(source.file, matter, parsed.document), diagnostics)
}

/// A story whose file could not be read at all: it stands in the model so that links to it are not told as dead.
fn blank_story(file: &StoryFile, directory: &Directory) -> Story {
    let source = load::story_from_bytes(file, &[]);
    let (matter, _) = fields::story::read(&source, directory);
    Story::new(source.file, matter, markdown::document::Document::default())
}
