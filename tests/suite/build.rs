//! What a build releases, keeps back and tells.

use crate::testbed::{HEALTH, STORY, Testbed};

#[test]
fn a_story_gets_its_page_its_listings_and_its_place_in_feed_and_sitemap() {
    let bed = Testbed::new().with("content/changsha/stories/2021-05-29-walk.md", STORY);
    bed.build_well();
    let page = bed.page("changsha/stories/2021-05-29-walk.html");
    assert!(page.contains("健步走") && page.contains("浏阳市") && page.contains("减盐"), "{page}");
    for listing in ["stories/index", "topics/jianyan", "counties/liuyang", "index"] {
        let html = bed.page(&format!("changsha/{listing}.html"));
        assert!(html.contains("2021-05-29-walk.html"), "{listing}");
    }
    let address = "https://example.org/changsha/stories/2021-05-29-walk.html";
    assert!(bed.page("changsha/feed.xml").contains(address));
    assert!(bed.page("changsha/sitemap.xml").contains(&format!("<loc>{address}</loc>")));
    assert!(bed.page("changsha/robots.txt").contains("https://example.org/changsha/sitemap.xml"));
    assert!(!bed.has("yueyang/stories/2021-05-29-walk.html"));
    assert!(!bed.has("yueyang/counties/miluo.html"), "a county without pages has no listing");
}

#[test]
fn a_provincial_page_is_shared_limited_and_overridden() {
    let bed = Testbed::new()
        .with("content/province/health/salt.md", HEALTH)
        .with("content/province/health/oil.md", HEALTH.replace("title: 少吃盐", "title: 少吃油\ncities: 长沙"))
        .with("content/yueyang/health/salt.md", HEALTH.replace("少吃盐", "岳阳少吃盐"));
    let report = bed.report();
    assert!(bed.page("changsha/health/salt.html").contains("<title>少吃盐"));
    assert!(bed.page("yueyang/health/salt.html").contains("<title>岳阳少吃盐"));
    assert!(bed.has("changsha/health/oil.html") && !bed.has("yueyang/health/oil.html"));
    let part = |folder: &str| {
        report["parts"].as_array().unwrap().iter().find(|part| part["folder"] == folder).unwrap().clone()
    };
    assert_eq!((part("changsha")["shared"].as_u64(), part("changsha")["own"].as_u64()), (Some(2), Some(0)));
    assert_eq!((part("yueyang")["own"].as_u64(), part("yueyang")["overriding"].as_u64()), (Some(1), Some(1)));
}

#[test]
fn a_held_page_of_a_city_suppresses_the_provinces_unless_it_only_waits() {
    let own = |extra: &str| HEALTH.replace("title: 少吃盐", &format!("title: 自己的\n{extra}"));
    for (extra, shown) in [("draft: yes", true), ("date: 2022-05-01", true), ("expires: 2021-06-01", false)] {
        let text = own(extra).replace("date: 2021-05-29\ntopics", "topics");
        let text = if extra.starts_with("date") { text } else { own(extra) };
        let bed =
            Testbed::new().with("content/province/health/salt.md", HEALTH).with("content/yueyang/health/salt.md", text);
        bed.build_well();
        assert_eq!(bed.has("yueyang/health/salt.html"), shown, "{extra}");
        assert!(bed.has("changsha/health/salt.html"));
    }
}

#[test]
fn one_broken_story_keeps_its_own_city_and_no_other() {
    let bed = Testbed::new()
        .with("content/changsha/stories/walk.md", STORY)
        .with("content/yueyang/stories/walk.md", STORY.replace("浏阳", "汨罗"));
    bed.build_well();
    bed.write("content/yueyang/stories/walk.md", "---\ntitel: 坏了\n---\n正文\n");
    bed.write("content/changsha/stories/walk.md", STORY.replace("健步走", "新的健步走"));
    let run = bed.build();
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(bed.page("changsha/stories/walk.html").contains("新的健步走"));
    assert!(bed.page("yueyang/stories/walk.html").contains("健步走"), "the last good page stays");
    assert!(run.out.contains("岳阳市") && run.out.contains("保留上次结果：2 处错误"), "{}", run.out);
    assert!(run.err.contains("titel") && run.err.contains("是不是“title”？"), "{}", run.err);
}

#[test]
fn an_error_of_the_province_keeps_all() {
    let bed = Testbed::new().with("content/changsha/stories/walk.md", STORY);
    bed.build_well();
    let before = bed.output();
    bed.write("content/province/health/salt.md", "---\ntitle: 盐\n---\n正文\n");
    bed.write("content/changsha/stories/walk.md", STORY.replace("健步走", "新的"));
    assert_eq!(bed.build().code, 1);
    assert_eq!(bed.output(), before);
}

#[test]
fn drafts_and_future_pages_are_shown_when_asked_for() {
    let bed = Testbed::new()
        .with("content/changsha/stories/a.md", STORY.replace("title", "draft: 是\ntitle"))
        .with("content/changsha/stories/b.md", STORY.replace("2021-05-29", "2022-05-29"));
    let run = bed.build_well();
    assert!(!bed.has("changsha/stories/a.html") && !bed.has("changsha/stories/b.html"));
    assert!(run.out.contains("草稿") && run.out.contains("2022-05-29 才发布"), "{}", run.out);
    assert_eq!(bed.run(&["build", "--drafts"]).code, 0);
    assert!(bed.has("changsha/stories/a.html") && bed.has("changsha/stories/b.html"));
    assert_eq!(bed.run(&["build", "--date", "2022-06-01"]).code, 0);
    assert!(!bed.has("changsha/stories/a.html") && bed.has("changsha/stories/b.html"));
}

