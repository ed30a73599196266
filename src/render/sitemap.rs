//! The sitemap (sitemaps.org protocol 0.9) and `robots.txt` (RFC 9309).

use quick_xml::Writer;
use quick_xml::events::BytesText;

use crate::model::{Model, Site};
use crate::path::UrlPath;
use crate::render::frame::{absolute, canonical};

/// Every page that search engines may keep, with the day of its last change; a shared page only where it is canonical.
pub(super) fn sitemap(model: &Model, site: &Site) -> Vec<u8> {
    let base = site.base.as_deref().unwrap_or_default();
    let mut writer = Writer::new_with_indent(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_vec(), b' ', 1);
    let namespace = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
    let written = writer.create_element("urlset").with_attribute(namespace).write_inner_content(|urlset| {
        url(urlset, base, None)?;
        for listing in &site.listings {
            url(urlset, &absolute(base, &listing.url(1)), None)?;
        }
        for page in site.pages.iter().filter(|page| !page.story.is_unlisted()) {
            let address = absolute(base, &page.url);
            if canonical(model, site, page).as_ref() != Some(&address) {
                continue;
            }
            let changed = page.story.last_changed();
            url(urlset, &address, changed.map(|day| day.date.to_string()).as_deref())?;
        }
        Ok(())
    });
    // Writing into memory cannot fail.
    drop(written);
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

fn url(writer: &mut Writer<Vec<u8>>, address: &str, changed: Option<&str>) -> std::io::Result<()> {
    let element = writer.create_element("url");
    let written = element.write_inner_content(|url| {
        url.create_element("loc").write_text_content(BytesText::new(address))?;
        if let Some(changed) = changed {
            url.create_element("lastmod").write_text_content(BytesText::new(changed))?;
        }
        Ok(())
    });
    written.map(|_| ())
}

/// Everyone may read everything; where the sitemap is, if the address is known.
pub(super) fn robots(site: &Site) -> Vec<u8> {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if let Some(base) = &site.base {
        text.push_str("Sitemap: ");
        text.push_str(&absolute(base, &UrlPath::new("sitemap.xml")));
        text.push('\n');
    }
    text.into_bytes()
}
