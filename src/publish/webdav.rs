//! A folder of a `WebDAV` server as a store (RFC 4918).

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;
use quick_xml::Reader;
use quick_xml::events::Event;
use ureq::http::Request;

use crate::diagnostic::catalogue::PublishMessage;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::path::UrlPath;
use crate::publish::net::{Late, Net, Reply};
use crate::publish::s3::unsendable;
use crate::publish::say;
use crate::publish::store::{Meta, Sending, Store, Tally};

/// How many requests are on their way at once.
const AT_ONCE: usize = 8;

/// A folder of a server.
pub(super) struct WebDav {
    /// Its address, ending in `/`.
    url: String,
    authorization: Option<String>,
    /// Whether the folder itself is known to be there.
    base: Mutex<bool>,
    /// The folders that are known to be there.
    folders: Mutex<BTreeSet<String>>,
    net: Net,
}

impl WebDav {
    pub(super) fn open(url: &str, login: Option<(&str, &str)>) -> Self {
        let authorization =
            login.map(|(user, password)| format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}"))));
        let url = encoded(url);
        let net = Net::new(&url, AT_ONCE);
        Self { url, authorization, base: Mutex::default(), folders: Mutex::default(), net }
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Outcome<Reply> {
        self.ask(method, &format!("{}{}", self.url, UrlPath::new(path).address()), headers, body)
    }

    fn ask(&self, method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Outcome<Reply> {
        self.net.send(Late::Harmful, || {
            let mut request = Request::builder().method(method).uri(url);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            if let Some(authorization) = &self.authorization {
                request = request.header("authorization", authorization);
            }
            request.body(body.to_vec()).map_err(|error| unsendable(url, &error))
        })
    }

    fn told(&self, path: &str, reply: &Reply) -> Box<Diagnostic> {
        let (place, reason) = (self.net.place().to_owned(), reply.words());
        say(match reply.status {
            401 | 403 => PublishMessage::PublishDenied { place, reason },
            404 | 409 => PublishMessage::PublishNoPlace { place, reason },
            _ => PublishMessage::PublishRefused { path: path.to_owned(), reason },
        })
    }

    /// Makes the folders of a path.
    fn make_folders(&self, path: &str) -> Outcome<()> {
        let mut folder = String::new();
        // One at a time: two that make the same folder would each meet the other's.
        let mut known = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        for part in path.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev() {
            folder = format!("{folder}{part}/");
            if known.contains(&folder) {
                continue;
            }
            let reply = self.send("MKCOL", &folder, &[], &[])?;
            // 405: it is there.
            if !matches!(reply.status, 200..300 | 405) {
                return Err(self.told(&folder, &reply));
            }
            known.insert(folder.clone());
        }
        Ok(())
    }

    fn put(&self, path: &str, bytes: &[u8], headers: &[(&str, &str)]) -> Outcome<Reply> {
        self.make_base()?;
        self.make_folders(path)?;
        self.send("PUT", path, headers, bytes)
    }

    /// Makes the target's own folder, and those above it as far as the server lets us; once.
    fn make_base(&self) -> Outcome<()> {
        let mut made = self.base.lock().unwrap_or_else(PoisonError::into_inner);
        if *made {
            return Ok(());
        }
        let (server, path) = split(&self.url);
        let mut reply = self.ask("MKCOL", &self.url, &[], &[])?;
        if matches!(reply.status, 404 | 409) {
            let mut folder = format!("{server}/");
            for part in path.split('/').filter(|part| !part.is_empty()) {
                folder = format!("{folder}{part}/");
                reply = self.ask("MKCOL", &folder, &[], &[])?;
            }
        }
        *made = true;
        // 405: it is there. Whatever else a server says of its own root, the files that follow will tell.
        if matches!(reply.status, 401 | 404 | 409) { Err(self.told("", &reply)) } else { Ok(()) }
    }
}

impl Store for WebDav {
    fn read(&self, path: &str) -> Outcome<Option<Vec<u8>>> {
        let reply = self.send("GET", path, &[], &[])?;
        match reply.status {
            200 => Ok(Some(reply.body)),
            404 | 409 => Ok(None),
            _ => Err(self.told(path, &reply)),
        }
    }

    fn write(&self, file: &Sending<'_>, meta: Meta) -> Outcome<()> {
        let reply = self.put(file.path, &file.bytes, &[("content-type", meta.kind)])?;
        if (200..300).contains(&reply.status) { Ok(()) } else { Err(self.told(file.path, &reply)) }
    }

    fn remove(&self, path: &str) -> Outcome<()> {
        let reply = self.send("DELETE", path, &[], &[])?;
        if matches!(reply.status, 200..300 | 404 | 410) { Ok(()) } else { Err(self.told(path, &reply)) }
    }

    fn list(&self) -> Outcome<Vec<(String, u64)>> {
        let root = percent_decode_str(split(&self.url).1).decode_utf8_lossy().into_owned();
        let mut found = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let reply = self.send("PROPFIND", &folder, &[("depth", "1")], &[])?;
            if reply.status != 207 {
                return Err(self.told(&folder, &reply));
            }
            for listed in listed(&reply.body) {
                let Some(path) = listed.path.strip_prefix(&root).filter(|path| **path != folder) else { continue };
                if listed.is_folder {
                    folders.push(format!("{}/", path.trim_end_matches('/')));
                } else {
                    found.push((path.to_owned(), listed.size));
                }
            }
        }
        Ok(found)
    }

    fn claim(&self, path: &str, bytes: &[u8]) -> Outcome<bool> {
        let reply = self.put(path, bytes, &[("if-none-match", "*")])?;
        match reply.status {
            200..300 => Ok(true),
            412 | 423 => Ok(false),
            _ => Err(self.told(path, &reply)),
        }
    }

    fn at_once(&self) -> usize {
        self.net.at_once()
    }

    fn tally(&self) -> &Tally {
        &self.net.tally
    }
}

/// An address with its path percent-encoded, as people write Chinese into it.
fn encoded(url: &str) -> String {
    let (server, path) = split(url);
    let path = percent_decode_str(path).decode_utf8_lossy();
    format!("{server}/{}", UrlPath::new(path).address())
}

/// An address as its server and its path without the first `/`.
fn split(url: &str) -> (&str, &str) {
    let after = url.find("://").map_or(0, |at| at + 3);
    let slash = url.get(after..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| after + at);
    let (server, path) = url.split_at(slash);
    (server, path.trim_start_matches('/'))
}

/// One entry of a folder.
#[derive(Debug, PartialEq, Eq, Default)]
struct Listed {
    /// Its path from the server's root, decoded, without the first `/`.
    path: String,
    size: u64,
    is_folder: bool,
}

/// Reads a multistatus answer (RFC 4918, section 14.16); what it does not understand is passed over.
fn listed(body: &[u8]) -> Vec<Listed> {
    let mut reader = Reader::from_reader(body);
    let mut found: Vec<Listed> = Vec::new();
    let mut within = String::new();
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => {
                start.local_name().as_ref().clone_into(&mut within);
                match within.as_str() {
                    "response" => found.push(Listed::default()),
                    "collection" => mark(&mut found),
                    _ => {}
                }
            }
            Ok(Event::Empty(empty)) if empty.local_name().as_ref() == "collection" => mark(&mut found),
            Ok(Event::Text(text)) => {
                let text = text.xml10_content();
                if let Some(last) = found.last_mut() {
                    match within.as_str() {
                        "href" => last.path.push_str(&path_of(&text)),
                        "getcontentlength" => last.size = text.trim().parse().unwrap_or(0),
                        _ => {}
                    }
                }
            }
            Ok(Event::End(_)) => within.clear(),
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
        buffer.clear();
    }
}

