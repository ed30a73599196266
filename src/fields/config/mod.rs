//! The configuration: `site.yaml`, `city.yaml`, the campaigns, the consents and the synonyms → [`Directory`].

mod campaign;
mod city;
mod consents;
mod publish;
mod site;
mod synonyms;

use std::collections::BTreeMap;

use crate::diagnostic::catalogue::FieldMessage;
use crate::diagnostic::{Diagnostic, Lang, Span};
use crate::fields::directory::{City, Directory, Named};
use crate::fields::keys;
use crate::fields::names::{short_name, slug_message};
use crate::fields::reader::Reader;
use crate::load::source::{ConfigSource, Workspace};
use crate::path::Slug;

/// Reads the whole configuration; the directory is whole even where diagnostics name errors.
pub fn read(workspace: &Workspace) -> (Directory, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let site = site::read(&workspace.site, &mut diagnostics);
    let mut taken = Taken::default();
    let campaigns =
        workspace.campaigns.iter().filter_map(|source| campaign::read(source, &mut taken, &mut diagnostics)).collect();
    let mut cities: Vec<City> =
        workspace.cities.iter().filter_map(|(folder, source)| city::read(folder, source, &mut diagnostics)).collect();
    // The official order is that of the division codes; a city without one comes last.
    cities.sort_by_key(|city| (city.code.is_none(), city.code.clone(), city.slug.clone()));
    let consents = workspace.consents.as_ref().map(|csv| consents::read(csv, &mut diagnostics)).unwrap_or_default();
    let synonyms =
        workspace.synonyms.as_ref().map(|source| synonyms::read(source, &mut diagnostics)).unwrap_or_default();
    let mut directory = Directory { site, cities, campaigns, consents, synonyms };
    directory.site.sections = site::sections(&workspace.site, &directory, &mut diagnostics);
    (directory, diagnostics)
}

/// The language that `site.yaml` wants to be spoken, where it names one.
pub fn lang(site: &ConfigSource) -> Option<Lang> {
    site::lang(&mut Reader::open(&site.path, &site.tree, &[keys::SITE], &mut Vec::new()))
}

/// The names and slugs that were given already, with their lines: two topics of one slug would share a page.
#[derive(Debug, Default)]
struct Taken(BTreeMap<String, u32>);

impl Taken {
    /// Notes a name; tells where it was given before.
    fn note(&mut self, reader: &mut Reader<'_>, name: &str, span: Span) {
        if let Some(line) = self.0.insert(name.to_lowercase(), span.line) {
            reader.tell(FieldMessage::NameTaken { name: name.to_owned(), line: line.to_string() }, span);
        }
    }
}

/// An audience, a county, a task or a topic: a name, and the rest from it where it is not given.
fn named(reader: &mut Reader<'_>, taken: &mut Taken) -> Option<Named> {
    let name = reader.required_text("name")?;
    let slug = slug(reader, &name.value)?;
    taken.note(reader, slug.as_str(), name.span);
    taken.note(reader, &name.value, name.span);
    Some(Named {
        id: reader.text("id").map_or_else(|| slug.as_str().to_owned(), |id| id.value),
        short: reader.text("short").map_or_else(|| short_name(&name.value), |short| short.value),
        code: reader.text("code").map(|code| code.value),
        name: name.value,
        slug,
    })
}

/// The slug that is given, else the name's pinyin.
fn slug(reader: &mut Reader<'_>, name: &str) -> Option<Slug> {
    let given = reader.text("slug");
    let slug = given.as_ref().map_or_else(|| Slug::from_name(name), |given| Slug::new(&given.value));
    let text = given.as_ref().map_or(name, |given| &given.value).to_owned();
    match slug {
        Ok(slug) => Some(slug),
        Err(problem) => {
            let span = given.map_or_else(|| reader.span(), |given| given.span);
            reader.tell(slug_message(text, problem), span);
            None
        }
    }
}

/// A base address, ending in `/`.
fn base_url(reader: &mut Reader<'_>) -> Option<String> {
    reader.url("base_url").map(|url| format!("{}/", url.value.trim_end_matches('/')))
}

/// A list of named things.
fn named_list(reader: &mut Reader<'_>, name: &str) -> Vec<Named> {
    let mut taken = Taken::default();
    let mut list = Vec::new();
    reader.each(name, keys::NAMED, |item| list.extend(named(item, &mut taken)));
    list
}
