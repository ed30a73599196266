//! `xuan check`: what a build would tell, with nothing written.

use serde_json::Value;

use crate::testbed::{STORY, Testbed};

fn bed() -> Testbed {
    Testbed::new().with("content/changsha/stories/walk.md", STORY).with(
        "content/changsha/stories/draft.md",
        STORY.replace("topics", "draft: 是\ntopics").replace("健步走", "没写完"),
    )
}

#[test]
fn a_check_counts_each_city_names_what_is_held_and_writes_nothing() {
    let bed = bed();
    let run = bed.run(&["check", "--lang", "zh"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("没写完  草稿  content/changsha/stories/draft.md"), "{}", run.out);
    let line = run.out.lines().find(|line| line.starts_with("长沙市")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["长沙市", "1", "0", "0", "1", "0", "可以生成"]);
    assert!(run.out.ends_with("0 处错误，0 处提醒，1 篇暂不发布；只检查，没有写入任何文件\n"), "{}", run.out);
    assert!(!bed.has(""), "no output folder");
    assert!(bed.run(&["check", "--lang", "en"]).out.contains("1 stories held back"));
    assert_eq!(bed.run(&["check", "--quiet"]).out, "");
}

#[test]
fn a_check_tells_what_a_build_tells_and_ends_as_it_does() {
    let bed = bed().with("content/yueyang/stories/walk.md", "---\ntitel: 坏了\n---\n正文\n");
    let run = bed.run(&["check", "--lang", "zh"]);
    assert_eq!(run.code, 1);
    let line = run.out.lines().find(|line| line.starts_with("岳阳市")).unwrap();
    assert!(line.ends_with("有错要改"), "{line}");
    assert_eq!(run.err, bed.build().err);
    let json = bed.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((json.code, &report["diagnostics"]), (1, &bed.report()["diagnostics"]));
    assert_eq!(bed.run(&["check", "--city", "changsha"]).code, bed.run(&["build", "--city", "changsha"]).code);
}

#[test]
fn an_error_common_to_all_and_a_missing_workspace_are_told() {
    let bed = bed().with("content/province/health/a.md", "---\ntitel: 坏了\n---\n正文\n");
    assert!(bed.run(&["check", "--lang", "zh"]).out.contains("等全省的错误改好"));
    let empty = tempfile::tempdir().unwrap();
    let root = empty.path().to_str().unwrap();
    let run = bed.run(&["check", "--root", root, "--lang", "zh"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("site-missing"), "{}", run.err);
    let run = bed.run(&["check", "--root", root, "--format", "json"]);
    assert!(run.code == 1 && run.out.contains("site-missing") && run.err.is_empty(), "{}", run.out);
}
