//! Facets: which documents belong to which section, topic, county, audience, year, and on the doors to which city.

use std::collections::BTreeMap;

use serde::Serialize;

use super::list;
use super::listed::Listed;
use crate::fields::directory::Named;
use crate::fields::matter::Kind;
use crate::model::{Model, Site};
use crate::path::Slug;

/// A facet: its id, its name, its values with their documents.
#[derive(Serialize)]
pub(super) struct Facet(&'static str, &'static str, Vec<(String, String)>);

/// The facets of an index; `site` is none on the doors.
pub(super) fn facets(model: &Model, site: Option<&Site>, documents: &[Listed<'_>]) -> Vec<Facet> {
    let mut facets = Vec::new();
    let mut add = |id, name, values: Vec<(String, Vec<u32>)>| {
        let values: Vec<(String, String)> = values
            .into_iter()
            .filter(|(_, of)| !of.is_empty())
            .map(|(value, of)| (value, list::documents(documents.len(), &of)))
            .collect();
        if !values.is_empty() {
            facets.push(Facet(id, name, values));
        }
    };
    let directory = &model.directory;
    if site.is_none() {
        let cities = model.sites.iter().map(|site| site.city.name.clone());
        add(
            "city",
            "市州",
            cities
                .map(|name| {
                    let of = numbers(documents, |document| document.place == name);
                    (name, of)
                })
                .collect(),
        );
    }
    let sections = Kind::ALL.into_iter().map(|kind| {
        let name = directory.section(kind).map_or_else(|| kind.folder().to_owned(), |section| section.name.clone());
        (name, numbers(documents, |document| document.story.kind == kind))
    });
    add("section", "栏目", sections.collect());
    let by_topic = by(documents, |document| document.story.matter.topics.iter().collect());
    add("topic", "主题", named(directory.topics(), &by_topic));
    if let Some(site) = site {
        let by_county = by(documents, |document| document.county().into_iter().collect());
        add("county", "县市区", named(site.city.counties.iter(), &by_county));
    }
    let by_audience = by(documents, |document| document.story.matter.audiences.iter().collect());
    add("audience", "人群", named(directory.site.audiences.iter(), &by_audience));
    let years = by(documents, |document| document.story.matter.date.map(|day| day.date.year()).into_iter().collect());
    add("year", "年份", years.into_iter().rev().map(|(year, of)| (year.to_string(), of)).collect());
    facets
}

fn numbers(documents: &[Listed<'_>], wanted: impl Fn(&Listed<'_>) -> bool) -> Vec<u32> {
    let numbered = documents.iter().enumerate().filter(|(_, document)| wanted(document));
    numbered.filter_map(|(number, _)| u32::try_from(number).ok()).collect()
}

/// The documents by what they have; a note for adults has what its article has.
fn by<'a, K: Ord + 'a>(documents: &[Listed<'a>], of: impl Fn(&Listed<'a>) -> Vec<K>) -> BTreeMap<K, Vec<u32>> {
    let mut found: BTreeMap<K, Vec<u32>> = BTreeMap::new();
    for (number, document) in documents.iter().enumerate() {
        let mut keys = of(document);
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            found.entry(key).or_default().extend(u32::try_from(number).ok());
        }
    }
    found
}

/// The values that a list of names has, in its order.
fn named<'a>(names: impl Iterator<Item = &'a Named>, found: &BTreeMap<&Slug, Vec<u32>>) -> Vec<(String, Vec<u32>)> {
    names.filter_map(|name| Some((name.name.clone(), found.get(&name.slug)?.clone()))).collect()
}
