//! What a release does to one part.

use std::fs;

use super::super::testbed::{DATE, Testbed, age, changed_at, paths, write_all};
use super::*;

#[test]
fn a_first_release_makes_exactly_the_planned_files_and_a_complete_manifest() {
    let bed = Testbed::new();
    let tally = bed.release("c", &[("c/index.html", "start"), ("c/health/a.html", "page")]).unwrap();
    assert_eq!(tally, Tally { created: 2, ..Tally::default() });
    let names: Vec<String> = bed.everything().into_keys().collect();
    assert_eq!(names, [".xuan-lock", "c/.xuan-manifest.json", "c/health/a.html", "c/index.html"]);
    let manifest = bed.open().unwrap().manifest("c").unwrap().unwrap();
    assert_eq!((manifest.state, manifest.released.as_deref()), (State::Complete, Some(DATE)));
    let content = manifest.files.first().unwrap().content.clone().unwrap();
    // printf page | sha256sum
    assert_eq!(content.sha256, "3660315a9af3df255d8f19ab077e4797822b41488a0e2a04bc6af71213c23274");
    assert_eq!(content.size, 4);
}

#[test]
fn an_unchanged_release_touches_nothing_not_even_the_manifest() {
    let bed = Testbed::new();
    let files = [("c/index.html", "start"), ("c/health/a.html", "page")];
    bed.release("c", &files).unwrap();
    let watched = ["c/index.html", "c/health/a.html", "c/.xuan-manifest.json"];
    for path in watched {
        age(&bed.at(path));
    }
    let before = watched.map(|path| changed_at(&bed.at(path)));
    assert_eq!(bed.release("c", &files).unwrap(), Tally { unchanged: 2, ..Tally::default() });
    assert_eq!(watched.map(|path| changed_at(&bed.at(path))), before);
}

#[test]
fn only_what_changed_is_written_and_only_what_was_listed_is_removed() {
    let bed = Testbed::new();
    bed.release("c", &[("c/a.html", "a"), ("c/b.html", "b"), ("c/old/x.html", "x"), ("c/full/y.html", "y")]).unwrap();
    bed.put("c/full/mine.txt", "by hand");
    age(&bed.at("c/a.html"));
    let before = changed_at(&bed.at("c/a.html"));
    let tally = bed.release("c", &[("c/a.html", "a"), ("c/b.html", "B")]).unwrap();
    assert_eq!(tally, Tally { created: 0, changed: 1, unchanged: 1, removed: 2 });
    assert_eq!(changed_at(&bed.at("c/a.html")), before);
    assert!(!bed.at("c/old").exists() && !bed.at("c/full/y.html").exists());
    assert_eq!(bed.read("c/full/mine.txt"), "by hand");
}

#[test]
fn a_file_changed_by_hand_is_mended_whatever_the_manifest_says() {
    let bed = Testbed::new();
    let files = [("c/a.html", "right"), ("c/b.html", "whole")];
    bed.release("c", &files).unwrap();
    bed.put("c/a.html", "wrong");
    fs::remove_file(bed.at("c/b.html")).unwrap();
    assert_eq!(bed.release("c", &files).unwrap(), Tally { created: 1, changed: 1, ..Tally::default() });
    assert_eq!(bed.read("c/a.html"), "right");
}

#[test]
fn the_manifest_lists_old_and_planned_before_the_first_write_and_nothing_is_removed_until_the_end() {
    let bed = Testbed::new();
    bed.release("c", &[("c/old.html", "old")]).unwrap();
    let files = [("c/new.html", "new"), ("c/later.html", "later")];
    bed.cut("c", &files, 1).unwrap();
    let manifest = bed.open().unwrap().manifest("c").unwrap().unwrap();
    assert_eq!(manifest.state, State::Writing);
    let listed: Vec<&str> = manifest.files.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(listed, ["later.html", "new.html", "old.html"]);
    assert_eq!(bed.read("c/old.html"), "old");
    assert_eq!(bed.release("c", &[("c/later.html", "later")]).unwrap().removed, 2);
    assert_eq!(bed.files().into_keys().collect::<Vec<_>>(), ["c/later.html"]);
}

