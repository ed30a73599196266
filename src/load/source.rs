//! What the load room hands on: the sources of one workspace.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Span};
use crate::load::tree::Node;
use crate::path::SourcePath;

/// Whose a source is: the first folder below `content/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// `content/province/`: appears in every city's site.
    Province,
    /// `content/<city>/`, by the folder's name.
    City(String),
}

/// A story's file as the walk found it, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryFile {
    /// The file: `content/changsha/stories/浏阳/健步走/index.md`.
    pub path: SourcePath,
    /// Whose it is.
    pub owner: Owner,
    /// The kind's folder: `stories`.
    pub section: String,
    /// The folders between the kind's folder and the story's own file or folder, as written: `["浏阳"]`.
    pub folders: Vec<String>,
    /// The name that gives title, date and slug where the front matter does not: the file's stem without `.md`,
    /// `.md.txt`…, or the folder's name for an `index.md`: `健步走`.
    pub stem: String,
}

/// A story's file, read: decoded text and front-matter tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file.
    pub file: StoryFile,
    /// The front matter; an empty map where there is none.
    pub matter: Node,
    /// The Markdown below the front matter.
    pub body: String,
    /// How many lines stand above `body` in the file: added to a line of the body to get the file's.
    pub body_line: u32,
    /// What is wrong with the file; with an error among them, matter or body may lack a part.
    pub diagnostics: Vec<Diagnostic>,
}

/// A YAML file of the workspace (`site.yaml`, `city.yaml`, a campaign, `synonyms.yaml`), read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigSource {
    /// The file.
    pub path: SourcePath,
    /// What it says; an empty map where it could not be read.
    pub tree: Node,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// One row of `consents.csv`, each cell with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRow {
    /// (column name as in the header, trimmed; cell text, trimmed; place of the cell or the row).
    pub cells: Vec<(String, String, Span)>,
    /// The row's place.
    pub span: Span,
}

/// A CSV file, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvSource {
    /// The file.
    pub path: SourcePath,
    /// The rows below the header; blank rows are passed over.
    pub rows: Vec<CsvRow>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// The formats a picture may have, told by its first bytes, never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// SVG.
    Svg,
    /// HEIC or HEIF, which browsers do not show.
    Heic,
    /// GIF, BMP, TIFF, or something else that is refused.
    Unknown,
}

/// A picture beside a story, known by its header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFile {
    /// The file.
    pub path: SourcePath,
    /// Its format.
    pub format: PictureFormat,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, as 64 hexadecimal digits.
    pub hash: String,
}

/// A file of the theme: the embedded one, or the workspace's in its stead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// Its path within the theme: `templates/story.html`, `static/site.css`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where it lies in the workspace; none for an embedded one.
    pub origin: Option<SourcePath>,
}

/// Everything that the walk found, the configuration read, stories and pictures only listed.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The workspace's root on this system.
    pub root: PathBuf,
    /// `content/site.yaml`.
    pub site: ConfigSource,
    /// `content/<city>/city.yaml`, by folder name, in name order.
    pub cities: Vec<(String, ConfigSource)>,
    /// `content/campaigns/*.yaml`, in name order.
    pub campaigns: Vec<ConfigSource>,
    /// `content/synonyms.yaml`, if there is one.
    pub synonyms: Option<ConfigSource>,
    /// `content/consents.csv`, if there is one.
    pub consents: Option<CsvSource>,
    /// The stories of the province and all cities, in path order.
    pub stories: Vec<StoryFile>,
    /// The pictures beside them, in path order; not read yet.
    pub pictures: Vec<SourcePath>,
    /// The theme's files, the workspace's own in the stead of the embedded ones, in name order.
    pub theme: Vec<ThemeFile>,
    /// What the walk met: symbolic links passed over, files in no section, folders without `city.yaml`.
    pub diagnostics: Vec<Diagnostic>,
}

impl Workspace {
    /// Every YAML file of the configuration.
    pub fn configs(&self) -> impl Iterator<Item = &ConfigSource> {
        let cities = self.cities.iter().map(|(_, city)| city);
        std::iter::once(&self.site).chain(cities).chain(&self.campaigns).chain(&self.synonyms)
    }
}
