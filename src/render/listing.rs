//! One page of a listing.

use crate::diagnostic::Outcome;
use crate::fields::directory::Campaign;
use crate::model::{Listing, ListingKind, Site};
use crate::render::frame::{date, frame, home_link};
use crate::render::view::{DateView, LinkView, ListingView, TaskView};
use crate::render::{SiteRenderer, structured, value};

impl SiteRenderer<'_> {
    pub(super) fn listing(
        &self,
        site: &Site,
        listing_number: usize,
        listing: &Listing,
        number: usize,
    ) -> Outcome<Vec<u8>> {
        let page_size = self.model.directory.site.page_size;
        let length = listing.length(page_size);
        let title = if number == 1 { listing.title.clone() } else { format!("{}（第{number}页）", listing.title) };
        let mut frame = frame(&self.view, &listing.url(number), &title, &listing.description);
        if let ListingKind::Section(kind) = &listing.kind {
            kind.folder().clone_into(&mut frame.current);
        }
        frame.breadcrumbs = vec![home_link(site)];
        frame.tags = self.listing_tags(site, listing_number, listing);
        frame.structured = structured::of_listing(&self.view, &frame, &listing.title);
        let campaign = self.campaign_of(listing);
        let pages = listing.pages.iter().skip((number - 1) * page_size).take(page_size);
        let days = |day: Option<crate::date::Moment>| -> Option<DateView> { day.map(date) };
        let view = ListingView {
            kind: match &listing.kind {
                ListingKind::Section(_) => "section",
                ListingKind::Topic(_) => "topic",
                ListingKind::County(_) => "county",
                ListingKind::Audience(_) => "audience",
                ListingKind::Campaign(_) => "campaign",
            },
            title: listing.title.clone(),
            description: listing.description.clone(),
            count: listing.pages.len(),
            number,
            length,
            previous: (number > 1).then(|| listing.url(number - 1).address()),
            next: (number < length).then(|| listing.url(number + 1).address()),
            tasks: campaign.map(|campaign| tasks(Some(site), campaign)).unwrap_or_default(),
            start: campaign.and_then(|campaign| days(campaign.start)),
            end: campaign.and_then(|campaign| days(campaign.end)),
        };
        let mut context = self.context(&frame)?;
        context.insert_value("listing", value(&view)?);
        context.insert_value("cards", self.rendered_cards(site, pages, &frame.root)?);
        self.renderer.template("listing.html", &context, 32768)
    }

    fn campaign_of(&self, listing: &Listing) -> Option<&Campaign> {
        match &listing.kind {
            ListingKind::Campaign(slug) => self.model.directory.campaign(slug),
            _ => None,
        }
    }
}

/// A campaign's tasks; a topic without pages in this site, as every topic at the doors, has no address.
pub(super) fn tasks(site: Option<&Site>, campaign: &Campaign) -> Vec<TaskView> {
    let listed = |slug: &crate::path::Slug| {
        let listings = &site?.listings;
        listings.iter().find(|listing| matches!(&listing.kind, ListingKind::Topic(topic) if topic == slug))
    };
    let topics = |task: &crate::fields::directory::Task| {
        let link = |topic: &crate::fields::directory::Named| LinkView {
            name: topic.name.clone(),
            url: listed(&topic.slug).map(|listing| listing.url(1).address()),
        };
        task.topics.iter().map(link).collect()
    };
    let view = |task: &crate::fields::directory::Task| TaskView {
        name: task.named.name.clone(),
        description: task.description.clone(),
        topics: topics(task),
    };
    campaign.tasks.iter().map(view).collect()
}
