//! The release to be published: the built output, or the release before.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::PublishMessage;
use crate::output::{Destination, MANIFEST, State};
use crate::path::OutputPath;
use crate::publish::manifest::{Files, content_of};
use crate::publish::say;

/// The built output, locked as long as it is published.
pub(super) struct Built {
    root: PathBuf,
    pub(super) files: Files,
    /// The parts that are published; none for all.
    pub(super) parts: Option<BTreeSet<String>>,
    pub(super) released: String,
    _locked: Destination,
}

impl Built {
    /// Opens the output and holds every file against the manifests.
    ///
    /// # Errors
    /// Nothing was built, or not to its end; a file is not as it was built; a city is not there; another build is at it.
    pub(super) fn open(out: &Path, workspace: &Path, cities: &[String]) -> Outcome<Self> {
        let folder = out.display().to_string();
        let city = cities.first().map_or_else(String::new, Clone::clone);
        if !out.join(city).join(MANIFEST).is_file() {
            return Err(say(PublishMessage::PublishNotBuilt { folder }));
        }
        let locked = Destination::open(out, workspace)?;
        let all = locked.parts()?;
        if let Some(city) = cities.iter().find(|city| !all.contains(city)) {
            return Err(say(PublishMessage::PublishCityNotBuilt { city: city.clone() }));
        }
        let parts =
            if cities.is_empty() { std::iter::once(String::new()).chain(all).collect() } else { cities.to_vec() };
        let mut files = Files::new();
        let mut released = String::new();
        for part in &parts {
            let Some(manifest) = locked.manifest(part)? else { continue };
            if manifest.state != State::Complete {
                return Err(say(PublishMessage::PublishHalfBuilt { folder }));
            }
            released = released.max(manifest.released.unwrap_or_default());
            let base = OutputPath::new(part);
            files.extend(
                manifest
                    .files
                    .into_iter()
                    .filter_map(|entry| Some((base.join(&entry.path).to_string(), entry.content?))),
            );
        }
        if !files.keys().any(|path| path.rsplit('.').next() == Some("html")) {
            return Err(say(PublishMessage::PublishEmpty { folder }));
        }
        let parts = (!cities.is_empty()).then(|| parts.into_iter().collect());
        let built = Self { root: locked.root().to_path_buf(), files, parts, released, _locked: locked };
        built.files.par_iter().try_for_each(|(path, content)| {
            let is_as_built = built.bytes(path).is_ok_and(|bytes| content_of(&bytes) == *content);
            if is_as_built { Ok(()) } else { Err(say(PublishMessage::PublishDirty { path: path.clone() })) }
        })?;
        Ok(built)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// The system refuses to read it.
    pub(super) fn bytes(&self, path: &str) -> Outcome<Vec<u8>> {
        let file = OutputPath::new(path).under(&self.root);
        std::fs::read(&file).map_err(|error| {
            say(PublishMessage::PublishReadFailed { path: file.display().to_string(), reason: error.to_string() })
        })
    }
}
