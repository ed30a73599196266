//! The build's benchmark: deterministic workspaces of Chinese stories, built for the first time, again without a change,
//! and after one story changed. Prints pages a second, user and system seconds, and peak memory of each run.
//!
//! `cargo bench`, or `cargo bench -- --pages 20000 --shape own --keep DIR`. The program measures itself in a child
//! process, as the system counts the resources of finished children alone.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints")]
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark that cannot run stops")]
#![allow(unreachable_pub, reason = "a module of one benchmark")]

#[path = "workspace/mod.rs"]
mod workspace;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use workspace::Shape;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let Some(("--measure", rest)) = arguments.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        measure(rest);
        return;
    }
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let pages: usize = value("--pages").map_or(10_000, |pages| pages.parse().expect("--pages takes a number"));
    let shapes = match value("--shape").as_deref() {
        None => vec![Shape::Own, Shape::Shared],
        Some("own") => vec![Shape::Own],
        Some("shared") => vec![Shape::Shared],
        Some(other) => panic!("there is no shape {other}: own or shared"),
    };
    for shape in shapes {
        if let Some(folder) = value("--keep") {
            run(shape, pages, &PathBuf::from(folder).join(shape.name()));
        } else {
            let folder = tempfile::tempdir().expect("a temporary folder");
            run(shape, pages, folder.path());
        }
    }
}

/// Generates a workspace and builds it three times.
fn run(shape: Shape, pages: usize, folder: &Path) {
    let generated = workspace::generate(folder, shape, pages).expect("the workspace can be written");
    println!("{} shape: {} story pages in the output, {} stories", shape.name(), generated.pages, generated.stories);
    println!("{:<12} {:>9} {:>8} {:>8} {:>8} {:>9}", "build", "pages/s", "wall s", "user s", "system s", "peak MB");
    report("first", generated.pages, folder);
    report("unchanged", generated.pages, folder);
    workspace::change_one(folder, shape).expect("a story can be changed");
    report("one changed", generated.pages, folder);
    println!();
}

fn report(name: &str, pages: usize, folder: &Path) {
    let output = Command::new(std::env::current_exe().expect("the benchmark's own path"))
        .args(["--measure", env!("CARGO_BIN_EXE_xuan"), "build", "--quiet", "--root"])
        .arg(folder)
        .output()
        .expect("the benchmark can run itself");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("numbers");
    let numbers: Vec<f64> = text.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    let [wall, user, system, peak] = numbers.as_slice() else { panic!("four numbers, not {text}") };
    #[allow(clippy::cast_precision_loss, reason = "a count of pages is small")]
    let rate = pages as f64 / wall;
    println!("{name:<12} {rate:>9.0} {wall:>8.2} {user:>8.2} {system:>8.2} {peak:>9.0}");
}

/// Runs one command and prints its wall, user and system seconds and its peak memory in MB.
fn measure(command: &[String]) {
    let (program, arguments) = command.split_first().expect("a command to measure");
    let begun = Instant::now();
    let status = Command::new(program).args(arguments).status().expect("the command runs");
    let wall = begun.elapsed().as_secs_f64();
    let (user, system, peak) = resources();
    println!("{wall} {user} {system} {peak}");
    std::process::exit(status.code().unwrap_or(1));
}

/// What the finished children have used: user seconds, system seconds, peak memory in MB.
#[cfg(unix)]
fn resources() -> (f64, f64, f64) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts its children");
    #[allow(clippy::cast_precision_loss, reason = "milliseconds and kilobytes of one short run")]
    let (user, system, peak) = (
        usage.user_time().num_microseconds() as f64 / 1e6,
        usage.system_time().num_microseconds() as f64 / 1e6,
        // macOS counts bytes, the others kilobytes.
        usage.max_rss() as f64 / if cfg!(target_os = "macos") { 1e6 } else { 1e3 },
    );
    (user, system, peak)
}

/// Windows keeps no count of children that is reached without a handle; wall time alone is told there.
#[cfg(not(unix))]
fn resources() -> (f64, f64, f64) {
    (f64::NAN, f64::NAN, f64::NAN)
}
