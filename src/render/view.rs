//! The views: everything that a template may show, typed. `themes/README.md` documents each for the makers of themes.
//!
//! All addresses are relative to the site's root, percent-encoded, and are shown behind `root`.

mod listing;
mod screen;
mod site;
mod story;

pub use listing::{
    CampaignPageView, CampaignView, DoorView, DoorsView, HomeSectionView, HomeView, ListingView, ProgressView,
    RedirectView, TaskView,
};
pub use screen::{ScreenView, SlideView};
pub use site::{
    CardView, ChromeView, CityView, DateView, DepthView, EntryView, FrameView, LinkView, PictureView, SiteView,
};
pub use story::{AdultNoteView, EventView, FamilyView, LeafletView, MetricView, StoryView, TocView};
