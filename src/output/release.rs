//! One part of the output while it is being written.

use std::collections::BTreeMap;
use std::fs;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use super::destination::Destination;
use super::failure::{failure, say, shown};
use super::folders::{Folders, Standing, is_same, standing};
use super::manifest::{Content, Entry, MANIFEST, Manifest, State};
use super::planned::{Planned, below};
use super::replace::{Durability, replace};
use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::OutputMessage;
use crate::digest::sha256_hex;
use crate::path::OutputPath;
use crate::plan::Phase;

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It was not there.
    Created,
    /// Its bytes were others.
    Changed,
    /// Its bytes were the same, and it was not touched.
    Unchanged,
}

/// What became of the files of one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// How many files were created.
    pub created: usize,
    /// How many files were replaced.
    pub changed: usize,
    /// How many files were left as they are.
    pub unchanged: usize,
    /// How many files of the old release were removed.
    pub removed: usize,
}

/// One part of the output while it is being written, by as many threads as wish.
///
/// Dropped without [`Release::finish`] it leaves whole files and a manifest that the next build understands.
pub struct Release<'a> {
    /// Keeps the lock for as long as anything is written.
    _destination: &'a Destination,
    part: String,
    folders: Folders,
    planned: Planned,
    /// What the manifest listed when the release began.
    old: BTreeMap<String, Option<Content>>,
    /// The manifest's own bytes then.
    old_manifest: Option<Vec<u8>>,
    /// Set when the manifest on the disk says that a release is being written.
    declared: OnceLock<Outcome<()>>,
    /// The latest phase that a write was of.
    phase: AtomicU8,
    tally: [AtomicUsize; 3],
    /// How many old files were removed because they stood in the way.
    cleared: usize,
}

impl<'a> Release<'a> {
    /// Begins the release, and clears away what the old one has in the way of the new one, which is rare.
    pub(super) fn begin(
        destination: &'a Destination,
        part: &str,
        folders: Folders,
        planned: Planned,
        old: Option<(Manifest, Vec<u8>)>,
    ) -> Outcome<Self> {
        let (old, old_manifest) = old.map_or_else(Default::default, |(old, bytes)| (old.by_path(), Some(bytes)));
        let mut release = Self {
            _destination: destination,
            part: part.to_owned(),
            folders,
            planned,
            old,
            old_manifest,
            declared: OnceLock::new(),
            phase: AtomicU8::new(0),
            tally: Default::default(),
            cleared: 0,
        };
        release.cleared = release.clear()?;
        Ok(release)
    }

    /// Plans further files, whose names were not known when the release began.
    ///
    /// # Errors
    /// Those of [`Destination::begin`]; the system refuses to clear away what the old release has in their way.
    pub fn plan(&mut self, further: &[OutputPath]) -> Outcome<()> {
        self.planned.add(&self.part, further)?;
        if self.declared.take().is_some() {
            self.declare()?;
        }
        self.cleared += self.clear()?;
        Ok(())
    }

    /// Writes one planned file if its bytes are not there already, and says what happened.
    ///
    /// # Errors
    /// The file was not planned, was written before, or comes after one of a later phase; a link, a folder or a
    /// foreign file is in its way; the system refuses. The old file is whole then.
    pub fn write(&self, phase: Phase, path: &OutputPath, bytes: &[u8]) -> Outcome<Written> {
        let (file, slot) = self.slot(path)?;
        if self.phase.fetch_max(phase as u8, Ordering::Relaxed) > phase as u8 {
            return Err(say(OutputMessage::OutputDisorder { path: path.to_string() }));
        }
        let written = self.compare(file, bytes)?;
        if written != Written::Unchanged {
            self.declare()?;
            let place = OutputPath::new(file);
            self.folders.make(place.folder())?;
            replace(&self.folders.path(place.folder()), place.name(), bytes, Durability::Lazy)?;
        }
        self.record(slot, Content { size: bytes.len() as u64, sha256: sha256_hex(bytes) }, path, written)?;
        Ok(written)
    }

    /// Keeps one planned file if its bytes on the disk are those that the old manifest lists; then it counts as
    /// written, and its content need not be made: a picture whose name is the hash of its source and recipe.
    ///
    /// False if the file must be written.
    ///
    /// # Errors
    /// The file was not planned or was written before; the system refuses to read it.
    pub fn keep(&self, path: &OutputPath) -> Outcome<bool> {
        let (file, slot) = self.slot(path)?;
        let Some(Some(content)) = self.old.get(file) else { return Ok(false) };
        if !self.folders.exists(OutputPath::new(file).folder())? {
            return Ok(false);
        }
        let there = self.folders.path(file);
        if !matches!(standing(&there)?, Standing::File(size) if size == content.size) {
            return Ok(false);
        }
        if sha256_hex(&fs::read(&there).map_err(|error| failure(&there, &error))?) != content.sha256 {
            return Ok(false);
        }
        self.record(slot, content.clone(), path, Written::Unchanged)?;
        Ok(true)
    }

