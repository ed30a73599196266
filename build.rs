//! Tells the program the commit and the date of its source, as `XUAN_VERSION`.
//!
//! The same source gives the same text: the date is the commit's own, never the clock's. Without git, or outside of this
//! repository's checkout, it is the version alone.

use std::path::Path;
use std::process::Command;

/// How many digits of a commit name it.
const DIGITS: usize = 12;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let version = env!("CARGO_PKG_VERSION");
    let text = source().map_or_else(|| version.to_owned(), |source| format!("{version} ({source})"));
    println!("cargo::rustc-env=XUAN_VERSION={text}");
}

/// The commit and its date, where this folder is the top of a checkout; cargo is told what to watch.
fn source() -> Option<String> {
    // An unpacked archive may lie in somebody else's repository, whose commits say nothing about it.
    if git(&["rev-parse", "--is-inside-work-tree", "--show-prefix"])? != "true" {
        return None;
    }
    let commit = git(&["rev-parse", "HEAD"])?;
    watch("HEAD");
    // A branch is a file of its own, or a line of `packed-refs`; from there it comes back into the folder with the next commit.
    match git(&["symbolic-ref", "--quiet", "HEAD"]) {
        Some(branch) if !watch(&branch) => watch("refs/heads"),
        _ => true,
    };
    watch("packed-refs");
    let date = git(&["show", "--no-patch", "--format=%cs", "HEAD"])?;
    let commit: String = commit.chars().take(DIGITS).collect();
    Some(format!("{commit} {date}"))
}

/// Has cargo watch a file of the repository, if it is there: one that is not would count as changed each time.
fn watch(name: &str) -> bool {
    let path = git(&["rev-parse", "--git-path", name]).filter(|path| Path::new(path).exists());
    if let Some(path) = &path {
        println!("cargo::rerun-if-changed={path}");
    }
    path.is_some()
}

/// What git says, trimmed; none where it is not there or refuses.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
