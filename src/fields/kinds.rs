//! The fields that each kind adds.

use crate::diagnostic::catalogue::FieldMessage;
use crate::diagnostic::nearest;
use crate::fields::desk::Desk;
use crate::fields::keys;
use crate::fields::matter::{AgeRange, Expert, Family, Health, Honour, METRICS, Reference, Story, Youth};
use crate::fields::names;
use crate::fields::reader::{Reader, read_whole};
use crate::fields::spanned::values;
use crate::load::tree::Value;

/// The levels of an honour, the widest first.
const LEVELS: [&str; 6] = ["全国", "省", "市", "县", "乡镇", "村"];

/// The ages of school stages, by China's usual entrance ages.
const STAGES: [(&str, AgeRange); 12] = [
    ("小学低年级", AgeRange { from: 6, to: 9 }),
    ("小学高年级", AgeRange { from: 10, to: 12 }),
    ("小学", AgeRange { from: 6, to: 12 }),
    ("初中", AgeRange { from: 12, to: 15 }),
    ("高中", AgeRange { from: 15, to: 18 }),
    ("中职", AgeRange { from: 15, to: 18 }),
    ("中学", AgeRange { from: 12, to: 18 }),
    ("大学", AgeRange { from: 18, to: 24 }),
    ("大中学生", AgeRange { from: 12, to: 24 }),
    ("青少年", AgeRange { from: 10, to: 19 }),
    ("青年", AgeRange { from: 15, to: 24 }),
    ("儿童", AgeRange { from: 6, to: 12 }),
];

pub(super) fn health(reader: &mut Reader<'_>) -> Health {
    let takeaways = reader.sentences("takeaways");
    if !takeaways.is_empty() && !(2..=5).contains(&takeaways.len()) {
        let message = FieldMessage::TakeawaysCount { count: takeaways.len().to_string() };
        reader.tell(message, reader.key_span("takeaways"));
    }
    Health {
        references: references(reader),
        expert: expert(reader),
        review_by: reader.moment("review_by").map(|moment| moment.value),
        takeaways: values(takeaways),
        when_to_seek_care: values(reader.sentences("when_to_seek_care")),
    }
}

pub(super) fn youth(reader: &mut Reader<'_>, desk: &Desk<'_>) -> Youth {
    let written = reader.words("helplines");
    let helplines = if written.is_empty() {
        desk.section.map(|section| section.helplines.clone()).unwrap_or_default()
    } else {
        names::helplines(reader, &desk.directory.site.hotlines, &written)
    };
    Youth {
        age_range: age_range(reader),
        helplines,
        references: references(reader),
        adult_note: values(reader.sentences("adult_note")),
        expert: expert(reader),
        review_by: reader.moment("review_by").map(|moment| moment.value),
    }
}

pub(super) fn family(reader: &mut Reader<'_>) -> Family {
    Family {
        consent: reader.required_text("consent"),
        display_name: reader.text("display_name").map(|text| text.value),
        pseudonym: reader.text("pseudonym").map(|text| text.value),
        honour: honour(reader),
        notice: reader.url("notice").map(|url| url.value),
        members: values(reader.words("members")),
    }
}

pub(super) fn story(reader: &mut Reader<'_>) -> Story {
    Story {
        event: reader.text("event").map(|text| text.value),
        event_date: reader.moment("event_date").map(|moment| moment.value),
        venue: reader.text("venue").map(|text| text.value),
        practices: values(reader.sentences("practices")),
        results: values(reader.sentences("results")),
        metrics: metrics(reader),
    }
}

