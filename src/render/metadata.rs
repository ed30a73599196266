//! What machines read in the head of a page: the tags of China's government sites (《政府网站发展指引》, 国办发〔2017〕47号, annex
//! 网页标签规范: `SiteName` … for every page, `ColumnName` … for columns, `ArticleTitle` … for articles). Only what is known is said.

use crate::fields::matter::Kind;
use crate::model::{Listing, ListingKind, Model, Page, Site};
use crate::render::view::{FrameView, SiteView, TagView};

/// How many keywords a column has at most.
const KEYWORDS: usize = 8;

/// Collects tags; an empty value is no tag.
struct Tags(Vec<TagView>);

impl Tags {
    fn put(&mut self, name: &'static str, content: &str) {
        if !content.is_empty() {
            self.0.push(TagView { name, content: content.to_owned() });
        }
    }
}

/// The tags of every page.
fn of_site(site: &SiteView) -> Tags {
    let mut tags = Tags(Vec::with_capacity(16));
    let city = site.city.as_ref().map_or("", |city| city.name.as_str());
    tags.put("SiteName", &if city.is_empty() { site.name.clone() } else { format!("{}·{city}", site.name) });
    tags.put("SiteDomain", site.base.as_deref().and_then(host).unwrap_or_default());
    tags.put("SiteIDCode", site.footer.site_code.as_deref().unwrap_or_default());
    tags
}

/// The tags of a page that is neither a column nor an article.
pub(super) fn of_page(site: &SiteView) -> Vec<TagView> {
    of_site(site).0
}

/// The tags of a listing. Its keywords are the topics that its pages are about, the most frequent first.
pub(super) fn of_listing(view: &SiteView, model: &Model, site: &Site, listing: &Listing) -> Vec<TagView> {
    let mut tags = of_site(view);
    tags.put("ColumnName", &listing.title);
    tags.put("ColumnDescription", &listing.description);
    let mut counts = std::collections::BTreeMap::new();
    for topic in
        listing.pages.iter().filter_map(|number| site.pages.get(*number)).flat_map(|page| &page.story.matter.topics)
    {
        *counts.entry(topic).or_insert(0_usize) += 1;
    }
    let mut topics: Vec<_> = counts.into_iter().collect();
    topics.sort_by_key(|(slug, count)| (std::cmp::Reverse(*count), *slug));
    let names: Vec<&str> = topics
        .iter()
        .take(KEYWORDS)
        .filter_map(|(slug, _)| model.directory.topic(slug).map(|topic| topic.name.as_str()))
        .collect();
    tags.put("ColumnKeywords", &names.join(","));
    let kind = if let ListingKind::Section(kind) = &listing.kind { column_type(model, *kind) } else { "" };
    tags.put("ColumnType", kind);
    tags.0
}

/// The tags of a story.
pub(super) fn of_story(view: &SiteView, model: &Model, page: &Page, frame: &FrameView, source: &str) -> Vec<TagView> {
    let story = &page.story;
    let matter = &story.matter;
    let mut tags = of_site(view);
    if story.kind != Kind::Pages {
        let section = model.directory.section(story.kind);
        tags.put("ColumnName", section.map_or_else(|| story.kind.chinese(), |section| section.name.as_str()));
        tags.put("ColumnType", column_type(model, story.kind));
    }
    tags.put("ArticleTitle", &story.marked_title());
    tags.put("PubDate", &matter.date.map(crate::date::Moment::to_the_minute).unwrap_or_default());
    tags.put("ContentSource", source);
    tags.put("Keywords", &matter.keywords.join(","));
    tags.put("Author", &matter.authors.join(","));
    tags.put("Description", &story.summary);
    tags.put("Image", frame.image.as_deref().unwrap_or_default());
    tags.put("Url", frame.canonical.as_deref().unwrap_or_default());
    tags.0
}

fn column_type(model: &Model, kind: Kind) -> &str {
    model.directory.section(kind).and_then(|section| section.column_type.as_deref()).unwrap_or_default()
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
