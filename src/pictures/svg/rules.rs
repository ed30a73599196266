//! What of an SVG is kept, left out, or refused: the rules for elements and attributes.

use quick_xml::name::{Namespace, ResolveResult};

use super::style;
use crate::diagnostic::catalogue::PictureMessage;

/// The namespace of SVG.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
/// The namespace of `XLink`, whose `href` SVG 1.1 uses.
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Elements that run a program or hold another page or medium, in lower case.
const FORBIDDEN_ELEMENTS: [&str; 13] = [
    "script",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "canvas",
    "handler",
    "listener",
    "link",
    "base",
    "frame",
];
/// Attributes that name something to load or open, in lower case.
const LINKS: [&str; 8] = ["href", "src", "srcset", "data", "poster", "action", "formaction", "ping"];
/// Attributes whose value is never read as CSS.
const NAMES: [&str; 3] = ["id", "class", "aria-label"];

/// What becomes of an element.
pub(super) enum Fate {
    /// It is written.
    Keep,
    /// It is left out with all that is in it: an editor's notes, metadata.
    Drop,
    /// The SVG is refused for it.
    Refuse,
}

/// The fate of an element; `bare` tells that the document declares no namespace, as SVG copied from a page.
pub(super) fn element(namespace: &ResolveResult<'_>, name: &str, bare: bool) -> Fate {
    let lower = name.to_ascii_lowercase();
    match namespace {
        ResolveResult::Bound(Namespace(XHTML)) => Fate::Refuse,
        ResolveResult::Bound(Namespace(SVG)) => fate_of_svg(&lower),
        ResolveResult::Unbound if bare => fate_of_svg(&lower),
        _ => Fate::Drop,
    }
}

fn fate_of_svg(lower: &str) -> Fate {
    if FORBIDDEN_ELEMENTS.contains(&lower) {
        Fate::Refuse
    } else if lower == "metadata" {
        Fate::Drop
    } else {
        Fate::Keep
    }
}

/// The name under which an attribute is written; none if it is left out: an editor's, or one that moves every link.
pub(super) fn attribute_name(namespace: &ResolveResult<'_>, name: &str) -> Option<String> {
    let is_xlink = match namespace {
        ResolveResult::Bound(Namespace(uri)) => *uri == XLINK,
        // An undeclared prefix is what remains of SVG copied from a page.
        ResolveResult::Unknown(prefix) => prefix == "xlink",
        ResolveResult::Unbound => return (is_plain(name) && !name.starts_with("data-")).then(|| name.to_owned()),
    };
    let is_xml = matches!(namespace, ResolveResult::Bound(Namespace(XML)));
    match name {
        "href" if is_xlink => Some("xlink:href".to_owned()),
        "space" | "lang" if is_xml => Some(format!("xml:{name}")),
        _ => None,
    }
}

/// The value to write for an attribute of an element, or why the SVG is refused.
pub(super) fn attribute_value(element: &str, name: &str, value: &str) -> Result<String, PictureMessage> {
    let lower = name.to_ascii_lowercase();
    let local = lower.strip_prefix("xlink:").unwrap_or(&lower);
    let (element, attribute) = (element.to_owned(), name.to_owned());
    if local.starts_with("on") || runs_script(value) || (local == "attributename" && is_animated_link(value)) {
        return Err(PictureMessage::SvgAttribute { element, attribute });
    }
    if LINKS.contains(&local) {
        let target = value.trim();
        return if target.starts_with('#') {
            Ok(target.to_owned())
        } else {
            Err(PictureMessage::SvgLink { element, attribute })
        };
    }
    if local == "style" {
        return style::clean(value).map_err(|rule| PictureMessage::SvgStyle { rule: rule.to_owned() });
    }
    match style::forbidden(value) {
        Some(_) if !NAMES.contains(&local) => Err(PictureMessage::SvgLink { element, attribute }),
        _ => Ok(value.to_owned()),
    }
}

/// Whether an animation may change what this attribute names: a link, or an event's handler.
fn is_animated_link(attribute: &str) -> bool {
    let lower = attribute.trim().to_ascii_lowercase();
    let local = lower.rsplit(':').next().unwrap_or_default();
    LINKS.contains(&local) || local.starts_with("on")
}

/// Whether a value holds the scheme `javascript:`, which browsers read over white space and control characters.
fn runs_script(value: &str) -> bool {
    value.contains(':')
        && value
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .map(|c| c.to_ascii_lowercase())
            .collect::<String>()
            .contains("javascript:")
}

/// Whether a name is one that SVG could have: ASCII letters, digits, `-`, `_` and `.`.
pub(super) fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

/// Whether every character may stand in an XML document (XML 1.0, 2.2).
pub(super) fn is_xml_text(text: &str) -> bool {
    text.chars().all(|c| !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}'))
}
