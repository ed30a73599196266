//! The kinds: their fields on the page, what holds a page back, who relates to whom.

use crate::testbed::{HEALTH, STORY, Testbed};

const FAMILY: &str = "---\ntitle: 李阿姨一家\ndate: 2021-06-01\nunit: 浏阳\nconsent: CS-1\npseudonym: 李阿姨\nhonour: 县级 2021\nmembers: 母亲、女儿\n---\n\n每天一起做饭。\n";
const CONSENT: &str = "id,unit,role,child_agrees,scope,channels,date,expires,withdrawn\n";

/// Builds a family under a consent; gives the reason why it is held, if it is.
#[track_caller]
fn held(row: &str) -> Option<String> {
    let bed = Testbed::new()
        .with("content/changsha/families/li.md", FAMILY)
        .with("content/consents.csv", format!("{CONSENT}{row}\n"));
    let report = bed.report();
    assert_eq!(bed.has("changsha/families/li.html"), report["held"].as_array().unwrap().is_empty());
    report["held"][0]["zh"].as_str().map(str::to_owned)
}

#[test]
fn a_family_goes_out_only_under_a_valid_consent() {
    assert_eq!(held("CS-1,浏阳市,本人,,姓名、事迹,网站、微信,2021-05-01,2031-05-01,"), None);
    let reason = |row: &str| held(row).unwrap_or_default();
    assert!(reason("CS-2,浏阳市,本人,,事迹,网站,2021-05-01,,").contains("未登记"));
    assert!(reason("CS-1,浏阳市,本人,,事迹,网站,2021-05-01,,2021-12-01").contains("已撤回"));
    assert!(reason("CS-1,浏阳市,本人,,事迹,网站,2021-05-01,2021-12-30,").contains("有效期"));
    assert!(reason("CS-1,浏阳市,本人,,事迹,网站,2022-05-01,,").contains("有效期"));
    assert!(reason("CS-1,浏阳市,本人,,事迹,微信、印刷,2021-05-01,,").contains("网站"));
    assert!(reason("CS-1,浏阳市,本人,,姓名,网站,2021-05-01,,").contains("事迹"));
    assert!(reason("CS-1,浏阳市,监护人,,事迹,网站,2021-05-01,,").contains("儿童"));
    assert_eq!(held("CS-1,浏阳市,监护人,是,事迹,网站,2021-05-01,,"), None);
}

#[test]
fn a_consent_withdrawn_clears_the_page_at_the_next_build() {
    let bed = Testbed::new()
        .with("content/changsha/families/li.md", FAMILY)
        .with("content/consents.csv", format!("{CONSENT}CS-1,浏阳市,本人,,事迹,网站,2021-05-01,,\n"));
    bed.build_well();
    assert!(bed.page("changsha/families/li.html").contains("noindex"));
    assert!(!bed.page("changsha/sitemap.xml").contains("families/li"));
    bed.write("content/consents.csv", format!("{CONSENT}CS-1,浏阳市,本人,,事迹,网站,2021-05-01,,2021-11-30\n"));
    bed.build_well();
    assert!(!bed.has("changsha/families/li.html"));
    for (path, bytes) in bed.output() {
        assert!(!String::from_utf8_lossy(&bytes).contains("李阿姨"), "{path}");
    }
}

#[test]
fn demonstrations_and_real_consents_do_not_mix() {
    let bed = Testbed::new()
        .with("content/changsha/families/a.md", FAMILY.replace("title", "sample: yes\ntitle"))
        .with("content/changsha/families/b.md", FAMILY.replace("CS-1", "DEMO-1"));
    let codes: Vec<String> = bed.told().into_iter().map(|(code, ..)| code).collect();
    assert!(codes.contains(&"sample-consent".to_owned()) && codes.contains(&"demo-consent".to_owned()), "{codes:?}");
}

#[test]
fn a_youth_article_shows_age_helplines_and_its_note_on_a_page_of_its_own() {
    let text = "---\ntitle: 长大\ndate: 2021-06-01\nage_range: 初中\nreferences: 教材\nadult_note: 先听孩子说完\ntopics: 青春健康\n---\n正文\n";
    let bed = Testbed::new()
        .with("content/province/youth/a.md", text)
        .with("content/province/youth/b.md", text.replace("初中", "12-14").replace("长大", "同龄"))
        .with("content/province/youth/c.md", text.replace("初中", "大学").replace("长大", "成年"))
        .with("content/changsha/health/d.md", HEALTH.replace("减盐", "青春健康"));
    bed.build_well();
    let page = bed.page("changsha/youth/a.html");
    assert!(page.contains("12355") && page.contains("tel:12355"), "{page}");
    assert!(!page.contains("先听孩子说完"));
    assert!(bed.page("changsha/youth/a/adults.html").contains("先听孩子说完"));
    assert!(page.contains("同龄"), "the same band is related");
    let related = page.split("related").last().unwrap();
    assert!(!related.contains("少吃盐"), "youth pages relate to youth pages alone");
    let missing = Testbed::new().with("content/changsha/youth/a.md", text.replace("age_range: 初中\n", ""));
    assert!(missing.told().iter().any(|(code, ..)| code == "field-missing"));
}

#[test]
fn a_success_story_shows_its_event_and_numbers() {
    let text = STORY.replace(
        "topics: 减盐",
        "活动编号: CS-1\n活动日期: 2021年5月28日\n地点: 广场\n做法: 走路；量血压\n数据:\n  参与人次: 1,200\n  义诊人次: ３６",
    );
    let bed = Testbed::new().with("content/changsha/stories/a.md", text);
    bed.build_well();
    let page = bed.page("changsha/stories/a.html");
    for shown in ["CS-1", "2021年5月28日", "广场", "走路", "量血压", "1200", "36"] {
        assert!(page.contains(shown), "{shown} is not in {page}");
    }
}

