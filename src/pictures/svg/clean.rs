//! The walk through an SVG: reads event by event, judges each by the rules, and writes what is kept.

use std::ops::Range;

use quick_xml::XmlVersion;
use quick_xml::errors::Error;
use quick_xml::escape::{EscapeError, resolve_predefined_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::rules::{self, Fate};
use super::size::{self, Size};
use super::style;
use crate::diagnostic::catalogue::PictureMessage;

/// How deep elements may be nested.
const DEPTH_LIMIT: usize = 100;
/// How many attributes an element may have; duplicates are looked for among them pair by pair.
const ATTRIBUTE_LIMIT: usize = 500;

/// Why an SVG is refused, and which bytes of it are to blame.
pub(super) struct Refusal {
    /// What to tell the writer.
    pub(super) message: PictureMessage,
    /// The bytes of the event.
    pub(super) range: Range<usize>,
}

/// The state of the walk.
pub(super) struct Cleaner<'t> {
    reader: NsReader<&'t [u8]>,
    /// Where the event in hand begins.
    start: usize,
    written: String,
    /// The names of the elements that are open and kept, outermost first.
    open: Vec<String>,
    /// How many elements are open within one that is left out, itself included.
    dropped: usize,
    /// Whether the last tag written still lacks its `>`.
    unfinished: bool,
    /// How many of the open elements show or tell their text, white space and all.
    texts: usize,
    /// The CSS of the `style` element that is open.
    style: Option<String>,
    /// Whether the document declares no namespace.
    bare: bool,
    size: Option<Size>,
    /// Where in the output the namespaces of the root end, and whether `xlink` is to be declared there.
    root_end: usize,
    uses_xlink: bool,
}

