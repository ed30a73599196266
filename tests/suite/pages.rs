//! What pages tell machines and keep from strangers, and what a workspace's own theme changes of them.

use serde_json::Value;

use crate::testbed::{HEALTH, STORY, Testbed};

const YOUTH: &str = "---\ntitle: 身体的变化\ndate: 2021-06-01\ntopics: 青春健康\nage_range: 10-12\nreferences: 健康素养（2024年版）\nsummary: 为什么会变。\nadult_note: 慢慢说。\n---\n\n这很正常。\n";
const FAMILY: &str = "---\ntitle: 早饭桌上\ndate: 2021-06-01\nunit: 浏阳\ntopics: 减盐\nconsent: C-1\nauthor: 王记者\nhonour: 县级 2021\n---\n\n一家人坐下来。\n";
const CONSENT: &str = "id,unit,role,scope,channels,date\nC-1,浏阳,本人,姓名;事迹,网站,2021-05-01\n";

/// The text of the first element that begins so.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let rest = page.split_once(start).unwrap_or_else(|| panic!("no {start}")).1;
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}

/// The nodes of a page's structured data.
fn nodes(page: &str) -> Vec<Value> {
    let text = between(page, "<script type=\"application/ld+json\">", "</script>");
    let read: Value = serde_json::from_str(text).unwrap();
    assert_eq!(read["@context"], "https://schema.org");
    read["@graph"].as_array().unwrap().clone()
}

fn node(page: &str, kind: &str) -> Value {
    nodes(page).into_iter().find(|node| node["@type"] == kind).unwrap_or_else(|| panic!("no {kind}"))
}

fn tag<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let start = format!("<meta name=\"{name}\" content=\"");
    page.contains(&start).then(|| between(page, &start, "\">"))
}

#[test]
fn a_health_article_tells_what_it_is_where_it_stands_and_who_publishes_it() {
    let bed = Testbed::new()
        .with("content/changsha/health/salt.md", HEALTH.replace("topics:", "keywords: 盐，口味\ntopics:"));
    bed.build_well();
    let page = bed.page("changsha/health/salt.html");
    let address = "https://example.org/changsha/health/salt.html";
    let article = node(&page, "MedicalWebPage");
    assert_eq!(article["headline"], "少吃盐");
    assert_eq!(article["datePublished"], "2021-05-29T00:00:00+08:00");
    assert_eq!(article["mainEntityOfPage"], address);
    assert_eq!(article["publisher"]["name"], "长沙市");
    assert_eq!(article["citation"][0], "中国居民膳食指南（2022）");
    assert!(article.get("reviewedBy").is_none());
    let trail = node(&page, "BreadcrumbList");
    let names: Vec<&str> =
        trail["itemListElement"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["长沙市", "健康教育", "少吃盐"]);
    assert_eq!(trail["itemListElement"][0]["item"], "https://example.org/changsha/");
    for (name, content) in [
        ("SiteName", "健康家庭·长沙市"),
        ("SiteDomain", "example.org"),
        ("ColumnName", "健康教育"),
        ("ArticleTitle", "少吃盐"),
        ("PubDate", "2021-05-29 00:00"),
        ("ContentSource", "长沙市"),
        ("Keywords", "盐,口味"),
        ("Description", "先量一量盐。"),
        ("Url", address),
    ] {
        assert_eq!(tag(&page, name), Some(content), "{name}");
    }
    assert_eq!(tag(&page, "SiteIDCode"), None, "what is not known is not said");
    assert_eq!(tag(&page, "description"), None, "said once");
    assert!(node(&bed.page("changsha/index.html"), "Organization")["name"] == "长沙市");
    let listing = bed.page("changsha/health/index.html");
    assert_eq!(tag(&listing, "ColumnName"), Some("健康教育"));
    assert_eq!(tag(&listing, "ColumnKeywords"), Some("减盐"));
}

#[test]
fn a_reviewer_is_told_where_one_is_recorded() {
    let bed = Testbed::new().with(
        "content/changsha/health/salt.md",
        HEALTH.replace("topics:", "expert: {name: 张医生, org: 市医院}\ntopics:"),
    );
    bed.build_well();
    let article = node(&bed.page("changsha/health/salt.html"), "MedicalWebPage");
    assert_eq!(article["reviewedBy"]["name"], "张医生");
    assert_eq!(article["reviewedBy"]["affiliation"]["name"], "市医院");
}

