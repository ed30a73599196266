//! Pipeline: the whole build on one page.
//!
//! [`build`] reads the workspace, compiles it ([`compile::compile`]) and writes what may go out; an unchanged workspace
//! ends before anything is compiled. A city with an error stays at its last good output while the others are released.

mod blame;
mod checked;
mod compile;
mod edition;
mod evaluate;
mod fingerprint;
mod kept;
mod picture_cache;
mod reading;
mod release;
mod report;
mod session;
mod sources;

pub use blame::Blame;
pub use checked::checked;
pub use compile::Compiled;
use compile::compile;
pub use edition::Edition;
pub use fingerprint::Standing;
pub use report::{HeldReport, PartReport, Report};
pub use session::{Changes, Refreshed, Session};

use std::path::PathBuf;

use crate::check;
use crate::date::Moment;
use crate::diagnostic::{Diagnostic, Outcome, Severity};
use crate::fields;
use crate::fields::directory::{Directory, Target};
use crate::load;
use crate::load::source::Workspace;
use crate::model::{Audience, Release};
use fingerprint::Keys;
use release::Released;
use sources::Sources;

/// What the command line asks of a build.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The workspace's root.
    pub root: PathBuf,
    /// The output folder; `public` in the workspace where none is given.
    pub out: Option<PathBuf>,
    /// The folders of the cities to build; empty for all.
    pub cities: Vec<String>,
    /// The base address that replaces the site's.
    pub base_url: Option<String>,
    /// Whether drafts and future pages are shown.
    pub audience: Audience,
    /// The release date; else `as_of`, else today.
    pub date: Option<Moment>,
}

impl Options {
    /// The output folder.
    pub fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.root.join("public"))
    }
}

/// What a build is at, for a progress line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the workspace.
    Reading,
    /// Turning pictures, of which there are so many that have to be made anew.
    Pictures(usize),
    /// Writing so many files.
    Writing(usize),
}

/// Builds the workspace.
///
/// # Errors
/// Where the machine fails before anything can be told about the content: the workspace cannot be read, the output
/// is locked, full, or not Xuan's. What is wrong with the content stands in the report.
pub fn build(options: &Options, progress: &(dyn Fn(Stage) + Sync)) -> Outcome<Report> {
    progress(Stage::Reading);
    let read = Read::of(options)?;
    let out = options.out();
    let of_sources = fingerprint::sources(&read.sources, &read.workspace);
    let keys = Keys {
        key: fingerprint::key(&of_sources, &read.release),
        sources: of_sources,
        drafts: read.release.audience != Audience::default(),
        is_whole: read.release.cities.is_empty(),
    };
    if let Some(report) = fingerprint::unchanged(&options.root, &out, &keys.key) {
        return Ok(report);
    }
    let Read { workspace, directory, found, sources, release } = read;
    let compiled = compile(&workspace, directory, found, sources, release, progress);
    let Released { mut report, files } = release::write(&compiled, &workspace, &out, progress)?;
    load::attach_excerpts(&options.root, &mut report.diagnostics);
    check::mask(&mut report.diagnostics);
    fingerprint::remember(&options.root, &out, keys, &files, &report);
    Ok(report)
}

/// Compiles the workspace without writing anything.
///
/// # Errors
/// The workspace cannot be read.
pub fn compiled(options: &Options) -> Outcome<Compiled> {
    let Read { workspace, directory, found, sources, release } = Read::of(options)?;
    Ok(compile(&workspace, directory, found, sources, release, &|_| ()))
}

/// How the built output of the cities asked for stands to the workspace as it is now, and the targets that the workspace publishes to.
///
/// # Errors
/// The workspace cannot be read.
pub fn standing(options: &Options) -> Outcome<(Standing, Vec<Target>)> {
    let read = Read::of(options)?;
    let of_sources = fingerprint::sources(&read.sources, &read.workspace);
    let standing = fingerprint::standing(&options.root, &options.out(), &of_sources, &options.cities);
    Ok((standing, read.directory.site.targets))
}

/// A workspace, read but not compiled.
struct Read {
    workspace: Workspace,
    directory: Directory,
    /// What is wrong with the configuration.
    found: Vec<Diagnostic>,
    sources: Sources,
    release: Release,
}

impl Read {
    fn of(options: &Options) -> Outcome<Self> {
        let workspace = load::workspace(&options.root)?;
        let (directory, found) = fields::config::read(&workspace);
        let release = release_of(options, &directory);
        let sources = Sources::read(&workspace);
        Ok(Self { workspace, directory, found, sources, release })
    }
}

/// What a workspace is compiled for.
fn release_of(options: &Options, directory: &Directory) -> Release {
    Release {
        date: options.date.or(directory.site.as_of).unwrap_or_else(crate::date::today),
        audience: options.audience,
        cities: options.cities.clone(),
        base_url: options.base_url.clone(),
    }
}

/// The exit code of a run: 0 done, 1 the content has errors, 3 the machine failed.
pub fn exit_code(diagnostics: &[Diagnostic]) -> u8 {
    match diagnostics.iter().map(|diagnostic| diagnostic.severity).min() {
        Some(Severity::Failure) => 3,
        Some(Severity::Error) => 1,
        _ => 0,
    }
}
