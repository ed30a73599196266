//! What machines read in the head of a page: the tags of China's government sites (《政府网站发展指引》, 国办发〔2017〕47号, annex
//! 网页标签规范: `SiteName` … for every page, `ColumnName` … for columns, `ArticleTitle` … for articles). Only what is known is said.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::date::Moment;
use crate::fields::matter::Kind;
use crate::model::{Listing, ListingKind, Page, Site};
use crate::render::SiteRenderer;
use crate::render::body::escape;
use crate::render::frame::site_name;
use crate::render::view::{FrameView, SiteView};

/// How many keywords a column has at most.
const KEYWORDS: usize = 8;

/// Writes tags, a `<meta>` a line; an empty value is no tag.
#[derive(Clone)]
pub(super) struct Tags(String);

impl Tags {
    /// The tags of every page of a site.
    pub(super) fn of_site(site: &SiteView) -> Self {
        let mut tags = Self(String::new());
        tags.put("SiteName", &site_name(site));
        tags.put("SiteDomain", site.base.as_deref().and_then(host).unwrap_or_default());
        tags.put("SiteIDCode", site.footer.site_code.as_deref().unwrap_or_default());
        tags
    }

    fn put(&mut self, name: &'static str, content: &str) {
        if !content.is_empty() {
            // Writing into a String cannot fail.
            let _ = writeln!(self.0, "<meta name=\"{name}\" content=\"{}\">", escape(content));
        }
    }
}

impl SiteRenderer<'_> {
    /// The tags of a page that is neither a column nor an article.
    pub(super) fn page_tags(&self) -> String {
        self.tags.clone().0
    }

    /// The tags of a listing, which is given by its number.
    pub(super) fn listing_tags(&self, site: &Site, number: usize, listing: &Listing) -> String {
        let mut tags = self.tags.clone();
        tags.put("ColumnName", &listing.title);
        tags.put("ColumnDescription", &listing.description);
        if let Some(keywords) = self.keywords.get(number) {
            tags.put("ColumnKeywords", keywords.get_or_init(|| self.keywords_of(site, listing)));
        }
        if let ListingKind::Section(kind) = &listing.kind {
            tags.put("ColumnType", self.column_type(*kind));
        }
        tags.0
    }

    /// The topics that a listing's pages are about, the most frequent first.
    fn keywords_of(&self, site: &Site, listing: &Listing) -> String {
        let pages = listing.pages.iter().filter_map(|number| site.pages.get(*number));
        let mut counts = BTreeMap::new();
        for topic in pages.flat_map(|page| &page.story.matter.topics) {
            *counts.entry(topic).or_insert(0_usize) += 1;
        }
        let mut topics: Vec<_> = counts.into_iter().collect();
        topics.sort_by_key(|(slug, count)| (std::cmp::Reverse(*count), *slug));
        let names = topics.iter().take(KEYWORDS).filter_map(|(slug, _)| self.model.directory.topic(slug));
        names.map(|topic| topic.name.as_str()).collect::<Vec<_>>().join(",")
    }

    /// The tags of a story, whose frame is made but for them.
    pub(super) fn story_tags(&self, page: &Page, frame: &FrameView, source: &str) -> String {
        let story = &page.story;
        let matter = &story.matter;
        let mut tags = self.tags.clone();
        if story.kind != Kind::Pages {
            tags.put("ColumnName", &self.section_name(story));
            tags.put("ColumnType", self.column_type(story.kind));
        }
        tags.put("ArticleTitle", &story.marked_title());
        tags.put("PubDate", &matter.date.map(Moment::to_the_minute).unwrap_or_default());
        tags.put("ContentSource", source);
        tags.put("Keywords", &matter.keywords.join(","));
        tags.put("Author", &matter.authors.join(","));
        tags.put("Description", &story.summary);
        tags.put("Image", frame.image.as_deref().unwrap_or_default());
        tags.put("Url", frame.canonical.as_deref().unwrap_or_default());
        tags.0
    }

    fn column_type(&self, kind: Kind) -> &str {
        self.model.directory.section(kind).and_then(|section| section.column_type.as_deref()).unwrap_or_default()
    }
}

/// The host of an absolute address.
fn host(base: &str) -> Option<&str> {
    base.split_once("://")?.1.split(['/', ':']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domain_is_the_host_of_the_address() {
        assert_eq!(host("https://www.example.org:8443/a/"), Some("www.example.org"));
        assert_eq!(host("example"), None);
    }
}