fn mark(found: &mut [Listed]) {
    if let Some(last) = found.last_mut() {
        last.is_folder = true;
    }
}

fn path_of(href: &str) -> String {
    let path = href.split_once("://").map_or(href, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    percent_decode_str(path.trim().trim_start_matches('/')).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_encoded_once() {
        assert_eq!(encoded("http://h:1/dav/宣传 网站/"), "http://h:1/dav/%E5%AE%A3%E4%BC%A0%20%E7%BD%91%E7%AB%99/");
        assert_eq!(encoded("http://h:1/a%20b/"), "http://h:1/a%20b/");
        assert_eq!(split("http://h"), ("http://h", ""));
    }

    #[test]
    fn an_answer_lists_files_and_folders() {
        let body = r#"<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/sub/</D:href><D:propstat><D:prop>
            <D:resourcetype><D:collection xmlns:D="DAV:"/></D:resourcetype></D:prop></D:propstat></D:response>
            <D:response><D:href>http://h:1/sub/%E5%87%8F%E7%9B%90.html</D:href><D:propstat><D:prop><D:getcontentlength>12</D:getcontentlength>
            <D:resourcetype></D:resourcetype></D:prop></D:propstat></D:response></D:multistatus>"#;
        let found = listed(body.as_bytes());
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Listed { path: "sub/".to_owned(), size: 0, is_folder: true });
        assert_eq!(found[1], Listed { path: "sub/减盐.html".to_owned(), size: 12, is_folder: false });
        assert_eq!(listed(b"<html>"), []);
    }
}
