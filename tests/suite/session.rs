//! What a preview shows is what a build would write, whatever was changed before, in whatever order and by whichever hints.

use std::collections::BTreeSet;
use std::fs;

use proptest::prelude::*;
use xuan::model::Audience;
use xuan::path::{OutputPath, SourcePath};
use xuan::pipeline::{self, Changes, Edition, Options, Session, exit_code};

use crate::testbed::{HEALTH, STORY, Testbed, tree};

const STORIES: [&str; 7] = [
    "content/changsha/stories/a.md",
    "content/changsha/stories/b.md",
    "content/changsha/stories/浏阳/c/index.md",
    "content/yueyang/stories/a.md",
    "content/province/stories/a.md",
    "content/province/stories/d.md",
    "content/changsha/health/salt.md",
];
const PICTURES: [&str; 2] = ["content/province/health/spoon.svg", "content/changsha/stories/浏阳/c/spoon.svg"];
/// Further files with texts that each of them may have.
const OTHERS: [(&str, &[&str]); 4] = [
    ("content/synonyms.yaml", &["- [高血压, 血压高]\n", "- [盐, 咸]\n- [走路, 健步走]\n"]),
    (
        "content/yueyang/city.yaml",
        &[
            "name: 岳阳\ncounties:\n  - {name: 汨罗市, slug: miluo}\n",
            "name: 岳阳市\ncounties:\n  - {name: 汨罗, slug: miluo}\n",
        ],
    ),
    ("themes/default/static/site.css", &["p { color: red }\n", "p { color: blue }\n"]),
    ("themes/default/templates/search.html", &["<title>搜</title>\n", "<title>{{ site.name }}</title>\n"]),
];

/// One thing that happens to a workspace.
#[derive(Debug, Clone)]
enum Step {
    Write(usize, usize),
    Remove(usize),
    Rename(usize, usize),
    Draw(usize, usize),
    Erase(usize),
    Other(usize, usize),
    Drop(usize),
    MoveFolder,
}

fn step() -> impl Strategy<Value = Step> {
    let story = 0..STORIES.len();
    prop_oneof![
        5 => (story.clone(), 0..8_usize).prop_map(|(story, text)| Step::Write(story, text)),
        2 => story.clone().prop_map(Step::Remove),
        2 => (story.clone(), story).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => (0..PICTURES.len(), 0..3_usize).prop_map(|(picture, text)| Step::Draw(picture, text)),
        1 => (0..PICTURES.len()).prop_map(Step::Erase),
        2 => (0..OTHERS.len(), 0..2_usize).prop_map(|(other, text)| Step::Other(other, text)),
        1 => (0..OTHERS.len()).prop_map(Step::Drop),
        1 => Just(Step::MoveFolder),
    ]
}

/// A story's text: some change what other pages show of it, one is a draft, one is for the future, one is wrong.
fn text(story: usize, text: usize) -> String {
    let base = if STORIES[story].contains("/health/") { HEALTH } else { STORY };
    let unit = match STORIES[story].split('/').nth(1) {
        Some("yueyang") => "unit: 汨罗\n",
        Some("province") => "",
        _ => "unit: 浏阳\n",
    };
    let base = &base.replace("unit: 浏阳\n", unit);
    match text {
        0 => base.clone(),
        1 => base.replace("title: ", "title: 新"),
        2 => base.replace("减盐", "减油"),
        3 => base.replace("---\n\n", "draft: 是\n---\n\n"),
        4 => base.replace("2021-05-29", "2022-05-29"),
        5 => format!("{base}\n[看看](../health/salt.md)，![勺子](spoon.svg)\n"),
        6 => base.replace("2021-05-29", "2021-06-01").replace("---\n\n", "slug: other\n---\n\n"),
        _ => base.replace("title", "tilte"),
    }
}

fn picture(text: usize) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\"><path d=\"M0 0h{0}\"/></svg>", text + 4)
}

