//! Assets: the theme's static files and the pictures, each under a name that holds a hash, so that it can be kept for
//! ever by a browser and a change is seen at once.

use std::collections::BTreeMap;

use crate::digest::sha256_hex;
use crate::load::source::ThemeFile;
use crate::path::{SourcePath, UrlPath};

/// A static file of the theme.
#[derive(Debug)]
pub struct AssetFile {
    /// Its name in the theme's `static/`: `site.css`.
    pub name: String,
    /// Its address in every site: `assets/site-0f3a….css`.
    pub url: UrlPath,
    /// Its bytes, names of other static files in style sheets replaced by theirs.
    pub bytes: Vec<u8>,
}

/// The theme's static files.
#[derive(Debug, Default)]
pub struct Assets {
    /// In name order.
    pub files: Vec<AssetFile>,
}

/// The pictures that pages show.
#[derive(Debug, Default)]
pub struct Pictures {
    /// In path order.
    pub files: Vec<PictureAsset>,
    numbers: BTreeMap<SourcePath, usize>,
}

/// A picture, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureAsset {
    /// The picture's file.
    pub source: SourcePath,
    /// SHA-256 of the source's bytes, hexadecimal.
    pub hash: String,
    /// Its sizes, the largest first; never empty.
    pub variants: Vec<Variant>,
}

/// One size of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Its address in every site that shows it: `assets/9c1e…-960.jpg`.
    pub url: UrlPath,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

impl Pictures {
    /// The pictures in path order.
    pub fn new(mut files: Vec<PictureAsset>) -> Self {
        files.sort_by(|a, b| a.source.cmp(&b.source));
        let numbers = files.iter().enumerate().map(|(number, file)| (file.source.clone(), number)).collect();
        Self { files, numbers }
    }

    /// A picture's number.
    pub fn number(&self, path: &SourcePath) -> Option<usize> {
        self.numbers.get(path).copied()
    }

    /// A picture.
    pub fn get(&self, path: &SourcePath) -> Option<&PictureAsset> {
        self.files.get(self.number(path)?)
    }
}

impl Variant {
    /// The address of a picture's size: named by the source's bytes and the recipe's version, never by the result's.
    pub fn address(hash: &str, recipe: u32, width: u32, extension: &str) -> UrlPath {
        let name = short(format!("{hash}/{recipe}").as_bytes());
        UrlPath::new(format!("assets/{name}-{width}.{extension}"))
    }
}

/// The theme's static files under their hashed names; a style sheet names the others by `url(name)`.
pub fn static_assets(theme: &[ThemeFile]) -> Assets {
    let (sheets, plain): (Vec<_>, Vec<_>) = theme
        .iter()
        .filter_map(|file| Some((file.name.strip_prefix("static/")?, file)))
        .partition(|(name, _)| name.to_lowercase().ends_with(".css"));
    let mut files: Vec<AssetFile> = plain.into_iter().map(|(name, file)| asset(name, file.bytes.clone())).collect();
    let sheets: Vec<AssetFile> = sheets
        .into_iter()
        .map(|(name, file)| {
            let mut css = String::from_utf8_lossy(&file.bytes).into_owned();
            for other in &files {
                let hashed = other.url.name();
                for quote in ["", "\"", "'"] {
                    css = css.replace(&format!("url({quote}{}{quote})", other.name), &format!("url({hashed})"));
                }
            }
            asset(name, css.into_bytes())
        })
        .collect();
    files.extend(sheets);
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Assets { files }
}

fn asset(name: &str, bytes: Vec<u8>) -> AssetFile {
    let file = name.replace('/', "-");
    let (stem, extension) = file.rsplit_once('.').unwrap_or((&file, "bin"));
    let url = UrlPath::new(format!("assets/{stem}-{}.{extension}", short(&bytes)));
    AssetFile { name: name.to_owned(), url, bytes }
}

/// The first 16 hexadecimal digits of the digest: 64 bits tell a site's few thousand files apart.
fn short(bytes: &[u8]) -> String {
    let mut hash = sha256_hex(bytes);
    hash.truncate(16);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(files: &[(&str, &str)]) -> Vec<ThemeFile> {
        let file = |(name, text): &(&str, &str)| ThemeFile {
            name: (*name).to_owned(),
            bytes: text.as_bytes().to_vec(),
            origin: None,
        };
        files.iter().map(file).collect()
    }

    #[test]
    fn a_changed_picture_changes_the_style_sheet_that_names_it() {
        let before =
            static_assets(&theme(&[("static/a.svg", "1"), ("static/site.css", "b{background:url(\"a.svg\")}")]));
        let after =
            static_assets(&theme(&[("static/a.svg", "2"), ("static/site.css", "b{background:url(\"a.svg\")}")]));
        let sheet = |assets: &Assets| assets.files.iter().find(|file| file.name == "site.css").unwrap().url.clone();
        assert_ne!(sheet(&before), sheet(&after));
        let css = String::from_utf8(before.files[1].bytes.clone()).unwrap();
        assert_eq!(css, format!("b{{background:url({})}}", before.files[0].url.name()));
    }
}
