//! Tests of reading whole stories: untidy files say what their tidy twins say.

use encoding_rs::GB18030;
use proptest::prelude::*;

use super::source::{Owner, Source, StoryFile};
use super::*;

fn file() -> StoryFile {
    StoryFile {
        path: SourcePath::new("content/changsha/stories/a.md"),
        owner: Owner::City("changsha".to_owned()),
        section: "stories".to_owned(),
        folders: Vec::new(),
        stem: "a".to_owned(),
    }
}

fn said(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Text(text) => text.clone().into(),
        Value::List(items) => items.iter().map(said).collect(),
        Value::Map(entries) => entries.iter().map(|entry| serde_json::json!([entry.key, said(&entry.node)])).collect(),
    }
}

fn codes(source: &Source) -> Vec<&str> {
    source.diagnostics.iter().map(|told| told.code).collect()
}

const TIDY: &str = "---\n标题: 减盐\n主题: [减盐, 控烟]\n数据:\n  参与人次: 300\n做法:\n  - 上门随访\n  - 义诊\n---\n正文第一行\n\n第二段\n";

#[test]
fn untidy_files_say_what_their_tidy_twin_says() {
    let utf16 = |little: bool| -> Vec<u8> {
        let units = format!("\u{feff}{TIDY}").encode_utf16().collect::<Vec<_>>();
        units.into_iter().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    };
    let matter = "标题: 减盐\n主题: [减盐, 控烟]\n数据:\n  参与人次: 300\n做法:\n  - 上门随访\n  - 义诊\n";
    let body = "正文第一行\n\n第二段\n";
    let with = |from: &str, to: &str| {
        assert!(TIDY.contains(from), "{from}");
        TIDY.replace(from, to).into_bytes()
    };
    let twins: Vec<(&str, Vec<u8>)> = vec![
        ("a byte order mark", format!("\u{feff}{TIDY}").into_bytes()),
        ("UTF-16 LE", utf16(true)),
        ("UTF-16 BE", utf16(false)),
        ("GB18030", GB18030.encode(TIDY).0.into_owned()),
        ("GB18030 with CRLF", GB18030.encode(&TIDY.replace('\n', "\r\n")).0.into_owned()),
        ("CRLF", with("\n", "\r\n")),
        ("lone CR", with("\n", "\r")),
        ("U+2028", with("\n", "\u{2028}")),
        ("zero-width spaces", with("减", "\u{200b}减\u{feff}")),
        ("full-width colons", with(": ", "：")),
        ("full-width colons with spaces", with(":", " ：")),
        ("no space after colons", with(": ", ":")),
        ("full-width indents", with("  ", "　　")),
        ("tabs", with("  ", "\t")),
        ("no indent below lists", with("  - ", "- ")),
        ("tight marks", with("  - ", "-")),
        ("full-width marks", with("- ", "－ ")),
        ("bullets", with("- ", "• ")),
        ("middle dots", with("- ", "· ")),
        ("curly quotes", with("标题: 减盐", "标题: “减盐”")),
        ("single quotes", with("标题: 减盐", "标题: '减盐'")),
        ("quotes around numbers", with("300", "\"300\"")),
        ("full-width commas", with("减盐, 控烟", "减盐，控烟")),
        ("enumeration commas", with("[减盐, 控烟]", "[ 减盐、“控烟” ]")),
        ("a block list", with("[减盐, 控烟]", "\n- 减盐\n- 控烟")),
        ("a flow over lines", with("[减盐, 控烟]", "[\n  减盐,\n  控烟\n]")),
        ("a flow mapping", with("\n  参与人次: 300", " {参与人次：300}")),
        ("comments", with("标题: 减盐\n", "# 说明\n标题: 减盐 # 题\n\n")),
        (
            "spaces at line ends",
            with("\n", " 　\n").strip_suffix(" 　\n".as_bytes()).map(<[u8]>::to_vec).unwrap_or_default(),
        ),
        ("blank lines above", format!("\n \n{TIDY}").into_bytes()),
        ("dots as the closing fence", with("义诊\n---", "义诊\n...")),
        ("long dashes as fences", with("---", "———")),
        ("full-width hyphens as fences", with("---", "－－－")),
        ("no fences", format!("{matter}\n{body}").into_bytes()),
        ("only a closing fence", format!("{matter}---\n{body}").into_bytes()),
    ];
    let tidy = story_from_bytes(&file(), TIDY.as_bytes());
    assert_eq!((tidy.diagnostics.len(), tidy.body_line), (0, 9));
    for (name, bytes) in twins {
        let twin = story_from_bytes(&file(), &bytes);
        assert_eq!(codes(&twin), [""; 0], "{name}");
        assert_eq!(said(&twin.matter), said(&tidy.matter), "{name}");
        let lines = |text: &str| text.trim().lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
        assert_eq!(lines(&twin.body), lines(&tidy.body), "{name}");
    }
}

