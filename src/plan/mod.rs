//! Plan: model → every output path with its recipe. No site is ever held rendered in memory: a recipe is evaluated when
//! its file is written, or when a browser asks for it.
//!
//! Start at [`Plan::of`].

mod asset;

pub use asset::{Assets, PictureAsset, Pictures, Variant, static_assets};

use std::collections::BTreeSet;

use crate::fields::directory::Campaign;
use crate::model::{ListingKind, Model, Site};
use crate::path::{OutputPath, UrlPath};

/// The order in which files are written, so that no page ever names what is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Style sheets, scripts and pictures.
    Assets,
    /// Pages of stories.
    Pages,
    /// What the search loads, but for the file that names it.
    Shards,
    /// Everything that lists pages: home, listings, feed, sitemap, the search's boot file.
    Indexes,
}

/// How one output file is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipe {
    /// The doors to the sites.
    Doors,
    /// A campaign seen by the whole province, at the doors: its number in the directory.
    Campaign(usize),
    /// A city's home.
    Home,
    /// A story, by its number in the site.
    Story(usize),
    /// The note for parents and teachers of a youth article, by the article's number.
    AdultNote(usize),
    /// One page of a listing: the listing's number and the page, from 1.
    Listing(usize, usize),
    /// The search page.
    Search,
    /// The loop for village screens.
    Screen,
    /// The page for what is not there.
    NotFound,
    /// A former address, by its number.
    Redirect(usize),
    /// The Atom feed.
    Feed,
    /// The sitemap.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// A static file of the theme, by its number in [`Assets`].
    Asset(usize),
    /// A picture: its number in [`Pictures`] and its variant.
    Picture(usize, usize),
    /// A file of the search index, by its number in it.
    Index(usize),
}

/// One file of the output.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where, from the output's root.
    pub path: OutputPath,
    /// When it is written.
    pub phase: Phase,
    /// How it is made.
    pub recipe: Recipe,
}

/// One self-contained folder of the output: the doors, or a city.
#[derive(Debug)]
pub struct Part {
    /// Its folder: empty for the doors.
    pub folder: String,
    /// The site's number in the model; none for the doors.
    pub site: Option<usize>,
    /// Its files but for its search index, each path once, in the order of writing.
    pub entries: Vec<Entry>,
}

impl Part {
    /// The entries of the part's search index, whose files are named by what is in them and so are known only when it is made;
    /// the last one names the others.
    pub fn index(&self, urls: &[&UrlPath]) -> Vec<Entry> {
        let entry = |(number, url): (usize, &&UrlPath)| Entry {
            path: OutputPath::new(&self.folder).join(url.as_str()),
            phase: if number + 1 == urls.len() { Phase::Indexes } else { Phase::Shards },
            recipe: Recipe::Index(number),
        };
        urls.iter().enumerate().map(entry).collect()
    }
}

/// Every output path with its recipe.
#[derive(Debug)]
pub struct Plan {
    /// The doors first, then the cities.
    pub parts: Vec<Part>,
    /// The theme's static files.
    pub assets: Assets,
    /// The pictures that the pages show.
    pub pictures: Pictures,
}

impl Plan {
    /// Plans the whole output. The doors are planned only where all cities are.
    pub fn of(model: &Model, assets: Assets, pictures: Pictures) -> Self {
        let mut parts = Vec::with_capacity(model.sites.len() + 1);
        if model.release.cities.is_empty() {
            parts.push(doors(model, &assets));
        }
        for (number, site) in model.sites.iter().enumerate() {
            parts.push(city(number, site, model, &assets, &pictures));
        }
        Self { parts, assets, pictures }
    }
}

fn doors(model: &Model, assets: &Assets) -> Part {
    let mut list = List::new("");
    list.assets(assets);
    list.put(&UrlPath::new("index.html"), Phase::Indexes, Recipe::Doors);
    for (number, campaign) in model.directory.campaigns.iter().enumerate() {
        list.put(&campaign_url(campaign), Phase::Indexes, Recipe::Campaign(number));
    }
    list.part(None)
}