/// At least one reference: a line of text, or a text with its address.
fn references(reader: &mut Reader<'_>) -> Vec<Reference> {
    let Some(node) = reader.node("references") else {
        reader.missing("references");
        return Vec::new();
    };
    let mapped =
        matches!(&node.value, Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Map(_))));
    if !mapped {
        let texts = reader.sentences("references");
        if texts.is_empty() {
            reader.missing("references");
        }
        return texts.into_iter().map(|text| Reference { text: text.value, url: None }).collect();
    }
    let mut references = Vec::new();
    reader.each("references", keys::REFERENCE, |item| {
        let url = item.url("url").map(|url| url.value);
        if let Some(text) = item.required_text("text") {
            references.push(Reference { text: text.value, url });
        }
    });
    references
}

fn expert(reader: &mut Reader<'_>) -> Option<Expert> {
    if matches!(reader.node("expert")?.value, Value::Text(_)) {
        return reader.text("expert").map(|name| Expert { name: name.value, org: None });
    }
    let mut expert = reader.map("expert", keys::EXPERT)?;
    let role = expert.text("role");
    let name = expert.text("name").map_or_else(
        || role.as_ref().map(|role| role.value.clone()),
        |name| Some(role.as_ref().map_or(name.value.clone(), |role| format!("{}（{}）", name.value, role.value))),
    );
    let org = expert.text("org").map(|org| org.value);
    if name.is_none() {
        expert.missing("name");
    }
    name.map(|name| Expert { name, org })
}

fn age_range(reader: &mut Reader<'_>) -> Option<AgeRange> {
    let text = reader.required_text("age_range")?;
    let range = read_age_range(&text.value);
    if range.is_none() {
        reader.tell(FieldMessage::AgeRangeInvalid { text: text.value.clone() }, text.span);
    }
    range
}

/// `12-15`, `12–15岁`, `12至15岁`, `初中`, `初中、高中`.
fn read_age_range(text: &str) -> Option<AgeRange> {
    let text = text.trim().trim_end_matches("生");
    let stage = |name: &str| {
        let name = name.trim().trim_end_matches("生");
        STAGES.iter().find(|(stage, _)| *stage == name).map(|(_, range)| *range)
    };
    let parts: Vec<&str> = text.split(['、', '，', ',', '/', '；']).filter(|part| !part.trim().is_empty()).collect();
    if let Some(stages) = parts.iter().map(|part| stage(part)).collect::<Option<Vec<_>>>()
        && let (Some(from), Some(to)) =
            (stages.iter().map(|range| range.from).min(), stages.iter().map(|range| range.to).max())
    {
        return Some(AgeRange { from, to });
    }
    let text = text.trim_end_matches('岁');
    let (from, to) = text.split_once(['-', '–', '—', '~', '～', '至', '到', '－'])?;
    let age = |part: &str| {
        let digits = part.trim().trim_start_matches(['-', '–', '—']).trim_end_matches('岁');
        read_whole(digits).and_then(|age| u8::try_from(age).ok())
    };
    let (from, to) = (age(from)?, age(to)?);
    (from <= to && to <= 60).then_some(AgeRange { from, to })
}

fn honour(reader: &mut Reader<'_>) -> Option<Honour> {
    let node = reader.node("honour")?;
    if let Value::Text(_) = node.value {
        let text = reader.text("honour")?;
        let honour = read_honour(&text.value);
        if honour.is_none() {
            reader.tell(FieldMessage::HonourInvalid { text: text.value.clone() }, text.span);
        }
        return honour;
    }
    let mut map = reader.map("honour", keys::HONOUR)?;
    let level = map.required_text("level")?;
    let year = map.whole("year").and_then(|year| u16::try_from(year.value).ok());
    let name = map.text("name").map(|name| name.value);
    let known = read_level(&level.value);
    if known.is_none() {
        map.tell_near(FieldMessage::HonourInvalid { text: level.value.clone() }, &level, LEVELS);
    }
    known.map(|level| Honour { level: level.to_owned(), year, name })
}

