//! What of a story is searched: its title, its keywords, its headings and its text, the same that a reader sees on the page.

use std::borrow::Cow;

use super::fold::composed;
use crate::fields::directory::Directory;
use crate::fields::matter::{Own, Reference, Unit};
use crate::load::source::Owner;
use crate::model::Story;

/// What is searched of one document.
pub(super) struct Text<'a> {
    /// The title.
    pub(super) title: Cow<'a, str>,
    /// Keywords, topics, audiences, campaign: what the editor says it is about.
    pub(super) keywords: Vec<&'a str>,
    /// The headings, which stand in the body too.
    pub(super) headings: Vec<&'a str>,
    /// What else a reader sees on the page, in order, each part by itself.
    pub(super) body: Vec<Cow<'a, str>>,
    /// Names that are found by their pinyin: keywords, topics and the county.
    pub(super) names: Vec<&'a str>,
}

impl<'a> Text<'a> {
    /// Of a story's page.
    pub(super) fn of_page(story: &'a Story, directory: &'a Directory) -> Self {
        let matter = &story.matter;
        let topics: Vec<&str> =
            matter.topics.iter().filter_map(|slug| directory.topic(slug)).map(|topic| topic.name.as_str()).collect();
        let audiences =
            matter.audiences.iter().filter_map(|slug| directory.audience(slug)).map(|named| named.name.as_str());
        let campaign =
            matter.campaign.as_ref().and_then(|slug| directory.campaign(slug)).map(|campaign| campaign.name.as_str());
        let place = place(story, directory);
        let mut body: Vec<Cow<'a, str>> = Vec::new();
        body.extend(matter.summary.as_deref().map(Cow::from));
        let (before, after) = of_kind(&matter.own);
        body.extend(before);
        body.push(Cow::from(&story.document.plain));
        body.extend(after);
        body.extend(matter.authors.iter().chain(&matter.source).map(Cow::from));
        body.extend((!place.is_empty()).then_some(Cow::from(place)));
        Self {
            title: Cow::from(&story.title),
            keywords: matter
                .keywords
                .iter()
                .map(String::as_str)
                .chain(topics.iter().copied())
                .chain(audiences)
                .chain(campaign)
                .collect(),
            headings: story.document.headings.iter().map(|heading| heading.text.as_str()).collect(),
            body,
            names: matter
                .keywords
                .iter()
                .map(String::as_str)
                .chain(topics)
                .chain((!place.is_empty()).then_some(place))
                .collect(),
        }
    }

    /// Of a youth article's note for parents and teachers, where it has one.
    pub(super) fn of_note(story: &'a Story) -> Option<Self> {
        let Own::Youth(youth) = &story.matter.own else { return None };
        (!youth.adult_note.is_empty()).then(|| Self {
            title: Cow::from(format!("给家长和老师：{}", story.title)),
            keywords: Vec::new(),
            headings: Vec::new(),
            body: youth.adult_note.iter().map(Cow::from).collect(),
            names: Vec::new(),
        })
    }

    /// The text as the client is given it, in NFC: the parts that are indexed, but for the title, divided by `\n`. The
    /// corpus has found whether anything must be recomposed for it.
    pub(super) fn whole(&self, recompose: bool) -> String {
        let mut whole = self.body.join("\n");
        if !self.keywords.is_empty() {
            whole.push('\n');
            whole.push_str(&self.keywords.join("　"));
        }
        if recompose { composed(&whole).into_owned() } else { whole }
    }
}

/// The county or unit that signs a city's own story; empty for the city itself and the province.
pub(super) fn place<'a>(story: &'a Story, directory: &'a Directory) -> &'a str {
    match (&story.file.owner, &story.matter.unit) {
        (Owner::City(folder), Unit::County(slug)) => {
            directory.city(folder).and_then(|city| city.county(slug)).map_or("", |county| county.name.as_str())
        }
        (_, Unit::Named(name)) => name,
        _ => "",
    }
}

type Parts<'a> = Vec<Cow<'a, str>>;

/// What a kind's own fields show above and below the text.
fn of_kind(own: &Own) -> (Parts<'_>, Parts<'_>) {
    fn texts_of(lines: &[String]) -> Parts<'_> {
        lines.iter().map(Cow::from).collect()
    }
    fn references_of(of: &[Reference]) -> Parts<'_> {
        of.iter().map(|reference| Cow::from(&reference.text)).collect()
    }
    match own {
        Own::Health(health) => {
            let mut before = texts_of(&health.takeaways);
            before.extend(texts_of(&health.when_to_seek_care));
            (before, references_of(&health.references))
        }
        Own::Youth(youth) => (Vec::new(), references_of(&youth.references)),
        Own::Family(family) => {
            let mut after = texts_of(&family.members);
            after.extend(family.display_name.iter().chain(&family.pseudonym).map(Cow::from));
            after.extend(family.honour.iter().filter_map(|honour| honour.name.as_deref()).map(Cow::from));
            (Vec::new(), after)
        }
        Own::Story(event) => {
            let mut after = texts_of(&event.practices);
            after.extend(texts_of(&event.results));
            after.extend(event.metrics.iter().map(|(name, value)| Cow::from(format!("{name} {value}"))));
            after.extend(event.venue.iter().chain(&event.event).map(Cow::from));
            (Vec::new(), after)
        }
        Own::Page { .. } => (Vec::new(), Vec::new()),
    }
}