impl<'t> Cleaner<'t> {
    /// A walk that stands before the first byte.
    pub(super) fn new(text: &'t str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            start: 0,
            written: String::with_capacity(text.len()),
            open: Vec::new(),
            dropped: 0,
            unfinished: false,
            texts: 0,
            style: None,
            bare: false,
            size: None,
            root_end: 0,
            uses_xlink: false,
        }
    }

    /// The size and the cleaned text.
    pub(super) fn clean(mut self) -> Result<(Size, String), Refusal> {
        loop {
            self.start = self.position();
            let event = match self.reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(event) => event,
                Err(_) => return Err(self.refusal(PictureMessage::SvgBroken {})),
            };
            self.take(event).map_err(|message| self.refusal(message))?;
        }
        match self.size {
            Some(size) if self.open.is_empty() && self.dropped == 0 => {
                if self.uses_xlink {
                    self.written.insert_str(self.root_end, &format!(" xmlns:xlink=\"{}\"", rules::XLINK));
                }
                self.written.push('\n');
                Ok((size, self.written))
            }
            _ => Err(self.refusal(PictureMessage::SvgBroken {})),
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn refusal(&self, message: PictureMessage) -> Refusal {
        Refusal { message, range: self.start..self.position() }
    }

    fn take(&mut self, event: Event<'t>) -> Result<(), PictureMessage> {
        match event {
            Event::Start(tag) => self.opened(&tag),
            Event::End(_) => self.closed(),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => self.text(&resolved(&reference)?),
            // Without a subset of its own it says nothing that the picture needs, and many programs write one.
            Event::DocType(doctype) if self.open.is_empty() && !doctype.contains('[') => Ok(()),
            Event::DocType(_) => Err(PictureMessage::SvgDoctype {}),
            Event::PI(instruction) => {
                Err(PictureMessage::SvgInstruction { target: instruction.target().chars().take(40).collect() })
            }
            Event::Decl(_) if !self.open.is_empty() => Err(PictureMessage::SvgBroken {}),
            // Empty tags come as a start and an end.
            Event::Comment(_) | Event::Decl(_) | Event::Empty(_) | Event::Eof => Ok(()),
        }
    }

    fn opened(&mut self, tag: &BytesStart<'t>) -> Result<(), PictureMessage> {
        if self.open.len() + self.dropped >= DEPTH_LIMIT {
            return Err(PictureMessage::SvgTooDeep { limit: DEPTH_LIMIT.to_string() });
        }
        if self.dropped > 0 {
            self.dropped += 1;
            return Ok(());
        }
        let is_root = self.open.is_empty();
        let (namespace, local) = self.reader.resolver().resolve_element(tag.name());
        if is_root {
            self.bare = matches!(namespace, ResolveResult::Unbound);
        }
        let name = local.into_inner().to_owned();
        match rules::element(&namespace, &name, self.bare) {
            Fate::Refuse => return Err(PictureMessage::SvgElement { element: name }),
            // Neither a second root, nor a root that is no SVG, nor an element within CSS.
            Fate::Keep if is_root && (self.size.is_some() || name != "svg") => {
                return Err(PictureMessage::SvgBroken {});
            }
            Fate::Keep if self.style.is_some() || !rules::is_plain(&name) => return Err(PictureMessage::SvgBroken {}),
            Fate::Drop if is_root => return Err(PictureMessage::SvgBroken {}),
            Fate::Drop => {
                self.dropped = 1;
                return Ok(());
            }
            Fate::Keep => {}
        }
        let attributes = self.attributes(tag, &name)?;
        self.finish_tag();
        self.written.push('<');
        self.written.push_str(&name);
        if is_root {
            self.root(&attributes)?;
        }
        for (name, value) in &attributes {
            write_attribute(&mut self.written, name, value);
        }
        self.unfinished = true;
        self.texts += usize::from(shows_text(&name));
        if name == "style" {
            self.style = Some(String::new());
        }
        self.open.push(name);
        Ok(())
    }

    /// The root's size, its namespace, and a view box where it lacks one: without it the drawing would not scale.
    fn root(&mut self, attributes: &[(String, String)]) -> Result<(), PictureMessage> {
        let value = |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let size = size::of(value("width"), value("height"), value("viewBox")).ok_or(PictureMessage::SvgNoSize {})?;
        write_attribute(&mut self.written, "xmlns", rules::SVG);
        self.root_end = self.written.len();
        if value("viewBox").is_none() {
            write_attribute(&mut self.written, "viewBox", &format!("0 0 {} {}", size.width, size.height));
        }
        self.size = Some(size);
        Ok(())
    }

    /// The attributes of a tag that are kept, in their order.
    fn attributes(&mut self, tag: &BytesStart<'t>, element: &str) -> Result<Vec<(String, String)>, PictureMessage> {
        let mut kept: Vec<(String, String)> = Vec::new();
        for (index, attribute) in tag.attributes().enumerate() {
            let attribute = attribute.map_err(|_| PictureMessage::SvgBroken {})?;
            if index >= ATTRIBUTE_LIMIT {
                return Err(PictureMessage::SvgBroken {});
            }
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let (namespace, local) = self.reader.resolver().resolve_attribute(attribute.key);
            let Some(name) = rules::attribute_name(&namespace, local.into_inner()) else { continue };
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| match error {
                Error::Escape(EscapeError::UnrecognizedEntity(..)) => PictureMessage::SvgDoctype {},
                _ => PictureMessage::SvgBroken {},
            })?;
            // Two prefixes of one namespace could give one name twice.
            let is_twice = name.contains(':') && kept.iter().any(|(other, _)| *other == name);
            if is_twice || !rules::is_xml_text(&value) {
                return Err(PictureMessage::SvgBroken {});
            }
            self.uses_xlink |= name.starts_with("xlink:");
            let value = rules::attribute_value(element, &name, &value)?;
            // A line break given by a character reference would be read back as a space anyway.
            let value = if value.contains(['\t', '\n', '\r']) { value.replace(['\t', '\n', '\r'], " ") } else { value };
            kept.push((name, value));
        }
        Ok(kept)
    }

    fn closed(&mut self) -> Result<(), PictureMessage> {
        if self.dropped > 0 {
            self.dropped -= 1;
            return Ok(());
        }
        let name = self.open.pop().ok_or(PictureMessage::SvgBroken {})?;
        self.texts -= usize::from(shows_text(&name));
        if let Some(css) = self.style.take() {
            let css = style::clean(&css).map_err(|rule| PictureMessage::SvgStyle { rule: rule.to_owned() })?;
            self.finish_tag();
            write_escaped(&mut self.written, css.trim());
        }
        if self.unfinished {
            self.unfinished = false;
            self.written.push_str("/>");
        } else {
            self.written.push_str("</");
            self.written.push_str(&name);
            self.written.push('>');
        }
        Ok(())
    }

    /// Text. Outside the elements that show or tell it, it is never seen and left out.
    fn text(&mut self, text: &str) -> Result<(), PictureMessage> {
        if self.dropped > 0 {
            return Ok(());
        }
        if !rules::is_xml_text(text) || (self.open.is_empty() && !text.trim_ascii().is_empty()) {
            return Err(PictureMessage::SvgBroken {});
        }
        if let Some(css) = &mut self.style {
            css.push_str(text);
        } else if self.texts > 0 {
            self.finish_tag();
            write_escaped(&mut self.written, text);
        }
        Ok(())
    }

    fn finish_tag(&mut self) {
        if self.unfinished {
            self.unfinished = false;
            self.written.push('>');
        }
    }
}

/// Whether the text within an element is shown, or told by a screen reader.
fn shows_text(element: &str) -> bool {
    matches!(element, "text" | "title" | "desc")
}

/// The character of `&#20840;`, `&#x5168;` or one of the five entities of XML.
fn resolved(reference: &BytesRef<'_>) -> Result<String, PictureMessage> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => Ok(c.to_string()),
        Ok(None) => resolve_predefined_entity(reference).map(str::to_owned).ok_or(PictureMessage::SvgDoctype {}),
        Err(_) => Err(PictureMessage::SvgBroken {}),
    }
}

fn write_attribute(into: &mut String, name: &str, value: &str) {
    into.push(' ');
    into.push_str(name);
    into.push_str("=\"");
    write_escaped(into, value);
    into.push('"');
}

/// Writes text so that it reads back the same.
fn write_escaped(into: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\r' => into.push_str("&#13;"),
            c => into.push(c),
        }
    }
}
