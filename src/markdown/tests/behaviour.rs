//! Headings, callouts, figures, links, lists, tables, notes, code, plain text.

use super::{document, faults, html, parsed};
use crate::diagnostic::Span;
use crate::markdown::document::Heading;

#[test]
fn the_opening_first_level_heading_is_the_title_and_others_are_second_level() {
    let document = document("# 少吃 *盐* {#x}\n\n正文\n\n# 再说\n\n### 三级\n\n再说\n---\n");
    assert_eq!(document.title.as_deref(), Some("少吃 盐"));
    assert_eq!(
        document.html,
        "<p>正文</p>\n<h2 id=\"再说\">再说</h2>\n<h3 id=\"三级\">三级</h3>\n<h2 id=\"再说-2\">再说</h2>\n"
    );
    assert_eq!(document.headings[1], Heading { level: 3, id: "三级".into(), text: "三级".into() });
    assert_eq!(document.ids, ["再说", "三级", "再说-2"]);
    assert_eq!(document.plain, "正文\n再说\n三级\n再说");
}

#[test]
fn a_second_level_heading_that_opens_the_text_is_no_title() {
    let document = document("## 一\n\n# 二");
    assert_eq!(document.title, None);
    assert_eq!(document.html, "<h2 id=\"一\">一</h2>\n<h2 id=\"二\">二</h2>\n");
}

#[test]
fn an_empty_heading_is_a_section() {
    assert_eq!(html("##\n\n##"), "<h2 id=\"section\"></h2>\n<h2 id=\"section-2\"></h2>\n");
}

#[test]
fn explicit_ids_are_taken_and_braces_of_prose_stay() {
    assert_eq!(html("## 减盐 {#salt}"), "<h2 id=\"salt\">减盐</h2>\n");
    assert_eq!(html("## 减盐 {#salt} ##"), "<h2 id=\"salt\">减盐</h2>\n");
    assert_eq!(html("## 去 {{ city }} 玩"), "<h2 id=\"去-city-玩\">去 {{ city }} 玩</h2>\n");
    assert_eq!(html("{% if x %}{{ y }}{# z #}"), "<p>{% if x %}{{ y }}{# z #}</p>\n");
}

#[test]
fn callouts_have_default_titles_and_own_ones() {
    assert_eq!(
        html("> [!TIP]\n> 少盐\n"),
        "<div class=\"callout callout-tip\" role=\"note\" aria-label=\"提示\">\n<p class=\"callout-title\">提示</p>\n<p>少盐</p>\n</div>\n"
    );
    assert_eq!(
        html("> [!警告] 一**勺**盐\n> 少盐\n>\n> - 油\n"),
        "<div class=\"callout callout-warning\" role=\"note\" aria-label=\"警告\">\n<p class=\"callout-title\">一<strong>勺</strong>盐</p>\n<p>少盐</p>\n<ul>\n<li>油</li>\n</ul>\n</div>\n"
    );
    assert_eq!(
        html("> [!question]"),
        "<div class=\"callout callout-question\" role=\"note\" aria-label=\"问一问\">\n<p class=\"callout-title\">问一问</p>\n</div>\n"
    );
    assert_eq!(
        html("> [!NOTE]\n>\n> # 大\n"),
        "<div class=\"callout callout-note\" role=\"note\" aria-label=\"说明\">\n<p class=\"callout-title\">说明</p>\n<h2 id=\"大\">大</h2>\n</div>\n"
    );
}

#[test]
fn a_callout_may_lie_in_a_list_and_in_a_quotation() {
    assert_eq!(
        html("> 引\n>\n> > [!IMPORTANT] 要\n> > 文"),
        "<blockquote>\n<p>引</p>\n<div class=\"callout callout-important\" role=\"note\" aria-label=\"重要\">\n<p class=\"callout-title\">要</p>\n<p>文</p>\n</div>\n</blockquote>\n"
    );
}

