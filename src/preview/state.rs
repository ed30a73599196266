//! The state: what the page's own script is told of the page under it, as JSON.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Excerpt, Lang, Severity};
use crate::model::{Model, Page, Site};
use crate::path::UrlPath;
use crate::pipeline::Edition;
use crate::plan::Recipe;
use crate::preview::address;
use crate::preview::desk::Shown;

/// The most mistakes that are told at once.
const TOLD: usize = 50;

#[derive(Serialize)]
struct StateView<'a> {
    generation: u64,
    lang: Lang,
    page: PageView<'a>,
    errors: Vec<ErrorView<'a>>,
    counts: Counts,
}

#[derive(Serialize, Default)]
struct PageView<'a> {
    found: bool,
    moved: Option<String>,
    file: Option<&'a str>,
    whose: &'static str,
    city: Option<&'a str>,
    waits: Vec<String>,
    lacks: Vec<LackView<'a>>,
    cities: Vec<CityView<'a>>,
}

#[derive(Serialize)]
struct LackView<'a> {
    what: &'a str,
    mend: &'a str,
    file: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct CityView<'a> {
    name: &'a str,
    url: String,
    here: bool,
    same: bool,
}

#[derive(Serialize)]
struct ErrorView<'a> {
    code: &'a str,
    severity: Severity,
    file: Option<&'a str>,
    line: u32,
    column: u32,
    length: u32,
    excerpt: Option<&'a Excerpt>,
    what: &'a str,
    mend: &'a str,
    suggestion: Option<&'a str>,
    here: bool,
    fresh: bool,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
}

/// The state for the page at an address of this server.
pub(super) fn json(shown: &Shown, lang: Lang, page: &str) -> Vec<u8> {
    let edition = &shown.edition;
    let page = page_view(shown, lang, page);
    let mut errors: Vec<ErrorView<'_>> = edition
        .diagnostics()
        .iter()
        .chain(&shown.unreadable)
        .filter(|found| found.is_error())
        .map(|found| error_view(found, lang, page.file, shown.fresh.contains(found)))
        .collect();
    let counts = Counts {
        errors: errors.len(),
        warnings: edition.diagnostics().iter().filter(|found| found.severity == Severity::Warning).count(),
    };
    errors.sort_by_key(|error| (!error.here, !error.fresh));
    errors.truncate(TOLD);
    let state = StateView { generation: shown.generation, lang, page, errors, counts };
    // Nothing of it can fail to be written: its maps have text for keys.
    serde_json::to_vec(&state).unwrap_or_default()
}

fn error_view<'a>(found: &'a Diagnostic, lang: Lang, file: Option<&str>, fresh: bool) -> ErrorView<'a> {
    let text = found.text(lang);
    let place = found.place.as_ref();
    let own = place.map(|place| place.file.as_str());
    ErrorView {
        code: found.code,
        severity: found.severity,
        file: own,
        line: place.map_or(0, |place| place.span.line),
        column: place.map_or(0, |place| place.span.column),
        length: place.map_or(0, |place| place.span.length),
        excerpt: place.and_then(|place| place.excerpt.as_ref()),
        what: &text.what,
        mend: &text.mend,
        suggestion: found.suggestion.as_deref(),
        here: own.is_none_or(|own| Some(own) == file || is_common(own)),
        fresh,
    }
}

/// Whether a file is of the configuration or the theme, so that every page depends on it.
fn is_common(file: &str) -> bool {
    file.starts_with("themes/") || [".yaml", ".yml", ".csv"].iter().any(|ending| file.ends_with(ending))
}