/// Does a step; the files that a watcher would name for it, and whether it would ask for a walk.
fn act(bed: &Testbed, step: &Step) -> (Vec<String>, bool) {
    let is_there = |path: &str| bed.path(path).exists();
    match step {
        Step::Write(story, variant) => {
            bed.write(STORIES[*story], text(*story, *variant));
            (vec![STORIES[*story].to_owned()], STORIES[*story].contains("/c/"))
        }
        Step::Remove(story) if is_there(STORIES[*story]) => {
            bed.remove(STORIES[*story]);
            (vec![STORIES[*story].to_owned()], false)
        }
        Step::Rename(from, to) if from != to && is_there(STORIES[*from]) => {
            fs::create_dir_all(bed.path(STORIES[*to]).parent().unwrap()).unwrap();
            fs::rename(bed.path(STORIES[*from]), bed.path(STORIES[*to])).unwrap();
            (vec![STORIES[*from].to_owned(), STORIES[*to].to_owned()], STORIES[*to].contains("/c/"))
        }
        Step::Draw(number, variant) => {
            bed.write(PICTURES[*number], picture(*variant));
            (vec![PICTURES[*number].to_owned()], PICTURES[*number].contains("/c/"))
        }
        Step::Erase(number) if is_there(PICTURES[*number]) => {
            bed.remove(PICTURES[*number]);
            (vec![PICTURES[*number].to_owned()], false)
        }
        Step::Other(number, variant) => {
            let (path, texts) = OTHERS[*number];
            bed.write(path, texts[*variant]);
            (vec![path.to_owned()], path.starts_with("themes"))
        }
        Step::Drop(number) if is_there(OTHERS[*number].0) && !OTHERS[*number].0.ends_with("city.yaml") => {
            bed.remove(OTHERS[*number].0);
            (vec![OTHERS[*number].0.to_owned()], false)
        }
        Step::MoveFolder if is_there("content/changsha/stories/浏阳") => {
            let to = bed.path("content/changsha/stories/长沙县");
            let _ = fs::remove_dir_all(&to);
            fs::rename(bed.path("content/changsha/stories/浏阳"), to).unwrap();
            // The system names the two folders and none of their files.
            (vec!["content/changsha/stories/浏阳".to_owned()], true)
        }
        _ => (Vec::new(), false),
    }
}

fn options(bed: &Testbed, out: Option<&std::path::Path>) -> Options {
    Options {
        root: bed.root().to_path_buf(),
        out: out.map(std::path::Path::to_path_buf),
        audience: Audience::WRITER,
        ..Options::default()
    }
}

/// Holds every file of a clean build against the edition's, if the build is whole; whether it was.
fn compare(bed: &Testbed, edition: &Edition, ever: &mut BTreeSet<String>) -> bool {
    let out = tempfile::tempdir().unwrap();
    let _ = fs::remove_dir_all(bed.path(".xuan"));
    let report = pipeline::build(&options(bed, Some(out.path())), &|_| ()).unwrap();
    if exit_code(&report.diagnostics) != 0 {
        assert!(edition.diagnostics().iter().any(xuan::diagnostic::Diagnostic::is_error));
        return false;
    }
    assert_eq!(edition.diagnostics(), report.diagnostics);
    let built = tree(out.path());
    for (path, bytes) in &built {
        let shown = edition.file(&OutputPath::new(path)).unwrap_or_else(|| panic!("{path} is not shown")).unwrap();
        assert!(shown == *bytes, "{path} is not as built:\n{}", String::from_utf8_lossy(&shown));
    }
    ever.extend(built.keys().cloned());
    for gone in ever.iter().filter(|path| !built.contains_key(*path)) {
        assert!(edition.file(&OutputPath::new(gone)).is_none(), "{gone} is shown and not built");
    }
    true
}

fn bed() -> Testbed {
    Testbed::new()
        .with("content/province/health/salt.md", HEALTH)
        .with(STORIES[0], text(0, 0))
        .with(STORIES[3], text(3, 0))
        .with(PICTURES[0], picture(0))
        .with(PICTURES[1], picture(0))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, ..ProptestConfig::default() })]
    #[test]
    fn every_previewed_file_is_as_a_clean_build_has_it(steps in prop::collection::vec((step(), 0..4_u8), 1..9)) {
        let bed = bed();
        let (mut session, mut edition) = Session::open(options(&bed, None), &|_| ()).unwrap();
        let mut ever = BTreeSet::new();
        let mut pending = Changes::default();
        for (step, look) in &steps {
            let (files, folders) = act(&bed, step);
            pending.merge(Changes {
                files: files.iter().map(SourcePath::new).collect(),
                folders,
                everything: *look == 3,
            });
            // Now and then several steps come in one batch.
            if *look > 0 {
                if let Some(refreshed) = session.refresh(&std::mem::take(&mut pending)).unwrap() {
                    edition = refreshed.edition;
                }
                compare(&bed, &edition, &mut ever);
            }
        }
        if let Some(refreshed) = session.refresh(&pending).unwrap() {
            edition = refreshed.edition;
        }
        compare(&bed, &edition, &mut ever);
    }
}

