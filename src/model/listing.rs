//! Listings: the pages of a section, a topic, a county, an audience or a campaign, the newest first.

use std::collections::HashMap;

use crate::fields::directory::{City, Directory};
use crate::fields::matter::{Kind, Unit};
use crate::model::page::Page;
use crate::path::{Slug, UrlPath};

/// What a listing lists.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ListingKind {
    /// A section: `health/index.html`.
    Section(Kind),
    /// A topic: `topics/jianyan.html`.
    Topic(Slug),
    /// A county or another unit of the city: `counties/liuyang.html`.
    County(Slug),
    /// An audience: `audiences/ertong.html`.
    Audience(Slug),
    /// A campaign: `campaigns/dangshi.html`.
    Campaign(Slug),
}

impl ListingKind {
    /// The address of one of the pages of such a listing, counted from 1.
    pub fn url(&self, number: usize) -> UrlPath {
        let (folder, slug) = match self {
            Self::Section(kind) if number == 1 => return UrlPath::new(format!("{}/index.html", kind.folder())),
            Self::Section(kind) => return UrlPath::new(format!("{}/page-{number}.html", kind.folder())),
            Self::Topic(slug) => ("topics", slug),
            Self::County(slug) => ("counties", slug),
            Self::Audience(slug) => ("audiences", slug),
            Self::Campaign(slug) => ("campaigns", slug),
        };
        if number == 1 {
            UrlPath::new(format!("{folder}/{slug}.html"))
        } else {
            UrlPath::new(format!("{folder}/{slug}/page-{number}.html"))
        }
    }
}

/// A list of pages, shown on one or more pages of its own.
#[derive(Debug)]
pub struct Listing {
    /// What it lists.
    pub kind: ListingKind,
    /// Its name: 减盐.
    pub title: String,
    /// One sentence about it, or nothing.
    pub description: String,
    /// The pages, the newest first, by their number in the site.
    pub pages: Vec<usize>,
}

impl Listing {
    /// The address of one of its pages, counted from 1.
    pub fn url(&self, number: usize) -> UrlPath {
        self.kind.url(number)
    }

    /// How many pages of its own it takes; an empty one takes one.
    pub fn length(&self, page_size: usize) -> usize {
        self.pages.len().div_ceil(page_size.max(1)).max(1)
    }
}

/// The listings of a site: its four sections always, the others where they have pages, in the order of their declaration.
pub(super) fn listings(pages: &[Page], newest: &[usize], city: &City, directory: &Directory) -> Vec<Listing> {
    let members = members(pages, newest);
    let mut listings = Vec::new();
    let mut list = |kind: ListingKind, title: &str, description: &str, always: bool| {
        let pages = members.get(&kind).cloned().unwrap_or_default();
        if always || !pages.is_empty() {
            listings.push(Listing { kind, title: title.to_owned(), description: description.to_owned(), pages });
        }
    };
    for section in directory.site.sections.iter().filter(|section| section.kind != Kind::Pages) {
        list(ListingKind::Section(section.kind), &section.name, &section.description, true);
    }
    for topic in directory.topics() {
        list(ListingKind::Topic(topic.slug.clone()), &topic.name, "", false);
    }
    for county in &city.counties {
        list(ListingKind::County(county.slug.clone()), &county.name, "", false);
    }
    for audience in &directory.site.audiences {
        list(ListingKind::Audience(audience.slug.clone()), &audience.name, "", false);
    }
    for campaign in &directory.campaigns {
        list(ListingKind::Campaign(campaign.slug.clone()), &campaign.name, &campaign.description, true);
    }
    listings
}

/// The pages of every listing, the newest first.
fn members(pages: &[Page], newest: &[usize]) -> HashMap<ListingKind, Vec<usize>> {
    let mut members: HashMap<ListingKind, Vec<usize>> = HashMap::new();
    for number in newest.iter().copied() {
        let Some(page) = pages.get(number) else { continue };
        let matter = &page.story.matter;
        let mut put = |kind: ListingKind| members.entry(kind).or_default().push(number);
        put(ListingKind::Section(page.story.kind));
        matter.topics.iter().for_each(|topic| put(ListingKind::Topic(topic.clone())));
        matter.audiences.iter().for_each(|audience| put(ListingKind::Audience(audience.clone())));
        if let Unit::County(county) = &matter.unit {
            put(ListingKind::County(county.clone()));
        }
        if let Some(campaign) = &matter.campaign {
            put(ListingKind::Campaign(campaign.clone()));
        }
    }
    members
}

/// The numbers of all pages, the newest first, then by path.
pub(super) fn newest_first(pages: &[Page]) -> Vec<usize> {
    let mut order: Vec<(usize, &Page)> = pages.iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| {
        (b.story.matter.date, &a.story.file.path).cmp(&(a.story.matter.date, &b.story.file.path))
    });
    order.into_iter().map(|(number, _)| number).collect()
}
