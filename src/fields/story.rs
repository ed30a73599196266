//! A story's front matter → [`Matter`]: the fields of every kind, their defaults from folder, file name and section.

use crate::date::Moment;
use crate::diagnostic::catalogue::FieldMessage;
use crate::diagnostic::{Diagnostic, Span, soften};
use crate::fields::desk::Desk;
use crate::fields::directory::Directory;
use crate::fields::keys;
use crate::fields::kinds;
use crate::fields::matter::{Cover, Kind, Matter, Own, Unit};
use crate::fields::names::{self, Match};
use crate::fields::reader::Reader;
use crate::fields::spanned::{Spanned, values};
use crate::load::source::{Owner, Source};
use crate::path::{Slug, SlugProblem, UrlPath};

/// Reads a story's fields; the matter is whole even where diagnostics name errors, which then keep it from release.
///
/// Of a draft only the reading of the file is required, so its mistakes are warnings.
pub fn read(source: &Source, directory: &Directory) -> (Matter, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let kind = Kind::of_folder(&source.file.section).unwrap_or(Kind::Pages);
    let city = match &source.file.owner {
        Owner::City(folder) => directory.city(folder),
        Owner::Province => None,
    };
    let mut reader =
        Reader::open(&source.file.path, &source.matter, &[keys::COMMON, keys::keys_of(kind)], &mut diagnostics);
    let place = Desk { file: &source.file, kind, city, section: directory.section(kind), directory };
    let matter = place.matter(&mut reader);
    if matter.draft {
        soften(&mut diagnostics);
    }
    (matter, diagnostics)
}

