//! Held pages: left out of a release and listed with the reason, never an error.

use crate::date::Moment;
use crate::diagnostic::Lang;
use crate::fields::directory::Directory;
use crate::fields::matter::{Consent, Kind, Own};
use crate::model::{Release, Story};

/// Who the pages are for: readers see none that is held, a preview shows its writer nearly all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Audience {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether pages of a day to come are shown.
    pub future: bool,
    /// Whether pages are shown that lack a review or a consent, or whose time is over.
    pub unready: bool,
}

impl Audience {
    /// A writer at the preview.
    pub const WRITER: Self = Self { drafts: true, future: true, unready: true };

    /// Whether a page that is held for this reason is shown all the same. Who has withdrawn a consent is shown to nobody.
    fn is_shown(self, reason: &Held) -> bool {
        match reason {
            Held::Draft => self.drafts,
            Held::Future(_) => self.future,
            Held::ConsentWithdrawn(_) => false,
            Held::Expired(_)
            | Held::ConsentMissing(_)
            | Held::ConsentOver(_)
            | Held::ConsentNarrow(..)
            | Held::ReviewMissing => self.unready,
        }
    }
}

/// Why a page does not go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// It is a draft.
    Draft,
    /// Its day is still to come.
    Future(Moment),
    /// Its time is over.
    Expired(Moment),
    /// A consent is not in `consents.csv`.
    ConsentMissing(String),
    /// A consent was withdrawn.
    ConsentWithdrawn(String),
    /// A consent is not valid on the day of release.
    ConsentOver(String),
    /// A consent does not cover what the page shows: a channel or a scope.
    ConsentNarrow(String, &'static str),
    /// The section wants an expert, and none is named.
    ReviewMissing,
}

impl Held {
    /// Whether it only waits: a city's waiting page lets the province's stand in its place.
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Draft | Self::Future(_))
    }

    /// The reason in words.
    pub fn text(&self, lang: Lang) -> String {
        let chinese = lang == Lang::Zh;
        match self {
            Self::Draft => if chinese { "草稿" } else { "draft" }.to_owned(),
            Self::Future(day) if chinese => format!("{day} 才发布"),
            Self::Future(day) => format!("not before {day}"),
            Self::Expired(day) if chinese => format!("{day} 已下线"),
            Self::Expired(day) => format!("expired on {day}"),
            Self::ConsentMissing(id) if chinese => format!("同意书 {id} 未登记"),
            Self::ConsentMissing(id) => format!("consent {id} is not recorded"),
            Self::ConsentWithdrawn(id) if chinese => format!("同意书 {id} 已撤回"),
            Self::ConsentWithdrawn(id) => format!("consent {id} was withdrawn"),
            Self::ConsentOver(id) if chinese => format!("同意书 {id} 不在有效期内"),
            Self::ConsentOver(id) => format!("consent {id} is not valid on this date"),
            Self::ConsentNarrow(id, lacks) if chinese => format!("同意书 {id} 不含{lacks}"),
            Self::ConsentNarrow(id, lacks) => format!("consent {id} does not cover {lacks}"),
            Self::ReviewMissing => if chinese { "未经专家审核" } else { "no expert has reviewed it" }.to_owned(),
        }
    }
}

/// Every reason for which a story does not go out on the day of release, the weightiest first.
pub(super) fn reasons(story: &Story, directory: &Directory, release: &Release) -> Vec<Held> {
    let today = release.date.date;
    let matter = &story.matter;
    let expired = matter.expires.filter(|expires| expires.date <= today).map(Held::Expired);
    let consents = matter.consents().filter_map(|id| consent_lacks(story, &id.value, directory, release));
    let expert_required = directory.section(story.kind).is_some_and(|section| section.expert_required);
    let unreviewed = (expert_required && matter.expert().is_none()).then_some(Held::ReviewMissing);
    let future = matter.date.filter(|day| day.date > today).map(Held::Future);
    matter
        .draft
        .then_some(Held::Draft)
        .into_iter()
        .chain(expired)
        .chain(consents)
        .chain(unreviewed)
        .chain(future)
        .collect()
}

/// The first of the reasons that keeps a story from this audience.
pub(super) fn held(reasons: &[Held], audience: Audience) -> Option<Held> {
    reasons.iter().find(|reason| !audience.is_shown(reason)).cloned()
}

/// What a consent lacks for this story, if anything.
fn consent_lacks(story: &Story, id: &str, directory: &Directory, release: &Release) -> Option<Held> {
    let Some(consent) = directory.consents.get(id) else { return Some(Held::ConsentMissing(id.to_owned())) };
    let today = release.date.date;
    if consent.withdrawn.is_some_and(|day| day.date <= today) {
        return Some(Held::ConsentWithdrawn(id.to_owned()));
    }
    let begun = consent.date.is_some_and(|day| day.date <= today);
    let over = consent.expires.is_some_and(|day| day.date < today);
    if !begun || over {
        return Some(Held::ConsentOver(id.to_owned()));
    }
    let lacks = needs(story, consent).into_iter().find(|need| !consent_has(consent, need));
    lacks.map(|need| Held::ConsentNarrow(id.to_owned(), need))
}

/// What a page shows of a person: always on the web; a family's deeds, its photographs, its name unless it has another.
fn needs(story: &Story, consent: &Consent) -> Vec<&'static str> {
    let mut needs = vec!["网站"];
    if consent.guardian {
        needs.push("儿童本人的同意");
    }
    if story.kind == Kind::Families {
        needs.push("事迹");
        let photograph = story.document.pictures.iter().map(|picture| picture.path.as_str());
        let cover = story.matter.cover.as_ref().map(|cover| cover.image.value.as_str());
        if photograph.chain(cover).any(is_photograph) {
            needs.push("肖像");
        }
        if let Own::Family(family) = &story.matter.own
            && family.pseudonym.is_none()
        {
            needs.push("姓名");
        }
    }
    needs
}

fn consent_has(consent: &Consent, need: &str) -> bool {
    match need {
        "网站" => consent.channels.iter().any(|channel| channel == need),
        "儿童本人的同意" => consent.child_agrees == Some(true),
        _ => consent.scope.iter().any(|scope| scope == need),
    }
}

/// A drawing shows nobody; anything else may.
fn is_photograph(path: &str) -> bool {
    let drawing = path.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"));
    !drawing
}
