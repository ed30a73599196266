//! A story: one source with its fields and its document, shared by all the sites that show it.

use std::sync::Arc;

use jiff::ToSpan;

use crate::date::Moment;
use crate::fields::matter::{Kind, Matter, Own};
use crate::fields::story::title_of_name;
use crate::load::source::StoryFile;
use crate::markdown::document::Document;
use crate::model::held::Held;
use crate::model::pictures::PictureUse;
use crate::model::route::Goal;
use crate::path::UrlPath;

/// The months after which a health or youth article is looked over again, where it names no date (`kinds.md`).
const REVIEW_MONTHS: i32 = 24;

/// One source, read. What the rooms before have made of it is shared, so that a clone costs next to nothing.
#[derive(Debug, Clone)]
pub struct Story {
    /// Where it is.
    pub file: Arc<StoryFile>,
    /// Its kind.
    pub kind: Kind,
    /// Its fields.
    pub matter: Arc<Matter>,
    /// Its text.
    pub document: Arc<Document>,
    /// The title: the field, else the first heading, else the name.
    pub title: String,
    /// The summary: the field, else the first paragraph.
    pub summary: String,
    /// Every reason for which it would not go out to readers, the weightiest first.
    pub waits: Vec<Held>,
    /// Why this release does not show it, if it does not.
    pub held: Option<Held>,
    /// Where its links lead, by their number in the document.
    pub goals: Vec<Goal>,
    /// The document's pictures, by their number; none where the file is not there.
    pub pictures: Vec<Option<PictureUse>>,
    /// Its cover's picture.
    pub cover: Option<PictureUse>,
}

impl Story {
    /// The picture that stands for it: its cover, else the first picture of its text.
    pub fn shown_picture(&self) -> Option<&PictureUse> {
        self.cover.as_ref().or_else(|| self.pictures.iter().flatten().next())
    }

    /// Joins what the rooms before have read.
    pub fn new(file: StoryFile, matter: Matter, document: Document) -> Self {
        let title = matter
            .title
            .clone()
            .or_else(|| document.title.clone())
            .or_else(|| document.headings.first().map(|heading| heading.text.clone()))
            .unwrap_or_else(|| title_of_name(&file.stem).to_owned());
        let summary = matter.summary.clone().unwrap_or_else(|| document.summary.clone());
        let kind = Kind::of_folder(&file.section).unwrap_or(Kind::Pages);
        Self {
            file: Arc::new(file),
            kind,
            matter: Arc::new(matter),
            document: Arc::new(document),
            title,
            summary,
            waits: Vec::new(),
            held: None,
            goals: Vec::new(),
            pictures: Vec::new(),
            cover: None,
        }
    }

    /// The day by which a health or youth article has to be looked over again.
    pub fn review_by(&self) -> Option<Moment> {
        let given = match &self.matter.own {
            Own::Health(health) => health.review_by,
            Own::Youth(youth) => youth.review_by,
            _ => return None,
        };
        let last = self.last_changed()?;
        given.or_else(|| last.date.checked_add(REVIEW_MONTHS.months()).ok().map(Moment::day))
    }

    /// The address of its page in every site that shows it.
    pub fn url(&self) -> UrlPath {
        UrlPath::new(format!("{}/{}.html", self.kind.folder(), self.matter.slug.value))
    }

    /// The day of its last change, or of its publication.
    pub fn last_changed(&self) -> Option<Moment> {
        self.matter.updated.max(self.matter.date)
    }

    /// Its title with the mark that a demonstration carries wherever its title stands alone.
    pub fn marked_title(&self) -> String {
        let mark = if self.matter.sample { "【示例】" } else { "" };
        format!("{mark}{}", self.title)
    }

    /// Whether search engines are asked to pass it over: families are protected, samples are not real.
    pub fn is_unlisted(&self) -> bool {
        self.kind == Kind::Families || self.matter.sample
    }

    /// The name under which links find it: its path without `.md`, or its folder.
    pub fn link_name(&self) -> String {
        link_name(self.file.path.as_str())
    }
}

/// A path without the ending that a writer may leave out: `index.md`, `.md`, `.md.txt`, `.markdown`, in any case.
pub(super) fn link_name(path: &str) -> String {
    let lower = path.to_ascii_lowercase();
    let cut = [".md.txt", ".markdown", ".md", ".html", "/"]
        .into_iter()
        .find_map(|ending| lower.ends_with(ending).then_some(ending.len()))
        .unwrap_or(0);
    let stem = path.get(..path.len() - cut).unwrap_or(path);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_finds_a_story_by_file_or_folder() {
        for path in ["a/b.md", "a/b/index.md", "a/b/", "a/b", "a/b.md.txt", "a/b/index.MD"] {
            assert_eq!(link_name(path), "a/b", "{path}");
        }
    }
}
