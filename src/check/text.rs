//! The texts of a source, and the runs of digits in them, as the privacy rules look at them.

use crate::diagnostic::{Place, Span};
use crate::load::source::Source;
use crate::load::tree::{Node, Value};

/// From how many digits on a number may be somebody's.
const LONG_NUMBER: usize = 11;

/// Every text of a source, the scalars of its front matter, keys included, and its Markdown, as rules look at it.
#[derive(Debug)]
pub struct Texts {
    /// The runs of at least [`LONG_NUMBER`] digits with their places; looked for once for all rules.
    long_numbers: Vec<(DigitRun, Place)>,
}

/// A run of digits, full-width ones folded, spaces and hyphens between them passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigitRun {
    /// The digits in ASCII, with a last `X` where one follows them.
    pub digits: String,
    /// How many digits stand in each of the groups that spaces or hyphens part.
    pub groups: Vec<usize>,
    /// Where it stands.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl DigitRun {
    /// Every stretch of whole groups that has so many digits, with its groups: `3 138 0000 1234` holds a number of
    /// eleven digits behind another one.
    pub(super) fn stretches(&self, length: usize) -> impl Iterator<Item = (&str, &[usize])> {
        let mut from = 0;
        (0..self.groups.len()).filter_map(move |first| {
            let start = from;
            from += self.groups.get(first)?;
            let mut sum = 0;
            let last = self.groups.iter().skip(first).position(|group| {
                sum += group;
                sum >= length
            })?;
            let groups = self.groups.get(first..=first + last)?;
            (sum == length).then_some((self.digits.get(start..start + length)?, groups))
        })
    }
}

impl Texts {
    /// The texts of a source.
    pub fn of(source: &Source) -> Self {
        let file = &source.file.path;
        let mut scalars = Vec::new();
        collect(&source.matter, &mut scalars);
        let mut long_numbers = Vec::new();
        for (text, span) in scalars {
            long_numbers.extend(digit_runs(text, LONG_NUMBER).into_iter().map(|run| (run, Place::new(file, span))));
        }
        for run in digit_runs(&source.body, LONG_NUMBER) {
            let span = Span::of_bytes(&source.body, run.start, run.end).below(source.body_line);
            long_numbers.push((run, Place::new(file, span)));
        }
        Self { long_numbers }
    }

    /// Every number that is long enough to be a telephone's or an identity number, with its place.
    pub fn long_numbers(&self) -> &[(DigitRun, Place)] {
        &self.long_numbers
    }
}

fn collect<'a>(node: &'a Node, into: &mut Vec<(&'a str, Span)>) {
    match &node.value {
        Value::Null => {}
        Value::Text(text) => into.push((text, node.span)),
        Value::List(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Map(entries) => {
            for entry in entries {
                into.push((&entry.key, entry.key_span));
                collect(&entry.node, into);
            }
        }
    }
}

/// A digit of any width as its ASCII twin.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

/// Whether a character may stand once between digits that are read as one number.
fn is_joint(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '　' | '-' | '－' | '–' | '·' | '.' | '\u{200b}' | '\t')
}

/// Every run of at least `least` digits, joints between them passed over; a run never crosses a line.
pub(super) fn digit_runs(text: &str, least: usize) -> Vec<DigitRun> {
    let mut runs = Vec::new();
    // Few bytes of Chinese text can begin a digit: look for those before anything else.
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|byte| byte.is_ascii_digit() || *byte == 0xef))
    {
        at += offset;
        if let Some([0xef, second, third]) = bytes.get(at..at + 3)
            && (*second != 0xbc || !(0x90..=0x99).contains(third))
        {
            // Of another full-width form than the digits U+FF10 to U+FF19.
            at += 3;
            continue;
        }
        let (run, length) = text.get(at..).map(|rest| run_at(rest, at)).unwrap_or_default();
        at += length.max(1);
        runs.extend(run.filter(|run| run.digits.len() >= least));
    }
    runs
}

