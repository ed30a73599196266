//! The desk at which a story's front matter is read.

use crate::fields::directory::{City, Directory, Section};
use crate::fields::kind::Kind;
use crate::load::source::StoryFile;

/// Where a story is written: what its folder and its section say before its front matter does.
pub(super) struct Desk<'a> {
    pub(super) file: &'a StoryFile,
    pub(super) kind: Kind,
    pub(super) city: Option<&'a City>,
    pub(super) section: Option<&'a Section>,
    pub(super) directory: &'a Directory,
}
