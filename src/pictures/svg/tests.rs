//! What is refused, one by one; what is kept and what is left out of ordinary drawings.

use proptest::prelude::*;

use crate::path::SourcePath;
use crate::pictures::{Variant, prepare};

const INKSCAPE: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) by 张三 -->
<svg
   width="210mm"
   height="105mm"
   viewBox="0 0 210 105"
   version="1.1"
   id="svg1"
   inkscape:version="1.3 (0e150ed6c4, 2023-07-21)"
   sodipodi:docname="C:\Users\zhangsan\减盐.svg"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:xlink="http://www.w3.org/1999/xlink"
   xmlns="http://www.w3.org/2000/svg"
   xmlns:svg="http://www.w3.org/2000/svg">
  <sodipodi:namedview id="namedview1" pagecolor="#ffffff" inkscape:current-layer="layer1"><inkscape:grid/></sodipodi:namedview>
  <defs id="defs1">
    <linearGradient id="g"><stop offset="0" style="stop-color:#c00" /></linearGradient>
  </defs>
  <metadata id="metadata5"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><cc:Work
    xmlns:cc="http://creativecommons.org/ns#" rdf:about=""/></rdf:RDF></metadata>
  <svg:g inkscape:label="图层 1" inkscape:groupmode="layer" id="layer1">
    <path d="M 1,2
L 3,4" style="fill:url(#g);stroke:none" />
    <use xlink:href="#g" x="1"/>
    <text xml:space="preserve" x="5" y="6">少盐 <tspan sodipodi:role="line">&lt;5&#x20;克&gt; &amp; 少油</tspan></text>
  </svg:g>
</svg>
"##;

fn run(text: &str) -> Result<Variant, (&'static str, u32, u32)> {
    prepare(&SourcePath::new("content/changsha/health/a/图.svg"), text.as_bytes())
        .map(|mut prepared| prepared.variants.remove(0))
        .map_err(|refused| (refused.code, refused.place.clone().unwrap().span.line, refused.place.unwrap().span.column))
}

fn cleaned(text: &str) -> String {
    String::from_utf8(run(text).unwrap().bytes).unwrap()
}

/// The code with which this is refused within an SVG.
fn refused(inner: &str) -> &'static str {
    run(&format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:s='http://www.w3.org/2000/svg' \
         xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:k='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>{inner}</svg>"
    ))
    .map_or_else(|refusal| refusal.0, |_| "")
}

#[test]
fn a_drawing_of_inkscape_is_cleaned_and_kept() {
    let drawing = INKSCAPE;
    let variant = run(drawing).unwrap();
    assert_eq!((variant.width, variant.height, variant.extension), (210, 105, "svg"));
    let expected = concat!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="210mm""#,
        r#" height="105mm" viewBox="0 0 210 105" version="1.1" id="svg1"><defs id="defs1"><linearGradient id="g">"#,
        r##"<stop offset="0" style="stop-color:#c00"/></linearGradient></defs><g id="layer1">"##,
        r##"<path d="M 1,2 L 3,4" style="fill:url(#g);stroke:none"/><use xlink:href="#g" x="1"/>"##,
        r#"<text xml:space="preserve" x="5" y="6">少盐 <tspan>&lt;5 克&gt; &amp; 少油</tspan></text></g></svg>"#,
        "\n",
    );
    assert_eq!(cleaned(drawing), expected);
    assert_eq!(cleaned(expected), expected);
    assert_eq!(cleaned(&format!("\u{feff}{}", drawing.replace('\n', "\r\n"))), expected);
}

#[test]
fn elements_that_run_or_embed_are_refused() {
    for inner in [
        "<script>alert(1)</script>",
        "<s:script/>",
        "<SCRIPT/>",
        "<foreignObject/>",
        "<g><iframe/></g>",
        "<embed/>",
        "<object/>",
        "<video/>",
        "<p xmlns='http://www.w3.org/1999/xhtml'/>",
        "<h:img xmlns:h='http://www.w3.org/1999/xhtml'/>",
    ] {
        assert_eq!(refused(inner), "svg-element", "{inner}");
    }
    let what = prepare(&SourcePath::new("a.svg"), b"<svg viewBox='0 0 1 1'><foreignObject/></svg>").unwrap_err();
    assert!(what.zh.what.contains("<foreignObject>") && what.zh.mend.contains("纯 SVG"));
}

