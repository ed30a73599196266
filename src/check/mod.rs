//! Check: one rule, one file, pure, its tests underneath. A page rule sees one story before the model is assembled, and
//! its findings are kept with the story; a site rule sees the whole model.
//!
//! Start at [`page`] and [`site`].

mod identity_number;
mod link;
mod mobile_number;
mod text;

use crate::diagnostic::Diagnostic;
use crate::fields::directory::Directory;
use crate::fields::matter::Matter;
use crate::load::source::{Owner, Source};
use crate::model::Model;

pub use text::Texts;

/// Masks long numbers in everything that diagnostics show, whatever they are about: what must not be published is not
/// printed either.
pub fn mask(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        let excerpt = diagnostic.place.as_mut().and_then(|place| place.excerpt.as_mut());
        let texts =
            [&mut diagnostic.zh, &mut diagnostic.en].into_iter().flat_map(|text| [&mut text.what, &mut text.mend]);
        for text in texts.chain(excerpt.map(|excerpt| &mut excerpt.line)).chain(&mut diagnostic.suggestion) {
            *text = text::masked_line(text);
        }
    }
}

/// What a page rule may look at.
#[derive(Debug)]
pub struct PageView<'a> {
    /// The source with its front-matter tree and its Markdown.
    pub source: &'a Source,
    /// Its fields.
    pub matter: &'a Matter,
    /// The names of the workspace.
    pub directory: &'a Directory,
    /// Every text of the source as it stands in the file, for rules that look for something written anywhere.
    pub texts: Texts,
}

impl PageView<'_> {
    /// The telephone numbers that the story's city publishes.
    pub fn declared_numbers(&self) -> &[String] {
        match &self.source.file.owner {
            Owner::City(folder) => {
                self.directory.city(folder).map(|city| city.declared_numbers.as_slice()).unwrap_or_default()
            }
            Owner::Province => &[],
        }
    }
}

/// A rule about one page.
type PageRule = fn(&PageView<'_>, &mut Vec<Diagnostic>);
/// A rule about all sites.
type SiteRule = fn(&Model, &mut Vec<Diagnostic>);

/// The rules about one page.
const PAGE_RULES: [PageRule; 2] = [identity_number::check, mobile_number::check];
/// The rules about all sites.
const SITE_RULES: [SiteRule; 1] = [link::check];

/// Applies every page rule; what is found in a draft is a warning, as a draft need only parse.
pub fn page(source: &Source, matter: &Matter, directory: &Directory) -> Vec<Diagnostic> {
    let view = PageView { source, matter, directory, texts: Texts::of(source) };
    let mut diagnostics = Vec::new();
    for rule in PAGE_RULES {
        rule(&view, &mut diagnostics);
    }
    diagnostics
}

/// Applies every site rule.
pub fn site(model: &Model) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in SITE_RULES {
        rule(model, &mut diagnostics);
    }
    diagnostics
}
