//! What every page shows: the site, the frame of the page, and the pieces of which lists are made.

use serde::Serialize;

use crate::fields::directory::{Contact, Footer, Hotline};
use crate::fields::matter::Kind;

/// What every page of a site shares.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// The name of the whole: 湖南健康家庭.
    pub name: String,
    /// Who is behind the whole.
    pub organisation: String,
    /// One sentence about the whole.
    pub description: String,
    /// The city; none on the doors.
    pub city: Option<CityView>,
    /// The four sections.
    pub sections: Vec<EntryView>,
    /// The plain pages.
    pub pages: Vec<EntryView>,
    /// The campaigns.
    pub campaigns: Vec<EntryView>,
    /// The topics that have pages.
    pub topics: Vec<EntryView>,
    /// The counties and units that have pages.
    pub counties: Vec<EntryView>,
    /// The audiences that have pages.
    pub audiences: Vec<EntryView>,
    /// The hotlines.
    pub hotlines: Vec<Hotline>,
    /// The footer.
    pub footer: Footer,
    /// The absolute address of the site's root, ending in `/`, if one is known.
    pub base: Option<String>,
    /// The absolute address of the doors, ending in `/`, if one is known.
    pub doors: Option<String>,
    /// The page that tells how to have a mistake mended: the plain page `correction`, if there is one.
    pub correction: Option<String>,
    /// The release date.
    pub released: DateView,
}

/// A city.
#[derive(Debug, Clone, Serialize)]
pub struct CityView {
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// Its slug.
    pub slug: String,
    /// Its branch of the association.
    pub organisation: String,
    /// One sentence about its site.
    pub description: String,
    /// How to reach it.
    pub contacts: Vec<Contact>,
    /// How many pages its site has.
    pub count: usize,
    /// Whether it is published at an address of its own, outside the whole's.
    pub has_own_address: bool,
}

/// An entry of a navigation or a list of names.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// How many pages it leads to.
    pub count: usize,
    /// One sentence about it, or nothing.
    pub description: String,
}

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// Its text.
    pub name: String,
    /// Its address; none where there is no page.
    pub url: Option<String>,
}

/// What the head and the masthead of a page need.
#[derive(Debug, Clone, Serialize)]
pub struct FrameView {
    /// The text of `<title>`.
    pub title: String,
    /// The text of the description.
    pub description: String,
    /// From the page to the site's root: empty, or `../` for each folder.
    pub root: String,
    /// The page's own address.
    pub url: String,
    /// The way back to the doors, to be printed as it is; none on the doors, and where they are not known.
    pub doors: Option<String>,
    /// The absolute address that counts, if one is known.
    pub canonical: Option<String>,
    /// Whether search engines are asked to pass the page over.
    pub noindex: bool,
    /// Which entry of the navigation is current: a section's folder, `home`, `search`, or nothing.
    pub current: String,
    /// From the home to this page, without the page itself.
    pub breadcrumbs: Vec<LinkView>,
    /// The absolute address of a picture for social cards, if one is known.
    pub image: Option<String>,
    /// Whether the page needs the style sheet for code.
    pub has_code: bool,
    /// What machines are told beside the description: a `<meta>` a line, HTML that is printed as it is.
    pub tags: String,
    /// The structured data, JSON that stands in a `<script>` as it is.
    pub structured: Option<String>,
}

/// What the masthead and the footer know of a page, which they share with all pages of its depth and section.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ChromeView {
    /// From the page to the site's root: empty, or `../` for each folder.
    pub root: String,
    /// The page's own address, if it is a section or a plain page; else empty.
    pub url: String,
    /// The way back to the doors, to be printed as it is; none on the doors, and where they are not known.
    pub doors: Option<String>,
    /// Which entry of the navigation is current: a section's folder, `home`, `search`, or nothing.
    pub current: String,
}

/// What a card knows of the page it stands on, which it shares with all pages of one depth.
#[derive(Debug, Clone, Serialize)]
pub struct DepthView {
    /// From the page to the site's root: empty, or `../` for each folder.
    pub root: String,
}

/// A day.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// `2021-05-29`, with the time where one was written.
    pub iso: String,
    /// `2021年5月29日`.
    pub text: String,
}

/// A picture in its sizes.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    /// The address of the largest.
    pub url: String,
    /// The sizes as `srcset` wants them, each address behind `root`; empty where there is only one.
    pub srcset: String,
    /// The width of the largest.
    pub width: u32,
    /// The height of the largest.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// A page in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// Its kind.
    pub kind: Kind,
    /// Its section's name.
    pub section: String,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Its address.
    pub url: String,
    /// Its day.
    pub date: Option<DateView>,
    /// Who signs.
    pub unit: String,
    /// Its cover; never a family's.
    pub cover: Option<PictureView>,
    /// A demonstration.
    pub sample: bool,
}
