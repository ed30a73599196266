//! The limit on nesting, looked for before the parse: the parser's time grows with depth times lines.

/// How deep quotations, lists and marks may lie in one another.
pub(super) const LIMIT: usize = 100;

/// A list or quotation this far to the right can only be meant to make trouble.
const LAST_COLUMN: usize = 1000;

/// The offset of the first line that may nest quotations and lists deeper than [`LIMIT`].
///
/// What is open at once has marks in ever greater columns; so the marks of a line, with those of the lines before it
/// that lie further left, are at least as many as are open.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let mut marks = Marks { rest: line.as_bytes(), column: 0 };
        while let Some(column) = marks.next_mark() {
            while open.last().is_some_and(|last| *last >= column) {
                open.pop();
            }
            open.push(column);
            if open.len() > LIMIT || column > LAST_COLUMN {
                return Some(offset);
            }
        }
        offset += line.len();
    }
    None
}

/// The marks of quotations, list items and footnotes at the start of a line.
struct Marks<'a> {
    rest: &'a [u8],
    column: usize,
}

impl Marks<'_> {
    /// The column of the next mark.
    fn next_mark(&mut self) -> Option<usize> {
        while let [blank @ (b' ' | b'\t'), rest @ ..] = self.rest {
            self.column += if *blank == b'\t' { 4 - self.column % 4 } else { 1 };
            self.rest = rest;
        }
        let width = match self.rest {
            [b'>', ..] => 1,
            [b'-' | b'*' | b'+', rest @ ..] if is_blank(rest.first()) && !is_rule(self.rest) => 1,
            [b'0'..=b'9', ..] => {
                let digits = self.rest.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
                match self.rest.get(digits..) {
                    Some([b'.' | b')', rest @ ..]) if is_blank(rest.first()) => digits + 1,
                    _ => return None,
                }
            }
            // The definition of a footnote.
            [b'[', b'^', label @ ..] => {
                let end = label.iter().position(|b| matches!(b, b']' | b'\n'))?;
                match label.get(end..) {
                    Some([b']', b':', ..]) => end + "[^]:".len(),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let column = self.column;
        self.column += width;
        self.rest = self.rest.get(width..).unwrap_or_default();
        Some(column)
    }
}

fn is_blank(byte: Option<&u8>) -> bool {
    byte.is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// Whether the rest of the line is a thematic break: `- - -`.
fn is_rule(rest: &[u8]) -> bool {
    let mark = rest.first();
    rest.iter().filter(|byte| Some(*byte) == mark).count() > 2
        && rest.iter().all(|byte| Some(byte) == mark || is_blank(Some(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_quotations_pass_and_one_more_does_not() {
        assert_eq!(too_deep(&format!("好\n{} 好", ">".repeat(100))), None);
        assert_eq!(too_deep(&format!("好\n{} 好", ">".repeat(101))), Some("好\n".len()));
    }

    #[test]
    fn lists_on_one_line_or_on_many_are_counted() {
        assert_eq!(too_deep(&"- ".repeat(101)), None, "a row of dashes is a rule");
        assert!(too_deep(&format!("{}a", "- ".repeat(101))).is_some());
        assert!(too_deep(&format!("[^1]: {}a", "- ".repeat(100))).is_some());
        let stair = |depth: usize| format!("{}1. a\n", "   ".repeat(depth));
        let stairs: String = (0..101).map(stair).collect();
        assert!(too_deep(&stairs).is_some());
        assert_eq!(too_deep(&"- a\n  - b\n".repeat(1000)), None);
    }
}
