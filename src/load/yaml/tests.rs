//! Tests of the whole YAML reader: forgiveness, places, every mistake at its place, and agreement with the YAML library.

use proptest::prelude::*;
use serde_yaml::Value as Yaml;

use super::*;

fn file() -> SourcePath {
    SourcePath::new("content/site.yaml")
}

/// A tree as the library would give it, all scalars as text.
fn bare(node: &Node) -> Yaml {
    match &node.value {
        Value::Null => Yaml::Null,
        Value::Text(text) => Yaml::String(text.clone()),
        Value::List(items) => Yaml::Sequence(items.iter().map(bare).collect()),
        Value::Map(entries) => {
            Yaml::Mapping(entries.iter().map(|e| (Yaml::String(e.key.clone()), bare(&e.node))).collect())
        }
    }
}

fn json(node: &Node) -> String {
    serde_json::to_string(&bare(node)).unwrap()
}

/// The tree as JSON, and code, line and column of what is told.
fn read(text: &str) -> (String, Vec<(String, u32, u32)>) {
    let (tree, diagnostics) = read_file(&file(), text);
    let told = diagnostics.iter().map(|d| {
        let span = d.place.as_ref().unwrap().span;
        (d.code.to_string(), span.line, span.column)
    });
    (json(&tree), told.collect())
}

#[track_caller]
fn says(text: &str, tree: &str) {
    assert_eq!(read(text), (tree.to_owned(), vec![]), "{text}");
}

#[track_caller]
fn tells(text: &str, told: &[(&str, u32, u32)], tree: &str) {
    let told = told.iter().map(|(code, line, column)| ((*code).to_owned(), *line, *column)).collect();
    assert_eq!(read(text), (tree.to_owned(), told), "{text}");
}