#[test]
fn without_an_address_no_structured_data_and_no_leaflet_are_made() {
    let bed = Testbed::new().with("content/changsha/health/salt.md", HEALTH);
    bed.write("content/site.yaml", "name: 健康家庭\nas_of: 2021-12-31\n");
    bed.build();
    let page = bed.page("changsha/health/salt.html");
    assert!(!page.contains("ld+json") && !page.contains("class=\"leaflet\""));
    assert_eq!(tag(&page, "ArticleTitle"), Some("少吃盐"));
    assert_eq!(tag(&page, "Url"), None);
}

#[test]
fn a_health_article_alone_has_a_leaflet() {
    let bed = Testbed::new()
        .with("content/changsha/health/salt.md", HEALTH)
        .with("content/changsha/youth/body.md", YOUTH)
        .with("content/changsha/stories/walk.md", STORY);
    bed.build_well();
    let has = |path: &str| bed.page(path).contains("class=\"qr\"");
    assert!(has("changsha/health/salt.html"));
    assert!(!has("changsha/youth/body.html") && !has("changsha/stories/walk.html"));
}

#[test]
fn the_head_of_a_youth_page_keeps_to_itself_what_was_read() {
    let bed = Testbed::new().with(
        "content/changsha/youth/body/index.md",
        format!("{}\n![图](a.svg)\n", YOUTH.replace("adult_note", "cover: {image: a.svg, alt: 图}\nadult_note")),
    );
    bed.write(
        "content/changsha/youth/body/a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"400\"><path d=\"M0 0h9v9z\"/></svg>",
    );
    bed.build_well();
    for path in ["changsha/youth/body.html", "changsha/youth/body/adults.html"] {
        let page = bed.page(path);
        assert!(!between(&page, "<title>", "</title>").contains("身体"), "{path}");
        let card = page.lines().filter(|line| line.contains("property=\"og:"));
        assert!(
            card.clone().count() > 0
                && card
                    .clone()
                    .all(|line| !line.contains("身体") && !line.contains("为什么会变") && !line.contains("og:image")),
            "{path}"
        );
    }
    assert!(bed.page("changsha/youth/body.html").contains("<h1>身体的变化"));
}

#[test]
fn young_readers_are_led_within_their_age_band_only() {
    let of = |ages: &str, day: &str| YOUTH.replace("10-12", ages).replace("2021-06-01", day);
    let bed = Testbed::new()
        .with("content/changsha/youth/small.md", of("10-12", "2021-06-01"))
        .with("content/changsha/youth/grown.md", of("18-24", "2021-06-02"))
        .with("content/changsha/youth/big.md", of("11-14", "2021-06-03"));
    bed.build_well();
    let small = bed.page("changsha/youth/small.html");
    assert!(small.contains("youth/big.html") && !small.contains("youth/grown.html"));
    let grown = bed.page("changsha/youth/grown.html");
    assert!(!grown.contains("youth/small.html") && !grown.contains("youth/big.html"));
}

#[test]
fn of_a_family_machines_learn_no_person() {
    let bed = Testbed::new().with("content/consents.csv", CONSENT).with("content/changsha/families/li.md", FAMILY);
    bed.build_well();
    let page = bed.page("changsha/families/li.html");
    assert!(page.contains("noindex") && page.contains("class=\"honour\""));
    assert!(nodes(&page).iter().all(|node| node["@type"] == "BreadcrumbList"));
    assert!(!page.contains("\"Person\"") && !page.contains("class=\"leaflet\""));
    assert!(!bed.page("changsha/sitemap.xml").contains("families/li.html"));
}

#[test]
fn a_workspace_changes_one_template_and_one_token() {
    let bed = Testbed::new().with("content/changsha/health/salt.md", HEALTH);
    bed.build_well();
    assert!(!bed.page("changsha/health/salt.html").contains("tokens"));
    bed.write("themes/default/templates/footer.html", "<p>{{ site.organisation }}的页脚</p>\n");
    bed.write("themes/default/static/tokens.css", ":root { --green: #005A3C; }\n");
    bed.build_well();
    let page = bed.page("changsha/health/salt.html");
    assert!(page.contains("省计划生育协会的页脚") && page.contains("class=\"masthead\""));
    let own = between(&page, "href=\"../assets/tokens-", "\"");
    assert_eq!(bed.page(&format!("changsha/assets/tokens-{own}")), ":root { --green: #005A3C; }\n");
    let (usual, of_own) = (page.find("assets/site-").unwrap(), page.find("assets/tokens-").unwrap());
    assert!(usual < of_own, "the own token comes after the usual ones");
}

