//! The village screen: which pages become slides of a city's loop, and the page that shows it.
//!
//! The loop runs in public rooms where children and neighbours sit, often for weeks from one USB stick. So it shows health
//! articles and success stories alone: never a family, never a page for the young, nothing that waits in a preview,
//! and nobody who has not agreed to be shown off line.

use std::cmp::Reverse;

use crate::diagnostic::Outcome;
use crate::fields::matter::{Consents, Kind, Own};
use crate::model::{Page, Site, Story};
use crate::path::UrlPath;
use crate::render::frame::{absolute, date, picture, unlisted};
use crate::render::view::{ScreenView, SlideView};
use crate::render::{SiteRenderer, value};

/// How many slides there are at most: at 12 to 30 seconds each the loop comes round in three to eight minutes.
const SLIDES: usize = 16;
/// How many of them are success stories, one of three, where there are health articles enough.
const STORIES: usize = 5;
/// How many points a slide shows.
const POINTS: usize = 5;
/// The longest slide in characters. In the smallest step of `screen.css` so many stand beside a picture at 1.8 % of the
/// screen's width, 2 cm on a common television: the least that is read from 4 metres.
const LONGEST: usize = 260;
/// Among how many times as many of the newest pages the most useful are chosen.
const CHOICE: usize = 2;

impl SiteRenderer<'_> {
    pub(super) fn screen(&self, site: &Site) -> Outcome<Vec<u8>> {
        let mut frame = unlisted(&self.view, &UrlPath::new("screen.html"), "大屏播放");
        frame.tags = self.page_tags();
        let chosen = chosen(&site.pages, &self.model.directory.consents);
        let pages = chosen.into_iter().filter_map(|number| site.pages.get(number));
        let view = ScreenView { slides: pages.map(|page| self.slide(site, page, &frame.root)).collect() };
        let mut context = self.context(&frame)?;
        context.insert_value("screen", value(&view)?);
        self.renderer.template("screen.html", &context, 32768)
    }

    fn slide(&self, site: &Site, page: &Page, root: &str) -> SlideView {
        let story = &page.story;
        let shown = story.shown_picture();
        SlideView {
            kind: story.kind,
            section: self.section_name(story),
            title: story.title.clone(),
            summary: story.summary.clone(),
            points: points(story).to_vec(),
            characters: characters(story),
            date: story.matter.date.map(date),
            unit: self.unit(site, page).name,
            cover: shown.and_then(|shown| picture(&self.plan.pictures, &shown.path, &shown.alt, root)),
            sample: story.matter.sample,
            ai_generated: story.matter.ai_generated,
            expert: story.matter.expert().cloned(),
            url: page.url.address(),
            address: site.base.as_ref().map(|base| absolute(base, &page.url)),
        }
    }
}

/// The numbers of the pages that become slides, in the order of the loop.
///
/// Of each kind the newest are looked at, twice as many as are wanted, and the most useful of them taken, the newest first.
/// Where one kind has too few, the other fills up.
fn chosen(pages: &[Page], consents: &Consents) -> Vec<usize> {
    let of = |kind: Kind| -> Vec<usize> {
        let fit = |page: &&Page| page.story.kind == kind && is_slide(&page.story, consents);
        let mut numbers: Vec<usize> =
            pages.iter().enumerate().filter(|(_, page)| fit(page)).map(|(number, _)| number).collect();
        numbers.sort_by_key(|number| newness(pages, *number));
        numbers
    };
    let (mut health, mut stories) = (of(Kind::Health), of(Kind::Stories));
    let told = stories.len().min(STORIES.max(SLIDES.saturating_sub(health.len())));
    most_useful(&mut stories, pages, told);
    most_useful(&mut health, pages, SLIDES - told);
    mixed(&health, &stories)
}

/// Whether a page may be a slide, and has what a slide shows.
fn is_slide(story: &Story, consents: &Consents) -> bool {
    let told = match &story.matter.own {
        Own::Health(health) => !health.takeaways.is_empty(),
        Own::Story(event) => !event.results.is_empty() || !story.summary.is_empty(),
        Own::Youth(_) | Own::Family(_) | Own::Page { .. } => false,
    };
    let agreed = story.matter.consents().all(|id| {
        consents.get(&id.value).is_some_and(|consent| consent.channels.iter().any(|channel| channel == "离线"))
    });
    // What waits is held in a release; a preview shows it to its writer, but a loop shows it to nobody.
    told && agreed && story.held.is_none() && story.waits.is_empty() && characters(story) <= LONGEST
}

