//! Fixture views: before anything is written, every template is rendered once with everything and once with as little as
//! may be, so that a theme's mistake is found at once and not on the one page that has the field.

use tera::{Context, Value};

use crate::diagnostic::{Diagnostic, Outcome};
use crate::fields::directory::{Contact, Footer, Hotline, Tile};
use crate::fields::matter::{AgeRange, Expert, Honour, Kind, Reference};
use crate::render::chrome::Chrome;
use crate::render::view::{
    AdultNoteView, CampaignPageView, CampaignView, CardView, ChromeView, CityView, DateView, DoorView, DoorsView,
    EntryView, EventView, FamilyView, FrameView, HomeSectionView, HomeView, LeafletView, LinkView, ListingView,
    MetricView, PictureView, ProgressView, RedirectView, ScreenView, SiteView, SlideView, StoryView, TaskView, TocView,
};
use crate::render::{Renderer, Shared, value};

/// Renders every template; each mistake once.
pub(super) fn prove(renderer: &Renderer) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for full in [true, false] {
        for (template, context) in contexts(renderer, full) {
            let result = context.and_then(|context| renderer.template(template, &context, 4096));
            if let Err(diagnostic) = result
                && !diagnostics.contains(&diagnostic)
            {
                diagnostics.push(*diagnostic);
            }
        }
    }
    diagnostics
}

/// Each template with its context.
fn contexts(renderer: &Renderer, full: bool) -> Vec<(&'static str, Outcome<Context>)> {
    let base = |site: SiteView| -> Outcome<Context> {
        let shared = Shared { site: value(&site)?, asset: value(&assets(renderer))? };
        let mut context = shared.with(value(&frame(full))?);
        Chrome::of(renderer, &shared, &chrome(full))?.insert(&mut context);
        Ok(context)
    };
    let with = |name: &'static str, view: Outcome<Value>| -> Outcome<Context> {
        let mut context = base(site(full, true))?;
        context.insert_value(name, view?);
        Ok(context)
    };
    let at_doors = |name: &'static str, view: Outcome<Value>| -> Outcome<Context> {
        let mut context = base(site(full, false))?;
        context.insert_value(name, view?);
        Ok(context)
    };
    let mut contexts = vec![
        ("home.html", with("home", value(&home(full)))),
        ("listing.html", with("listing", value(&listing(full))).map(|context| with_cards(context, "cards", full))),
        ("card.html", with("card", value(&card(full)))),
        ("adult_note.html", with("note", value(&adult_note(full)))),
        ("redirect.html", with("redirect", value(&redirect()))),
        ("screen.html", with("screen", value(&screen(full)))),
        ("search.html", base(site(full, true))),
        ("not_found.html", base(site(full, true))),
        ("doors.html", at_doors("doors", value(&doors(full)))),
        ("campaign.html", at_doors("campaign", value(&campaign(full)))),
    ];
    for kind in Kind::ALL {
        let mut context = with("story", value(&story(kind, full))).map(|context| with_cards(context, "related", full));
        if let Ok(context) = &mut context {
            context.insert_value("body", Value::safe_string("<p>正文</p>"));
        }
        contexts.push(("story.html", context));
    }
    contexts
}

/// The context with rendered cards beside its view.
fn with_cards(mut context: Context, name: &'static str, full: bool) -> Context {
    context.insert_value(name, Value::safe_string(if full { "<li>卡片</li>\n" } else { "" }));
    context
}

/// Any name that a template may ask for has an address here: the fixtures do not judge which static files there are.
fn assets(renderer: &Renderer) -> std::collections::BTreeMap<String, String> {
    renderer.assets.iter().map(|name| (name.clone(), format!("assets/{name}"))).collect()
}

fn some<T>(full: bool, value: T) -> Option<T> {
    full.then_some(value)
}

fn many<T>(full: bool, value: impl Fn() -> T) -> Vec<T> {
    if full { vec![value(), value()] } else { Vec::new() }
}

fn text() -> String {
    "文字 <&\">".to_owned()
}

fn entry() -> EntryView {
    EntryView { name: text(), url: "health/index.html".to_owned(), count: 2, description: text() }
}

fn link(full: bool) -> LinkView {
    LinkView { name: text(), url: some(full, "topics/jianyan.html".to_owned()) }
}

fn date() -> DateView {
    DateView { iso: "2021-05-29".to_owned(), text: "2021年5月29日".to_owned() }
}