#[test]
fn leftovers_of_a_cut_release_are_swept_away() {
    let bed = Testbed::new();
    let files = [("c/a.html", "a"), ("c/deep/er/b.html", "b")];
    bed.cut("c", &files, 2).unwrap();
    bed.put("c/deep/er/.xuan-tmp-1-2-b.html", "ha");
    bed.put("c/.xuan-tmp-1-3-.xuan-manifest.json", "{");
    bed.release("c", &files).unwrap();
    let names: Vec<String> = bed.everything().into_keys().collect();
    assert_eq!(names, [".xuan-lock", "c/.xuan-manifest.json", "c/a.html", "c/deep/er/b.html"]);
}

#[test]
fn a_first_release_cut_at_its_very_beginning_is_accepted_by_the_next() {
    let bed = Testbed::new();
    bed.put(".xuan-lock", "");
    bed.put("c/.xuan-tmp-1-0-.xuan-manifest.json", "{\"for");
    bed.release("c", &[("c/a.html", "a")]).unwrap();
    bed.release("", &[("index.html", "doors")]).unwrap();
    let names: Vec<String> = bed.everything().into_keys().collect();
    assert_eq!(names, [".xuan-lock", ".xuan-manifest.json", "c/.xuan-manifest.json", "c/a.html", "index.html"]);
}

#[test]
fn a_torn_manifest_removes_nothing_and_is_mended() {
    let bed = Testbed::new();
    bed.release("c", &[("c/a.html", "a"), ("c/b.html", "b")]).unwrap();
    bed.put("c/.xuan-manifest.json", "{\"format\":1,\"files\":[{\"pa");
    assert_eq!(bed.release("c", &[("c/a.html", "a")]).unwrap().removed, 0);
    assert_eq!(bed.read("c/b.html"), "b");
    assert_eq!(bed.open().unwrap().manifest("c").unwrap().unwrap().state, State::Complete);
}

#[test]
fn a_file_gives_way_to_a_folder_and_a_folder_to_a_file() {
    let bed = Testbed::new();
    bed.release("c", &[("c/topics", "a file"), ("c/health/deep/a.html", "a")]).unwrap();
    let tally = bed.release("c", &[("c/topics/x.html", "x"), ("c/health", "a file now")]).unwrap();
    assert_eq!(tally, Tally { created: 2, removed: 2, ..Tally::default() });
    assert_eq!((bed.read("c/topics/x.html"), bed.read("c/health")), ("x".to_owned(), "a file now".to_owned()));
}

#[test]
fn what_is_not_ours_never_gives_way() {
    let bed = Testbed::new();
    bed.release("c", &[("c/a.html", "a")]).unwrap();
    bed.put("c/topics", "by hand");
    bed.put("c/health/mine.txt", "by hand");
    let code = |files: &[(&str, &str)]| bed.release("c", files).unwrap_err().code;
    assert_eq!(code(&[("c/topics/x.html", "x")]), "output-not-folder");
    assert_eq!(code(&[("c/health", "x")]), "output-in-the-way");
    assert_eq!((bed.read("c/topics"), bed.read("c/health/mine.txt")), ("by hand".to_owned(), "by hand".to_owned()));
}

#[test]
fn a_name_that_changes_its_case_alone_ends_with_the_new_file() {
    let bed = Testbed::new();
    bed.release("c", &[("c/Topics/a.html", "a"), ("c/b.html", "b")]).unwrap();
    bed.release("c", &[("c/topics/a.html", "a"), ("c/B.html", "b2")]).unwrap();
    let names: Vec<String> = bed.files().into_keys().collect();
    assert_eq!(names, ["c/B.html", "c/topics/a.html"]);
}

