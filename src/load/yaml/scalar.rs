//! Single values: plain text, quoted text, and the block styles `|` and `>`.
//!
//! Plain text on one line, by far the most common, is taken as it stands, and so is quoted text without escapes; what
//! else YAML can write is unfolded by the YAML library. A line break between two Han characters leaves no space.

use super::lines::{Line, Reader};
use super::{Strength, list_mark, split_key};
use crate::diagnostic::Span;
use crate::diagnostic::catalogue::LoadMessage;
use crate::han::{is_cjk_punctuation, is_han};
use crate::load::tree::{Node, Value};

/// Where a value begins that stands on the line of its key or mark.
pub(super) struct Start {
    /// The line; the one after it is read next.
    pub(super) index: usize,
    /// The byte of the text.
    pub(super) at: usize,
    /// The least indentation of a line that continues it.
    pub(super) floor: usize,
    /// The place of the key, which stands for a value that spans lines.
    pub(super) whole: Span,
    /// How deep the block is that it stands in.
    pub(super) depth: usize,
}

impl<'a> Reader<'a> {
    /// Reads a value that begins on the line of its key or mark.
    pub(super) fn inline(&mut self, start: &Start) -> Node {
        let end = self.line(start.index).end;
        let rest = self.slice(start.at, end);
        let first = rest.chars().next().unwrap_or(' ');
        match first {
            '"' | '\'' | '[' | '{' => self.enclosed(start),
            '|' | '>' => match BlockStyle::read(rest) {
                Some(style) => self.block_scalar(start, style),
                None => self.refused(start, rest, LoadMessage::ReservedStart { mark: first.to_string() }),
            },
            '&' | '*' | '!' => self.refused(start, rest, LoadMessage::AnchorOrTag { mark: first.to_string() }),
            '-' if rest == "-" || rest.starts_with("- ") => {
                self.refused(start, rest, LoadMessage::ReservedStart { mark: "-".to_owned() })
            }
            _ => match within_curly_quotes(rest) {
                Some(text) => Node { value: Value::Text(text.to_owned()), span: self.span(start.index, start.at, end) },
                None => self.plain(start),
            },
        }
    }

    /// A value that is told as an error and kept as text, with the lines below it passed over.
    fn refused(&mut self, start: &Start, rest: &str, message: LoadMessage) -> Node {
        self.tell(message, self.span(start.index, start.at, start.at + 1));
        self.skip_block(start.floor);
        let span = self.span(start.index, start.at, start.at + rest.len());
        Node { value: Value::Text(rest.to_owned()), span }
    }

