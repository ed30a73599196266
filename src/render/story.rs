//! A story's page, and the note for parents and teachers.

use tera::Value;

use crate::diagnostic::Outcome;
use crate::fields::directory::Hotline;
use crate::fields::matter::{Family, Kind, Own, Story as Event};
use crate::model::{Page, Site, Story};
use crate::path::{Slug, encode_fragment};
use crate::plan::{adult_note_url, campaign_url};
use crate::render::body::fill;
use crate::render::frame::{canonical, date, frame, home_link, picture};
use crate::render::leaflet::leaflet;
use crate::render::view::{AdultNoteView, EventView, FamilyView, FrameView, LinkView, MetricView, StoryView, TocView};
use crate::render::{SiteRenderer, structured, value};

/// How many characters a reader reads in a minute: 300 to 500 are usual for Chinese prose; the slower reader counts.
const CHARACTERS_A_MINUTE: usize = 300;
/// How many headings make a table of contents worth while.
const TOC_LEAST: usize = 3;

impl SiteRenderer<'_> {
    pub(super) fn story(&self, site: &Site, page: &Page, number: usize) -> Outcome<Vec<u8>> {
        let body = fill(site, page, &self.plan.pictures);
        let mut frame = self.story_frame(site, page);
        let view = self.story_view(site, page, &frame);
        frame.tags = self.story_tags(page, &frame, &view.source);
        let mut context = self.context(&frame)?;
        context.insert_value("story", value(&view)?);
        context.insert_value("related", self.rendered_cards(site, &site.related(number), &frame.root)?);
        context.insert_value("body", Value::safe_string(&body));
        self.renderer.template("story.html", &context, body.len() + 12288)
    }

    fn story_frame(&self, site: &Site, page: &Page) -> FrameView {
        let story = &page.story;
        let mut frame = match story.kind {
            // What a young reader looked at stands in no history, no tab and no card of a chat.
            Kind::Youth => frame(&self.view, &page.url, &self.section_name(story), &self.section_description(story)),
            _ => frame(&self.view, &page.url, &story.marked_title(), &story.summary),
        };
        frame.canonical = canonical(self.model, site, page);
        frame.noindex = story.is_unlisted();
        story.kind.folder().clone_into(&mut frame.current);
        frame.breadcrumbs = vec![home_link(site)];
        if story.kind != Kind::Pages {
            frame.breadcrumbs.push(self.section_link(page));
        }
        frame.has_code = story.document.has_code;
        let cover = story.cover.as_ref().filter(|_| !matches!(story.kind, Kind::Families | Kind::Youth));
        let largest = cover.and_then(|cover| self.plan.pictures.get(&cover.path)?.variants.first());
        frame.image = largest.zip(site.base.as_ref()).map(|(variant, base)| format!("{base}{}", variant.url.address()));
        frame.structured = structured::of_story(&self.view, self.model, page, &frame);
        frame
    }

    fn section_description(&self, story: &Story) -> String {
        self.model.directory.section(story.kind).map(|section| section.description.clone()).unwrap_or_default()
    }

    fn section_link(&self, page: &Page) -> LinkView {
        let listed = page.story.kind != Kind::Pages;
        LinkView {
            name: self.section_name(&page.story),
            url: listed.then(|| format!("{}/index.html", page.story.kind.folder())),
        }
    }

    fn story_view(&self, site: &Site, page: &Page, frame: &FrameView) -> StoryView {
        let story = &page.story;
        let matter = &story.matter;
        let unit = self.unit(site, page);
        let own = own_fields(&matter.own);
        let neighbour = |number: Option<usize>| {
            let page = site.pages.get(number?)?;
            Some(LinkView { name: page.story.title.clone(), url: Some(page.url.address()) })
        };
        StoryView {
            kind: story.kind,
            section: self.section_link(page),
            title: story.title.clone(),
            summary: matter.summary.clone().unwrap_or_default(),
            date: matter.date.map(date),
            updated: matter.updated.map(date),
            source: matter.source.clone().unwrap_or_else(|| unit.name.clone()),
            unit,
            source_url: matter.source_url.clone(),
            authors: matter.authors.clone(),
            editors: matter.editors.clone(),
            campaign: matter.campaign.as_ref().and_then(|slug| self.campaign_link(slug)),
            topics: matter.topics.iter().filter_map(|slug| self.topic_link(slug)).collect(),
            audiences: matter.audiences.iter().filter_map(|slug| self.audience_link(slug)).collect(),
            keywords: matter.keywords.clone(),
            cover: story
                .cover
                .as_ref()
                .and_then(|cover| picture(&self.plan.pictures, &cover.path, &cover.alt, &frame.root)),
            toc: toc(page),
            characters: story.document.reading_length,
            minutes: story.document.reading_length.div_ceil(CHARACTERS_A_MINUTE).max(1),
            sample: matter.sample,
            ai_generated: matter.ai_generated,
            shared: page.shared,
            unreleased: !page.story.waits.is_empty(),
            references: own.references.to_vec(),
            expert: matter.expert().cloned(),
            review_by: story.review_by().map(date),
            takeaways: own.takeaways.to_vec(),
            when_to_seek_care: own.when_to_seek_care.to_vec(),
            age_range: matter.age_range(),
            helplines: self.helplines(own.helplines),
            adult_note: adult_note_url(story, &page.url).map(|url| url.address()),
            family: own.family.map(|family| family_view(family, &story.title)),
            event: own.event.map(event_view),
            previous: neighbour(page.previous),
            next: neighbour(page.next),
            leaflet: frame.canonical.as_deref().filter(|_| story.kind == Kind::Health).and_then(leaflet),
        }
    }

    fn helplines(&self, numbers: &[usize]) -> Vec<Hotline> {
        let hotlines = &self.model.directory.site.hotlines;
        numbers.iter().filter_map(|number| hotlines.get(*number)).cloned().collect()
    }

    fn campaign_link(&self, slug: &Slug) -> Option<LinkView> {
        let campaign = self.model.directory.campaign(slug)?;
        Some(LinkView { name: campaign.name.clone(), url: Some(campaign_url(campaign).address()) })
    }

    fn topic_link(&self, slug: &Slug) -> Option<LinkView> {
        let name = self.model.directory.topic(slug)?.name.clone();
        Some(LinkView { name, url: Some(format!("topics/{slug}.html")) })
    }

    fn audience_link(&self, slug: &Slug) -> Option<LinkView> {
        let name = self.model.directory.audience(slug)?.name.clone();
        Some(LinkView { name, url: Some(format!("audiences/{slug}.html")) })
    }

    pub(super) fn adult_note(&self, site: &Site, page: &Page) -> Outcome<Vec<u8>> {
        let Own::Youth(youth) = &page.story.matter.own else { return Ok(Vec::new()) };
        let Some(url) = adult_note_url(&page.story, &page.url) else { return Ok(Vec::new()) };
        let mut frame = frame(&self.view, &url, "家长教师提示", "");
        Kind::Youth.folder().clone_into(&mut frame.current);
        let article = LinkView { name: page.story.title.clone(), url: Some(page.url.address()) };
        frame.breadcrumbs = vec![home_link(site), self.section_link(page), article];
        frame.noindex = page.story.is_unlisted();
        frame.tags = self.page_tags();
        let view = AdultNoteView {
            title: page.story.title.clone(),
            url: page.url.address(),
            note: youth.adult_note.clone(),
            helplines: self.helplines(&youth.helplines),
            sample: page.story.matter.sample,
            ai_generated: page.story.matter.ai_generated,
            unreleased: !page.story.waits.is_empty(),
        };
        let mut context = self.context(&frame)?;
        context.insert_value("note", value(&view)?);
        self.renderer.template("adult_note.html", &context, 8192)
    }
}