#[cfg(unix)]
#[test]
fn where_two_names_are_one_file_the_old_name_is_not_removed() {
    // A hard link stands for a file system on which case does not count: both names lead to one file.
    let bed = Testbed::new();
    bed.release("c", &[("c/a.html", "a")]).unwrap();
    fs::hard_link(bed.at("c/a.html"), bed.at("c/A.html")).unwrap();
    assert_eq!(bed.release("c", &[("c/A.html", "a")]).unwrap().removed, 0);
    assert_eq!(bed.read("c/A.html"), "a");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_link() {
    use std::os::unix::fs::symlink;
    let (bed, elsewhere) = (Testbed::new(), tempfile::tempdir().unwrap());
    let secret = elsewhere.path().join("x.html");
    fs::write(&secret, "theirs").unwrap();
    bed.release("c", &[("c/topics/x.html", "x"), ("c/a.html", "a")]).unwrap();
    fs::remove_dir_all(bed.at("c/topics")).unwrap();
    symlink(elsewhere.path(), bed.at("c/topics")).unwrap();
    fs::remove_file(bed.at("c/a.html")).unwrap();
    symlink(&secret, bed.at("c/a.html")).unwrap();
    assert_eq!(bed.release("c", &[("c/topics/x.html", "x2")]).unwrap_err().code, "output-link");
    assert_eq!(bed.release("c", &[("c/a.html", "a2")]).unwrap_err().code, "output-link");
    bed.release("c", &[("c/b.html", "b")]).unwrap();
    assert_eq!(fs::read_to_string(&secret).unwrap(), "theirs");
}

#[test]
fn a_kept_file_counts_as_written_and_one_that_differs_is_not_kept() {
    let bed = Testbed::new();
    let files = [("c/assets/a.webp", "picture"), ("c/assets/b.webp", "other")];
    bed.release("c", &files).unwrap();
    bed.put("c/assets/b.webp", "othEr");
    let destination = bed.open().unwrap();
    let mut planned = paths(&files);
    planned.push(OutputPath::new("c/assets/new.webp"));
    let release = destination.begin("c", &planned).unwrap();
    assert_eq!(planned.iter().map(|path| release.keep(path).unwrap()).collect::<Vec<_>>(), [true, false, false]);
    write_all(&release, &[("c/assets/b.webp", "other"), ("c/assets/new.webp", "new")]).unwrap();
    assert_eq!(release.finish(DATE).unwrap(), Tally { created: 1, changed: 1, unchanged: 1, removed: 0 });
}

#[test]
fn mistakes_of_the_program_are_told_and_remove_nothing() {
    let bed = Testbed::new();
    bed.release("c", &[("c/old.html", "old")]).unwrap();
    let destination = bed.open().unwrap();
    let files = [("c/a.html", "a"), ("c/b.css", "b")];
    let release = destination.begin("c", &paths(&files)).unwrap();
    let write = |phase, path: &str| release.write(phase, &OutputPath::new(path), b"x").map_err(|problem| problem.code);
    assert_eq!(write(Phase::Pages, "c/unplanned.html"), Err("output-unplanned"));
    assert_eq!(write(Phase::Pages, "d/a.html"), Err("output-unplanned"));
    assert_eq!(write(Phase::Pages, "c/a.html"), Ok(Written::Created));
    assert_eq!(write(Phase::Pages, "c/a.html"), Err("output-unplanned"));
    assert_eq!(write(Phase::Assets, "c/b.css"), Err("output-disorder"));
    assert_eq!(release.finish(DATE).unwrap_err().code, "output-unwritten");
    assert_eq!(bed.read("c/old.html"), "old");
}

#[test]
fn many_threads_write_one_release() {
    let bed = Testbed::new();
    let planned: Vec<OutputPath> = (0..400).map(|n| OutputPath::new(format!("c/{}/{n}.html", n % 7))).collect();
    let destination = bed.open().unwrap();
    let release = destination.begin("c", &planned).unwrap();
    std::thread::scope(|scope| {
        for chunk in planned.chunks(50) {
            let release = &release;
            scope.spawn(move || {
                for path in chunk {
                    release.write(Phase::Pages, path, path.as_str().as_bytes()).unwrap();
                }
            });
        }
    });
    assert_eq!(release.finish(DATE).unwrap().created, 400);
    assert!(bed.files().iter().all(|(path, text)| path == text));
    assert_eq!(bed.everything().len(), 402);
}

#[test]
fn a_reader_sees_the_old_page_or_the_new_one_and_nothing_between() {
    use std::sync::atomic::AtomicBool;
    let bed = Testbed::new();
    let pages = ["旧".repeat(40_000), "新".repeat(50_000)];
    bed.release("c", &[("c/a.html", &pages[0])]).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut torn = 0;
            while !done.load(Ordering::Relaxed) {
                // Windows may refuse the reader for a moment, which is no half page either.
                if let Ok(seen) = fs::read_to_string(bed.at("c/a.html")) {
                    torn += usize::from(!pages.contains(&seen));
                }
            }
            torn
        });
        for round in 0..60 {
            bed.release("c", &[("c/a.html", &pages[(round + 1) % 2])]).unwrap();
        }
        done.store(true, Ordering::Relaxed);
        assert_eq!(reader.join().unwrap(), 0);
    });
}