#[test]
fn doors_stand_on_a_map_where_every_city_has_a_place_of_its_own() {
    let bed = Testbed::new();
    bed.build_well();
    assert!(bed.page("index.html").contains("class=\"door-list\""));
    for (city, tile) in [("changsha", "2, 4"), ("yueyang", "1，4")] {
        let text = std::fs::read_to_string(bed.path(&format!("content/{city}/city.yaml"))).unwrap();
        bed.write(&format!("content/{city}/city.yaml"), format!("{text}tile: {tile}\n"));
    }
    bed.build_well();
    assert!(bed.page("index.html").contains("<li class=\"row-1 column-4\"><a href=\"yueyang/index.html\">"));
    let text = std::fs::read_to_string(bed.path("content/yueyang/city.yaml")).unwrap();
    bed.write("content/yueyang/city.yaml", text.replace("tile: 1，4", "tile: 2, 4"));
    bed.build_well();
    assert!(bed.page("index.html").contains("class=\"door-list\""), "two cities in one place are no map");
    bed.write("content/yueyang/city.yaml", "name: 岳阳市\ntile: 12\n");
    let run = bed.build();
    assert_eq!(run.code, 1);
    assert!(run.err.contains("第几行，第几列"), "{}", run.err);
}

#[test]
fn the_way_to_have_a_mistake_mended_is_on_every_page_with_and_without_a_contact() {
    let correction = "---\ntitle: 网页纠错\n---\n\n告诉我们。\n";
    let bed = Testbed::new().with("content/changsha/health/salt.md", HEALTH);
    bed.write("content/province/pages/correction.md", correction);
    bed.build_well();
    let link = "<a class=\"correction\" href=\"../pages/correction.html\">纠错</a>";
    assert!(bed.page("changsha/health/salt.html").contains(&format!("<p>{link}")));
    let site = std::fs::read_to_string(bed.path("content/site.yaml")).unwrap();
    bed.write("content/site.yaml", format!("{site}footer: {{contact: 请写信}}\n"));
    bed.build_well();
    assert!(bed.page("changsha/health/salt.html").contains(&format!("<p>请写信 {link}")));
}

#[test]
fn the_page_of_a_campaign_counts_what_each_city_released_and_no_demonstration() {
    let story = |name: &str, more: &str| {
        format!("---\ntitle: {name}\ndate: 2021-05-29\nunit: 浏阳\ncampaign: dangshi\n{more}---\n\n走了一圈。\n")
    };
    let bed = Testbed::new();
    let campaign = std::fs::read_to_string(bed.path("content/campaigns/dangshi.yaml")).unwrap();
    let second = "  - name: 暖心\n    topics:\n      - {name: 志愿服务, slug: zhiyuan}\nstart: 2021-05-29\nsummary_due: 2022-01-31\n";
    bed.write("content/campaigns/dangshi.yaml", format!("{campaign}{second}"));
    bed.build_well();
    let page = bed.page("campaigns/dangshi.html");
    assert!(page.contains("还没有正式稿件") && page.contains("2022年1月31日"), "{page}");
    let both = "topics: 减盐、志愿服务\nmetrics: {参与人次: 120, 走的圈数: 7}\n";
    bed.write("content/changsha/stories/a.md", story("两样都算", both));
    bed.write(
        "content/changsha/stories/b.md",
        story("只算一样", "topics: 减油\nmetrics: {参与人次: 3, 讲座场次: 2}\n"),
    );
    bed.write("content/changsha/stories/c.md", story("示例不算", &format!("{both}sample: yes\n")));
    bed.write("content/changsha/stories/d.md", story("草稿不算", &format!("{both}draft: yes\n")));
    bed.write("content/province/stories/e.md", story("全省的不算", both).replace("unit: 浏阳\n", ""));
    bed.build_well();
    let page = bed.page("campaigns/dangshi.html");
    let numbers = |row: &str| -> Vec<String> {
        let row = between(&page, row, "</tr>");
        row.split("<td class=\"align-right\">").skip(1).map(|cell| cell.split('<').next().unwrap().to_owned()).collect()
    };
    assert_eq!(numbers("<a href=\"../changsha/campaigns/dangshi.html\">长沙市"), ["2", "1", "2"]);
    assert_eq!(numbers("<a href=\"../yueyang/campaigns/dangshi.html\">岳阳市"), ["0", "0", "0"]);
    assert_eq!(numbers("<th scope=\"row\">全省"), ["2", "1", "2"]);
    let sums = between(&page, "<dl class=\"metrics\">", "</dl>");
    let sums: Vec<&str> = sums
        .split(['<', '>'])
        .map(str::trim)
        .filter(|part| !part.is_empty() && !part.ends_with(['d', 't', 'v']))
        .collect();
    assert_eq!(sums, ["参与人次", "123", "讲座场次", "2", "走的圈数", "7"]);
    assert!(bed.page("index.html").contains("<a href=\"campaigns/dangshi.html\"><b>学党史</b>"));
}
