//! The search files: what is in them, what is never in them, and how little of them one story changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::testbed::{HEALTH, STORY, Testbed};

/// The search files of a city, or of the doors, as texts by their names.
fn search(bed: &Testbed, folder: &str) -> BTreeMap<String, String> {
    let prefix = format!("{folder}search/");
    let files = bed.output().into_iter();
    files
        .filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?.to_owned(), String::from_utf8(bytes).unwrap())))
        .collect()
}

/// The fragments among them, all in one text.
fn fragments(bed: &Testbed, folder: &str) -> String {
    search(bed, folder).into_iter().filter(|(name, _)| name.contains('/')).map(|(_, text)| text).collect()
}

#[test]
fn every_file_is_a_call_under_its_own_name() {
    let bed =
        Testbed::new().with("content/changsha/stories/a.md", STORY).with("content/province/health/salt.md", HEALTH);
    bed.build_well();
    for folder in ["", "changsha/", "yueyang/"] {
        let files = search(&bed, folder);
        let boot = &files["boot.js"];
        for (name, text) in &files {
            let stem = name.strip_suffix(".js").unwrap();
            assert!(text.starts_with(&format!("xuanSearch(\"{stem}\",")) && text.ends_with(")\n"), "{folder}{name}");
            assert_eq!(text.lines().filter(|line| line.starts_with("xuanSearch(")).count(), 1, "{folder}{name}");
        }
        for other in ["fold", "pinyin", "facets"] {
            let name = boot.split(&format!("\"{other}\":\"")).nth(1).unwrap().split('"').next().unwrap();
            assert!(files.contains_key(&format!("{name}.js")), "{folder}{other}");
        }
    }
}

#[test]
fn a_city_finds_its_own_version_and_the_doors_find_each_page_once() {
    let own = HEALTH.replace("先量一量盐。", "长沙人先看辣椒酱。");
    let bed = Testbed::new()
        .with("content/province/health/salt.md", HEALTH)
        .with("content/province/health/oil.md", HEALTH.replace("少吃盐", "少吃油"))
        .with("content/changsha/health/salt.md", own)
        .with("content/changsha/stories/a.md", STORY);
    bed.build_well();
    let changsha = fragments(&bed, "changsha/");
    assert_eq!(changsha.matches("health/salt.html").count(), 1);
    assert!(changsha.contains("辣椒酱"));
    assert!(changsha.contains("[\"stories/a.html\",\"健步走\",3,\"2021-05-29\",0,\"浏阳市\","));
    assert!(!fragments(&bed, "yueyang/").contains("辣椒酱"));
    let doors = fragments(&bed, "");
    assert_eq!(doors.matches("health/oil.html").count(), 1);
    assert_eq!(doors.matches("health/salt.html").count(), 2);
    assert!(doors.contains("[\"changsha/stories/a.html\",\"健步走\",3,\"2021-05-29\",0,\"长沙市\","));
    assert!(doors.contains("[\"yueyang/health/salt.html\""));
}

#[test]
fn what_is_held_is_in_no_search_file() {
    let secret = "不该出去的字句";
    let bed = Testbed::new()
        .with("content/changsha/stories/a.md", STORY)
        .with(
            "content/changsha/stories/draft.md",
            STORY.replace("早上七点", secret).replace("title:", "draft: 是\ntitle:"),
        )
        .with(
            "content/changsha/stories/future.md",
            STORY.replace("早上七点", secret).replace("2021-05-29", "2022-05-29"),
        )
        .with(
            "content/changsha/families/f.md",
            format!("---\ntitle: 一家人\ndate: 2021-05-29\nunit: 浏阳\nconsent: C-1\n---\n\n{secret}\n"),
        )
        .with(
            "content/consents.csv",
            "id,unit,role,scope,channels,date,withdrawn\nC-1,浏阳,本人,姓名;事迹,网站,2021-05-01,2021-06-01\n",
        );
    bed.build_well();
    for (path, bytes) in bed.output() {
        assert!(!String::from_utf8_lossy(&bytes).contains(secret), "{path}");
    }
    // A character that only they have begins no pair.
    let before = search(&bed, "changsha/");
    bed.write(
        "content/changsha/stories/draft.md",
        STORY.replace("早上七点", "另一些字").replace("title:", "draft: 是\ntitle:"),
    );
    bed.build_well();
    assert_eq!(search(&bed, "changsha/"), before);
}

#[test]
fn one_edited_story_changes_few_search_files_and_no_other_page() {
    let bed = Testbed::new();
    let syllables: Vec<char> =
        "天地人和春夏秋冬山水风云雨雪日月星辰东西南北中左右前后里外上下大小多少长短高低远近".chars().collect();
    for number in 0..400usize {
        let word = |seed: usize| -> String {
            (0..40).map(|at| syllables[(seed * 31 + at * at * 7 + at * seed) % syllables.len()]).collect()
        };
        let text = (0..12)
            .map(|line| format!("{}，{}。", word(number * 13 + line), word(number + line * 101)))
            .collect::<Vec<_>>()
            .join("\n\n");
        bed.write(
            &format!("content/changsha/stories/s{number:03}.md"),
            STORY.replace("早上七点，大家一起走。", &text).replace("健步走", &format!("活动{number}")),
        );
    }
    bed.build_well();
    let before = bed.output();
    let path = "content/changsha/stories/s123.md";
    let text = std::fs::read_to_string(bed.path(path)).unwrap();
    bed.write(path, format!("{text}\n龙舟节到了。\n"));
    bed.build_well();
    let after = bed.output();
    let changed: BTreeSet<&String> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    let in_search: Vec<_> = changed.iter().filter(|path| path.starts_with("changsha/search/")).collect();
    let all = after.keys().filter(|path| path.starts_with("changsha/search/")).count();
    assert!(in_search.len() * 4 < all, "{} of {all}: {in_search:?}", in_search.len());
    let pages: Vec<_> = changed.iter().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, [&"changsha/stories/s123.html"]);
    // Nothing of the index before is left over.
    bed.write(path, text);
    bed.build_well();
    assert_eq!(bed.output(), before);
}

#[test]
fn a_fragment_says_how_its_traditional_characters_fold() {
    let bed = Testbed::new().with("content/changsha/stories/a.md", STORY.replace("大家", "鄉親們\u{2028}"));
    bed.build_well();
    let text = fragments(&bed, "changsha/");
    assert!(text.contains("\"鄉乡親亲們们\"]"), "{text}");
    assert!(!text.contains('\u{2028}'));
}
