//! The Atom feed of a site (RFC 4287): its newest pages with their summaries.

use quick_xml::Writer;
use quick_xml::events::BytesText;

use crate::model::{Model, Page, Site};
use crate::path::UrlPath;
use crate::render::frame::absolute;

/// How many entries a feed has.
const ENTRIES: usize = 20;

/// The feed. An entry's id is its address at the site's root; it is `updated` on the day of its last change.
pub(super) fn feed(model: &Model, site: &Site) -> Vec<u8> {
    let base = site.base.as_deref().unwrap_or_default();
    let pages: Vec<&Page> = site.latest().take(ENTRIES).filter_map(|number| site.pages.get(number)).collect();
    let updated = pages.iter().filter_map(|page| page.story.last_changed()).max().unwrap_or(model.release.date);
    let mut writer = Writer::new_with_indent(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_vec(), b' ', 1);
    let title = format!("{} - {}", site.city.name, model.directory.site.name);
    let written = writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .write_inner_content(|feed| {
            text(feed, "title", &title)?;
            text(feed, "id", base)?;
            text(feed, "updated", &updated.rfc3339())?;
            link(feed, "self", &absolute(base, &UrlPath::new("feed.xml")))?;
            link(feed, "alternate", base)?;
            author(feed, &site.city.organisation)?;
            for page in &pages {
                let story = &page.story;
                let address = absolute(base, &page.url);
                let changed = story.last_changed().unwrap_or(model.release.date);
                feed.create_element("entry").write_inner_content(|entry| {
                    text(entry, "title", &story.marked_title())?;
                    text(entry, "id", &address)?;
                    text(entry, "updated", &changed.rfc3339())?;
                    if let Some(day) = story.matter.date {
                        text(entry, "published", &day.rfc3339())?;
                    }
                    link(entry, "alternate", &address)?;
                    text(entry, "summary", &story.summary)
                })?;
            }
            Ok(())
        });
    // Writing into memory cannot fail.
    drop(written);
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

type Written = std::io::Result<()>;

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> Written {
    writer.create_element(name).write_text_content(BytesText::new(text)).map(|_| ())
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, href: &str) -> Written {
    writer.create_element("link").with_attribute(("rel", rel)).with_attribute(("href", href)).write_empty().map(|_| ())
}

fn author(writer: &mut Writer<Vec<u8>>, name: &str) -> Written {
    writer.create_element("author").write_inner_content(|author| text(author, "name", name)).map(|_| ())
}
