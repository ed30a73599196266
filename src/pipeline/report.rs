//! The report of a build: what the table at its end says, and `--format json`.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Lang};
use crate::model::{Model, Site};
use crate::output::Tally;
use crate::pipeline::blame::Blame;
use crate::plan::Part;

/// What became of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The release date.
    pub released: String,
    /// Whether everything was as the last build left it, so that nothing was compiled.
    pub unchanged: bool,
    /// The doors, then the cities.
    pub parts: Vec<PartReport>,
    /// What does not go out, each story once.
    pub held: Vec<HeldReport>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The exit code of the run. Where single cities were asked for, the errors of others are theirs.
    pub fn exit_code(&self, cities: &[String]) -> u8 {
        let is_done = |city: &String| self.parts.iter().any(|part| part.folder == *city && !part.kept);
        match super::exit_code(&self.diagnostics) {
            1 if !cities.is_empty() && cities.iter().all(is_done) => 0,
            code => code,
        }
    }
}

/// What became of one part of the output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartReport {
    /// Its folder; empty for the doors.
    pub folder: String,
    /// The city's name; empty for the doors.
    pub name: String,
    /// Pages of the city's own.
    pub own: usize,
    /// Pages of the province's.
    pub shared: usize,
    /// How many of its own stand in the place of the province's.
    pub overriding: usize,
    /// How many stories are held.
    pub held: usize,
    /// How many errors keep it at its last good output.
    pub errors: usize,
    /// Whether it was kept back, by its own errors or everybody's.
    pub kept: bool,
    /// What was written.
    pub tally: Tally,
}

/// A story that does not go out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldReport {
    /// Its file.
    pub file: String,
    /// Its title.
    pub title: String,
    /// Why, in Chinese.
    pub zh: String,
    /// Why, in English.
    pub en: String,
}

impl PartReport {
    /// The report of a part before anything is written.
    pub(super) fn of(part: &Part, model: &Model, blame: &Blame, diagnostics: &[Diagnostic]) -> Self {
        let site = part.site.and_then(|number| model.sites.get(number));
        let count = |wanted: fn(&crate::model::Page) -> bool| {
            site.map_or(0, |site| site.pages.iter().filter(|page| wanted(page)).count())
        };
        let own = |diagnostic: &&Diagnostic| {
            let file = diagnostic.place.as_ref().map_or("", |place| place.file.as_str());
            diagnostic.is_error() && file.starts_with(&format!("content/{}/", part.folder))
        };
        Self {
            folder: part.folder.clone(),
            name: site.map(|site| site.city.name.clone()).unwrap_or_default(),
            own: count(|page| !page.shared),
            shared: count(|page| page.shared),
            overriding: count(|page| page.overrides),
            held: site.map_or(0, |site| site.held.len()),
            errors: diagnostics.iter().filter(own).count(),
            kept: blame.keeps(&part.folder),
            tally: Tally::default(),
        }
    }
}

/// Every held story of the sites once, in path order.
pub(super) fn held(sites: &[Site]) -> Vec<HeldReport> {
    let mut held: Vec<HeldReport> = sites
        .iter()
        .flat_map(|site| &site.held)
        .filter_map(|story| {
            let reason = story.held.as_ref()?;
            Some(HeldReport {
                file: story.file.path.to_string(),
                title: story.title.clone(),
                zh: reason.text(Lang::Zh),
                en: reason.text(Lang::En),
            })
        })
        .collect();
    held.sort_by(|a, b| a.file.cmp(&b.file));
    held.dedup();
    held
}
