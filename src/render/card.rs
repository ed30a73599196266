//! Cards: a page in a list.

use std::sync::OnceLock;

use tera::Value;

use crate::diagnostic::Outcome;
use crate::fields::matter::Unit;
use crate::model::{Page, Site, Story};
use crate::render::frame::{date, picture, picture_in_lists};
use crate::render::view::{CardView, DepthView, LinkView};
use crate::render::{SiteRenderer, value};

impl SiteRenderer<'_> {
    /// The card of a page, for a page with this root.
    pub(super) fn card(&self, site: &Site, page: &Page, root: &str) -> CardView {
        let story = &page.story;
        let cover = picture_in_lists(story);
        CardView {
            kind: story.kind,
            section: self.section_name(story),
            title: story.title.clone(),
            summary: story.summary.clone(),
            url: page.url.address(),
            date: story.matter.date.map(date),
            unit: self.unit(site, page).name,
            cover: cover.and_then(|cover| picture(&self.plan.pictures, &cover.path, &cover.alt, root)),
            sample: story.matter.sample,
        }
    }

    /// The cards of pages given by number, rendered: a page's card stands on many pages and is rendered once for
    /// those one folder deep.
    pub(super) fn rendered_cards<'n>(
        &self,
        site: &Site,
        numbers: impl IntoIterator<Item = &'n usize>,
        root: &str,
    ) -> Outcome<Value> {
        let mut html = String::new();
        for number in numbers {
            let Some(page) = site.pages.get(*number) else { continue };
            let place = self.cards.get(*number).filter(|_| root == "../");
            if let Some(card) = place.and_then(OnceLock::get) {
                html.push_str(card);
                continue;
            }
            let card = self.rendered_card(site, page, root)?;
            html.push_str(&card);
            if let Some(place) = place {
                // Whoever was first has made the same card.
                let _ = place.set(card);
            }
        }
        Ok(Value::safe_string(&html))
    }

    fn rendered_card(&self, site: &Site, page: &Page, root: &str) -> Outcome<Box<str>> {
        let mut context = self.shared.with(value(&DepthView { root: root.to_owned() })?);
        context.insert_value("card", value(&self.card(site, page, root))?);
        let bytes = self.renderer.template("card.html", &context, 1024)?;
        Ok(String::from_utf8_lossy(&bytes).into())
    }

    /// The cards of pages given by number.
    pub(super) fn cards<'n>(
        &self,
        site: &Site,
        numbers: impl IntoIterator<Item = &'n usize>,
        root: &str,
    ) -> Vec<CardView> {
        numbers
            .into_iter()
            .filter_map(|number| site.pages.get(*number))
            .map(|page| self.card(site, page, root))
            .collect()
    }

    /// The name of a story's section.
    pub(super) fn section_name(&self, story: &Story) -> String {
        let section = self.model.directory.section(story.kind);
        section.map_or_else(|| story.kind.chinese().to_owned(), |section| section.name.clone())
    }

    /// Who signs a page, with the county's listing.
    pub(super) fn unit(&self, site: &Site, page: &Page) -> LinkView {
        match &page.story.matter.unit {
            Unit::County(slug) => {
                let name = site.city.county(slug).map_or_else(|| slug.to_string(), |county| county.name.clone());
                LinkView { name, url: Some(format!("counties/{slug}.html")) }
            }
            Unit::Named(name) => LinkView { name: name.clone(), url: None },
            Unit::Owner if page.shared => LinkView { name: self.model.directory.site.organisation.clone(), url: None },
            Unit::Owner => LinkView { name: site.city.organisation.clone(), url: None },
        }
    }
}
