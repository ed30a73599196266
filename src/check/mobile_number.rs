//! Mobile telephone numbers: 11 digits from 13 to 19 (the mobile ranges of the Telecommunications Network Numbering
//! Plan, MIIT 2017), unless the city declares the number as one that it publishes.

use crate::check::PageView;
use crate::check::text::{DigitRun, digit_runs, masked};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::CheckMessage;

/// Tells every mobile number in the text and the front matter, whatever its width or spacing.
pub(super) fn check(view: &PageView<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let declared: Vec<String> = view
        .declared_numbers()
        .iter()
        .flat_map(|number| digit_runs(number, 11))
        .filter_map(|run| mobile_number(&run).map(str::to_owned))
        .collect();
    for (run, place) in view.texts.digit_runs(11) {
        if let Some(number) = mobile_number(&run)
            && !declared.iter().any(|known| known == number)
        {
            diagnostics.push(Diagnostic::at(CheckMessage::MobileNumber { masked: masked(number) }, place));
        }
    }
}

/// The mobile number that a run of digits is: 11 digits, after 86 or 0086 at most.
fn mobile_number(run: &DigitRun) -> Option<&str> {
    let digits = run.digits.as_str();
    let number = match digits.len() {
        11 => digits,
        13 => digits.strip_prefix("86")?,
        15 => digits.strip_prefix("0086")?,
        _ => return None,
    };
    let second = number.strip_prefix('1')?.chars().next()?;
    // A number of many short groups is a list of something else: `13 - 15 - 2021 …`.
    let spaced = run.groups.len() <= 5 || run.groups.iter().all(|group| *group == 1);
    (('3'..='9').contains(&second) && spaced && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        digit_runs(text, 11).iter().find_map(mobile_number).map(str::to_owned)
    }

    #[test]
    fn a_mobile_number_is_found_in_every_dress() {
        for text in [
            "13800001234",
            "138 0000 1234",
            "138-0000-1234",
            "１３８００００１２３４",
            "+86 13800001234",
            "0086-138-0000-1234",
            "电话：1 3 8 0 0 0 0 1 2 3 4。",
        ] {
            assert_eq!(found(text).as_deref(), Some("13800001234"), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in
            ["12320", "0731-12345678", "12012345678", "共 138000012345 元", "2021-05-29 08:30", "978-7-117-12345-6"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
