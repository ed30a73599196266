//! The three kinds of path, which must never be taken for one another: where a source lies, where a page is in its
//! site, and where a file is in the output. They are made at one border each and are `/`-separated on every system.

mod slug;

pub use slug::{Slug, SlugProblem};

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! path_type {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a `/`-separated relative path as it is.
            pub fn new(path: impl AsRef<str>) -> Self {
                Self(Arc::from(path.as_ref()))
            }

            /// The path as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The path below this one.
            #[must_use]
            pub fn join(&self, below: &str) -> Self {
                if self.0.is_empty() { Self::new(below) } else { Self::new(format!("{}/{below}", self.0)) }
            }

            /// The folder that holds it; empty at the top.
            pub fn folder(&self) -> &str {
                self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
            }

            /// The last part.
            pub fn name(&self) -> &str {
                self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
            }

            /// The path on this system, below `root`.
            pub fn under(&self, root: &Path) -> PathBuf {
                self.0.split('/').fold(root.to_path_buf(), |path, part| path.join(part))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

path_type! {
    /// A file or folder of the workspace, from its root: `content/changsha/health/less-salt.md`.
    SourcePath
}
path_type! {
    /// A file of one site, from that site's root: `health/less-salt.html`.
    UrlPath
}
path_type! {
    /// A file of the output, from the output's root: `changsha/health/less-salt.html`.
    OutputPath
}

impl SourcePath {
    /// Resolves a relative path as a link writes it, from the folder of this file: `../health/x.md`.
    ///
    /// `.` and `..` are folded; none if it climbs above the workspace.
    pub fn resolve(&self, link: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in link.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self::new(parts.join("/")))
    }
}

impl UrlPath {
    /// The relative link from this page to another page or file of the same site, percent-encoded.
    pub fn link_to(&self, target: &UrlPath) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let to: Vec<&str> = target.0.split('/').collect();
        let folders = from.len().saturating_sub(1).min(to.len().saturating_sub(1));
        let common = from.iter().zip(&to).take(folders).take_while(|(a, b)| a == b).count();
        let mut link = "../".repeat(from.len().saturating_sub(1 + common));
        for (index, part) in to.iter().skip(common).enumerate() {
            if index > 0 {
                link.push('/');
            }
            percent_encode(part, &mut link);
        }
        link
    }

    /// The address relative to the site's root, percent-encoded.
    pub fn address(&self) -> String {
        let mut address = String::with_capacity(self.0.len());
        for (index, part) in self.0.split('/').enumerate() {
            if index > 0 {
                address.push('/');
            }
            percent_encode(part, &mut address);
        }
        address
    }

    /// The relative link from this page to the root of its site: empty, or `../` for each folder.
    pub fn link_to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

/// Appends `part` with everything but the unreserved characters of RFC 3986, section 2.3, percent-encoded.
fn percent_encode(part: &str, into: &mut String) {
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            into.push('%');
            for nibble in [byte >> 4, byte & 15] {
                into.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
}

/// A fragment percent-encoded for an `href`, Han characters included.
pub fn encode_fragment(fragment: &str) -> String {
    let mut encoded = String::with_capacity(fragment.len());
    percent_encode(fragment, &mut encoded);
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_to_the_page() {
        let story = UrlPath::new("health/less-salt.html");
        assert_eq!(story.link_to(&UrlPath::new("health/index.html")), "index.html");
        assert_eq!(story.link_to(&UrlPath::new("index.html")), "../index.html");
        assert_eq!(story.link_to(&UrlPath::new("topics/a/page-2.html")), "../topics/a/page-2.html");
        assert_eq!(UrlPath::new("topics/a/page-2.html").link_to(&UrlPath::new("topics/a.html")), "../a.html");
        assert_eq!(UrlPath::new("index.html").link_to(&story), "health/less-salt.html");
        assert_eq!(story.link_to_root(), "../");
    }

    #[test]
    fn a_link_is_percent_encoded() {
        assert_eq!(UrlPath::new("index.html").link_to(&UrlPath::new("a b/减.html")), "a%20b/%E5%87%8F.html");
    }

    #[test]
    fn an_address_is_the_link_from_the_root() {
        for path in ["index.html", "health/减盐.html", "a/b c/d.html"] {
            assert_eq!(UrlPath::new(path).address(), UrlPath::new("index.html").link_to(&UrlPath::new(path)));
        }
    }

    #[test]
    fn a_source_link_folds_dots_and_never_climbs_out() {
        let source = SourcePath::new("content/changsha/health/a.md");
        assert_eq!(source.resolve("../youth/./b.md"), Some(SourcePath::new("content/changsha/youth/b.md")));
        assert_eq!(source.resolve("../../../../etc/passwd"), None);
    }
}
