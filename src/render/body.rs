//! A story's body: the document's HTML with its slots filled by the routes of the city.

use std::fmt::Write as _;

use crate::markdown::document::SlotKind;
use crate::model::{LinkRoute, Page, Site};
use crate::path::encode_fragment;
use crate::plan::Pictures;
use crate::render::frame::picture;

/// How wide a picture is at most on the page: the measure of the text.
const SIZES: &str = "(max-width: 40em) 100vw, 40em";

/// Fills the slots; a link to a page that does not go out leaves its text alone.
pub(super) fn fill(site: &Site, page: &Page, pictures: &Pictures) -> String {
    let document = &page.story.document;
    let html = document.html.as_str();
    if document.slots.is_empty() {
        return html.to_owned();
    }
    let root = page.url.link_to_root();
    let mut body = String::with_capacity(html.len() + document.slots.len() * 160);
    let mut done = 0;
    for slot in &document.slots {
        body.push_str(html.get(done..slot.offset).unwrap_or_default());
        done = slot.offset;
        match slot.kind {
            SlotKind::LinkStart(number) => {
                if let Some(href) = href(site, page, number) {
                    // Writing into a String cannot fail.
                    let _ = write!(body, "<a href=\"{href}\">");
                }
            }
            SlotKind::LinkEnd(number) => {
                if href(site, page, number).is_some() {
                    body.push_str("</a>");
                }
            }
            SlotKind::Picture(number) => image(page, pictures, number, &root, &mut body),
        }
    }
    body.push_str(html.get(done..).unwrap_or_default());
    body
}

/// The address of a link in this site, if it leads anywhere.
fn href(site: &Site, page: &Page, number: usize) -> Option<String> {
    let (LinkRoute::Page(target) | LinkRoute::AnchorDead(target)) = page.links.get(number)? else { return None };
    let mut href = page.url.link_to(&site.pages.get(*target)?.url);
    if let Some(fragment) = page.story.document.links.get(number).and_then(|link| link.fragment.as_ref()) {
        href.push('#');
        href.push_str(&encode_fragment(fragment));
    }
    Some(href)
}

fn image(page: &Page, pictures: &Pictures, number: usize, root: &str, body: &mut String) {
    let Some(Some(used)) = page.story.pictures.get(number) else { return };
    let Some(view) = picture(pictures, &used.path, &used.alt, root) else { return };
    let _ = write!(body, "<img src=\"{}\"", view.url);
    if !view.srcset.is_empty() {
        let _ = write!(body, " srcset=\"{}\" sizes=\"{SIZES}\"", view.srcset);
    }
    let _ = write!(body, " width=\"{}\" height=\"{}\" alt=\"", view.width, view.height);
    let _ = body.write_str(&escape(&view.alt));
    body.push_str("\" loading=\"lazy\" decoding=\"async\">");
}

/// Text for an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    // Writing into memory cannot fail, and the escape keeps UTF-8 whole.
    let _ = tera::escape_html(text, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}
