//! Identity numbers: an 18-digit number of the form of GB 11643-1999 is never published.

use jiff::civil::Date;

use crate::check::PageView;
use crate::check::text::masked;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::CheckMessage;

/// The weights of GB 11643-1999, by place.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check characters, by the weighted sum modulo 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// The first two digits of the provinces (GB/T 2260), those of residents of Hong Kong, Macao and Taiwan included.
const PROVINCES: [&str; 37] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", "91", "92",
];

/// Tells every identity number in the text and the front matter, whatever its width or spacing.
pub(super) fn check(view: &PageView<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (run, place) in view.texts.long_numbers() {
        let found = run.stretches(18).map(|(digits, _)| digits).find(|digits| is_identity_number(digits));
        if let Some(number) = found {
            let message = CheckMessage::IdentityNumber { masked: masked(number) };
            diagnostics.push(Diagnostic::at(message, place.clone()));
        }
    }
}

/// Whether 18 characters have a province, a day of birth and the right check character.
fn is_identity_number(digits: &str) -> bool {
    let province = digits.get(..2).is_some_and(|province| PROVINCES.contains(&province));
    let number = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let birth = number(6, 10).zip(number(10, 12)).zip(number(12, 14)).is_some_and(|((year, month), day)| {
        let part = |number: i16| i8::try_from(number).unwrap_or(0);
        (1850..=2100).contains(&year) && Date::new(year, part(month), part(day)).is_ok()
    });
    let sum: u32 = digits.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
    let check = usize::try_from(sum % 11).ok().and_then(|index| CHECKS.get(index).copied());
    province && birth && check == digits.chars().last()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::text::digit_runs;

    /// A number that nobody has: its division 430199 does not exist.
    fn made_up() -> String {
        let head = "43019919000101000";
        let sum: u32 = head.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
        format!("{head}{}", CHECKS[usize::try_from(sum % 11).unwrap()])
    }

    #[test]
    fn a_number_is_found_in_every_dress_and_behind_other_numbers() {
        let number = made_up();
        let full_width: String = number
            .chars()
            .map(|c| if c == 'X' { 'Ｘ' } else { char::from_u32(u32::from(c) - 0x30 + 0xff10).unwrap() })
            .collect();
        let parts = (number.get(..6).unwrap(), number.get(6..14).unwrap(), number.get(14..).unwrap());
        for text in [
            number.clone(),
            number.to_lowercase(),
            full_width,
            format!("{} {} {}", parts.0, parts.1, parts.2),
            format!("第 3 {number}。"),
        ] {
            let runs = digit_runs(&text, 18);
            let found = runs.iter().flat_map(|run| run.stretches(18)).any(|(digits, _)| is_identity_number(digits));
            assert!(found, "{text}");
        }
    }

    #[test]
    fn the_checksum_the_province_and_the_day_must_be_right() {
        let number = made_up();
        assert!(is_identity_number(&number));
        let last = if number.ends_with('1') { "2" } else { "1" };
        assert!(!is_identity_number(&format!("{}{last}", number.get(..17).unwrap())), "a wrong check character");
        assert!(!is_identity_number(&number.replacen("43", "99", 1)), "no such province");
        assert!(!is_identity_number(&number.replacen("19000101", "19001301", 1)), "no such month");
    }
}
