//! Release: the plan's files into the output folder, part by part, each recipe evaluated as its file is written.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rayon::prelude::*;

use crate::diagnostic::catalogue::RenderMessage;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::load::source::Workspace;
use crate::output::{Destination, Tally};
use crate::path::OutputPath;
use crate::pipeline::Stage;
use crate::pipeline::compile::Compiled;
use crate::pipeline::report::{PartReport, Report, held};
use crate::plan::{Entry, Part, Phase, Recipe};
use crate::render::{Renderer, SiteRenderer};

/// Writes every part that nothing keeps back.
pub(super) fn write(
    compiled: &Compiled,
    workspace: &Workspace,
    out: &Path,
    progress: &(dyn Fn(Stage) + Sync),
) -> Outcome<Report> {
    let mut report = Report {
        released: compiled.model.release.date.date.to_string(),
        unchanged: false,
        parts: Vec::with_capacity(compiled.plan.parts.len()),
        held: held(&compiled.model.sites),
        diagnostics: compiled.diagnostics.clone(),
    };
    // Even where nothing may be written, a foreign or locked folder is told now rather than after the mending.
    let destination = Destination::open(out, &workspace.root)?;
    let files = compiled.plan.parts.iter().filter(|part| !compiled.blame.keeps(&part.folder));
    progress(Stage::Writing(files.map(|part| part.entries.len()).sum()));
    for part in &compiled.plan.parts {
        let mut of_part = PartReport::of(part, &compiled.model, &compiled.blame, &compiled.diagnostics);
        if let Some(renderer) = compiled.renderer.as_ref().filter(|_| !of_part.kept) {
            match write_part(compiled, renderer, workspace, &destination, part) {
                Ok(tally) => of_part.tally = tally,
                Err(found) if found.severity == crate::diagnostic::Severity::Failure => return Err(found),
                Err(found) => {
                    of_part.kept = true;
                    report.diagnostics.push(*found);
                }
            }
        }
        report.parts.push(of_part);
    }
    if compiled.model.release.cities.is_empty() && !compiled.diagnostics.iter().any(Diagnostic::is_error) {
        remove_strays(&destination, compiled)?;
    }
    Ok(report)
}

/// Writes one part: assets, pages, indexes, then what is no longer there goes.
fn write_part(
    compiled: &Compiled,
    renderer: &Renderer,
    workspace: &Workspace,
    destination: &Destination,
    part: &Part,
) -> Outcome<Tally> {
    let site = renderer.site(&compiled.model, &compiled.plan, part)?;
    if workspace.theme.iter().any(|file| file.origin.is_some()) {
        // A theme of the workspace's own may fail on a view that no fixture has: it is tried before the first write.
        part.entries.par_iter().try_for_each(|entry| bytes(compiled, workspace, &site, entry).map(|_| ()))?;
    }
    let planned: Vec<OutputPath> = part.entries.iter().map(|entry| entry.path.clone()).collect();
    let release = destination.begin(&part.folder, &planned)?;
    for phase in [Phase::Assets, Phase::Pages, Phase::Indexes] {
        part.entries.par_iter().filter(|entry| entry.phase == phase).try_for_each(|entry| {
            // A picture's name says what is in it: one that is there need not be read from the cache.
            if matches!(entry.recipe, Recipe::Picture(..)) && release.keep(&entry.path)? {
                return Ok(());
            }
            let bytes = bytes(compiled, workspace, &site, entry)?;
            release.write(phase, &entry.path, &bytes).map(|_| ())
        })?;
    }
    release.finish(&compiled.model.release.date.date.to_string())
}

/// Evaluates a recipe; a page on which the program panics keeps its own city back and no other.
fn bytes(compiled: &Compiled, workspace: &Workspace, site: &SiteRenderer<'_>, entry: &Entry) -> Outcome<Vec<u8>> {
    let evaluate = || match &entry.recipe {
        Recipe::Picture(number, variant) => match compiled.plan.pictures.files.get(*number) {
            Some(asset) => compiled.pictures.bytes(&workspace.root, asset, *variant),
            None => Ok(Vec::new()),
        },
        recipe => site.evaluate(recipe).map(Option::unwrap_or_default),
    };
    catch_unwind(AssertUnwindSafe(evaluate)).unwrap_or_else(|_| {
        Err(Box::new(Diagnostic::new(RenderMessage::PagePanicked { path: entry.path.to_string() })))
    })
}

/// Removes the sites of cities that are no longer in the workspace.
fn remove_strays(destination: &Destination, compiled: &Compiled) -> Outcome<()> {
    for folder in destination.parts()? {
        if !compiled.plan.parts.iter().any(|part| part.folder == folder) {
            destination.remove_part(&folder)?;
        }
    }
    Ok(())
}