/// Keeps so many of the numbers, given newest first: of the newest those that have most to show.
fn most_useful(numbers: &mut Vec<usize>, pages: &[Page], wanted: usize) {
    numbers.truncate(wanted * CHOICE);
    // The sort is stable: among equals the newest stay in front.
    numbers.sort_by_key(|number| Reverse(pages.get(*number).map(usefulness)));
    numbers.truncate(wanted);
    numbers.sort_by_key(|number| newness(pages, *number));
}

/// How much a page has to show from afar: what came of it before a picture, and the village's own city before the province.
fn usefulness(page: &Page) -> u8 {
    let points = u8::from(!points(&page.story).is_empty());
    let picture = u8::from(page.story.shown_picture().is_some());
    4 * points + 2 * picture + u8::from(!page.shared)
}

/// Sorts the newest first, pages of one day in the order of the site.
fn newness(pages: &[Page], number: usize) -> impl Ord + use<> {
    (Reverse(pages.get(number).and_then(|page| page.story.last_changed())), number)
}

/// Two rows as one, each spread evenly over the whole.
fn mixed(health: &[usize], stories: &[usize]) -> Vec<usize> {
    let mut row = Vec::with_capacity(health.len() + stories.len());
    let (mut rest_of_health, mut rest_of_stories) = (health.iter(), stories.iter());
    for _ in 0..health.len() + stories.len() {
        let (told, shown) = (health.len() - rest_of_health.len(), stories.len() - rest_of_stories.len());
        // The row that is less far on goes first, told by the middle of its next piece.
        let health_is_due = (2 * told + 1) * stories.len() <= (2 * shown + 1) * health.len();
        let next = if health_is_due { rest_of_health.next() } else { rest_of_stories.next() };
        row.extend(next);
    }
    row
}

fn points(story: &Story) -> &[String] {
    let points = match &story.matter.own {
        Own::Health(health) => health.takeaways.as_slice(),
        Own::Story(event) => event.results.as_slice(),
        Own::Youth(_) | Own::Family(_) | Own::Page { .. } => &[],
    };
    points.get(..POINTS).unwrap_or(points)
}