#[test]
fn places_count_from_the_top_of_the_file() {
    let source = story_from_bytes(&file(), "\u{feff}\r\n---\r\n标题：减盐\r\n坏行\r\n---\r\n正文\r\n".as_bytes());
    assert_eq!(source.matter.span, Span::new(2, 1, 3));
    assert_eq!(source.matter.entries()[0].node.span, Span::new(3, 4, 2));
    assert_eq!(source.diagnostics[0].place.as_ref().unwrap().span, Span::new(4, 1, 2));
    assert_eq!((source.body.as_str(), source.body_line), ("正文\n", 5));
}

#[test]
fn a_text_without_front_matter_is_all_body() {
    let source = story_from_bytes(&file(), "# 减盐\n正文".as_bytes());
    assert_eq!((source.body.as_str(), source.body_line, source.matter.entries().len()), ("# 减盐\n正文", 0, 0));
    assert_eq!(source.matter.span, Span::default());
    assert_eq!(codes(&source), [""; 0]);
}

#[test]
fn a_bad_file_is_told_and_read_as_far_as_it_goes() {
    let damaged = [TIDY.as_bytes(), b"\xff\xff\n"].concat();
    let source = story_from_bytes(&file(), &damaged);
    assert_eq!(codes(&source), ["encoding-unknown"]);
    assert_eq!(source.matter.entries().len(), 4);
    let with_control = TIDY.replace("第二段", "第\u{0}二段");
    let source = story_from_bytes(&file(), with_control.as_bytes());
    assert_eq!(codes(&source), ["control-character"]);
    assert_eq!(source.diagnostics[0].place.as_ref().unwrap().span, Span::new(12, 2, 1));
    assert!(source.body.contains("第二段"));
}

#[test]
fn a_story_is_read_from_disk_and_one_too_large_is_not() {
    let root = tempfile::tempdir().unwrap();
    let path = file().path.under(root.path());
    assert_eq!(codes(&story(root.path(), &file())), ["file-unreadable"]);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, TIDY).unwrap();
    assert_eq!(story(root.path(), &file()), story_from_bytes(&file(), TIDY.as_bytes()));
    std::fs::write(&path, vec![b'a'; LARGEST_STORY + 1]).unwrap();
    let source = story(root.path(), &file());
    assert_eq!((codes(&source), source.body.len()), (vec!["file-too-large"], 0));
    assert!(source.diagnostics[0].zh.what.contains("2.1 MB"));
    assert_eq!(codes(&story_from_bytes(&file(), &vec![b'a'; LARGEST_STORY + 1])), ["file-too-large"]);
    std::fs::write(&path, vec![b'a'; LARGEST_STORY]).unwrap();
    assert_eq!(story(root.path(), &file()).body.len(), LARGEST_STORY);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        story_from_bytes(&file(), &bytes);
    }

    #[test]
    fn the_lines_of_the_body_count_from_body_line(top in "(---\n|标题：好\n|\n|正文\n|  - a\n){0,6}", rest in "[a\n]{0,9}") {
        let text = format!("{top}{rest}");
        let source = story_from_bytes(&file(), text.as_bytes());
        let above = text.strip_suffix(source.body.as_str()).unwrap();
        prop_assert_eq!(above.lines().count(), source.body_line as usize);
    }
}
