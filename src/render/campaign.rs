//! A campaign seen by the whole province: what its tasks are, and how far each city has come. Only what counts is counted:
//! the cities' own stories that are released and no demonstration.

use crate::diagnostic::Outcome;
use crate::fields::directory::{Campaign, Task};
use crate::fields::matter::{METRICS, Own};
use crate::model::{Model, Page, Site};
use crate::path::Slug;
use crate::plan::campaign_url;
use crate::render::frame::{date, frame};
use crate::render::listing::tasks;
use crate::render::view::{CampaignPageView, EntryView, LinkView, MetricView, ProgressView};
use crate::render::{SiteRenderer, structured, value};

impl SiteRenderer<'_> {
    /// The page of a campaign at the doors.
    pub(super) fn campaign(&self, campaign: &Campaign) -> Outcome<Vec<u8>> {
        let url = campaign_url(campaign);
        let mut frame = frame(&self.view, &url, &campaign.name, &campaign.description);
        frame.breadcrumbs = vec![LinkView { name: self.view.name.clone(), url: Some("index.html".to_owned()) }];
        frame.tags = self.page_tags();
        frame.structured = structured::of_listing(&self.view, &frame, &campaign.name);
        let cities: Vec<ProgressView> = self.model.sites.iter().map(|site| progress(site, campaign)).collect();
        let view = CampaignPageView {
            name: campaign.name.clone(),
            description: campaign.description.clone(),
            start: campaign.start.map(date),
            end: campaign.end.map(date),
            summary_due: campaign.summary_due.map(date),
            tasks: tasks(None, campaign),
            count: cities.iter().map(|city| city.count).sum(),
            counts: totals(&cities, campaign.tasks.len()),
            cities,
            metrics: metrics(self.model, campaign),
        };
        let mut context = self.context(&frame)?;
        context.insert_value("campaign", value(&view)?);
        self.renderer.template("campaign.html", &context, 16384)
    }

    /// The campaigns as the doors show them.
    pub(super) fn campaign_entries(&self) -> Vec<EntryView> {
        let entry = |campaign: &Campaign| EntryView {
            name: campaign.name.clone(),
            url: campaign_url(campaign).address(),
            count: self.model.sites.iter().map(|site| counted(site, campaign).count()).sum(),
            description: campaign.description.clone(),
        };
        self.model.directory.campaigns.iter().map(entry).collect()
    }
}

/// A city's own stories of a campaign that count.
fn counted<'a>(site: &'a Site, campaign: &'a Campaign) -> impl Iterator<Item = &'a Page> {
    site.pages.iter().filter(|page| {
        let matter = &page.story.matter;
        matter.campaign.as_ref() == Some(&campaign.slug)
            && !matter.sample
            && !page.shared
            && page.story.waits.is_empty()
    })
}

/// How far a city has come. A story of topics of two tasks counts for both.
fn progress(site: &Site, campaign: &Campaign) -> ProgressView {
    let pages: Vec<&Page> = counted(site, campaign).collect();
    let of_task = |task: &Task| {
        let is_of_it = |slug: &Slug| task.topics.iter().any(|topic| topic.slug == *slug);
        pages.iter().filter(|page| page.story.matter.topics.iter().any(is_of_it)).count()
    };
    let url = campaign_url(campaign);
    let is_listed = site.listings.iter().any(|listing| listing.url(1) == url);
    ProgressView {
        city: LinkView {
            name: site.city.name.clone(),
            url: is_listed.then(|| format!("{}/{}", site.city.slug, url.address())),
        },
        counts: campaign.tasks.iter().map(of_task).collect(),
        count: pages.len(),
    }
}

fn totals(cities: &[ProgressView], tasks: usize) -> Vec<usize> {
    (0..tasks).map(|task| cities.iter().filter_map(|city| city.counts.get(task)).sum()).collect()
}

/// What the stories that count report, summed by name: first the names that every county knows, in their order.
fn metrics(model: &Model, campaign: &Campaign) -> Vec<MetricView> {
    let mut sums: Vec<MetricView> = Vec::new();
    for page in model.sites.iter().flat_map(|site| counted(site, campaign)) {
        let Own::Story(event) = &page.story.matter.own else { continue };
        for (name, value) in &event.metrics {
            match sums.iter_mut().find(|sum| sum.name == *name) {
                Some(sum) => sum.value = sum.value.saturating_add(*value),
                None => sums.push(MetricView { name: name.clone(), value: *value }),
            }
        }
    }
    let place = |name: &str| METRICS.iter().position(|known| *known == name).unwrap_or(METRICS.len());
    sums.sort_by(|a, b| (place(&a.name), &a.name).cmp(&(place(&b.name), &b.name)));
    sums
}
