//! One city's site: its pages with their addresses, neighbours and links, its listings and redirects.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::fields::directory::{City, Directory};
use crate::fields::matter::Kind;
use crate::load::source::Owner;
use crate::markdown::document::Link;
use crate::model::listing::{self, Listing};
use crate::model::page::{Page, PageKey, Redirect, key_of};
use crate::model::related::{LOOKED_AT, Related, may_relate};
use crate::model::route::{Goal, LinkRoute};
use crate::model::{Release, Story, addresses};

/// One city's site.
#[derive(Debug)]
pub struct Site {
    /// The city.
    pub city: City,
    /// The absolute address of the site's root, ending in `/`, if one is known.
    pub base: Option<String>,
    /// The pages, by kind, then the newest first, then by path.
    pub pages: Vec<Page>,
    /// The listings that have pages.
    pub listings: Vec<Listing>,
    /// Former addresses.
    pub redirects: Vec<Redirect>,
    /// The stories that do not go out; why, each says itself.
    pub held: Vec<Arc<Story>>,
    related: Related,
}

/// Builds a city's site from the stories of the city and the province.
pub(super) fn build(
    city: &City,
    directory: &Directory,
    stories: &[Arc<Story>],
    release: &Release,
) -> (Site, Vec<Diagnostic>) {
    let selection = Selection::of(city, stories);
    let mut pages = selection.pages();
    let numbers: HashMap<PageKey, usize> =
        pages.iter().enumerate().map(|(number, page)| (key_of(&page.story), number)).collect();
    let links: Vec<Vec<LinkRoute>> =
        pages.iter().map(|page| route(page, &pages, &numbers, &selection, stories)).collect();
    for (page, links) in pages.iter_mut().zip(links) {
        page.links = links;
    }
    chain(&mut pages);
    let newest = listing::newest_first(&pages);
    let related = Related::of(&pages, &newest);
    let listings = listing::listings(&pages, &newest, city, directory);
    let mut diagnostics = Vec::new();
    let redirects = addresses::redirects(&pages, &listings, &mut diagnostics);
    let base = release.base_of(city, directory);
    let held = selection.held.into_iter().cloned().collect();
    (Site { city: city.clone(), base, pages, listings, redirects, held, related }, diagnostics)
}

impl Site {
    /// The pages to read on after a page, the nearest first, by number: most shared topics first, then the same county, then
    /// the newest.
    pub fn related(&self, number: usize) -> Vec<usize> {
        self.related.near(&self.pages, number)
    }

    /// The numbers of all pages but the plain ones, the newest first, pages of one day in the order of the site.
    pub fn latest(&self) -> impl Iterator<Item = usize> {
        let dated = self.pages.iter().enumerate().filter(|(_, page)| page.story.kind != Kind::Pages);
        let mut numbers: Vec<_> =
            dated.map(|(number, page)| (std::cmp::Reverse(page.story.matter.date), number)).collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|(_, number)| number)
    }
}

/// Which stories a site shows.
struct Selection<'a> {
    /// The city's own stories by key, held ones included.
    own: HashMap<PageKey, &'a Arc<Story>>,
    /// The stories that are shown, with whether they are the province's and whether they replace one of it.
    shown: Vec<(&'a Arc<Story>, bool, bool)>,
    /// The stories that are not shown, in path order.
    held: Vec<&'a Arc<Story>>,
}

