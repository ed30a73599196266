//! Slugs: the part of an address that names one page, topic, county or city.

use std::fmt;
use std::sync::Arc;

use pinyin::ToPinyin;
use serde::Serialize;

/// The longest slug in bytes; with `.html` and a temporary suffix it stays under the 255 of common file systems.
const LONGEST: usize = 200;

/// The part of an address that names one thing: ASCII letters, digits, `-` and `_`, at most 200 bytes.
///
/// Never a device name of Windows, nor `index` or `page-N`, which Xuan needs itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Slug(Arc<str>);

/// Why a text is no slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlugProblem {
    /// Nothing is left of it.
    Empty,
    /// It holds something else than ASCII letters, digits, `-` and `_`.
    Character(char),
    /// It is longer than 200 bytes.
    TooLong,
    /// `index`, `page-N`, or a device name of Windows.
    Reserved,
}

impl Slug {
    /// Takes a slug as a writer gave it.
    ///
    /// # Errors
    /// The first problem that keeps it from being one.
    pub fn new(text: &str) -> Result<Self, SlugProblem> {
        if text.is_empty() {
            return Err(SlugProblem::Empty);
        }
        if let Some(c) = text.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '-' && *c != '_') {
            return Err(SlugProblem::Character(c));
        }
        if text.len() > LONGEST {
            return Err(SlugProblem::TooLong);
        }
        if is_reserved(text) {
            return Err(SlugProblem::Reserved);
        }
        Ok(Self(Arc::from(text)))
    }

    /// Makes a slug of a file or folder name: pinyin for Han characters, lower case, `-` between the rest.
    ///
    /// # Errors
    /// [`SlugProblem::Empty`] where nothing can be kept, [`SlugProblem::Reserved`] as for [`Slug::new`];
    /// a name that is too long is an error rather than cut, as two long names could then meet.
    pub fn from_name(name: &str) -> Result<Self, SlugProblem> {
        let mut slug = String::with_capacity(name.len());
        let mut parted = false;
        for c in name.chars() {
            if c.is_ascii_alphanumeric() || c == '_' {
                if parted && !slug.is_empty() {
                    slug.push('-');
                }
                slug.push(c.to_ascii_lowercase());
                parted = false;
            } else if let Some(reading) = c.to_pinyin() {
                if !slug.is_empty() {
                    slug.push('-');
                }
                slug.push_str(&reading.plain().replace('ü', "v"));
                parted = true;
            } else {
                parted = true;
            }
        }
        Self::new(&slug)
    }

    /// The slug that stands for one that could not be read; its page is never written, as its source has an error.
    pub fn placeholder() -> Self {
        Self(Arc::from("-"))
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a name is kept for Xuan itself or for a device of Windows (Microsoft, "Naming Files, Paths, and Namespaces").
fn is_reserved(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let numbered = |stem: &str| {
        lower.strip_prefix(stem).is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
    };
    matches!(lower.as_str(), "index" | "con" | "prn" | "aux" | "nul")
        || numbered("com")
        || numbered("lpt")
        || lower.strip_prefix("page-").is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_become_pinyin() {
        assert_eq!(Slug::from_name("健步走 2021").unwrap().as_str(), "jian-bu-zou-2021");
        assert_eq!(Slug::from_name("Less_Salt").unwrap().as_str(), "less_salt");
        assert_eq!(Slug::from_name("女性！"), Slug::new("nv-xing"));
        assert_eq!(Slug::from_name("！！"), Err(SlugProblem::Empty));
    }

    #[test]
    fn reserved_names_are_refused() {
        for name in ["index", "INDEX", "page-2", "con", "LPT1", "nul"] {
            assert_eq!(Slug::new(name), Err(SlugProblem::Reserved), "{name}");
        }
        for name in ["page-", "pages", "contact", "com", "com10"] {
            assert!(Slug::new(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn what_leaves_the_site_is_refused() {
        assert_eq!(Slug::new("../x"), Err(SlugProblem::Character('.')));
        assert_eq!(Slug::new("a/b"), Err(SlugProblem::Character('/')));
        assert_eq!(Slug::new(&"a".repeat(201)), Err(SlugProblem::TooLong));
    }

    proptest! {
        #[test]
        fn any_name_gives_a_slug_that_is_one_or_an_error(name in "\\PC{0,40}") {
            if let Ok(slug) = Slug::from_name(&name) {
                prop_assert_eq!(Slug::new(slug.as_str()), Ok(slug));
            }
        }
    }
}
