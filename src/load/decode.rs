//! From bytes to text: what Notepad, WPS and phones save becomes clean UTF-8 with `\n` line ends.
//!
//! The order is fixed, because detectors mislead on short text: byte order mark, strict UTF-8, strict GB18030, else an
//! error. A file most of whose multi-byte sequences are UTF-8 is damaged UTF-8, never GB18030.

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::diagnostic::catalogue::LoadMessage;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::path::SourcePath;

/// How many control characters of one file are told.
const TOLD_CONTROLS: usize = 10;

/// A file as text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text: no byte order mark, no `\r`, no control character but `\t` and `\n`. Bytes that are no text became
    /// U+FFFD; empty where the file is no text at all.
    pub(super) text: String,
    /// What is wrong with the bytes.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Decodes a file's bytes; takes no copy of clean UTF-8 with plain line ends.
pub(super) fn decode(file: &SourcePath, bytes: Vec<u8>) -> Decoded {
    if let Some(kind) = renamed_format(&bytes) {
        let told = Diagnostic::at(LoadMessage::NotText { kind: kind.to_owned() }, Place::file(file));
        return Decoded { text: String::new(), diagnostics: vec![told] };
    }
    let mut diagnostics = Vec::new();
    let text = match to_text(bytes) {
        Ok(text) => text,
        Err(damaged) => {
            let message = LoadMessage::EncodingUnknown { line: damaged.place.line.to_string() };
            diagnostics.push(Diagnostic::at(message, Place::new(file, damaged.place)));
            damaged.text
        }
    };
    let text = if is_clean(text.as_bytes()) { text } else { cleaned(file, &text, &mut diagnostics) };
    Decoded { text, diagnostics }
}

/// What another program's file is, told by its first bytes, when only its name was changed.
fn renamed_format(bytes: &[u8]) -> Option<&'static str> {
    const MARKS: [(&[u8], &str); 8] = [
        (b"PK\x03\x04", "Word / WPS (docx)"),
        (b"\xd0\xcf\x11\xe0", "Word / WPS (doc)"),
        (b"%PDF-", "PDF"),
        (b"{\\rtf", "RTF"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"\x89PNG", "PNG"),
        (b"Rar!\x1a", "RAR"),
        (b"7z\xbc\xaf", "7z"),
    ];
    MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, kind)| *kind)
}

/// Bytes that are no text in any encoding.
struct Damaged {
    /// The text with U+FFFD for what could not be read.
    text: String,
    /// The first place that could not be read.
    place: Span,
}

fn to_text(mut bytes: Vec<u8>) -> Result<String, Damaged> {
    let encoding = match Encoding::for_bom(&bytes) {
        Some((encoding, length)) => {
            bytes.drain(..length);
            Some(encoding)
        }
        None => None,
    };
    if encoding.is_none_or(|encoding| encoding == UTF_8) {
        bytes = match String::from_utf8(bytes) {
            Ok(text) => return Ok(text),
            Err(error) => error.into_bytes(),
        };
        if encoding.is_some() || is_mostly_utf8(&bytes) {
            return Err(damaged_utf8(&bytes));
        }
    }
    decode_with(encoding.unwrap_or(GB18030), &bytes)
}

/// Whether more valid multi-byte sequences of UTF-8 stand in it than bytes that are not valid.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    valid > invalid
}

fn damaged_utf8(bytes: &[u8]) -> Damaged {
    let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    Damaged { text: String::from_utf8_lossy(bytes).into_owned(), place: place_after(valid) }
}

fn decode_with(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Damaged> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text.into_owned());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut valid = String::with_capacity(room);
    // What it says of its end does not matter: it stops at the first bytes that are no text.
    let _ = decoder.decode_to_string_without_replacement(bytes, &mut valid, true);
    Err(Damaged { text: encoding.decode_without_bom_handling(bytes).0.into_owned(), place: place_after(&valid) })
}

/// The place of the character that would follow `before`, its lines counted as [`cleaned`] counts them.
fn place_after(before: &str) -> Span {
    let (mut line, mut column) = (1, 1);
    let mut previous = ' ';
    for c in before.chars() {
        if c == '\n' && previous == '\r' {
        } else if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
        previous = c;
    }
    Span::new(line, column, 1)
}

/// Whether nothing of it needs [`cleaned`]; written without branches, so that it runs many bytes at a time.
fn is_clean(bytes: &[u8]) -> bool {
    let controls = bytes.iter().fold(0u8, |found, &byte| {
        found | u8::from(byte < 0x20) & u8::from(byte != b'\n') & u8::from(byte != b'\t') | u8::from(byte == 0x7f)
    });
    let (second, third) = (bytes.get(1..).unwrap_or_default(), bytes.get(2..).unwrap_or_default());
    let pairs = bytes.iter().zip(second).fold(0u8, |found, (&a, &b)| {
        // U+0080 to U+009F, the C1 controls.
        found | u8::from(a == 0xc2) & u8::from(b < 0xa0)
    });
    let triples = bytes.iter().zip(second).zip(third).fold(0u8, |found, ((&a, &b), &c)| {
        // U+200B, U+200C, U+2028, U+2029, then U+FEFF.
        let separator = u8::from(c == 0x8b) | u8::from(c == 0x8c) | u8::from(c == 0xa8) | u8::from(c == 0xa9);
        let mark = u8::from(a == 0xef) & u8::from(b == 0xbb) & u8::from(c == 0xbf);
        found | u8::from(a == 0xe2) & u8::from(b == 0x80) & separator | mark
    });
    controls | pairs | triples == 0
}