fn city(number: usize, site: &Site, model: &Model, assets: &Assets, pictures: &Pictures) -> Part {
    let mut list = List::new(site.city.slug.as_str());
    list.assets(assets);
    list.pictures(site, pictures);
    for (number, page) in site.pages.iter().enumerate() {
        list.put(&page.url, Phase::Pages, Recipe::Story(number));
        if let Some(note) = adult_note_url(&page.story, &page.url) {
            list.put(&note, Phase::Pages, Recipe::AdultNote(number));
        }
    }
    for (number, redirect) in site.redirects.iter().enumerate() {
        list.put(&redirect.from, Phase::Pages, Recipe::Redirect(number));
    }
    for (number, listing) in site.listings.iter().enumerate() {
        for page in 1..=listing.length(model.directory.site.page_size) {
            list.put(&listing.url(page), Phase::Indexes, Recipe::Listing(number, page));
        }
    }
    list.put(&UrlPath::new("search.html"), Phase::Indexes, Recipe::Search);
    list.put(&UrlPath::new("screen.html"), Phase::Indexes, Recipe::Screen);
    list.put(&UrlPath::new("404.html"), Phase::Indexes, Recipe::NotFound);
    list.put(&UrlPath::new("robots.txt"), Phase::Indexes, Recipe::Robots);
    if site.base.is_some() {
        list.put(&UrlPath::new("feed.xml"), Phase::Indexes, Recipe::Feed);
        list.put(&UrlPath::new("sitemap.xml"), Phase::Indexes, Recipe::Sitemap);
    }
    list.put(&UrlPath::new("index.html"), Phase::Indexes, Recipe::Home);
    list.part(Some(number))
}

/// Where the page of a campaign is, at the doors as in a city.
pub fn campaign_url(campaign: &Campaign) -> UrlPath {
    ListingKind::Campaign(campaign.slug.clone()).url(1)
}

/// The address of the note for parents and teachers, where an article has one.
pub fn adult_note_url(story: &crate::model::Story, url: &UrlPath) -> Option<UrlPath> {
    let noted = matches!(&story.matter.own, crate::fields::matter::Own::Youth(youth) if !youth.adult_note.is_empty());
    let stem = url.as_str().strip_suffix(".html")?;
    noted.then(|| UrlPath::new(format!("{stem}/adults.html")))
}

/// The entries of one part.
struct List {
    folder: String,
    entries: Vec<Entry>,
}

impl List {
    fn new(folder: &str) -> Self {
        Self { folder: folder.to_owned(), entries: Vec::new() }
    }

    fn put(&mut self, url: &UrlPath, phase: Phase, recipe: Recipe) {
        let path = OutputPath::new(&self.folder).join(url.as_str());
        self.entries.push(Entry { path, phase, recipe });
    }

    fn assets(&mut self, assets: &Assets) {
        for (number, asset) in assets.files.iter().enumerate() {
            self.put(&asset.url, Phase::Assets, Recipe::Asset(number));
        }
    }

    fn pictures(&mut self, site: &Site, pictures: &Pictures) {
        let shown: BTreeSet<usize> = site
            .pages
            .iter()
            .flat_map(|page| page.story.pictures.iter().flatten().chain(&page.story.cover))
            .filter_map(|picture| pictures.number(&picture.path))
            .collect();
        let mut named = BTreeSet::new();
        for number in shown {
            let Some(picture) = pictures.files.get(number) else { continue };
            for (variant, file) in picture.variants.iter().enumerate() {
                // Two files of the same bytes are one picture.
                if named.insert(&file.url) {
                    self.put(&file.url, Phase::Assets, Recipe::Picture(number, variant));
                }
            }
        }
    }

    fn part(mut self, site: Option<usize>) -> Part {
        self.entries.sort_by(|a, b| (a.phase, &a.path).cmp(&(b.phase, &b.path)));
        Part { folder: self.folder, site, entries: self.entries }
    }
}
