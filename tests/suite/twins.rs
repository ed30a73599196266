//! Twenty untidy files give the same page as their tidy twins.

use crate::testbed::{HEALTH, STORY, Testbed};

/// Builds one story under the same address as its twin and gives the page.
#[track_caller]
fn page_of(path: &str, text: &[u8]) -> String {
    let bed = Testbed::new().with(&format!("content/changsha/{path}"), text);
    bed.build_well();
    let address = if path.starts_with("health") { "changsha/health/walk.html" } else { "changsha/stories/walk.html" };
    bed.page(address)
}

const TIDY: &str = "---\ntitle: 健步走\ndate: 2021-05-29\nunit: 浏阳市\ntopics: [减盐, 减油]\nsummary: 一起走\n---\n\n早上七点，**大家**一起走。\n\n走完量血压。\n";

#[test]
fn an_untidy_file_gives_its_tidy_twins_page() {
    let tidy = page_of("stories/walk.md", TIDY.as_bytes());
    let swap = |from: &str, to: &str| {
        assert!(TIDY.contains(from), "{from}");
        TIDY.replace(from, to)
    };
    let untidy = [
        ("a byte-order mark", format!("\u{feff}{TIDY}")),
        ("Windows line ends", TIDY.replace('\n', "\r\n")),
        ("old Mac line ends", TIDY.replace('\n', "\r")),
        ("full-width colons", TIDY.replace(": ", "：")),
        ("full-width colons with spaces", TIDY.replace(": ", "： ")),
        (
            "Chinese keys",
            TIDY.replace("title", "标题")
                .replace("date", "日期")
                .replace("unit", "单位")
                .replace("topics", "主题")
                .replace("summary", "摘要"),
        ),
        ("a Chinese date", swap("2021-05-29", "2021年5月29日")),
        ("a dotted date", swap("2021-05-29", "2021.5.29")),
        ("a full-width date", swap("2021-05-29", "２０２１年５月２９日")),
        ("a list in one line", swap("[减盐, 减油]", "减盐、减油")),
        ("full-width commas in a list", swap("[减盐, 减油]", "[减盐，减油]")),
        ("a list by lines", swap(" [减盐, 减油]", "\n  - 减盐\n  - 减油")),
        ("a list without spaces", swap(" [减盐, 减油]", "\n-减盐\n-减油")),
        ("ideographic indents", swap(" [减盐, 减油]", "\n　- 减盐\n　- 减油")),
        ("curly quotes", swap("健步走", "“健步走”")),
        ("a header without lines", TIDY.replacen("---\n", "", 1).replacen("\n---\n", "\n", 1)),
        ("indented paragraphs", swap("走完量", "　　走完量")),
        ("a line broken between Han characters", swap("一起走。", "一起\n走。")),
        ("the county's short name", swap("浏阳市", "浏阳")),
        ("keys in capitals and trailing spaces", swap("title: 健步走", "Title:   健步走  ")),
        ("blank lines before and inside", format!("\n\n{}", swap("unit", "\nunit"))),
    ];
    assert!(untidy.len() >= 20);
    for (what, text) in &untidy {
        assert_eq!(page_of("stories/walk.md", text.as_bytes()), tidy, "{what}");
    }
}

#[test]
fn other_encodings_names_and_folders_give_the_same_page() {
    let tidy = page_of("stories/walk.md", TIDY.as_bytes());
    let (encoded, _, lossy) = encoding_rs::GB18030.encode(TIDY);
    assert!(!lossy);
    assert_eq!(page_of("stories/walk.md", &encoded), tidy, "GB18030");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(TIDY.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(page_of("stories/walk.md", &utf16), tidy, "UTF-16 of Notepad");
    assert_eq!(page_of("stories/walk.md.txt", TIDY.as_bytes()), tidy, ".md.txt");
    assert_eq!(page_of("stories/Walk.MD", TIDY.as_bytes()), tidy, "capitals in the name");
    assert_eq!(page_of("stories/walk/index.md", TIDY.as_bytes()), tidy, "a folder");
    let without = TIDY.replace("unit: 浏阳市\n", "");
    assert_eq!(page_of("stories/浏阳/walk.md", without.as_bytes()), tidy, "a county's folder");
}

#[test]
fn bold_beside_chinese_punctuation_works() {
    let text = |body: &str| STORY.replace("早上七点，大家一起走。", body);
    for (body, html) in [
        ("**重点。**后文", "<strong>重点。</strong>后文"),
        ("前文**「重点」**后文", "前文<strong>「重点」</strong>后文"),
        ("中文**“强调”**中文", "中文<strong>“强调”</strong>中文"),
        ("**（注）**字", "<strong>（注）</strong>字"),
    ] {
        let bed = Testbed::new().with("content/changsha/stories/walk.md", text(body));
        bed.build_well();
        assert!(bed.page("changsha/stories/walk.html").contains(html), "{body}");
    }
}

#[test]
fn a_health_articles_fields_in_either_language_give_the_same_page() {
    let chinese = HEALTH
        .replace("title", "标题")
        .replace("date", "日期")
        .replace("topics", "主题")
        .replace("references", "参考依据");
    assert_eq!(page_of("health/walk.md", chinese.as_bytes()), page_of("health/walk.md", HEALTH.as_bytes()));
}
