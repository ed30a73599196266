//! What holds for every text.

use proptest::prelude::*;

use super::{document, parsed};
use crate::markdown::document::{Document, Parsed};
use crate::markdown::emphasis::Mended;

/// Whether every tag is closed in order, and no attribute is one that no page may have.
fn assert_sound(body: &str, document: &Document) {
    let html = document.html.as_str();
    let mut open = Vec::new();
    for (at, _) in html.match_indices('<') {
        let (tag, _) = html.get(at + 1..).and_then(|rest| rest.split_once('>')).expect("an open tag");
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in {html}");
        } else if !["br", "hr", "input"].contains(&name) {
            open.push(name);
        }
        let lower = tag.to_lowercase();
        for never in ["script", "style=", "javascript:", "vbscript:", "data:", "src=", " on"] {
            assert!(!lower.split("href=\"#").next().unwrap().contains(never) || lower.contains("id=\""), "<{tag}>");
        }
    }
    assert!(open.is_empty(), "{open:?} in {html}");
    let mut last = 0;
    for slot in &document.slots {
        assert!(slot.offset >= last && html.is_char_boundary(slot.offset), "{slot:?} in {html}");
        last = slot.offset;
    }
    let has_sentinel = |text: &str| text.contains(['\u{10100}', '\u{10101}', '\u{10102}']);
    let mut texts = [&document.plain, &document.summary, &document.html]
        .into_iter()
        .chain(document.links.iter().map(|link| &link.path));
    assert!(has_sentinel(body) || !texts.any(|text| has_sentinel(text)), "{html}");
    let mut ids = document.ids.clone();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), document.ids.len(), "{ids:?}");
}

fn assert_parsed_soundly(body: &str) -> Parsed {
    let parsed = parsed(body);
    assert_sound(body, &parsed.document);
    for diagnostic in &parsed.diagnostics {
        let span = diagnostic.place.as_ref().unwrap().span;
        let line = body.split('\n').nth(span.line as usize - 6).expect("a line of the body");
        assert!(span.column as usize <= line.chars().count() + 1, "{span:?} in {line:?}");
    }
    parsed
}

/// Pieces of Markdown that meet in odd ways.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("*"),
        Just("**"),
        Just("***"),
        Just("~~"),
        Just("~"),
        Just("`"),
        Just("_"),
        Just("\n"),
        Just("\n\n"),
        Just("> "),
        Just("- "),
        Just("1. "),
        Just("    "),
        Just("#"),
        Just(" "),
        Just("　　"),
        Just("[!TIP]"),
        Just("[!foo] "),
        Just("["),
        Just("]"),
        Just("("),
        Just(")"),
        Just("![盐](a.png \"题\")"),
        Just("[链](b.md)"),
        Just("[内](#盐)"),
        Just("[^1]"),
        Just("\n[^1]: "),
        Just("|"),
        Just("\n|-|-|\n"),
        Just("<b>"),
        Just("</b>"),
        Just("<!--"),
        Just("-->"),
        Just("<br>"),
        Just("<div>\n"),
        Just("```\n"),
        Just("盐"),
        Just("，"),
        Just("“"),
        Just("」"),
        Just("a"),
        Just("b1"),
        Just("&nbsp;"),
        Just("\\"),
        Just("{#x}"),
        Just("---\n"),
        Just("- [ ] "),
        Just("[x]: javascript:y\n"),
        Just("[x]"),
        Just("<javascript:a>"),
        Just("😀"),
        Just("\u{fe0f}"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// What plain pulldown-cmark makes of a text, in this room's words for tags.
fn plainly(body: &str) -> String {
    let options = crate::markdown::options();
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(body, options));
    html.replace("&quot;", "\"")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn any_text_gives_a_sound_document(body in "\\PC{0,200}") {
        assert_parsed_soundly(&body);
    }

    #[test]
    fn any_bytes_give_a_sound_document(body in any::<String>()) {
        assert_parsed_soundly(&body);
    }

    #[test]
    fn markdown_that_meets_oddly_gives_a_sound_document(body in pieces()) {
        let first = assert_parsed_soundly(&body);
        prop_assert_eq!(first, parsed(&body));
    }

    #[test]
    fn text_without_chinese_is_not_touched(body in "[ a-z0-9*_~.,!?()\\[\\]“”—`\\\\\n-]{0,80}") {
        prop_assert!(matches!(Mended::new(&body).text, std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn marks_without_chinese_are_read_as_the_parser_reads_them(body in "[a-z][a-z *.,!?()“”`]{0,60}[a-z]") {
        prop_assert_eq!(document(&body).html.replace("&quot;", "\""), plainly(&body));
    }

    #[test]
    fn taking_the_sentinels_out_gives_the_text_back(body in "[*~盐，“”「」a1 .\\\\]{0,60}") {
        let mended = Mended::new(&body);
        let cleaned = mended.clean(&mended.text);
        prop_assert_eq!(&*cleaned, body.as_str());
        for (offset, _) in body.char_indices() {
            let mended_offset = mended.text.char_indices().map(|(at, _)| at).find(|at| mended.original(*at) == offset);
            prop_assert!(mended_offset.is_some());
        }
    }

    #[test]
    fn emphasis_around_chinese_punctuation_is_always_read(
        before in "[中a]{1,3}", open in "[“「（《]", inner in "中[中a]{1,3}中", close in "[”」）》。！]", after in "[中文]{1,3}",
        marks in prop::sample::select(vec!["*", "**", "***", "~~"]),
    ) {
        let html = document(&format!("{before}{marks}{open}{inner}{close}{marks}{after}")).html;
        prop_assert!(!html.contains('*') && !html.contains('~'), "{}", html);
    }
}
