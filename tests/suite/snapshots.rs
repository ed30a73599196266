//! Twenty broken stories give all their diagnostics in one run: what a writer reads, word for word, in both languages.

use crate::testbed::{HEALTH, STORY, Testbed};

fn broken() -> Testbed {
    let story = |from: &str, to: &str| {
        assert!(STORY.contains(from), "{from}");
        STORY.replace(from, to)
    };
    let stories = [
        ("01-unknown-key", story("title", "titel")),
        ("02-bad-date", story("2021-05-29", "2021-13-01")),
        ("03-unknown-topic", story("减盐", "减言")),
        ("04-unknown-county", story("浏阳", "流阳市")),
        ("05-ambiguous-county", story("浏阳", "长沙")),
        ("06-duplicate-key", story("topics: 减盐", "标题: 又一个")),
        ("07-colon-in-title", story("健步走", "通知: 健步走")),
        ("08-bad-flag", story("topics: 减盐", "示例: 大概")),
        ("09-bad-number", story("topics: 减盐", "数据:\n  参与人次: 一百多")),
        ("10-bad-slug", story("topics: 减盐", "slug: 健步走")),
        ("11-bad-alias", story("topics: 减盐", "旧网址: ../old.html")),
        ("12-never-closed", "---\ntitle: 没有结束\n".to_owned()),
        ("13-dead-link", story("早上", "[见这里](nowhere.md)早上")),
        ("14-dead-anchor", story("早上", "[见下面](#没有)早上")),
        ("15-missing-picture", story("早上", "![图](photo.jpg)早上")),
        ("16-no-alt", story("早上", "![](photo.jpg)早上")),
        ("17-script-link", story("早上", "[点](javascript:alert(1))早上")),
        ("18-mobile", story("早上", "电话 13800001234，早上")),
        ("19-control", story("早上", "早\u{7}上")),
        ("20-anchor-alias", story("topics: 减盐", "keywords: &a 词")),
    ];
    let bed = Testbed::new().with("content/yueyang/health/no-references.md", HEALTH.replace("references", "reference"));
    for (name, text) in stories {
        bed.write(&format!("content/changsha/stories/{name}.md"), text);
    }
    bed
}

#[test]
fn twenty_broken_stories_are_told_in_chinese() {
    let run = broken().run(&["build", "--lang", "zh"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!("broken-zh", run.err);
}

#[test]
fn twenty_broken_stories_are_told_in_english() {
    let run = broken().run(&["build", "--lang", "en"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!("broken-en", run.err);
}

#[test]
fn the_same_is_told_as_json() {
    let report = broken().report();
    let codes: Vec<String> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            let place = &found["place"];
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            assert!(!text(&found["zh"]["what"]).is_empty() && !text(&found["en"]["mend"]).is_empty());
            format!(
                "{}:{}:{} {}",
                text(&place["file"]),
                place["span"]["line"],
                place["span"]["column"],
                text(&found["code"])
            )
        })
        .collect();
    insta::assert_snapshot!("broken-json", codes.join("\n"));
}
