//! The search index's benchmark: the index over all pages of a deterministic workspace, as the doors have it. Prints what
//! reading the stories' terms and making the files cost in user seconds, the memory before and at the peak, and the sizes.
//!
//! `cargo bench --bench search`, or with `-- --pages 20000 --root DIR` for a workspace of one's own.

#![allow(clippy::print_stdout, reason = "a benchmark prints")]
#![allow(clippy::expect_used, reason = "a benchmark that cannot run stops")]
#![allow(unreachable_pub, dead_code, reason = "a module of two benchmarks")]

#[path = "workspace/mod.rs"]
mod workspace;

use std::path::{Path, PathBuf};

use workspace::Shape;
use xuan::pipeline::Options;
use xuan::search::{self, Corpus};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let pages = value("--pages").map_or(10_000, |pages| pages.parse().expect("--pages takes a number"));
    if let Some(root) = value("--root") {
        measure(&PathBuf::from(root));
    } else {
        let folder = tempfile::tempdir().expect("a temporary folder");
        workspace::generate(folder.path(), Shape::Own, pages).expect("the workspace can be written");
        measure(folder.path());
    }
}

fn measure(root: &Path) {
    let options = Options { root: root.to_path_buf(), ..Options::default() };
    let compiled = xuan::pipeline::compiled(&options).expect("the workspace can be read");
    let (before, resident) = (user_seconds(), memory("VmRSS"));
    let corpus = Corpus::of(&compiled.model);
    let read = user_seconds();
    let files = search::index(&compiled.model, None, &corpus);
    let made = user_seconds();
    let size = |fragments: bool| -> usize {
        let is_fragment = |url: &str| url.matches('/').count() > 1;
        let of = files.iter().filter(|file| is_fragment(file.url.as_str()) == fragments);
        of.map(|file| file.bytes.len()).sum::<usize>() / 1000
    };
    println!("{} stories", compiled.model.stories.len());
    println!("terms of the stories   {:6.2} user s", read - before);
    println!("files of the index     {:6.2} user s", made - read);
    println!("memory                 {resident:6} MB before, {} MB at the peak", memory("VmHWM"));
    println!("files                  {:6}, index {} kB, fragments {} kB", files.len(), size(false), size(true));
}

/// What the program has used of the processors, all threads together.
#[cfg(unix)]
fn user_seconds() -> f64 {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("the system counts its programs");
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of one short run")]
    let seconds = usage.user_time().num_microseconds() as f64 / 1e6;
    seconds
}

#[cfg(not(unix))]
fn user_seconds() -> f64 {
    f64::NAN
}

/// A line of the system's account of the program's memory, in MB; 0 where there is none.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1000
}
