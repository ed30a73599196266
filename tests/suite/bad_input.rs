//! Bad input gets an error at its place with the mend, and the other mistakes and files are still told.

use std::time::{Duration, Instant};

use crate::testbed::{HEALTH, STORY, Testbed};

/// Builds one story and gives the codes told with their lines.
#[track_caller]
fn told_of(text: impl AsRef<[u8]>) -> Vec<(String, u64)> {
    let bed = Testbed::new().with("content/changsha/stories/a.md", text);
    let begun = Instant::now();
    let told = bed.told();
    assert!(begun.elapsed() < Duration::from_secs(20), "bounded, however slow the machine");
    told.into_iter().map(|(code, _, line)| (code, line)).collect()
}

#[track_caller]
fn assert_told(text: impl AsRef<[u8]>, code: &str, line: u64) {
    let told = told_of(text);
    assert!(told.contains(&(code.to_owned(), line)), "{code} in line {line} is not among {told:?}");
}

#[test]
fn mistakes_in_front_matter_are_told_at_their_lines() {
    let story = |line: &str| STORY.replace("topics: 减盐", line);
    assert_told(story("topcis: 减盐"), "field-unknown", 5);
    assert_told(story("draft: 也许"), "flag-invalid", 5);
    assert_told(story("topics: 减言"), "topic-unknown", 5);
    assert_told(story("title: 又一个"), "field-duplicate", 5);
    assert_told(story("metrics:\n  参与人次: 很多"), "number-invalid", 6);
    assert_told(story("updated: 2020-01-01"), "date-order", 5);
    assert_told(story("slug: a/b"), "slug-character", 5);
    assert_told(story("slug: index"), "slug-reserved", 5);
    assert_told(story("slug: CON"), "slug-reserved", 5);
    assert_told(story(&format!("slug: {}", "a".repeat(201))), "slug-too-long", 5);
    assert_told(story("aliases: ../x.html"), "alias-invalid", 5);
    assert_told(story("source_url: www.example.org"), "url-invalid", 5);
    assert_told(story("cities: 长沙"), "province-only", 5);
    assert_told(story("references: 书"), "field-elsewhere", 5);
    assert_told(STORY.replace("2021-05-29", "2021-02-30"), "date-invalid", 3);
    assert_told(STORY.replace("date: 2021-05-29\n", ""), "field-missing", 1);
    assert_told(STORY.replace("unit: 浏阳", "unit: 流阳"), "unit-unknown", 4);
    assert_told(STORY.replace("unit: 浏阳", "unit: 长沙"), "unit-ambiguous", 4);
    assert_told(STORY.replace("title: 健步走", "title: 通知: 健步走"), "yaml-colon", 2);
}

#[test]
fn all_mistakes_of_a_file_and_of_the_others_are_told_at_once() {
    let bed = Testbed::new()
        .with("content/changsha/stories/a.md", "---\ntitel: 一\ndate: 昨天\nunit: 无\n---\n[x](no.md)\n")
        .with("content/yueyang/stories/b.md", "---\ntopics: 无\n---\n正文\n");
    let codes: Vec<String> = bed.told().into_iter().map(|(code, ..)| code).collect();
    for code in ["field-unknown", "date-invalid", "unit-unknown", "link-dead", "topic-unknown", "field-missing"] {
        assert!(codes.iter().any(|told| told == code), "{code} is not among {codes:?}");
    }
}

#[test]
fn two_pages_for_one_address_are_an_error_also_by_case() {
    let bed = Testbed::new()
        .with("content/changsha/stories/walk.md", STORY)
        .with("content/changsha/stories/other.md", STORY.replace("title", "slug: WALK\ntitle"));
    assert!(bed.told().iter().any(|(code, ..)| code == "address-taken"));
    let bed = Testbed::new()
        .with("content/changsha/stories/walk.md", STORY)
        .with("content/changsha/stories/walk/index.md", STORY);
    assert!(bed.told().iter().any(|(code, ..)| code == "address-taken"));
}

#[test]
fn an_alias_that_meets_a_page_is_an_error() {
    let bed = Testbed::new()
        .with("content/changsha/stories/walk.md", STORY)
        .with("content/changsha/stories/other.md", STORY.replace("title", "aliases: stories/Walk.html\ntitle"));
    assert!(bed.told().iter().any(|(code, ..)| code == "alias-taken"));
}

#[test]
fn what_is_no_text_is_an_error_that_names_file_and_line() {
    assert_told("---\ntitle: 甲\ndate: 2021-05-29\nunit: 浏阳\n---\n第一行\n第\u{0}二行\n", "control-character", 7);
    let mut bytes = STORY.as_bytes().to_vec();
    bytes.extend_from_slice(&[0xff, 0xfe, 0xfd, b'\n']);
    assert!(told_of(bytes).iter().any(|(code, _)| code.starts_with("encoding")));
    assert_told("---\ntitle: 甲\n正文没有结束\n", "front-matter-unclosed", 1);
    let long = format!("---\ntitle: 甲\nsummary: {}\n---\n正文\n", "长".repeat(6000));
    assert!(told_of(long).iter().any(|(code, _)| code == "front-matter-too-long"));
    assert!(told_of("---\ntitle: &a 甲\nsummary: *a\n---\n正文\n").iter().any(|(code, _)| code.starts_with("yaml")));
    assert!(told_of("字".repeat(700_000)).iter().any(|(code, _)| code == "file-too-large"));
}

