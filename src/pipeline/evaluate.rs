//! Evaluate: one recipe of one part → its bytes. The build evaluates all of them, the preview those that a browser asks for.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::OnceLock;

use crate::diagnostic::catalogue::RenderMessage;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::path::OutputPath;
use crate::pipeline::compile::Compiled;
use crate::plan::{Entry, Part, Recipe};
use crate::render::{Renderer, SiteRenderer};
use crate::search::{self, Corpus, IndexFile};

/// Evaluates the recipes of one part.
pub(super) struct Evaluator<'a> {
    compiled: &'a Compiled,
    /// The workspace's root.
    root: &'a Path,
    site: SiteRenderer<'a>,
}

impl<'a> Evaluator<'a> {
    /// What evaluates a part's recipes with this theme.
    pub(super) fn new(compiled: &'a Compiled, root: &'a Path, renderer: &Renderer, part: &'a Part) -> Outcome<Self> {
        let site = renderer.site(&compiled.model, &compiled.plan, part)?;
        Ok(Self { compiled, root, site })
    }

    /// The bytes of an entry; `index` are the files of the part's search index.
    ///
    /// # Errors
    /// A mistake of the theme, a picture that can no longer be read, or a defect of the program, which is told as an error of
    /// this one file.
    pub(super) fn bytes<'b>(&self, entry: &Entry, index: &'b [IndexFile]) -> Outcome<Cow<'b, [u8]>> {
        guarded(entry.path.as_str(), || match &entry.recipe {
            Recipe::Picture(number, variant) => match self.compiled.plan.pictures.files.get(*number) {
                Some(asset) => self.compiled.pictures.bytes(self.root, asset, *variant).map(Cow::Owned),
                None => Ok(Cow::default()),
            },
            Recipe::Index(number) => Ok(index.get(*number).map(|file| Cow::Borrowed(&*file.bytes)).unwrap_or_default()),
            recipe => self.site.evaluate(recipe).map(|bytes| Cow::Owned(bytes.unwrap_or_default())),
        })
    }
}

/// The search index of a part. `corpus` holds every story tokenised, as soon as the first part needs it.
pub(super) fn index(compiled: &Compiled, part: &Part, corpus: &OnceLock<Corpus>) -> Outcome<Vec<IndexFile>> {
    let model = &compiled.model;
    let site = part.site.and_then(|number| model.sites.get(number));
    let boot = OutputPath::new(&part.folder).join("search/boot.js");
    guarded(boot.as_str(), || Ok(search::index(model, site, corpus.get_or_init(|| Corpus::of(model)))))
}

/// Does what may panic, and tells it as an error of this file: a page on which the program panics keeps its own city back and
/// no other.
fn guarded<T>(path: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Box::new(Diagnostic::new(RenderMessage::PagePanicked { path: path.to_owned() }))))
}