fn hotline(full: bool) -> Hotline {
    Hotline {
        name: text(),
        number: "12320".to_owned(),
        hours: some(full, text()),
        cost: some(full, text()),
        what: some(full, text()),
        anonymous: some(full, text()),
        silent: some(full, text()),
        checked: some(full, crate::date::Moment::parse("2026-11-20")).flatten(),
    }
}

fn city(full: bool) -> CityView {
    CityView {
        name: text(),
        short: text(),
        slug: "changsha".to_owned(),
        organisation: text(),
        description: if full { text() } else { String::new() },
        contacts: many(full, || Contact {
            name: text(),
            phone: Some("12320".to_owned()),
            address: Some(text()),
            hours: None,
        }),
        count: 1,
        has_own_address: full,
    }
}

fn site(full: bool, of_city: bool) -> SiteView {
    SiteView {
        name: text(),
        organisation: text(),
        description: if full { text() } else { String::new() },
        city: of_city.then(|| city(full)),
        sections: many(of_city, entry),
        pages: many(full && of_city, entry),
        campaigns: many(full && of_city, entry),
        topics: many(full && of_city, entry),
        counties: many(full && of_city, entry),
        audiences: many(full && of_city, entry),
        hotlines: many(full, || hotline(full)),
        footer: Footer {
            text: some(full, text()),
            contact: some(full, text()),
            icp: some(full, text()),
            police: some(full, text()),
            site_code: some(full, text()),
        },
        base: some(full, "https://example.org/changsha/".to_owned()),
        doors: some(full, "https://example.org/".to_owned()),
        correction: some(full && of_city, "pages/correction.html".to_owned()),
        released: date(),
    }
}

fn chrome(full: bool) -> ChromeView {
    let FrameView { root, url, doors, current, .. } = frame(full);
    ChromeView { root, url: if full { url } else { String::new() }, doors, current }
}

fn frame(full: bool) -> FrameView {
    FrameView {
        title: text(),
        description: if full { text() } else { String::new() },
        root: "../".to_owned(),
        url: "health/less-salt.html".to_owned(),
        doors: some(full, "../../index.html".to_owned()),
        canonical: some(full, "https://example.org/changsha/health/less-salt.html".to_owned()),
        noindex: full,
        current: if full { "health".to_owned() } else { String::new() },
        breadcrumbs: many(full, || link(full)),
        image: some(full, "https://example.org/a.jpg".to_owned()),
        has_code: full,
        tags: if full { "<meta name=\"SiteName\" content=\"文字\">\n".to_owned() } else { String::new() },
        structured: some(full, "{}".to_owned()),
    }
}

fn picture() -> PictureView {
    PictureView {
        url: "../assets/a-1600.jpg".to_owned(),
        srcset: "../assets/a-1600.jpg 1600w, ../assets/a-480.jpg 480w".to_owned(),
        width: 1600,
        height: 900,
        alt: text(),
    }
}

fn card(full: bool) -> CardView {
    CardView {
        kind: Kind::Health,
        section: text(),
        title: text(),
        summary: if full { text() } else { String::new() },
        url: "health/less-salt.html".to_owned(),
        date: some(full, date()),
        unit: text(),
        cover: some(full, picture()),
        sample: full,
    }
}

fn story(kind: Kind, full: bool) -> StoryView {
    let own = |of: Kind| full && kind == of;
    StoryView {
        kind,
        section: link(full),
        title: text(),
        summary: if full { text() } else { String::new() },
        date: some(full, date()),
        updated: some(full, date()),
        unit: link(full),
        source: text(),
        source_url: some(full, "https://example.org/".to_owned()),
        authors: many(full, text),
        editors: many(full, text),
        campaign: some(full, link(full)),
        topics: many(full, || link(full)),
        audiences: many(full, || link(full)),
        keywords: many(full, text),
        cover: some(full, picture()),
        toc: many(full, || TocView { level: 2, id: "a".to_owned(), text: text() }),
        characters: 800,
        minutes: 3,
        sample: full,
        ai_generated: full,
        shared: full,
        unreleased: full,
        references: many(full, || Reference { text: text(), url: Some("https://example.org/".to_owned()) }),
        expert: some(full, Expert { name: text(), org: Some(text()) }),
        review_by: some(full, date()),
        takeaways: many(own(Kind::Health), text),
        when_to_seek_care: many(own(Kind::Health), text),
        age_range: some(own(Kind::Youth), AgeRange { from: 12, to: 15 }),
        helplines: many(own(Kind::Youth), || hotline(full)),
        adult_note: some(own(Kind::Youth), "youth/a/adults.html".to_owned()),
        family: (kind == Kind::Families).then(|| family(full)),
        event: (kind == Kind::Stories).then(|| event(full)),
        previous: some(full, link(true)),
        next: some(full, link(true)),
        leaflet: some(own(Kind::Health), LeafletView { address: text(), size: 33, path: "M4 4.5h7".to_owned() }),
    }
}

