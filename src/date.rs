//! Dates as staff write them, and the release date, which is an input: nothing else reads the clock.

use std::fmt;

use jiff::civil::{Date, Time};
use serde::Serialize;

/// A day with an optional time of day, at +08:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time of day, if one was written.
    pub time: Option<Time>,
}

impl Moment {
    /// Reads `2021-05-29`, `2021年5月29日`, `2021.5.29` or `2021/5/29`, with an optional `08:30`, `8:30:00` or `T08:30`.
    ///
    /// Full-width digits and signs count as their ASCII twins. None for anything else, impossible days included.
    pub fn parse(text: &str) -> Option<Self> {
        let folded: String = text.trim().chars().map(fold).collect();
        let mut numbers = Numbers(&folded);
        let year = numbers.next(4, 4)?;
        let sign = numbers.sign()?;
        let second = match sign {
            '年' => '月',
            '-' | '.' | '/' => sign,
            _ => return None,
        };
        let month = numbers.next(1, 2)?;
        if numbers.sign()? != second {
            return None;
        }
        let day = numbers.next(1, 2)?;
        if sign == '年' && !matches!(numbers.sign()?, '日' | '号') {
            return None;
        }
        let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let rest = numbers.0.trim_start_matches(['T', ' ']);
        let time = if rest.is_empty() { None } else { Some(parse_time(rest)?) };
        Some(Self { date, time })
    }

    /// A day without a time.
    pub fn day(date: Date) -> Self {
        Self { date, time: None }
    }

    /// RFC 3339 at +08:00, as Atom wants it; midnight where no time was written.
    pub fn rfc3339(self) -> String {
        let time = self.time.unwrap_or_default();
        format!("{}T{:02}:{:02}:{:02}+08:00", self.date, time.hour(), time.minute(), time.second())
    }

    /// `2021-05-29 08:30`, midnight where no time was written.
    pub fn to_the_minute(self) -> String {
        let time = self.time.unwrap_or_default();
        format!("{} {:02}:{:02}", self.date, time.hour(), time.minute())
    }

    /// `2021年5月29日`.
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.date.year(), self.date.month(), self.date.day())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        self.time.map_or(Ok(()), |time| write!(f, " {:02}:{:02}", time.hour(), time.minute()))
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The day and time of the clock at +08:00, read once by the command line where neither `--date` nor `as_of` is given.
pub fn today() -> Moment {
    let offset = jiff::tz::Offset::constant(8);
    Moment::day(offset.to_datetime(jiff::Timestamp::now()).date())
}

/// The clock in nanoseconds since 1970, to be held against the times of files and nothing else.
pub fn clock() -> u128 {
    u128::try_from(jiff::Timestamp::now().as_nanosecond()).unwrap_or(0)
}

/// `8:30` or `08:30:00`, also `8时30分`.
fn parse_time(text: &str) -> Option<Time> {
    let mut numbers = Numbers(text);
    let hour = numbers.next(1, 2)?;
    let sign = numbers.sign()?;
    let minute = numbers.next(2, 2)?;
    let second = match (sign, numbers.sign()) {
        (':', None) => 0,
        ('时' | '点', Some('分')) if numbers.0.is_empty() => 0,
        (':', Some(':')) => numbers.next(2, 2)?,
        _ => return None,
    };
    let part = |number: u32| i8::try_from(number).ok();
    numbers.0.is_empty().then(|| Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok())?
}

/// A full-width digit or sign as its ASCII twin.
fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '–' | '—' => '-',
        c => c,
    }
}

/// What is left of a text that is read number by number.
struct Numbers<'a>(&'a str);

impl Numbers<'_> {
    /// The next number, of `least` to `most` digits, spaces before it passed over.
    fn next(&mut self, least: usize, most: usize) -> Option<u32> {
        let text = self.0.trim_start_matches(' ');
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = text.split_at_checked(digits)?;
        self.0 = rest;
        (least..=most).contains(&digits).then(|| number.parse().ok())?
    }

    /// The next sign, spaces before it passed over.
    fn sign(&mut self) -> Option<char> {
        let text = self.0.trim_start_matches(' ');
        let sign = text.chars().next()?;
        self.0 = text.get(sign.len_utf8()..)?;
        Some(sign)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_way_of_writing_a_date_is_read() {
        for text in [
            "2021-05-29",
            "2021-5-29",
            "2021年5月29日",
            "2021.5.29",
            "2021/05/29",
            "２０２１年５月２９日",
            "2021年 5月 29号",
        ] {
            assert_eq!(Moment::parse(text).unwrap().to_string(), "2021-05-29", "{text}");
        }
        for text in ["2021-05-29 08:30", "2021年5月29日 8:30", "2021-05-29T08:30:00", "2021年5月29日8时30分"] {
            assert_eq!(Moment::parse(text).unwrap().rfc3339(), "2021-05-29T08:30:00+08:00", "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "2021", "2021-13-01", "2021-02-30", "21-5-29", "2021-5.29", "2021-05-29x", "2021-05-29 25:00"]
        {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in "\\PC{0,30}") {
            let _ = Moment::parse(&text);
        }

        #[test]
        fn what_is_shown_is_read_again(year in 1900i16..2100, month in 1i8..=12, day in 1i8..=28) {
            let moment = Moment::day(Date::new(year, month, day).unwrap());
            prop_assert_eq!(Moment::parse(&moment.to_string()), Some(moment));
            prop_assert_eq!(Moment::parse(&moment.chinese()), Some(moment));
        }
    }
}
