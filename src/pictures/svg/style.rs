//! The CSS of an SVG: plain rules are kept, whatever would load or run something is named.
//!
//! Escapes are decoded before the search (CSS Syntax 3, 4.3.7), as `\75rl(` is `url(` to a browser.

/// What may not stand in CSS, and what it is called in a message.
const RULES: [(&str, &str); 7] = [
    ("@import", "@import"),
    ("image-set(", "image-set()"),
    ("image(", "image()"),
    ("src(", "src()"),
    ("expression(", "expression()"),
    ("-moz-binding", "-moz-binding"),
    ("javascript:", "javascript:"),
];

/// The CSS without its comments; the forbidden rule's name if there is one.
pub(super) fn clean(css: &str) -> Result<String, &'static str> {
    let cleaned = without_comments(css);
    match forbidden(&cleaned) {
        Some(rule) => Err(rule),
        None => Ok(cleaned),
    }
}

/// The first thing in a piece of CSS that loads from outside the file or runs something.
pub(super) fn forbidden(css: &str) -> Option<&'static str> {
    if !css.contains(['(', '@', ':', '\\']) {
        return None;
    }
    let plain = decoded(css);
    if let Some((_, name)) = RULES.iter().find(|(rule, _)| plain.contains(rule)) {
        return Some(name);
    }
    let is_inner =
        |target: &str| target.trim_start_matches(|c: char| c.is_whitespace() || "\"'".contains(c)).starts_with('#');
    plain.split("url(").skip(1).any(|target| !is_inner(target)).then_some("url()")
}

/// The CSS in lower case with its escapes decoded.
fn decoded(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            plain.push(c.to_ascii_lowercase());
            continue;
        }
        let mut code = 0;
        let mut digits = 0;
        while let Some(digit) = rest.peek().and_then(|c| c.to_digit(16)).filter(|_| digits < 6) {
            code = code * 16 + digit;
            digits += 1;
            rest.next();
        }
        if digits > 0 {
            plain.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER).to_ascii_lowercase());
            rest.next_if(char::is_ascii_whitespace);
        } else if let Some(c) = rest.next().filter(|c| !"\n\r\u{c}".contains(*c)) {
            plain.push(c.to_ascii_lowercase());
        }
    }
    plain
}

/// The CSS with each comment replaced by a space, so that nothing around it grows together.
fn without_comments(css: &str) -> String {
    let mut cleaned = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        cleaned.push_str(before);
        cleaned.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    cleaned.push_str(rest);
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_css_is_kept_and_comments_go() {
        assert_eq!(clean(".a{fill:url(#g);stroke:red}/* by 张三 */.b{}").unwrap(), ".a{fill:url(#g);stroke:red} .b{}");
        assert_eq!(clean("a{}/* never closed").unwrap(), "a{} ");
        for css in
            ["fill:url( '#g' )", "fill:URL(\"#g\") red", "fill:url(\\23 g)", "font-family:'\\5FAE\\8F6F'", "a:hover{}"]
        {
            assert!(clean(css).is_ok(), "{css}");
        }
    }

    #[test]
    fn whatever_loads_is_named_however_it_is_spelt() {
        for (css, rule) in [
            ("fill:url(a.png)", "url()"),
            ("fill:url(#g),url(//x)", "url()"),
            ("fill:u\\72 l(x)", "url()"),
            ("fill:\\000075RL(x)", "url()"),
            ("fill:url(\"\\\nhttp://x\")", "url()"),
            ("fill:url()", "url()"),
            ("fill:url(data:image/png;base64,AA)", "url()"),
            ("@IMPORT 'x'", "@import"),
            ("@im\\port 'x'", "@import"),
            ("background:-webkit-image-set('x' 1x)", "image-set()"),
            ("a{}/**/@import/**/'x'", "@import"),
            ("width:expression(alert(1))", "expression()"),
            ("fill:url", ""),
        ] {
            assert_eq!(clean(css).err().unwrap_or_default(), rule, "{css}");
        }
    }
}