fn page_view<'a>(shown: &'a Shown, lang: Lang, address: &str) -> PageView<'a> {
    let edition = &*shown.edition;
    let model = edition.model();
    let path = address::read(address).map(|(path, _)| address::file(&path));
    let found = path.as_ref().and_then(|path| Some((path, edition.recipe(path)?)));
    let Some((path, (number, recipe))) = found else {
        let site = site_of(model, path.as_ref().map_or("", |path| path.as_str()));
        let city = site.map(|site| site.city.name.as_str());
        return PageView {
            moved: moved(shown, address),
            city,
            cities: cities(model, None, site),
            ..PageView::default()
        };
    };
    let Some(site) = number.and_then(|number| model.sites.get(number)) else {
        return PageView { found: true, cities: cities(model, None, None), ..PageView::default() };
    };
    let url = UrlPath::new(path.as_str().split_once('/').map_or(path.as_str(), |(_, url)| url));
    let page = match recipe {
        Recipe::Story(page) | Recipe::AdultNote(page) => site.pages.get(*page),
        _ => None,
    };
    PageView {
        found: true,
        moved: None,
        file: page.map(|page| page.story.file.path.as_str()),
        whose: page.map_or("", whose),
        city: Some(&site.city.name),
        waits: page.map(|page| page.story.waits.iter().map(|reason| reason.text(lang)).collect()).unwrap_or_default(),
        lacks: page.map(|page| lacks(edition, page, lang)).unwrap_or_default(),
        cities: cities(model, Some(&url), Some(site)),
    }
}

fn whose(page: &Page) -> &'static str {
    match (page.shared, page.overrides) {
        (true, _) => "province",
        (false, true) => "override",
        (false, false) => "city",
    }
}

/// What is not an error in the page's own file, and yet should be mended.
fn lacks<'a>(edition: &'a Edition, page: &Page, lang: Lang) -> Vec<LackView<'a>> {
    let of_page = edition.diagnostics().iter().filter(|found| found.severity == Severity::Warning);
    let own = of_page.filter_map(|found| {
        let place = found.place.as_ref().filter(|place| place.file == page.story.file.path)?;
        let text = found.text(lang);
        Some(LackView { what: &text.what, mend: &text.mend, file: place.file.as_str(), line: place.span.line })
    });
    own.collect()
}

/// The same page in every city that has it, and the homes of the others.
fn cities<'a>(model: &'a Model, url: Option<&UrlPath>, here: Option<&Site>) -> Vec<CityView<'a>> {
    let view = |site: &'a Site| {
        let has = |url: &&UrlPath| {
            let fixed = ["index.html", "search.html", "screen.html"].contains(&url.as_str());
            fixed
                || site.pages.iter().any(|page| page.url == **url)
                || site.listings.iter().any(|list| list.url(1) == **url)
        };
        let same = url.filter(has);
        let home = UrlPath::new("index.html");
        CityView {
            name: &site.city.name,
            url: format!("/{}/{}", site.city.slug, same.unwrap_or(&home).address()),
            here: here.is_some_and(|here| here.city.slug == site.city.slug),
            same: same.is_some(),
        }
    };
    model.sites.iter().map(view).collect()
}

fn site_of<'a>(model: &'a Model, path: &str) -> Option<&'a Site> {
    let folder = path.split('/').next().unwrap_or_default();
    model.sites.iter().find(|site| site.city.slug.as_str() == folder)
}

/// Where the page that was at an address is now, if its story has another address.
fn moved(shown: &Shown, address: &str) -> Option<String> {
    let (site, file) = shown.moved.get(address)?;
    let model = shown.edition.model();
    let (number, url) = shown
        .edition
        .pages_of(file)
        .find(|(number, _)| model.sites.get(*number).is_some_and(|of| of.city.slug.as_str() == site))?;
    Some(format!("/{}/{}", model.sites.get(number)?.city.slug, url.address()))
}

/// A page in the place of one that could not be made: the overlay says why.
pub(super) fn broken_page(found: &Diagnostic, lang: Lang) -> Vec<u8> {
    let text = found.text(lang);
    document(lang, &text.what, &format!("<p>{}</p>", escape(&text.mend)))
}

/// A page in the place of one that is not there, with the way to the sites that are. The sites' own page for this links by
/// their released addresses, which are not here.
pub(super) fn missing_page(shown: &Shown, lang: Lang) -> Vec<u8> {
    let what = if lang == Lang::Zh { "没有这个页面" } else { "There is no such page" };
    let link = |site: &Site| format!("<li><a href=\"/{}/\">{}</a></li>", site.city.slug, escape(&site.city.name));
    let links: String = shown.edition.model().sites.iter().map(link).collect();
    document(lang, what, &format!("<ul>{links}</ul>"))
}

fn document(lang: Lang, title: &str, content: &str) -> Vec<u8> {
    let lang = if lang == Lang::Zh { "zh-CN" } else { "en" };
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title></head>\n<body>\n<main><h1>{title}</h1>{content}</main>\n</body>\n\
         </html>\n"
    )
    .into_bytes()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
