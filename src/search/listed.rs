//! The documents of one index in their order: a city's pages, or the pages of all cities, each shared one once.

use std::collections::HashSet;

use super::corpus::{Corpus, Indexed, Of};
use super::text::{Text, place};
use crate::fields::matter::Unit;
use crate::model::{Model, Page, Site, Story};
use crate::path::UrlPath;
use crate::plan::adult_note_url;

/// A document of one index.
pub(super) struct Listed<'a> {
    pub(super) story: &'a Story,
    pub(super) of: Of,
    /// Its address from the root of the index's site.
    pub(super) url: UrlPath,
    /// The county's name, or on the doors the city's; may be empty.
    pub(super) place: &'a str,
    /// Whether it is the province's.
    pub(super) shared: bool,
    pub(super) indexed: &'a Indexed,
}

impl<'a> Listed<'a> {
    /// What is searched of it.
    pub(super) fn text(&self, model: &'a Model) -> Option<Text<'a>> {
        match self.of {
            Of::Page => Some(Text::of_page(self.story, &model.directory)),
            Of::Note => Text::of_note(self.story),
        }
    }

    /// The county that signs it.
    pub(super) fn county(&self) -> Option<&'a crate::path::Slug> {
        match &self.story.matter.unit {
            Unit::County(slug) if !self.shared => Some(slug),
            _ => None,
        }
    }
}

/// The documents of a city's site, the oldest first.
pub(super) fn of_city<'a>(model: &'a Model, site: &'a Site, corpus: &'a Corpus) -> Vec<Listed<'a>> {
    let pages = site.pages.iter().flat_map(|page| {
        let place = if page.shared { "" } else { place(&page.story, &model.directory) };
        documents(page, place, "", corpus)
    });
    in_order(pages.collect())
}

/// The documents of all cities; a page of the province stands once, in its canonical city or the first that shows it.
pub(super) fn of_doors<'a>(model: &'a Model, corpus: &'a Corpus) -> Vec<Listed<'a>> {
    let mut listed = Vec::new();
    let mut seen = HashSet::new();
    let is_canonical = |site: &Site, page: &Page| page.story.matter.canonical_city.as_ref() == Some(&site.city.slug);
    for canonical in [true, false] {
        for site in &model.sites {
            for page in site.pages.iter().filter(|page| is_canonical(site, page) == canonical) {
                if !page.shared || seen.insert(&page.story.file.path) {
                    let place = if page.shared { "" } else { site.city.name.as_str() };
                    listed.extend(documents(page, place, site.city.slug.as_str(), corpus));
                }
            }
        }
    }
    in_order(listed)
}

/// A page's documents, below a folder.
fn documents<'a>(page: &'a Page, place: &'a str, folder: &str, corpus: &'a Corpus) -> impl Iterator<Item = Listed<'a>> {
    let below = |url: &UrlPath| UrlPath::new(folder).join(url.as_str());
    let note = adult_note_url(&page.story, &page.url).map(|url| (Of::Note, below(&url)));
    let of = move |(of, url)| {
        let indexed = corpus.document(&page.story, of)?;
        Some(Listed { story: &page.story, of, url, place, shared: page.shared, indexed })
    };
    std::iter::once((Of::Page, below(&page.url))).chain(note).filter_map(of)
}

/// The oldest first, those without a date before them; then by address.
fn in_order(mut listed: Vec<Listed<'_>>) -> Vec<Listed<'_>> {
    listed.sort_by(|a, b| (a.story.matter.date, &a.url).cmp(&(b.story.matter.date, &b.url)));
    listed
}
