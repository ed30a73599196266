//! `new`: a folder with a story whose front matter asks only for what nothing else says.

use std::path::{Path, PathBuf};

use crate::date::Moment;
use crate::diagnostic::catalogue::EditMessage;
use crate::diagnostic::{Diagnostic, Outcome, nearest};
use crate::edit::create;
use crate::fields::directory::{City, Directory};
use crate::fields::matter::Kind;
use crate::fields::names::{Match, find_unit};

/// What a writer asks for, as written.
#[derive(Debug, Clone)]
pub struct NewStory {
    /// The kind: `stories`, 先进典型…
    pub kind: String,
    /// The city: `changsha`, 长沙…, or `province`.
    pub city: String,
    /// The title.
    pub title: String,
    /// The county or unit, if one is named.
    pub unit: Option<String>,
}

/// Creates the story; returns its file.
///
/// # Errors
/// An unknown kind, city or unit, an empty title, a story that is there already, or a folder that cannot be written.
pub fn new_story(root: &Path, directory: &Directory, asked: &NewStory, today: Moment) -> Outcome<PathBuf> {
    let kind = kind_of(&asked.kind)?;
    let title = asked.title.trim();
    let name = file_name(title);
    if name.is_empty() {
        return Err(Box::new(Diagnostic::new(EditMessage::TitleEmpty {})));
    }
    let mut folder = root.join("content");
    if matches!(asked.city.as_str(), "province" | "全省" | "省") {
        folder = folder.join("province").join(kind.folder());
    } else {
        let city = city_of(directory, &asked.city)?;
        folder = folder.join(city.slug.as_str()).join(kind.folder());
        if let Some(unit) = &asked.unit {
            folder = folder.join(unit_of(city, unit)?);
        }
    }
    let path = folder.join(name).join("index.md");
    let text = sample(kind)
        .replace("{title}", &quoted(title))
        .replace("{date}", &today.date.to_string())
        .replace("{year}", &today.date.year().to_string());
    create(&path, text.as_bytes())?;
    Ok(path)
}

/// The text of a new story.
fn sample(kind: Kind) -> &'static str {
    match kind {
        Kind::Health => include_str!("sample/health.md"),
        Kind::Youth => include_str!("sample/youth.md"),
        Kind::Families => include_str!("sample/families.md"),
        Kind::Stories => include_str!("sample/stories.md"),
        Kind::Pages => include_str!("sample/pages.md"),
    }
}

fn kind_of(written: &str) -> Outcome<Kind> {
    let other = |kind: Kind| -> &[&str] {
        match kind {
            Kind::Health => &["健康", "健康教育", "科普"],
            Kind::Youth => &["青春", "青春健康"],
            Kind::Families => &["family", "家庭", "好家庭", "健康幸福好家庭"],
            Kind::Stories => &["story", "典型", "先进典型", "故事", "活动"],
            Kind::Pages => &["page", "页面", "单页"],
        }
    };
    let written = written.trim();
    let lower = written.to_lowercase();
    let found = Kind::ALL.into_iter().find(|kind| lower == kind.folder() || other(*kind).contains(&lower.as_str()));
    found.ok_or_else(|| {
        let names = Kind::ALL.into_iter().flat_map(|kind| [kind.folder(), kind.chinese()]);
        let near = nearest(written, names);
        Box::new(Diagnostic::new(EditMessage::KindUnknown { kind: written.to_owned() }).suggesting(near))
    })
}

fn city_of<'d>(directory: &'d Directory, written: &str) -> Outcome<&'d City> {
    directory.cities.iter().find(|city| city.is(written)).ok_or_else(|| {
        let names =
            directory.cities.iter().flat_map(|city| [city.slug.as_str(), city.name.as_str(), city.short.as_str()]);
        let near = nearest(written, names);
        Box::new(Diagnostic::new(EditMessage::NewCityUnknown { city: written.to_owned() }).suggesting(near))
    })
}

fn unit_of<'c>(city: &'c City, written: &str) -> Outcome<&'c str> {
    if let Some(Match::County(county)) = find_unit(city, written) {
        return Ok(&county.name);
    }
    let near = nearest(written, city.counties.iter().flat_map(|county| [county.name.as_str(), county.short.as_str()]));
    let message = EditMessage::NewUnitUnknown { unit: written.to_owned(), city: city.name.clone() };
    Err(Box::new(Diagnostic::new(message).suggesting(near)))
}

/// A title as a folder's name on every system: no separators, no signs that Windows refuses, at most 60 characters.
fn file_name(title: &str) -> String {
    let safe: String =
        title.chars().map(|c| if c.is_control() || r#"\/:*?"<>|.#%"#.contains(c) { ' ' } else { c }).take(60).collect();
    safe.split_whitespace().collect::<Vec<_>>().join("-")
}

/// A title as YAML: quoted where it would mean something else.
fn quoted(title: &str) -> String {
    let plain = title.starts_with(|c: char| c.is_alphanumeric())
        && !title.contains(|c: char| c.is_control())
        && !title.contains(": ")
        && !title.contains(" #")
        && !title.ends_with(':')
        && !title.chars().all(|c| c.is_ascii_digit() || ".-_".contains(c));
    if plain { title.to_owned() } else { format!("\"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_folder_on_every_system() {
        assert_eq!(file_name("5.29：会员/活动 \"健步走\"?"), "5-29：会员-活动-健步走");
        assert_eq!(file_name(" ../.. "), "");
        assert_eq!(file_name(&"长".repeat(300)).chars().count(), 60);
    }

    #[test]
    fn a_title_that_yaml_would_misread_is_quoted() {
        assert_eq!(quoted("健步走"), "健步走");
        assert_eq!(quoted("通知: 活动"), "\"通知: 活动\"");
        assert_eq!(quoted("\"好\""), "\"\\\"好\\\"\"");
    }

    #[test]
    fn a_kind_is_known_by_either_name() {
        for name in ["stories", "先进典型", "Story", "故事"] {
            assert_eq!(kind_of(name).unwrap(), Kind::Stories, "{name}");
        }
        assert_eq!(kind_of("storys").unwrap_err().suggestion.as_deref(), Some("stories"));
    }
}
