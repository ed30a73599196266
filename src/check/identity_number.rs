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
    for (run, place) in view.texts.digit_runs(18) {
        if let Some(number) = windows(&run.digits).find(|digits| is_identity_number(digits)) {
            let message = CheckMessage::IdentityNumber { masked: masked(number) };
            diagnostics.push(Diagnostic::at(message, place));
        }
    }
}

/// The number itself; a longer run of digits is some other number unless spaces part it, so only exact length counts.
fn windows(digits: &str) -> impl Iterator<Item = &str> {
    (digits.len() == 18).then_some(digits).into_iter()
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

    /// A number that nobody has: its division 430199 does not exist.
    fn made_up() -> String {
        let head = "43019919000101000";
        let sum: u32 = head.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
        format!("{head}{}", CHECKS[usize::try_from(sum % 11).unwrap()])
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