#[test]
fn an_unknown_callout_stays_a_quotation_and_is_told_with_the_nearest() {
    let parsed = parsed("好\n\n> [!TPI] 盐\n");
    assert_eq!(parsed.document.html, "<p>好</p>\n<blockquote>\n<p>[!TPI] 盐</p>\n</blockquote>\n");
    let diagnostic = &parsed.diagnostics[0];
    assert_eq!((diagnostic.code, diagnostic.suggestion.as_deref()), ("callout-unknown", Some("TIP")));
    assert_eq!(diagnostic.place.as_ref().unwrap().span, Span::new(8, 1, 8));
}

#[test]
fn a_picture_alone_is_a_figure_with_its_title_as_caption() {
    let document = document("![一*勺*盐](a%20b.svg?x \"每天 < 一勺\")");
    assert_eq!(super::shown(&document), "<figure>{img 0}<figcaption>每天 &lt; 一勺</figcaption></figure>\n");
    assert_eq!((document.pictures[0].path.as_str(), document.pictures[0].alt.as_str()), ("a b.svg", "一勺盐"));
    assert_eq!(document.pictures[0].span, Span::new(6, 1, 31));
    assert_eq!(document.plain, "每天 < 一勺");
    assert_eq!(html("![盐](a.svg)\n\n后"), "<figure>{img 0}</figure>\n<p>后</p>\n");
    assert_eq!(html("看![盐](a.svg)"), "<p>看{img 0}</p>\n");
    assert_eq!(html("![盐](a.svg)\n![油](b.svg)"), "<p>{img 0}\n{img 1}</p>\n");
    assert_eq!(html("[![盐](a.svg)](b.md)"), "<p>{a 0}{img 0}{/a 0}</p>\n");
}

#[test]
fn pictures_from_elsewhere_are_refused_and_their_text_stays() {
    for address in ["http://a.cn/b.png", "//a.cn/b.png", "data:image/png;base64,AAAA", "HTTPS://a.cn/b.png"] {
        assert_eq!(faults(&format!("![盐]({address})")), (vec!["picture-foreign"], "<p>盐</p>\n".into()), "{address}");
    }
    assert_eq!(faults("![盐](C:\\图\\a.png)"), (vec!["picture-on-disk"], "<p>盐</p>\n".into()));
    assert_eq!(faults("![盐]()"), (vec!["picture-address-missing"], "<p>盐</p>\n".into()));
}

#[test]
fn a_picture_without_alternative_text_is_an_error() {
    assert_eq!(faults("![ ](a.png)"), (vec!["picture-alt-missing"], "<figure>{img 0}</figure>\n".into()));
}

#[test]
fn relative_links_become_slots() {
    let document = document("看[**减**盐](../health/%E5%87%8F.md?x=1#%E7%9B%90 \"t\")。[文件夹](健步走/)");
    assert_eq!(super::shown(&document), "<p>看{a 0}<strong>减</strong>盐{/a 0}。{a 1}文件夹{/a 1}</p>\n");
    assert_eq!(document.links[0].path, "../health/减.md");
    assert_eq!(document.links[0].fragment.as_deref(), Some("盐"));
    assert_eq!(document.links[0].span.column, 2);
    assert_eq!(document.links[1].path, "健步走/");
    assert_eq!(document.plain, "看减盐。文件夹");
}

#[test]
fn links_within_the_text_are_written_or_told() {
    assert_eq!(
        html("[见](#减-盐)、[顶](#)\n\n## 减 盐\n"),
        "<p><a href=\"#%E5%87%8F-%E7%9B%90\">见</a>、<a href=\"#\">顶</a></p>\n<h2 id=\"减-盐\">减 盐</h2>\n"
    );
    assert_eq!(
        html("[见](#Less%20Salt)[图](a.md)\n\n## Less salt\n"),
        "<p><a href=\"#less-salt\">见</a>{a 0}图{/a 0}</p>\n<h2 id=\"less-salt\">Less salt</h2>\n"
    );
    let parsed = parsed("[见](#减言)\n\n## 减盐\n");
    assert_eq!(parsed.document.html, "<p>见</p>\n<h2 id=\"减盐\">减盐</h2>\n");
    assert_eq!(parsed.diagnostics[0].suggestion.as_deref(), Some("#减盐"));
    assert_eq!(parsed.diagnostics[0].place.as_ref().unwrap().span, Span::new(6, 1, 8));
}

