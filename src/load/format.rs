//! A picture's format, told by its first bytes.

use crate::load::source::PictureFormat;

/// The format of a picture by its first bytes.
pub fn format_of(bytes: &[u8]) -> PictureFormat {
    if bytes.starts_with(b"\xff\xd8\xff") {
        PictureFormat::Jpeg
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        PictureFormat::Png
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        PictureFormat::WebP
    } else {
        PictureFormat::Unknown
    }
}
