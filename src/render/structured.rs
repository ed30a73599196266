//! Structured data of a page (JSON-LD 1.1 in the terms of schema.org): what it is, who publishes it, where it stands. Nothing is said
//! that the page does not say: no reviewer where none is recorded, and of a family's page neither a person nor a text.

use serde_json::{Value, json};

use crate::date::Moment;
use crate::fields::matter::Kind;
use crate::model::{Model, Page};
use crate::render::frame::{at, site_name};
use crate::render::story::own_fields;
use crate::render::view::{FrameView, SiteView};

/// The data of a home: the organisation, and its site. None where the site's address is not known.
pub(super) fn of_home(site: &SiteView) -> Option<String> {
    let base = site.base.as_deref()?;
    let organisation = json!({
        "@type": "Organization", "@id": format!("{base}#organisation"), "name": publisher(site), "url": base,
    });
    let website = json!({
        "@type": "WebSite", "name": site_name(site), "url": base, "inLanguage": "zh-CN", "description": site.description,
        "publisher": { "@id": format!("{base}#organisation") },
    });
    Some(graph(&[organisation, website]))
}

/// The data of a listing: where it stands.
pub(super) fn of_listing(site: &SiteView, frame: &FrameView, title: &str) -> Option<String> {
    Some(graph(&[breadcrumbs(site, frame, title)?]))
}

/// The data of a story.
pub(super) fn of_story(site: &SiteView, model: &Model, page: &Page, frame: &FrameView) -> Option<String> {
    let story = &page.story;
    let trail = breadcrumbs(site, frame, &story.title)?;
    let canonical = frame.canonical.as_deref()?;
    if story.kind == Kind::Families {
        return Some(graph(&[trail]));
    }
    let matter = &story.matter;
    let organisation =
        |name: &str, url: Option<&str>| known(json!({ "@type": "Organization", "name": name, "url": url }));
    let person = |name: &str| json!({ "@type": "Person", "name": name });
    let topics = matter.topics.iter().filter_map(|slug| model.directory.topic(slug));
    let references = own_fields(&matter.own).references;
    let article = known(json!({
        "@type": match story.kind {
            Kind::Health | Kind::Youth => "MedicalWebPage",
            Kind::Pages => "WebPage",
            Kind::Stories | Kind::Families => "Article",
        },
        "headline": story.marked_title(),
        "name": story.marked_title(),
        "description": story.summary,
        "inLanguage": "zh-CN",
        "url": canonical,
        "mainEntityOfPage": canonical,
        "datePublished": matter.date.map(Moment::rfc3339),
        "dateModified": story.last_changed().map(Moment::rfc3339),
        "image": frame.image,
        "publisher": organisation(publisher(site), site.base.as_deref()),
        "author": matter.authors.iter().map(|name| person(name)).collect::<Vec<_>>(),
        "about": topics.map(|topic| json!({ "@type": "Thing", "name": topic.name })).collect::<Vec<_>>(),
        "reviewedBy": matter.expert().map(|expert| known(json!({
            "@type": "Person",
            "name": expert.name,
            "affiliation": expert.org.as_deref().map(|org| organisation(org, None)),
        }))),
        "audience": matter.age_range().map(|ages| json!({
            "@type": "PeopleAudience", "suggestedMinAge": ages.from, "suggestedMaxAge": ages.to,
        })),
        "citation": references.iter().map(|reference| reference.text.as_str()).collect::<Vec<_>>(),
    }));
    Some(graph(&[article, trail]))
}

/// An object without what is not known: no nulls, no empty lists.
fn known(mut object: Value) -> Value {
    if let Some(fields) = object.as_object_mut() {
        fields.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    }
    object
}

/// The way from the home to a page, whose own name comes last.
fn breadcrumbs(site: &SiteView, frame: &FrameView, title: &str) -> Option<Value> {
    let base = site.base.as_deref()?;
    let above = frame.breadcrumbs.iter().filter_map(|crumb| Some((crumb.name.as_str(), crumb.url.as_deref()?)));
    let own = (title, frame.url.as_str());
    let item = |(place, (name, url)): (usize, (&str, &str))| {
        let item = at(base, url);
        json!({ "@type": "ListItem", "position": place + 1, "name": name, "item": item })
    };
    let items = above.chain([own]).enumerate().map(item);
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() }))
}

/// Who publishes a site.
fn publisher(site: &SiteView) -> &str {
    site.city.as_ref().map_or(site.organisation.as_str(), |city| city.organisation.as_str())
}

/// The text of a `<script>` of data. No `<` stands in it, so that no content can end the element (HTML, 4.12.1.3).
fn graph(nodes: &[Value]) -> String {
    json!({ "@context": "https://schema.org", "@graph": nodes }).to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_content_can_end_the_element() {
        let text = graph(&[json!({ "name": "</script><script>" })]);
        assert!(!text.contains('<'));
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["@graph"][0]["name"], "</script><script>");
    }
}