#[test]
fn mappings_and_lists_are_read_by_indentation() {
    says(
        "a: 1\nb:\n  c: x\n  d:\n    - 1\n    - 2\ne:\n- f\n- g\nh:",
        r#"{"a":"1","b":{"c":"x","d":["1","2"]},"e":["f","g"],"h":null}"#,
    );
    says("- id: x\n  name: y\n- id: z\n", r#"[{"id":"x","name":"y"},{"id":"z"}]"#);
    says("a:\n  - id: x\n    b:\n      - 1\n    c:\n    - 2\n  - z", r#"{"a":[{"id":"x","b":["1"],"c":["2"]},"z"]}"#);
    says("- - a\n  - b\n-\n  - c\n- [d, e]\n-", r#"[["a","b"],["c"],["d","e"],null]"#);
    says("a:\n  [x,\n   y]\nb:\n  text\n", r#"{"a":["x","y"],"b":"text"}"#);
    says("# c\n---\n# d\na: b # e\n# f\n...\n", r#"{"a":"b"}"#);
    says("", "{}");
    says("# 注释\n\n", "{}");
}

#[test]
fn scalars_stay_text_as_written() {
    says(
        "a: 012\nb: yes\nc: 1e3\nd: 2021-05-29\ne: ~\nf: null\ng: '~'\nh: .5\ni: -5",
        r#"{"a":"012","b":"yes","c":"1e3","d":"2021-05-29","e":null,"f":null,"g":"~","h":".5","i":"-5"}"#,
    );
    says("a: [012, yes, ~, '']", r#"{"a":["012","yes",null,""]}"#);
    says(
        "a: https://a.cn/x?y=1#z\nb: 10:30\nc: （一）好\nd: 50%",
        r#"{"a":"https://a.cn/x?y=1#z","b":"10:30","c":"（一）好","d":"50%"}"#,
    );
}

#[test]
fn quotes_keep_what_is_in_them() {
    says(r#"a: "x: y # z""#, r#"{"a":"x: y # z"}"#);
    says(r#"a: "\u51cf\t盐" # c"#, r#"{"a":"减\t盐"}"#);
    says("a: 'it''s'", r#"{"a":"it's"}"#);
    says("a: \"第一\n  第二\n\n  third\"", r#"{"a":"第一第二\nthird"}"#);
    says(
        "a: “x: y # z”\nb: ‘好’\nc: ”反“\nd: “减盐”与“减油”",
        r#"{"a":"x: y # z","b":"好","c":"反","d":"“减盐”与“减油”"}"#,
    );
    says(r#"a: "健康"湖南"#, r#"{"a":"\"健康\"湖南"}"#);
    says("- '三减'：减盐\n- \"a\\\":\"", r#"["'三减'：减盐","a\":"]"#);
    says("\"a: b\": c\n'd': e", r#"{"a: b":"c","d":"e"}"#);
}

#[test]
fn text_over_several_lines_is_folded_without_spaces_between_han() {
    says(
        "a: 第一行\n  第二行，\n  third\n  fourth\n\n  五\nb: c",
        r#"{"a":"第一行第二行， third fourth\n五","b":"c"}"#,
    );
    says("a: |\n  第一行\n    二 # x\n\n  三\nb: c", r#"{"a":"第一行\n  二 # x\n\n三\n","b":"c"}"#);
    says("a: >-\n  第一行\n  第二行\n  third\n\n  四", r#"{"a":"第一行第二行 third\n四"}"#);
    says("a: |2-\n    x\n  y", r#"{"a":"  x\ny"}"#);
    says("a: |\n　　第一行\n　　第二行", r#"{"a":"第一行\n第二行\n"}"#);
    says("a: |\nb: c", r#"{"a":"","b":"c"}"#);
}

#[test]
fn full_width_signs_and_loose_marks_are_forgiven() {
    says("标题：减盐\n日期 ： 今天\n单位:浏阳\ntitle:x", r#"{"标题":"减盐","日期":"今天","单位":"浏阳","title":"x"}"#);
    says("数据：\n　　参与：3\n　　次数：4", r#"{"数据":{"参与":"3","次数":"4"}}"#);
    says("数据:\n\t参与: 3\n  次数: 4", r#"{"数据":{"参与":"3","次数":"4"}}"#);
    says("a:\n-减盐\n－ 减油\n• 减糖\n·控烟\n* 限酒", r#"{"a":["减盐","减油","减糖","控烟","限酒"]}"#);
    says("a: [减盐，减油、“减糖，少糖”；\"x,y\"]", r#"{"a":["减盐","减油","减糖，少糖","x,y"]}"#);
    says(
        "a: {level: 省，name：张三、李四，图: 一，二, y:z}",
        r#"{"a":{"level":"省","name":"张三、李四","图":"一，二","y":"z"}}"#,
    );
    says("做法：\n- 做法一：上门\n- 时间:下午", r#"{"做法":["做法一：上门","时间:下午"]}"#);
    says(
        "专家：\n- 姓名：张\n  单位：院\n- 姓名：李\n  单位：所",
        r#"{"专家":[{"姓名":"张","单位":"院"},{"姓名":"李","单位":"所"}]}"#,
    );
    says("－姓名：张\n　单位：院", r#"[{"姓名":"张","单位":"院"}]"#);
    says("  a: 1\nb: 2", r#"{"a":"1","b":"2"}"#);
    says("a: [转载] 减盐\nb: @长沙", r#"{"a":"[转载] 减盐","b":"@长沙"}"#);
}

#[test]
fn flow_collections_may_span_lines_and_nest() {
    says("a: [x, # c\n  {b: [1, 2], c: 'd'}\n]\ne: f", r#"{"a":["x",{"b":["1","2"],"c":"d"}],"e":"f"}"#);
    says(
        "a: {}\nb: []\nc: [[], {}]\nd: [x,]\ne: [k: v]\nf: {\"a\":1}",
        r#"{"a":{},"b":[],"c":[[],{}],"d":["x"],"e":[{"k":"v"}],"f":{"a":"1"}}"#,
    );
    says("- {a: b, c: d}\n- {a: 'e'}", r#"[{"a":"b","c":"d"},{"a":"e"}]"#);
    says("a: [长\n  文, “引\n  x]", r#"{"a":["长文","“引 x"]}"#);
}

#[test]
fn mistakes_are_told_at_their_place_and_the_other_keys_go_on() {
    let (a, z) = ("a: 1\n", "\nz: 2");
    let at = |middle: &str, told: &[(&str, u32, u32)], tree: &str| {
        tells(&format!("{a}{middle}{z}"), told, &format!(r#"{{"a":"1",{tree}"z":"2"}}"#));
    };
    at("标题：减盐: 三步", &[("yaml-colon", 2, 6)], r#""标题":"减盐: 三步","#);
    at("t: 如下:", &[("yaml-colon", 2, 6)], r#""t":"如下:","#);
    at("就这样", &[("yaml-no-key", 2, 1)], "");
    at("就这样\n又一行\n  三", &[("yaml-no-key", 2, 1)], "");
    at("t: \"未完", &[("yaml-quote-unclosed", 2, 4)], r#""t":"未完","#);
    at("t: [减盐, 减油", &[("yaml-bracket-unclosed", 2, 4)], r#""t":"减盐, 减油","#);
    at("t: {b: c", &[("yaml-bracket-unclosed", 2, 4)], r#""t":"b: c","#);
    at("t: [b}", &[("yaml-bracket-unclosed", 2, 4)], r#""t":"b}","#);
    at("t: [\"b\" c, d]", &[("yaml-text-after", 2, 9)], r#""t":["b","d"],"#);
    at("t: {b: c: d, e}", &[("yaml-colon", 2, 9), ("yaml-no-key", 2, 14)], r#""t":{"b":"c"},"#);
    at("t: &x 好", &[("yaml-anchor", 2, 4)], r#""t":"&x 好","#);
    at("t: *x", &[("yaml-anchor", 2, 4)], r#""t":"*x","#);
    at("t: !!str 1\n  more", &[("yaml-anchor", 2, 4)], r#""t":"!!str 1","#);
    at("t: [*x]", &[("yaml-anchor", 2, 5)], r#""t":["*x"],"#);
    at("<<: b", &[("yaml-anchor", 2, 1)], r#""<<":"b","#);
    at("t: - b", &[("yaml-reserved-start", 2, 4)], r#""t":"- b","#);
    at("t: > 好", &[("yaml-reserved-start", 2, 4)], r#""t":"> 好","#);
    at(r#"t: "C:\好""#, &[("yaml-quoted-text", 2, 4)], r#""t":"C:\\好","#);
    at(r#"t: "a\0b""#, &[("control-character", 2, 4)], r#""t":"ab","#);
    at("t: b\n  date: c", &[("yaml-indentation", 3, 3)], r#""t":"b","date":"c","#);
    at("t: b\n  c: d\n  e: f", &[("yaml-indentation", 3, 3)], r#""t":"b","#);
    at("t: b\n　日期：c", &[("yaml-indentation", 3, 2)], r#""t":"b","日期":"c","#);
    at("t:\n    b: c\n  d: e", &[("yaml-indentation", 4, 3)], r#""t":{"b":"c","d":"e"},"#);
    at("t:\n  - b\n  c", &[("yaml-no-list-item", 4, 3)], r#""t":["b"],"#);
    at("t:\n    - b\n  - c", &[("yaml-indentation", 4, 3)], r#""t":["b","c"],"#);
    at("- b", &[("yaml-no-key", 2, 1)], "");
    at("t: b\n  - c", &[("yaml-indentation", 3, 3)], r#""t":"b","#);
    at("t: #健康湖南#", &[("yaml-hash", 2, 4)], r#""t":null,"#);
    at("t: 好 #健康", &[("yaml-hash", 2, 6)], r#""t":"好","#);
    at("t: [b\n  ] c", &[("yaml-text-after", 3, 5)], r#""t":["b"],"#);
    tells("a: b\n---\nc: d", &[("yaml-several-documents", 2, 1)], r#"{"a":"b"}"#);
    tells("- a\nb: c", &[("yaml-no-list-item", 2, 1)], r#"["a"]"#);
    tells("[转载] 减盐", &[("yaml-no-key", 1, 1)], "{}");
    tells("[a", &[("yaml-bracket-unclosed", 1, 1)], "{}");
    tells("{a: b}\nc: d", &[("yaml-indentation", 2, 1)], r#"{"a":"b"}"#);
    tells("正文", &[("yaml-no-key", 1, 1)], "{}");
}

#[test]
fn nesting_has_a_limit() {
    let deepest = |text: &str, line, column| assert_eq!(read(text).1, [("yaml-too-deep".to_owned(), line, column)]);
    let deep = (0..25).map(|level| format!("{}a:\n", "  ".repeat(level))).collect::<Vec<_>>().concat();
    deepest(&format!("{deep}z: 1"), 21, 41);
    deepest(&format!("a: {}{}", "[".repeat(30), "]".repeat(30)), 1, 24);
    deepest(&format!("{}a", "- ".repeat(30)), 1, 41);
}

#[test]
fn every_key_and_value_knows_its_place() {
    let text = "标题：  减盐 # c\n数据：\n　　人次: [一, “二三”]\n列:\n- 名: x\n  y: 'z'\n长: a\n  b";
    let (tree, _) = read_file(&file(), text);
    let [title, data, list, long] = tree.entries() else { panic!() };
    assert_eq!((title.key_span, title.node.span), (Span::new(1, 1, 2), Span::new(1, 6, 2)));
    assert_eq!(data.node.span, Span::new(2, 1, 2));
    let people = &data.node.entries()[0];
    assert_eq!((people.key_span, people.node.span), (Span::new(3, 3, 2), Span::new(3, 7, 9)));
    let Value::List(items) = &people.node.value else { panic!() };
    assert_eq!((items[0].span, items[1].span), (Span::new(3, 8, 1), Span::new(3, 11, 4)));
    let Value::List(items) = &list.node.value else { panic!() };
    assert_eq!(items[0].span, Span::new(5, 3, 4));
    assert_eq!(items[0].entries()[1].node.span, Span::new(6, 6, 3));
    assert_eq!(long.node.span, long.key_span);
}

#[test]
fn duplicate_keys_stay_for_the_reader_to_tell() {
    let (tree, told) = read_file(&file(), "a: 1\na: 2");
    assert_eq!((tree.entries().len(), told.len()), (2, 0));
}

/// Each of these would take minutes if any step looked again at what was read before.
#[test]
fn the_longest_files_of_any_one_mark_are_read_in_one_go() {
    let cases = [
        "a: [x，",
        "\"",
        "a: \"x",
        "- ",
        "[",
        "{a: b，",
        "a:a:",
        "\n\n",
        "  #\n",
        "“a，",
        "a：",
        "　",
        "- a\n  b: [\n",
        "a: |\n\n",
    ];
    for case in cases {
        let text = case.repeat(256 * 1024 / case.len());
        for text in [text.clone(), format!("a: {text}"), format!("a: [{text}"), format!("a: {{b: {text}")] {
            let (tree, _) = read_file(&file(), &text);
            assert!(matches!(tree.value, Value::List(_) | Value::Map(_)), "{case:?}");
        }
    }
}

/// A scalar that both readers take for text: plain, or quoted as YAML says.
fn scalar() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        "[a-z减盐健康一][a-z0-9减盐健康一（）。！-]{0,8}( [a-z减盐]{1,4})?x".prop_map(|text| (text.clone(), text)),
        "[a-z减盐:#, '{}\\[\\]&*!|>%@-]{0,12}".prop_map(|text| (format!("'{}'", text.replace('\'', "''")), text)),
        "[a-z减盐:#, \"\\\\\n\t{}-]{0,12}".prop_map(|text| (serde_json::to_string(&text).unwrap(), text)),
    ]
}

/// A tree as both its YAML lines and its value.
#[derive(Debug, Clone)]
enum Made {
    Scalar(String),
    Flow(Vec<String>),
    List(Vec<Made>),
    Map(Vec<(String, Made)>),
}

fn made() -> impl Strategy<Value = Made> {
    let key = "[a-z健康]{1,6}k";
    let leaf = prop_oneof![
        scalar().prop_map(|(written, _)| Made::Scalar(written)),
        proptest::collection::vec(scalar().prop_map(|(written, _)| written), 0..4).prop_map(Made::Flow),
    ];
    leaf.prop_recursive(4, 32, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..5).prop_map(Made::List),
            proptest::collection::btree_map(key, inner, 1..5).prop_map(|map| Made::Map(map.into_iter().collect())),
        ]
    })
}

fn write(made: &Made, indent: usize, into: &mut String) {
    let lead = " ".repeat(indent);
    match made {
        Made::Scalar(text) => *into += &[" ", text, "\n"].concat(),
        Made::Flow(items) => *into += &[" [", &items.join(", "), "]\n"].concat(),
        Made::List(items) => {
            into.push('\n');
            for item in items {
                *into += &[&lead, "-"].concat();
                write(item, indent + 2, into);
            }
        }
        Made::Map(entries) => {
            into.push('\n');
            for (key, value) in entries {
                *into += &[&lead, key, ":"].concat();
                write(value, indent + 2, into);
            }
        }
    }
}

proptest! {
    #[test]
    fn well_formed_yaml_says_what_the_library_says(made in made()) {
        let mut text = String::from("root:");
        write(&made, 2, &mut text);
        let library: Yaml = serde_yaml::from_str(&text).unwrap();
        let (tree, told) = read_file(&file(), &text);
        prop_assert_eq!(bare(&tree), library, "{}", text);
        prop_assert!(told.is_empty(), "{:?}", told);
    }

    #[test]
    fn folded_latin_text_says_what_the_library_says(lines in proptest::collection::vec("[a-z][a-z ]{0,8}[a-z]|", 1..6), style in "[|>][+-]?") {
        let lines: Vec<String> = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }).collect();
        let text = format!("k: {style}\n{}\nz: x", lines.join("\n"));
        let library: Yaml = serde_yaml::from_str(&text).unwrap();
        prop_assert_eq!(bare(&read_file(&file(), &text).0), library);
        let plain = format!("k: text\n{}\nz: x", lines.join("\n"));
        let library: Yaml = serde_yaml::from_str(&plain).unwrap();
        prop_assert_eq!(bare(&read_file(&file(), &plain).0), library);
    }

    #[test]
    fn no_text_panics_and_every_place_is_in_it(text in "([a-c]: |- |\\[|\\{|\\]|\\}|,|，|:|：|\"|'|“|”|#|\\||>|&|\\*|!|\\\\|\n|\n  |\n　|\n\t|[a-c标题 ]|---\n){0,60}") {
        let lines: Vec<usize> = text.split('\n').map(|line| line.chars().count()).collect();
        let (_, told) = read_file(&file(), &text);
        for diagnostic in told {
            let span = diagnostic.place.unwrap().span;
            let length = lines.get(span.line as usize - 1);
            prop_assert!(length.is_some_and(|length| span.column as usize <= length + 1), "{:?}", span);
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        read_file(&file(), &text);
        read_matter(&file(), &text, 3);
    }
}
