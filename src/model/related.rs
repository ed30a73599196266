//! Pages to read on: most shared topics first, then the same county, then the newest; deterministic.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::fields::matter::{Kind, Unit};
use crate::model::page::Page;
use crate::path::Slug;

/// How many pages are offered.
const OFFERED: usize = 4;
/// How many of the newest pages of a topic, a county or a section are looked at, so that the work stays linear in the pages.
pub(super) const LOOKED_AT: usize = 60;

/// The newest pages of every topic and county of a site, from which the pages to read on are chosen when a page is rendered.
/// A page is named by its place when all are ordered the newest first.
#[derive(Debug, Default)]
pub(super) struct Related {
    /// A page's place, by its number.
    places: Vec<usize>,
    /// A page's number, by its place, and whether it is for the young: a look at the page itself costs more than all else.
    placed: Vec<(usize, bool)>,
    topics: BTreeMap<Slug, Vec<usize>>,
    counties: BTreeMap<Slug, Vec<usize>>,
}

impl Related {
    /// Lists the pages; plain pages stand in no list.
    pub(super) fn of(pages: &[Page], newest: &[usize]) -> Self {
        let mut related = Self { places: vec![0; pages.len()], ..Self::default() };
        for number in newest.iter().copied() {
            let Some(page) = pages.get(number) else { continue };
            let place = related.placed.len();
            related.placed.push((number, page.story.kind == Kind::Youth));
            if let Some(own) = related.places.get_mut(number) {
                *own = place;
            }
            if page.story.kind == Kind::Pages {
                continue;
            }
            for topic in &page.story.matter.topics {
                put(&mut related.topics, topic, place);
            }
            if let Unit::County(county) = &page.story.matter.unit {
                put(&mut related.counties, county, place);
            }
        }
        related
    }

    /// The pages to read on after a page, the nearest first, by number. Plain pages have none; youth pages relate within
    /// their age band alone, and no other page leads into them from here.
    pub(super) fn near(&self, pages: &[Page], number: usize) -> Vec<usize> {
        let Some((page, own)) = pages.get(number).zip(self.places.get(number).copied()) else { return Vec::new() };
        // A place twice, and one more where the county is shared. Each list is sorted, so the sort has only to merge them.
        let mut candidates: Vec<usize> = Vec::with_capacity(4 * LOOKED_AT);
        for topic in &page.story.matter.topics {
            candidates.extend(self.topics.get(topic).into_iter().flatten().map(|place| place * 2));
        }
        if let Unit::County(county) = &page.story.matter.unit {
            candidates.extend(self.counties.get(county).into_iter().flatten().map(|place| place * 2 + 1));
        }
        #[allow(clippy::stable_sort_primitive, reason = "the stable sort merges runs that are sorted")]
        candidates.sort();
        let mut best: Vec<(Reverse<usize>, bool, usize)> = Vec::with_capacity(OFFERED + 1);
        for group in candidates.chunk_by(|a, b| a / 2 == b / 2) {
            let Some(other) = group.first().map(|first| first / 2) else { continue };
            let counties = group.iter().filter(|candidate| *candidate % 2 == 1).count();
            let score = (Reverse(group.len() - counties), counties == 0, other);
            let at = best.partition_point(|better| *better < score);
            if at < OFFERED && other != own && self.leads(pages, page, other) {
                best.insert(at, score);
                best.truncate(OFFERED);
            }
        }
        best.iter().filter_map(|(.., place)| Some(self.placed.get(*place)?.0)).collect()
    }

    /// Whether a page may lead to the one at a place.
    fn leads(&self, pages: &[Page], page: &Page, place: usize) -> bool {
        self.placed.get(place).is_some_and(|(number, young)| {
            let youth = page.story.kind == Kind::Youth;
            youth == *young && (!youth || pages.get(*number).is_some_and(|other| may_relate(page, other)))
        })
    }
}

/// Puts a page into a list that is not yet full.
fn put(lists: &mut BTreeMap<Slug, Vec<usize>>, slug: &Slug, number: usize) {
    match lists.get_mut(slug) {
        Some(list) if list.len() < LOOKED_AT => list.push(number),
        Some(_) => {}
        None => {
            lists.insert(slug.clone(), vec![number]);
        }
    }
}

/// Whether one page may lead to another: youth pages within their age band alone, and no other page leads to them unasked.
pub(super) fn may_relate(page: &Page, other: &Page) -> bool {
    match (page.story.kind, other.story.kind) {
        (Kind::Youth, Kind::Youth) => {
            let ages = page.story.matter.age_range().zip(other.story.matter.age_range());
            ages.is_some_and(|(own, other)| own.shares_band(other))
        }
        (Kind::Youth, _) | (_, Kind::Youth) => false,
        _ => true,
    }
}
