//! The five kinds of page.

use serde::Serialize;

/// The five kinds of page, each with a folder of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// 健康教育: health education.
    Health,
    /// 青春健康: youth reproductive health.
    Youth,
    /// 健康幸福好家庭: exemplary families.
    Families,
    /// 先进典型: local success stories.
    Stories,
    /// Plain pages: about, contact.
    Pages,
}

impl Kind {
    /// All kinds, in the order of the navigation.
    pub const ALL: [Self; 5] = [Self::Health, Self::Youth, Self::Families, Self::Stories, Self::Pages];

    /// The name of its folder, in the workspace and in the address.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Youth => "youth",
            Self::Families => "families",
            Self::Stories => "stories",
            Self::Pages => "pages",
        }
    }

    /// Its usual Chinese name.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Health => "健康教育",
            Self::Youth => "青春健康",
            Self::Families => "健康幸福好家庭",
            Self::Stories => "先进典型",
            Self::Pages => "页面",
        }
    }

    /// The kind of a folder's name.
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }
}
