//! `site.yaml`: the name of the whole, its sections, audiences, hotlines and footer.

use crate::diagnostic::catalogue::FieldMessage;
use crate::diagnostic::{Diagnostic, Lang};
use crate::fields::config::publish::targets;
use crate::fields::config::{base_url, named_list};
use crate::fields::directory::{Directory, Footer, Hotline, Section, Site};
use crate::fields::keys;
use crate::fields::matter::Kind;
use crate::fields::names;
use crate::fields::reader::Reader;
use crate::load::source::ConfigSource;

/// How many entries a listing page has where nothing is said.
const PAGE_SIZE: usize = 20;

/// Reads all but the sections, whose defaults name campaigns and topics that are not known yet.
pub(super) fn read(source: &ConfigSource, diagnostics: &mut Vec<Diagnostic>) -> Site {
    let mut reader = Reader::open(&source.path, &source.tree, &[keys::SITE], diagnostics);
    let name = reader.required_text("name").map(|name| name.value).unwrap_or_default();
    let page_size = reader
        .whole("page_size")
        .map_or(PAGE_SIZE, |size| usize::try_from(size.value).unwrap_or(PAGE_SIZE).clamp(1, 1000));
    Site {
        organisation: reader.text("organisation").map_or_else(|| name.clone(), |text| text.value),
        name,
        description: reader.text("description").map(|text| text.value).unwrap_or_default(),
        base_url: base_url(&mut reader),
        lang: lang(&mut reader),
        as_of: reader.moment("as_of").map(|moment| moment.value),
        page_size,
        sections: Vec::new(),
        audiences: named_list(&mut reader, "audiences"),
        hotlines: hotlines(&mut reader),
        footer: footer(&mut reader),
        targets: targets(&mut reader),
    }
}

/// Reads the sections; one that is not named keeps its usual name and has no defaults.
pub(super) fn sections(
    source: &ConfigSource,
    directory: &Directory,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Section> {
    // The other fields of the file have been told already, so only this one is read here.
    let mut told = Vec::new();
    let mut reader = Reader::open(&source.path, &source.tree, &[keys::SITE], &mut told);
    let mut found = Vec::new();
    let start = reader.told();
    if let Some(mut sections) = reader.map("sections", keys::SECTIONS) {
        for kind in Kind::ALL {
            if let Some(mut section) = sections.map(kind.folder(), keys::SECTION) {
                found.push(read_section(&mut section, kind, directory));
            }
        }
    }
    diagnostics.extend(told.split_off(start));
    let missing = Kind::ALL.into_iter().filter(|kind| !found.iter().any(|section| section.kind == *kind));
    let usual: Vec<Section> = missing.map(usual_section).collect();
    found.extend(usual);
    found.sort_by_key(|section| section.kind);
    found
}

fn usual_section(kind: Kind) -> Section {
    Section {
        kind,
        name: kind.chinese().to_owned(),
        description: String::new(),
        campaign: None,
        topics: Vec::new(),
        audiences: Vec::new(),
        helplines: Vec::new(),
        expert_required: false,
        column_type: None,
    }
}

fn read_section(reader: &mut Reader<'_>, kind: Kind, directory: &Directory) -> Section {
    let campaign = reader.text("campaign").and_then(|written| names::campaign(reader, directory, &written));
    let topics = reader.words("topics");
    let known: Vec<_> = directory.topics().collect();
    let topics = names::resolve(reader, &topics, &known, |topic| FieldMessage::TopicUnknown { topic });
    let audiences = reader.words("audience");
    let audiences =
        names::resolve(reader, &audiences, &directory.site.audiences.iter().collect::<Vec<_>>(), |audience| {
            FieldMessage::AudienceUnknown { audience }
        });
    let helplines = reader.words("helplines");
    let helplines = names::helplines(reader, &directory.site.hotlines, &helplines);
    Section {
        name: reader.text("name").map_or_else(|| kind.chinese().to_owned(), |name| name.value),
        description: reader.text("description").map(|text| text.value).unwrap_or_default(),
        campaign,
        topics,
        audiences,
        helplines,
        expert_required: reader.flag("expert_required", false),
        column_type: reader.text("column_type").map(|text| text.value),
        kind,
    }
}

pub(super) fn lang(reader: &mut Reader<'_>) -> Option<Lang> {
    let text = reader.text("lang")?;
    match text.value.to_lowercase().as_str() {
        "zh" | "zh-cn" | "zh-hans" | "中文" => Some(Lang::Zh),
        "en" | "en-us" | "en-gb" | "english" | "英文" => Some(Lang::En),
        _ => {
            reader.wrong_type("lang", text.span, " zh 或 en", "zh or en");
            None
        }
    }
}

fn hotlines(reader: &mut Reader<'_>) -> Vec<Hotline> {
    let mut hotlines = Vec::new();
    reader.each("hotlines", keys::HOTLINE, |item| {
        let name = item.required_text("name");
        let number = item.required_text("number");
        if let (Some(name), Some(number)) = (name, number) {
            hotlines.push(Hotline {
                name: name.value,
                number: number.value,
                hours: item.text("hours").map(|text| text.value),
                cost: item.text("cost").map(|text| text.value),
                what: item.text("what").map(|text| text.value),
                anonymous: item.text("anonymous").map(|text| text.value),
                silent: item.text("silent").map(|text| text.value),
                checked: item.moment("checked").map(|moment| moment.value),
            });
        }
    });
    hotlines
}

fn footer(reader: &mut Reader<'_>) -> Footer {
    let Some(mut footer) = reader.map("footer", keys::FOOTER) else { return Footer::default() };
    Footer {
        text: footer.text("text").map(|text| text.value),
        contact: footer.text("contact").map(|text| text.value),
        icp: footer.text("icp").map(|text| text.value),
        police: footer.text("police").map(|text| text.value),
        site_code: footer.text("site_code").map(|text| text.value),
    }
}
