//! Send: a plan carried out, in an order in which no reader ever meets a page that names what is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::PublishMessage;
use crate::digest::sha256_hex;
use crate::fields::directory::Target;
use crate::output::Content;
use crate::publish::guard::{self, Meant};
use crate::publish::journal::{Journal, Sent};
use crate::publish::manifest::{MANIFEST, Manifest, content_of};
#[cfg(feature = "network")]
use crate::publish::net::{Late, Net};
use crate::publish::plan::{Met, Phase, Plan, Scope, Upload};
use crate::publish::previous::Previous;
use crate::publish::release::Built;
use crate::publish::store::{Meta, Sending, Store};
use crate::publish::{Done, Host, Published, Step, say};

/// The lock at a target, and how long one counts that nobody took back, in nanoseconds.
const LOCK: &str = ".xuan-publish.lock";
const LOCKED_FOR: u128 = 3_600_000_000_000;

/// Carries out plans at one target.
pub(super) struct Sender<'a> {
    pub(super) store: &'a dyn Store,
    pub(super) target: &'a Target,
    /// Where this machine keeps what it knows of the target.
    pub(super) state: &'a Path,
    pub(super) host: &'a dyn Host,
}

/// Gives a file's bytes.
type Bytes<'a> = &'a (dyn Fn(&str, &Content) -> Outcome<Vec<u8>> + Sync);