/// The run that begins a text, if one does, and its length in bytes.
fn run_at(text: &str, start: usize) -> (Option<DigitRun>, usize) {
    let mut run = DigitRun { digits: String::new(), groups: vec![0], start, end: start };
    let mut jointed = false;
    let mut end = 0;
    for (offset, c) in text.char_indices() {
        if let Some(digit) = digit(c) {
            if jointed {
                run.groups.push(0);
            }
            run.digits.push(digit);
            if let Some(group) = run.groups.last_mut() {
                *group += 1;
            }
            jointed = false;
            end = offset + c.len_utf8();
        } else if matches!(c, 'x' | 'X' | 'Ｘ' | 'ｘ') && run.digits.len() >= 17 && !jointed {
            run.digits.push('X');
            if let Some(group) = run.groups.last_mut() {
                *group += 1;
            }
            end = offset + c.len_utf8();
            break;
        } else if is_joint(c) && !run.digits.is_empty() && !jointed {
            jointed = true;
        } else {
            break;
        }
    }
    run.end = start + end;
    ((!run.digits.is_empty()).then_some(run), end)
}

/// The digits with all but the first three and the last two masked.
pub(super) fn masked(digits: &str) -> String {
    let count = digits.chars().count();
    digits.chars().enumerate().map(|(index, c)| if index < 3 || index + 2 >= count { c } else { '*' }).collect()
}

/// A line as it may be shown: of every number as long as a telephone's or an identity number's the middle is masked.
///
/// Each digit gives way to one sign of its own width, so that places in the line stay true.
pub(super) fn masked_line(line: &str) -> String {
    let runs = digit_runs(line, LONG_NUMBER);
    let within = |at: usize| runs.iter().find(|run| (run.start..run.end).contains(&at));
    let mut passed = 0;
    let mut masked = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        let Some(run) = within(at) else {
            passed = 0;
            masked.push(c);
            continue;
        };
        let digit = digit(c).is_some();
        let shown = !digit || passed < 3 || passed + 2 >= run.digits.len();
        masked.push(match (shown, c.is_ascii()) {
            (true, _) => c,
            (false, true) => '*',
            (false, false) => '＊',
        });
        passed += usize::from(digit);
    }
    masked
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_run_joins_spaced_and_full_width_digits() {
        let runs = digit_runs("电话１３８ 0000-1234，另有 12 人", 3);
        assert_eq!(runs.len(), 1);
        assert_eq!(runs[0].digits, "13800001234");
        assert_eq!(runs[0].groups, [3, 4, 4]);
    }

    #[test]
    fn a_run_never_crosses_a_line_or_two_joints() {
        let digits: Vec<String> = digit_runs("138\n0000  1234", 3).into_iter().map(|run| run.digits).collect();
        assert_eq!(digits, ["138", "0000", "1234"]);
    }

    #[test]
    fn a_masked_number_shows_its_ends_only() {
        assert_eq!(masked("13800001234"), "138******34");
    }

    #[test]
    fn a_line_is_masked_in_place() {
        assert_eq!(masked_line("电话 138 0000 1234，门票 120 元"), "电话 138 **** **34，门票 120 元");
        assert_eq!(masked_line("１３８００００１２３４"), "１３８＊＊＊＊＊＊３４");
    }

    proptest! {
        #[test]
        fn no_digit_is_passed_over(text in "[0-9０-９，！Ａｚ￥一二 .xa]{0,40}") {
            let of_text: String = text.chars().filter_map(digit).collect();
            let of_runs: String = digit_runs(&text, 1).into_iter().map(|run| run.digits.replace('X', "")).collect();
            prop_assert_eq!(of_runs, of_text);
        }

        #[test]
        fn runs_lie_on_character_borders(text in "\\PC{0,60}") {
            for run in digit_runs(&text, 1) {
                prop_assert!(text.get(run.start..run.end).is_some());
            }
        }
    }
}
