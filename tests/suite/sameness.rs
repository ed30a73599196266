//! The same input gives the same bytes; what did not change is not touched; and each page's bytes stand in its manifest.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use crate::testbed::{HEALTH, STORY, Testbed};

fn bed() -> Testbed {
    let bed = Testbed::new().with("content/province/health/salt.md", HEALTH);
    for number in 0..30 {
        let text =
            STORY.replace("健步走", &format!("活动{number}")).replace("05-29", &format!("05-{:02}", 1 + number % 9));
        bed.write(&format!("content/changsha/stories/s{number:02}.md"), text);
    }
    bed
}

fn times(bed: &Testbed) -> BTreeMap<String, SystemTime> {
    let public = bed.path("public");
    bed.output()
        .into_keys()
        .map(|path| (path.clone(), fs::metadata(public.join(&path)).unwrap().modified().unwrap()))
        .collect()
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let bed = bed();
    assert_eq!(bed.run_with(&["build"], &[("RAYON_NUM_THREADS", "1")]).code, 0);
    let one = bed.output();
    fs::remove_dir_all(bed.path("public")).unwrap();
    fs::remove_dir_all(bed.path(".xuan")).unwrap();
    assert_eq!(bed.run_with(&["build"], &[("RAYON_NUM_THREADS", "8")]).code, 0);
    assert_eq!(bed.output(), one);
}

#[test]
fn a_second_build_touches_nothing_with_or_without_the_cache() {
    let bed = bed();
    bed.build_well();
    let before = times(&bed);
    let run = bed.build_well();
    assert!(run.out.contains("内容没有变化"), "{}", run.out);
    assert_eq!(times(&bed), before);
    fs::remove_dir_all(bed.path(".xuan")).unwrap();
    let run = bed.build_well();
    assert!(run.out.contains("写入 0 个文件"), "{}", run.out);
    assert_eq!(times(&bed), before);
}

#[test]
fn the_cache_is_never_trusted_over_the_files() {
    let bed = bed();
    bed.build_well();
    let whole = bed.output();
    let page = bed.path("public/changsha/stories/s03.html");
    fs::write(&page, "changed by hand").unwrap();
    bed.build_well();
    assert_eq!(bed.output(), whole, "a changed page is mended");
    fs::remove_file(&page).unwrap();
    bed.build_well();
    assert_eq!(bed.output(), whole, "a lost page is mended");
    for entry in fs::read_dir(bed.path(".xuan/cache")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::write(path, "rubbish").unwrap();
        }
    }
    bed.build_well();
    assert_eq!(bed.output(), whole);
}

#[test]
fn one_changed_story_changes_its_page_and_what_lists_it() {
    let bed = bed();
    bed.build_well();
    let before = times(&bed);
    let text = fs::read_to_string(bed.path("content/changsha/stories/s03.md")).unwrap();
    bed.write("content/changsha/stories/s03.md", format!("{text}\n又来了新消息。\n"));
    bed.build_well();
    let after = times(&bed);
    let changed: Vec<&String> =
        before.iter().filter(|(path, time)| after.get(*path) != Some(*time)).map(|(path, _)| path).collect();
    let (search, pages): (Vec<&String>, Vec<&String>) = changed.into_iter().partition(|path| path.contains("search/"));
    assert_eq!(pages, ["changsha/stories/s03.html"]);
    let of = |folder: &str| search.iter().any(|path| **path == format!("{folder}search/boot.js"));
    assert!(of("") && of("changsha/") && !of("yueyang/"), "{search:?}");
}

#[test]
fn an_option_a_date_or_a_template_makes_a_build_new() {
    let bed = bed();
    bed.build_well();
    assert!(!bed.run(&["build", "--lang", "zh", "--date", "2021-12-30"]).out.contains("内容没有变化"));
    assert!(!bed.build_well().out.contains("内容没有变化"));
    bed.write("themes/default/templates/search.html", "<title>我的搜索页</title>");
    assert!(!bed.build_well().out.contains("内容没有变化"));
    assert_eq!(bed.page("changsha/search.html"), "<title>我的搜索页</title>");
}

#[test]
fn a_template_error_is_told_at_its_place_and_nothing_is_written() {
    let bed = bed();
    bed.build_well();
    let before = bed.output();
    bed.write("themes/default/templates/search.html", "<title>好</title>\n<p>{{ 坏 了 }}</p>\n");
    let run = bed.build();
    assert_eq!(run.code, 1);
    assert!(run.err.contains("themes/default/templates/search.html:2"), "{}", run.err);
    bed.write("themes/default/templates/search.html", "<title>好</title>\n<p>{{ site.nmae }}</p>\n");
    let run = bed.build();
    assert_eq!(run.code, 1);
    assert!(run.err.contains("themes/default/templates/search.html:2"), "{}", run.err);
    assert_eq!(bed.output(), before);
}
