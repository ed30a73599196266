//! Links: a dead link or heading is an error; a link to a page that does not go out is shown as plain text.

use std::collections::BTreeSet;

use crate::diagnostic::catalogue::ModelMessage;
use crate::diagnostic::{Diagnostic, Explain, Lang, Place, Severity, nearest};
use crate::load::source::Owner;
use crate::markdown::document::Link;
use crate::model::{Goal, LinkRoute, Model, Page, Site, Story};

/// Tells each link once for every way in which it fails, however many cities show the page.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for story in model.stories.iter().filter(|story| story.held.is_none()) {
        for (link, goal) in story.document.links.iter().zip(&story.goals) {
            let message = match goal {
                Goal::Dead => ModelMessage::LinkDead { path: link.path.clone() },
                Goal::OtherCity => ModelMessage::LinkOtherCity { path: link.path.clone() },
                Goal::Story(_) => continue,
            };
            tell(story, link, message, nearest_name(model, story, link), diagnostics);
        }
    }
    let mut told = BTreeSet::new();
    for site in &model.sites {
        for page in &site.pages {
            for (link, route) in page.story.document.links.iter().zip(&page.links) {
                if let Some(lacking) = overriding_target(site, page, route) {
                    diagnostics.push(lacking_heading(page, link, lacking));
                    continue;
                }
                let Some((message, near)) = complaint(model, site, link, route) else { continue };
                if told.insert((&page.story.file.path, link.span, message.text(Lang::Zh).what)) {
                    tell(&page.story, link, message, near, diagnostics);
                    if let (LinkRoute::Held(index), Some(last)) = (route, diagnostics.last_mut())
                        && let Some(target) = model.stories.get(*index)
                    {
                        last.en = held(target, Lang::En).text(Lang::En);
                    }
                }
            }
        }
    }
}

/// The message for a link to a held page, with the reason in one language.
fn held(target: &Story, lang: Lang) -> ModelMessage {
    let reason = target.held.as_ref().map(|held| held.text(lang)).unwrap_or_default();
    ModelMessage::LinkHeld { title: target.title.clone(), reason }
}

/// The city's own page that a shared page links into, where it lacks the heading: the city's to mend, so that no other
/// city is kept back by it.
fn overriding_target<'s>(site: &'s Site, page: &Page, route: &LinkRoute) -> Option<&'s Story> {
    let LinkRoute::AnchorDead(number) = route else { return None };
    let target = &site.pages.get(*number)?.story;
    (page.shared && target.file.owner != Owner::Province).then_some(target)
}

fn lacking_heading(page: &Page, link: &Link, target: &Story) -> Diagnostic {
    let message = ModelMessage::LinkAnchorDeadIn {
        fragment: link.fragment.clone().unwrap_or_default(),
        title: target.title.clone(),
        from: format!("{}:{}", page.story.file.path, link.span.line),
    };
    Diagnostic::at(message, Place::new(&target.file.path, target.matter.slug.span))
}

fn complaint(model: &Model, site: &Site, link: &Link, route: &LinkRoute) -> Option<(ModelMessage, Option<String>)> {
    match route {
        LinkRoute::Page(_) | LinkRoute::Dead | LinkRoute::OtherCity => None,
        LinkRoute::AnchorDead(number) => {
            let target = &site.pages.get(*number)?.story;
            let fragment = link.fragment.clone().unwrap_or_default();
            let near = nearest(&fragment, target.document.ids.iter().map(String::as_str));
            let title = target.title.clone();
            Some((ModelMessage::LinkAnchorDead { fragment, title }, near))
        }
        LinkRoute::Held(index) => Some((held(model.stories.get(*index)?, Lang::Zh), None)),
        LinkRoute::Absent(index) => {
            let title = model.stories.get(*index)?.title.clone();
            Some((ModelMessage::LinkAbsent { title, city: site.city.name.clone() }, None))
        }
    }
}

fn tell(story: &Story, link: &Link, message: ModelMessage, near: Option<String>, diagnostics: &mut Vec<Diagnostic>) {
    let diagnostic = Diagnostic::at(message, Place::new(&story.file.path, link.span)).suggesting(near);
    // A draft that is shown in a preview need only parse.
    diagnostics.push(if story.matter.draft { diagnostic.weighing(Severity::Warning) } else { diagnostic });
}

/// The nearest file name in the folder that the link points into, written as the link would be.
fn nearest_name(model: &Model, story: &Story, link: &Link) -> Option<String> {
    if link.path.starts_with("www.") {
        return Some(format!("https://{}", link.path));
    }
    let path = story.file.path.resolve(&link.path)?;
    let (prefix, name) = link.path.rsplit_once('/').unwrap_or(("", &link.path));
    let province = path.as_str().splitn(3, '/').nth(2).map(|rest| format!("content/province/{rest}"));
    let folders = [Some(path.as_str().to_owned()), province];
    let folders: Vec<&str> =
        folders.iter().flatten().filter_map(|path| path.rsplit_once('/')).map(|(folder, _)| folder).collect();
    let names = model.stories.iter().filter(|other| folders.contains(&other.file.path.folder()));
    let near = nearest(name, names.map(|other| other.file.path.name()))?;
    Some(if prefix.is_empty() { near } else { format!("{prefix}/{near}") })
}
