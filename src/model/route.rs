//! Where links lead: the goal of each, whatever the city, and its route in one site.

/// The story that a link names, whatever the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// A story, by its number in the model.
    Story(usize),
    /// A story of another city.
    OtherCity,
    /// None.
    Dead,
}

/// Where a link leads in one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkRoute {
    /// To a page of the site, by its number there.
    Page(usize),
    /// To a page of the site that lacks the heading.
    AnchorDead(usize),
    /// To a held story, by its number in the model: shown as plain text.
    Held(usize),
    /// To a story that is not for this city: shown as plain text.
    Absent(usize),
    /// To another city's story.
    OtherCity,
    /// To nothing.
    Dead,
}
