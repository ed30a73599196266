//! `city.yaml`: a city with its counties, its contacts and the numbers it publishes.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::FieldMessage;
use crate::fields::config::{base_url, named_list};
use crate::fields::directory::{City, Contact, Tile};
use crate::fields::keys;
use crate::fields::names::short_name;
use crate::fields::reader::Reader;
use crate::fields::spanned::values;
use crate::load::source::ConfigSource;
use crate::path::Slug;

/// Reads a city; none where its folder cannot be an address.
pub(super) fn read(folder: &str, source: &ConfigSource, diagnostics: &mut Vec<Diagnostic>) -> Option<City> {
    let mut reader = Reader::open(&source.path, &source.tree, &[keys::CITY], diagnostics);
    let Ok(slug) = Slug::new(folder) else {
        let message = FieldMessage::SlugCharacter { slug: folder.to_owned(), character: folder.to_owned() };
        let span = reader.span();
        reader.tell(message, span);
        return None;
    };
    if let Some(given) = reader.text("slug")
        && given.value != folder
    {
        let message = FieldMessage::CityFolder { folder: folder.to_owned(), slug: given.value };
        reader.tell(message, given.span);
    }
    let name = reader.required_text("name").map_or_else(|| folder.to_owned(), |name| name.value);
    let mut counties = named_list(&mut reader, "counties");
    counties.extend(named_list(&mut reader, "units"));
    Some(City {
        slug,
        short: reader.text("short").map_or_else(|| short_name(&name), |short| short.value),
        code: reader.text("code").map(|code| code.value),
        organisation: reader.text("organisation").map_or_else(|| name.clone(), |text| text.value),
        description: reader.text("description").map(|text| text.value).unwrap_or_default(),
        counties,
        contacts: contacts(&mut reader),
        base_url: base_url(&mut reader),
        declared_numbers: values(reader.words("declared_numbers")),
        tile: tile(&mut reader),
        name,
    })
}

/// `tile: 2, 4`: the row and the column.
fn tile(reader: &mut Reader<'_>) -> Option<Tile> {
    let words = reader.words("tile");
    let first = words.first()?.span;
    let numbers: Vec<usize> = words.iter().filter_map(|word| word.value.parse().ok()).collect();
    match numbers[..] {
        [row, column] if words.len() == 2 && [row, column].iter().all(|number| (1..=Tile::MOST).contains(number)) => {
            Some(Tile { row, column })
        }
        _ => {
            reader.wrong_type(
                "tile",
                first,
                "两个 1 到 9 的数：第几行，第几列，比如 2, 4",
                "two numbers from 1 to 9, the row and the column: 2, 4",
            );
            None
        }
    }
}

fn contacts(reader: &mut Reader<'_>) -> Vec<Contact> {
    let mut contacts = Vec::new();
    reader.each("contacts", keys::CONTACT, |item| {
        if let Some(name) = item.required_text("name") {
            contacts.push(Contact {
                name: name.value,
                phone: item.text("phone").map(|text| text.value),
                address: item.text("address").map(|text| text.value),
                hours: item.text("hours").map(|text| text.value),
            });
        }
    });
    contacts
}
