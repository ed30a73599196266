//! Addresses: no two pages for one, also by case; aliases that meet none.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::catalogue::ModelMessage;
use crate::diagnostic::{Diagnostic, Place};
use crate::load::source::Owner;
use crate::model::Story;
use crate::model::listing::Listing;
use crate::model::page::{Page, Redirect, key_of};

/// Two stories of one owner for one page; drafts that are left out do not count.
pub(super) fn clashes(stories: &[Arc<Story>], diagnostics: &mut Vec<Diagnostic>) {
    let mut taken = HashMap::new();
    for story in stories.iter().filter(|story| !(story.matter.draft && story.held.is_some())) {
        if let Some(first) = taken.insert((story.file.owner.clone(), key_of(story)), story) {
            let address = story.url().to_string();
            let message = ModelMessage::AddressTaken { address, other: first.file.path.to_string() };
            diagnostics.push(Diagnostic::at(message, Place::new(&story.file.path, story.matter.slug.span)));
        }
    }
}

/// The redirects of a site; an alias that meets a page, a listing or another alias is told.
///
/// Where the province's alias meets the city's own page, the city's page is told, so that the province's is not held up.
pub(super) fn redirects(pages: &[Page], listings: &[Listing], diagnostics: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    if pages.iter().all(|page| page.story.matter.aliases.is_empty()) {
        return Vec::new();
    }
    let mut taken: HashMap<String, Option<usize>> = HashMap::new();
    for fixed in ["index.html", "search.html", "404.html", "screen.html"] {
        taken.insert(fixed.to_owned(), None);
    }
    for listing in listings {
        taken.insert(listing.url(1).as_str().to_lowercase(), None);
    }
    for (number, page) in pages.iter().enumerate() {
        taken.insert(page.url.as_str().to_lowercase(), Some(number));
    }
    let mut redirects = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for alias in &page.story.matter.aliases {
            let Some(holder) = taken.insert(alias.value.as_str().to_lowercase(), Some(number)) else {
                redirects.push(Redirect { from: alias.value.clone(), to: number });
                continue;
            };
            let holder = holder.and_then(|holder| pages.get(holder));
            let own = holder.filter(|holder| page.shared && holder.story.file.owner != Owner::Province);
            let (file, span) = own.map_or((&page.story.file.path, alias.span), |holder| {
                (&holder.story.file.path, holder.story.matter.slug.span)
            });
            let other = match (own, holder) {
                (Some(_), _) => page.story.file.path.to_string(),
                (None, Some(holder)) => holder.story.file.path.to_string(),
                (None, None) => alias.value.to_string(),
            };
            let message = ModelMessage::AliasTaken { alias: alias.value.to_string(), other };
            diagnostics.push(Diagnostic::at(message, Place::new(file, span)));
        }
    }
    redirects
}
