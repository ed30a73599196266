//! Code blocks: classes for the highlighting that a style sheet then colours.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// Loaded at the first block whose language is named: it takes some 30 ms.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// How many bytes of code are highlighted in one document; what is above stays plain.
pub(super) const BUDGET: usize = 100_000;

/// Patterns may take the square of a line's length, so code with a longer line stays plain.
const LONGEST_LINE: usize = 2_000;

/// The code as HTML with `hl-` classes; none where the language is not known, or the code is too long.
///
/// `info` is what stands behind the fence, `budget` how many bytes may be highlighted.
pub(super) fn highlight(code: &str, info: &str, budget: usize) -> Option<String> {
    let language = info.split([' ', '\t', ',', '{']).next().filter(|language| !language.is_empty())?;
    if code.len() > budget || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let syntax: &SyntaxReference = SYNTAXES.find_syntax_by_token(language)?;
    let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_code_gets_classes_and_no_style() {
        let html = highlight("fn main() {}\n", "rust", BUDGET).unwrap();
        assert!(html.contains("class=\"hl-") && !html.contains("style="), "{html}");
    }

    #[test]
    fn unknown_or_long_code_stays_plain() {
        assert_eq!(highlight("x", "nolanguage", BUDGET), None);
        assert_eq!(highlight("x", "", BUDGET), None);
        assert_eq!(highlight(&"x\n".repeat(60_000), "rust", BUDGET), None);
        assert_eq!(highlight(&"x".repeat(3_000), "rust", BUDGET), None);
    }

    #[test]
    fn every_language_takes_odd_code_without_a_panic() {
        let odd = "<?php \"' { [ ( /* # -- 减盐 \\ \u{0}\n```\n\t<script>&\n";
        for syntax in SYNTAXES.syntaxes() {
            if let Some(extension) = syntax.file_extensions.first() {
                let _ = highlight(odd, extension, BUDGET);
            }
        }
    }
}