fn changes(files: &[&str]) -> Changes {
    Changes { files: files.iter().map(SourcePath::new).collect(), ..Changes::default() }
}

fn shown(edition: &Edition, path: &str) -> String {
    String::from_utf8(edition.file(&OutputPath::new(path)).unwrap().unwrap()).unwrap()
}

#[test]
fn a_mistake_leaves_the_last_good_page_and_is_told_until_it_is_mended() {
    let bed = bed();
    let (mut session, first) = Session::open(options(&bed, None), &|_| ()).unwrap();
    let page = "changsha/stories/a.html";
    let good = shown(&first, page);
    bed.write(STORIES[0], "---\ntitle: 健步走\ndate: 不是日子\n---\n\n坏了的正文\n");
    let broken = session.refresh(&changes(&[STORIES[0]])).unwrap().unwrap();
    assert_eq!(shown(&broken.edition, page), good);
    let told = broken.edition.diagnostics().iter().find(|found| found.is_error()).unwrap();
    assert_eq!(told.place.as_ref().unwrap().excerpt.as_ref().unwrap().line, "date: 不是日子");
    assert_eq!(broken.changed, [SourcePath::new(STORIES[0])]);
    bed.write(STORIES[0], STORY.replace("早上七点", "早上八点"));
    let mended = session.refresh(&changes(&[STORIES[0]])).unwrap().unwrap();
    assert!(shown(&mended.edition, page).contains("早上八点"));
    assert!(!mended.edition.diagnostics().iter().any(xuan::diagnostic::Diagnostic::is_error));
}

#[test]
fn a_broken_configuration_or_theme_keeps_the_last_good_site() {
    let bed = bed();
    let (mut session, first) = Session::open(options(&bed, None), &|_| ()).unwrap();
    let home = shown(&first, "changsha/index.html");
    let site = fs::read_to_string(bed.path("content/site.yaml")).unwrap();
    for (path, broken) in [
        ("content/site.yaml", "name: [\n"),
        ("content/changsha/city.yaml", "naem: 长沙市\n"),
        ("themes/default/templates/home.html", "{{ 坏 了 }}"),
    ] {
        let before = fs::read_to_string(bed.path(path)).ok();
        bed.write(path, broken);
        let found = Changes { folders: true, ..changes(&[path]) };
        let refreshed = session.refresh(&found).unwrap().unwrap();
        assert_eq!(shown(&refreshed.edition, "changsha/index.html"), home, "{path}");
        let told = refreshed.edition.diagnostics().iter().find(|found| found.is_error()).unwrap();
        assert_eq!(told.place.as_ref().unwrap().file.as_str(), path);
        match before {
            Some(text) => bed.write(path, text),
            None => bed.remove(path),
        }
        let mended = session.refresh(&found).unwrap().unwrap();
        assert!(!mended.edition.diagnostics().iter().any(xuan::diagnostic::Diagnostic::is_error), "{path}");
    }
    bed.write("content/site.yaml", site.replace("健康家庭", "健康之家"));
    let renamed = session.refresh(&changes(&["content/site.yaml"])).unwrap().unwrap();
    assert!(shown(&renamed.edition, "changsha/index.html").contains("健康之家"));
}

#[test]
fn a_workspace_that_goes_away_is_told_and_comes_back() {
    let bed = bed();
    let (mut session, _) = Session::open(options(&bed, None), &|_| ()).unwrap();
    let all = Changes { everything: true, ..Changes::default() };
    fs::rename(bed.path("content"), bed.path("aside")).unwrap();
    assert_eq!(session.refresh(&all).err().unwrap().code, "site-missing");
    fs::rename(bed.path("aside"), bed.path("content")).unwrap();
    assert!(session.refresh(&all).unwrap().is_none(), "as it was");
}

#[test]
fn what_programs_make_for_a_moment_changes_nothing() {
    let bed = bed();
    let (mut session, _) = Session::open(options(&bed, None), &|_| ()).unwrap();
    assert!(
        session
            .refresh(&changes(&["content/changsha/stories/4913", "content/changsha/stories/sedX"]))
            .unwrap()
            .is_none()
    );
    assert!(session.refresh(&changes(&[STORIES[0]])).unwrap().is_none(), "saved without a change");
}
