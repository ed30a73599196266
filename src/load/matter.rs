//! Parts a story into front matter and body.
//!
//! Front matter stands between two lines `---` at the top, or is a first paragraph of lines like `标题：…` of which at
//! least one has a known key: staff copy such headers from one story to the next and lose the dashes.

use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::load::yaml::{Strength, is_known, list_mark, split_key};
use crate::path::SourcePath;

/// The most bytes that a front matter may have.
const LONGEST: usize = 16 * 1024;

/// A story's text, parted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// The lines of the front matter without their fences; empty where there is none or it is too long.
    pub(super) matter: &'a str,
    /// How many lines of the file stand above `matter`.
    pub(super) matter_line: u32,
    /// The line that opens the front matter; the file as a whole where there is none.
    pub(super) span: Span,
    /// The byte at which the body begins.
    pub(super) body_at: usize,
    /// How many lines stand above the body.
    pub(super) body_line: u32,
    /// What is wrong with the fences.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Parts a decoded text.
pub(super) fn split<'a>(file: &SourcePath, text: &'a str) -> Parts<'a> {
    let mut lines = Lines { text, at: 0, number: 0 };
    let mut first = lines.next_line();
    while first.is_some_and(|line| line.text.trim().is_empty()) {
        first = lines.next_line();
    }
    match first {
        Some(first) if is_opening(first.text, &lines) => fenced(file, first, lines),
        Some(first) => headless(file, first, text),
        None => Parts::without(text),
    }
}

impl<'a> Parts<'a> {
    fn without(text: &'a str) -> Self {
        let matter = text.get(..0).unwrap_or_default();
        Self { matter, matter_line: 0, span: Span::default(), body_at: 0, body_line: 0, diagnostics: Vec::new() }
    }
}

/// The lines of a text, one after another.
#[derive(Clone)]
struct Lines<'a> {
    text: &'a str,
    at: usize,
    number: u32,
}

/// A line with its place.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Its text without the line end.
    text: &'a str,
    /// The byte at which it begins.
    start: usize,
    /// Its number, from 1.
    number: u32,
}

impl<'a> Lines<'a> {
    fn next_line(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let text = rest.split_once('\n').map_or(rest, |(line, _)| line);
        let start = self.at;
        self.at = (self.at + text.len() + 1).min(self.text.len());
        self.number += 1;
        Some(Line { text, start, number: self.number })
    }
}

impl Line<'_> {
    fn span(self) -> Span {
        Span::of_bytes(self.text, 0, self.text.trim_end().len()).below(self.number - 1)
    }
}

/// Whether a line is dashes alone, also those that an input method or WPS makes of `---`.
fn is_dashes(line: &str) -> bool {
    let line = line.trim_end();
    line.chars().all(|c| matches!(c, '-' | '－' | '—')) && line.chars().count() >= 3
}

fn is_closing(line: &str) -> bool {
    line.trim_end() == "..." || is_dashes(line)
}

/// Whether a first line opens a front matter: `---`, or other dashes with a known key below them.
fn is_opening(line: &str, below: &Lines<'_>) -> bool {
    if line.trim_end() == "---" {
        return true;
    }
    let next = below.clone().next_line().map_or("", |line| line.text.trim());
    is_dashes(line) && split_key(next, Strength::Expected).is_some_and(|split| is_known(split.key))
}

fn fenced<'a>(file: &SourcePath, first: Line<'a>, mut lines: Lines<'a>) -> Parts<'a> {
    let text = lines.text;
    let top = lines.clone();
    let place = || Place::new(file, first.span());
    let mut parts = Parts { matter_line: first.number, span: first.span(), ..Parts::without(text) };
    let mut end = None;
    while let Some(line) = lines.next_line() {
        if is_closing(line.text) {
            end = Some(line.start);
            break;
        }
    }
    let end = end.unwrap_or_else(|| {
        // Without a fence the first paragraph is taken for the front matter, so that its own mistakes are told too.
        parts.diagnostics.push(Diagnostic::at(LoadMessage::MatterUnclosed {}, place()));
        lines = top.clone();
        while lines.clone().next_line().is_some_and(|line| !line.text.trim().is_empty()) {
            lines.next_line();
        }
        lines.at
    });
    parts.body_at = lines.at;
    parts.body_line = lines.number;
    let matter = text.get(top.at..end).unwrap_or_default();
    if matter.len() > LONGEST {
        let size = format!("{} kB", matter.len().div_ceil(1024));
        parts.diagnostics.push(Diagnostic::at(LoadMessage::MatterTooLong { size }, place()));
    } else {
        parts.matter = matter;
    }
    parts
}

