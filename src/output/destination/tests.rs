//! What the output folder as a whole allows.

use std::fs;

use super::super::testbed::{DATE, Testbed, age, changed_at, paths};
use super::*;

#[test]
fn a_second_build_is_refused_until_the_first_ends() {
    let bed = Testbed::new();
    let first = bed.open().unwrap();
    assert_eq!(bed.open().unwrap_err().code, "output-locked");
    drop(first);
    assert!(bed.open().is_ok());
}

#[test]
fn a_folder_with_foreign_things_is_refused_and_left_as_it_is() {
    let bed = Testbed::new();
    bed.put("report.docx", "mine");
    let problem = bed.open().unwrap_err();
    assert_eq!(problem.code, "output-foreign");
    assert!(problem.zh.what.contains("report.docx"));
    assert_eq!(bed.everything().into_keys().collect::<Vec<_>>(), ["report.docx"]);
}

#[test]
fn a_foreign_city_folder_is_refused_and_the_doors_are_not_touched() {
    let bed = Testbed::new();
    bed.release("", &[("index.html", "doors")]).unwrap();
    bed.put("changsha/photo.jpg", "mine");
    assert_eq!(bed.release("changsha", &[("changsha/a.html", "a")]).unwrap_err().code, "output-foreign");
    assert_eq!(bed.files().into_keys().collect::<Vec<_>>(), ["changsha/photo.jpg", "index.html"]);
}

#[test]
fn one_city_can_be_built_first_and_then_another_and_then_the_doors() {
    let bed = Testbed::new();
    bed.release("changsha", &[("changsha/a.html", "a")]).unwrap();
    bed.release("yueyang", &[("yueyang/a.html", "a")]).unwrap();
    age(&bed.at("changsha/a.html"));
    let before = changed_at(&bed.at("changsha/a.html"));
    bed.release("", &[("index.html", "doors"), ("assets/a.css", "css")]).unwrap();
    bed.release("", &[("index.html", "doors 2")]).unwrap();
    assert_eq!(changed_at(&bed.at("changsha/a.html")), before);
    let names: Vec<String> = bed.files().into_keys().collect();
    assert_eq!(names, ["changsha/a.html", "index.html", "yueyang/a.html"]);
}

#[test]
fn a_site_folder_is_not_taken_for_the_whole_output() {
    let bed = Testbed::new();
    bed.release("changsha", &[("changsha/a.html", "a")]).unwrap();
    let problem = Destination::open(&bed.at("changsha"), bed.public().parent().unwrap()).unwrap_err();
    assert_eq!(problem.code, "output-other-kind");
}

#[test]
fn a_file_in_the_place_of_the_output_is_refused() {
    let bed = Testbed::new();
    fs::write(bed.public(), "a file").unwrap();
    assert_eq!(bed.open().unwrap_err().code, "output-not-folder");
    assert_eq!(fs::read(bed.public()).unwrap(), b"a file");
}

#[test]
fn a_part_is_begun_once_and_named_as_a_city() {
    let bed = Testbed::new();
    let destination = bed.open().unwrap();
    let begin = |part: &str| destination.begin(part, &[]).err().map(|problem| problem.code);
    for part in ["assets", "Search", "..", "a/b", ".git"] {
        assert_eq!(begin(part), Some("output-unsound"), "{part}");
    }
    assert_eq!(begin("changsha"), None);
    assert_eq!(begin("changsha"), Some("output-unplanned"));
}

#[test]
fn parts_that_left_the_workspace_are_told_and_removed_but_for_what_is_not_ours() {
    let bed = Testbed::new();
    bed.release("", &[("index.html", "doors")]).unwrap();
    for city in ["changsha", "yueyang", "zhuzhou"] {
        bed.release(city, &paths_in(city).iter().map(|path| (path.as_str(), "page")).collect::<Vec<_>>()).unwrap();
    }
    fs::create_dir(bed.at("by-hand")).unwrap();
    bed.put("zhuzhou/mine.txt", "by hand");
    let destination = bed.open().unwrap();
    assert_eq!(destination.parts().unwrap(), ["changsha", "yueyang", "zhuzhou"]);
    let release = destination.begin("changsha", &[]).unwrap();
    assert_eq!(destination.remove_part("yueyang").unwrap(), 2);
    assert_eq!(destination.remove_part("zhuzhou").unwrap(), 2);
    assert_eq!(destination.remove_part("changsha").unwrap(), 0);
    assert_eq!(destination.remove_part("never-was").unwrap(), 0);
    drop(release);
    let names: Vec<String> = bed.files().into_keys().collect();
    assert_eq!(names, ["by-hand/", "changsha/a.html", "changsha/deep/b.html", "index.html", "zhuzhou/mine.txt"]);
    assert!(!bed.at("yueyang").exists());
}

fn paths_in(city: &str) -> Vec<String> {
    ["a.html", "deep/b.html"].map(|file| format!("{city}/{file}")).to_vec()
}

#[cfg(unix)]
#[test]
fn a_link_is_refused_as_a_city_as_a_lock_and_as_a_manifest() {
    use std::os::unix::fs::symlink;
    let (bed, elsewhere) = (Testbed::new(), tempfile::tempdir().unwrap());
    bed.release("", &[("index.html", "doors")]).unwrap();
    symlink(elsewhere.path(), bed.at("changsha")).unwrap();
    assert_eq!(bed.release("changsha", &[("changsha/a.html", "a")]).unwrap_err().code, "output-link");
    fs::remove_file(bed.at(".xuan-manifest.json")).unwrap();
    symlink(elsewhere.path().join("m"), bed.at(".xuan-manifest.json")).unwrap();
    assert_eq!(bed.open().unwrap_err().code, "output-link");
    fs::remove_file(bed.at(".xuan-manifest.json")).unwrap();
    fs::write(bed.at(".xuan-manifest.json"), "torn").unwrap();
    fs::remove_file(bed.at(".xuan-lock")).unwrap();
    symlink(elsewhere.path().join("lock"), bed.at(".xuan-lock")).unwrap();
    assert_eq!(bed.open().unwrap_err().code, "output-link");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn the_output_itself_may_be_a_link_to_a_folder_elsewhere() {
    let (bed, elsewhere) = (Testbed::new(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path(), bed.public()).unwrap();
    bed.release("", &[("index.html", "doors")]).unwrap();
    assert_eq!(fs::read(elsewhere.path().join("index.html")).unwrap(), b"doors");
}

#[test]
fn the_manifest_of_the_doors_never_reaches_into_a_city() {
    let bed = Testbed::new();
    bed.release("changsha", &[("changsha/a.html", "a")]).unwrap();
    bed.release("", &[("index.html", "doors")]).unwrap();
    let tampered = bed.read(".xuan-manifest.json").replace("\"index.html\"", "\"changsha/a.html\"");
    bed.put(".xuan-manifest.json", &tampered);
    bed.release("", &[("index.html", "doors 2")]).unwrap();
    assert_eq!(bed.read("changsha/a.html"), "a");
}

#[test]
fn an_empty_part_is_a_part() {
    let bed = Testbed::new();
    let destination = bed.open().unwrap();
    destination.begin("changsha", &paths(&[])).unwrap().finish(DATE).unwrap();
    assert_eq!(destination.parts().unwrap(), ["changsha"]);
}
