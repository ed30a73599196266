//! Release: the plan's files into the output folder, part by part, each recipe evaluated as its file is written. A part's search
//! index is made while its pages are written, and follows them.

use std::path::Path;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::load::source::Workspace;
use crate::output::{self, Destination, Tally};
use crate::path::OutputPath;
use crate::pipeline::Stage;
use crate::pipeline::compile::Compiled;
use crate::pipeline::evaluate::{self, Evaluator};
use crate::pipeline::report::{PartReport, Report, held};
use crate::plan::{Entry, Part, Phase, Recipe};
use crate::search::{Corpus, IndexFile};

/// What was released.
pub(super) struct Released {
    /// What became of each part.
    pub(super) report: Report,
    /// Every file of the parts that were written.
    pub(super) files: Vec<OutputPath>,
}

/// Writes every part that nothing keeps back.
pub(super) fn write(
    compiled: &Compiled,
    workspace: &Workspace,
    out: &Path,
    progress: &(dyn Fn(Stage) + Sync),
) -> Outcome<Released> {
    let mut written = Vec::new();
    let corpus = OnceLock::new();
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
            let evaluator = Evaluator::new(compiled, &workspace.root, renderer, part)?;
            let writer = PartWriter { compiled, workspace, evaluator, part, corpus: &corpus };
            match writer.write(&destination, &mut written) {
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
    Ok(Released { report, files: written })
}

/// Writes one part.
struct PartWriter<'a> {
    compiled: &'a Compiled,
    workspace: &'a Workspace,
    evaluator: Evaluator<'a>,
    part: &'a Part,
    /// Every story tokenised, as soon as the first part needs it.
    corpus: &'a OnceLock<Corpus>,
}

impl PartWriter<'_> {
    /// Assets, pages, the search's shards, indexes; then what is no longer there goes.
    fn write(&self, destination: &Destination, written: &mut Vec<OutputPath>) -> Outcome<Tally> {
        let entries = &self.part.entries;
        if self.workspace.theme.iter().any(|file| file.origin.is_some()) {
            // A theme of the workspace's own may fail on a view that no fixture has: it is tried before the first write.
            entries.par_iter().try_for_each(|entry| self.evaluator.bytes(entry, &[]).map(|_| ()))?;
        }
        let planned: Vec<OutputPath> = entries.iter().map(|entry| entry.path.clone()).collect();
        let mut release = destination.begin(&self.part.folder, &planned)?;
        let pages = || {
            [Phase::Assets, Phase::Pages].into_iter().try_for_each(|phase| self.phase(&release, phase, entries, &[]))
        };
        let (pages, index) = rayon::join(pages, || evaluate::index(self.compiled, self.part, self.corpus));
        pages?;
        let index = index?;
        let further = self.part.index(&index.iter().map(|file| &file.url).collect::<Vec<_>>());
        let names: Vec<OutputPath> = further.iter().map(|entry| entry.path.clone()).collect();
        release.plan(&names)?;
        self.phase(&release, Phase::Shards, &further, &index)?;
        self.phase(&release, Phase::Indexes, entries, &[])?;
        self.phase(&release, Phase::Indexes, &further, &index)?;
        written.extend(planned.into_iter().chain(names));
        release.finish(&self.compiled.model.release.date.date.to_string())
    }

    /// Writes the entries of one phase.
    fn phase(
        &self,
        release: &output::Release<'_>,
        phase: Phase,
        entries: &[Entry],
        index: &[IndexFile],
    ) -> Outcome<()> {
        entries.par_iter().filter(|entry| entry.phase == phase).try_for_each(|entry| {
            // A picture's name says what is in it: one that is there need not be read from the cache.
            if matches!(entry.recipe, Recipe::Picture(..)) && release.keep(&entry.path)? {
                return Ok(());
            }
            let bytes = self.evaluator.bytes(entry, index)?;
            release.write(phase, &entry.path, &bytes).map(|_| ())
        })
    }
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
