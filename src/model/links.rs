//! Links between stories: each is traced once to the story that it names, then routed in every site to the page that
//! stands there for it.

use std::collections::HashMap;

use crate::load::source::Owner;
use crate::markdown::document::Link;
use crate::model::Story;
use crate::model::route::Goal;
use crate::model::story::link_name;
use crate::path::SourcePath;

/// Traces every link: first in the story's own folder, then at the same section in `province/`.
pub(super) fn resolve_goals(stories: &mut [Story]) {
    if stories.iter().all(|story| story.document.links.is_empty()) {
        return;
    }
    let names: HashMap<String, usize> =
        stories.iter().enumerate().map(|(index, story)| (story.link_name(), index)).collect();
    let owners: Vec<Owner> = stories.iter().map(|story| story.file.owner.clone()).collect();
    for story in stories {
        let goal = |link: &Link| match trace(&names, &story.file.path, &story.file.owner, link) {
            Some(index) if owners.get(index).is_some_and(|owner| visible(&story.file.owner, owner)) => {
                Goal::Story(index)
            }
            Some(_) => Goal::OtherCity,
            None => Goal::Dead,
        };
        story.goals = story.document.links.iter().map(goal).collect();
    }
}

/// A story may lead to its own owner's stories and to the province's.
fn visible(from: &Owner, to: &Owner) -> bool {
    from == to || *to == Owner::Province
}

fn trace(names: &HashMap<String, usize>, file: &SourcePath, owner: &Owner, link: &Link) -> Option<usize> {
    let path = file.resolve(&link.path)?;
    let name = link_name(path.as_str());
    let own = names.get(&name).copied();
    own.or_else(|| {
        let Owner::City(city) = owner else { return None };
        let rest = name.strip_prefix("content/")?.strip_prefix(city.as_str())?;
        names.get(&format!("content/province{rest}")).copied()
    })
}
