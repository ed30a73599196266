//! What is a key, and which keys a story's front matter may have.
//!
//! A key is needed in two strengths: where a key must stand, `名称：内容` is one whatever the name; where text may
//! stand as well, only the colon and space of YAML or a known name makes one.

use crate::han::is_han;

/// The front-matter keys of the four kinds and of plain pages, in both languages.
pub(in crate::load) const KNOWN: &[&str] = &[
    "title",
    "标题",
    "date",
    "日期",
    "发布时间",
    "发布日期",
    "updated",
    "更新时间",
    "更新日期",
    "slug",
    "网址",
    "summary",
    "摘要",
    "unit",
    "单位",
    "source",
    "来源",
    "source_url",
    "转载链接",
    "author",
    "作者",
    "editor",
    "责编",
    "campaign",
    "活动",
    "topics",
    "topic",
    "主题",
    "audience",
    "人群",
    "keywords",
    "关键词",
    "关键字",
    "cover",
    "封面",
    "people",
    "人物",
    "cities",
    "范围",
    "canonical_city",
    "主站",
    "aliases",
    "旧网址",
    "draft",
    "草稿",
    "expires",
    "下线时间",
    "ai_generated",
    "AI生成",
    "sample",
    "示例",
    "references",
    "参考依据",
    "expert",
    "专家",
    "review_by",
    "复核期限",
    "takeaways",
    "要点",
    "when_to_seek_care",
    "何时就医",
    "age_range",
    "适用年龄",
    "helplines",
    "求助渠道",
    "adult_note",
    "家长教师提示",
    "consent",
    "同意书",
    "display_name",
    "家庭称呼",
    "pseudonym",
    "化名",
    "honour",
    "荣誉",
    "notice",
    "公示链接",
    "members",
    "家庭成员",
    "event",
    "活动编号",
    "event_date",
    "活动日期",
    "venue",
    "地点",
    "practices",
    "做法",
    "results",
    "成效",
    "metrics",
    "数据",
    "order",
    "顺序",
];

/// Whether a key is one of [`KNOWN`], whatever its case and the spaces that align it (`标　题`).
pub(in crate::load) fn is_known(key: &str) -> bool {
    key.len() <= 60
        && KNOWN.iter().any(|known| {
            let letters = key.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase());
            letters.eq(known.chars().map(|c| c.to_ascii_lowercase()))
        })
}

/// What counts as a key where it is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) enum Strength {
    /// A key must stand here: `：` ends any name, a tight `:` a Han or known one.
    Expected,
    /// Text may stand here as well: `: ` ends any name, `：` and a tight `:` only a known one.
    Known,
    /// Text may stand here, and full-width colons belong to it: only `: ` ends a name.
    Plain,
}

/// A line parted at its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) struct KeySplit<'a> {
    /// The key as written, quotes included, trimmed at the end.
    pub(in crate::load) key: &'a str,
    /// The byte of the line at which its value begins, white space passed over.
    pub(in crate::load) value_at: usize,
}

/// Parts a line, without its indentation, at the colon after its key; none if it does not begin with a key.
pub(in crate::load) fn split_key(line: &str, strength: Strength) -> Option<KeySplit<'_>> {
    let first = line.chars().next()?;
    if matches!(first, '[' | '{' | '#' | '|' | '>') || line.starts_with("? ") {
        return None;
    }
    if matches!(first, '"' | '\'') {
        return split_quoted_key(line, first);
    }
    let mut previous = ' ';
    for (at, c) in line.char_indices() {
        if c == '#' && previous.is_whitespace() {
            return None;
        }
        previous = c;
        if c == ':' || c == '：' {
            let (key, rest) = line.split_at(at);
            let rest = rest.get(c.len_utf8()..).unwrap_or_default();
            if ends_key(key.trim_end(), c, rest, strength) {
                return (!key.trim_end().is_empty()).then(|| part(line, key.trim_end(), rest));
            }
        }
    }
    None
}

fn part<'a>(line: &str, key: &'a str, rest: &str) -> KeySplit<'a> {
    KeySplit { key, value_at: line.len() - rest.trim_start().len() }
}

