//! The server: `tiny_http` on one port, each request answered from the desk.
//!
//! What `tiny_http` lacks is made up for here, as measured (see `ARCHITECTURE.md`). Time-outs: those of the listening socket are
//! inherited by what it accepts. A queue behind idle connections: `pulse` asks for something ten times a second, and each
//! answer frees a thread that takes the next in the queue. An accept thread that died: the listener is kept, and a new server
//! takes over.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use tiny_http::Request;

use crate::diagnostic::catalogue::PreviewMessage;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::media::kind_of;
use crate::preview::answer::Answer;
use crate::preview::desk::{Desk, Shown};
use crate::preview::lan::Entry;
use crate::preview::refusal::{Head, refused};
use crate::preview::{address, lan, pulse, state};

/// How many ports are tried.
const PORTS: u16 = 100;
/// How many requests are answered at once.
const WORKERS: usize = 8;
/// How long a connection may say nothing, and how long it may not take what is sent.
const SILENCE: Duration = Duration::from_millis(1500);
const STALL: Duration = Duration::from_secs(10);
/// How long a worker waits before it looks whether its server still lives.
const TURN: Duration = Duration::from_secs(2);

/// The address of the script that every page is given, and what it loads.
pub(super) const SCRIPT: &str = "/__xuan/preview.js";
const SCRIPT_TEXT: &str = include_str!("page/preview.js");
const MORPH_TEXT: &str = include_str!("page/morph.js");
const STYLE_TEXT: &str = include_str!("page/preview.css");

/// A port that is listened to.
pub(super) struct Server {
    listener: TcpListener,
    address: SocketAddr,
    /// Whether it may be named by the addresses that this machine has in its networks.
    lan: bool,
}

impl Server {
    /// Listens on a port, or on the next free one; 0 takes any.
    ///
    /// # Errors
    /// No port can be had.
    pub(super) fn bind(port: u16, lan: bool) -> Outcome<Self> {
        let ip = if lan { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
        let mut last = None;
        for port in port..=port.saturating_add(PORTS) {
            match TcpListener::bind((ip, port)) {
                Ok(listener) => return Self::of(listener, lan),
                Err(error) => last = Some(error),
            }
        }
        Err(no_port(port, last.map_or_else(String::new, |error| error.to_string())))
    }

    fn of(listener: TcpListener, lan: bool) -> Outcome<Self> {
        let address = listener.local_addr().map_err(|error| no_port(0, error.to_string()))?;
        let socket = socket2::SockRef::from(&listener);
        // Where the system does not pass them on, an idle connection holds its thread for longer, and no more.
        let _ = socket.set_read_timeout(Some(SILENCE)).and_then(|()| socket.set_write_timeout(Some(STALL)));
        Ok(Self { listener, address, lan })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests for as long as the program runs, on threads of its own.
    pub(super) fn serve(self, desk: Arc<Desk>) {
        let server = Arc::new(self);
        let beat = Arc::clone(&server);
        std::thread::spawn(move || {
            beat.open(&desk);
            pulse::keep(SocketAddr::from((Ipv4Addr::LOCALHOST, beat.address.port())), || beat.open(&desk));
        });
    }

    /// Begins to accept: a server over a copy of the listener, and its workers. Called again where the last one has died.
    fn open(self: &Arc<Self>, desk: &Arc<Desk>) {
        let Ok(copy) = self.listener.try_clone() else { return };
        let Ok(server) = tiny_http::Server::from_listener(copy, None) else { return };
        let server = Arc::new(server);
        for _ in 0..WORKERS {
            let (own, server, desk) = (Arc::clone(self), Arc::clone(&server), Arc::clone(desk));
            std::thread::spawn(move || {
                loop {
                    match server.recv_timeout(TURN) {
                        Ok(Some(request)) => own.take(request, &desk),
                        Ok(None) => {}
                        // The one error is the accept thread's last word; another worker may still hold requests.
                        Err(_) => return,
                    }
                }
            });
        }
    }

    /// Answers one request. A browser that went away meanwhile is nobody's loss.
    fn take(&self, request: Request, desk: &Desk) {
        let method = request.method().to_string();
        let target = request.url().to_owned();
        let peer = request.remote_addr().map(SocketAddr::ip);
        let headers: Vec<(String, String)> =
            request.headers().iter().map(|header| (header.field.to_string(), header.value.to_string())).collect();
        let head = Head {
            method: &method,
            headers: headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
            has_body: request.body_length().is_some_and(|length| length > 0)
                || headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("transfer-encoding")),
        };
        let answer = match refused(&head, self.address.port(), |ip| self.lan && lan::networks().any(|own| own == ip)) {
            Some(status) => Answer::status(status),
            None => answer(&head, &target, peer, desk).for_request(&head),
        };
        let _ = answer.write(request.into_writer(), method == "HEAD");
    }
}

/// The answer to a request that is not refused.
fn answer(head: &Head<'_>, target: &str, peer: Option<IpAddr>, desk: &Desk) -> Answer {
    let Some((path, query)) = address::read(target) else { return Answer::status(404) };
    let pass = address::parameter(query, "pass");
    match desk.enter(peer, pass.as_deref(), head.values("cookie").map(str::to_owned)) {
        Entry::Open => {}
        Entry::Shut => return Answer::status(403),
        Entry::Admitted(cookie) => {
            let mut answer = Answer::redirect("/");
            answer.further.push(format!("Set-Cookie: {cookie}"));
            return answer;
        }
    }
    let shown = desk.shown();
    match path.strip_prefix("__xuan/") {
        Some("generation") => Answer::new(200, "text/plain; charset=utf-8", shown.generation.to_string()),
        Some("preview.js") => Answer::new(200, kind_of("a.js"), SCRIPT_TEXT),
        Some("morph.js") => Answer::new(200, kind_of("a.js"), MORPH_TEXT),
        Some("preview.css") => Answer::new(200, kind_of("a.css"), STYLE_TEXT),
        Some("state") => {
            let page = address::parameter(query, "page").unwrap_or_default();
            Answer::new(200, kind_of("a.json"), state::json(&shown, desk.lang, &page))
        }
        Some(_) => Answer::status(404),
        None => of_site(&shown, &path, desk),
    }
}

/// A file of the output; a page with the preview's script.
fn of_site(shown: &Shown, path: &str, desk: &Desk) -> Answer {
    let file = address::file(path);
    match shown.edition.file(&file) {
        Some(Ok(bytes)) => {
            let kind = kind_of(file.name());
            Answer::new(200, kind, if kind == kind_of("a.html") { with_script(bytes) } else { bytes })
        }
        Some(Err(found)) => Answer::new(500, kind_of("a.html"), with_script(state::broken_page(&found, desk.lang))),
        None => not_found(shown, path, desk),
    }
}

/// A folder without its `/` is led to it; what is not there gets a page with the way to the sites.
fn not_found(shown: &Shown, path: &str, desk: &Desk) -> Answer {
    if shown.edition.recipe(&address::file(&format!("{path}/"))).is_some() {
        return Answer::redirect(&format!("/{}/", crate::path::UrlPath::new(path).address()));
    }
    Answer::new(404, kind_of("a.html"), with_script(state::missing_page(shown, desk.lang)))
}

/// The page with the preview's script before its end.
fn with_script(mut page: Vec<u8>) -> Vec<u8> {
    let script = format!("<script src=\"{SCRIPT}\"></script>");
    let end = page.windows(7).rposition(|window| window.eq_ignore_ascii_case(b"</body>")).unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    page
}

fn no_port(port: u16, reason: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(PreviewMessage::PreviewNoPort { port: port.to_string(), reason }))
}
