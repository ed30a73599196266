//! What the pages show that lead to stories: listings, the home, the doors, former addresses.

use serde::Serialize;

use crate::fields::directory::Tile;
use crate::render::view::MetricView;
use crate::render::view::site::{CardView, CityView, DateView, EntryView, LinkView};

/// One page of a listing.
#[derive(Debug, Clone, Serialize)]
pub struct ListingView {
    /// What it lists: `section`, `topic`, `county`, `audience` or `campaign`.
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// How many pages it lists altogether.
    pub count: usize,
    /// Which page this is, from 1.
    pub number: usize,
    /// How many there are.
    pub length: usize,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
    /// The tasks, where it is a campaign.
    pub tasks: Vec<TaskView>,
    /// The days, where it is a campaign.
    pub start: Option<DateView>,
    /// The last day, where it is a campaign.
    pub end: Option<DateView>,
}

/// A task of a campaign.
#[derive(Debug, Clone, Serialize)]
pub struct TaskView {
    /// Its name.
    pub name: String,
    /// One sentence about it.
    pub description: String,
    /// Its topics; those without pages have no address.
    pub topics: Vec<LinkView>,
}

/// A city's home.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// The newest pages.
    pub latest: Vec<CardView>,
    /// Each section with its newest pages.
    pub sections: Vec<HomeSectionView>,
    /// The campaigns with their tasks.
    pub campaigns: Vec<CampaignView>,
    /// All counties and units of the city; those without pages have no address.
    pub counties: Vec<LinkView>,
}

/// A campaign on the home.
#[derive(Debug, Clone, Serialize)]
pub struct CampaignView {
    /// The campaign.
    pub entry: EntryView,
    /// Its first day.
    pub start: Option<DateView>,
    /// Its last day.
    pub end: Option<DateView>,
    /// Its tasks.
    pub tasks: Vec<TaskView>,
}

/// A section on the home.
#[derive(Debug, Clone, Serialize)]
pub struct HomeSectionView {
    /// The section.
    pub section: EntryView,
    /// Its newest pages.
    pub cards: Vec<CardView>,
}

/// The doors to the sites.
#[derive(Debug, Clone, Serialize)]
pub struct DoorsView {
    /// The cities, each with its address from the doors.
    pub cities: Vec<DoorView>,
    /// The campaigns; `count` is how many stories count.
    pub campaigns: Vec<EntryView>,
}

/// A campaign seen by the whole province.
#[derive(Debug, Clone, Serialize)]
pub struct CampaignPageView {
    /// Its name.
    pub name: String,
    /// One sentence about it.
    pub description: String,
    /// Its first day.
    pub start: Option<DateView>,
    /// Its last day.
    pub end: Option<DateView>,
    /// The day its summary is due.
    pub summary_due: Option<DateView>,
    /// Its tasks; no topic has an address here.
    pub tasks: Vec<TaskView>,
    /// How many stories count altogether.
    pub count: usize,
    /// How many of them each task has, in the order of the tasks.
    pub counts: Vec<usize>,
    /// How far each city has come.
    pub cities: Vec<ProgressView>,
    /// What these stories report, summed by name.
    pub metrics: Vec<MetricView>,
}

/// How far a city has come in a campaign: its own stories that are released and no demonstration.
#[derive(Debug, Clone, Serialize)]
pub struct ProgressView {
    /// The city, with its own page of the campaign.
    pub city: LinkView,
    /// How many stories each task has, in the order of the tasks; one of two tasks counts for both.
    pub counts: Vec<usize>,
    /// How many stories there are.
    pub count: usize,
}

/// One door.
#[derive(Debug, Clone, Serialize)]
pub struct DoorView {
    /// The city.
    pub city: CityView,
    /// Its home's address from the doors.
    pub url: String,
    /// Where it stands on the map of tiles; none of the doors has a place unless all have one of their own.
    pub tile: Option<Tile>,
}

/// A former address.
#[derive(Debug, Clone, Serialize)]
pub struct RedirectView {
    /// The page's title.
    pub title: String,
    /// The page's address, relative to the former one.
    pub target: String,
}
