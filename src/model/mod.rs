//! Model: sources and documents → sites, pages, routes and listings. Immutable once assembled; nothing here touches the
//! system.
//!
//! Start at [`assemble`]. A story is kept once ([`Story`]) and shared by all the sites that show it.

mod addresses;
mod held;
mod links;
mod listing;
mod page;
mod pictures;
mod related;
mod route;
mod site;
mod story;

pub use held::{Audience, Held};
pub use listing::{Listing, ListingKind};
pub use page::{Page, Redirect};
pub use pictures::PictureUse;
pub use route::{Goal, LinkRoute};
pub use site::Site;
pub use story::Story;

use std::sync::Arc;

use rayon::prelude::*;

use crate::date::Moment;
use crate::diagnostic::catalogue::ModelMessage;
use crate::diagnostic::{Diagnostic, Place};
use crate::fields::directory::{City, Directory};
use crate::path::SourcePath;

/// What a build is for: the date, the audience, the cities, the addresses.
#[derive(Debug, Clone)]
pub struct Release {
    /// The release date.
    pub date: Moment,
    /// Whether drafts and future pages are shown.
    pub audience: Audience,
    /// The folders of the cities to build; empty for all.
    pub cities: Vec<String>,
    /// The base address that replaces the site's.
    pub base_url: Option<String>,
}

impl Release {
    /// The absolute address of the doors, ending in `/`, if one is known: the release's own, else the site's.
    pub fn base(&self, directory: &Directory) -> Option<String> {
        let base = self.base_url.as_ref().or(directory.site.base_url.as_ref())?;
        Some(format!("{}/", base.trim_end_matches('/')))
    }

    /// The absolute address of a city's site, ending in `/`: the city's own, else its folder below the doors.
    pub fn base_of(&self, city: &City, directory: &Directory) -> Option<String> {
        city.base_url.clone().or_else(|| Some(format!("{}{}/", self.base(directory)?, city.slug)))
    }
}

/// The whole workspace, ready to be planned.
#[derive(Debug)]
pub struct Model {
    /// The names and the configuration.
    pub directory: Arc<Directory>,
    /// What it is for.
    pub release: Release,
    /// The stories, in path order; errors among them keep their sites from being written.
    pub stories: Vec<Arc<Story>>,
    /// The sites asked for, in the order of the cities' division codes.
    pub sites: Vec<Site>,
}

/// Sorts the stories into sites, gives every page its address, and resolves the links between them.
///
/// `pictures` are the pictures of the workspace, in path order. What is wrong comes back as diagnostics, each at
/// the file that has to be changed; the model is whole all the same.
pub fn assemble(
    directory: Arc<Directory>,
    mut stories: Vec<Story>,
    pictures: &[SourcePath],
    release: Release,
) -> (Model, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    for story in &mut stories {
        story.waits = held::reasons(story, &directory, &release);
        story.held = held::held(&story.waits, release.audience);
        pictures::resolve(story, pictures, &mut diagnostics);
    }
    links::resolve_goals(&mut stories);
    review(&stories, &release, &mut diagnostics);
    let stories: Vec<Arc<Story>> = stories.into_iter().map(Arc::new).collect();
    addresses::clashes(&stories, &mut diagnostics);
    if directory.cities.is_empty() {
        diagnostics.push(Diagnostic::new(ModelMessage::NoCities {}));
    }
    for city in release.cities.iter().filter(|city| directory.city(city).is_none()) {
        let folders = directory.cities.iter().map(|city| city.slug.as_str());
        let near = crate::diagnostic::nearest(city, folders);
        diagnostics.push(Diagnostic::new(ModelMessage::CityNotThere { city: city.clone() }).suggesting(near));
    }
    if directory.cities.iter().any(|city| release.base_of(city, &directory).is_none()) {
        diagnostics.push(Diagnostic::new(ModelMessage::NoBaseUrl {}));
    }
    let (sites, found): (Vec<_>, Vec<_>) = directory
        .cities
        .par_iter()
        .filter(|city| release.cities.is_empty() || release.cities.iter().any(|asked| asked == city.slug.as_str()))
        .map(|city| site::build(city, &directory, &stories, &release))
        .unzip();
    diagnostics.extend(found.into_iter().flatten());
    (Model { directory, release, stories, sites }, diagnostics)
}

/// Articles whose review is overdue: 24 months after the later of date and update, unless they say otherwise.
fn review(stories: &[Story], release: &Release, diagnostics: &mut Vec<Diagnostic>) {
    for story in stories.iter().filter(|story| story.held.is_none()) {
        if let Some(due) = story.review_by()
            && due.date < release.date.date
        {
            let message = ModelMessage::ReviewOverdue { date: due.date.to_string() };
            diagnostics.push(Diagnostic::at(message, Place::new(&story.file.path, story.matter.span)));
        }
    }
}