#[test]
fn pathological_texts_end_quickly() {
    let head = "---\ntitle: 甲\ndate: 2021-05-29\nunit: 浏阳\n---\n";
    for bomb in ["> ", "[", "*", "`", "- ", "<!--", "**a。**", "[a](", "![", "_*", "|", "\\"] {
        let text = format!("{head}{}\n", bomb.repeat(300_000 / bomb.len()));
        let _ = told_of(text);
    }
    assert!(told_of(format!("{head}{}深\n", "> ".repeat(200))).iter().any(|(code, _)| code == "nesting-too-deep"));
}

#[test]
fn dead_links_and_headings_are_errors_with_the_nearest_name() {
    let bed = Testbed::new().with("content/province/health/salt.md", HEALTH).with(
        "content/changsha/health/a.md",
        HEALTH.replace("先量一量盐。", "见[盐](slat.md)和[盐](salt.md#为什莫)。"),
    );
    let run = bed.run(&["build", "--lang", "zh"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("是不是“salt.md”？") && run.err.contains("是不是“为什么”？"), "{}", run.err);
}

#[test]
fn an_address_without_its_scheme_is_told_with_it() {
    let bed = Testbed::new().with("content/changsha/stories/a.md", STORY.replace("早上", "[看](www.example.org)早上"));
    let run = bed.build();
    assert_eq!(run.code, 1);
    assert!(run.err.contains("是不是“https://www.example.org”？"), "{}", run.err);
}

#[test]
fn a_link_to_a_held_page_becomes_plain_text_with_a_warning() {
    let bed = Testbed::new()
        .with("content/changsha/health/later.md", HEALTH.replace("title: 少吃盐", "title: 以后\ndraft: yes"))
        .with("content/changsha/health/now.md", HEALTH.replace("先量一量盐。", "见[以后那篇](later.md)。"));
    let run = bed.build_well();
    assert!(run.err.contains("link-held") && run.err.contains("（草稿）"), "{}", run.err);
    let run = bed.run(&["build", "--lang", "en"]);
    assert!(run.err.contains("held (draft)"), "{}", run.err);
    let page = bed.page("changsha/health/now.html");
    assert!(page.contains("见以后那篇。"), "{page}");
}

#[test]
fn identity_and_mobile_numbers_are_errors_unless_declared_and_never_shown_whole() {
    let number = "138 0000 1234";
    let bed = Testbed::new().with("content/changsha/stories/a.md", format!("{STORY}\n电话 {number}\n"));
    let run = bed.build();
    assert_eq!(run.code, 1);
    assert!(run.err.contains("mobile-number") && run.err.contains("138******34"), "{}", run.err);
    assert!(!run.err.contains(number) && !run.err.contains("13800001234"), "{}", run.err);
    let city = std::fs::read_to_string(bed.path("content/changsha/city.yaml")).unwrap();
    bed.write("content/changsha/city.yaml", format!("{city}declared_numbers: [\"{number}\"]\n"));
    bed.build_well();
    let bed = Testbed::new().with("content/changsha/stories/a.md", STORY.replace("浏阳", "13800001234"));
    let run = bed.build();
    assert!(run.err.contains("unit-unknown") && !run.err.contains("13800001234"), "{}", run.err);
    // A number that nobody has: the division 430199 does not exist.
    let bed = Testbed::new().with("content/changsha/stories/a.md", format!("{STORY}\n证件 430199 19000101 0006。\n"));
    let run = bed.build();
    assert!(run.err.contains("identity-number") && run.err.contains("430*************06"), "{}", run.err);
    assert!(!run.err.contains("19000101"), "{}", run.err);
    let captioned = format!("{STORY}\n![图](a.svg \"联系人 １３８００００１２３４\")\n");
    let bed = Testbed::new()
        .with("content/yueyang/stories/a.md", captioned.replace("浏阳", "汨罗"))
        .with("content/yueyang/stories/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>");
    assert!(bed.told().iter().any(|(code, ..)| code == "mobile-number"));
}

#[cfg(unix)]
#[test]
fn links_in_content_are_skipped_with_a_warning() {
    let bed = Testbed::new().with("content/changsha/stories/walk.md", STORY);
    std::os::unix::fs::symlink(bed.path("content"), bed.path("content/changsha/stories/loop")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", bed.path("content/changsha/stories/secret.md")).unwrap();
    let run = bed.build_well();
    assert!(run.err.contains("secret.md") && run.err.contains("loop"), "{}", run.err);
    assert!(!bed.has("changsha/stories/secret.html"));
}