/// `县级 2021`, `2021年度市级`, `全国 2021 健康家庭`.
fn read_honour(text: &str) -> Option<Honour> {
    let mut level = None;
    let mut year = None;
    let mut name: Vec<&str> = Vec::new();
    for part in text.split([' ', '　', '，', ',', '、']).filter(|part| !part.is_empty()) {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        let rest = part.trim_matches(|c: char| c.is_ascii_digit() || c == '年' || c == '度');
        if digits.len() == 4 && year.is_none() {
            year = digits.parse().ok();
        }
        match read_level(rest) {
            Some(found) if level.is_none() => level = Some(found),
            _ if !rest.is_empty() => name.push(rest),
            _ => {}
        }
    }
    let name = (!name.is_empty()).then(|| name.join(" "));
    level.map(|level| Honour { level: level.to_owned(), year, name })
}

/// The level of an honour, with or without 级.
fn read_level(text: &str) -> Option<&'static str> {
    let text = text.strip_suffix('级').unwrap_or(text);
    LEVELS.into_iter().find(|level| *level == text).or(match text {
        "国家" => Some("全国"),
        "州" | "地市" => Some("市"),
        "区" | "县区" | "区县" => Some("县"),
        "乡" | "镇" | "街道" => Some("乡镇"),
        "社区" => Some("村"),
        _ => None,
    })
}

/// Whole numbers under names; a name near a common one is a slip of the pen.
fn metrics(reader: &mut Reader<'_>) -> Vec<(String, u64)> {
    let Some(node) = reader.node("metrics") else { return Vec::new() };
    if !matches!(node.value, Value::Map(_)) {
        reader.wrong_type(
            "metrics",
            node.span,
            "下面缩进几行的“名称: 数字”",
            "lines of `name: number`, indented below it",
        );
        return Vec::new();
    }
    let mut metrics: Vec<(String, u64)> = Vec::new();
    for entry in node.entries() {
        let text = match &entry.node.value {
            Value::Text(text) => text.clone(),
            _ => String::new(),
        };
        let Some(number) = read_whole(&text) else {
            reader.tell(FieldMessage::NumberInvalid { key: entry.key.clone(), text }, entry.node.span);
            continue;
        };
        if metrics.iter().any(|(name, _)| *name == entry.key) {
            let message = FieldMessage::FieldDuplicate { key: entry.key.clone(), line: node.span.line.to_string() };
            reader.tell(message, entry.key_span);
            continue;
        }
        if !METRICS.contains(&entry.key.as_str())
            && let Some(known) = nearest(&entry.key, METRICS)
        {
            reader.tell(FieldMessage::MetricNear { metric: entry.key.clone(), known }, entry.key_span);
        }
        metrics.push((entry.key.clone(), number));
    }
    metrics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_range_is_read_as_numbers_or_stages() {
        let range = |from, to| Some(AgeRange { from, to });
        assert_eq!(read_age_range("12-15"), range(12, 15));
        assert_eq!(read_age_range("10–24岁"), range(10, 24));
        assert_eq!(read_age_range("12岁至15岁"), range(12, 15));
        assert_eq!(read_age_range("初中"), range(12, 15));
        assert_eq!(read_age_range("初中生、高中生"), range(12, 18));
        assert_eq!(read_age_range("15-12"), None);
        assert_eq!(read_age_range("全体"), None);
    }

    #[test]
    fn bands_that_only_touch_are_two() {
        let range = |from, to| AgeRange { from, to };
        assert!(!range(12, 15).shares_band(range(15, 18)));
        assert!(range(12, 15).shares_band(range(10, 14)));
        assert!(range(12, 12).shares_band(range(12, 12)));
    }

    #[test]
    fn an_honour_is_read_in_any_order() {
        let honour = read_honour("县级 2021").unwrap();
        assert_eq!((honour.level.as_str(), honour.year), ("县", Some(2021)));
        let honour = read_honour("2021年度市级 文明家庭").unwrap();
        assert_eq!((honour.level.as_str(), honour.year, honour.name.as_deref()), ("市", Some(2021), Some("文明家庭")));
        assert!(read_honour("2021").is_none());
    }
}
