//! The guard: what is not published unless somebody says that it is meant.

use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::PublishMessage;
use crate::pipeline::Standing;
use crate::publish::plan::Plan;
use crate::publish::say;

/// The share of the pages that a release may lose, and of the files that may be deleted; so many may always be.
const LOST: usize = 10;
const DELETED: usize = 20;
const ALWAYS: usize = 50;

/// What was said to be meant.
#[derive(Debug, Clone, Copy, Default)]
pub struct Meant {
    /// The loss of over a tenth of the pages.
    pub shrink: bool,
    /// Many deletions.
    pub deletes: bool,
}

/// Refuses an output that is not what the workspace says now.
pub(super) fn standing(standing: Standing) -> Outcome<()> {
    match standing {
        Standing::Current | Standing::Unknown => Ok(()),
        Standing::Changed => Err(say(PublishMessage::PublishStale {})),
        Standing::Drafts => Err(say(PublishMessage::PublishDrafts {})),
        Standing::Failed => Err(say(PublishMessage::PublishFailedBuild {})),
    }
}

/// Refuses a plan that takes away more than a slip should.
pub(super) fn plan(plan: &Plan, meant: Meant) -> Outcome<()> {
    let [before, now, pages] = plan.pages;
    if !meant.shrink && (before.saturating_sub(now)) * LOST > before {
        return Err(say(PublishMessage::PublishShrunk { before: before.to_string(), now: now.to_string() }));
    }
    let limit = ALWAYS.max(before / DELETED);
    if !meant.deletes && pages > limit {
        return Err(say(PublishMessage::PublishDeletes { count: pages.to_string(), limit: limit.to_string() }));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::manifest::{Files, Manifest, content_of};
    use crate::publish::plan::{Met, Scope};

    fn planned(before: usize, now: usize, renamed: usize) -> Plan {
        let files = |range: std::ops::Range<usize>| -> Files {
            range.map(|number| (format!("a/health/{number}.html"), content_of(b""))).collect()
        };
        let manifest = Manifest::new("", files(0..before), Files::new(), Vec::new());
        Plan::of(&files(renamed..now + renamed), &manifest, &Scope { parts: None }, &Met::default())
    }

    fn code(before: usize, now: usize, renamed: usize, meant: Meant) -> Option<&'static str> {
        plan(&planned(before, now, renamed), meant).err().map(|found| found.code)
    }

    #[test]
    fn a_tenth_of_the_pages_may_go_and_not_more() {
        assert_eq!(code(100, 90, 0, Meant::default()), None);
        assert_eq!(code(100, 89, 0, Meant::default()), Some("publish-shrunk"));
        assert_eq!(code(100, 89, 0, Meant { shrink: true, ..Meant::default() }), None);
        assert_eq!(code(0, 5, 0, Meant::default()), None);
        assert_eq!(code(3, 2, 0, Meant::default()), Some("publish-shrunk"));
    }

    #[test]
    fn fifty_pages_or_a_twentieth_may_be_deleted() {
        assert_eq!(code(200, 200, 50, Meant::default()), None);
        assert_eq!(code(200, 200, 51, Meant::default()), Some("publish-deletes"));
        assert_eq!(code(2000, 2000, 100, Meant::default()), None);
        assert_eq!(code(2000, 2000, 101, Meant::default()), Some("publish-deletes"));
        assert_eq!(code(200, 200, 51, Meant { deletes: true, ..Meant::default() }), None);
    }
}
