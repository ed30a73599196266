//! The names that a story may refer to: the site's sections, audiences and hotlines, the cities with their counties,
//! the campaigns with their topics, the consents, the search synonyms.

use serde::Serialize;

use crate::date::Moment;
use crate::diagnostic::Lang;
use crate::fields::matter::{Consents, Kind};
use crate::path::Slug;

/// Everything that `site.yaml`, the cities, the campaigns, the consents and the synonyms declare.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// `site.yaml`.
    pub site: Site,
    /// The cities, in the order of their division codes.
    pub cities: Vec<City>,
    /// The campaigns, in file order.
    pub campaigns: Vec<Campaign>,
    /// The consents.
    pub consents: Consents,
    /// Groups of phrases that mean the same to a reader who searches.
    pub synonyms: Vec<Vec<String>>,
}

/// `site.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// The name of the whole: 湖南健康家庭.
    pub name: String,
    /// Who is behind it.
    pub organisation: String,
    /// One sentence about it.
    pub description: String,
    /// The absolute address below which each city has a folder, ending in `/`.
    pub base_url: Option<String>,
    /// The language of the terminal.
    pub lang: Option<Lang>,
    /// The release date where the command line gives none.
    pub as_of: Option<Moment>,
    /// How many entries a listing page has.
    pub page_size: usize,
    /// What the sections are called and their stories' defaults, in the order of [`Kind::ALL`].
    pub sections: Vec<Section>,
    /// The audiences.
    pub audiences: Vec<Named>,
    /// The hotlines.
    pub hotlines: Vec<Hotline>,
    /// The footer.
    pub footer: Footer,
    /// Where the sites may be published to.
    pub targets: Vec<Target>,
}

/// A place where the sites are published to, secrets left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name, by which it is asked for.
    pub name: String,
    /// What it is.
    pub kind: TargetKind,
    /// The address under which the sites are served from there, ending in `/`, if it is known.
    pub url: Option<String>,
}

/// A kind of target, with what it takes to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetKind {
    /// A folder or a USB stick.
    Folder {
        /// Where, on this machine.
        path: String,
    },
    /// A bucket that speaks the S3 protocol.
    S3 {
        /// The service's address: `https://oss-cn-hangzhou.aliyuncs.com`.
        endpoint: String,
        /// The bucket's name.
        bucket: String,
        /// The region: `oss-cn-hangzhou`.
        region: String,
        /// What stands before every name: empty, or ending in `/`.
        prefix: String,
        /// Whether the bucket stands in the path rather than in the host name.
        in_path: bool,
    },
    /// A folder of a `WebDAV` server.
    WebDav {
        /// Its address, ending in `/`.
        url: String,
        /// The user's name, if one is wanted.
        user: Option<String>,
    },
    /// A folder of another machine, by the system's own rsync over ssh.
    Rsync {
        /// `user@host:/folder`.
        to: String,
        /// The port of ssh.
        port: Option<u64>,
        /// The file of the key.
        identity: Option<String>,
        /// Further options of ssh.
        options: Option<String>,
    },
}

/// A section: one of the kinds.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its kind.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// One sentence about it.
    pub description: String,
    /// The campaign of its stories that name none.
    pub campaign: Option<Slug>,
    /// The topics of its stories that name none.
    pub topics: Vec<Slug>,
    /// The audiences of its stories that name none.
    pub audiences: Vec<Slug>,
    /// The helplines of its stories that name none: indices into the hotlines.
    pub helplines: Vec<usize>,
    /// Whether a page without an expert is held.
    pub expert_required: bool,
    /// What sort of column it is in the terms of the government's directory of sites, if it stands in one.
    pub column_type: Option<String>,
}

/// Something with a name and a slug: an audience, a topic, a county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its id, where it has one of its own.
    pub id: String,
    /// Its full name: 浏阳市.
    pub name: String,
    /// Its short name: 浏阳.
    pub short: String,
    /// Its division code, if it is a county: 430181.
    pub code: Option<String>,
    /// Its slug.
    pub slug: Slug,
}

impl Named {
    /// Whether a writer means this one: by name, short name, code, id or slug.
    pub fn is(&self, written: &str) -> bool {
        self.name == written
            || self.short == written
            || self.id == written
            || self.code.as_deref() == Some(written)
            || self.slug.as_str().eq_ignore_ascii_case(written)
    }
}

