//! What every page of a site shares, its home, and the doors.

use crate::diagnostic::Outcome;
use crate::fields::matter::Kind;
use crate::model::{Listing, ListingKind, Model, Site};
use crate::path::UrlPath;
use crate::render::frame::{date, frame};
use crate::render::view::{CityView, DoorView, DoorsView, EntryView, HomeSectionView, HomeView, SiteView};
use crate::render::{SiteRenderer, value};

/// How many pages the home lists as the latest, and how many of each section.
const LATEST: usize = 8;
const LATEST_OF_SECTION: usize = 4;

/// The view of a city's site, or of the doors.
pub(super) fn site_view(model: &Model, site: Option<&Site>) -> SiteView {
    let directory = &model.directory;
    let whole = &directory.site;
    let entries = |wanted: fn(&ListingKind) -> bool| -> Vec<EntryView> {
        let listings = site.map(|site| site.listings.as_slice()).unwrap_or_default();
        listings.iter().filter(|listing| wanted(&listing.kind)).map(entry).collect()
    };
    let doors = model.release.base(directory);
    SiteView {
        name: whole.name.clone(),
        organisation: whole.organisation.clone(),
        description: whole.description.clone(),
        city: site.map(city_view),
        sections: entries(|kind| matches!(kind, ListingKind::Section(_))),
        pages: site.map(plain_pages).unwrap_or_default(),
        campaigns: entries(|kind| matches!(kind, ListingKind::Campaign(_))),
        topics: entries(|kind| matches!(kind, ListingKind::Topic(_))),
        counties: entries(|kind| matches!(kind, ListingKind::County(_))),
        audiences: entries(|kind| matches!(kind, ListingKind::Audience(_))),
        hotlines: whole.hotlines.clone(),
        footer: whole.footer.clone(),
        base: site.map_or_else(|| doors.clone(), |site| site.base.clone()),
        doors,
        released: date(model.release.date),
    }
}

fn entry(listing: &Listing) -> EntryView {
    EntryView {
        name: listing.title.clone(),
        url: listing.url(1).address(),
        count: listing.pages.len(),
        description: listing.description.clone(),
    }
}

fn plain_pages(site: &Site) -> Vec<EntryView> {
    let pages = site.pages.iter().filter(|page| page.story.kind == Kind::Pages);
    pages
        .map(|page| EntryView {
            name: page.story.title.clone(),
            url: page.url.address(),
            count: 1,
            description: page.story.summary.clone(),
        })
        .collect()
}

fn city_view(site: &Site) -> CityView {
    let city = &site.city;
    CityView {
        name: city.name.clone(),
        short: city.short.clone(),
        slug: city.slug.to_string(),
        organisation: city.organisation.clone(),
        description: city.description.clone(),
        contacts: city.contacts.clone(),
        count: site.pages.len(),
        has_own_address: city.base_url.is_some(),
    }
}

impl SiteRenderer<'_> {
    pub(super) fn home(&self, site: &Site) -> Outcome<Vec<u8>> {
        let url = UrlPath::new("index.html");
        let mut frame = frame(&self.view, &url, "", &site.city.description);
        "home".clone_into(&mut frame.current);
        let sections = site.listings.iter().filter(|listing| matches!(listing.kind, ListingKind::Section(_)));
        let latest: Vec<usize> = site.latest().take(LATEST).collect();
        let view = HomeView {
            latest: self.cards(site, &latest, &frame.root),
            sections: sections
                .map(|listing| HomeSectionView {
                    section: entry(listing),
                    cards: self.cards(site, listing.pages.iter().take(LATEST_OF_SECTION), &frame.root),
                })
                .collect(),
        };
        let mut context = self.shared.context(&frame)?;
        context.insert_value("home", value(&view)?);
        self.renderer.template("home.html", &context, 32768)
    }

    pub(super) fn doors(&self) -> Outcome<Vec<u8>> {
        let description =
            if self.view.description.is_empty() { &self.view.organisation } else { &self.view.description };
        let frame = frame(&self.view, &UrlPath::new("index.html"), "", description);
        let cities = self
            .model
            .sites
            .iter()
            .map(|site| DoorView { city: city_view(site), url: format!("{}/index.html", site.city.slug) });
        let mut context = self.shared.context(&frame)?;
        context.insert_value("doors", value(&DoorsView { cities: cities.collect() })?);
        self.renderer.template("doors.html", &context, 16384)
    }
}
