//! Kills, full and read-only disks, two builds at once, and folders that are no output: the last good output stays whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::testbed::{STORY, Testbed, tree};

/// How many builds are killed.
const KILLS: u64 = 100;
/// How many stories the killed builds have.
const STORIES: usize = 120;

fn write_version(bed: &Testbed, version: &str) {
    for number in 0..STORIES {
        let text = STORY.replace("健步走", &format!("{version}活动{number}"));
        bed.write(&format!("content/changsha/stories/s{number:03}.md"), text);
    }
    // A story that only one version has: its page comes and goes.
    let only = bed.path("content/changsha/stories/only.md");
    if version == "甲" { fs::write(only, STORY).unwrap() } else { drop(fs::remove_file(only)) }
}

fn spawn(bed: &Testbed) -> Child {
    Command::new(env!("CARGO_BIN_EXE_xuan"))
        .args(["build", "--quiet"])
        .current_dir(bed.root())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Files that are neither one version's nor the other's.
fn torn(root: &Path, versions: [&BTreeMap<String, Vec<u8>>; 2]) -> Vec<String> {
    let is_whole = |path: &String, bytes: &Vec<u8>| versions.iter().any(|version| version.get(path) == Some(bytes));
    tree(root).into_iter().filter(|(path, bytes)| !is_whole(path, bytes)).map(|(path, _)| path).collect()
}

#[test]
fn a_hundred_kills_tear_no_page_and_lock_nobody_out() {
    let bed = Testbed::new();
    let mut versions = Vec::new();
    for version in ["甲", "乙"] {
        write_version(&bed, version);
        bed.build_well();
        versions.push(bed.output());
    }
    let begun = std::time::Instant::now();
    write_version(&bed, "甲");
    bed.build_well();
    let usual = u64::try_from(begun.elapsed().as_micros()).unwrap();
    fs::remove_dir_all(bed.path("public")).unwrap();
    fs::remove_dir_all(bed.path(".xuan")).unwrap();
    let mut number: u64 = 20_210_529;
    for kill in 0..KILLS {
        // Every tenth kill falls into a first build.
        if kill % 10 == 0 {
            drop(fs::remove_dir_all(bed.path("public")));
        }
        write_version(&bed, if kill % 2 == 0 { "甲" } else { "乙" });
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = spawn(&bed);
        std::thread::sleep(Duration::from_micros((number >> 33) % usual));
        drop(child.kill());
        child.wait().unwrap();
        assert_eq!(torn(&bed.path("public"), [&versions[0], &versions[1]]), Vec::<String>::new(), "kill {kill}");
    }
    for (version, whole) in ["甲", "乙"].iter().zip(&versions) {
        write_version(&bed, version);
        bed.build_well();
        assert_eq!(bed.output(), *whole);
    }
}

#[test]
fn a_foreign_folder_is_refused_and_left_alone() {
    let bed = Testbed::new().with("public/photo.txt", "mine");
    let run = bed.build();
    assert_eq!(run.code, 3);
    assert_eq!(tree(&bed.path("public")).len(), 1);
    for folder in ["content", ".", "content/changsha", "/"] {
        let run = bed.run(&["build", "--out", folder]);
        assert_eq!(run.code, 3, "{folder}: {}", run.err);
    }
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let bed = Testbed::new().with("content/changsha/stories/a.md", STORY);
    bed.build_well();
    let lock = fs::OpenOptions::new().write(true).open(bed.path("public/.xuan-lock")).unwrap();
    lock.try_lock().unwrap();
    bed.write("content/changsha/stories/a.md", STORY.replace("健步走", "新的"));
    let run = bed.run(&["build", "--lang", "en"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("output-locked"), "{}", run.err);
    assert!(bed.page("changsha/stories/a.html").contains("健步走"));
    lock.unlock().unwrap();
    bed.build_well();
}

#[test]
fn a_workspace_that_is_none_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = crate::testbed::program(folder.path(), &["build", "--lang", "zh"], &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("site.yaml") && err.contains("xuan init"), "{err}");
    assert!(!folder.path().join("public").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_with_three_and_keeps_what_was_there() {
    let bed = Testbed::new().with("content/changsha/stories/a.md", STORY);
    fs::create_dir_all(bed.path("public")).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
        .arg(bed.path("public"))
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !mounted {
        println!("SKIPPED: mounting a small disk needs the rights of root");
        return;
    }
    let ended = std::panic::catch_unwind(|| {
        bed.build_well();
        let before = bed.output();
        for number in 0..200 {
            bed.write(&format!("content/changsha/stories/s{number}.md"), STORY);
        }
        bed.write("content/changsha/stories/a.md", STORY.replace("健步走", "新的"));
        let run = bed.run(&["build", "--lang", "en"]);
        assert_eq!(run.code, 3, "{}{}", run.out, run.err);
        for (path, bytes) in bed.output() {
            let new = fs::read(bed.path("public").join(&path)).unwrap();
            assert!(new.ends_with(b"\n") || new == bytes || before.get(&path) == Some(&new), "{path} is torn");
        }
        assert!(bed.page("changsha/index.html").contains("</html>"));
    });
    let _ = Command::new("umount").arg(bed.path("public")).status();
    assert!(ended.is_ok(), "see above");
}
