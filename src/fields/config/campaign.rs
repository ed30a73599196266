//! A campaign: its days, its tasks and their topics.

use crate::diagnostic::Diagnostic;
use crate::fields::config::{Taken, named, slug};
use crate::fields::directory::{Campaign, Named, Task};
use crate::fields::keys;
use crate::fields::reader::Reader;
use crate::load::source::ConfigSource;

/// Reads a campaign; topics must be unique among all campaigns, as each has a page in every site.
pub(super) fn read(source: &ConfigSource, taken: &mut Taken, diagnostics: &mut Vec<Diagnostic>) -> Option<Campaign> {
    let mut reader = Reader::open(&source.path, &source.tree, &[keys::CAMPAIGN], diagnostics);
    let name = reader.required_text("name")?;
    let slug = slug(&mut reader, &name.value)?;
    let mut tasks = Vec::new();
    let mut own = Taken::default();
    reader.each("tasks", keys::TASK, |task| {
        let Some(named) = named(task, &mut own) else { return };
        let description = task.text("description").map(|text| text.value).unwrap_or_default();
        tasks.push(Task { named, description, topics: topics(task, taken) });
    });
    Some(Campaign {
        id: reader.text("id").map_or_else(|| slug.as_str().to_owned(), |id| id.value),
        name: name.value,
        slug,
        start: reader.moment("start").map(|moment| moment.value),
        end: reader.moment("end").map(|moment| moment.value),
        summary_due: reader.moment("summary_due").map(|moment| moment.value),
        description: reader.text("description").map(|text| text.value).unwrap_or_default(),
        tasks,
    })
}

fn topics(task: &mut Reader<'_>, taken: &mut Taken) -> Vec<Named> {
    let mut topics = Vec::new();
    task.each("topics", keys::NAMED, |item| topics.extend(named(item, taken)));
    topics
}
