//! Answers: bytes with their head, as HTTP wants them (RFC 9110). Every answer ends its connection: `tiny_http` keeps a thread
//! for each that stays open.

use std::fmt::Write as _;
use std::io::Write;

use crate::digest::sha256_hex;
use crate::preview::refusal::Head;

/// An answer before it is written.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
    /// Further header lines, without their ends.
    pub(super) further: Vec<String>,
}

impl Answer {
    pub(super) fn new(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, kind, body: body.into(), further: Vec::new() }
    }

    /// A status with its reason as the text.
    pub(super) fn status(status: u16) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{status} {}\n", reason(status)))
    }

    /// An answer that leads elsewhere on this server.
    pub(super) fn redirect(to: &str) -> Self {
        let mut answer = Self::status(303);
        answer.further.push(format!("Location: {to}"));
        answer
    }

    /// The same answer as the request wants it: 304 where the browser has it, 206 where it wants a part.
    pub(super) fn for_request(mut self, head: &Head<'_>) -> Self {
        if self.status != 200 {
            return self;
        }
        let tag = format!("\"{}\"", sha256_hex(&self.body).get(..32).unwrap_or_default());
        self.further.push(format!("ETag: {tag}"));
        self.further.push("Accept-Ranges: bytes".to_owned());
        let known = head.values("if-none-match").flat_map(|tags| tags.split(','));
        if known.map(|known| known.trim().trim_start_matches("W/")).any(|known| known == tag || known == "*") {
            self.status = 304;
            self.body.clear();
            return self;
        }
        let is_current = head.value("if-range").is_none_or(|known| known == tag);
        let wanted = head.value("range").filter(|_| is_current && head.method == "GET");
        match wanted.map(|wanted| range(wanted, self.body.len())) {
            Some(Wanted::Part(from, to)) => {
                self.further.push(format!("Content-Range: bytes {from}-{to}/{}", self.body.len()));
                self.body.truncate(to + 1);
                self.body.drain(..from);
                self.status = 206;
            }
            Some(Wanted::Beyond) => {
                let length = self.body.len();
                self = Self::status(416);
                self.further.push(format!("Content-Range: bytes */{length}"));
            }
            Some(Wanted::Whole) | None => {}
        }
        self
    }

    /// Writes the head, and the body unless only the head is wanted.
    pub(super) fn write(&self, mut to: impl Write, head_only: bool) -> std::io::Result<()> {
        let mut head = format!(
            "HTTP/1.1 {} {}\r\nConnection: close\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\n",
            self.status,
            reason(self.status),
        );
        if self.status != 304 {
            let _ = write!(head, "Content-Type: {}\r\nContent-Length: {}\r\n", self.kind, self.body.len());
        }
        for line in &self.further {
            head.push_str(line);
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        // One write, so that a small answer is one packet.
        let mut bytes = head.into_bytes();
        if !head_only && self.status != 304 {
            bytes.extend_from_slice(&self.body);
        }
        to.write_all(&bytes)?;
        to.flush()
    }
}

/// Which bytes are wanted.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    /// From and to, both included.
    Part(usize, usize),
    /// None that there are.
    Beyond,
}

/// Reads a `Range` of one part (RFC 9110, section 14.1.2); what it does not understand asks for the whole.
fn range(text: &str, length: usize) -> Wanted {
    let Some((from, to)) = text.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
        return Wanted::Whole;
    };
    let number = |text: &str| text.chars().all(|c| c.is_ascii_digit()).then(|| text.parse::<usize>().ok()).flatten();
    match (number(from), number(to)) {
        (None, Some(last)) if from.is_empty() && last > 0 && length > 0 => {
            Wanted::Part(length.saturating_sub(last), length - 1)
        }
        (None, Some(_)) if from.is_empty() => Wanted::Beyond,
        (Some(from), _) if to.is_empty() && from < length => Wanted::Part(from, length - 1),
        (Some(from), Some(to)) if from <= to && from < length => Wanted::Part(from, to.min(length - 1)),
        (Some(from), to) if from >= length && to.is_none_or(|to| from <= to) => Wanted::Beyond,
        _ => Wanted::Whole,
    }
}

/// What a status is called (RFC 9110, section 15).
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        303 => "See Other",
        304 => "Not Modified",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        416 => "Range Not Satisfiable",
        421 => "Misdirected Request",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(headers: &[(&'static str, &'static str)]) -> Answer {
        let head = Head { method: "GET", headers: headers.to_vec(), has_body: false };
        Answer::new(200, "text/plain", "0123456789").for_request(&head)
    }

    #[test]
    fn a_range_is_a_part_the_whole_or_nothing() {
        for (text, wanted) in [
            ("bytes=0-3", Wanted::Part(0, 3)),
            ("bytes=4-", Wanted::Part(4, 9)),
            ("bytes=-3", Wanted::Part(7, 9)),
            ("bytes=-30", Wanted::Part(0, 9)),
            ("bytes=8-30", Wanted::Part(8, 9)),
            ("bytes=10-", Wanted::Beyond),
            ("bytes=10-12", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=3-2", Wanted::Whole),
            ("bytes=0-1,4-5", Wanted::Whole),
            ("bytes=a-", Wanted::Whole),
            ("bytes=--1", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
            ("bytes=99999999999999999999-", Wanted::Whole),
        ] {
            assert_eq!(range(text, 10), wanted, "{text}");
        }
        assert_eq!(range("bytes=0-", 0), Wanted::Beyond);
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again() {
        let tag = asked(&[]).further.iter().find_map(|line| line.strip_prefix("ETag: ")).unwrap().to_owned();
        let tag: &'static str = tag.leak();
        assert_eq!(asked(&[("If-None-Match", tag)]).status, 304);
        assert_eq!(asked(&[("If-None-Match", "\"a\", *")]).status, 304);
        assert_eq!(asked(&[("If-None-Match", "\"other\"")]).status, 200);
        let part = asked(&[("Range", "bytes=2-3"), ("If-Range", tag)]);
        assert_eq!((part.status, part.body.as_slice()), (206, b"23".as_slice()));
        assert_eq!(asked(&[("Range", "bytes=2-3"), ("If-Range", "\"old\"")]).status, 200);
        assert_eq!(asked(&[("Range", "bytes=20-")]).status, 416);
    }

    #[test]
    fn an_answer_is_a_head_and_a_body() {
        let mut written = Vec::new();
        Answer::new(200, "text/plain", "好").write(&mut written, false).unwrap();
        let text = String::from_utf8(written).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert_eq!(body, "好");
        for line in
            ["Connection: close", "Content-Length: 3", "X-Content-Type-Options: nosniff", "Cache-Control: no-cache"]
        {
            assert!(head.lines().any(|other| other == line), "{head}");
        }
        assert!(!head.to_lowercase().contains("access-control-allow-origin"));
        let mut written = Vec::new();
        Answer::new(200, "text/plain", "好").write(&mut written, true).unwrap();
        assert!(written.ends_with(b"\r\n\r\n"));
    }
}
