//! What the server refuses before it looks at the path: requests that another site's page, or a name that was made to point
//! here (DNS rebinding), sends through the writer's browser.

use std::net::{IpAddr, SocketAddr};

/// The head of a request.
pub(super) struct Head<'a> {
    pub(super) method: &'a str,
    /// The names and values of its headers, as they came.
    pub(super) headers: Vec<(&'a str, &'a str)>,
    /// Whether something follows the head.
    pub(super) has_body: bool,
}

impl Head<'_> {
    /// The values of a header, whatever its case.
    pub(super) fn values<'b>(&'b self, name: &str) -> impl Iterator<Item = &'b str> + use<'b> {
        let name = name.to_owned();
        self.headers.iter().filter(move |(of, _)| of.eq_ignore_ascii_case(&name)).map(|(_, value)| value.trim())
    }

    /// The value of a header that came once.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let mut values = self.values(name);
        values.next().filter(|_| values.next().is_none())
    }
}

/// The status with which a request is refused; none where it is to be answered. `is_ours` says of an address that is no
/// loopback whether this server has it.
pub(super) fn refused(head: &Head<'_>, port: u16, is_ours: impl Fn(IpAddr) -> bool) -> Option<u16> {
    let is_own = |authority: &str| is_own(authority, port, &is_ours);
    if !head.value("host").is_some_and(is_own) {
        return Some(421);
    }
    let of_page = head.values("origin").all(|origin| origin.strip_prefix("http://").is_some_and(is_own));
    if !of_page || is_foreign(head) {
        return Some(403);
    }
    match head.method {
        "GET" | "HEAD" if head.has_body => Some(413),
        "GET" | "HEAD" => None,
        _ => Some(405),
    }
}

/// Whether another site's page asks for something else than to be left for this one (W3C Fetch Metadata Request Headers).
fn is_foreign(head: &Head<'_>) -> bool {
    let is = |name: &str, wanted: &[&str]| head.values(name).any(|value| wanted.contains(&value));
    let elsewhere = is("sec-fetch-site", &["cross-site", "same-site"]);
    elsewhere && !(is("sec-fetch-mode", &["navigate"]) && is("sec-fetch-dest", &["document"]))
}

/// Whether a host with its port is this server: `localhost` or one of its addresses.
fn is_own(authority: &str, port: u16, is_ours: impl Fn(IpAddr) -> bool) -> bool {
    if let Ok(address) = authority.parse::<SocketAddr>() {
        return address.port() == port && (address.ip().is_loopback() || is_ours(address.ip()));
    }
    authority.rsplit_once(':').is_some_and(|(name, given)| {
        name.eq_ignore_ascii_case("localhost") && given.parse() == Ok(port) && !given.starts_with('+')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &'static str, headers: &[(&'static str, &'static str)], has_body: bool) -> Option<u16> {
        let head = Head { method, headers: headers.to_vec(), has_body };
        refused(&head, 4000, |ip| ip.to_string() == "192.168.1.5")
    }

    #[test]
    fn only_the_servers_own_names_are_answered() {
        for host in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000", "[::1]:4000", "192.168.1.5:4000"] {
            assert_eq!(asked("GET", &[("Host", host)], false), None, "{host}");
        }
        let foreign = ["evil.example:4000", "127.0.0.1", "127.0.0.1:4001", "192.168.1.6:4000", "", "localhost:+4000"];
        for host in
            foreign.into_iter().chain(["localhost.evil.example:4000", "127.0.0.1:4000, evil", "user@localhost:4000"])
        {
            assert_eq!(asked("GET", &[("host", host)], false), Some(421), "{host}");
        }
        assert_eq!(asked("GET", &[], false), Some(421));
        assert_eq!(
            asked("GET", &[("Host", "localhost:4000"), ("host", "localhost:4000")], false),
            Some(421),
            "doubled"
        );
    }

    #[test]
    fn another_sites_page_may_only_lead_here() {
        let host = ("Host", "localhost:4000");
        let site = |site| ("Sec-Fetch-Site", site);
        assert_eq!(asked("GET", &[host, ("Origin", "http://evil.example")], false), Some(403));
        assert_eq!(asked("GET", &[host, ("Origin", "null")], false), Some(403));
        assert_eq!(asked("GET", &[host, ("Origin", "http://localhost:4000")], false), None);
        assert_eq!(asked("GET", &[host, site("cross-site")], false), Some(403));
        assert_eq!(asked("GET", &[host, site("same-site"), ("Sec-Fetch-Mode", "no-cors")], false), Some(403));
        let frame = [host, site("cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe")];
        assert_eq!(asked("GET", &frame, false), Some(403));
        let top = [host, site("cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
        assert_eq!(asked("GET", &top, false), None);
        for own in ["same-origin", "none"] {
            assert_eq!(asked("GET", &[host, site(own)], false), None);
        }
    }

    #[test]
    fn nothing_is_taken_in() {
        let host = [("Host", "localhost:4000")];
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "PATCH", "TRACE", "get"] {
            assert_eq!(asked(method, &host, false), Some(405), "{method}");
        }
        assert_eq!(asked("GET", &host, true), Some(413));
        assert_eq!(asked("HEAD", &host, false), None);
    }
}
