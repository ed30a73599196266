//! Bit strings: numbers in few bits, written as characters that need no escape in a script's string.

/// How many bits two characters hold: 91² is a little over 2¹³ (Henke, "basE91").
const GROUP: u32 = 13;
/// How many characters the alphabet has.
const BASE: u32 = 91;
/// How many values a group has.
const GROUPS: usize = 1 << GROUP;

/// The two characters of every group.
static DIGITS: [[u8; 2]; GROUPS] = {
    let mut digits = [[0; 2]; GROUPS];
    let mut group = 0;
    while group < GROUPS {
        #[allow(clippy::cast_possible_truncation, clippy::indexing_slicing, reason = "a constant of 8192 groups")]
        {
            digits[group] = [digit(group as u32 / BASE), digit(group as u32 % BASE)];
        }
        group += 1;
    }
    digits
};

/// Writes numbers as a bit string; see `docs/search-format.md` for the codes.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    held: u64,
    count: u32,
    text: Vec<u8>,
}

impl BitWriter {
    /// The low `count` bits of `value`; the others are 0.
    pub(super) fn bits(&mut self, value: u32, count: u32) {
        self.put(u64::from(value), count);
    }

    /// As [`Self::bits`], of up to 48 bits.
    fn put(&mut self, value: u64, count: u32) {
        self.held = (self.held << count) | value;
        self.count += count;
        while self.count >= GROUP {
            self.count -= GROUP;
            let group = usize::try_from((self.held >> self.count) & (GROUPS as u64 - 1)).unwrap_or(0);
            self.text.extend_from_slice(DIGITS.get(group).unwrap_or(&[b'!'; 2]));
        }
    }

    /// So many ones, a zero, and the low `count` bits of `value`, at most 32; the others are 0.
    #[inline]
    fn prefixed(&mut self, ones: u32, value: u32, count: u32) {
        let mut left = ones;
        while left > 15 {
            self.put((1 << 15) - 1, 15);
            left -= 15;
        }
        self.put(((1 << (left + 1)) - 2) << count | u64::from(value), left + 1 + count);
    }

    /// Golomb's code for a distance, in Rice's form: for values of a geometric distribution.
    pub(super) fn rice(&mut self, value: u32, k: u32) {
        self.prefixed(value >> k, value & ((1 << k) - 1), k);
    }

    /// Exponential Golomb code: for values whose size is not known beforehand.
    pub(super) fn gamma(&mut self, value: u32, k: u32) {
        let shifted = value.saturating_add(1 << k);
        let length = shifted.ilog2();
        self.prefixed(length - k, shifted & !(1 << length), length);
    }

    /// A level: so many ones, then a zero but after seven.
    pub(super) fn level(&mut self, level: u32) {
        if level < 7 { self.prefixed(level, 0, 0) } else { self.put(0x7f, 7) }
    }

    /// The string.
    pub(super) fn finish(mut self) -> String {
        if self.count > 0 {
            self.bits(0, GROUP - self.count);
        }
        String::from_utf8(self.text).unwrap_or_default()
    }
}

/// How many bits [`BitWriter::rice`] takes.
pub(super) fn rice_length(value: u32, k: u32) -> u32 {
    (value >> k) + 1 + k
}

/// How many bits [`BitWriter::gamma`] takes.
pub(super) fn gamma_length(value: u32, k: u32) -> u32 {
    let length = value.saturating_add(1 << k).ilog2();
    2 * length - k + 1
}

/// The character of a value below 91: `!` and `#` to `~` without `<` and `\`.
const fn digit(value: u32) -> u8 {
    #[allow(clippy::cast_possible_truncation, reason = "at most `~`")]
    let mut code = value as u8 + b'!';
    if code >= b'"' {
        code += 1;
    }
    if code >= b'<' {
        code += 1;
    }
    if code >= b'\\' {
        code += 1;
    }
    code
}

/// Reads what [`BitWriter`] has written; the client has a reader of its own.
#[cfg(test)]
pub(super) struct BitReader {
    bits: std::collections::VecDeque<bool>,
}

#[cfg(test)]
impl BitReader {
    pub(super) fn new(text: &str) -> Self {
        let value = |c: u8| (0..BASE).find(|value| digit(*value) == c).unwrap();
        let mut bits = std::collections::VecDeque::new();
        for pair in text.as_bytes().chunks(2) {
            let group = value(pair[0]) * BASE + value(pair[1]);
            bits.extend((0..GROUP).rev().map(|at| group >> at & 1 == 1));
        }
        Self { bits }
    }

    pub(super) fn bits(&mut self, count: u32) -> u32 {
        (0..count).fold(0, |value, _| value << 1 | u32::from(self.bits.pop_front().unwrap()))
    }

    fn ones(&mut self, most: u32) -> u32 {
        (0..most).find(|_| self.bits(1) == 0).unwrap_or(most)
    }

    pub(super) fn rice(&mut self, k: u32) -> u32 {
        let high = self.ones(u32::MAX);
        high << k | self.bits(k)
    }

    pub(super) fn gamma(&mut self, k: u32) -> u32 {
        let length = self.ones(u32::MAX) + k;
        (1 << length | self.bits(length)) - (1 << k)
    }

    pub(super) fn level(&mut self) -> u32 {
        self.ones(7)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, Copy)]
    enum Number {
        Bits(u32, u32),
        Rice(u32, u32),
        Gamma(u32, u32),
        Level(u32),
    }

    fn number() -> impl Strategy<Value = Number> {
        prop_oneof![
            (1u32..=32)
                .prop_flat_map(|count| (0..=u32::MAX >> (32 - count), Just(count)))
                .prop_map(|(value, count)| Number::Bits(value, count)),
            (0u32..5000, 0u32..12).prop_map(|(value, k)| Number::Rice(value, k)),
            (0u32..0x0020_0000, 0u32..12).prop_map(|(value, k)| Number::Gamma(value, k)),
            (0u32..=7).prop_map(Number::Level),
        ]
    }

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(numbers in prop::collection::vec(number(), 0..60)) {
            let mut writer = BitWriter::default();
            let mut length = 0;
            for number in &numbers {
                length += match *number {
                    Number::Bits(value, count) => { writer.bits(value, count); count }
                    Number::Rice(value, k) => { writer.rice(value, k); rice_length(value, k) }
                    Number::Gamma(value, k) => { writer.gamma(value, k); gamma_length(value, k) }
                    Number::Level(level) => { writer.level(level); (level + 1).min(7) }
                };
            }
            let text = writer.finish();
            prop_assert_eq!(text.len(), length.div_ceil(GROUP) as usize * 2);
            prop_assert!(text.bytes().all(|c| (b'!'..=b'~').contains(&c) && !b"\"<\\".contains(&c)));
            let mut reader = BitReader::new(&text);
            for number in numbers {
                match number {
                    Number::Bits(value, count) => prop_assert_eq!(reader.bits(count), value),
                    Number::Rice(value, k) => prop_assert_eq!(reader.rice(k), value),
                    Number::Gamma(value, k) => prop_assert_eq!(reader.gamma(k), value),
                    Number::Level(level) => prop_assert_eq!(reader.level(), level),
                }
            }
        }
    }
}
