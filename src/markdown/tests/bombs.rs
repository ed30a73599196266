//! Texts made to cost time: each must be read in linear time.

use super::parsed;

const SIZE: usize = 2_000_000;

/// The classical ones; each is repeated up to the largest size of a file.
const BOMBS: [&str; 44] = [
    "[",
    "*",
    "`",
    ">",
    "> ",
    "- ",
    "_",
    "~",
    "~~",
    "\\",
    "<",
    "<!--",
    "[a](",
    "![",
    "![a](",
    "[^",
    "|",
    "a|",
    "&",
    "*a ",
    "**a ",
    "a**b",
    "_a ",
    "[a][",
    "[a]",
    "<a ",
    "<?",
    "<![CDATA[",
    "` ``",
    "#",
    "\n",
    "- \n",
    "1. ",
    "- - \n\n",
    "[^a]: ",
    "> [!TIP] a\n",
    "（*）",
    "「**",
    "。**中",
    "[x](#y) ",
    "　　a\n",
    "~~a ~a ",
    "<b>",
    "![[",
];

fn each(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

fn whole() -> Vec<String> {
    let mut bodies: Vec<String> = BOMBS.iter().map(|bomb| bomb.repeat(SIZE / bomb.len())).collect();
    bodies.push(format!("{}{}", "- ".repeat(50), "\n".repeat(SIZE)));
    bodies.push(format!("{}a\n{}", "1. ".repeat(99), "\n a\n".repeat(SIZE / 4)));
    bodies.push(each(900, |depth| format!("{}- a\n", " ".repeat(depth * 2))));
    bodies.push(format!("{}a{}", "*".repeat(SIZE / 2), "*".repeat(SIZE / 2)));
    bodies.push(format!("{}a{}", "[".repeat(SIZE / 2), "](b)".repeat(SIZE / 8)));
    bodies.push(each(1400, |length| format!("{}a ", "`".repeat(length))));
    bodies.push(format!("|{}\n|{}\n{}", "a|".repeat(20_000), "-|".repeat(20_000), "|\n".repeat(500_000)));
    bodies.push(each(60_000, |n| format!("[^{n}]: a[^{n}]\n")));
    bodies.push(each(60_000, |n| format!("[{n}]: /a\n[{n}] ")));
    bodies.push(format!("[a]: {}\n{}", "b".repeat(100_000), "[a]".repeat(500_000)));
    bodies.push("# a\n\n".repeat(SIZE / 5));
    bodies.push(each(300_000, |n| format!("<a{n}>")));
    bodies.push(format!("```js\n{}\n```", "/*".repeat(40_000)));
    bodies.push("```js\n\"a\\\n```\n".repeat(SIZE / 14));
    bodies.push(each(60_000, |n| format!("# 盐{n}\n[a](#油{n})\n")));
    bodies.push(format!("# {}\n\n[a](#{})", "盐".repeat(300_000), "油".repeat(300_000)));
    bodies.push("> [!HINTTIPNOTE]\n\n".repeat(SIZE / 18));
    bodies.push(format!("[^1]: {}{}", "- ".repeat(SIZE / 4), "a=\n".repeat(SIZE / 6)));
    bodies.push("[a](b.md) ".repeat(SIZE / 10));
    bodies.push("[a](b c.md) ".repeat(SIZE / 12));
    bodies
}

#[test]
#[ignore = "tells times: run it with --release --nocapture after a change of the parser"]
fn each_bomb_is_read_within_a_second() {
    let mut slow = Vec::new();
    for body in whole() {
        let start = std::time::Instant::now();
        let parsed = parsed(&body);
        let took = start.elapsed();
        if took.as_millis() > 1000 {
            slow.push((body.chars().take(20).collect::<String>(), took, parsed.diagnostics.len()));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn a_small_bomb_of_each_kind_is_survived() {
    for bomb in BOMBS {
        let parsed = parsed(&bomb.repeat(2_000));
        assert!(parsed.document.html.len() < 2_000_000, "{bomb}");
    }
}
