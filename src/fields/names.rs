//! Names resolved to what they name: units, topics, audiences, campaigns, cities, hotlines; and short names.

use crate::diagnostic::catalogue::FieldMessage;
use crate::fields::directory::{City, Directory, Hotline, Named};
use crate::fields::matter::Unit;
use crate::fields::reader::Reader;
use crate::fields::spanned::Spanned;
use crate::path::{Slug, SlugProblem};

/// The nationalities in the names of Hunan's autonomous counties and prefecture.
const NATIONALITIES: [&str; 4] = ["土家族", "苗族", "侗族", "瑶族"];

/// The short name of a county or city: 浏阳市 → 浏阳, 城步苗族自治县 → 城步, but 澧县 → 澧县.
pub(super) fn short_name(name: &str) -> String {
    let mut stem = name;
    if let Some(rest) = name.strip_suffix("自治县").or_else(|| name.strip_suffix("自治州")) {
        stem = rest;
        while let Some(rest) = NATIONALITIES.iter().find_map(|nationality| stem.strip_suffix(nationality)) {
            stem = rest;
        }
    } else if let Some(rest) = name.strip_suffix(['县', '市', '区']) {
        stem = rest;
    }
    if stem.chars().count() < 2 { name.to_owned() } else { stem.to_owned() }
}

/// A city's unit by any of its names.
pub(crate) enum Match<'a> {
    /// The city itself.
    City,
    /// One of its counties or other units.
    County(&'a Named),
    /// Two of them share the name.
    Both(&'a str, &'a str),
}

/// What a city's writer means by a unit's name, if it is one.
pub(crate) fn find_unit<'a>(city: &'a City, written: &str) -> Option<Match<'a>> {
    if let Some(exact) = city.counties.iter().find(|county| county.name == written) {
        return Some(Match::County(exact));
    }
    if city.name == written || city.organisation == written {
        return Some(Match::City);
    }
    let mut named = city.counties.iter().filter(|county| county.is(written));
    match (named.next(), named.next()) {
        (Some(first), Some(second)) => Some(Match::Both(&first.name, &second.name)),
        (Some(county), None) if city.is(written) => Some(Match::Both(&city.name, &county.name)),
        (Some(county), None) => Some(Match::County(county)),
        (None, _) => city.is(written).then_some(Match::City),
    }
}

/// The unit that a city's story names in its field.
pub(super) fn unit_of_field(reader: &mut Reader<'_>, city: &City, written: &Spanned<String>) -> Unit {
    match find_unit(city, &written.value) {
        Some(Match::City) => Unit::Owner,
        Some(Match::County(county)) => Unit::County(county.slug.clone()),
        Some(Match::Both(first, second)) => {
            let (first, second) = (first.to_owned(), second.to_owned());
            reader.tell(FieldMessage::UnitAmbiguous { unit: written.value.clone(), first, second }, written.span);
            Unit::Owner
        }
        None => {
            let message = FieldMessage::UnitUnknown { unit: written.value.clone(), city: city.name.clone() };
            reader.tell_near(message, written, city.counties.iter().flat_map(|county| [&*county.name, &*county.short]));
            Unit::Owner
        }
    }
}

/// The slugs of named things; what is unknown is told with the nearest name.
pub(super) fn resolve(
    reader: &mut Reader<'_>,
    written: &[Spanned<String>],
    among: &[&Named],
    unknown: impl Fn(String) -> FieldMessage,
) -> Vec<Slug> {
    let mut slugs: Vec<Slug> = Vec::with_capacity(written.len());
    for word in written {
        if let Some(named) = among.iter().find(|named| named.is(&word.value)) {
            if !slugs.contains(&named.slug) {
                slugs.push(named.slug.clone());
            }
        } else {
            reader.tell_near(unknown(word.value.clone()), word, among.iter().map(|named| &*named.name));
        }
    }
    slugs
}

/// The campaign of a name.
pub(super) fn campaign(reader: &mut Reader<'_>, directory: &Directory, written: &Spanned<String>) -> Option<Slug> {
    let name = written.value.as_str();
    let found = directory.campaigns.iter().find(|campaign| {
        campaign.name == name || campaign.id == name || campaign.slug.as_str().eq_ignore_ascii_case(name)
    });
    if found.is_none() {
        let message = FieldMessage::CampaignUnknown { campaign: written.value.clone() };
        reader.tell_near(message, written, directory.campaigns.iter().map(|campaign| &*campaign.name));
    }
    found.map(|campaign| campaign.slug.clone())
}

/// The cities of their names.
pub(super) fn cities(reader: &mut Reader<'_>, directory: &Directory, written: &[Spanned<String>]) -> Vec<Slug> {
    let mut slugs = Vec::with_capacity(written.len());
    for word in written {
        if let Some(city) = directory.cities.iter().find(|city| city.is(&word.value)) {
            slugs.push(city.slug.clone());
        } else {
            let names = directory.cities.iter().flat_map(|city| [&*city.name, city.slug.as_str()]);
            reader.tell_near(FieldMessage::CityUnknown { city: word.value.clone() }, word, names);
        }
    }
    slugs
}

/// The hotlines of their names or numbers: indices into `hotlines`.
pub(super) fn helplines(reader: &mut Reader<'_>, hotlines: &[Hotline], written: &[Spanned<String>]) -> Vec<usize> {
    let mut found = Vec::with_capacity(written.len());
    for word in written {
        let named = hotlines.iter().position(|hotline| {
            hotline.number == word.value
                || hotline.name == word.value
                || hotline.name.split_whitespace().any(|part| part == word.value)
        });
        if let Some(index) = named {
            found.push(index);
        } else {
            let names = hotlines.iter().map(|hotline| &*hotline.name);
            reader.tell_near(FieldMessage::HotlineUnknown { hotline: word.value.clone() }, word, names);
        }
    }
    found
}

/// Why a text that a writer gave, or a name, is no slug.
pub(super) fn slug_message(text: String, problem: SlugProblem) -> FieldMessage {
    match problem {
        SlugProblem::Empty => FieldMessage::SlugEmpty { name: text },
        SlugProblem::Character(c) => FieldMessage::SlugCharacter { slug: text, character: c.to_string() },
        SlugProblem::TooLong => FieldMessage::SlugTooLong { slug: text.chars().take(30).collect() },
        SlugProblem::Reserved => FieldMessage::SlugReserved { slug: text },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_drop_the_rank_and_the_nationalities() {
        for (name, short) in [
            ("浏阳市", "浏阳"),
            ("澧县", "澧县"),
            ("城步苗族自治县", "城步"),
            ("靖州苗族侗族自治县", "靖州"),
            ("湘西土家族苗族自治州", "湘西"),
            ("岳阳楼区", "岳阳楼"),
            ("津市市", "津市"),
            ("屈原管理区", "屈原管理"),
        ] {
            assert_eq!(short_name(name), short);
        }
    }
}