/// Makes every line end `\n`, drops zero-width marks (but the joiner, which emoji need) silently, control characters
/// with an error each.
fn cleaned(file: &SourcePath, text: &str, diagnostics: &mut Vec<Diagnostic>) -> String {
    let mut clean = String::with_capacity(text.len());
    let (mut line, mut column, mut told) = (1, 1, 0);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                clean.push('\n');
                (line, column) = (line + 1, 1);
            }
            '\u{feff}' | '\u{200b}' | '\u{200c}' => {}
            c if c.is_control() && c != '\t' => {
                told += 1;
                if told <= TOLD_CONTROLS {
                    let message = LoadMessage::ControlCharacter { code: format!("U+{:04X}", u32::from(c)) };
                    diagnostics.push(Diagnostic::at(message, Place::new(file, Span::new(line, column, 1))));
                }
            }
            c => {
                clean.push(c);
                column += 1;
            }
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoded(bytes: &[u8]) -> Decoded {
        decode(&SourcePath::new("content/a.md"), bytes.to_vec())
    }

    #[track_caller]
    fn reads(bytes: &[u8], text: &str) {
        assert_eq!(decoded(bytes), Decoded { text: text.to_owned(), diagnostics: Vec::new() });
    }

    #[track_caller]
    fn refuses(bytes: &[u8], code: &str, line: u32, column: u32) {
        let diagnostics = decoded(bytes).diagnostics;
        let first = diagnostics.first().expect("a diagnostic");
        let span = first.place.as_ref().expect("a place").span;
        assert_eq!((first.code, span.line, span.column), (code, line, column));
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn every_encoding_that_staff_save_is_read() {
        let text = "标题：减盐\n正文";
        reads(text.as_bytes(), text);
        reads(format!("\u{feff}{text}").as_bytes(), text);
        reads(&utf16(text, true), text);
        reads(&utf16(text, false), text);
        reads(&GB18030.encode(text).0, text);
        reads(b"", "");
    }

    #[test]
    fn line_ends_and_zero_width_marks_are_made_plain() {
        reads(b"a\r\nb\rc\n\rd", "a\nb\nc\n\nd");
        reads("减\u{200b}盐\u{feff}\u{2028}好👨\u{200d}👩".as_bytes(), "减盐\n好👨\u{200d}👩");
    }

    #[test]
    fn damaged_utf8_is_an_error_at_its_place_and_never_gb18030() {
        let mut bytes = "健康第一\r\n少盐".as_bytes().to_vec();
        bytes.extend([0xb0, b'\n']);
        refuses(&bytes, "encoding-unknown", 2, 3);
        assert!(decoded(&bytes).text.starts_with("健康第一\n少盐\u{fffd}"));
    }

    #[test]
    fn bytes_that_are_no_encoding_at_all_are_an_error_at_their_line() {
        refuses(b"abc\n\xb0\xa1\xff\xff", "encoding-unknown", 2, 2);
        refuses(&[0xff, 0xfe, b'a', 0, b'\n', 0, 0, 0xd8, b'b', 0], "encoding-unknown", 2, 1);
    }

    #[test]
    fn control_characters_are_errors_at_their_place_and_are_removed() {
        refuses("好\r\n减\u{0}盐".as_bytes(), "control-character", 2, 2);
        refuses("a\u{85}b".as_bytes(), "control-character", 1, 2);
        refuses(b"a\x7f", "control-character", 1, 2);
        assert_eq!(decoded(b"a\x0bb\tc").text, "ab\tc");
        assert_eq!(decoded(&[1u8; 50]).diagnostics.len(), TOLD_CONTROLS);
    }

    #[test]
    fn a_renamed_word_file_is_told_as_such() {
        let told = decoded(b"PK\x03\x04\x14\x00");
        assert_eq!((told.text.as_str(), told.diagnostics[0].code), ("", "file-not-text"));
    }

    proptest! {
        #[test]
        fn any_bytes_become_clean_text(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let text = decoded(&bytes).text;
            prop_assert!(is_clean(text.as_bytes()));
            prop_assert!(text.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'));
        }

        #[test]
        fn gb18030_of_chinese_text_is_read_back(text in "[一-龥，。]{3,40}") {
            let bytes = GB18030.encode(&text).0.into_owned();
            // A few short texts happen to be valid UTF-8 as well; no reader can tell those.
            prop_assume!(std::str::from_utf8(&bytes).is_err());
            prop_assume!(!is_mostly_utf8(&bytes));
            reads(&bytes, &text);
        }
    }
}