impl Desk<'_> {
    fn matter(&self, reader: &mut Reader<'_>) -> Matter {
        let own = self.own(reader);
        let date = self.date(reader, &own);
        let updated = reader.moment("updated");
        if let (Some(updated), Some(date)) = (&updated, date)
            && updated.value.date < date.date
        {
            let message = FieldMessage::DateOrder { updated: updated.value.to_string(), date: date.to_string() };
            reader.tell(message, updated.span);
        }
        let source_url = reader.url("source_url").map(|url| url.value);
        let source = reader.text("source");
        if source_url.is_some() && source.is_none() {
            reader.tell(FieldMessage::ReprintSource {}, reader.key_span("source_url"));
        }
        let sample = reader.flag("sample", false);
        let people = reader.words("people");
        let matter = Matter {
            title: reader.text("title").map(|title| title.value),
            date,
            updated: updated.map(|updated| updated.value),
            slug: self.slug(reader),
            summary: reader.text("summary").map(|summary| summary.value),
            unit: self.unit(reader),
            source: source.map(|source| source.value),
            source_url,
            authors: values(reader.words("author")),
            editors: values(reader.words("editor")),
            campaign: self.campaign(reader),
            topics: self.topics(reader),
            audiences: self.audiences(reader),
            keywords: values(reader.words("keywords")),
            cover: cover(reader),
            people,
            cities: self.cities(reader),
            canonical_city: self.canonical_city(reader),
            aliases: aliases(reader),
            draft: reader.flag("draft", false),
            expires: reader.moment("expires").map(|expires| expires.value),
            ai_generated: reader.flag("ai_generated", false),
            sample,
            own,
            span: reader.span(),
        };
        check_sample_consents(reader, &matter);
        matter
    }

    fn own(&self, reader: &mut Reader<'_>) -> Own {
        match self.kind {
            Kind::Health => Own::Health(kinds::health(reader)),
            Kind::Youth => Own::Youth(kinds::youth(reader, self)),
            Kind::Families => Own::Family(kinds::family(reader)),
            Kind::Stories => Own::Story(kinds::story(reader)),
            Kind::Pages => Own::Page { order: reader.whole("order").map_or(1000, |order| order.value) },
        }
    }

    /// The field, else the file's name, else the event's day; plain pages need none.
    fn date(&self, reader: &mut Reader<'_>, own: &Own) -> Option<Moment> {
        if reader.has("date") {
            return reader.moment("date").map(|date| date.value);
        }
        let event = match own {
            Own::Story(story) => story.event_date,
            _ => None,
        };
        let date = date_of_name(&self.file.stem).or(event);
        if date.is_none() && self.kind != Kind::Pages && !reader.has("event_date") {
            reader.missing("date");
        }
        date
    }

    fn slug(&self, reader: &mut Reader<'_>) -> Spanned<Slug> {
        let (name, span, slug) = match reader.text("slug") {
            Some(given) => (given.value.clone(), given.span, Slug::new(&given.value)),
            None => (self.file.stem.clone(), reader.span(), Slug::from_name(&self.file.stem)),
        };
        match slug {
            Ok(slug) => Spanned { value: slug, span },
            Err(problem) => {
                reader.tell(names::slug_message(name, problem), span);
                Spanned { value: Slug::placeholder(), span }
            }
        }
    }

    /// The field, else the first folder that is named as a county; else the city, with a warning.
    fn unit(&self, reader: &mut Reader<'_>) -> Unit {
        let written = reader.text("unit");
        let Some(city) = self.city else {
            return written.map_or(Unit::Owner, |unit| Unit::Named(unit.value));
        };
        if let Some(written) = written {
            return names::unit_of_field(reader, city, &written);
        }
        let folder = self.file.folders.iter().find_map(|folder| names::find_unit(city, folder));
        match folder {
            Some(Match::County(county)) => Unit::County(county.slug.clone()),
            Some(Match::City) => Unit::Owner,
            Some(Match::Both(first, second)) => {
                let unit = self.file.folders.join("/");
                let (first, second) = (first.to_owned(), second.to_owned());
                reader.tell(FieldMessage::UnitAmbiguous { unit, first, second }, reader.span());
                Unit::Owner
            }
            None => {
                if matches!(self.kind, Kind::Stories | Kind::Families) {
                    reader.tell(FieldMessage::UnitDefaulted { city: city.name.clone() }, reader.span());
                }
                Unit::Owner
            }
        }
    }

    fn campaign(&self, reader: &mut Reader<'_>) -> Option<Slug> {
        match reader.text("campaign") {
            Some(written) => names::campaign(reader, self.directory, &written),
            None => self.section.and_then(|section| section.campaign.clone()),
        }
    }

    fn topics(&self, reader: &mut Reader<'_>) -> Vec<Slug> {
        if !reader.has("topics") {
            return self.section.map(|section| section.topics.clone()).unwrap_or_default();
        }
        let written = reader.words("topics");
        let topics: Vec<_> = self.directory.topics().collect();
        names::resolve(reader, &written, &topics, |topic| FieldMessage::TopicUnknown { topic })
    }

    fn audiences(&self, reader: &mut Reader<'_>) -> Vec<Slug> {
        if !reader.has("audience") {
            return self.section.map(|section| section.audiences.clone()).unwrap_or_default();
        }
        let written = reader.words("audience");
        names::resolve(reader, &written, &self.directory.site.audiences.iter().collect::<Vec<_>>(), |audience| {
            FieldMessage::AudienceUnknown { audience }
        })
    }

    fn cities(&self, reader: &mut Reader<'_>) -> Vec<Slug> {
        if !self.province_only(reader, "cities") {
            return Vec::new();
        }
        let written = reader.words("cities");
        names::cities(reader, self.directory, &written)
    }

    fn canonical_city(&self, reader: &mut Reader<'_>) -> Option<Slug> {
        if !self.province_only(reader, "canonical_city") {
            return None;
        }
        let written = reader.text("canonical_city")?;
        names::cities(reader, self.directory, &[written]).pop()
    }

    /// Whether a field that only provincial pages have may be read.
    fn province_only(&self, reader: &mut Reader<'_>, key: &str) -> bool {
        let city = matches!(self.file.owner, Owner::City(_));
        if city && reader.has(key) {
            reader.tell(FieldMessage::ProvinceOnly { key: key.to_owned() }, reader.key_span(key));
        }
        !city
    }
}

