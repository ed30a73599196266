//! A story's page in one site, and what makes two stories one page.

use std::sync::Arc;

use crate::fields::matter::Kind;
use crate::model::Story;
use crate::model::route::LinkRoute;
use crate::path::UrlPath;

/// A story's page in one site.
#[derive(Debug)]
pub struct Page {
    /// The story.
    pub story: Arc<Story>,
    /// Its address.
    pub url: UrlPath,
    /// Whether it is the province's.
    pub shared: bool,
    /// Whether it stands in the place of the province's.
    pub overrides: bool,
    /// The next older page of its section, by number.
    pub previous: Option<usize>,
    /// The next newer page of its section, by number.
    pub next: Option<usize>,
    /// Where its links lead, by their number in the document.
    pub links: Vec<LinkRoute>,
}

/// A former address that leads to a page.
#[derive(Debug)]
pub struct Redirect {
    /// The former address.
    pub from: UrlPath,
    /// The page, by number.
    pub to: usize,
}

/// What makes two stories one page of a site: kind, and slug whatever its case.
pub(super) type PageKey = (Kind, String);

pub(super) fn key_of(story: &Story) -> PageKey {
    (story.kind, story.matter.slug.value.as_str().to_ascii_lowercase())
}