    /// Removes what the old manifest lists and the new release does not hold, with the folders that this empties,
    /// then completes the manifest. `released` is the release date.
    ///
    /// # Errors
    /// A planned file was never written: nothing is removed then. The system refuses: the next build goes on from there.
    pub fn finish(self, released: &str) -> Outcome<Tally> {
        let mut files = Vec::with_capacity(self.planned.files.len());
        for (path, content) in &self.planned.files {
            let Some(content) = content.get() else {
                return Err(say(OutputMessage::OutputUnwritten {
                    path: OutputPath::new(&self.part).join(path).to_string(),
                }));
            };
            files.push(Entry { path: path.clone(), content: Some(content.clone()) });
        }
        let removed = self.remove_stale()? + self.cleared;
        let manifest = Manifest::new(&self.part, State::Complete, Some(released), files).to_json();
        if self.declared.get().is_some() || self.old_manifest.as_deref() != Some(manifest.as_bytes()) {
            self.put_manifest(&manifest)?;
        }
        let [created, changed, unchanged] = self.tally.map(AtomicUsize::into_inner);
        Ok(Tally { created, changed, unchanged, removed })
    }

    /// The place in the manifest of a planned file that is not written yet, and its path from the part's folder.
    fn slot<'p>(&self, path: &'p OutputPath) -> Outcome<(&'p str, &OnceLock<Content>)> {
        below(&self.part, path)
            .and_then(|file| Some((file, self.planned.files.get(file)?)))
            .filter(|(_, slot)| slot.get().is_none())
            .ok_or_else(|| say(OutputMessage::OutputUnplanned { path: path.to_string() }))
    }

    /// What writing these bytes would be. The manifest is never asked: only the file knows what is in it.
    fn compare(&self, file: &str, bytes: &[u8]) -> Outcome<Written> {
        if !self.folders.exists(OutputPath::new(file).folder())? {
            return Ok(Written::Created);
        }
        let there = self.folders.path(file);
        match standing(&there)? {
            Standing::Nothing => Ok(Written::Created),
            Standing::File(size) if size != bytes.len() as u64 => Ok(Written::Changed),
            // One that cannot be read may still be replaced, and if not, that is told.
            Standing::File(_) if fs::read(&there).is_ok_and(|old| old == bytes) => Ok(Written::Unchanged),
            Standing::File(_) => Ok(Written::Changed),
            Standing::Folder => Err(say(OutputMessage::OutputInTheWay { path: shown(&there) })),
            Standing::Other => Err(say(OutputMessage::OutputLink { path: shown(&there) })),
        }
    }

    /// Notes what became of a file.
    fn record(&self, slot: &OnceLock<Content>, content: Content, path: &OutputPath, written: Written) -> Outcome<()> {
        slot.set(content).map_err(|_| say(OutputMessage::OutputUnplanned { path: path.to_string() }))?;
        if let Some(count) = self.tally.get(written as usize) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Makes the manifest list old ∪ planned, once, before the first change of any file.
    fn declare(&self) -> Outcome<()> {
        let declare = || {
            let mut files = self.old.clone();
            for path in self.planned.files.keys() {
                files.entry(path.clone()).or_insert(None);
            }
            let files = files.into_iter().map(|(path, content)| Entry { path, content }).collect();
            self.put_manifest(&Manifest::new(&self.part, State::Writing, None, files).to_json())
        };
        self.declared.get_or_init(declare).clone()
    }

    /// Puts a manifest in its place, and makes sure that it is on the disk.
    fn put_manifest(&self, json: &str) -> Outcome<()> {
        self.folders.make("")?;
        replace(self.folders.root(), MANIFEST, json.as_bytes(), Durability::Synced)
    }

    /// Clears the old release out of the way of the new one; returns how many files were removed.
    fn clear(&self) -> Outcome<usize> {
        let clashes = self.planned.clashes(self.old.keys());
        let is_recased = |(old, new): &&(String, String)| is_same(&self.folders.path(old), &self.folders.path(new));
        let recased: Vec<_> = clashes.recased.iter().filter(is_recased).collect();
        if clashes.in_the_way.is_empty() && recased.is_empty() {
            return Ok(0);
        }
        self.declare()?;
        for (old, new) in recased {
            let new = self.folders.path(new);
            fs::rename(self.folders.path(old), &new).map_err(|error| failure(&new, &error))?;
        }
        let mut removed = 0;
        for path in &clashes.in_the_way {
            removed += usize::from(self.folders.remove_listed(path)?);
        }
        self.folders.remove_emptied(clashes.in_the_way.iter());
        Ok(removed)
    }

    /// Removes the files that only the old release holds; returns how many.
    fn remove_stale(&self) -> Outcome<usize> {
        let is_stale = |path: &&String| {
            // Where case does not count, the old name may be the new file.
            let twin = self.planned.twin(path);
            !self.planned.files.contains_key(*path)
                && !twin.is_some_and(|twin| is_same(&self.folders.path(path), &self.folders.path(twin)))
        };
        let stale: Vec<&String> = self.old.keys().filter(is_stale).collect();
        if stale.is_empty() {
            return Ok(0);
        }
        self.declare()?;
        let mut removed = 0;
        for path in &stale {
            removed += usize::from(self.folders.remove_listed(path)?);
        }
        self.folders.remove_emptied(stale.into_iter());
        Ok(removed)
    }
}

#[cfg(test)]
mod tests;
