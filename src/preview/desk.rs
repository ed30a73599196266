//! The desk: the edition that is shown, its number, and who may look at it.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::diagnostic::{Diagnostic, Lang, Outcome};
use crate::path::SourcePath;
use crate::pipeline::Edition;
use crate::preview::lan::{Entry, Gate, Pass};

/// Of how many changed files the pages are followed to new addresses: nobody looks at more at once.
const FOLLOWED: usize = 20;

/// An edition under its number.
pub struct Shown {
    /// Grows with every change of what is shown or told.
    pub generation: u64,
    /// The edition.
    pub edition: Arc<Edition>,
    /// The errors that came with it.
    pub fresh: Vec<Diagnostic>,
    /// Why the workspace could not be read when it was last looked at.
    pub unreadable: Option<Diagnostic>,
    /// The addresses that pages had and no longer have, each with the folder of its site and the story's file.
    pub(super) moved: BTreeMap<String, (String, SourcePath)>,
}

/// What the server's threads share with the thread that compiles.
pub(super) struct Desk {
    shown: RwLock<Arc<Shown>>,
    gate: Mutex<Gate>,
    /// Called when a pass is used.
    on_pass: Box<dyn Fn() + Send + Sync>,
    /// The language of what the page says.
    pub(super) lang: Lang,
}

impl Desk {
    /// A desk with its first edition; other machines get in with a pass where `lan` says so.
    pub(super) fn new(
        edition: Edition,
        lang: Lang,
        address: SocketAddr,
        lan: bool,
        on_pass: Box<dyn Fn() + Send + Sync>,
    ) -> Outcome<Self> {
        let shown = Shown {
            generation: 1,
            edition: Arc::new(edition),
            fresh: Vec::new(),
            unreadable: None,
            moved: BTreeMap::new(),
        };
        let gate = Mutex::new(Gate::new(address, lan)?);
        Ok(Self { shown: RwLock::new(Arc::new(shown)), gate, on_pass, lang })
    }

    /// What is shown.
    pub(super) fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows a new edition, made for the sake of these files.
    pub(super) fn publish(&self, edition: Edition, changed: &[SourcePath]) -> Arc<Shown> {
        let before = self.shown();
        let errors = edition.diagnostics().iter().filter(|found| found.is_error());
        let fresh = errors.filter(|found| !before.edition.diagnostics().contains(found)).cloned().collect();
        let generation = before.generation + 1;
        let moved = moved(&before, &edition, changed);
        self.replace(Shown { generation, edition: Arc::new(edition), fresh, unreadable: None, moved })
    }

    /// Notes whether the workspace could be read; whether that is news.
    pub(super) fn read_again(&self, failed: Option<&Diagnostic>) -> bool {
        let before = self.shown();
        let is_news = before.unreadable.as_ref() != failed;
        if is_news {
            self.replace(Shown {
                generation: before.generation + 1,
                edition: Arc::clone(&before.edition),
                fresh: failed.cloned().into_iter().collect(),
                unreadable: failed.cloned(),
                moved: before.moved.clone(),
            });
        }
        is_news
    }

    fn replace(&self, shown: Shown) -> Arc<Shown> {
        let shown = Arc::new(shown);
        let before =
            std::mem::replace(&mut *self.shown.write().unwrap_or_else(PoisonError::into_inner), Arc::clone(&shown));
        // A large edition takes a while to be taken down, and nobody has to wait for it.
        std::thread::spawn(move || drop(before));
        shown
    }

    /// The pass that lets one more machine look; none where only this machine may.
    pub(super) fn pass(&self) -> Option<Pass> {
        self.gate().pass()
    }

    /// Whether a request may enter, see [`Gate::enter`].
    pub(super) fn enter(
        &self,
        peer: Option<IpAddr>,
        pass: Option<&str>,
        cookies: impl Iterator<Item = String>,
    ) -> Entry {
        let entry = self.gate().enter(peer, pass, cookies);
        if matches!(entry, Entry::Admitted(_)) {
            (self.on_pass)();
        }
        entry
    }

    fn gate(&self) -> std::sync::MutexGuard<'_, Gate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The former addresses: those known before, and those that the changed stories had.
fn moved(before: &Shown, now: &Edition, changed: &[SourcePath]) -> BTreeMap<String, (String, SourcePath)> {
    let mut moved = before.moved.clone();
    let slug =
        |edition: &Edition, number: usize| edition.model().sites.get(number).map(|site| site.city.slug.to_string());
    for file in changed.iter().take(FOLLOWED) {
        for (number, url) in before.edition.pages_of(file) {
            let Some(city) = slug(&before.edition, number) else { continue };
            let stays =
                now.pages_of(file).any(|(number, other)| other == url && slug(now, number).as_ref() == Some(&city));
            if !stays {
                moved.insert(format!("/{city}/{}", url.address()), (city, file.clone()));
            }
        }
    }
    moved
}
