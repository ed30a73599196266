//! Requests over the network, tried again where that can help.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

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
/// Where a late arrival does no harm, the first try waits for so many times the mean answer and not less than a second, the next
/// ones for twice as long each, once that many requests have been answered: on a slow line all are slow, and nothing is sent twice
/// in vain.
const HURRIED_TRIES: u32 = 3;
const TIMES_THE_MEAN: u64 = 20;
const ENOUGH_ANSWERS: u64 = 32;
const LEAST_PATIENCE: Duration = Duration::from_secs(1);
/// How many requests there may be for each connection: those that wait for another try leave theirs to the others. Measured with one
/// request in five failing: 2,000 files take two thirds of the time.
const FOR_EACH_CONNECTION: usize = 3;
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
    connections: Connections,
    answers: Answers,
    pub(super) tally: Tally,
}

/// What it does when a request that was given up arrives later all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Late {
    /// It is a file whose name tells its content: the same comes to the same place.
    Harmless,
    /// It may overwrite what was sent since.
    Harmful,
}

/// How long answers took.
#[derive(Debug, Default)]
struct Answers {
    count: AtomicU64,
    milliseconds: AtomicU64,
}

impl Answers {
    fn add(&self, time: Duration) {
        self.milliseconds.fetch_add(u64::try_from(time.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// How long a try waits for its answer.
    fn patience(&self, attempt: u32, late: Late) -> Duration {
        let count = self.count.load(Ordering::Relaxed);
        let usual = (FIRST_ANSWER * (1 << attempt.min(8))).min(LONGEST_ANSWER);
        if attempt >= HURRIED_TRIES || late == Late::Harmful || count < ENOUGH_ANSWERS {
            return usual;
        }
        let mean = self.milliseconds.load(Ordering::Relaxed) / count;
        (Duration::from_millis(mean.saturating_mul(TIMES_THE_MEAN)) * (1 << attempt)).clamp(LEAST_PATIENCE, usual)
    }
}

/// The connections that may be used at once.
struct Connections {
    most: usize,
    used: Mutex<usize>,
    given_back: Condvar,
}

impl Connections {
    /// Does something over one of them, as soon as one is free.
    fn with_one<T>(&self, work: impl FnOnce() -> T) -> T {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let mut used =
            self.given_back.wait_while(used, |used| *used >= self.most).unwrap_or_else(PoisonError::into_inner);
        *used += 1;
        drop(used);
        let done = work();
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.given_back.notify_one();
        done
    }
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
        let connections = Connections { most: at_once.max(1), used: Mutex::new(0), given_back: Condvar::new() };
        Self {
            agent: config.new_agent(),
            place: place.to_owned(),
            connections,
            answers: Answers::default(),
            tally: Tally::default(),
        }
    }

    /// How many requests to have under way, those among them that wait for another try.
    pub(super) fn at_once(&self) -> usize {
        self.connections.most * FOR_EACH_CONNECTION
    }

    pub(super) fn place(&self) -> &str {
        &self.place
    }

    /// Sends a request until it is answered by something else than "not now". `make` makes it anew for each try, as signatures
    /// and connections grow old.
    ///
    /// # Errors
    /// No try was answered.
    pub(super) fn send(&self, late: Late, make: impl Fn() -> Outcome<Request<Vec<u8>>>) -> Outcome<Reply> {
        let mut last = String::new();
        for attempt in 0..TRIES {
            self.tally.request();
            let patience = self.answers.patience(attempt, late);
            let answer = self.connections.with_one(|| make().map(|request| self.once(request, patience)))?;
            match answer {
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
        let begun = Instant::now();
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
        self.answers.add(begun.elapsed());
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

    #[test]
    fn only_a_harmless_request_is_soon_sent_again_and_on_a_slow_line_none() {
        let told = |milliseconds: u64| {
            let answers = Answers::default();
            (0..ENOUGH_ANSWERS).for_each(|_| answers.add(Duration::from_millis(milliseconds)));
            [(0, Late::Harmless), (2, Late::Harmless), (3, Late::Harmless), (0, Late::Harmful)]
                .map(|(attempt, late)| answers.patience(attempt, late).as_secs())
        };
        assert_eq!(told(10), [1, 1, 60, 15]);
        assert_eq!(told(200), [4, 16, 60, 15]);
        assert_eq!(told(5000), [15, 60, 60, 15]);
        assert_eq!(Answers::default().patience(0, Late::Harmless), FIRST_ANSWER);
    }
}
