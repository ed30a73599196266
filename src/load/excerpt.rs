//! Attaches to each diagnostic the line that it is about.

use std::collections::BTreeMap;
use std::path::Path;

use super::decode::decode;
use crate::diagnostic::{Diagnostic, Excerpt, Span};
use crate::path::SourcePath;

/// How many characters of a very long line are shown, and how many of them stand before the span.
const SHOWN: usize = 100;
const SHOWN_BEFORE: usize = 40;

/// Attaches the excerpt to every diagnostic whose place has a line, reading each file once.
///
/// The file is decoded as it was for reading, so that lines and columns agree. A file that cannot be read leaves its
/// diagnostics as they are. Tabs become a space; a line over 100 characters is cut around the span, with `…` at the cuts.
pub fn attach_excerpts(root: &Path, diagnostics: &mut [Diagnostic]) {
    let mut by_file: BTreeMap<SourcePath, Vec<&mut Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        if let Some(place) = &diagnostic.place
            && place.span.line > 0
            && place.excerpt.is_none()
        {
            by_file.entry(place.file.clone()).or_default().push(diagnostic);
        }
    }
    for (file, diagnostics) in by_file {
        let Ok(bytes) = std::fs::read(file.under(root)) else {
            continue;
        };
        let text = decode(&file, bytes).text;
        let lines: Vec<&str> = text.split('\n').collect();
        for place in diagnostics.into_iter().filter_map(|diagnostic| diagnostic.place.as_mut()) {
            let index = usize::try_from(place.span.line - 1).unwrap_or(usize::MAX);
            place.excerpt = lines.get(index).map(|line| excerpt(line, place.span));
        }
    }
}

fn excerpt(line: &str, span: Span) -> Excerpt {
    let as_size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let total = line.chars().count();
    let start = as_size(span.column.saturating_sub(1)).min(total);
    let from = if total > SHOWN { start.saturating_sub(SHOWN_BEFORE).min(total - SHOWN) } else { 0 };
    let to = total.min(from + SHOWN);
    let mut shown = String::from(if from > 0 { "…" } else { "" });
    shown.extend(line.chars().skip(from).take(to - from).map(|c| if c == '\t' { ' ' } else { c }));
    if to < total {
        shown.push('…');
    }
    let length = as_size(span.length).min(to.saturating_sub(start));
    Excerpt { line: shown, start: start - from + usize::from(from > 0), length }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::diagnostic::catalogue::LoadMessage;

    fn shown(excerpt: &Excerpt) -> String {
        excerpt.line.chars().skip(excerpt.start).take(excerpt.length).collect()
    }

    #[test]
    fn the_line_is_attached_as_it_was_decoded() {
        let root = tempfile::tempdir().unwrap();
        let file = SourcePath::new("a.md");
        std::fs::write(root.path().join("a.md"), "\u{feff}一\r\n\t标题 好\r\n").unwrap();
        let told = |span| Diagnostic::at(LoadMessage::BadIndentation {}, Place::new(&file, span));
        let mut all = [told(Span::new(2, 2, 2)), told(Span::default()), told(Span::new(9, 1, 1))];
        attach_excerpts(root.path(), &mut all);
        let first = all[0].place.as_ref().unwrap().excerpt.clone().unwrap();
        assert_eq!((first.line.as_str(), shown(&first).as_str()), (" 标题 好", "标题"));
        assert!(all[1].place.as_ref().unwrap().excerpt.is_none());
        assert!(all[2].place.as_ref().unwrap().excerpt.is_none());
    }

    #[test]
    fn a_long_line_is_cut_around_the_span() {
        let line = format!("{}错{}", "长".repeat(300), "长".repeat(300));
        let cut = excerpt(&line, Span::new(1, 301, 1));
        assert_eq!((shown(&cut).as_str(), cut.line.chars().count()), ("错", 102));
        let end = excerpt(&line, Span::new(1, 601, 1));
        assert!(end.line.ends_with('长') && shown(&end) == "长");
        let top = excerpt(&line, Span::new(1, 1, 500));
        assert_eq!((top.start, top.length), (0, 100));
        assert_eq!(excerpt("短", Span::new(1, 9, 1)), Excerpt { line: "短".to_owned(), start: 1, length: 0 });
    }
}
