//! Checked: what a build would say and release, with nothing written.

use crate::check;
use crate::diagnostic::Outcome;
use crate::load;
use crate::pipeline::compile::compile;
use crate::pipeline::report::{PartReport, Report, held};
use crate::pipeline::{Options, Read, Stage};

/// Compiles the workspace without writing anything; the report is a build's, with nothing in its tallies.
///
/// # Errors
/// The workspace cannot be read.
pub fn checked(options: &Options, progress: &(dyn Fn(Stage) + Sync)) -> Outcome<Report> {
    progress(Stage::Reading);
    let Read { workspace, directory, found, sources, release } = Read::of(options)?;
    let compiled = compile(&workspace, directory, found, sources, release, progress);
    let part = |part| PartReport::of(part, &compiled.model, &compiled.blame, &compiled.diagnostics);
    let mut report = Report {
        released: compiled.model.release.date.date.to_string(),
        unchanged: false,
        parts: compiled.plan.parts.iter().map(part).collect(),
        held: held(&compiled.model.sites),
        diagnostics: compiled.diagnostics,
    };
    load::attach_excerpts(&options.root, &mut report.diagnostics);
    check::mask(&mut report.diagnostics);
    Ok(report)
}