#[test]
fn attributes_that_run_are_refused() {
    for inner in [
        "<g onload='x'/>",
        "<g ONCLICK='x'/>",
        "<a href='#x' fill='java\tscript:x'/>",
        "<a xlink:href='JavaScript&#58;x'/>",
        "<animate attributeName='href' to='#x'/>",
        "<set attributeName=' xlink:href' to='#x'/>",
        "<set attributeName='onclick' to='x'/>",
        "<animate attributeName='fill' values='a;javascript:x'/>",
    ] {
        assert_eq!(refused(inner), "svg-attribute", "{inner}");
    }
}

#[test]
fn whatever_lies_outside_the_file_is_refused() {
    for inner in [
        "<a href='https://example.com'/>",
        "<use xlink:href='a.svg#x'/>",
        "<use k:href='a.svg#x'/>",
        "<image href='data:image/png;base64,AA'/>",
        "<image src='a.png'/>",
        "<image href=''/>",
        "<rect fill='url(a.svg#x)'/>",
        "<rect fill='u&#x72;l(a.svg#x)'/>",
        "<rect filter='\\75 rl(//x)'/>",
        "<rect cursor='image-set(\"x\" 1x)'/>",
    ] {
        assert_eq!(refused(inner), "svg-link", "{inner}");
    }
    for inner in [
        "<rect style='fill:url(http://x)'/>",
        "<style>@import 'x';</style>",
        "<style><![CDATA[ a{fill:url(x)} ]]></style>",
        "<style>a{fill:u<!-- -->rl(x)}</style>",
        "<style>a{fill:u&#114;l(x)}</style>",
    ] {
        assert_eq!(refused(inner), "svg-style", "{inner}");
    }
}