#[test]
fn only_the_city_asked_for_is_touched() {
    let bed = Testbed::new()
        .with("content/changsha/stories/walk.md", STORY)
        .with("content/yueyang/stories/walk.md", STORY.replace("浏阳", "汨罗"));
    assert_eq!(bed.run(&["build", "--city", "yueyang"]).code, 0);
    assert!(bed.has("yueyang/index.html") && !bed.has("changsha") && !bed.has("index.html"));
    let run = bed.run(&["build", "--city", "yueyan", "--lang", "en"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("did you mean `yueyang`?"), "{}", run.err);
}

#[test]
fn the_build_of_one_city_does_not_fail_by_anothers_error() {
    let bed = Testbed::new()
        .with("content/changsha/stories/walk.md", STORY)
        .with("content/yueyang/stories/walk.md", STORY.replace("浏阳", "汨罗").replace("2021-05-29", "2021-13-45"));
    for verb in ["check", "build"] {
        assert_eq!(bed.run(&[verb]).code, 1);
        assert_eq!(bed.run(&[verb, "--city", "yueyang"]).code, 1);
        assert_eq!(bed.run(&[verb, "--city", "changsha", "--city", "yueyang"]).code, 1);
        assert_eq!(bed.run(&[verb, "--city", "changsha"]).code, 0);
    }
    bed.write("content/province/health/salt.md", "---\ntitle: 少盐\ndate: 2021-13-45\n---\n\n字。\n");
    assert_eq!(bed.run(&["build", "--city", "changsha"]).code, 1, "the province's errors are everybody's");
}

#[test]
fn without_an_address_what_needs_one_is_left_out_with_one_warning() {
    let bed = Testbed::new().with("content/changsha/stories/walk.md", STORY);
    bed.write("content/site.yaml", "name: 健康家庭\nas_of: 2021-12-31\n");
    let told = bed.told();
    assert_eq!(told.iter().filter(|(code, ..)| code == "no-base-url").count(), 1);
    assert!(!bed.has("changsha/feed.xml") && !bed.has("changsha/sitemap.xml"));
    assert!(!bed.page("changsha/stories/walk.html").contains("canonical"));
    assert_eq!(bed.run(&["build", "--base-url", "https://example.org/x"]).code, 0);
    assert!(bed.page("changsha/stories/walk.html").contains("https://example.org/x/changsha/stories/walk.html"));
}

#[test]
fn a_city_that_is_gone_from_the_workspace_goes_from_the_output() {
    let bed = Testbed::new();
    bed.build_well();
    assert!(bed.has("yueyang/index.html"));
    bed.remove("content/yueyang/city.yaml");
    std::fs::remove_dir(bed.path("content/yueyang")).unwrap();
    bed.build_well();
    assert!(!bed.has("yueyang"));
    assert!(bed.has("changsha/index.html"));
}

#[test]
fn a_deleted_story_leaves_no_page_behind() {
    let bed = Testbed::new().with("content/changsha/stories/walk.md", STORY);
    bed.build_well();
    bed.remove("content/changsha/stories/walk.md");
    bed.build_well();
    assert!(!bed.has("changsha/stories/walk.html") && !bed.has("changsha/topics/jianyan.html"));
}

#[test]
fn a_new_workspace_builds_at_once_and_a_new_story_is_a_draft_in_its_county() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("我的网站");
    let init = crate::testbed::program(folder.path(), &["init", "我的网站"], &[]).output().unwrap();
    assert!(init.status.success());
    let again = crate::testbed::program(folder.path(), &["init", "我的网站", "--lang", "en"], &[]).output().unwrap();
    assert_eq!(again.status.code(), Some(3));
    let new = ["new", "先进典型", "长沙", "春天：一起种菜", "--unit", "浏阳"];
    let created = crate::testbed::program(&root, &new, &[]).output().unwrap();
    assert!(created.status.success(), "{}", String::from_utf8_lossy(&created.stderr));
    let story = root.join("content/changsha/stories/浏阳市/春天：一起种菜/index.md");
    assert!(std::fs::read_to_string(&story).unwrap().contains("标题: 春天：一起种菜"));
    std::fs::write(&story, "我的修改").unwrap();
    let again = crate::testbed::program(&root, &new, &[]).output().unwrap();
    assert_eq!(again.status.code(), Some(3));
    assert_eq!(std::fs::read_to_string(&story).unwrap(), "我的修改", "what is there is left alone");
    std::fs::remove_file(&story).unwrap();
    for kind in ["health", "youth", "families", "stories", "pages"] {
        let made = crate::testbed::program(&root, &["new", kind, "changsha", "一个 标题: 冒号"], &[]).output().unwrap();
        assert!(made.status.success(), "{kind}");
    }
    let build = crate::testbed::program(&root, &["build", "--lang", "en"], &[]).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&build.stdout), String::from_utf8_lossy(&build.stderr));
    assert!(build.status.success(), "{out}{err}");
    assert!(!err.contains("error"), "{err}");
}

#[test]
fn usage_errors_end_with_two() {
    let bed = Testbed::new();
    assert_eq!(bed.run(&["bild"]).code, 2);
    assert_eq!(bed.run(&["build", "--date", "gestern"]).code, 2);
    assert_eq!(bed.run(&["build", "--base-url", "example"]).code, 2);
}
