//! What a story's front matter says, typed and with every name resolved.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::date::Moment;
use crate::diagnostic::Span;
pub use crate::fields::kind::Kind;
use crate::fields::spanned::Spanned;
use crate::path::{Slug, UrlPath};

/// Who a story is signed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// The city, or the province for a provincial story.
    Owner,
    /// A county or another unit of the city, by its slug.
    County(Slug),
    /// A unit named by a provincial story.
    Named(String),
}

/// A picture that a field names, with its alternative text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The path as written, relative to the story.
    pub image: Spanned<String>,
    /// What it shows.
    pub alt: String,
}

/// A reference: what a claim stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// Name, publisher and year, as written.
    pub text: String,
    /// Its address, if one is given.
    pub url: Option<String>,
}

/// Who has looked over an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expert {
    /// Name or role.
    pub name: String,
    /// Where they work.
    pub org: Option<String>,
}

/// The ages that a youth article is written for, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AgeRange {
    /// The youngest.
    pub from: u8,
    /// The oldest.
    pub to: u8,
}

impl AgeRange {
    /// Whether two articles are for the same band: more than a single year in common.
    pub fn shares_band(self, other: Self) -> bool {
        self == other || self.from.max(other.from) < self.to.min(other.to)
    }
}

/// An honour of a family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Honour {
    /// 全国, 省, 市, 县, 乡镇 or 村.
    pub level: String,
    /// The year it was given.
    pub year: Option<u16>,
    /// Its name, if it is not the usual 健康幸福好家庭.
    pub name: Option<String>,
}

/// What every kind has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// The title, where one is given.
    pub title: Option<String>,
    /// The date, from the field, the file's name or the event.
    pub date: Option<Moment>,
    /// The date of the last change.
    pub updated: Option<Moment>,
    /// The slug: given or made of the name.
    pub slug: Spanned<Slug>,
    /// The summary, where one is given.
    pub summary: Option<String>,
    /// Who signs.
    pub unit: Unit,
    /// The source, where one is given.
    pub source: Option<String>,
    /// The address that a reprint was taken from.
    pub source_url: Option<String>,
    /// The authors.
    pub authors: Vec<String>,
    /// The editors.
    pub editors: Vec<String>,
    /// The campaign, by its slug.
    pub campaign: Option<Slug>,
    /// The topics, by their slugs, in the order given.
    pub topics: Vec<Slug>,
    /// The audiences, by their slugs.
    pub audiences: Vec<Slug>,
    /// The keywords.
    pub keywords: Vec<String>,
    /// The cover.
    pub cover: Option<Cover>,
    /// The consents of people shown.
    pub people: Vec<Spanned<String>>,
    /// The cities that a provincial page is limited to, by slug; empty for all.
    pub cities: Vec<Slug>,
    /// The city whose address is the canonical one of a provincial page.
    pub canonical_city: Option<Slug>,
    /// Former addresses.
    pub aliases: Vec<Spanned<UrlPath>>,
    /// Not to go out yet.
    pub draft: bool,
    /// Not to be shown from this day on.
    pub expires: Option<Moment>,
    /// Made with the help of a language model.
    pub ai_generated: bool,
    /// A demonstration.
    pub sample: bool,
    /// What its kind adds.
    pub own: Own,
    /// The whole front matter's place, for what is missing from it.
    pub span: Span,
}

/// What a kind adds to every kind's fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    /// Health education.
    Health(Health),
    /// Youth reproductive health.
    Youth(Youth),
    /// Exemplary families.
    Family(Family),
    /// Success stories.
    Story(Story),
    /// Plain pages, by their order in the navigation.
    Page {
        /// Lower comes first.
        order: u64,
    },
}

/// The fields of a health article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Health {
    /// What it stands on.
    pub references: Vec<Reference>,
    /// Who has looked it over.
    pub expert: Option<Expert>,
    /// When it has to be looked over again, where that is given.
    pub review_by: Option<Moment>,
    /// What to take away.
    pub takeaways: Vec<String>,
    /// When to see a doctor.
    pub when_to_seek_care: Vec<String>,
}

/// The fields of a youth article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Youth {
    /// The ages it is for; none only where the front matter is wrong or a draft.
    pub age_range: Option<AgeRange>,
    /// Where to find help: indices into the site's hotlines.
    pub helplines: Vec<usize>,
    /// What it stands on.
    pub references: Vec<Reference>,
    /// The note for parents and teachers.
    pub adult_note: Vec<String>,
    /// Who has looked it over.
    pub expert: Option<Expert>,
    /// When it has to be looked over again, where that is given.
    pub review_by: Option<Moment>,
}

/// The fields of an exemplary family.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Family {
    /// The family's consent.
    pub consent: Option<Spanned<String>>,
    /// What the family is called.
    pub display_name: Option<String>,
    /// A name that is not theirs.
    pub pseudonym: Option<String>,
    /// The honour.
    pub honour: Option<Honour>,
    /// The address of the public notice.
    pub notice: Option<String>,
    /// The members, by role.
    pub members: Vec<String>,
}

/// The metrics that every county reports under the same name, so that they can be summed.
pub const METRICS: [&str; 11] = [
    "宣传资料份数",
    "参与人次",
    "义诊人次",
    "体检人次",
    "讲座场次",
    "慰问户数",
    "慰问金额",
    "表彰家庭数",
    "志愿者人数",
    "培训人次",
    "服务人次",
];

/// The fields of a success story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Story {
    /// The number of the event.
    pub event: Option<String>,
    /// The day of the event.
    pub event_date: Option<Moment>,
    /// Where it was.
    pub venue: Option<String>,
    /// What was done.
    pub practices: Vec<String>,
    /// What came of it.
    pub results: Vec<String>,
    /// The numbers, in the order given.
    pub metrics: Vec<(String, u64)>,
}

impl Matter {
    /// The consents that this page needs.
    pub fn consents(&self) -> impl Iterator<Item = &Spanned<String>> {
        let own = match &self.own {
            Own::Family(family) => family.consent.as_ref(),
            _ => None,
        };
        own.into_iter().chain(&self.people)
    }

    /// Who has looked the article over.
    pub fn expert(&self) -> Option<&Expert> {
        match &self.own {
            Own::Health(health) => health.expert.as_ref(),
            Own::Youth(youth) => youth.expert.as_ref(),
            _ => None,
        }
    }

    /// The ages of a youth article.
    pub fn age_range(&self) -> Option<AgeRange> {
        match &self.own {
            Own::Youth(youth) => youth.age_range,
            _ => None,
        }
    }
}

/// Who agreed to be shown: the rows of `consents.csv`, by id.
pub type Consents = BTreeMap<String, Consent>;

/// One person's consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Whether a guardian signed.
    pub guardian: bool,
    /// Whether the child agreed too.
    pub child_agrees: Option<bool>,
    /// What may be shown: 姓名, 肖像, 事迹, 健康.
    pub scope: Vec<String>,
    /// Where: 网站, 微信, 印刷, 离线.
    pub channels: Vec<String>,
    /// Signed on.
    pub date: Option<Moment>,
    /// Valid until.
    pub expires: Option<Moment>,
    /// Withdrawn on.
    pub withdrawn: Option<Moment>,
}
