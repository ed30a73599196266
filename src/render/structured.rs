//! Structured data of a page (JSON-LD 1.1 in the terms of schema.org): what it is, who publishes it, where it stands. Nothing is said
//! that the page does not say: no reviewer where none is recorded, and of a family's page neither a person nor a text.

use serde_json::{Map, Value, json};

use crate::fields::matter::{Kind, Own};
use crate::model::{Model, Page, Story};
use crate::render::view::{FrameView, SiteView};

/// The data of a home: the organisation, and its site. None where the site's address is not known.
pub(super) fn of_home(site: &SiteView) -> Option<String> {
    let base = site.base.as_deref()?;
    let organisation = json!({
        "@type": "Organization", "@id": format!("{base}#organisation"), "name": organisation(site), "url": base,
    });
    let website = json!({
        "@type": "WebSite", "name": name(site), "url": base, "inLanguage": "zh-CN", "description": site.description,
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
    let mut article = Map::new();
    let mut put = |key: &str, value: Value| drop(article.insert(key.to_owned(), value));
    put(
        "@type",
        json!(match story.kind {
            Kind::Health | Kind::Youth => "MedicalWebPage",
            Kind::Pages => "WebPage",
            Kind::Stories | Kind::Families => "Article",
        }),
    );
    put("headline", json!(story.marked_title()));
    put("name", json!(story.marked_title()));
    put("description", json!(story.summary));
    put("inLanguage", json!("zh-CN"));
    put("url", json!(canonical));
    put("mainEntityOfPage", json!(canonical));
    if let Some(date) = matter.date {
        put("datePublished", json!(date.rfc3339()));
    }
    if let Some(changed) = story.last_changed() {
        put("dateModified", json!(changed.rfc3339()));
    }
    if let Some(image) = &frame.image {
        put("image", json!(image));
    }
    put("publisher", json!({ "@type": "Organization", "name": organisation(site), "url": site.base }));
    if !matter.authors.is_empty() {
        let people = matter.authors.iter().map(|name| json!({ "@type": "Person", "name": name }));
        put("author", Value::Array(people.collect()));
    }
    let about = about(model, story);
    if !about.is_empty() {
        put("about", Value::Array(about));
    }
    if let Some(expert) = matter.expert() {
        let mut reviewer = json!({ "@type": "Person", "name": expert.name });
        if let (Some(reviewer), Some(org)) = (reviewer.as_object_mut(), &expert.org) {
            reviewer.insert("affiliation".to_owned(), json!({ "@type": "Organization", "name": org }));
        }
        put("reviewedBy", reviewer);
    }
    if let Some(ages) = matter.age_range() {
        put("audience", json!({ "@type": "PeopleAudience", "suggestedMinAge": ages.from, "suggestedMaxAge": ages.to }));
    }
    let references = match &matter.own {
        Own::Health(health) => health.references.as_slice(),
        Own::Youth(youth) => youth.references.as_slice(),
        _ => &[],
    };
    if !references.is_empty() {
        put("citation", references.iter().map(|reference| reference.text.as_str()).collect());
    }
    Some(graph(&[Value::Object(article), trail]))
}

/// What a story is about, by its topics.
fn about(model: &Model, story: &Story) -> Vec<Value> {
    let topics = story.matter.topics.iter().filter_map(|slug| model.directory.topic(slug));
    topics.map(|topic| json!({ "@type": "Thing", "name": topic.name })).collect()
}

/// The way from the home to a page, whose own name comes last.
fn breadcrumbs(site: &SiteView, frame: &FrameView, title: &str) -> Option<Value> {
    let base = site.base.as_deref()?;
    let above = frame.breadcrumbs.iter().filter_map(|crumb| {
        let url = crumb.url.as_deref()?;
        let url = url.strip_suffix("index.html").filter(|folder| folder.is_empty()).unwrap_or(url);
        Some((crumb.name.as_str(), format!("{base}{url}")))
    });
    let own = (title, format!("{base}{}", frame.url));
    let items = above
        .chain([own])
        .enumerate()
        .map(|(place, (name, item))| json!({ "@type": "ListItem", "position": place + 1, "name": name, "item": item }));
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() }))
}

fn organisation(site: &SiteView) -> &str {
    site.city.as_ref().map_or(site.organisation.as_str(), |city| city.organisation.as_str())
}

fn name(site: &SiteView) -> String {
    site.city.as_ref().map_or_else(|| site.name.clone(), |city| format!("{}·{}", site.name, city.name))
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
