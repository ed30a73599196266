//! Pages to read on: most shared topics first, then the same county, then the newest; deterministic.

use std::collections::BTreeMap;

use crate::fields::matter::{Kind, Unit};
use crate::model::page::Page;
use crate::path::Slug;

/// How many pages are offered.
const OFFERED: usize = 4;
/// How many of the newest pages of a topic, a county or a section are looked at, so that the work stays linear in the pages.
pub(super) const LOOKED_AT: usize = 60;

/// The newest pages of every topic and county of a site, from which the pages to read on are chosen when a page is rendered.
#[derive(Debug, Default)]
pub(super) struct Related {
    /// A page's place when all are ordered the newest first, by its number.
    rank: Vec<usize>,
    topics: BTreeMap<Slug, Vec<usize>>,
    counties: BTreeMap<Slug, Vec<usize>>,
}

impl Related {
    /// Lists the pages; plain pages stand in no list.
    pub(super) fn of(pages: &[Page], newest: &[usize]) -> Self {
        let mut related = Self { rank: vec![0; pages.len()], ..Self::default() };
        for (place, number) in newest.iter().copied().enumerate() {
            let Some(page) = pages.get(number) else { continue };
            if let Some(own) = related.rank.get_mut(number) {
                *own = place;
            }
            if page.story.kind == Kind::Pages {
                continue;
            }
            for topic in &page.story.matter.topics {
                put(&mut related.topics, topic, number);
            }
            if let Unit::County(county) = &page.story.matter.unit {
                put(&mut related.counties, county, number);
            }
        }
        related
    }

    /// The pages to read on after a page, the nearest first, by number. Plain pages have none; youth pages relate within
    /// their age band alone, and no other page leads into them from here.
    pub(super) fn near(&self, pages: &[Page], number: usize) -> Vec<usize> {
        let Some(page) = pages.get(number) else { return Vec::new() };
        let mut candidates: Vec<(usize, bool)> = Vec::new();
        for topic in &page.story.matter.topics {
            candidates.extend(self.topics.get(topic).into_iter().flatten().map(|number| (*number, false)));
        }
        if let Unit::County(county) = &page.story.matter.unit {
            candidates.extend(self.counties.get(county).into_iter().flatten().map(|number| (*number, true)));
        }
        candidates
            .retain(|(other, _)| *other != number && pages.get(*other).is_some_and(|other| may_relate(page, other)));
        candidates.sort_unstable();
        let mut scored: Vec<(std::cmp::Reverse<usize>, bool, usize, usize)> = candidates
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|group| {
                let (other, _) = *group.first()?;
                let shared = group.iter().filter(|(_, county)| !county).count();
                let elsewhere = !group.iter().any(|(_, county)| *county);
                Some((std::cmp::Reverse(shared), elsewhere, self.rank.get(other).copied()?, other))
            })
            .collect();
        if scored.len() > OFFERED {
            scored.select_nth_unstable(OFFERED);
            scored.truncate(OFFERED);
        }
        scored.sort_unstable();
        scored.iter().map(|(.., other)| *other).collect()
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