impl Sender<'_> {
    /// Publishes a built release.
    pub(super) fn publish(&self, built: &Built, verify: bool, meant: Meant, dry_run: bool) -> Outcome<Published> {
        let (before, digest) = self.before()?;
        let lost = if verify { self.lost(&before)? } else { BTreeSet::new() };
        let met = self.met(Journal::read(&self.journal(), &digest), lost)?;
        let scope = Scope { parts: built.parts.as_ref() };
        let plan = Plan::of(&built.files, &before, &scope, &met);
        let mut published = self.published(&plan);
        if plan.is_empty() && (met.sent.is_empty() || dry_run) {
            return Ok(published);
        }
        guard::plan(&plan, meant)?;
        if dry_run {
            return Ok(published);
        }
        if !self.host.agrees(&plan.counts) {
            return Err(say(PublishMessage::PublishDeclined {}));
        }
        let bytes = |path: &str, _: &Content| built.bytes(path);
        self.carry_out(&plan, &before, &digest, &met, &built.released, &bytes)?;
        self.check_home(built, &mut published);
        published.done = self.done(&plan);
        Ok(published)
    }

    /// Brings the release before back.
    pub(super) fn roll_back(&self, dry_run: bool) -> Outcome<Published> {
        if self.store.gathers() {
            return Err(say(PublishMessage::PublishNoRollback {}));
        }
        let (now, digest) = self.before()?;
        let previous = Previous::at(self.state);
        let wanted = previous.before(&now)?;
        let met = Met::default();
        let plan = Plan::of(&wanted.files, &now, &Scope { parts: None }, &met);
        let mut published = self.published(&plan);
        if dry_run || plan.is_empty() {
            return Ok(published);
        }
        // Nothing is begun that could not be ended.
        for upload in &plan.uploads {
            previous.bytes(&upload.path, &upload.content)?;
        }
        if !self.host.agrees(&plan.counts) {
            return Err(say(PublishMessage::PublishDeclined {}));
        }
        let bytes = |path: &str, content: &Content| previous.bytes(path, content);
        self.carry_out(&plan, &now, &digest, &met, &wanted.released, &bytes)?;
        published.done = self.done(&plan);
        Ok(published)
    }

    /// What the target holds of ours, and the digest of the manifest that says so.
    fn before(&self) -> Outcome<(Manifest, String)> {
        let bytes = self.store.read(MANIFEST)?;
        let digest = bytes.as_ref().map_or_else(|| "none".to_owned(), |bytes| sha256_hex(bytes));
        Ok((bytes.and_then(|bytes| Manifest::read(&bytes)).unwrap_or_default(), digest))
    }

    /// What earlier attempts have left. Where nobody knows whether a file has arrived, the target is asked.
    fn met(&self, sent: Sent, lost: BTreeSet<String>) -> Outcome<Met> {
        let Sent { files, open, strays } = sent;
        let open: Vec<String> = open.into_iter().collect();
        let found = Mutex::new(Met { sent: files, strays, lost });
        self.in_parallel(&open, |path| {
            let there = self.store.read(path)?;
            let mut met = found.lock().unwrap_or_else(PoisonError::into_inner);
            match there {
                Some(bytes) => drop(met.sent.insert(path.clone(), content_of(&bytes))),
                None => drop(met.lost.insert(path.clone())),
            }
            Ok(())
        })?;
        Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// What the manifest lists and the target has not, or has in another size.
    fn lost(&self, before: &Manifest) -> Outcome<BTreeSet<String>> {
        let there: BTreeMap<String, u64> = self.store.list()?.into_iter().collect();
        let listed = before.files.iter().chain(&before.leaving);
        let lost = listed.filter(|(path, content)| there.get(*path) != Some(&content.size));
        Ok(lost.map(|(path, _)| path.clone()).collect())
    }

    fn carry_out(
        &self,
        plan: &Plan,
        before: &Manifest,
        digest: &str,
        met: &Met,
        released: &str,
        bytes: Bytes<'_>,
    ) -> Outcome<()> {
        let _lock = self.lock()?;
        if self.before()?.1 != digest {
            return Err(say(PublishMessage::PublishMoved {}));
        }
        let previous = Previous::at(self.state);
        if !self.store.gathers() {
            let changed = plan.uploads.iter().filter(|upload| !upload.is_new).map(|upload| upload.path.as_str());
            let lost: Vec<&str> = changed.chain(plan.removals.iter().map(String::as_str)).collect();
            previous.keep(self.store, before, &lost);
        }
        let journal = Journal::begin(&self.journal(), digest, met);
        let count = AtomicUsize::new(0);
        for phase in [Phase::Hashed, Phase::Pages, Phase::Indexes] {
            let of_phase: Vec<&Upload> = plan.uploads.iter().filter(|upload| upload.phase == phase).collect();
            self.in_parallel(&of_phase, |upload| {
                let bytes = bytes(&upload.path, &upload.content)?;
                if !self.store.gathers() {
                    journal.begun(&upload.path, &upload.content);
                }
                let file = Sending { path: &upload.path, is_new: upload.is_new, bytes };
                self.store.write(&file, Meta::of(&upload.path))?;
                if !self.store.gathers() {
                    journal.arrived(&upload.path, &upload.content);
                }
                self.host.progress(Step::Sent(count.fetch_add(1, Ordering::Relaxed) + 1, plan.uploads.len()));
                Ok(())
            })?;
            self.store.settle()?;
        }
        let manifest =
            |removing: Vec<String>| Manifest::new(released, plan.files.clone(), plan.leaving.clone(), removing);
        self.put_manifest(&manifest(plan.removals.clone()))?;
        journal.end();
        let removals: Vec<&String> = plan.removals.iter().collect();
        self.in_parallel(&removals, |path| self.store.remove(path))?;
        self.store.settle()?;
        let last = manifest(Vec::new());
        if !plan.removals.is_empty() {
            self.put_manifest(&last)?;
        }
        previous.seal(&last);
        Ok(())
    }

    fn put_manifest(&self, manifest: &Manifest) -> Outcome<()> {
        let file = Sending { path: MANIFEST, is_new: false, bytes: manifest.bytes() };
        self.store.write(&file, Meta::of(MANIFEST))?;
        self.store.settle()
    }

    /// Does something with every item, as many at once as the place takes; the first failure ends it.
    fn in_parallel<T: Sync>(&self, items: &[T], work: impl Fn(&T) -> Outcome<()> + Sync) -> Outcome<()> {
        let next = AtomicUsize::new(0);
        let failed = AtomicBool::new(false);
        let run = || {
            while !failed.load(Ordering::Relaxed) {
                let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                if let Err(found) = work(item) {
                    failed.store(true, Ordering::Relaxed);
                    return Err(found);
                }
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..self.store.at_once().min(items.len())).map(|_| scope.spawn(run)).collect();
            let died = |_| Err(say(PublishMessage::PublishRefused { path: String::new(), reason: "panic".to_owned() }));
            let ends: Vec<Outcome<()>> = workers.into_iter().map(|worker| worker.join().unwrap_or_else(died)).collect();
            ends.into_iter().collect()
        })
    }

    /// Takes the target's lock; given back when it is dropped.
    fn lock(&self) -> Outcome<Lock<'_>> {
        let us = self.state.display().to_string();
        let line = format!("{} {}\n", crate::date::clock(), sha256_hex(us.as_bytes()));
        if self.store.claim(LOCK, line.as_bytes())? {
            return Ok(Lock { store: self.store });
        }
        let there = self.store.read(LOCK)?.unwrap_or_default();
        let there = String::from_utf8_lossy(&there).into_owned();
        let (since, holder) = there.trim().split_once(' ').unwrap_or_default();
        let is_old = since.parse::<u128>().map_or(true, |since| since + LOCKED_FOR < crate::date::clock());
        // What this workspace left behind is its own: the output's lock lets no two of it publish at once.
        if !is_old && holder != sha256_hex(us.as_bytes()) {
            let holder = holder.chars().take(8).collect();
            return Err(say(PublishMessage::PublishLocked { holder }));
        }
        self.store.write(&Sending { path: LOCK, is_new: false, bytes: line.into_bytes() }, Meta::of(LOCK))?;
        Ok(Lock { store: self.store })
    }

    /// Whether the home page that is served is the one that was sent.
    #[cfg(feature = "network")]
    fn check_home(&self, built: &Built, published: &mut Published) {
        let home =
            built.parts.as_ref().and_then(|parts| parts.first()).map_or_else(String::new, |part| format!("{part}/"));
        let path = format!("{home}index.html");
        let Some(url) = &self.target.url else { return };
        let Some(wanted) = built.files.get(&path) else { return };
        let address = format!("{url}{path}");
        let net = Net::new(&address, 1);
        let reply = net.send(Late::Harmful, || {
            ureq::http::Request::get(&address).header("cache-control", "no-cache").body(Vec::new()).map_err(|error| {
                say(PublishMessage::PublishUnreachable { place: address.clone(), reason: error.to_string() })
            })
        });
        let is_served = reply.is_ok_and(|reply| reply.status == 200 && sha256_hex(&reply.body) == wanted.sha256);
        if !is_served {
            published.diagnostics.push(*say(PublishMessage::PublishHomeDiffers { url: address }));
        }
    }

    #[cfg(not(feature = "network"))]
    #[allow(clippy::unused_self, reason = "the twin asks the network")]
    fn check_home(&self, _: &Built, _: &mut Published) {}

    fn journal(&self) -> std::path::PathBuf {
        self.state.join("journal")
    }

    fn published(&self, plan: &Plan) -> Published {
        Published {
            target: self.target.name.clone(),
            plan: plan.counts,
            done: self.done_nothing(),
            diagnostics: Vec::new(),
        }
    }

    fn done_nothing(&self) -> Done {
        let tally = self.store.tally();
        Done {
            requests: tally.requests.load(Ordering::Relaxed),
            retries: tally.retries.load(Ordering::Relaxed),
            ..Done::default()
        }
    }

    fn done(&self, plan: &Plan) -> Done {
        Done { uploaded: plan.uploads.len(), deleted: plan.removals.len(), ..self.done_nothing() }
    }
}

/// The lock at a target, held.
struct Lock<'a> {
    store: &'a dyn Store,
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        // One that cannot be given back is passed over by us at once, and by others in an hour.
        let _ = self.store.remove(LOCK).and_then(|()| self.store.settle());
    }
}
