//! An S3-compatible bucket as a store: Alibaba's OSS, Tencent's COS, Huawei's OBS, `MinIO` and others by their S3 endpoints.
//! Requests are signed in their address (AWS Signature Version 4, "Authenticating Requests: Using Query Parameters").

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use md5::{Digest, Md5};
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use ureq::http::Request;

use crate::diagnostic::catalogue::PublishMessage;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::publish::net::{Late, Net, Reply};
use crate::publish::say;
use crate::publish::store::{Meta, Sending, Store, Tally};

/// How many requests are on their way at once.
const AT_ONCE: usize = 32;
/// How long a signature holds: longer than all tries of a request.
const SIGNED_FOR: Duration = Duration::from_mins(15);

/// A bucket.
pub(super) struct S3 {
    bucket: Bucket,
    credentials: Credentials,
    prefix: String,
    net: Net,
}

/// Where a bucket is.
pub(super) struct Place<'a> {
    pub(super) endpoint: &'a str,
    pub(super) bucket: &'a str,
    pub(super) region: &'a str,
    pub(super) prefix: &'a str,
    pub(super) in_path: bool,
}

impl S3 {
    /// A bucket with the key to it.
    ///
    /// # Errors
    /// The endpoint is no address.
    pub(super) fn open(place: &Place<'_>, id: &str, secret: &str) -> Outcome<Self> {
        let shown = format!("{}/{}", place.endpoint, place.bucket);
        let no_place = |reason: String| say(PublishMessage::PublishNoPlace { place: shown.clone(), reason });
        let endpoint = place.endpoint.parse().map_err(|error| no_place(format!("{error}")))?;
        let style = if place.in_path { UrlStyle::Path } else { UrlStyle::VirtualHost };
        let bucket = Bucket::new(endpoint, style, place.bucket.to_owned(), place.region.to_owned())
            .map_err(|error| no_place(error.to_string()))?;
        let credentials = Credentials::new(id.to_owned(), secret.to_owned());
        Ok(Self { bucket, credentials, prefix: place.prefix.to_owned(), net: Net::new(&shown, AT_ONCE) })
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// What a reply means that is none of the expected.
    fn told(&self, path: &str, reply: &Reply) -> Box<Diagnostic> {
        let (place, reason) = (self.net.place().to_owned(), reply.words());
        say(match reply.status {
            401 | 403 => PublishMessage::PublishDenied { place, reason },
            301 | 307 | 404 => PublishMessage::PublishNoPlace { place, reason },
            _ => PublishMessage::PublishRefused { path: path.to_owned(), reason },
        })
    }

    fn put(&self, path: &str, bytes: &[u8], meta: Meta, only_new: bool) -> Outcome<Reply> {
        let key = self.key(path);
        let digest = BASE64_STANDARD.encode(Md5::digest(bytes));
        let late = if meta.is_for_ever() { Late::Harmless } else { Late::Harmful };
        self.net.send(late, || {
            let url = self.bucket.put_object(Some(&self.credentials), &key).sign(SIGNED_FOR);
            let mut request = Request::put(url.as_str())
                .header("content-type", meta.kind)
                .header("cache-control", meta.cache)
                .header("content-md5", &digest);
            if only_new {
                request = request.header("if-none-match", "*");
            }
            request.body(bytes.to_vec()).map_err(|error| unsendable(path, &error))
        })
    }
}

/// The failure of a request that cannot even be written.
pub(super) fn unsendable(path: &str, error: &ureq::http::Error) -> Box<Diagnostic> {
    say(PublishMessage::PublishRefused { path: path.to_owned(), reason: error.to_string() })
}

impl Store for S3 {
    fn read(&self, path: &str) -> Outcome<Option<Vec<u8>>> {
        let key = self.key(path);
        let reply = self.net.send(Late::Harmful, || {
            let url = self.bucket.get_object(Some(&self.credentials), &key).sign(SIGNED_FOR);
            Request::get(url.as_str()).body(Vec::new()).map_err(|error| unsendable(path, &error))
        })?;
        match reply.status {
            200 => Ok(Some(reply.body)),
            404 if !reply.words().contains("NoSuchBucket") => Ok(None),
            _ => Err(self.told(path, &reply)),
        }
    }

    fn write(&self, file: &Sending<'_>, meta: Meta) -> Outcome<()> {
        let reply = self.put(file.path, &file.bytes, meta, false)?;
        if (200..300).contains(&reply.status) { Ok(()) } else { Err(self.told(file.path, &reply)) }
    }

    fn remove(&self, path: &str) -> Outcome<()> {
        let key = self.key(path);
        let reply = self.net.send(Late::Harmful, || {
            let url = self.bucket.delete_object(Some(&self.credentials), &key).sign(SIGNED_FOR);
            Request::delete(url.as_str()).body(Vec::new()).map_err(|error| unsendable(path, &error))
        })?;
        if matches!(reply.status, 200..300 | 404) { Ok(()) } else { Err(self.told(path, &reply)) }
    }

    fn list(&self) -> Outcome<Vec<(String, u64)>> {
        let mut found = Vec::new();
        let mut next: Option<String> = None;
        loop {
            let reply = self.net.send(Late::Harmful, || {
                let mut action = self.bucket.list_objects_v2(Some(&self.credentials));
                action.with_prefix(self.prefix.as_str());
                if let Some(token) = &next {
                    action.with_continuation_token(token.as_str());
                }
                Request::get(action.sign(SIGNED_FOR).as_str()).body(Vec::new()).map_err(|error| unsendable("", &error))
            })?;
            let listed = (reply.status == 200).then(|| ListObjectsV2::parse_response(&reply.body).ok()).flatten();
            let Some(listed) = listed else { return Err(self.told("", &reply)) };
            let of = |key: String| key.strip_prefix(&self.prefix).map(str::to_owned);
            found.extend(listed.contents.into_iter().filter_map(|object| Some((of(object.key)?, object.size))));
            next = listed.next_continuation_token;
            if next.is_none() {
                return Ok(found);
            }
        }
    }

    fn claim(&self, path: &str, bytes: &[u8]) -> Outcome<bool> {
        let reply = self.put(path, bytes, Meta::of(path), true)?;
        match reply.status {
            // A service that does not know the condition (400, 501) is one that cannot tell.
            200..300 | 400 | 501 => Ok(true),
            409 | 412 => Ok(false),
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
