//! Preview: the site as it will be released, following every save. It stands on the pipeline: a [`Session`] compiles what
//! changed, an [`Edition`] makes the files that a browser asks for.
//!
//! Start at [`Preview::start`], then [`Preview::run`]. Files become changes in `watch` and `batch`; requests become answers in
//! `server`, `refusal`, `address` and `answer`; between them stands the `desk` with the edition that is shown. `state` is what the
//! page's own script asks for.

mod address;
mod answer;
mod batch;
mod desk;
mod lan;
mod pulse;
mod refusal;
mod server;
mod state;
mod watch;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

pub use desk::Shown;
pub use lan::Pass;

use crate::diagnostic::{Diagnostic, Lang, Outcome};
use crate::path::SourcePath;
use crate::pipeline::{Changes, Edition, Options, Refreshed, Session, Stage};
use desk::Desk;
use server::Server;
use watch::Watch;

/// How often the folders that are watched are looked at, for one that was replaced tells nothing.
const LOOK_AT_ROOTS: Duration = Duration::from_secs(1);
/// How often files are looked at where the system reports nothing, and how many times longer the pause is than the look.
/// Notify's own `PollWatcher` compares whole seconds, so that a second save within one is not seen.
const POLL: Duration = Duration::from_millis(700);
const PAUSE: u32 = 15;
/// How long after a folder came its content is looked at once more: files made in it at once tell nothing.
const LOOK_AGAIN: Duration = Duration::from_millis(400);

/// What the command line asks of a preview.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What is compiled, and for whom.
    pub options: Options,
    /// The port; the next free one where it is taken.
    pub port: u16,
    /// Whether other machines of the network may look, with a pass.
    pub lan: bool,
    /// Whether files are looked at again and again rather than reported by the system.
    pub poll: bool,
    /// The language of what the page says.
    pub lang: Lang,
}

/// What a preview tells the terminal.
pub enum Told<'a> {
    /// It serves.
    Ready {
        /// Where.
        address: SocketAddr,
        /// The first edition.
        edition: &'a Edition,
        /// Why files are polled, if they are.
        polling: Option<&'a Polling>,
    },
    /// Something changed.
    Rebuilt {
        /// The edition as it is now, with what is wrong now and was not before.
        shown: &'a Shown,
        /// The files that changed.
        changed: &'a [SourcePath],
        /// How long it took to read and to compile.
        took: Duration,
    },
    /// The workspace cannot be read; the last edition stands.
    Unreadable(&'a Diagnostic),
    /// Files are polled from now on.
    Polling(Option<&'a Polling>),
    /// Another machine may look with this pass.
    Pass(&'a Pass),
}

/// Why files are polled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Polling {
    /// It was asked for.
    Asked,
    /// The workspace is on a disk whose changes the system does not report: its kind.
    Disk(String),
    /// The system refuses to watch so many folders: what it says.
    Refused(String),
}

/// What reaches the preview from outside.
enum Message {
    /// Files may have changed.
    Changed(Changes),
    /// The system refuses to watch more folders: what it says.
    CannotWatch(String),
    /// Another machine has used its pass.
    PassUsed,
    /// The end.
    Stop,
}

/// A preview that serves.
pub struct Preview {
    session: Session,
    desk: Arc<Desk>,
    watch: Watch,
    inbox: Receiver<Message>,
    sender: Sender<Message>,
    address: SocketAddr,
}

impl Preview {
    /// Compiles the workspace, watches it and listens.
    ///
    /// # Errors
    /// There is no workspace, or no port can be had.
    pub fn start(settings: &Settings, progress: &(dyn Fn(Stage) + Sync)) -> Outcome<Self> {
        let (sender, inbox) = channel();
        let server = Server::bind(settings.port, settings.lan)?;
        // Watched before it is read, so that no save falls between the two.
        let watch = Watch::start(&settings.options.root, settings.poll, sender.clone());
        let (session, edition) = Session::open(settings.options.clone(), progress)?;
        let address = server.address();
        let pass_used = sender.clone();
        let on_pass = move || drop(pass_used.send(Message::PassUsed));
        let desk = Arc::new(Desk::new(edition, settings.lang, address, settings.lan, Box::new(on_pass))?);
        server.serve(Arc::clone(&desk));
        Ok(Self { session, desk, watch, inbox, sender, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends [`Self::run`] from another thread.
    pub fn stopper(&self) -> impl Fn() + Send + 'static {
        let sender = self.sender.clone();
        move || drop(sender.send(Message::Stop))
    }

    /// Follows the workspace until it is stopped.
    pub fn run(mut self, tell: &dyn Fn(&Told<'_>)) {
        let shown = self.desk.shown();
        tell(&Told::Ready { address: self.address, edition: &shown.edition, polling: self.watch.polling() });
        if let Some(pass) = self.desk.pass() {
            tell(&Told::Pass(&pass));
        }
        drop(shown);
        let mut again: Option<Instant> = None;
        let mut pause = POLL;
        loop {
            let tick = if self.watch.polling().is_some() { pause } else { LOOK_AT_ROOTS };
            let wait = again.map_or(tick, |at| at.saturating_duration_since(Instant::now()).min(tick));
            let mut batch = batch::next(&self.inbox, wait, &self.watch);
            if batch.stopped {
                return;
            }
            if let Some(reason) = batch.cannot_watch.take()
                && self.watch.polling().is_none()
            {
                self.watch.give_up(reason);
                tell(&Told::Polling(self.watch.polling()));
            }
            if batch.pass_used
                && let Some(pass) = self.desk.pass()
            {
                tell(&Told::Pass(&pass));
            }
            if again.is_some_and(|at| at <= Instant::now()) {
                again = None;
                batch.changes.folders = true;
            } else if batch.changes.folders || batch.changes.everything {
                again = Some(Instant::now() + LOOK_AGAIN);
            }
            batch.changes.everything |= self.watch.look_at_roots();
            batch.changes.folders |= self.watch.polling().is_some();
            if !batch.changes.is_empty() {
                let begun = Instant::now();
                self.refresh(&batch.changes, tell);
                pause = POLL.max(begun.elapsed() * PAUSE);
            }
        }
    }

    fn refresh(&mut self, changes: &Changes, tell: &dyn Fn(&Told<'_>)) {
        let begun = Instant::now();
        match self.session.refresh(changes) {
            Ok(None) => {
                self.desk.read_again(None);
            }
            Ok(Some(Refreshed { edition, changed })) => {
                let took = begun.elapsed();
                let shown = self.desk.publish(edition, &changed);
                tell(&Told::Rebuilt { shown: &shown, changed: &changed, took });
            }
            Err(found) => {
                if self.desk.read_again(Some(&found)) {
                    tell(&Told::Unreadable(&found));
                }
            }
        }
    }
}
