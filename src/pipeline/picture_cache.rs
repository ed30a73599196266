//! The pictures of a build: each turned, resized and re-encoded once, kept in the cache, and read back when its file is
//! written. All are decoded before the first write.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::load;
use crate::load::source::{PictureFile, Workspace};
use crate::model::Model;
use crate::path::{SourcePath, UrlPath};
use crate::pictures::{self, Prepared, RECIPE_VERSION};
use crate::pipeline::Stage;
use crate::plan::{PictureAsset, Pictures, Variant};

/// How many bytes of pictures are held where the cache cannot be written.
const HELD_AT_MOST: usize = 64 * 1024 * 1024;

/// The pictures' bytes: in the cache, or in memory where that cannot be written.
#[derive(Debug)]
pub struct PictureCache {
    cache: Cache,
    held: Mutex<Held>,
    /// The sizes that were read or made before, by the picture's digest.
    known: Mutex<BTreeMap<String, Arc<[Kept]>>>,
}

#[derive(Debug, Default)]
struct Held {
    pictures: BTreeMap<UrlPath, Vec<u8>>,
    size: usize,
}

/// What is kept of one size of a picture beside its bytes.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    width: u32,
    height: u32,
    extension: String,
}

impl PictureCache {
    /// The pictures of a workspace.
    pub fn open(root: &Path) -> Self {
        Self { cache: Cache::of(root), held: Mutex::default(), known: Mutex::default() }
    }

    /// The bytes of one size; made anew where the cache has lost them.
    ///
    /// # Errors
    /// The picture can no longer be read or decoded.
    pub fn bytes(&self, root: &Path, asset: &PictureAsset, number: usize) -> Outcome<Vec<u8>> {
        let Some(variant) = asset.variants.get(number) else { return Ok(Vec::new()) };
        if let Some(bytes) = self.cache.read(&kept_name(&variant.url)) {
            return Ok(bytes);
        }
        if let Some(bytes) = self.held.lock().ok().and_then(|held| held.pictures.get(&variant.url).cloned()) {
            return Ok(bytes);
        }
        let bytes = load::picture_bytes(root, &asset.source)?;
        let made = pictures::prepare(&asset.source, &bytes)?;
        Ok(made.variants.into_iter().nth(number).map(|variant| variant.bytes).unwrap_or_default())
    }

    /// The sizes of a picture, made if the cache does not have them.
    fn asset(&self, root: &Path, picture: &PictureFile) -> Outcome<PictureAsset> {
        if let Some(variants) = self.remembered(picture) {
            return Ok(variants);
        }
        let bytes = load::picture_bytes(root, &picture.path)?;
        let prepared = pictures::prepare(&picture.path, &bytes)?;
        let asset = asset_of(picture, &prepared);
        let kept: Vec<Kept> = prepared
            .variants
            .iter()
            .map(|variant| Kept {
                width: variant.width,
                height: variant.height,
                extension: variant.extension.to_owned(),
            })
            .collect();
        for (variant, made) in asset.variants.iter().zip(prepared.variants) {
            self.keep(&variant.url, made.bytes);
        }
        self.cache.write_json(&sizes_name(picture), &kept);
        self.know(picture, kept);
        Ok(asset)
    }

    /// Remembers the sizes of a picture while the program runs.
    fn know(&self, picture: &PictureFile, kept: Vec<Kept>) -> Arc<[Kept]> {
        let kept: Arc<[Kept]> = kept.into();
        if let Ok(mut known) = self.known.lock() {
            known.insert(picture.hash.clone(), Arc::clone(&kept));
        }
        kept
    }

    fn remembered(&self, picture: &PictureFile) -> Option<PictureAsset> {
        let known = self.known.lock().ok().and_then(|known| known.get(&picture.hash).cloned());
        let kept = match known {
            Some(kept) => kept,
            None => self.know(picture, self.cache.read_json(&sizes_name(picture))?),
        };
        let sizes = kept.iter().map(|kept| (kept.width, kept.height, kept.extension.as_str()));
        (!kept.is_empty()).then(|| asset_from(picture, sizes))
    }

    fn keep(&self, url: &UrlPath, bytes: Vec<u8>) {
        let name = kept_name(url);
        self.cache.write(&name, &bytes);
        if self.cache.kept_at(&name).is_none()
            && let Ok(mut held) = self.held.lock()
            && held.size + bytes.len() <= HELD_AT_MOST
        {
            held.size += bytes.len();
            held.pictures.insert(url.clone(), bytes);
        }
    }
}

fn sizes_name(picture: &PictureFile) -> String {
    format!("pictures/{}-{RECIPE_VERSION}.json", picture.hash)
}

fn kept_name(url: &UrlPath) -> String {
    format!("pictures/{}", url.name())
}

fn asset_of(picture: &PictureFile, prepared: &Prepared) -> PictureAsset {
    asset_from(picture, prepared.variants.iter().map(|variant| (variant.width, variant.height, variant.extension)))
}

fn asset_from<'a>(picture: &PictureFile, sizes: impl Iterator<Item = (u32, u32, &'a str)>) -> PictureAsset {
    let variant = |(width, height, extension): (u32, u32, &str)| Variant {
        url: Variant::address(&picture.hash, RECIPE_VERSION, width, extension),
        width,
        height,
    };
    PictureAsset { source: picture.path.clone(), hash: picture.hash.clone(), variants: sizes.map(variant).collect() }
}

/// Prepares every picture that a page shows; what cannot be shown is told at the picture's file.
pub(super) fn prepare(
    cache: &PictureCache,
    workspace: &Workspace,
    model: &Model,
    pictures: Vec<Outcome<PictureFile>>,
    progress: &(dyn Fn(Stage) + Sync),
) -> (Pictures, Vec<Diagnostic>) {
    let used: BTreeSet<&SourcePath> = model
        .stories
        .iter()
        .filter(|story| story.held.is_none())
        .flat_map(|story| story.pictures.iter().flatten().chain(&story.cover))
        .map(|picture| &picture.path)
        .collect();
    let wanted: Vec<Outcome<PictureFile>> = workspace
        .pictures
        .iter()
        .zip(pictures)
        .filter(|(path, _)| used.contains(path))
        .map(|(_, picture)| picture)
        .collect();
    progress(Stage::Pictures(wanted.len()));
    let made: Vec<Outcome<PictureAsset>> = wanted
        .into_par_iter()
        .map(|picture| picture.and_then(|picture| cache.asset(&workspace.root, &picture)))
        .collect();
    let mut diagnostics = Vec::new();
    let assets = made.into_iter().filter_map(|asset| asset.map_err(|found| diagnostics.push(*found)).ok()).collect();
    (Pictures::new(assets), diagnostics)
}
