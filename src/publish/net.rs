//! Requests over the network, tried again where that can help.

use std::time::Duration;

use ureq::http::{Request, Response};
use ureq::{Agent, Body};

use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::PublishMessage;
use crate::publish::say;
use crate::publish::store::Tally;

/// How often a request is tried, and the pauses between: they double, with jitter, as servers under load ask of their clients
/// (AWS Architecture Blog, "Exponential Backoff And Jitter").
const TRIES: u32 = 6;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// How long a server may take to be reached and to take the next bytes. A large picture on a slow line takes its time, as long as
/// it moves.
const CONNECT: Duration = Duration::from_secs(10);
const STALL: Duration = Duration::from_secs(30);
/// How long the first try waits for an answer; each further one twice as long, to the longest. Not less: a try that is given up may
/// still arrive, and must not overwrite what a later publication has sent.
const FIRST_ANSWER: Duration = Duration::from_secs(15);
const LONGEST_ANSWER: Duration = Duration::from_mins(1);
/// The most bytes of an answer that are read: a page, a picture, a manifest.
const LARGEST_ANSWER: u64 = 256 * 1024 * 1024;

/// An answer that was read to its end.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    retry_after: Option<Duration>,
}

impl Reply {
    /// The beginning of what a server says in words.
    pub(super) fn words(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect();
        format!("HTTP {} {text}", self.status)
    }

    fn is_worth_another(&self) -> bool {
        // A wrong digest is a body that was damaged on its way.
        matches!(self.status, 408 | 425 | 429 | 500 | 502..=504)
            || (self.status == 400 && self.words().contains("BadDigest"))
    }
}

/// Sends requests to one server.
pub(super) struct Net {
    agent: Agent,
    /// What the server is called when it fails.
    place: String,
    pub(super) tally: Tally,
}

impl Net {
    pub(super) fn new(place: &str, at_once: usize) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_per_write(Some(STALL))
            .max_idle_connections(at_once)
            .max_idle_connections_per_host(at_once)
            .user_agent(concat!("xuan/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.new_agent(), place: place.to_owned(), tally: Tally::default() }
    }

    pub(super) fn place(&self) -> &str {
        &self.place
    }

    /// Sends a request until it is answered by something else than "not now". `make` makes it anew for each try, as signatures
    /// and connections grow old.
    ///
    /// # Errors
    /// No try was answered.
    pub(super) fn send(&self, make: impl Fn() -> Outcome<Request<Vec<u8>>>) -> Outcome<Reply> {
        let mut last = String::new();
        for attempt in 0..TRIES {
            self.tally.request();
            match self.once(make()?, (FIRST_ANSWER * (1 << attempt)).min(LONGEST_ANSWER)) {
                Ok(reply) if reply.is_worth_another() => {
                    if attempt + 1 == TRIES {
                        return Ok(reply);
                    }
                    std::thread::sleep(pause(attempt, reply.retry_after));
                }
                Ok(reply) => return Ok(reply),
                Err(reason) => {
                    last = reason;
                    if attempt + 1 < TRIES {
                        std::thread::sleep(pause(attempt, None));
                    }
                }
            }
            self.tally.retry();
        }
        Err(say(PublishMessage::PublishUnreachable { place: self.place.clone(), reason: last }))
    }

    fn once(&self, request: Request<Vec<u8>>, patience: Duration) -> Result<Reply, String> {
        let has_body = !request.body().is_empty();
        let answer = if has_body {
            let request = self.agent.configure_request(request).timeout_recv_response(Some(patience)).build();
            self.agent.run(request)
        } else {
            let request =
                self.agent.configure_request(request.map(|_| ())).timeout_recv_response(Some(patience)).build();
            self.agent.run(request)
        };
        let mut answer: Response<Body> = answer.map_err(|error| error.to_string())?;
        let retry_after =
            answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let body =
            answer.body_mut().with_config().limit(LARGEST_ANSWER).read_to_vec().map_err(|error| error.to_string())?;
        Ok(Reply { status: answer.status().as_u16(), body, retry_after: retry_after.map(Duration::from_secs) })
    }
}

/// How long to wait after a try: what the server asks for, else twice as long each time, between a half and the whole of it.
fn pause(attempt: u32, asked: Option<Duration>) -> Duration {
    let mut random = [0; 4];
    // Without random numbers all wait equally long, which is no failure.
    let _ = getrandom::fill(&mut random);
    let share = f64::from(u32::from_ne_bytes(random)) / f64::from(u32::MAX);
    let whole = FIRST_PAUSE.saturating_mul(1 << attempt.min(16)).min(LONGEST_PAUSE);
    asked.unwrap_or_default().min(LONGEST_PAUSE).max(whole.mul_f64(0.5 + share / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_ten_seconds_and_honour_what_is_asked() {
        for (attempt, least, most) in
            [(0, 50, 100), (1, 100, 200), (4, 800, 1600), (9, 5000, 10_000), (40, 5000, 10_000)]
        {
            let pause = pause(attempt, None).as_millis();
            assert!((least..=most).contains(&pause), "{attempt}: {pause}");
        }
        assert_eq!(pause(0, Some(Duration::from_secs(3))), Duration::from_secs(3));
        assert_eq!(pause(0, Some(Duration::from_hours(1))), LONGEST_PAUSE);
    }
}