#[test]
fn web_and_contact_links_are_written() {
    assert_eq!(
        html("[网](https://a.cn/?a=1&b=减 \"题\")"),
        "<p><a href=\"https://a.cn/?a=1&amp;b=%E5%87%8F\" title=\"题\" rel=\"noopener noreferrer\">网</a></p>\n"
    );
    assert_eq!(
        html("<https://a.cn>"),
        "<p><a href=\"https://a.cn\" rel=\"noopener noreferrer\">https://a.cn</a></p>\n"
    );
    assert_eq!(html("[网](//a.cn)"), "<p><a href=\"https://a.cn\" rel=\"noopener noreferrer\">网</a></p>\n");
    assert_eq!(
        html("[电](tel:12320)<a@b.cn>"),
        "<p><a href=\"tel:12320\">电</a><a href=\"mailto:a@b.cn\">a@b.cn</a></p>\n"
    );
}

#[test]
fn dangerous_links_are_dropped_however_they_are_written() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "<java&#x09;script:alert(1)>",
        "<java&#10;script:alert(1)>",
        "<&#1;javascript:alert(1)>",
        "< javascript:alert(1)>",
        "javascript&colon;alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "weixin://x",
    ] {
        let (codes, html) = faults(&format!("[点]({address})"));
        assert_eq!((codes, html.as_str()), (vec!["link-scheme"], "<p>点</p>\n"), "{address}");
    }
    assert_eq!(faults("<javascript:alert>").0, ["link-scheme"]);
    assert_eq!(faults("[点](file:///C:/a.md)"), (vec!["link-on-disk"], "<p>点</p>\n".into()));
    assert_eq!(faults("[点]()"), (vec!["link-address-missing"], "<p>点</p>\n".into()));
}

#[test]
fn an_address_that_was_not_read_as_one_is_told() {
    assert_eq!(faults("![盐](照片 1.jpg)").0, ["link-not-read"]);
    assert_eq!(faults("[盐]（less-salt.md）").0, ["link-not-read"]);
    assert_eq!(faults("[1]（见第 3.2 节）").0, [""; 0]);
}

#[test]
fn lists_and_tasks() {
    assert_eq!(html("3. 一\n4. 二"), "<ol start=\"3\">\n<li>一</li>\n<li>二</li>\n</ol>\n");
    assert_eq!(
        html("- [x] 走\n- [ ] 跑"),
        "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"已完成\"> 走</li>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"未完成\"> 跑</li>\n</ul>\n"
    );
    assert!(html("- [x] 走\n\n- 跑").starts_with("<ul>\n<li class=\"task\"><p><input"));
    assert_eq!(html("- 一\n\n- 二"), "<ul>\n<li><p>一</p>\n</li>\n<li><p>二</p>\n</li>\n</ul>\n");
}

#[test]
fn tables_align_by_class() {
    let document = document("|食|盐|油|\n|:-|:-:|-:|\n|饭|**1**|2 |\n");
    assert_eq!(
        document.html,
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"表格 1\">\n<table>\n<thead>\n<tr><th scope=\"col\" class=\"align-left\">食</th><th scope=\"col\" class=\"align-center\">盐</th><th scope=\"col\" class=\"align-right\">油</th></tr>\n</thead>\n<tbody>\n<tr><td class=\"align-left\">饭</td><td class=\"align-center\"><strong>1</strong></td><td class=\"align-right\">2</td></tr>\n</tbody>\n</table>\n</div>\n"
    );
    assert_eq!(document.plain, "食 盐 油\n饭 1 2");
}

