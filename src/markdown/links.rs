//! Links and pictures: what stays for the render room becomes a slot, what leads elsewhere is written or refused.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType};

use super::address::{self, Address, write_href};
use super::document::{Link, Picture, SlotKind};
use super::piece::{MarkKind, Piece, escape};
use super::writer::Writer;
use crate::diagnostic::Span;
use crate::diagnostic::catalogue::MarkdownMessage;

/// How an open link is to be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenLink {
    /// It was refused; its text stays.
    Refused,
    /// By `</a>`.
    Written,
    /// By the slot of a link of this number.
    Slot(usize),
    /// By the mark of a link within the text of this number.
    Fragment(usize),
}

/// A picture whose alternative text is being gathered.
#[derive(Debug)]
pub(super) struct OpenImage {
    address: String,
    title: String,
    range: Range<usize>,
    alt: Piece,
    /// How many marks are open in the alternative text.
    depth: usize,
}

impl Writer<'_> {
    pub(super) fn start_link(&mut self, link_type: LinkType, dest: &str, title: &str, range: &Range<usize>) {
        self.start_mark("");
        let span = self.span(range);
        let dest = self.mended.clean(dest);
        let mut goal = address::read(&dest);
        if link_type == LinkType::Email && !matches!(goal, Address::Contact(_)) {
            goal = Address::Contact(format!("mailto:{dest}"));
        }
        let title = self.mended.clean(title);
        let open = match goal {
            Address::Local { path, fragment } => {
                let number = self.links.len();
                self.links.push(Link { path, fragment, span });
                self.piece.mark(MarkKind::Slot(SlotKind::LinkStart(number)));
                OpenLink::Slot(number)
            }
            Address::Fragment(fragment) => {
                let number = self.fragments.len();
                self.fragments.push((fragment, span));
                self.piece.mark(MarkKind::FragmentStart(number));
                OpenLink::Fragment(number)
            }
            Address::Web(address) => self.write_link(&address, &title, " rel=\"noopener noreferrer\""),
            Address::Contact(address) => self.write_link(&address, &title, ""),
            Address::Disk => self.refuse(MarkdownMessage::LinkOnDisk { address: dest.into_owned() }, span),
            Address::Scheme(scheme) => self.refuse(MarkdownMessage::LinkScheme { scheme }, span),
            Address::Missing => self.refuse(MarkdownMessage::LinkAddressMissing {}, span),
        };
        self.open.links.push(open);
    }

    fn write_link(&mut self, address: &str, title: &str, attributes: &str) -> OpenLink {
        let html = &mut self.piece.html;
        html.push_str("<a href=\"");
        write_href(address, html);
        html.push('"');
        if !title.is_empty() {
            html.push_str(" title=\"");
            escape(title, html);
            html.push('"');
        }
        let _ = write!(html, "{attributes}>");
        OpenLink::Written
    }

    fn refuse(&mut self, message: MarkdownMessage, span: Span) -> OpenLink {
        self.tell(message, span);
        OpenLink::Refused
    }

    pub(super) fn end_link(&mut self) {
        self.end_mark("");
        match self.open.links.pop() {
            Some(OpenLink::Written) => self.piece.html.push_str("</a>"),
            Some(OpenLink::Slot(number)) => self.piece.mark(MarkKind::Slot(SlotKind::LinkEnd(number))),
            Some(OpenLink::Fragment(number)) => self.piece.mark(MarkKind::FragmentEnd(number)),
            Some(OpenLink::Refused) | None => {}
        }
    }

    pub(super) fn start_image(&mut self, dest: &str, title: &str, range: Range<usize>) {
        self.open.image = Some(OpenImage {
            address: self.mended.clean(dest).into_owned(),
            title: self.mended.clean(title).into_owned(),
            range,
            alt: Piece::default(),
            depth: 0,
        });
    }

    /// Gathers the alternative text of a picture: what its content says without its marks.
    pub(super) fn image_event(&mut self, event: Event<'_>) {
        let Some(image) = &mut self.open.image else { return };
        match event {
            Event::Start(_) => image.depth += 1,
            Event::End(_) if image.depth > 0 => image.depth -= 1,
            Event::End(_) => {
                if let Some(image) = self.open.image.take() {
                    self.end_image(image);
                }
            }
            Event::Text(text) | Event::Code(text) => image.alt.text(&self.mended.clean(&text)),
            Event::SoftBreak | Event::HardBreak => image.alt.soft_break(),
            _ => {}
        }
    }

    fn end_image(&mut self, image: OpenImage) {
        let OpenImage { address, title, range, alt, .. } = image;
        self.drop_indent();
        let alt = alt.plain.trim().to_owned();
        let span = self.span(&range);
        let message = match address::read(&address) {
            Address::Local { path, .. } => {
                if alt.is_empty() {
                    self.tell(MarkdownMessage::PictureAltMissing { picture: path.clone() }, span);
                }
                self.piece.interrupt();
                self.piece.mark(MarkKind::Slot(SlotKind::Picture(self.pictures.len())));
                self.pictures.push(Picture { path, alt, span });
                if let Some(paragraph) = &mut self.open.paragraph {
                    title.trim().clone_into(&mut paragraph.picture_title);
                }
                return;
            }
            Address::Disk => MarkdownMessage::PictureOnDisk { address },
            Address::Missing | Address::Fragment(_) => MarkdownMessage::PictureAddressMissing {},
            Address::Web(_) | Address::Contact(_) | Address::Scheme(_) => {
                // An address with the picture itself in it may be as long as the picture.
                let shown = address.chars().take(80).collect();
                MarkdownMessage::PictureForeign { address: shown }
            }
        };
        self.tell(message, span);
        self.piece.text(&alt);
    }
}
