//! Kept: what a session has read of a story or a picture, with what tells whether it is still so.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use crate::cache::{Stamp, stamp};
use crate::check;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::digest::sha256_hex;
use crate::fields::directory::Directory;
use crate::load;
use crate::load::source::{PictureFile, StoryFile, Workspace};
use crate::model::Story;
use crate::path::SourcePath;
use crate::pipeline::reading::{self, Reading};

/// A file changed this shortly before it was read may have been changed again within the clock's grain, in nanoseconds.
const RACY: u128 = 2_000_000_000;

/// What may be taken as it was without looking.
#[derive(Debug)]
pub(super) struct Trust {
    /// These files are read whatever their stamps say.
    pub(super) hinted: BTreeSet<SourcePath>,
    /// Whether a file with the same stamp has the same bytes.
    pub(super) bytes: bool,
    /// Whether the names that stories refer to are what they were.
    pub(super) directory: bool,
}

impl Default for Trust {
    fn default() -> Self {
        Self { hinted: BTreeSet::new(), bytes: true, directory: true }
    }
}

/// When and in what state a file was read.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Taken before the file was read.
    stamp: Option<Stamp>,
    at: u128,
}

impl Seen {
    fn now(path: &Path) -> Self {
        Self { stamp: stamp(path), at: crate::date::clock() }
    }

    /// Whether a file that is seen so now must have the bytes that it had then.
    fn is_as(&self, now: &Self) -> bool {
        self.stamp.is_some_and(|stamp| Some(stamp) == now.stamp && stamp.changed + RACY < self.at)
    }
}

/// A story as it was last read.
#[derive(Debug, Clone)]
pub(super) struct KeptStory {
    file: StoryFile,
    seen: Seen,
    digest: String,
    reading: Reading,
    /// As it last was without an error.
    good: Option<Story>,
}

impl KeptStory {
    fn new(root: &Path, file: &StoryFile, directory: &Directory, before: Option<&Self>, trust: &Trust) -> Self {
        let seen = Seen::now(&file.path.under(root));
        let same = before.filter(|before| before.file == *file && trust.directory);
        if let Some(before) =
            same.filter(|before| trust.bytes && !trust.hinted.contains(&file.path) && before.seen.is_as(&seen))
        {
            return before.clone();
        }
        let bytes = load::story_bytes(root, &file.path);
        let digest = digest(&bytes);
        if let Some(before) = same.filter(|before| before.digest == digest) {
            return Self { seen, ..before.clone() };
        }
        let mut reading = reading::read(file, &bytes, directory);
        load::attach_excerpts(root, &mut reading.diagnostics);
        check::mask(&mut reading.diagnostics);
        let good = if reading.diagnostics.iter().any(Diagnostic::is_error) {
            before.filter(|before| before.file == *file).and_then(|before| before.good.clone())
        } else {
            Some(reading.story.clone())
        };
        Self { file: file.clone(), seen, digest, reading, good }
    }

    /// Reads the file again; whether it has changed.
    pub(super) fn read_again(&mut self, root: &Path, directory: &Directory) -> bool {
        let trust = Trust { bytes: false, ..Trust::default() };
        let now = Self::new(root, &self.file, directory, Some(self), &trust);
        let changed = !now.is_as(self);
        *self = now;
        changed
    }

    /// The story as it is shown.
    pub(super) fn shown(&self) -> Story {
        self.good.as_ref().unwrap_or(&self.reading.story).clone()
    }

    /// What is wrong in it as it is now.
    pub(super) fn diagnostics(&self) -> &[Diagnostic] {
        &self.reading.diagnostics
    }

    pub(super) fn path(&self) -> &SourcePath {
        &self.file.path
    }

    /// Whether the file says the same.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.file == other.file && self.digest == other.digest
    }
}

/// A picture as its header was last read.
#[derive(Debug, Clone)]
pub(super) struct KeptPicture {
    path: SourcePath,
    seen: Seen,
    picture: Outcome<PictureFile>,
}

impl KeptPicture {
    fn new(root: &Path, path: &SourcePath, before: Option<&Self>, trust: &Trust) -> Self {
        let seen = Seen::now(&path.under(root));
        let may_keep = trust.bytes && !trust.hinted.contains(path);
        match before.filter(|before| may_keep && before.seen.is_as(&seen)) {
            Some(before) => before.clone(),
            None => Self { path: path.clone(), seen, picture: load::picture(root, path) },
        }
    }

    /// Reads the file again; whether it has changed.
    pub(super) fn read_again(&mut self, root: &Path) -> bool {
        let now = Self::new(root, &self.path, None, &Trust::default());
        let changed = !now.is_as(self);
        *self = now;
        changed
    }

    pub(super) fn picture(&self) -> Outcome<PictureFile> {
        self.picture.clone()
    }

    pub(super) fn path(&self) -> &SourcePath {
        &self.path
    }

    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.picture == other.picture
    }
}

/// The stories of a workspace; those of `before` that may be trusted are not read again.
pub(super) fn stories(
    workspace: &Workspace,
    directory: &Directory,
    before: &[KeptStory],
    trust: &Trust,
) -> Vec<KeptStory> {
    let kept = |file: &StoryFile| {
        let at = before.binary_search_by(|kept| kept.file.path.cmp(&file.path)).ok();
        KeptStory::new(&workspace.root, file, directory, at.and_then(|at| before.get(at)), trust)
    };
    workspace.stories.par_iter().map(kept).collect()
}

/// The pictures of a workspace; those of `before` that may be trusted are not read again.
pub(super) fn pictures(workspace: &Workspace, before: &[KeptPicture], trust: &Trust) -> Vec<KeptPicture> {
    let kept = |path: &SourcePath| {
        let at = before.binary_search_by(|kept| kept.path.cmp(path)).ok();
        KeptPicture::new(&workspace.root, path, at.and_then(|at| before.get(at)), trust)
    };
    workspace.pictures.par_iter().map(kept).collect()
}

/// The files that came, went or changed from one list to the other, both in path order.
pub(super) fn differing<T>(
    before: &[T],
    now: &[T],
    path: impl Fn(&T) -> &SourcePath,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<SourcePath> {
    let find = |list: &'_ [T], wanted: &SourcePath| list.binary_search_by(|item| path(item).cmp(wanted)).ok();
    let is_changed = |item: &&T| {
        let other = find(before, path(item)).and_then(|at| before.get(at));
        !other.is_some_and(|other| same(other, item))
    };
    let is_gone = |item: &&T| find(now, path(item)).is_none();
    let changed = now.iter().filter(is_changed).chain(before.iter().filter(is_gone));
    changed.map(|item| path(item).clone()).collect()
}

fn digest(bytes: &Outcome<Vec<u8>>) -> String {
    bytes.as_ref().map_or_else(|unread| unread.en.what.clone(), |bytes| sha256_hex(bytes))
}