#[test]
fn footnotes_are_gathered_behind_the_text_with_ways_back() {
    let document = document("[^b]: 二[链](a.md)\n[^注]: 一\n\n盐[^注]油[^b]盐[^注]");
    assert_eq!(
        super::shown(&document),
        "<p>盐<sup class=\"footnote-reference\"><a href=\"#fn-%E6%B3%A8\" id=\"fnref-注\" role=\"doc-noteref\" aria-label=\"脚注 1\">1</a></sup>\
         油<sup class=\"footnote-reference\"><a href=\"#fn-b\" id=\"fnref-b\" role=\"doc-noteref\" aria-label=\"脚注 2\">2</a></sup>\
         盐<sup class=\"footnote-reference\"><a href=\"#fn-%E6%B3%A8\" id=\"fnref-注-2\" role=\"doc-noteref\" aria-label=\"脚注 1\">1</a></sup></p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"脚注\">\n<ol>\n\
         <li id=\"fn-注\">\n<p>一 <a class=\"footnote-back\" href=\"#fnref-%E6%B3%A8\" role=\"doc-backlink\" aria-label=\"返回正文脚注 1\">↩\u{fe0e}</a> \
         <a class=\"footnote-back\" href=\"#fnref-%E6%B3%A8-2\" role=\"doc-backlink\" aria-label=\"返回正文脚注 1 的第 2 处\">↩\u{fe0e}</a></p>\n</li>\n\
         <li id=\"fn-b\">\n<p>二{a 0}链{/a 0} <a class=\"footnote-back\" href=\"#fnref-b\" role=\"doc-backlink\" aria-label=\"返回正文脚注 2\">↩\u{fe0e}</a></p>\n</li>\n\
         </ol>\n</section>\n"
    );
    assert_eq!(document.plain, "盐油盐\n一\n二链");
    assert_eq!(document.summary, "盐油盐");
    assert!(document.ids.contains(&"fn-注".to_owned()));
}

#[test]
fn a_footnote_that_nothing_refers_to_is_told_and_left_out() {
    let parsed = parsed("好\n\n[^a]: 没人看");
    assert_eq!(parsed.document.html, "<p>好</p>\n");
    assert_eq!(parsed.diagnostics[0].code, "footnote-unused");
    assert_eq!(parsed.diagnostics[0].place.as_ref().unwrap().span, Span::new(8, 1, 5));
}

#[test]
fn only_two_tildes_strike_out() {
    assert_eq!(html("~~旧~~新"), "<p><del>旧</del>新</p>\n");
    assert_eq!(html("（周一）~（周五）、（周六）~（周日）"), "<p>（周一）~（周五）、（周六）~（周日）</p>\n");
    assert_eq!(html("10~20克，~~30~~克"), "<p>10~20克，<del>30</del>克</p>\n");
}

#[test]
fn code_of_a_known_language_is_highlighted_and_other_code_is_plain() {
    let known = document("```json\n{\"盐\": 1}\n```\n");
    assert!(
        known.has_code
            && known.html.starts_with(
                "<pre class=\"hl-code\" tabindex=\"0\" role=\"region\" aria-label=\"代码 1\"><code><span class=\"hl-"
            ),
        "{}",
        known.html
    );
    assert_eq!(known.plain, "{\"盐\": 1}");
    let unknown = document("```nolang\n<a>\n```\n\n    缩进\n");
    assert!(!unknown.has_code);
    assert_eq!(
        unknown.html,
        "<pre tabindex=\"0\" role=\"region\" aria-label=\"代码 1\"><code>&lt;a&gt;\n</code></pre>\n<pre tabindex=\"0\" role=\"region\" aria-label=\"代码 2\"><code>缩进\n</code></pre>\n"
    );
    assert_eq!(html("`a<b`"), "<p><code>a&lt;b</code></p>\n");
}