#[test]
fn what_stays_within_the_file_is_kept() {
    for inner in [
        "<a href=' #x '/>",
        "<rect id='image(1)' fill='url(\"#g\")'/>",
        "<style>/* 张三 */ .a > b { fill: url(#g) }</style>",
        "<animate attributeName='fill' values='red;blue'/>",
        "<text>javascript: 与 url(x)</text>",
        "<foo:script xmlns:foo='urn:foo'>x</foo:script>",
        "<rect xml:base='http://x/' data-name='图层' 名称='x' aria-label='a'/>",
    ] {
        assert_eq!(refused(inner), "", "{inner}");
    }
    let text = cleaned(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='8'><style>/* 张三 */ .a > b{}</style></svg>",
    );
    assert_eq!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 8\" width=\"9\" height=\"8\"><style>.a &gt; b{}</style></svg>\n"
    );
    let text =
        cleaned("<svg viewBox='0 0 9 9'><rect xml:base='http://x/' data-name='图层'/><f:a xmlns:f='urn:f'/>\n</svg>");
    assert_eq!(text, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect/></svg>\n");
    let text = cleaned("<svg viewBox='0 0 9 9'><use xlink:href='#a'/></svg>");
    assert!(text.contains("xmlns:xlink=") && text.contains("<use xlink:href=\"#a\"/>"));
    let text = cleaned("<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><s:g/></s:svg>");
    assert_eq!(text, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><g/></svg>\n");
}

#[test]
fn a_doctype_without_a_subset_is_dropped() {
    let doctype =
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">";
    let (plain, with) =
        ("<svg viewBox='0 0 9 9'><rect/></svg>", format!("{doctype}<svg viewBox='0 0 9 9'><rect/></svg>"));
    assert_eq!(cleaned(&with), cleaned(plain));
}

#[test]
fn a_doctype_with_a_subset_an_entity_and_an_instruction_are_refused() {
    assert_eq!(run("<!DOCTYPE svg [<!ENTITY a 'b'>]>\n<svg viewBox='0 0 1 1'/>").unwrap_err().0, "svg-doctype");
    assert_eq!(refused("<text>&bomb;</text>"), "svg-doctype");
    assert_eq!(refused("<g fill='&bomb;'/>"), "svg-doctype");
    assert_eq!(run("<?xml-stylesheet href='x'?><svg viewBox='0 0 1 1'/>").unwrap_err().0, "svg-instruction");
    assert_eq!(refused("<?php echo 1 ?>"), "svg-instruction");
}

#[test]
fn what_is_not_well_formed_is_refused_at_its_place() {
    for text in [
        "<svg viewBox='0 0 1 1'>",
        "<svg viewBox='0 0 1 1'><g></svg>",
        "<svg viewBox='0 0 1 1'/><svg viewBox='0 0 1 1'/>",
        "<svg viewBox='0 0 1 1'/>text",
        "<svg viewBox='0 0 1 1' a='1' a='2'/>",
        "<svg viewBox='0 0 1 1'><g a=x/></svg>",
        "<svg viewBox='0 0 1 1'>&#0;</svg>",
        "<svg viewBox='0 0 1 1'>&#1;</svg>",
        "<svg viewBox='0 0 1 1'>a & b</svg>",
        "<svg viewBox='0 0 1 1'><style><g/></style></svg>",
        "<svg viewBox='0 0 1 1'><g",
        "<svg xmlns='http://www.w3.org/1999/xlink' viewBox='0 0 1 1'/>",
    ] {
        assert_eq!(run(text).unwrap_err().0, "svg-broken", "{text}");
    }
    assert_eq!(run("<svg viewBox='0 0 1 1'>\n  <script/></svg>").unwrap_err(), ("svg-element", 2, 3));
}

#[test]
fn size_depth_weight_and_encoding_have_their_own_words() {
    assert_eq!(run("<svg width='100%' height='100%'/>").unwrap_err().0, "svg-no-size");
    assert_eq!(refused(&format!("{}{}", "<g>".repeat(99), "</g>".repeat(99))), "");
    assert_eq!(refused(&format!("{}{}", "<g>".repeat(100), "</g>".repeat(100))), "svg-too-deep");
    assert_eq!(refused(&"<g>".repeat(300_000)), "svg-too-deep");
    assert_eq!(refused(&" ".repeat(1_000_001)), "svg-too-heavy");
    let file = SourcePath::new("a.svg");
    assert_eq!(prepare(&file, b"<svg viewBox='0 0 1 1'>\xbc\xf5\xd1\xce</svg>").unwrap_err().code, "svg-not-utf8");
    let many = (0..90_000).map(|index| format!("a{index}=''")).collect::<Vec<_>>().join(" ");
    assert_eq!(refused(&format!("<g {many}/>")), "svg-broken");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_damaged_drawing_is_refused_or_cleaned_for_good(
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..4, any::<u8>()), 1..4),
    ) {
        let mut bytes = INKSCAPE.as_bytes().to_vec();
        for (index, kind, byte) in cuts {
            let at = index.index(bytes.len());
            match kind {
                0 => bytes.truncate(at + 1),
                1 => bytes.insert(at, byte),
                2 => bytes[at] ^= byte,
                _ => drop(bytes.remove(at)),
            }
            bytes.push(b' ');
        }
        let file = SourcePath::new("a.svg");
        if let Ok(prepared) = prepare(&file, &bytes) {
            let again = prepare(&file, &prepared.variants[0].bytes).unwrap();
            prop_assert_eq!(again, prepared);
        }
    }

    #[test]
    fn any_tags_are_refused_or_cleaned_for_good(inner in "(<(g|style|text|a) ?(href|id|style)?='?[#a-z(/*\\\\]{0,4}'?/?>|</(g|style|text|a)>|&#?[a-z0-9]{1,3};| |<!--.-->|[a-z]){0,12}") {
        let file = SourcePath::new("a.svg");
        if let Ok(prepared) = prepare(&file, format!("<svg viewBox='0 0 1 1'>{inner}</svg>").as_bytes()) {
            let again = prepare(&file, &prepared.variants[0].bytes).unwrap();
            prop_assert_eq!(again, prepared);
        }
    }
}
