//! Structured data of a page (JSON-LD 1.1 in the terms of schema.org): what it is, who publishes it, where it stands. Nothing is said
//! that the page does not say: no reviewer where none is recorded, and of a family's page neither a person nor a text.

use serde::Serialize;

use crate::date::Moment;
use crate::fields::matter::{Expert, Kind};
use crate::model::{Model, Page};
use crate::render::frame::{at, site_name};
use crate::render::story::own_fields;
use crate::render::view::{FrameView, SiteView};

/// What a page is about, in nodes; nothing that is not known stands in one.
#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    nodes: &'a [Node<'a>],
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    Thing(Thing<'a>),
    Site(WebSite<'a>),
    Article(Box<Article<'a>>),
    Trail(Trail<'a>),
}

/// Something that has a name: an organisation, a person, a subject.
#[derive(Serialize)]
struct Thing<'a> {
    #[serde(rename = "@type")]
    of: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    affiliation: Option<Box<Thing<'a>>>,
}

impl<'a> Thing<'a> {
    fn new(of: &'static str, name: &'a str) -> Self {
        Self { of, id: None, name, url: None, affiliation: None }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebSite<'a> {
    #[serde(rename = "@type")]
    of: &'static str,
    name: String,
    url: &'a str,
    in_language: &'static str,
    description: &'a str,
    publisher: Reference<'a>,
}

/// A node that is told of elsewhere.
#[derive(Serialize)]
struct Reference<'a> {
    #[serde(rename = "@id")]
    id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'a> {
    #[serde(rename = "@type")]
    of: &'static str,
    headline: &'a str,
    name: &'a str,
    description: &'a str,
    in_language: &'static str,
    url: &'a str,
    main_entity_of_page: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    publisher: Thing<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed_by: Option<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<Audience>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Audience {
    #[serde(rename = "@type")]
    of: &'static str,
    suggested_min_age: u8,
    suggested_max_age: u8,
}

/// The way from the home to a page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Trail<'a> {
    #[serde(rename = "@type")]
    of: &'static str,
    item_list_element: Vec<Crumb<'a>>,
}

#[derive(Serialize)]
struct Crumb<'a> {
    #[serde(rename = "@type")]
    of: &'static str,
    position: usize,
    name: &'a str,
    item: String,
}

/// The data of a home: the organisation, and its site. None where the site's address is not known.
pub(super) fn of_home(site: &SiteView) -> Option<String> {
    let base = site.base.as_deref()?;
    let id = format!("{base}#organisation");
    let organisation = Thing { id: Some(&id), url: Some(base), ..Thing::new("Organization", publisher(site)) };
    let website = WebSite {
        of: "WebSite",
        name: site_name(site),
        url: base,
        in_language: "zh-CN",
        description: &site.description,
        publisher: Reference { id: &id },
    };
    Some(graph(&[Node::Thing(organisation), Node::Site(website)]))
}

/// The data of a listing: where it stands.
pub(super) fn of_listing(site: &SiteView, frame: &FrameView, title: &str) -> Option<String> {
    Some(graph(&[Node::Trail(breadcrumbs(site, frame, title)?)]))
}

/// The data of a story.
pub(super) fn of_story(site: &SiteView, model: &Model, page: &Page, frame: &FrameView) -> Option<String> {
    let story = &page.story;
    let trail = Node::Trail(breadcrumbs(site, frame, &story.title)?);
    let canonical = frame.canonical.as_deref()?;
    if story.kind == Kind::Families {
        return Some(graph(&[trail]));
    }
    let matter = &story.matter;
    let topics = matter.topics.iter().filter_map(|slug| model.directory.topic(slug));
    let title = story.marked_title();
    let article = Article {
        of: match story.kind {
            Kind::Health | Kind::Youth => "MedicalWebPage",
            Kind::Pages => "WebPage",
            Kind::Stories | Kind::Families => "Article",
        },
        headline: &title,
        name: &title,
        description: &story.summary,
        in_language: "zh-CN",
        url: canonical,
        main_entity_of_page: canonical,
        date_published: matter.date.map(Moment::rfc3339),
        date_modified: story.last_changed().map(Moment::rfc3339),
        image: frame.image.as_deref(),
        publisher: Thing { url: site.base.as_deref(), ..Thing::new("Organization", publisher(site)) },
        author: matter.authors.iter().map(|name| Thing::new("Person", name)).collect(),
        about: topics.map(|topic| Thing::new("Thing", &topic.name)).collect(),
        reviewed_by: matter.expert().map(reviewer),
        audience: matter.age_range().map(|ages| Audience {
            of: "PeopleAudience",
            suggested_min_age: ages.from,
            suggested_max_age: ages.to,
        }),
        citation: own_fields(&matter.own).references.iter().map(|reference| reference.text.as_str()).collect(),
    };
    Some(graph(&[Node::Article(Box::new(article)), trail]))
}

fn reviewer(expert: &Expert) -> Thing<'_> {
    let affiliation = expert.org.as_deref().map(|org| Box::new(Thing::new("Organization", org)));
    Thing { affiliation, ..Thing::new("Person", &expert.name) }
}

/// The way from the home to a page, whose own name comes last.
fn breadcrumbs<'a>(site: &SiteView, frame: &'a FrameView, title: &'a str) -> Option<Trail<'a>> {
    let base = site.base.as_deref()?;
    let above = frame.breadcrumbs.iter().filter_map(|crumb| Some((crumb.name.as_str(), crumb.url.as_deref()?)));
    let own = (title, frame.url.as_str());
    let crumb = |(place, (name, url)): (usize, (&'a str, &'a str))| Crumb {
        of: "ListItem",
        position: place + 1,
        name,
        item: at(base, url),
    };
    Some(Trail { of: "BreadcrumbList", item_list_element: above.chain([own]).enumerate().map(crumb).collect() })
}

/// Who publishes a site.
fn publisher(site: &SiteView) -> &str {
    site.city.as_ref().map_or(site.organisation.as_str(), |city| city.organisation.as_str())
}

/// The text of a `<script>` of data. No `<` stands in it, so that no content can end the element (HTML, 4.12.1.3).
fn graph(nodes: &[Node<'_>]) -> String {
    let graph = Graph { context: "https://schema.org", nodes };
    // Texts and numbers always have a form in JSON.
    let text = serde_json::to_string(&graph).unwrap_or_default();
    if text.contains('<') { text.replace('<', "\\u003c") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_content_can_end_the_element() {
        let text = graph(&[Node::Thing(Thing::new("Thing", "</script><script>"))]);
        assert!(!text.contains('<'));
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["@graph"][0]["name"], "</script><script>");
    }
}
