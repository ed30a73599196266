//! A folder of another machine as a store, by the system's own rsync over ssh. Files are gathered and sent by one command for
//! each phase; rsync itself puts each beside its place and renames it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::Outcome;
use crate::diagnostic::catalogue::PublishMessage;
use crate::output;
use crate::path::OutputPath;
use crate::publish::say;
use crate::publish::store::{Meta, Sending, Store, Tally};

/// What rsync ends with where a file that was asked for is not there (rsync(1), "EXIT VALUES").
const PARTIAL: i32 = 23;

/// A folder of another machine.
pub(super) struct Rsync {
    /// `user@host:/folder/`.
    to: String,
    /// What starts ssh.
    shell: String,
    /// Where files are gathered.
    stage: PathBuf,
    removals: Mutex<Vec<String>>,
    tally: Tally,
}

impl Rsync {
    /// A folder of another machine; `stage` is a folder of our own.
    pub(super) fn open(
        to: &str,
        port: Option<u64>,
        identity: Option<&str>,
        options: Option<&str>,
        stage: &Path,
    ) -> Self {
        let mut shell = "ssh -o BatchMode=yes -o ConnectTimeout=10".to_owned();
        if let Some(port) = port {
            let _ = write!(shell, " -p {port}");
        }
        if let Some(identity) = identity {
            let _ = write!(shell, " -i '{}'", identity.replace('\'', ""));
        }
        if let Some(options) = options {
            shell.push(' ');
            shell.push_str(options);
        }
        let to = format!("{}/", to.trim_end_matches('/'));
        Self { to, shell, stage: stage.to_path_buf(), removals: Mutex::default(), tally: Tally::default() }
    }

    fn run(&self, arguments: &[&str]) -> Outcome<Output> {
        self.tally.request();
        let output =
            Command::new("rsync").args(["-e", &self.shell, "--timeout=60"]).args(arguments).env("LC_ALL", "C").output();
        output.map_err(|error| {
            let tool = "rsync".to_owned();
            say(match error.kind() {
                std::io::ErrorKind::NotFound => PublishMessage::PublishToolMissing { tool },
                _ => PublishMessage::PublishToolFailed { tool, reason: error.to_string() },
            })
        })
    }

    fn told(output: &Output) -> Box<crate::diagnostic::Diagnostic> {
        let text = String::from_utf8_lossy(&output.stderr);
        let reason: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
        say(PublishMessage::PublishToolFailed { tool: "rsync".to_owned(), reason })
    }

    fn done(output: &Output) -> Outcome<()> {
        if output.status.success() { Ok(()) } else { Err(Self::told(output)) }
    }

    fn failed(&self, error: &std::io::Error) -> Box<crate::diagnostic::Diagnostic> {
        say(PublishMessage::PublishReadFailed { path: self.stage.display().to_string(), reason: error.to_string() })
    }

    /// An empty folder of ours beside the gathered files.
    fn scratch(&self, name: &str) -> Outcome<PathBuf> {
        let folder = self.stage.with_extension(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(|error| self.failed(&error))?;
        Ok(folder)
    }
}

impl Store for Rsync {
    fn read(&self, path: &str) -> Outcome<Option<Vec<u8>>> {
        let folder = self.scratch("read")?;
        let output = self.run(&[&format!("{}{path}", self.to), &format!("{}/", folder.display())])?;
        let name = OutputPath::new(path);
        match output.status.code() {
            Some(0) => Ok(std::fs::read(folder.join(name.name())).ok()),
            Some(PARTIAL) if String::from_utf8_lossy(&output.stderr).contains("No such file") => Ok(None),
            _ => Err(Self::told(&output)),
        }
    }

    fn write(&self, file: &Sending<'_>, _: Meta) -> Outcome<()> {
        output::put(&self.stage, &OutputPath::new(file.path), &file.bytes)
    }

    fn remove(&self, path: &str) -> Outcome<()> {
        self.removals.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Ok(())
    }

    fn settle(&self) -> Outcome<()> {
        if self.stage.is_dir() {
            let from = format!("{}/", self.stage.display());
            let modes = "--chmod=D755,F644";
            let output = self.run(&["-r", "--checksum", "--mkpath", modes, &from, &self.to])?;
            Self::done(&output)?;
            std::fs::remove_dir_all(&self.stage).map_err(|error| self.failed(&error))?;
        }
        let removals = std::mem::take(&mut *self.removals.lock().unwrap_or_else(PoisonError::into_inner));
        if removals.is_empty() {
            return Ok(());
        }
        // What is listed and is not here is deleted there; the folders on the way have to be here.
        let empty = self.scratch("gone")?;
        for path in &removals {
            let folder = empty.join(OutputPath::new(path).folder());
            std::fs::create_dir_all(folder).map_err(|error| self.failed(&error))?;
        }
        let list = self.stage.with_extension("list");
        std::fs::write(&list, removals.join("\n")).map_err(|error| self.failed(&error))?;
        let files = format!("--files-from={}", list.display());
        let output = self.run(&["-r", "--delete-missing-args", &files, &format!("{}/", empty.display()), &self.to])?;
        let _ = std::fs::remove_file(list);
        Self::done(&output)
    }

    fn list(&self) -> Outcome<Vec<(String, u64)>> {
        let output = self.run(&["-r", "--list-only", &self.to])?;
        Self::done(&output)?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        // Mode, size, day, time, path.
        let line = |line: &str| -> Option<(String, u64)> {
            let mut fields = line.splitn(2, char::is_whitespace);
            let is_file = fields.next()?.starts_with('-');
            let (size, rest) = fields.next()?.trim_start().split_once(' ')?;
            let path = rest.trim_start().splitn(3, ' ').nth(2)?;
            is_file.then(|| Some((path.to_owned(), size.replace(',', "").parse().ok()?)))?
        };
        Ok(text.lines().filter_map(line).collect())
    }

    fn claim(&self, _: &str, _: &[u8]) -> Outcome<bool> {
        Ok(true)
    }

    fn at_once(&self) -> usize {
        4
    }

    fn gathers(&self) -> bool {
        true
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}
