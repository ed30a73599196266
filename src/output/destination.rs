//! The output folder as a whole: allowed, locked, and made of parts.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use walkdir::WalkDir;

use super::TEMPORARY;
use super::allowed::{LOCK, has_manifest, refuse_foreign, settle};
use super::failure::{failure, say, shown};
use super::folders::{Folders, Standing, is_real_folder, is_same, standing};
use super::manifest::{MANIFEST, Manifest, State};
use super::planned::{OF_THE_DOORS, Planned, is_city};
use super::release::Release;
use super::replace::remove;
use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::OutputMessage;
use crate::path::OutputPath;

/// The opened and locked output folder. Its parts are the doors (the empty name: the files directly in it, and
/// `assets/`, `campaigns/` and `search/`) and one folder per city.
#[derive(Debug)]
pub struct Destination {
    /// The folder, its links followed; on Windows in the form that has no limit of 260 characters.
    root: PathBuf,
    /// The parts that were begun.
    begun: Mutex<BTreeSet<String>>,
    /// Held as long as the destination is; the system frees it when the process ends, however it ends.
    _lock: File,
}

impl Destination {
    /// Checks that the folder is allowed, creates it and takes its lock.
    ///
    /// # Errors
    /// The folder is, holds or lies in the sources, the workspace or the home folder; it holds what is not ours;
    /// another build has it; the system refuses.
    pub fn open(out: &Path, workspace_root: &Path) -> Outcome<Self> {
        let root = settle(out, workspace_root, std::env::home_dir().as_deref())?;
        is_real_folder(&root)?;
        if Manifest::read(&root, "")?.is_none() {
            refuse_foreign(&root, true)?;
        }
        fs::create_dir_all(&root).map_err(|error| failure(&root, &error))?;
        let lock = take_lock(&root)?;
        Ok(Self { root, begun: Mutex::default(), _lock: lock })
    }

    /// The folder, its links followed.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Begins one part: empty for the doors, else a city's folder. `planned` are all its files, from the output's root.
    ///
    /// Leftovers of a killed build are swept away; the part itself is not changed before the first file that
    /// differs, unless something of the old release stands in the way of a new one.
    ///
    /// # Errors
    /// The part was begun before; its name or a path is unsound; two paths are one place where case does not count;
    /// the folder is not ours or is a link; the system refuses.
    pub fn begin(&self, part: &str, planned: &[OutputPath]) -> Outcome<Release<'_>> {
        if !part.is_empty() && !is_city(part) {
            return Err(say(OutputMessage::OutputUnsound { path: part.to_owned() }));
        }
        let planned = Planned::new(part, planned)?;
        if !self.begun.lock().unwrap_or_else(PoisonError::into_inner).insert(part.to_owned()) {
            return Err(say(OutputMessage::OutputUnplanned { path: part.to_owned() }));
        }
        let folder = self.folder(part);
        if !part.is_empty() {
            self.recase(part)?;
            is_real_folder(&folder)?;
        }
        let old = Manifest::read(&folder, part)?;
        if old.is_none() && !part.is_empty() {
            refuse_foreign(&folder, false)?;
        }
        let torn = old.as_ref().is_some_and(|(manifest, _)| manifest.state == State::Writing);
        sweep(&folder, part, torn);
        Release::begin(self, part, Folders::new(folder), planned, old)
    }

    /// The cities whose folders have a manifest, in name order: those of this build, and those that were removed from
    /// the workspace since and may go by [`Destination::remove_part`].
    pub fn parts(&self) -> Outcome<Vec<String>> {
        let mut parts = self.folder_names()?;
        parts.retain(|name| is_city(name) && has_manifest(&self.root.join(name)));
        parts.sort();
        Ok(parts)
    }

    /// What the manifest of a part says; none if the part is not there.
    pub fn manifest(&self, part: &str) -> Outcome<Option<Manifest>> {
        Ok(Manifest::read(&self.folder(part), part)?.map(|(manifest, _)| manifest))
    }

    /// Removes a city's listed files, its manifest last, and the folders that this empties; returns how many files.
    ///
    /// A part that this destination has begun is never removed, under whatever case.
    pub fn remove_part(&self, part: &str) -> Outcome<usize> {
        if !is_city(part) {
            return Err(say(OutputMessage::OutputUnsound { path: part.to_owned() }));
        }
        let folder = self.folder(part);
        let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let in_use = begun.iter().any(|other| other == part || is_same(&self.folder(other), &folder));
        if in_use || !is_real_folder(&folder)? {
            return Ok(0);
        }
        let Some((manifest, _)) = Manifest::read(&folder, part)? else { return Ok(0) };
        sweep(&folder, part, manifest.state == State::Writing);
        let folders = Folders::new(folder.clone());
        let files: Vec<String> = manifest.files.into_iter().map(|entry| entry.path).collect();
        let mut removed = 0;
        for file in &files {
            removed += usize::from(folders.remove_listed(file)?);
        }
        folders.remove_emptied(files.iter());
        remove(&folder.join(MANIFEST))?;
        // Refused by the system where something of others is left in it.
        let _ = fs::remove_dir(&folder);
        Ok(removed)
    }

    /// The folder of a part on this system.
    fn folder(&self, part: &str) -> PathBuf {
        if part.is_empty() { self.root.clone() } else { self.root.join(part) }
    }

    /// The names of the real folders in the output.
    fn folder_names(&self) -> Outcome<Vec<String>> {
        let problem = |error: std::io::Error| failure(&self.root, &error);
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.root).map_err(problem)? {
            let entry = entry.map_err(problem)?;
            if entry.file_type().map_err(problem)?.is_dir()
                && let Ok(name) = entry.file_name().into_string()
            {
                names.push(name);
            }
        }
        Ok(names)
    }

    /// Gives a city's folder its new case where case does not count: `Changsha` would be a dead link on a server.
    fn recase(&self, part: &str) -> Outcome<()> {
        let names = self.folder_names()?;
        if names.iter().any(|name| name == part) {
            return Ok(());
        }
        for name in names.iter().filter(|name| name.eq_ignore_ascii_case(part)) {
            let (old, new) = (self.folder(name), self.folder(part));
            if has_manifest(&old) && is_same(&old, &new) {
                fs::rename(&old, &new).map_err(|error| failure(&new, &error))?;
            }
        }
        Ok(())
    }
}