fn characters(story: &Story) -> usize {
    let points: usize = points(story).iter().map(|point| point.chars().count()).sum();
    let told = if points == 0 { story.summary.chars().count() } else { points };
    story.title.chars().count() + told
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::date::Moment;
    use crate::diagnostic::Span;
    use crate::fields::matter::{Consent, Family, Health, Matter, Story as Event, Unit, Youth};
    use crate::fields::spanned::Spanned;
    use crate::load::source::{Owner, StoryFile};
    use crate::markdown::document::Document;
    use crate::model::Held;
    use crate::path::{Slug, SourcePath};

    fn spanned<T>(value: T) -> Spanned<T> {
        Spanned { value, span: Span::default() }
    }

    fn matter(day: i8, own: Own) -> Matter {
        Matter {
            title: Some("多走路".to_owned()),
            date: Moment::parse(&format!("2021-05-{day:02}")),
            updated: None,
            slug: spanned(Slug::placeholder()),
            summary: Some("每天走一走。".to_owned()),
            unit: Unit::Owner,
            source: None,
            source_url: None,
            authors: Vec::new(),
            editors: Vec::new(),
            campaign: None,
            topics: Vec::new(),
            audiences: Vec::new(),
            keywords: Vec::new(),
            cover: None,
            people: Vec::new(),
            cities: Vec::new(),
            canonical_city: None,
            aliases: Vec::new(),
            draft: false,
            expires: None,
            ai_generated: false,
            sample: false,
            own,
            span: Span::default(),
        }
    }

    fn story(section: &str, matter: Matter) -> Story {
        let file = StoryFile {
            path: SourcePath::new("content/changsha/a.md"),
            owner: Owner::City("changsha".to_owned()),
            section: section.to_owned(),
            folders: Vec::new(),
            stem: "a".to_owned(),
        };
        Story::new(file, matter, Document::default())
    }

    fn page(story: Story) -> Page {
        Page {
            story: Arc::new(story),
            url: UrlPath::new("a.html"),
            shared: false,
            overrides: false,
            previous: None,
            next: None,
            links: Vec::new(),
        }
    }

    fn health(day: i8, takeaways: &[&str]) -> Story {
        let takeaways = takeaways.iter().map(|line| (*line).to_owned()).collect();
        story("health", matter(day, Own::Health(Health { takeaways, ..Health::default() })))
    }

    fn event(day: i8, results: &[&str]) -> Story {
        let results = results.iter().map(|line| (*line).to_owned()).collect();
        story("stories", matter(day, Own::Story(Event { results, ..Event::default() })))
    }

    fn chosen_of(stories: Vec<Story>) -> Vec<usize> {
        chosen(&stories.into_iter().map(page).collect::<Vec<_>>(), &Consents::new())
    }

    /// What the chosen pages are, one letter each.
    fn kinds(pages: &[Page]) -> String {
        let letter = |number: &usize| if pages[*number].story.kind == Kind::Health { 'h' } else { 's' };
        chosen(pages, &Consents::new()).iter().map(letter).collect()
    }

    fn pages(health_articles: usize, success_stories: usize) -> Vec<Page> {
        let articles = (0..health_articles).map(|_| page(health(1, &["走"])));
        articles.chain((0..success_stories).map(|_| page(event(1, &["走"])))).collect()
    }

    #[test]
    fn two_of_three_are_health_articles_and_one_a_success_story() {
        assert_eq!(kinds(&pages(40, 40)), "hshhshhhshhshhsh");
        assert_eq!(kinds(&pages(6, 3)), "hshhshhsh");
        assert_eq!(kinds(&pages(3, 40)), "sshsssshssssshss");
        assert_eq!(kinds(&pages(40, 1)).len(), SLIDES);
        assert_eq!(kinds(&pages(0, 2)), "ss");
        assert_eq!(kinds(&[]), "");
    }

    #[test]
    fn families_the_young_plain_pages_and_articles_without_takeaways_are_never_shown() {
        let family = story("families", matter(1, Own::Family(Family::default())));
        let youth = story("youth", matter(1, Own::Youth(Youth::default())));
        let plain = story("pages", matter(1, Own::Page { order: 0 }));
        assert_eq!(chosen_of(vec![family, youth, plain, health(1, &[]), health(2, &["走"])]), [4]);
    }

    #[test]
    fn what_is_held_or_only_waits_in_a_preview_is_never_shown() {
        let mut waiting = health(1, &["走"]);
        waiting.waits = vec![Held::Draft];
        let mut held = event(1, &["走"]);
        held.held = Some(Held::ReviewMissing);
        assert_eq!(chosen_of(vec![waiting, held, event(1, &[])]), [2]);
    }

    #[test]
    fn people_are_shown_only_where_each_agreed_to_be_shown_off_line() {
        let consent = |channels: &[&str]| Consent {
            guardian: false,
            child_agrees: None,
            scope: Vec::new(),
            channels: channels.iter().map(|channel| (*channel).to_owned()).collect(),
            date: None,
            expires: None,
            withdrawn: None,
        };
        let consents =
            Consents::from([("web".to_owned(), consent(&["网站"])), ("all".to_owned(), consent(&["网站", "离线"]))]);
        let with = |people: &[&str]| {
            let people = people.iter().map(|id| spanned((*id).to_owned())).collect();
            page(story("stories", Matter { people, ..matter(1, Own::Story(Event::default())) }))
        };
        let pages = [with(&["web"]), with(&["all"]), with(&["all", "web"]), with(&["nobody"]), with(&[])];
        assert_eq!(chosen(&pages, &consents), [1, 4]);
    }

    #[test]
    fn the_newest_come_first_and_a_change_makes_a_page_new() {
        let mut changed = matter(1, Own::Health(Health { takeaways: vec!["走".to_owned()], ..Health::default() }));
        changed.updated = Moment::parse("2021-06-01");
        let stories = vec![health(2, &["走"]), health(3, &["走"]), story("health", changed), health(3, &["走"])];
        assert_eq!(chosen_of(stories), [2, 1, 3, 0]);
    }

    #[test]
    fn of_the_newest_those_that_say_what_came_of_it_are_taken() {
        // Twelve health articles leave the usual five places; of ten new stories five have results, of the old ones all.
        let articles = (0..12).map(|_| health(1, &["走"]));
        let new = (0..10).map(|number| event(20 - number, if number % 2 == 0 { &[] } else { &["走"] }));
        let old = (0..10).map(|_| event(1, &["走"]));
        let chosen = chosen_of(articles.chain(new).chain(old).collect());
        let stories: Vec<usize> = chosen.into_iter().filter(|number| *number >= 12).collect();
        assert_eq!(stories, [13, 15, 17, 19, 21]);
    }

    #[test]
    fn a_slide_shows_five_points_and_nothing_too_long_to_be_read_from_afar() {
        let many = event(1, &["一", "二", "三", "四", "五", "六"]);
        assert_eq!((points(&many).len(), characters(&many)), (5, 8));
        // The title of three characters is read too.
        let with = |length: usize| health(1, &["字".repeat(length).as_str()]);
        assert_eq!(chosen_of(vec![with(LONGEST - 2), with(LONGEST - 3), many]), [1, 2]);
    }

    #[test]
    fn without_points_the_summary_is_read() {
        assert_eq!(characters(&event(1, &[])), 9);
    }
}