/// The fields that kinds have of their own, empty where a kind has none.
#[derive(Default)]
pub(super) struct OwnFields<'a> {
    pub(super) references: &'a [crate::fields::matter::Reference],
    takeaways: &'a [String],
    when_to_seek_care: &'a [String],
    helplines: &'a [usize],
    family: Option<&'a Family>,
    event: Option<&'a Event>,
}

pub(super) fn own_fields(own: &Own) -> OwnFields<'_> {
    match own {
        Own::Health(health) => OwnFields {
            references: &health.references,
            takeaways: &health.takeaways,
            when_to_seek_care: &health.when_to_seek_care,
            ..OwnFields::default()
        },
        Own::Youth(youth) => {
            OwnFields { references: &youth.references, helplines: &youth.helplines, ..OwnFields::default() }
        }
        Own::Family(family) => OwnFields { family: Some(family), ..OwnFields::default() },
        Own::Story(event) => OwnFields { event: Some(event), ..OwnFields::default() },
        Own::Page { .. } => OwnFields::default(),
    }
}

/// The headings of the first two levels, where there are enough of them.
fn toc(page: &Page) -> Vec<TocView> {
    let headings = page.story.document.headings.iter().filter(|heading| heading.level <= 3);
    if headings.clone().count() < TOC_LEAST {
        return Vec::new();
    }
    headings
        .map(|heading| TocView { level: heading.level, id: encode_fragment(&heading.id), text: heading.text.clone() })
        .collect()
}

fn family_view(family: &Family, title: &str) -> FamilyView {
    FamilyView {
        display_name: family.display_name.clone().unwrap_or_else(|| title.to_owned()),
        pseudonym: family.pseudonym.clone(),
        honour: family.honour.clone(),
        notice: family.notice.clone(),
        members: family.members.clone(),
    }
}

fn event_view(event: &Event) -> EventView {
    EventView {
        number: event.event.clone(),
        date: event.event_date.map(date),
        venue: event.venue.clone(),
        practices: event.practices.clone(),
        results: event.results.clone(),
        metrics: event.metrics.iter().map(|(name, value)| MetricView { name: name.clone(), value: *value }).collect(),
    }
}
