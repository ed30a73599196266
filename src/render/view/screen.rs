//! What the village screen shows: one slide a page.

use serde::Serialize;

use crate::fields::matter::{Expert, Kind};
use crate::render::view::site::{DateView, PictureView};

/// The loop of a city's village screens.
#[derive(Debug, Clone, Serialize)]
pub struct ScreenView {
    /// The slides in their order; at most 16, and none where a city has nothing to show.
    pub slides: Vec<SlideView>,
}

/// One slide.
#[derive(Debug, Clone, Serialize)]
pub struct SlideView {
    /// Its page's kind: health or stories.
    pub kind: Kind,
    /// The section's name.
    pub section: String,
    /// The title.
    pub title: String,
    /// The summary, for a slide without points.
    pub summary: String,
    /// The takeaways of a health article, the results of a success story; at most 5.
    pub points: Vec<String>,
    /// How many characters there are to read: the title's, and the points' or else the summary's.
    pub characters: usize,
    /// Its day.
    pub date: Option<DateView>,
    /// Who signs.
    pub unit: String,
    /// The cover, else the first picture of the text.
    pub cover: Option<PictureView>,
    /// A demonstration.
    pub sample: bool,
    /// Made with the help of a language model.
    pub ai_generated: bool,
    /// Who has looked it over.
    pub expert: Option<Expert>,
    /// The page's address.
    pub url: String,
    /// The page's absolute address, to be read and typed, if one is known.
    pub address: Option<String>,
}