#[test]
fn the_date_comes_from_the_name_or_the_event_and_the_unit_from_the_folder() {
    let bed =
        Testbed::new().with("content/changsha/stories/浏阳/2021年6月3日活动/index.md", "今天大家一起走。\n").with(
            "content/changsha/stories/b.md",
            "---\nunit: 浏阳市\nevent_date: 2021-07-01\n---\n\n# 标题在这里\n\n正文。\n",
        );
    let run = bed.build_well();
    assert!(!run.err.contains("unit-defaulted"), "{}", run.err);
    let page = bed.page("changsha/stories/2021-nian-6-yue-3-ri-huo-dong.html");
    assert!(page.contains("2021年6月3日") && page.contains("浏阳市") && page.contains("<title>活动 "), "{page}");
    let page = bed.page("changsha/stories/b.html");
    assert!(page.contains("<title>标题在这里") && page.contains("2021年7月1日"), "{page}");
}

#[test]
fn an_alias_is_a_page_that_leads_to_the_story() {
    let bed =
        Testbed::new().with("content/changsha/stories/a.md", STORY.replace("title", "aliases: 旧/old.html\ntitle"));
    bed.build_well();
    let page = bed.page("changsha/旧/old.html");
    assert!(page.contains("../stories/a.html"), "{page}");
}

#[test]
fn listings_turn_their_pages() {
    let bed = Testbed::new();
    for number in 0..45 {
        bed.write(
            &format!("content/changsha/stories/s{number:02}.md"),
            STORY.replace("健步走", &format!("活动{number}")),
        );
    }
    bed.build_well();
    assert!(bed.has("changsha/stories/page-3.html") && !bed.has("changsha/stories/page-4.html"));
    assert!(bed.has("changsha/topics/jianyan/page-2.html"));
    let page = bed.page("changsha/stories/page-2.html");
    assert!(
        page.contains("href=\"../stories/index.html\"") && page.contains("href=\"../stories/page-3.html\""),
        "{page}"
    );
}

#[test]
fn braces_in_a_story_are_just_braces() {
    let bed =
        Testbed::new().with("content/changsha/stories/a.md", format!("{STORY}\n{{{{ site.name }}}} {{% raw %}}\n"));
    bed.build_well();
    assert!(bed.page("changsha/stories/a.html").contains("{{ site.name }} {% raw %}"));
}

#[test]
fn a_draft_need_only_parse() {
    let bed = Testbed::new().with(
        "content/changsha/stories/a.md",
        "---\ndraft: 是\ntopics: 没有的主题\nunit: 没有\n---\n[断](no.md) ![](no.png)\n",
    );
    let run = bed.build_well();
    assert!(run.err.contains("topic-unknown"), "{}", run.err);
    assert!(!bed.has("changsha/stories/a.html"));
}

#[test]
fn a_village_screen_shows_health_and_stories_and_nobody_at_home_or_at_school() {
    let health = HEALTH.replace("topics", "takeaways: [\"少放一勺盐\", \"多吃新鲜菜\"]\ntopics");
    let youth = "---\ntitle: 长大\ndate: 2021-06-01\nage_range: 初中\nreferences: 教材\n---\n正文\n";
    let bed = Testbed::new()
        .with("content/province/health/a.md", health.replace("title", "ai_generated: yes\ntitle"))
        .with("content/province/youth/b.md", youth)
        .with("content/changsha/stories/c.md", STORY.replace("title", "sample: yes\ntitle"))
        .with(
            "content/changsha/stories/d.md",
            STORY.replace("健步走", "还没写完").replace("title", "draft: yes\ntitle"),
        )
        .with("content/changsha/families/li.md", FAMILY)
        .with("content/consents.csv", format!("{CONSENT}CS-1,浏阳市,本人,,事迹,\"网站、离线\",2021-05-01,,\n"));
    for number in 0..40 {
        bed.write(&format!("content/yueyang/health/{number}.md"), &health);
    }
    bed.build_well();
    let page = bed.page("changsha/screen.html");
    for shown in [
        "少吃盐",
        "少放一勺盐",
        "健步走",
        "早上七点",
        "示例稿，未经医学专家审核",
        "本文由人工智能辅助写作",
        "示例稿，仅作演示",
        "长沙市",
        "12320",
        "2021年12月31日",
    ] {
        assert!(page.contains(shown), "{shown} is not in {page}");
    }
    for kept in ["长大", "李阿姨", "还没写完"] {
        assert!(!page.contains(kept), "{kept} is in {page}");
    }
    assert_eq!(page.matches("<article").count(), 2);
    assert_eq!(bed.page("yueyang/screen.html").matches("<article").count(), 16);
    for city in ["changsha", "yueyang"] {
        assert!(bed.page(&format!("{city}/screen.html")).contains("name=\"robots\" content=\"noindex\""));
        assert!(!bed.page(&format!("{city}/sitemap.xml")).contains("screen"));
        assert!(bed.page(&format!("{city}/index.html")).contains("href=\"screen.html\""));
    }
    assert!(!bed.has("screen.html") && !bed.page("index.html").contains("screen.html"));
}

#[test]
fn a_city_without_anything_to_show_has_a_screen_that_says_so() {
    let bed = Testbed::new().with("content/yueyang/stories/a.md", STORY.replace("浏阳", "汨罗"));
    bed.build_well();
    let page = bed.page("changsha/screen.html");
    assert!(page.contains("还没有可以播放的内容") && !page.contains("<article"), "{page}");
}
