//! Scripts: the files of `search/`, each a call that hands a payload to the client, under a name made of the payload.

use std::collections::HashSet;

use serde::Serialize;

use crate::digest::{Fingerprint, sha256_hex};
use crate::path::UrlPath;

/// How many bits of a digest a name has: five digits of base 32.
pub(super) const NAME_BITS: u32 = 25;

/// A file of an index, from the root of its site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFile {
    /// Its address: `search/boot.js`.
    pub url: UrlPath,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes the files of one index.
#[derive(Debug, Default)]
pub(super) struct Script {
    files: Vec<IndexFile>,
    names: HashSet<u32>,
}

impl Script {
    /// Adds a file whose name is given.
    pub(super) fn named(&mut self, name: &str, payload: &str) {
        // All files of an index lie in memory until they are written, so none is given more room than it takes.
        let bytes = ["xuanSearch(\"", name, "\",", payload, ")\n"].concat().into_bytes();
        self.files.push(IndexFile { url: UrlPath::new(format!("search/{name}.js")), bytes });
    }

    /// Adds a file that is named by its payload; the name as a number.
    pub(super) fn hashed(&mut self, payload: &str) -> u32 {
        let name = self.name([payload]);
        self.named(&text_of(name), payload);
        name
    }

    /// Adds the files of a folder that is named by all their payloads.
    pub(super) fn folder(&mut self, payloads: Vec<String>) -> u32 {
        let name = self.name(payloads.iter().map(String::as_str));
        for (number, payload) in payloads.into_iter().enumerate() {
            self.named(&format!("{}/{number}", text_of(name)), &payload);
        }
        name
    }

    /// The files, the one that names the others last.
    pub(super) fn finish(self) -> Vec<IndexFile> {
        self.files
    }

    /// A name that no other file of this index has.
    fn name<'p>(&mut self, payloads: impl IntoIterator<Item = &'p str>) -> u32 {
        let mut fingerprint = Fingerprint::default();
        for payload in payloads {
            fingerprint.part(payload.as_bytes());
        }
        let mut digest = fingerprint.finish();
        loop {
            let start = digest.get(..7).and_then(|start| u32::from_str_radix(start, 16).ok()).unwrap_or(0);
            let name = start >> (28 - NAME_BITS);
            if self.names.insert(name) {
                return name;
            }
            digest = sha256_hex(digest.as_bytes());
        }
    }

    /// A value as a script's literal: JSON, whose only two characters that older scripts refuse are escaped.
    pub(super) fn value(value: &impl Serialize) -> String {
        let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
        if json.contains("\u{2028}") || json.contains("\u{2029}") {
            json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
        } else {
            json
        }
    }
}

/// A name as it stands in an address: five digits of base 32.
pub(super) fn text_of(name: u32) -> String {
    (0..NAME_BITS / 5).rev().filter_map(|place| char::from_digit(name >> (place * 5) & 31, 32)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_the_payload_and_never_meet() {
        let mut script = Script::default();
        let (first, second) = (script.hashed("\"a\""), script.hashed("\"a\""));
        assert_ne!(first, second);
        script.folder(vec!["1".to_owned(), "2".to_owned()]);
        let files = script.finish();
        assert_eq!(files.len(), 4);
        assert_eq!(files[0].bytes, format!("xuanSearch(\"{}\",\"a\")\n", text_of(first)).into_bytes());
        assert!(files[3].url.as_str().ends_with("/1.js"));
        assert_eq!(text_of(first).len(), 5);
    }

    #[test]
    fn a_value_holds_no_line_separator() {
        assert_eq!(Script::value(&"a\u{2028}\"b"), "\"a\\u2028\\\"b\"");
    }
}