    /// Reads plain text and the lines that continue it.
    pub(super) fn plain(&mut self, start: &Start) -> Node {
        let first = self.plain_line(start.index, start.at);
        let mut text = first.to_owned();
        let mut span = self.span(start.index, start.at, start.at + first.len());
        let mut breaks = 0;
        while let Some(&line) = self.lines.get(self.next) {
            let content = self.content(line);
            if content.is_empty() {
                breaks += 1;
            } else if !content.starts_with('#') {
                if line.indent < start.floor
                    || list_mark(content).is_some()
                    || split_key(content, Strength::Known).is_some()
                {
                    break;
                }
                let more = self.plain_line(self.next, line.content);
                fold(&mut text, breaks, more);
                (breaks, span) = (0, start.whole);
            }
            self.next += 1;
        }
        let value = match text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" => Value::Null,
            whole => Value::Text(within_curly_quotes(whole).map_or_else(|| whole.to_owned(), str::to_owned)),
        };
        Node { value, span }
    }

    /// The plain text from `at` to the end of line `index` or its comment. A colon that would start a key is told.
    fn plain_line(&mut self, index: usize, at: usize) -> &'a str {
        let text = self.slice(at, self.line(index).end);
        let mut has_colon = false;
        for (offset, mark) in text.match_indices(['#', ':']) {
            let (before, after) = text.split_at(offset);
            if mark == "#" && before.ends_with(char::is_whitespace) {
                self.tell_tight_comment(index, at + offset, at + text.len());
                return before.trim_end();
            }
            let is_key = mark == ":" && after.chars().nth(1).is_none_or(char::is_whitespace);
            if is_key && !has_colon {
                has_colon = true;
                self.tell(LoadMessage::ColonInValue {}, self.span(index, at + offset, at + offset + 1));
            }
        }
        text
    }

    /// Tells a comment whose text follows the hash directly, as in `#健康湖南#`: it may have been meant as text.
    pub(super) fn tell_tight_comment(&mut self, index: usize, at: usize, end: usize) {
        let comment = self.slice(at + 1, end);
        if comment.chars().next().is_some_and(|c| !c.is_whitespace() && c != '#') {
            let message = LoadMessage::HashCutsValue { text: super::beginning(comment) };
            self.tell(message, self.span(index, at, end));
        }
    }

    /// What a quoted text says, `raw` with its quotes; a bad escape is told at `span`.
    pub(super) fn unquoted(&mut self, raw: &str, span: Span) -> String {
        let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        let is_double = raw.starts_with('"');
        if !inner.contains('\n') && !(is_double && inner.contains('\\')) {
            return if is_double { inner.to_owned() } else { inner.replace("''", "'") };
        }
        let mut folded = String::with_capacity(raw.len());
        for line in raw.lines().map(str::trim) {
            if !folded.is_empty() && !joins(&folded, line) {
                folded.push('\n');
            }
            folded.push_str(line);
        }
        match serde_yaml::from_str::<String>(&folded) {
            Ok(text) => match text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
                None => text,
                Some(control) => {
                    let code = format!("U+{:04X}", u32::from(control));
                    self.tell(LoadMessage::ControlCharacter { code }, span);
                    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
                }
            },
            Err(error) => {
                // The library's place counts within the slice; only its first clause is of use.
                let reason = error.to_string().split(" at line").next().unwrap_or_default().to_owned();
                self.tell(LoadMessage::BadEscape { reason }, span);
                inner.to_owned()
            }
        }
    }

    /// Reads a text in block style: the lines below that are indented by at least the floor.
    fn block_scalar(&mut self, start: &Start, style: BlockStyle) -> Node {
        let mut indent = style.indent.map(|indent| start.floor - 1 + indent);
        let mut slice = format!("{}1{}\n", style.mark, style.chomping);
        let top = slice.len();
        while let Some(&line) = self.lines.get(self.next) {
            if !line.is_blank() {
                if line.indent < start.floor {
                    break;
                }
                let text = self.below_indent(line, *indent.get_or_insert(line.indent));
                if style.mark == '>' && slice.len() > top && joins(slice.trim_end_matches('\n'), text) {
                    let is_next = slice.ends_with('\n') && !slice.ends_with("\n\n");
                    slice.truncate(slice.len() - usize::from(is_next));
                    slice.push_str(if is_next { "" } else { " " });
                } else {
                    slice.push(' ');
                }
                slice.push_str(text);
            }
            slice.push('\n');
            self.next += 1;
        }
        let text = serde_yaml::from_str::<String>(&slice).unwrap_or_else(|_| {
            self.tell(LoadMessage::ReservedStart { mark: style.mark.to_string() }, start.whole);
            String::new()
        });
        Node { value: Value::Text(text), span: start.whole }
    }

    /// A line's text without `indent` columns of its indentation.
    fn below_indent(&self, line: Line, indent: usize) -> &'a str {
        let mut width = 0;
        let mut at = line.start;
        for c in self.slice(line.start, line.content).chars() {
            if width >= indent {
                break;
            }
            width += if c == '\t' { 2 } else { 1 };
            at += c.len_utf8();
        }
        self.slice(at, line.end)
    }
}

/// The header of a block scalar: `|`, `>-`, `|2+`.
struct BlockStyle {
    mark: char,
    chomping: &'static str,
    indent: Option<usize>,
}

impl BlockStyle {
    fn read(header: &str) -> Option<Self> {
        let mut characters = header.chars();
        let mut style = Self { mark: characters.next()?, chomping: "", indent: None };
        for c in characters.by_ref() {
            match c {
                '+' => style.chomping = "+",
                '-' => style.chomping = "-",
                '1'..='9' => style.indent = c.to_digit(10).map(|digit| digit as usize),
                c if c.is_whitespace() => break,
                _ => return None,
            }
        }
        let rest = characters.as_str().trim_start();
        (rest.is_empty() || rest.starts_with('#')).then_some(style)
    }
}

/// Adds a line to a plain text as YAML folds it, but for the space between Han characters.
pub(super) fn fold(text: &mut String, blank_lines: usize, line: &str) {
    if blank_lines > 0 {
        text.extend(std::iter::repeat_n('\n', blank_lines));
    } else if !text.is_empty() && !joins(text, line) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether a line break between two texts is between Han characters or their punctuation, and so leaves no space.
fn joins(before: &str, after: &str) -> bool {
    let is_full_width = |c: char| is_han(c) || is_cjk_punctuation(c);
    before.chars().next_back().is_some_and(is_full_width) && after.chars().next().is_some_and(is_full_width)
}

/// The text within curly quotes that stand around the whole of it, whichever way they are turned.
pub(super) fn within_curly_quotes(text: &str) -> Option<&str> {
    let quotes = match text.chars().next()? {
        '“' | '”' => ['“', '”'],
        '‘' | '’' => ['‘', '’'],
        _ => return None,
    };
    let inner = text.strip_prefix(quotes)?.strip_suffix(quotes)?;
    (!inner.contains(quotes)).then_some(inner)
}
