//! The sources of a build as they are now: the stories' bytes, the pictures' headers and digests.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Stamp, stamp};
use crate::diagnostic::Outcome;
use crate::load;
use crate::load::source::{PictureFile, Workspace};
use crate::path::SourcePath;

/// Pictures smaller than this are read every time; of larger ones the digest is remembered with their stamp.
const READ_ALWAYS: u64 = 64 * 1024;
/// A file changed this shortly before it was looked at may have been changed again within the clock's grain.
const RACY: u128 = 2_000_000_000;
/// The names under which the cache keeps what is remembered.
const PICTURES: &str = "pictures.json";

/// The bytes of the stories and the headers of the pictures, as they are now.
pub(super) struct Sources {
    /// The stories' bytes, in the workspace's order.
    pub(super) stories: Vec<Outcome<Vec<u8>>>,
    /// The pictures' headers and digests, in the workspace's order.
    pub(super) pictures: Vec<Outcome<PictureFile>>,
}

impl Sources {
    /// Reads them all.
    pub(super) fn read(workspace: &Workspace) -> Self {
        let stories = workspace.stories.par_iter().map(|file| load::story_bytes(&workspace.root, &file.path)).collect();
        Self { stories, pictures: read_pictures(workspace) }
    }
}

/// What is remembered of a picture.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct RememberedPicture {
    stamp: Stamp,
    picture: PictureFile,
}

/// Reads the pictures' headers and digests; a large one whose stamp is as remembered is not read again.
fn read_pictures(workspace: &Workspace) -> Vec<Outcome<PictureFile>> {
    let cache = Cache::of(&workspace.root);
    let remembered: BTreeMap<SourcePath, RememberedPicture> = cache.read_json(PICTURES).unwrap_or_default();
    let kept_at = cache.kept_at(PICTURES).unwrap_or(0);
    let read: Vec<(Option<Stamp>, Outcome<PictureFile>)> = workspace
        .pictures
        .par_iter()
        .map(|path| {
            let stamp = stamp(&path.under(&workspace.root));
            let known = remembered.get(path).filter(|known| {
                Some(known.stamp) == stamp && known.stamp.size >= READ_ALWAYS && known.stamp.changed + RACY < kept_at
            });
            let picture = match known {
                Some(known) => Ok(known.picture.clone()),
                None => load::picture(&workspace.root, path),
            };
            (stamp, picture)
        })
        .collect();
    let now: BTreeMap<&SourcePath, RememberedPicture> = workspace
        .pictures
        .iter()
        .zip(&read)
        .filter_map(|(path, (stamp, picture))| {
            let picture = picture.as_ref().ok()?.clone();
            Some((path, RememberedPicture { stamp: (*stamp)?, picture }))
        })
        .filter(|(_, known)| known.stamp.size >= READ_ALWAYS)
        .collect();
    let same = now.len() == remembered.len()
        && now.iter().all(|(path, known)| {
            remembered.get(*path).is_some_and(|old| old.stamp == known.stamp && known.stamp.changed + RACY < kept_at)
        });
    if !same {
        cache.write_json(PICTURES, &now);
    }
    read.into_iter().map(|(_, picture)| picture).collect()
}