fn family(full: bool) -> FamilyView {
    FamilyView {
        display_name: text(),
        pseudonym: some(full, text()),
        honour: some(full, Honour { level: "县".to_owned(), year: Some(2021), name: Some(text()) }),
        notice: some(full, "https://example.org/".to_owned()),
        members: many(full, text),
    }
}

fn event(full: bool) -> EventView {
    EventView {
        number: some(full, text()),
        date: some(full, date()),
        venue: some(full, text()),
        practices: many(full, text),
        results: many(full, text),
        metrics: many(full, || MetricView { name: text(), value: 1200 }),
    }
}

fn adult_note(full: bool) -> AdultNoteView {
    AdultNoteView {
        title: text(),
        url: "youth/a.html".to_owned(),
        note: many(full, text),
        helplines: many(full, || hotline(full)),
        sample: full,
        ai_generated: full,
        unreleased: full,
    }
}

fn listing(full: bool) -> ListingView {
    ListingView {
        kind: if full { "campaign" } else { "section" },
        title: text(),
        description: if full { text() } else { String::new() },
        count: if full { 2 } else { 0 },
        number: 2,
        length: if full { 3 } else { 1 },
        previous: some(full, "health/index.html".to_owned()),
        next: some(full, "health/page-3.html".to_owned()),
        tasks: tasks(full),
        start: some(full, date()),
        end: some(full, date()),
    }
}

fn tasks(full: bool) -> Vec<TaskView> {
    many(full, || TaskView { name: text(), description: text(), topics: vec![link(true), link(false)] })
}

fn home(full: bool) -> HomeView {
    HomeView {
        latest: many(full, || card(full)),
        sections: vec![HomeSectionView { section: entry(), cards: many(full, || card(full)) }],
        campaigns: many(full, || CampaignView {
            entry: entry(),
            start: some(full, date()),
            end: some(full, date()),
            tasks: tasks(full),
        }),
        counties: many(full, || link(full)),
    }
}

/// The full loop has a slide with everything and one with next to nothing; the bare one has none.
fn screen(full: bool) -> ScreenView {
    let slide = |kind: Kind, full: bool| SlideView {
        kind,
        section: text(),
        title: text(),
        summary: if full { text() } else { String::new() },
        points: many(full, text),
        characters: if full { 200 } else { 10 },
        date: some(full, date()),
        unit: text(),
        cover: some(full, picture()),
        sample: full,
        ai_generated: full,
        expert: some(full, Expert { name: text(), org: Some(text()) }),
        url: "health/less-salt.html".to_owned(),
        address: some(full, "https://example.org/changsha/health/less-salt.html".to_owned()),
    };
    let slides = if full { vec![slide(Kind::Health, true), slide(Kind::Stories, false)] } else { Vec::new() };
    ScreenView { slides }
}

fn doors(full: bool) -> DoorsView {
    let tile = some(full, Tile { row: 2, column: 4 });
    DoorsView {
        cities: many(true, || DoorView { city: city(full), url: "changsha/index.html".to_owned(), tile }),
        campaigns: many(full, entry),
    }
}

fn campaign(full: bool) -> CampaignPageView {
    let counts = if full { vec![3, 0] } else { Vec::new() };
    CampaignPageView {
        name: text(),
        description: if full { text() } else { String::new() },
        start: some(full, date()),
        end: some(full, date()),
        summary_due: some(full, date()),
        tasks: tasks(full),
        count: counts.len(),
        counts: counts.clone(),
        cities: many(true, || ProgressView { city: link(full), counts: counts.clone(), count: counts.len() }),
        metrics: many(full, || MetricView { name: text(), value: 1200 }),
    }
}

fn redirect() -> RedirectView {
    RedirectView { title: text(), target: "../health/less-salt.html".to_owned() }
}
