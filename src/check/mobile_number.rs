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
    for (run, place) in view.texts.long_numbers() {
        if let Some(number) = mobile_number(run)
            && !declared.iter().any(|known| known == number)
        {
            diagnostics.push(Diagnostic::at(CheckMessage::MobileNumber { masked: masked(number) }, place.clone()));
        }
    }
}

/// The mobile number in a run of digits: 11 of them in the groups in which a number is said, or one by one, also behind
/// 86 or 0086.
fn mobile_number(run: &DigitRun) -> Option<&str> {
    let prefixed = [(13, "86"), (15, "0086")].into_iter().flat_map(|(length, prefix)| {
        run.stretches(length).filter_map(move |(digits, groups)| Some((digits.strip_prefix(prefix)?, groups)))
    });
    run.stretches(11)
        .chain(prefixed)
        .find(|(digits, groups)| is_mobile(digits) && is_said_so(groups))
        .map(|(digits, _)| digits)
}

fn is_mobile(digits: &str) -> bool {
    let second = digits.strip_prefix('1').and_then(|rest| rest.chars().next());
    second.is_some_and(|second| ('3'..='9').contains(&second)) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the groups are those of a telephone number; a row of short numbers is a list of something else.
fn is_said_so(groups: &[usize]) -> bool {
    groups.len() <= 4 && groups.iter().filter(|group| **group < 3).count() <= 1
        || groups.iter().all(|group| *group == 1)
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
            "第 3 138 0000 1234",
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
