//! Pages to read on: most shared topics first, then the same county, then the newest; deterministic.

use std::collections::BTreeMap;

use crate::fields::matter::{Kind, Unit};
use crate::model::page::Page;
use crate::path::Slug;

/// How many pages are offered.
const OFFERED: usize = 4;
/// How many of the newest pages of a topic or county are looked at, so that the work stays linear in the pages.
const LOOKED_AT: usize = 60;

/// Relates the pages of a site. Plain pages have none; youth pages relate within their age band alone, and no other
/// page leads into them from here.
pub(super) fn relate(pages: &mut [Page], newest: &[usize]) {
    let mut rank = vec![0; pages.len()];
    let mut topics: BTreeMap<&Slug, Vec<usize>> = BTreeMap::new();
    let mut counties: BTreeMap<&Slug, Vec<usize>> = BTreeMap::new();
    for (place, number) in newest.iter().copied().enumerate() {
        let Some(page) = pages.get(number) else { continue };
        if let Some(own) = rank.get_mut(number) {
            *own = place;
        }
        if page.story.kind == Kind::Pages {
            continue;
        }
        for topic in &page.story.matter.topics {
            topics.entry(topic).or_default().push(number);
        }
        if let Unit::County(county) = &page.story.matter.unit {
            counties.entry(county).or_default().push(number);
        }
    }
    let related: Vec<Vec<usize>> = (0..pages.len())
        .map(|number| Search { pages, rank: &rank, topics: &topics, counties: &counties }.near(number))
        .collect();
    for (page, related) in pages.iter_mut().zip(related) {
        page.related = related;
    }
}

struct Search<'a> {
    pages: &'a [Page],
    /// A page's place when all are ordered the newest first.
    rank: &'a [usize],
    topics: &'a BTreeMap<&'a Slug, Vec<usize>>,
    counties: &'a BTreeMap<&'a Slug, Vec<usize>>,
}

impl Search<'_> {
    fn near(&self, number: usize) -> Vec<usize> {
        let Some(page) = self.pages.get(number) else { return Vec::new() };
        let mut candidates: Vec<(usize, bool)> = Vec::new();
        for topic in &page.story.matter.topics {
            let listed = self.topics.get(topic).into_iter().flatten().take(LOOKED_AT);
            candidates.extend(listed.map(|number| (*number, false)));
        }
        if let Unit::County(county) = &page.story.matter.unit {
            let listed = self.counties.get(county).into_iter().flatten().take(LOOKED_AT);
            candidates.extend(listed.map(|number| (*number, true)));
        }
        candidates.retain(|(other, _)| *other != number && self.may_relate(page, *other));
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
        scored.sort_unstable();
        scored.into_iter().take(OFFERED).map(|(.., other)| other).collect()
    }

    fn may_relate(&self, page: &Page, other: usize) -> bool {
        let Some(other) = self.pages.get(other) else { return false };
        match (page.story.kind, other.story.kind) {
            (Kind::Youth, Kind::Youth) => {
                let ages = page.story.matter.age_range().zip(other.story.matter.age_range());
                ages.is_some_and(|(own, other)| own.shares_band(other))
            }
            (Kind::Youth, _) | (_, Kind::Youth) => false,
            _ => true,
        }
    }
}
