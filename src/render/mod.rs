//! Render: recipe → bytes. Templates see typed views alone ([`view`]), and a story's body with its slots filled by the
//! routes of its city.
//!
//! Start at [`Renderer::new`], which also proves every template on fixture views, and [`SiteRenderer::evaluate`].

mod body;
mod campaign;
mod card;
mod chrome;
mod feed;
mod fixture;
mod frame;
mod leaflet;
mod listing;
mod metadata;
mod screen;
mod site;
mod sitemap;
mod story;
mod structured;
mod theme;
pub mod view;

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::diagnostic::catalogue::RenderMessage;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::load::source::ThemeFile;
use crate::model::{Model, Site};
use crate::path::UrlPath;
use crate::plan::{Part, Plan, Recipe};
use crate::render::chrome::Chromes;
use crate::render::metadata::Tags;
use crate::render::view::{FrameView, RedirectView, SiteView};

/// The templates that a theme must have.
const TEMPLATES: [&str; 14] = [
    "doors.html",
    "campaign.html",
    "home.html",
    "listing.html",
    "story.html",
    "adult_note.html",
    "search.html",
    "screen.html",
    "not_found.html",
    "redirect.html",
    "base.html",
    "masthead.html",
    "footer.html",
    "card.html",
];

/// The theme's templates, proved.
#[derive(Clone)]
pub struct Renderer {
    tera: Arc<Tera>,
    theme: Arc<Vec<theme::TemplateSource>>,
    /// The names of the theme's static files.
    assets: Arc<Vec<String>>,
}

impl Renderer {
    /// Compiles the templates and renders each once with full and once with bare fixture views.
    ///
    /// # Errors
    /// Every mistake of the theme that this finds, at its place.
    pub fn new(theme: &[ThemeFile]) -> Result<Self, Vec<Diagnostic>> {
        let sources = theme::sources(theme)?;
        let tera = theme::compile(&sources)?;
        let assets = theme.iter().filter_map(|file| file.name.strip_prefix("static/")).map(str::to_owned).collect();
        let renderer = Self { tera: Arc::new(tera), theme: Arc::new(sources), assets: Arc::new(assets) };
        let missing = TEMPLATES.iter().filter(|name| !renderer.tera.contains_template(name));
        let mut diagnostics: Vec<Diagnostic> =
            missing.map(|name| Diagnostic::new(RenderMessage::TemplateMissing { name: (*name).to_owned() })).collect();
        if diagnostics.is_empty() {
            diagnostics = fixture::prove(&renderer);
        }
        if diagnostics.is_empty() { Ok(renderer) } else { Err(diagnostics) }
    }

    /// What a part's pages share, made once for all of them.
    ///
    /// # Errors
    /// Only where a view cannot be given to templates, which would be a defect.
    pub fn site<'a>(&self, model: &'a Model, plan: &'a Plan, part: &'a Part) -> Outcome<SiteRenderer<'a>> {
        let site = part.site.and_then(|number| model.sites.get(number));
        let view = site::site_view(model, site);
        let names = plan.assets.files.iter().map(|file| (file.name.as_str(), file.url.as_str()));
        let shared =
            Shared { site: value(&view)?, asset: value(&names.collect::<std::collections::BTreeMap<_, _>>())? };
        let pages = site.map_or(0, |site| site.pages.len());
        let cards = (0..pages).map(|_| OnceLock::new()).collect();
        let listings = site.map_or(0, |site| site.listings.len());
        let keywords = (0..listings).map(|_| OnceLock::new()).collect();
        let (chromes, tags) = (Chromes::new(&view), Tags::of_site(&view));
        Ok(SiteRenderer { renderer: self.clone(), model, plan, site, view, shared, cards, chromes, keywords, tags })
    }

    /// Renders a template.
    fn template(&self, name: &str, context: &Context, capacity: usize) -> Outcome<Vec<u8>> {
        let mut bytes = Vec::with_capacity(capacity);
        self.tera
            .render_to(name, context, &mut bytes)
            .map_err(|error| Box::new(theme::diagnostic(&error, &self.theme, name)))?;
        Ok(bytes)
    }
}

/// The values that every page of a part is given; cloning one costs a count.
#[derive(Debug, Clone)]
struct Shared {
    site: Value,
    asset: Value,
}

impl Shared {
    /// The context of one template with its frame.
    fn with(&self, frame: Value) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context.insert_value("asset", self.asset.clone());
        context.insert_value("frame", frame);
        context
    }
}

