//! Stores: the places that a target can be, behind one trait.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::diagnostic::Outcome;
use crate::media::kind_of;
use crate::publish::plan::{Phase, phase_of};

/// How long a browser may keep a file whose name tells what is in it, and any other.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_A_WHILE: &str = "public, max-age=300";

/// What a server is told of a file beside its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) kind: &'static str,
    pub(super) cache: &'static str,
}

impl Meta {
    /// What is told of a path.
    pub(super) fn of(path: &str) -> Self {
        let cache = if phase_of(path) == Phase::Hashed { FOR_EVER } else { FOR_A_WHILE };
        Self { kind: kind_of(path), cache }
    }

    /// Whether the name tells the content, so that it never changes.
    #[cfg_attr(not(feature = "network"), allow(dead_code, reason = "only requests over the network are given up"))]
    pub(super) fn is_for_ever(self) -> bool {
        self.cache == FOR_EVER
    }
}

/// What was asked of a store.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) requests: AtomicUsize,
    pub(super) retries: AtomicUsize,
}

impl Tally {
    pub(super) fn request(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    #[cfg_attr(not(feature = "network"), allow(dead_code, reason = "only requests over the network are tried again"))]
    pub(super) fn retry(&self) {
        self.retries.fetch_add(1, Ordering::Relaxed);
    }
}

/// A file with its bytes, to be sent.
pub(super) struct Sending<'a> {
    pub(super) path: &'a str,
    /// Whether the target has no file of ours there: what stands there all the same is somebody else's.
    pub(super) is_new: bool,
    pub(super) bytes: Vec<u8>,
}

/// A place that holds files under paths.
pub(super) trait Store: Sync {
    /// The bytes at a path, if there are any.
    fn read(&self, path: &str) -> Outcome<Option<Vec<u8>>>;

    /// Puts bytes at a path: whole, or not at all, as far as the place can.
    fn write(&self, file: &Sending<'_>, meta: Meta) -> Outcome<()>;

    /// Takes a file away; none there is no failure.
    fn remove(&self, path: &str) -> Outcome<()>;

    /// The paths that are there with their sizes.
    fn list(&self) -> Outcome<Vec<(String, u64)>>;

    /// Puts bytes at a path where nothing is; whether that was so. True where the place cannot tell.
    fn claim(&self, path: &str, bytes: &[u8]) -> Outcome<bool>;

    /// How many files are under way at once.
    fn at_once(&self) -> usize;

    /// Whether files are only gathered by [`Self::write`] and [`Self::remove`], and sent together by [`Self::settle`].
    fn gathers(&self) -> bool {
        false
    }

    /// Sends what was gathered. Called at the end of each phase.
    fn settle(&self) -> Outcome<()> {
        Ok(())
    }

    fn tally(&self) -> &Tally;
}