/// A hotline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hotline {
    /// Its name: 12320 卫生热线.
    pub name: String,
    /// Its number.
    pub number: String,
    /// When it is answered.
    pub hours: Option<String>,
    /// What a call costs.
    pub cost: Option<String>,
    /// What happens when you call.
    pub what: Option<String>,
    /// Whether a caller has to say who they are.
    pub anonymous: Option<String>,
    /// How to reach it without speaking.
    pub silent: Option<String>,
    /// When that was last checked.
    pub checked: Option<Moment>,
}

/// The footer of every page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// A sentence.
    pub text: Option<String>,
    /// How to reach the editors.
    pub contact: Option<String>,
    /// The ICP record.
    pub icp: Option<String>,
    /// The public-security record.
    pub police: Option<String>,
    /// The government site code.
    pub site_code: Option<String>,
}

/// A city: `city.yaml`.
#[derive(Debug, Clone)]
pub struct City {
    /// Its folder, in the workspace and in the output.
    pub slug: Slug,
    /// Its full name: 岳阳市.
    pub name: String,
    /// Its short name: 岳阳.
    pub short: String,
    /// Its division code.
    pub code: Option<String>,
    /// Its branch of the association.
    pub organisation: String,
    /// One sentence about its site.
    pub description: String,
    /// Its counties, in code order, then its other units.
    pub counties: Vec<Named>,
    /// How to reach it.
    pub contacts: Vec<Contact>,
    /// An absolute address of its own, ending in `/`.
    pub base_url: Option<String>,
    /// Telephone numbers that may be published.
    pub declared_numbers: Vec<String>,
    /// Where it stands on the map of tiles.
    pub tile: Option<Tile>,
}

/// A place on a map that is made of tiles, one for each city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tile {
    /// From the north, from 1.
    pub row: usize,
    /// From the west, from 1.
    pub column: usize,
}

impl Tile {
    /// The most rows and columns that a theme has to know.
    pub const MOST: usize = 9;
}

impl City {
    /// Whether a writer means this city.
    pub fn is(&self, written: &str) -> bool {
        self.name == written
            || self.short == written
            || self.code.as_deref() == Some(written)
            || self.slug.as_str().eq_ignore_ascii_case(written)
    }

    /// The county with this slug.
    pub fn county(&self, slug: &Slug) -> Option<&Named> {
        self.counties.iter().find(|county| county.slug == *slug)
    }
}

/// A way to reach a city's branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// What it is for.
    pub name: String,
    /// The telephone number.
    pub phone: Option<String>,
    /// The address.
    pub address: Option<String>,
    /// The hours.
    pub hours: Option<String>,
}

/// A campaign.
#[derive(Debug, Clone)]
pub struct Campaign {
    /// Its id.
    pub id: String,
    /// Its name: 学党史办实事促健康.
    pub name: String,
    /// Its slug.
    pub slug: Slug,
    /// Its first day.
    pub start: Option<Moment>,
    /// Its last day.
    pub end: Option<Moment>,
    /// The day its summary is due.
    pub summary_due: Option<Moment>,
    /// One sentence about it.
    pub description: String,
    /// Its tasks.
    pub tasks: Vec<Task>,
}

/// A task of a campaign.
#[derive(Debug, Clone)]
pub struct Task {
    /// Its id, name and slug.
    pub named: Named,
    /// One sentence about it.
    pub description: String,
    /// Its topics.
    pub topics: Vec<Named>,
}

impl Directory {
    /// Every topic of every campaign.
    pub fn topics(&self) -> impl Iterator<Item = &Named> {
        self.campaigns.iter().flat_map(|campaign| &campaign.tasks).flat_map(|task| &task.topics)
    }

    /// The topic with this slug.
    pub fn topic(&self, slug: &Slug) -> Option<&Named> {
        self.topics().find(|topic| topic.slug == *slug)
    }

    /// The audience with this slug.
    pub fn audience(&self, slug: &Slug) -> Option<&Named> {
        self.site.audiences.iter().find(|audience| audience.slug == *slug)
    }

    /// The campaign with this slug.
    pub fn campaign(&self, slug: &Slug) -> Option<&Campaign> {
        self.campaigns.iter().find(|campaign| campaign.slug == *slug)
    }

    /// The city with this folder.
    pub fn city(&self, folder: &str) -> Option<&City> {
        self.cities.iter().find(|city| city.slug.as_str() == folder)
    }

    /// A kind's section.
    pub fn section(&self, kind: Kind) -> Option<&Section> {
        self.site.sections.iter().find(|section| section.kind == kind)
    }
}
