//! What every page of a site shares, its home, and the doors.

use std::collections::BTreeSet;

use crate::diagnostic::Outcome;
use crate::fields::directory::Named;
use crate::fields::matter::Kind;
use crate::model::{Listing, ListingKind, Model, Site};
use crate::path::UrlPath;
use crate::render::frame::{date, frame};
use crate::render::listing::tasks;
use crate::render::view::{
    CampaignView, CityView, DoorView, DoorsView, EntryView, HomeSectionView, HomeView, LinkView, SiteView,
};
use crate::render::{SiteRenderer, structured, value};

/// The address of the plain page that tells how to have a mistake mended.
const CORRECTION: &str = "pages/correction.html";
/// How many pages the home lists as the latest, and how many of each section.
const LATEST: usize = 8;
const LATEST_OF_SECTION: usize = 6;

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
        correction: site.and_then(correction),
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

/// The plain page that tells how to have a mistake mended.
fn correction(site: &Site) -> Option<String> {
    let page = site.pages.iter().find(|page| page.url.as_str() == CORRECTION)?;
    Some(page.url.address())
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
        frame.tags = self.page_tags();
        frame.structured = structured::of_home(&self.view);
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
            campaigns: self.campaigns(site),
            counties: site.city.counties.iter().map(|county| self.county_link(county)).collect(),
        };
        let mut context = self.context(&frame)?;
        context.insert_value("home", value(&view)?);
        self.renderer.template("home.html", &context, 32768)
    }

    pub(super) fn doors(&self) -> Outcome<Vec<u8>> {
        let description =
            if self.view.description.is_empty() { &self.view.organisation } else { &self.view.description };
        let mut frame = frame(&self.view, &UrlPath::new("index.html"), "", description);
        frame.tags = self.page_tags();
        frame.structured = structured::of_home(&self.view);
        let sites = &self.model.sites;
        let mapped = stand_apart(sites);
        let cities = sites.iter().map(|site| DoorView {
            city: city_view(site),
            url: format!("{}/index.html", site.city.slug),
            tile: site.city.tile.filter(|_| mapped),
        });
        let mut context = self.context(&frame)?;
        context
            .insert_value("doors", value(&DoorsView { cities: cities.collect(), campaigns: self.campaign_entries() })?);
        self.renderer.template("doors.html", &context, 16384)
    }

    fn campaigns(&self, site: &Site) -> Vec<CampaignView> {
        let view = |listing: &Listing| {
            let ListingKind::Campaign(slug) = &listing.kind else { return None };
            let campaign = self.model.directory.campaign(slug)?;
            Some(CampaignView {
                entry: entry(listing),
                start: campaign.start.map(date),
                end: campaign.end.map(date),
                tasks: tasks(Some(site), campaign),
            })
        };
        site.listings.iter().filter_map(view).collect()
    }

    fn county_link(&self, county: &Named) -> LinkView {
        let url = format!("counties/{}.html", county.slug);
        let listed = self.view.counties.iter().any(|entry| entry.url == url);
        LinkView { name: county.name.clone(), url: listed.then_some(url) }
    }
}

/// Whether every city has a place on the map of tiles that no other has.
fn stand_apart(sites: &[Site]) -> bool {
    let places: Option<BTreeSet<(usize, usize)>> =
        sites.iter().map(|site| site.city.tile.map(|tile| (tile.row, tile.column))).collect();
    places.is_some_and(|places| places.len() == sites.len())
}
