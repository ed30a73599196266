//! Publish: the built output → a target, safely. What is there is known by a manifest of ours at the target; what differs is sent,
//! files before what names them; what is gone is deleted last.
//!
//! Start at [`publish`]. `plan` decides and is pure, `guard` refuses, `store` is what every kind of place can do, `send` does it.
//! `journal` lets a killed attempt go on; `previous` keeps the release before on this machine.

mod archive;
mod folder;
mod guard;
mod journal;
mod manifest;
#[cfg(feature = "network")]
mod net;
mod plan;
mod previous;
mod release;
mod rsync;
#[cfg(feature = "network")]
mod s3;
mod secrets;
mod send;
mod store;
#[cfg(feature = "network")]
mod webdav;

use std::path::{Path, PathBuf};

use serde::Serialize;

pub use guard::Meant;
pub use plan::Counts;

use crate::diagnostic::catalogue::PublishMessage;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::digest::sha256_hex;
use crate::fields::directory::{Target, TargetKind};
use crate::pipeline::{self, Options};
use release::Built;
use secrets::Secrets;
use send::Sender;
use store::Store;

/// What the command line asks of a publication.
#[derive(Debug, Clone)]
pub struct Order {
    /// The workspace and its output; the cities to publish, none for all.
    pub options: Options,
    /// Where to.
    pub to: To,
    /// The file of secrets, if one is named.
    pub secrets: Option<PathBuf>,
    /// Whether only the plan is wanted.
    pub dry_run: bool,
    /// Whether the target itself is listed, rather than its manifest believed.
    pub verify: bool,
    /// Whether the release before is wanted back.
    pub rollback: bool,
    /// What would be refused and is meant.
    pub meant: Meant,
}

/// Where a publication goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// A target of `site.yaml`.
    Target(Target),
    /// A new archive.
    Archive(PathBuf),
}

/// What a publication is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many of so many files are sent.
    Sent(usize, usize),
}

/// Asks and tells while a publication goes on.
pub trait Host: Sync {
    /// Whether to go on with this plan.
    fn agrees(&self, counts: &Counts) -> bool;
    /// How far it is.
    fn progress(&self, step: Step);
}

/// What was done.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Done {
    /// Files sent.
    pub uploaded: usize,
    /// Files deleted.
    pub deleted: usize,
    /// Requests made of the target.
    pub requests: usize,
    /// Tries that came to nothing.
    pub retries: usize,
}

/// What became of a publication.
#[derive(Debug, Clone, Serialize)]
pub struct Published {
    /// The target's name.
    pub target: String,
    /// What there was to do.
    pub plan: Counts,
    /// What was done; nothing in a dry run.
    pub done: Done,
    /// What is worth a look all the same.
    pub diagnostics: Vec<Diagnostic>,
}

/// The targets that a workspace knows.
///
/// # Errors
/// The workspace cannot be read.
pub fn targets(options: &Options) -> Outcome<Vec<Target>> {
    pipeline::standing(options).map(|(_, targets)| targets)
}

/// Publishes the built output.
///
/// # Errors
/// The output is not fit to be published, or the plan takes away more than was said to be meant (errors of the content); the target
/// cannot be reached, denies or fails (failures). What was sent by then stands in the journal, and the target's last release is whole.
pub fn publish(order: &Order, host: &dyn Host) -> Outcome<Published> {
    let root = &order.options.root;
    let out = order.options.out();
    let target = match &order.to {
        To::Target(target) => target,
        To::Archive(path) => return into_archive(order, &out, path),
    };
    let secrets = Secrets::of(&target.name, order.secrets.as_deref(), root, &out)?;
    let state = root.join(".xuan").join("publish").join(name_of(target));
    let store = open(target, &secrets, root, &out, &state)?;
    let sender = Sender { store: &*store, target, state: &state, host };
    if order.rollback {
        return sender.roll_back(order.dry_run);
    }
    let (standing, _) = pipeline::standing(&order.options)?;
    guard::standing(standing)?;
    let built = Built::open(&out, root, &order.options.cities)?;
    sender.publish(&built, order.verify, order.meant, order.dry_run)
}

/// Writes the output into an archive; nothing is asked, as nothing is lost by it.
fn into_archive(order: &Order, out: &Path, path: &Path) -> Outcome<Published> {
    let (standing, _) = pipeline::standing(&order.options)?;
    guard::standing(standing)?;
    let built = Built::open(out, &order.options.root, &order.options.cities)?;
    let plan = Counts {
        new: built.files.len(),
        bytes: built.files.values().map(|content| content.size).sum(),
        ..Counts::default()
    };
    let mut done = Done::default();
    if !order.dry_run {
        archive::write(&built, path, &order.options.root, out)?;
        done.uploaded = plan.new;
    }
    Ok(Published { target: path.display().to_string(), plan, done, diagnostics: Vec::new() })
}

/// Opens a target's place.
fn open(target: &Target, secrets: &Secrets, root: &Path, out: &Path, state: &Path) -> Outcome<Box<dyn Store>> {
    match &target.kind {
        TargetKind::Folder { path } => {
            let path = Path::new(path);
            let path = if path.is_absolute() { path.to_path_buf() } else { root.join(path) };
            Ok(Box::new(folder::Folder::open(&path, root, out)?))
        }
        TargetKind::Rsync { to, port, identity, options } => {
            Ok(Box::new(rsync::Rsync::open(to, *port, identity.as_deref(), options.as_deref(), &state.join("stage"))))
        }
        #[cfg(feature = "network")]
        TargetKind::S3 { endpoint, bucket, region, prefix, in_path } => {
            let (id, secret) = secrets.key()?;
            let place = s3::Place { endpoint, bucket, region, prefix, in_path: *in_path };
            Ok(Box::new(s3::S3::open(&place, &id, &secret)?))
        }
        #[cfg(feature = "network")]
        TargetKind::WebDav { url, user } => {
            let login = secrets.login(user.as_deref())?;
            let login = login.as_ref().map(|(user, password)| (user.as_str(), password.as_str()));
            Ok(Box::new(webdav::WebDav::open(url, login)))
        }
        #[cfg(not(feature = "network"))]
        TargetKind::S3 { .. } | TargetKind::WebDav { .. } => {
            let _ = secrets;
            Err(say(PublishMessage::PublishNoNetwork {}))
        }
    }
}

/// The name under which this machine keeps what it knows of a target: by where it is, not by what it is called.
fn name_of(target: &Target) -> String {
    let mut name = sha256_hex(format!("{:?}", target.kind).as_bytes());
    name.truncate(16);
    name
}

/// A message without a place.
fn say(message: PublishMessage) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(message))
}
