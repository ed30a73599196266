//! Batches: one save's storm of hints as one batch.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::pipeline::Changes;
use crate::preview::Message;
use crate::preview::watch::Watch;

/// How long nothing must come before a batch is whole, and how long it may be held at most.
const QUIET: Duration = Duration::from_millis(25);
const HELD_AT_MOST: Duration = Duration::from_millis(300);
/// How long one waits for a file that is being written: it is there, and empty.
const CUT: Duration = Duration::from_millis(200);

/// What came together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) changes: Changes,
    pub(super) cannot_watch: Option<String>,
    pub(super) pass_used: bool,
    pub(super) stopped: bool,
}

impl Batch {
    fn add(&mut self, message: Message) {
        match message {
            Message::Changed(changes) => self.changes.merge(changes),
            Message::CannotWatch(reason) => self.cannot_watch = Some(reason),
            Message::PassUsed => self.pass_used = true,
            Message::Stop => self.stopped = true,
        }
    }
}

/// Waits for the next batch, or for as long as is given; an empty batch where nothing came.
pub(super) fn next(inbox: &Receiver<Message>, wait: Duration, watch: &Watch) -> Batch {
    let mut batch = Batch::default();
    match inbox.recv_timeout(wait) {
        Ok(message) => batch.add(message),
        Err(RecvTimeoutError::Timeout) => return batch,
        Err(RecvTimeoutError::Disconnected) => return Batch { stopped: true, ..batch },
    }
    gather(inbox, &mut batch, QUIET, HELD_AT_MOST);
    if !batch.stopped && watch.is_cut(&batch.changes) {
        gather(inbox, &mut batch, CUT, CUT);
        gather(inbox, &mut batch, QUIET, HELD_AT_MOST);
    }
    batch
}

/// Gathers until nothing has come for `quiet`, or `most` has passed.
fn gather(inbox: &Receiver<Message>, batch: &mut Batch, quiet: Duration, most: Duration) {
    let end = Instant::now() + most;
    while !batch.stopped {
        let left = end.saturating_duration_since(Instant::now()).min(quiet);
        match inbox.recv_timeout(left) {
            Ok(message) => batch.add(message),
            Err(_) => return,
        }
        if end <= Instant::now() {
            return;
        }
    }
}
