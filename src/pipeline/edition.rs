//! Edition: a compiled workspace whose files are made one by one, when they are asked for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::model::Model;
use crate::path::{OutputPath, SourcePath, UrlPath};
use crate::pipeline::compile::Compiled;
use crate::pipeline::evaluate::{Evaluator, index};
use crate::plan::{Entry, Part, Phase, Recipe};
use crate::search::{Corpus, IndexFile};

/// A workspace as it was at one moment.
pub struct Edition {
    root: PathBuf,
    compiled: Compiled,
    /// Every story tokenised, as soon as a part's index is asked for.
    corpus: OnceLock<Corpus>,
    /// Each part's search index, as soon as it is asked for.
    indexes: Vec<OnceLock<Outcome<Index>>>,
}

/// A part's search index.
struct Index {
    files: Vec<IndexFile>,
    entries: BTreeMap<OutputPath, Entry>,
}

impl Edition {
    pub(super) fn new(compiled: Compiled, root: &Path) -> Self {
        let indexes = compiled.plan.parts.iter().map(|_| OnceLock::new()).collect();
        Self { root: root.to_path_buf(), compiled, corpus: OnceLock::new(), indexes }
    }

    /// The sites with their pages.
    pub fn model(&self) -> &Model {
        &self.compiled.model
    }

    /// Everything that is wrong, in the order of telling.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.compiled.diagnostics
    }

    /// The bytes of a file of the output, made now; none where the output has no such file.
    ///
    /// # Errors
    /// As for the same file in a build; also where the theme is broken and never was whole.
    pub fn file(&self, path: &OutputPath) -> Option<Outcome<Vec<u8>>> {
        let (number, part) = self.part(path)?;
        if path.as_str().strip_prefix(&part.folder)?.trim_start_matches('/').starts_with("search/") {
            return self.of_index(number, part, path);
        }
        let entry = entry(part, path)?;
        Some(self.evaluate(part, entry, &[]))
    }

    /// What a path of the output shows: the number of its site, and the recipe.
    pub fn recipe(&self, path: &OutputPath) -> Option<(Option<usize>, &Recipe)> {
        let (_, part) = self.part(path)?;
        Some((part.site, &entry(part, path)?.recipe))
    }

    /// The pages that a file's story has, each with its site's number.
    pub fn pages_of<'a>(&'a self, file: &'a SourcePath) -> impl Iterator<Item = (usize, &'a UrlPath)> {
        let sites = self.compiled.model.sites.iter().enumerate();
        sites.flat_map(move |(number, site)| {
            let pages = site.pages.iter().filter(move |page| page.story.file.path == *file);
            pages.map(move |page| (number, &page.url))
        })
    }

    /// The part whose folder a path is in.
    fn part(&self, path: &OutputPath) -> Option<(usize, &Part)> {
        let top = path.as_str().split_once('/').map_or("", |(top, _)| top);
        let parts = || self.compiled.plan.parts.iter().enumerate();
        let of_city = parts().find(|(_, part)| !part.folder.is_empty() && part.folder == top);
        of_city.or_else(|| parts().find(|(_, part)| part.folder.is_empty()))
    }

    fn of_index(&self, number: usize, part: &Part, path: &OutputPath) -> Option<Outcome<Vec<u8>>> {
        let made = self.indexes.get(number)?.get_or_init(|| {
            let files = index(&self.compiled, part, &self.corpus)?;
            let urls: Vec<&UrlPath> = files.iter().map(|file| &file.url).collect();
            let entries = part.index(&urls).into_iter().map(|entry| (entry.path.clone(), entry)).collect();
            Ok(Index { files, entries })
        });
        match made {
            Ok(made) => made.entries.get(path).map(|entry| self.evaluate(part, entry, &made.files)),
            Err(found) => Some(Err(found.clone())),
        }
    }

    fn evaluate(&self, part: &Part, entry: &Entry, files: &[IndexFile]) -> Outcome<Vec<u8>> {
        let Some(renderer) = &self.compiled.renderer else { return Err(self.broken_theme()) };
        let evaluator = Evaluator::new(&self.compiled, &self.root, renderer, part)?;
        evaluator.bytes(entry, files).map(std::borrow::Cow::into_owned)
    }

    /// What is wrong with a theme that was never whole.
    fn broken_theme(&self) -> Box<Diagnostic> {
        use crate::diagnostic::catalogue::RenderMessage;
        let of_theme = |found: &&Diagnostic| {
            found.is_error() && found.place.as_ref().is_none_or(|place| place.file.as_str().starts_with("themes/"))
        };
        let told = self.compiled.diagnostics.iter().find(of_theme).cloned();
        let nothing = || Diagnostic::new(RenderMessage::TemplateMissing { name: "base.html".to_owned() });
        Box::new(told.unwrap_or_else(nothing))
    }
}

/// The entry of a path; a part's entries are sorted by phase, then by path.
fn entry<'a>(part: &'a Part, path: &OutputPath) -> Option<&'a Entry> {
    [Phase::Assets, Phase::Pages, Phase::Indexes].into_iter().find_map(|phase| {
        let at = part.entries.binary_search_by(|entry| (entry.phase, &entry.path).cmp(&(phase, path))).ok()?;
        part.entries.get(at)
    })
}