/// The date at the start of a file's name: `2021-05-29-huodong`, `2021年5月29日活动`, `20210529活动`.
fn date_of_name(stem: &str) -> Option<Moment> {
    let end = stem.char_indices().find(|(_, c)| !c.is_ascii_digit() && !"-._年月日".contains(*c)).map(|(at, _)| at);
    let head = stem.get(..end.unwrap_or(stem.len()))?.trim_end_matches(['-', '.', '_']);
    if head.len() == 8
        && let (Some(year), Some(month), Some(day)) = (head.get(..4), head.get(4..6), head.get(6..))
    {
        return Moment::parse(&format!("{year}-{month}-{day}"));
    }
    Moment::parse(head).or_else(|| {
        let parts: Vec<&str> = head.splitn(4, ['-', '.']).collect();
        match parts.as_slice() {
            [year, month, day, ..] => Moment::parse(&format!("{year}-{month}-{day}")),
            _ => None,
        }
    })
}

/// The name without the date at its start, for a title.
pub fn title_of_name(stem: &str) -> &str {
    let rest = stem.trim_start_matches(|c: char| c.is_ascii_digit() || "-._年月日 ".contains(c));
    if rest.is_empty() || date_of_name(stem).is_none() { stem } else { rest }
}

fn cover(reader: &mut Reader<'_>) -> Option<Cover> {
    let mut cover = reader.map("cover", keys::COVER)?;
    let image = cover.required_text("image")?;
    let Some(alt) = cover.text("alt") else {
        let span = cover.key_span("image");
        cover.tell(FieldMessage::CoverAltMissing {}, span);
        return None;
    };
    Some(Cover { image, alt: alt.value })
}

fn aliases(reader: &mut Reader<'_>) -> Vec<Spanned<UrlPath>> {
    let mut aliases = Vec::new();
    for written in reader.words("aliases") {
        match alias(&written.value) {
            Some(path) => aliases.push(written.with(path)),
            None => reader.tell(FieldMessage::AliasInvalid { alias: written.value.clone() }, written.span),
        }
    }
    aliases
}

/// A former address, if it is a `.html` path that stays in the site and can be a file on every system.
fn alias(written: &str) -> Option<UrlPath> {
    let path = written.trim_start_matches('/');
    let part_is_safe = |part: &str| {
        let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
        !part.is_empty()
            && part.len() <= 200
            && !part.starts_with('.')
            && !part.ends_with(['.', ' '])
            && !part.contains(|c: char| c.is_control() || r#"\:*?"<>|%#"#.contains(c))
            && !(Slug::new(&stem) == Err(SlugProblem::Reserved) && stem != "index" && !stem.starts_with("page-"))
    };
    (path.to_lowercase().ends_with(".html") && path.len() <= 1000 && path.split('/').all(part_is_safe))
        .then(|| UrlPath::new(path))
}

/// Demonstrations use demonstration consents, and nothing else does.
fn check_sample_consents(reader: &mut Reader<'_>, matter: &Matter) {
    let told: Vec<(bool, String, Span)> = matter
        .consents()
        .map(|consent| (consent.value.starts_with("DEMO-"), consent.value.clone(), consent.span))
        .collect();
    for (demonstration, id, span) in told {
        match (matter.sample, demonstration) {
            (true, false) => reader.tell(FieldMessage::SampleConsent { id }, span),
            (false, true) => reader.tell(FieldMessage::DemoConsent { id }, span),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_from_the_name() {
        for name in ["2021-05-29-huodong", "2021年5月29日活动", "20210529活动", "2021.5.29 义诊", "2021-05-29"]
        {
            assert_eq!(date_of_name(name).unwrap().to_string(), "2021-05-29", "{name}");
        }
        for name in ["huodong", "2021-活动", "12345678", "5-29活动"] {
            assert_eq!(date_of_name(name), None, "{name}");
        }
        assert_eq!(title_of_name("2021-05-29-健步走"), "健步走");
        assert_eq!(title_of_name("三减三健"), "三减三健");
    }

    #[test]
    fn an_alias_stays_in_the_site() {
        assert_eq!(alias("/health/old.html"), Some(UrlPath::new("health/old.html")));
        for bad in ["../x.html", "a//b.html", "con.html", "x.php", "a/.h.html", "http://a/b.html", "a%2f.html", ""] {
            assert_eq!(alias(bad), None, "{bad}");
        }
    }
}