/// How often, and how long apart, a lock that is held is tried again: a program that this one is just starting holds a copy of
/// every open file until it runs, so that a lock let go of is held for a moment more (fork(2), flock(2)).
const TRIES: u32 = 10;
const APART: Duration = Duration::from_millis(5);

/// Takes the lock of an output folder, without waiting for another build.
fn take_lock(root: &Path) -> Outcome<File> {
    let path = root.join(LOCK);
    match standing(&path)? {
        Standing::Nothing | Standing::File(_) => {}
        Standing::Folder => return Err(say(OutputMessage::OutputInTheWay { path: shown(&path) })),
        Standing::Other => return Err(say(OutputMessage::OutputLink { path: shown(&path) })),
    }
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
    let file = file.map_err(|error| failure(&path, &error))?;
    let mut taken = file.try_lock();
    for _ in 1..TRIES {
        if !matches!(taken, Err(TryLockError::WouldBlock)) {
            break;
        }
        std::thread::sleep(APART);
        taken = file.try_lock();
    }
    match taken {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(say(OutputMessage::OutputLocked { folder: shown(root) })),
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
            Err(say(OutputMessage::OutputUnlockable { folder: shown(root) }))
        }
        Err(TryLockError::Error(error)) => Err(failure(&path, &error)),
    }
}

/// Removes the temporary files that a killed build left: those beside the manifest, and, where its release was cut
/// short (`torn`), all in the part. One that cannot be removed does no harm.
fn sweep(folder: &Path, part: &str, torn: bool) {
    let of_this_part = |entry: &walkdir::DirEntry| {
        entry.depth() != 1
            || !entry.file_type().is_dir()
            || !part.is_empty()
            || entry.file_name().to_str().is_some_and(|name| OF_THE_DOORS.contains(&name))
    };
    let walk = WalkDir::new(folder).min_depth(1).max_depth(if torn { usize::MAX } else { 1 });
    for entry in walk.into_iter().filter_entry(of_this_part).flatten() {
        if entry.file_type().is_file() && entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests;