/// A first paragraph that reads like front matter: it begins with a known key, or is nothing but keys with a known one
/// among them.
fn headless<'a>(file: &SourcePath, first: Line<'a>, text: &'a str) -> Parts<'a> {
    let Some(split) = split_key(first.text.trim_start(), Strength::Expected) else {
        return Parts::without(text);
    };
    let begins_known = is_known(split.key);
    let (mut has_known, mut has_other) = (begins_known, false);
    let mut lines = Lines { text, at: first.start, number: first.number - 1 };
    let mut end = lines.at;
    while let Some(line) = lines.clone().next_line() {
        if line.text.trim().is_empty() {
            break;
        }
        lines.next_line();
        if is_closing(line.text) {
            break;
        }
        end = lines.at;
        let content = line.text.trim_start();
        match split_key(content, Strength::Expected) {
            Some(split) => has_known |= is_known(split.key),
            None => has_other |= content.len() == line.text.len() && list_mark(content).is_none(),
        }
    }
    let matter = text.get(first.start..end).unwrap_or_default();
    if !(begins_known || has_known && !has_other) {
        return Parts::without(text);
    }
    let mut parts = Parts { matter_line: first.number - 1, span: first.span(), ..Parts::without(text) };
    parts.body_at = lines.at;
    parts.body_line = lines.number;
    if matter.len() > LONGEST {
        let size = format!("{} kB", matter.len().div_ceil(1024));
        parts.diagnostics.push(Diagnostic::at(LoadMessage::MatterTooLong { size }, Place::new(file, first.span())));
    } else {
        parts.matter = matter;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (&str, &str, u32, u32, Vec<String>) {
        let parts = split(&SourcePath::new("a.md"), text);
        let codes = parts.diagnostics.iter().map(|d| d.code.to_string()).collect();
        (parts.matter, text.get(parts.body_at..).unwrap(), parts.matter_line, parts.body_line, codes)
    }

    #[test]
    fn fences_part_front_matter_and_body() {
        assert_eq!(parts("---\na: b\n---\n正文\n"), ("a: b\n", "正文\n", 1, 3, vec![]));
        assert_eq!(parts("\n\n---　\na: b\n...\n\n正文"), ("a: b\n", "\n正文", 3, 5, vec![]));
        assert_eq!(parts("---\n---"), ("", "", 1, 2, vec![]));
    }

    #[test]
    fn dashes_of_an_input_method_fence_where_a_known_key_follows() {
        assert_eq!(parts("———\n标题：好\n－－－\n正文"), ("标题：好\n", "正文", 1, 3, vec![]));
        assert_eq!(parts("———\n正文\n———\n").2, 0);
    }

    #[test]
    fn a_header_without_fences_is_front_matter() {
        assert_eq!(parts("标题：好\n日期：今天\n\n正文"), ("标题：好\n日期：今天\n", "\n正文", 0, 2, vec![]));
        assert_eq!(parts("\n供稿:李\n标题:好\n---\n正文"), ("供稿:李\n标题:好\n", "正文", 1, 4, vec![]));
        assert_eq!(parts("title: x"), ("title: x", "", 0, 1, vec![]));
    }

    #[test]
    fn prose_is_no_front_matter() {
        for text in
            ["正文\n来源：报\n", "长沙讯：今天\n活动很好，来源：报\n", "# 标题：好\n", "", "\n \n", "https://a.cn\n"]
        {
            assert_eq!(parts(text), ("", text, 0, 0, vec![]), "{text}");
        }
    }

    #[test]
    fn an_unclosed_fence_is_told_and_the_first_paragraph_is_read() {
        let (matter, body, _, body_line, codes) = parts("---\na: b\n\n正文");
        assert_eq!((matter, body, body_line, codes), ("a: b\n", "\n正文", 2, vec!["front-matter-unclosed".to_owned()]));
        let parts = split(&SourcePath::new("a.md"), "\n---\na: b");
        assert_eq!(parts.diagnostics[0].place.as_ref().unwrap().span, Span::new(2, 1, 3));
    }

    #[test]
    fn a_front_matter_over_the_limit_is_told_and_not_read() {
        let text = format!("---\na: {}\n---\n正文", "长".repeat(6000));
        let (matter, body, _, _, codes) = parts(&text);
        assert_eq!((matter, body, codes), ("", "正文", vec!["front-matter-too-long".to_owned()]));
    }
}