#[test]
fn a_line_s_end_between_chinese_is_nothing() {
    assert_eq!(
        html("减少\n用盐，\n**多吃**\n*菜* and\nfruit\n好"),
        "<p>减少用盐，<strong>多吃</strong><em>菜</em> and\nfruit\n好</p>\n"
    );
    assert_eq!(html("> 减少\n> [用盐](a.md)"), "<blockquote>\n<p>减少{a 0}用盐{/a 0}</p>\n</blockquote>\n");
    assert_eq!(html("盐  \n油\\\n醋"), "<p>盐<br>\n油<br>\n醋</p>\n");
    assert_eq!(document("减少\n用 `盐`\n油").plain, "减少用 盐 油");
}

#[test]
fn an_indent_of_ideographic_spaces_is_dropped_and_parts_paragraphs() {
    assert_eq!(
        html("　　少盐\n　　少油\n\n&emsp;&emsp;**少**糖\n\n　一格"),
        "<p>少盐</p>\n<p>少油</p>\n<p><strong>少</strong>糖</p>\n<p>　一格</p>\n"
    );
    assert_eq!(document("　　少盐\n　　少油").plain, "少盐\n少油");
}

#[test]
fn raw_html_loses_its_tags_and_each_name_is_told_once() {
    let parsed =
        parsed("好<b>字</b><!-- 注 --><b>\n\n<center>\n居中\n</center>\n\n<!-- 注 -->\n\n<script>x()</script>\n");
    assert_eq!(parsed.document.html, "<p>好字</p>\n<p>居中</p>\n");
    let told: Vec<_> = parsed
        .diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.zh.what.as_str(), diagnostic.place.as_ref().unwrap().span))
        .collect();
    assert_eq!(
        told,
        [
            ("HTML 标签 <b> 已略去", Span::new(6, 2, 2)),
            ("HTML 标签 <center> 已略去", Span::new(8, 1, 7)),
            ("HTML 标签 <script> 已略去", Span::new(14, 1, 7))
        ]
    );
}

#[test]
fn a_raw_line_break_is_understood() {
    assert_eq!(html("盐<br>油<br/>醋"), "<p>盐<br>\n油<br>\n醋</p>\n");
    assert_eq!(html("盐\n\n<br>\n油"), "<p>盐</p>\n<p>油</p>\n");
    assert_eq!(html("|a|\n|-|\n|盐<br>油|\n").matches("<td>盐<br>\n油</td>").count(), 1);
}

#[test]
fn nesting_over_a_hundred_deep_is_refused_with_its_line() {
    for body in [format!("好\n\n{}深", "> ".repeat(101)), format!("好\n\n{}深{}", "*a ".repeat(101), " a*".repeat(101))]
    {
        let parsed = parsed(&body);
        assert_eq!(parsed.document, crate::markdown::document::Document::default());
        assert_eq!(parsed.diagnostics[0].code, "nesting-too-deep");
        assert_eq!(parsed.diagnostics[0].place.as_ref().unwrap().span.line, 8);
    }
    assert_eq!(faults(&format!("{}浅", "> ".repeat(100))).0, [""; 0]);
}

#[test]
fn plain_text_parts_blocks_and_the_summary_is_the_first_paragraph() {
    let document = document("# 题\n\n## 节\n\n> [!TIP]\n> 盐。\n\n- 一\n- 二\n\n正文");
    assert_eq!(document.plain, "节\n提示\n盐。\n一\n二\n正文");
    assert_eq!(document.summary, "盐。");
    assert_eq!(document.reading_length, 8);
    assert_eq!(super::document("## 节\n\n- 一\n- 二").summary, "一");
}

#[test]
fn a_link_in_a_heading_keeps_its_slots_in_place() {
    assert_eq!(
        html("好\n\n## 看[盐](a.md)[^1] {#x}\n\n[^1]: 注").split("<section").next().unwrap(),
        "<p>好</p>\n<h2 id=\"x\">看{a 0}盐{/a 0}<sup class=\"footnote-reference\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\" aria-label=\"脚注 1\">1</a></sup></h2>\n"
    );
}
