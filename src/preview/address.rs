//! Addresses: what a request names → a path of the output, or nothing. A path is only ever looked up among the planned ones;
//! what could mean something else to a file system is refused all the same.

use percent_encoding::percent_decode_str;

use crate::path::OutputPath;

/// The names that Windows takes for devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Splits a request's target into its path, decoded, and its query; none where it is no path that a page could have.
pub(super) fn read(target: &str) -> Option<(String, &str)> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let lower = path.to_ascii_lowercase();
    let is_odd = ["%2f", "%5c", "%00", "%25", "%2e", "\\", ":", "#"].iter().any(|odd| lower.contains(odd));
    if is_odd || !path.starts_with('/') {
        return None;
    }
    let decoded = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    let (parts, last) = decoded.rsplit_once('/').map_or((None, &*decoded), |(parts, last)| (Some(parts), last));
    let folders = parts.into_iter().flat_map(|parts| parts.split('/'));
    let whole = folders.chain(Some(last).filter(|last| !last.is_empty())).all(is_plain);
    whole.then(|| (decoded.to_string(), query))
}

/// The file of the output that a decoded path names: a folder's is its `index.html`.
pub(super) fn file(path: &str) -> OutputPath {
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    OutputPath::new(format!("{path}{index}"))
}

fn is_plain(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = ["com", "lpt"].iter().any(|device| {
        stem.strip_prefix(device)
            .is_some_and(|number| number.chars().count() == 1 && number.chars().all(char::is_numeric))
    });
    let is_device = DEVICES.contains(&stem.as_str()) || numbered;
    let is_odd = part.is_empty() || part.starts_with('.') || part.ends_with(['.', ' ']) || is_device;
    !is_odd && !part.chars().any(|c| c.is_control() || matches!(c, ':' | '\\'))
}

/// The value of a query's parameter, decoded.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_page_is_named_by_its_path() {
        let named = |target| read(target).map(|(path, _)| file(&path).to_string());
        assert_eq!(named("/").as_deref(), Some("index.html"));
        assert_eq!(named("/changsha/").as_deref(), Some("changsha/index.html"));
        assert_eq!(named("/changsha/health/%E5%87%8F%E7%9B%90.html?a=b").as_deref(), Some("changsha/health/减盐.html"));
        assert_eq!(named("/a/b%20c.html").as_deref(), Some("a/b c.html"));
        assert_eq!(parameter("a=1&page=%2Fa%2Fb.html", "page").as_deref(), Some("/a/b.html"));
        assert_eq!(parameter("pages=1", "page"), None);
    }

    #[test]
    fn what_a_file_system_could_misread_is_no_page() {
        for target in [
            "/../etc/passwd",
            "/a/../b",
            "/%2e%2e/b",
            "/..%2fb",
            "/a%5cb",
            "/a\\b",
            "/%00",
            "/a:b",
            "/a%3Ab",
            "/.git/config",
            "/a/.env",
            "/%252e%252e/b",
            "/con",
            "/NUL.html",
            "/a/com1.txt",
            "/lpt9",
            "/aux.tar.gz",
            "/a.",
            "/a%20",
            "//a",
            "/a//b",
            "a",
            "",
            "http://127.0.0.1/a",
            "/%ff",
            "/a\u{1}",
            "/%0a",
            "/a%2Fb",
            "*",
        ] {
            assert_eq!(read(target), None, "{target}");
        }
        for target in ["/console.html", "/com10", "/nullable/", "/lpt.html", "/auxiliary"] {
            assert!(read(target).is_some(), "{target}");
        }
    }

    proptest! {
        #[test]
        fn no_target_leads_out(target in ".{0,60}") {
            if let Some((path, _)) = read(&target) {
                prop_assert!(path.split('/').all(|part| !part.starts_with('.') && !part.contains(['\\', ':', '\0'])));
                prop_assert!(!path.starts_with('/'));
            }
        }

        #[test]
        fn every_plain_path_is_read_back(parts in prop::collection::vec("[a-z0-9\u{4e00}-\u{9fff}]{1,6}[a-z]", 1..4)) {
            let path = parts.join("/");
            let target = format!("/{}", crate::path::UrlPath::new(&path).address());
            prop_assume!(parts.iter().all(|part| is_plain(part)));
            prop_assert_eq!(read(&target).map(|(path, _)| path), Some(path));
        }
    }
}