fn ends_key(key: &str, colon: char, rest: &str, strength: Strength) -> bool {
    let is_yaml = colon == ':' && rest.chars().next().is_none_or(char::is_whitespace);
    is_yaml
        || match strength {
            Strength::Plain => false,
            Strength::Known => is_known(key),
            Strength::Expected if colon == '：' => is_name(key),
            Strength::Expected => (key.len() <= 24 && !key.is_empty() && key.chars().all(is_han)) || is_known(key),
        }
}

/// Whether a text is short and plain enough to be a key before a full-width colon, and no sentence.
fn is_name(key: &str) -> bool {
    key.len() <= 60
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '　' | '（' | '）' | '/'))
}

fn split_quoted_key(line: &str, quote: char) -> Option<KeySplit<'_>> {
    let close = line.get(1..)?.find(quote)? + 2;
    let rest = line.get(close..)?.trim_start();
    let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix('：'))?;
    Some(part(line, line.get(..close)?, rest))
}

/// How a list item begins: the bytes of its mark and white space, and how far its text is indented below the mark.
///
/// `- ` is YAML's; `-` tight before Han, `－`, `•`, `·`, `●`, `* ` and `– ` are what input methods and word
/// processors make of it.
pub(in crate::load) fn list_mark(line: &str) -> Option<(usize, usize)> {
    let mark = line.chars().next()?;
    let rest = line.get(mark.len_utf8()..)?;
    let next = rest.chars().next();
    let is_parted = next.is_none_or(char::is_whitespace);
    let is_mark = match mark {
        '-' => is_parted || next.is_some_and(|c| is_han(c) || matches!(c, '“' | '《' | '「' | '【' | '（')),
        '－' | '•' | '·' | '●' => true,
        '–' | '*' => is_parted && next.is_some(),
        _ => false,
    };
    let text = rest.trim_start();
    let spaces = rest.chars().count() - text.chars().count();
    is_mark.then(|| (line.len() - text.len(), if mark == '-' && spaces > 0 { 1 + spaces } else { 2 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(line: &str, strength: Strength) -> Option<(&str, &str)> {
        split_key(line, strength).map(|split| (split.key, &line[split.value_at..]))
    }

    #[test]
    fn a_key_ends_at_the_first_colon_that_can_end_one() {
        assert_eq!(key("title: 减盐：三步", Strength::Expected), Some(("title", "减盐：三步")));
        assert_eq!(key("标题：a: b", Strength::Expected), Some(("标题", "a: b")));
        assert_eq!(key("标　题 ：　好", Strength::Expected), Some(("标　题", "好")));
        assert_eq!(key("标题:好", Strength::Expected), Some(("标题", "好")));
        assert_eq!(key("title:x", Strength::Known), Some(("title", "x")));
        assert_eq!(key("\"a: b\": c", Strength::Expected), Some(("\"a: b\"", "c")));
        assert_eq!(key("空：", Strength::Expected), Some(("空", "")));
    }

    #[test]
    fn text_is_no_key() {
        assert_eq!(key("https://a.cn/x", Strength::Expected), None);
        assert_eq!(key("上午10:30开始", Strength::Expected), None);
        assert_eq!(key("做法一：上门", Strength::Known), None);
        assert_eq!(key("标题：好", Strength::Plain), None);
        assert_eq!(key("这次活动的内容很丰富，其中：义诊", Strength::Expected), None);
        assert_eq!(key("a # b: c", Strength::Expected), None);
        assert_eq!(key(": x", Strength::Expected), None);
    }

    #[test]
    fn list_marks_are_yamls_and_those_of_input_methods() {
        for line in ["- 减盐", "-减盐", "－减盐", "－ 减盐", "• 减盐", "·减盐", "* 减盐"] {
            let (at, indent) = list_mark(line).unwrap();
            assert_eq!((&line[at..], indent), ("减盐", 2), "{line}");
        }
        assert_eq!(list_mark("-   a"), Some((4, 4)));
        assert_eq!(list_mark("-"), Some((1, 2)));
        assert_eq!(list_mark("-5"), None);
        assert_eq!(list_mark("**重点**"), None);
    }
}