impl<'a> Selection<'a> {
    fn of(city: &City, stories: &'a [Arc<Story>]) -> Self {
        let owner = Owner::City(city.slug.as_str().to_owned());
        let mut own: HashMap<PageKey, &Arc<Story>> = HashMap::new();
        for story in stories.iter().filter(|story| story.file.owner == owner) {
            let key = key_of(story);
            if own.get(&key).is_none_or(|other| other.held.is_some()) {
                own.insert(key, story);
            }
        }
        let provincial = |story: &Story| {
            story.file.owner == Owner::Province
                && (story.matter.cities.is_empty() || story.matter.cities.contains(&city.slug))
        };
        let mut shown = Vec::new();
        let mut held = Vec::new();
        let mut replaced: Vec<PageKey> = Vec::new();
        for story in stories.iter().filter(|story| provincial(story)) {
            let twin = own.get(&key_of(story));
            match twin.map(|twin| &twin.held) {
                Some(None) => replaced.push(key_of(story)),
                Some(Some(reason)) if !reason.is_waiting() => {}
                _ if story.held.is_some() => held.push(story),
                _ => shown.push((story, true, false)),
            }
        }
        for story in stories.iter().filter(|story| story.file.owner == owner) {
            if story.held.is_some() {
                held.push(story);
            } else if own.get(&key_of(story)).is_some_and(|first| Arc::ptr_eq(first, story)) {
                shown.push((story, false, replaced.contains(&key_of(story))));
            }
        }
        Self { own, shown, held }
    }

    /// The pages in their order.
    fn pages(&self) -> Vec<Page> {
        let mut shown = self.shown.clone();
        shown.sort_by(|(a, ..), (b, ..)| {
            let day = |story: &Story| std::cmp::Reverse(story.matter.date);
            (a.kind, order(a), day(a), &a.file.path).cmp(&(b.kind, order(b), day(b), &b.file.path))
        });
        shown
            .into_iter()
            .map(|(story, shared, overrides)| Page {
                url: story.url(),
                story: Arc::clone(story),
                shared,
                overrides,
                previous: None,
                next: None,
                links: Vec::new(),
            })
            .collect()
    }
}

/// The place of a plain page in the navigation; nothing for other kinds.
fn order(story: &Story) -> u64 {
    match story.matter.own {
        crate::fields::matter::Own::Page { order } => order,
        _ => 0,
    }
}

/// Routes a page's links in this site.
fn route(
    page: &Page,
    pages: &[Page],
    numbers: &HashMap<PageKey, usize>,
    selection: &Selection<'_>,
    stories: &[Arc<Story>],
) -> Vec<LinkRoute> {
    let lead = |(goal, link): (&Goal, &Link)| {
        let index = match goal {
            Goal::Story(index) => *index,
            Goal::OtherCity => return LinkRoute::OtherCity,
            Goal::Dead => return LinkRoute::Dead,
        };
        let Some(story) = stories.get(index) else { return LinkRoute::Dead };
        let Some(number) = numbers.get(&key_of(story)).copied() else {
            let held = story.held.is_some() || selection.own.contains_key(&key_of(story));
            return if held { LinkRoute::Held(index) } else { LinkRoute::Absent(index) };
        };
        let anchored = match (&link.fragment, pages.get(number)) {
            (Some(fragment), Some(target)) => target.story.document.ids.contains(fragment),
            _ => true,
        };
        if anchored { LinkRoute::Page(number) } else { LinkRoute::AnchorDead(number) }
    };
    page.story.goals.iter().zip(&page.story.document.links).map(lead).collect()
}

/// Chains the pages of each section: the next is the newer one. Plain pages stand alone, and youth pages lead to those of their
/// age band, looked for as far as the pages to read on are.
fn chain(pages: &mut [Page]) {
    let chained: Vec<[Option<usize>; 2]> = (0..pages.len())
        .map(|number| {
            let older = (number + 1..pages.len()).take(LOOKED_AT);
            let newer = (0..number).rev().take(LOOKED_AT);
            [neighbour(pages, number, older), neighbour(pages, number, newer)]
        })
        .collect();
    for (page, [previous, next]) in pages.iter_mut().zip(chained) {
        page.previous = previous;
        page.next = next;
    }
}

fn neighbour(pages: &[Page], number: usize, others: impl Iterator<Item = usize>) -> Option<usize> {
    let page = pages.get(number).filter(|page| page.story.kind != Kind::Pages)?;
    others
        .map_while(|other| Some((other, pages.get(other).filter(|other| other.story.kind == page.story.kind)?)))
        .find(|(_, other)| may_relate(page, other))
        .map(|(other, _)| other)
}
