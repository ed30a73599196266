//! Ids of headings and footnotes: readable, stable, and each only once in a document.

use std::collections::BTreeMap;

use crate::han::is_han;

/// The ids given so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// In the order in which they were given.
    pub(super) given: Vec<String>,
    /// Each id with the number that the next heading of the same text gets.
    next: BTreeMap<String, usize>,
}

impl Ids {
    /// Gives an id: `wanted`, or where that is taken, `wanted-2`, `wanted-3`….
    pub(super) fn give(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        while self.next.contains_key(&id) {
            let number = self.next.entry(wanted.to_owned()).or_insert(2);
            id = format!("{wanted}-{number}");
            *number += 1;
        }
        self.next.insert(id.clone(), 2);
        self.given.push(id.clone());
        id
    }

    /// The id that a fragment means: itself, or the id that a heading of that text has.
    pub(super) fn find(&self, fragment: &str) -> Option<String> {
        [fragment.to_owned(), of_text(fragment)].into_iter().find(|id| self.next.contains_key(id))
    }
}

/// The id of a heading's text: letters and digits of all scripts, lower-case, with `-` for spaces; `section` if none
/// is left. Ids that begin as those of footnotes do are kept apart from them.
pub(super) fn of_text(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if is_han(c) {
            id.push(c);
        } else if c.is_alphanumeric() || c == '_' {
            id.extend(c.to_lowercase());
        } else if (c.is_whitespace() || c == '-') && !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    while id.ends_with('-') {
        id.pop();
    }
    if id.is_empty() {
        "section".to_owned()
    } else if id.starts_with("fn-") || id.starts_with("fnref-") {
        format!("section-{id}")
    } else {
        id
    }
}

/// Splits an id that a writer gives, ` {#id}`, from the end of a heading's text.
pub(super) fn split_explicit(text: &str) -> Option<(&str, &str)> {
    let (before, id) = text.strip_suffix('}')?.rsplit_once("{#")?;
    let fits = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
    fits.then_some((before, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_han_lower_latin_and_drop_punctuation() {
        assert_eq!(of_text("怎样减盐？（DASH 饮食）"), "怎样减盐dash-饮食");
        assert_eq!(of_text("Less Salt  -  Now!"), "less-salt-now");
        assert_eq!(of_text("！"), "section");
        assert_eq!(of_text("fn-1"), "section-fn-1");
    }

    #[test]
    fn a_repeated_id_is_numbered_from_two() {
        let mut ids = Ids::default();
        let given: Vec<String> = ["盐", "盐-2", "盐", "盐"].iter().map(|text| ids.give(text)).collect();
        assert_eq!(given, ["盐", "盐-2", "盐-3", "盐-4"]);
        assert_eq!(ids.find("盐！"), Some("盐".to_owned()));
        assert_eq!(ids.find("糖"), None);
    }

    #[test]
    fn an_explicit_id_is_split_and_braces_of_prose_are_not() {
        assert_eq!(split_explicit("减盐 {#salt}"), Some(("减盐 ", "salt")));
        assert_eq!(split_explicit("减盐 {city}"), None);
        assert_eq!(split_explicit("减盐 {#a b}"), None);
    }
}
