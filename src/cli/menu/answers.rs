//! The last answers, which the next questions propose; kept in `.xuan/`, and nobody's loss.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cache::Cache;

/// The name under which they are kept.
const NAME: &str = "menu";

/// What was answered last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct LastAnswers {
    /// The city's folder, or `province`.
    pub(super) city: Option<String>,
    /// The kind's folder.
    pub(super) kind: Option<String>,
    /// The county's slug; empty for the city itself.
    pub(super) county: Option<String>,
    /// The name of the target; empty for a folder of one's own choice.
    pub(super) target: Option<String>,
    /// That folder.
    pub(super) folder: Option<String>,
}

impl LastAnswers {
    /// The last answers in a workspace.
    pub(super) fn of(root: &Path) -> Self {
        Cache::of(root).read_json(NAME).unwrap_or_default()
    }

    /// Keeps them.
    pub(super) fn keep(&self, root: &Path) {
        Cache::of(root).write_json(NAME, self);
    }
}
