//! The views: everything that a template may show, typed. `themes/README.md` documents each for the makers of themes.
//!
//! All addresses are relative to the site's root, percent-encoded, and are shown behind `root`.

use serde::Serialize;

use crate::fields::directory::{Contact, Footer, Hotline};
use crate::fields::matter::{AgeRange, Expert, Honour, Kind, Reference};

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

/// A heading in the table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct TocView {
    /// 2 or 3.
    pub level: u8,
    /// Its id, percent-encoded for a fragment.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// A story's page.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own that a template shows or not")]
pub struct StoryView {
    /// Its kind.
    pub kind: Kind,
    /// Its section.
    pub section: LinkView,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Its day.
    pub date: Option<DateView>,
    /// The day of the last change.
    pub updated: Option<DateView>,
    /// Who signs, with the county's page.
    pub unit: LinkView,
    /// Where it comes from.
    pub source: String,
    /// The address of what was reprinted.
    pub source_url: Option<String>,
    /// The authors.
    pub authors: Vec<String>,
    /// The editors.
    pub editors: Vec<String>,
    /// The campaign.
    pub campaign: Option<LinkView>,
    /// The topics.
    pub topics: Vec<LinkView>,
    /// The audiences.
    pub audiences: Vec<LinkView>,
    /// The keywords.
    pub keywords: Vec<String>,
    /// The cover; never a family's photograph in a card.
    pub cover: Option<PictureView>,
    /// The table of contents; empty for a short page.
    pub toc: Vec<TocView>,
    /// How long it is to read, in characters.
    pub characters: usize,
    /// How long it takes to read, in minutes.
    pub minutes: usize,
    /// A demonstration.
    pub sample: bool,
    /// Made with the help of a language model.
    pub ai_generated: bool,
    /// The province's page, shown in every city.
    pub shared: bool,
    /// A draft or a page of a day to come, in a preview.
    pub unreleased: bool,
    /// What it stands on.
    pub references: Vec<Reference>,
    /// Who has looked it over.
    pub expert: Option<Expert>,
    /// When it is looked over again.
    pub review_by: Option<DateView>,
    /// The fields of a health article.
    pub takeaways: Vec<String>,
    /// When to see a doctor.
    pub when_to_seek_care: Vec<String>,
    /// The ages of a youth article.
    pub age_range: Option<AgeRange>,
    /// Where to find help.
    pub helplines: Vec<Hotline>,
    /// The page of the note for parents and teachers.
    pub adult_note: Option<String>,
    /// The fields of an exemplary family.
    pub family: Option<FamilyView>,
    /// The fields of a success story.
    pub event: Option<EventView>,
    /// The next older page of the section.
    pub previous: Option<LinkView>,
    /// The next newer page of the section.
    pub next: Option<LinkView>,
    /// Pages to read on.
    pub related: Vec<CardView>,
}

/// The fields of an exemplary family.
#[derive(Debug, Clone, Serialize)]
pub struct FamilyView {
    /// What the family is called.
    pub display_name: String,
    /// A name that is not theirs.
    pub pseudonym: Option<String>,
    /// The honour.
    pub honour: Option<Honour>,
    /// The address of the public notice.
    pub notice: Option<String>,
    /// The members, by role.
    pub members: Vec<String>,
}

/// The fields of a success story.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// The number of the event.
    pub number: Option<String>,
    /// The day of the event.
    pub date: Option<DateView>,
    /// Where it was.
    pub venue: Option<String>,
    /// What was done.
    pub practices: Vec<String>,
    /// What came of it.
    pub results: Vec<String>,
    /// The numbers.
    pub metrics: Vec<MetricView>,
}

/// One number of a success story.
#[derive(Debug, Clone, Serialize)]
pub struct MetricView {
    /// What is counted.
    pub name: String,
    /// How many.
    pub value: u64,
}

/// The note for parents and teachers.
#[derive(Debug, Clone, Serialize)]
pub struct AdultNoteView {
    /// The article's title.
    pub title: String,
    /// The article's address.
    pub url: String,
    /// The note, a paragraph an item.
    pub note: Vec<String>,
    /// Where to find help.
    pub helplines: Vec<Hotline>,
    /// A demonstration.
    pub sample: bool,
    /// Made with the help of a language model.
    pub ai_generated: bool,
    /// A draft or a page of a day to come, in a preview.
    pub unreleased: bool,
}

/// One page of a listing.
#[derive(Debug, Clone, Serialize)]
pub struct ListingView {
    /// What it lists: `section`, `topic`, `county`, `audience` or `campaign`.
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// How many pages it lists altogether.
    pub count: usize,
    /// The pages on this page.
    pub cards: Vec<CardView>,
    /// Which page this is, from 1.
    pub number: usize,
    /// How many there are.
    pub length: usize,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
    /// The tasks, where it is a campaign.
    pub tasks: Vec<TaskView>,
    /// The days, where it is a campaign.
    pub start: Option<DateView>,
    /// The last day, where it is a campaign.
    pub end: Option<DateView>,
}

/// A task of a campaign.
#[derive(Debug, Clone, Serialize)]
pub struct TaskView {
    /// Its name.
    pub name: String,
    /// One sentence about it.
    pub description: String,
    /// Its topics; those without pages have no address.
    pub topics: Vec<LinkView>,
}

/// A city's home.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// The newest pages.
    pub latest: Vec<CardView>,
    /// Each section with its newest pages.
    pub sections: Vec<HomeSectionView>,
}

/// A section on the home.
#[derive(Debug, Clone, Serialize)]
pub struct HomeSectionView {
    /// The section.
    pub section: EntryView,
    /// Its newest pages.
    pub cards: Vec<CardView>,
}

/// The doors to the sites.
#[derive(Debug, Clone, Serialize)]
pub struct DoorsView {
    /// The cities, each with its address from the doors.
    pub cities: Vec<DoorView>,
}

/// One door.
#[derive(Debug, Clone, Serialize)]
pub struct DoorView {
    /// The city.
    pub city: CityView,
    /// Its home's address from the doors.
    pub url: String,
}

/// A former address.
#[derive(Debug, Clone, Serialize)]
pub struct RedirectView {
    /// The page's title.
    pub title: String,
    /// The page's address, relative to the former one.
    pub target: String,
}
