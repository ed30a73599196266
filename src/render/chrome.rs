//! The masthead and the footer. They are the same on all pages of one depth and section, and cost as much as a story's own
//! text, so each is rendered once for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{PoisonError, RwLock};

use tera::{Context, Value};

use crate::diagnostic::Outcome;
use crate::render::view::{ChromeView, FrameView, SiteView};
use crate::render::{Renderer, Shared, value};

/// A masthead and a footer, rendered.
#[derive(Debug, Clone)]
pub(super) struct Chrome {
    masthead: Value,
    footer: Value,
}

impl Chrome {
    /// Renders both from what they are shown.
    pub(super) fn of(renderer: &Renderer, shared: &Shared, view: &ChromeView) -> Outcome<Self> {
        let context = shared.with(value(view)?);
        let part = |name: &str| -> Outcome<Value> {
            let bytes = renderer.template(name, &context, 4096)?;
            Ok(Value::safe_string(&String::from_utf8_lossy(&bytes)))
        };
        Ok(Self { masthead: part("masthead.html")?, footer: part("footer.html")? })
    }

    /// Gives both to a page.
    pub(super) fn insert(self, context: &mut Context) {
        context.insert_value("masthead", self.masthead);
        context.insert_value("footer", self.footer);
    }
}

/// The mastheads and footers of a site that were needed so far.
pub(super) struct Chromes {
    /// The addresses that the masthead or the footer names: on these pages it marks the current one.
    named: BTreeSet<String>,
    known: RwLock<BTreeMap<ChromeView, Chrome>>,
}

impl Chromes {
    pub(super) fn new(site: &SiteView) -> Self {
        let named = site.sections.iter().chain(&site.pages).map(|entry| entry.url.clone()).collect();
        Self { named, known: RwLock::default() }
    }

    /// Those of one page.
    pub(super) fn of(&self, renderer: &Renderer, shared: &Shared, frame: &FrameView) -> Outcome<Chrome> {
        let view = ChromeView {
            root: frame.root.clone(),
            url: if self.named.contains(&frame.url) { frame.url.clone() } else { String::new() },
            doors: frame.doors.clone(),
            current: frame.current.clone(),
        };
        if let Some(chrome) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&view) {
            return Ok(chrome.clone());
        }
        let chrome = Chrome::of(renderer, shared, &view)?;
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(view, chrome.clone());
        Ok(chrome)
    }
}
