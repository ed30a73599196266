//! The head and masthead of a page, and addresses as templates print them.

use std::fmt::Write as _;

use crate::date::Moment;
use crate::fields::matter::Kind;
use crate::model::{Model, Page, PictureUse, Site, Story};
use crate::path::{SourcePath, UrlPath};
use crate::plan::Pictures;
use crate::render::view::{CityView, DateView, FrameView, LinkView, PictureView, SiteView};

/// The frame of a page: its title with the city's and the whole's name, its description, its address.
pub(super) fn frame(site: &SiteView, url: &UrlPath, title: &str, description: &str) -> FrameView {
    let mut full = String::with_capacity(title.len() + 48);
    full.push_str(title);
    for name in site.city.iter().map(|city| city.name.as_str()).chain([site.name.as_str()]) {
        if !full.is_empty() {
            full.push_str(" - ");
        }
        full.push_str(name);
    }
    FrameView {
        title: full,
        description: description.to_owned(),
        root: url.link_to_root(),
        url: url.address(),
        doors: site.city.as_ref().and_then(|city| doors(site, city, url)),
        canonical: site.base.as_ref().map(|base| absolute(base, url)),
        noindex: false,
        current: String::new(),
        breadcrumbs: Vec::new(),
        image: None,
        has_code: false,
        tags: String::new(),
        structured: None,
    }
}

/// The way back to the doors: the folder above, or the whole's address from a city that has one of its own.
fn doors(site: &SiteView, city: &CityView, url: &UrlPath) -> Option<String> {
    if city.has_own_address { site.doors.clone() } else { Some(format!("{}../index.html", url.link_to_root())) }
}

/// The first breadcrumb.
pub(super) fn home_link(site: &Site) -> LinkView {
    LinkView { name: site.city.name.clone(), url: Some("index.html".to_owned()) }
}

/// The frame of a page that is not for search engines.
pub(super) fn unlisted(site: &SiteView, url: &UrlPath, title: &str) -> FrameView {
    FrameView { noindex: true, canonical: None, ..frame(site, url, title, "") }
}

/// The name of a site: the whole's with the city's.
pub(super) fn site_name(site: &SiteView) -> String {
    site.city.as_ref().map_or_else(|| site.name.clone(), |city| format!("{}·{}", site.name, city.name))
}

/// An absolute address; a folder's index is named by the folder.
pub(super) fn absolute(base: &str, url: &UrlPath) -> String {
    at(base, &url.address())
}

/// The absolute address of one that is relative to the site's root.
pub(super) fn at(base: &str, address: &str) -> String {
    let short = if address == "index.html" { "" } else { address };
    format!("{base}{short}")
}

/// The absolute address that counts for a page: that of its canonical city, else the site's own.
pub(super) fn canonical(model: &Model, site: &Site, page: &Page) -> Option<String> {
    let elsewhere = page
        .story
        .matter
        .canonical_city
        .as_ref()
        .filter(|_| page.shared)
        .and_then(|slug| model.release.base_of(model.directory.city(slug.as_str())?, &model.directory));
    elsewhere.as_ref().or(site.base.as_ref()).map(|base| absolute(base, &page.url))
}

/// A day as templates show it.
pub(super) fn date(moment: Moment) -> DateView {
    DateView { iso: moment.to_string(), text: moment.chinese() }
}

/// A picture in its sizes, addressed from a page with this root.
pub(super) fn picture(pictures: &Pictures, path: &SourcePath, alt: &str, root: &str) -> Option<PictureView> {
    let asset = pictures.get(path)?;
    let largest = asset.variants.first()?;
    let mut srcset = String::new();
    if asset.variants.len() > 1 {
        for variant in &asset.variants {
            if !srcset.is_empty() {
                srcset.push_str(", ");
            }
            // Writing into a String cannot fail.
            let _ = write!(srcset, "{root}{} {}w", variant.url.address(), variant.width);
        }
    }
    Some(PictureView {
        url: format!("{root}{}", largest.url.address()),
        srcset,
        width: largest.width,
        height: largest.height,
        alt: alt.to_owned(),
    })
}

/// What stands for a story in lists. A family's photograph stays on its own page, and of a page for the young only what was
/// chosen as its cover is shown.
pub(super) fn picture_in_lists(story: &Story) -> Option<&PictureUse> {
    match story.kind {
        Kind::Families => None,
        Kind::Youth => story.cover.as_ref(),
        Kind::Health | Kind::Stories | Kind::Pages => story.shown_picture(),
    }
}
