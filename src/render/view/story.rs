//! What a story's page shows.

use serde::Serialize;

use crate::fields::directory::Hotline;
use crate::fields::matter::{AgeRange, Expert, Honour, Kind, Reference};
use crate::render::view::site::{DateView, LinkView, PictureView};

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
    /// Its summary, where one is given: one made of the first paragraph would say it twice.
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
    /// The foot of the printed leaflet, for health articles whose address is known.
    pub leaflet: Option<LeafletView>,
}

/// The foot of a printed leaflet.
#[derive(Debug, Clone, Serialize)]
pub struct LeafletView {
    /// The page's absolute address.
    pub address: String,
    /// The side of its QR code, in modules, the light border included.
    pub size: usize,
    /// The dark modules: an SVG path of strokes one module thick.
    pub path: String,
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