/// A view as a value of the template engine.
fn value<T: Serialize>(view: &T) -> Outcome<Value> {
    Value::try_from_serializable(view)
        .map_err(|error| Box::new(Diagnostic::new(RenderMessage::TemplateBroken { problem: error.to_string() })))
}

/// Evaluates the recipes of one part.
pub struct SiteRenderer<'a> {
    renderer: Renderer,
    model: &'a Model,
    plan: &'a Plan,
    site: Option<&'a Site>,
    view: SiteView,
    shared: Shared,
    /// The cards of the site's pages for pages one folder deep, where the long lists stand, rendered when first shown.
    cards: Vec<OnceLock<Box<str>>>,
    /// The mastheads and footers.
    chromes: Chromes,
    /// The keywords of the site's listings, counted when first shown: a long listing has many pages.
    keywords: Vec<OnceLock<String>>,
    /// What machines are told on every page.
    tags: Tags,
}

impl SiteRenderer<'_> {
    /// The bytes of a recipe; none for a picture and a file of the search index, whose bytes come from other rooms.
    ///
    /// # Errors
    /// A mistake of the theme that the fixtures did not show.
    pub fn evaluate(&self, recipe: &Recipe) -> Outcome<Option<Vec<u8>>> {
        let bytes = match recipe {
            Recipe::Picture(..) | Recipe::Index(_) => return Ok(None),
            Recipe::Asset(number) => self.plan.assets.files.get(*number).map(|file| file.bytes.clone()),
            Recipe::Doors => Some(self.doors()?),
            Recipe::Campaign(number) => match self.model.directory.campaigns.get(*number) {
                Some(campaign) => Some(self.campaign(campaign)?),
                None => None,
            },
            _ => match self.site {
                Some(site) => self.page(site, recipe)?,
                None => None,
            },
        };
        Ok(Some(bytes.unwrap_or_default()))
    }

    /// The context of one page.
    fn context(&self, frame: &FrameView) -> Outcome<Context> {
        let mut context = self.shared.with(value(frame)?);
        self.chromes.of(&self.renderer, &self.shared, frame)?.insert(&mut context);
        Ok(context)
    }

    fn page(&self, site: &Site, recipe: &Recipe) -> Outcome<Option<Vec<u8>>> {
        let bytes = match recipe {
            Recipe::Home => self.home(site)?,
            Recipe::Story(number) => match site.pages.get(*number) {
                Some(page) => self.story(site, page, *number)?,
                None => return Ok(None),
            },
            Recipe::AdultNote(number) => match site.pages.get(*number) {
                Some(page) => self.adult_note(site, page)?,
                None => return Ok(None),
            },
            Recipe::Listing(number, page) => match site.listings.get(*number) {
                Some(listing) => self.listing(site, *number, listing, *page)?,
                None => return Ok(None),
            },
            Recipe::Redirect(number) => return self.redirect(site, *number),
            Recipe::Search => self.plain(site, "search.html", "search", "查找")?,
            Recipe::Screen => self.screen(site)?,
            Recipe::NotFound => self.plain(site, "not_found.html", "", "页面不存在")?,
            Recipe::Feed => feed::feed(self.model, site),
            Recipe::Sitemap => sitemap::sitemap(self.model, site),
            Recipe::Robots => sitemap::robots(site),
            Recipe::Doors | Recipe::Campaign(_) | Recipe::Asset(_) | Recipe::Picture(..) | Recipe::Index(_) => {
                return Ok(None);
            }
        };
        Ok(Some(bytes))
    }

    fn plain(&self, site: &Site, template: &str, current: &str, title: &str) -> Outcome<Vec<u8>> {
        let url = UrlPath::new(if template == "search.html" { "search.html" } else { "404.html" });
        let mut frame = frame::unlisted(&self.view, &url, title);
        current.clone_into(&mut frame.current);
        frame.breadcrumbs = vec![frame::home_link(site)];
        frame.tags = self.page_tags();
        let context = self.context(&frame)?;
        self.renderer.template(template, &context, 8192)
    }

    fn redirect(&self, site: &Site, number: usize) -> Outcome<Option<Vec<u8>>> {
        let Some(redirect) = site.redirects.get(number) else { return Ok(None) };
        let Some(page) = site.pages.get(redirect.to) else { return Ok(None) };
        let mut frame = frame::frame(&self.view, &redirect.from, &page.story.title, "");
        frame.noindex = true;
        frame.canonical = frame::canonical(self.model, site, page);
        let view = RedirectView { title: page.story.title.clone(), target: redirect.from.link_to(&page.url) };
        let mut context = self.context(&frame)?;
        context.insert_value("redirect", value(&view)?);
        self.renderer.template("redirect.html", &context, 2048).map(Some)
    }
}
