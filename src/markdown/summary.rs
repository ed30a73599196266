//! The summary of a story: its first paragraph, cut where a sentence ends.

/// How many characters a summary may have.
const LONGEST: usize = 120;

/// Cuts a paragraph of plain text to at most 120 characters: behind the last sentence's end within them, else hard
/// with `…`.
pub(super) fn cut(paragraph: &str) -> String {
    let text = paragraph.trim();
    if text.chars().nth(LONGEST).is_none() {
        return text.replace('\n', " ");
    }
    let mut sentence_end = 0;
    let mut hard_end = 0;
    let mut characters = text.char_indices().take(LONGEST).peekable();
    let mut may_close = false;
    while let Some((offset, c)) = characters.next() {
        let end = offset + c.len_utf8();
        let before_space = characters.peek().is_none_or(|(_, next)| next.is_whitespace());
        let ends = matches!(c, '。' | '！' | '？' | '!' | '?' | ';' | '；') || (c == '.' && before_space);
        may_close = ends || (may_close && matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '"'));
        if may_close {
            sentence_end = end;
        }
        // One character is left for the mark of the cut.
        if characters.peek().is_some() {
            hard_end = end;
        }
    }
    let (kept, mark) = if sentence_end > 0 { (text.get(..sentence_end), "") } else { (text.get(..hard_end), "…") };
    let mut summary = kept.unwrap_or_default().trim_end().replace('\n', " ");
    summary.push_str(mark);
    summary
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_paragraph_stays_whole() {
        assert_eq!(cut("少吃盐，多走路\n天天如此"), "少吃盐，多走路 天天如此");
    }

    #[test]
    fn a_long_one_ends_with_a_sentence_and_its_quotes() {
        let text = format!("{}。他说：“少吃盐。”{}", "盐".repeat(50), "油".repeat(100));
        assert_eq!(cut(&text), format!("{}。他说：“少吃盐。”", "盐".repeat(50)));
    }

    #[test]
    fn a_decimal_point_ends_no_sentence() {
        let text = format!("每天3.5克{}", "盐".repeat(200));
        let summary = cut(&text);
        assert_eq!(summary.chars().count(), 120);
        assert!(summary.ends_with("盐…"));
    }
}
