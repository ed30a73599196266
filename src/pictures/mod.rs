//! Pictures: the bytes of a picture as staff hand it in → the bytes that a page shows: upright, small, without metadata.
//!
//! Start at [`prepare`]. Rasters are decoded and re-encoded (`raster`, `shrink`, `encode`, `colour`), so that nothing
//! of the old file survives: no place where the photo was taken, no name, no hidden bytes behind the end. An SVG is
//! parsed strictly and written anew (`svg`). Bytes in, bytes out: no file system, no clock.

mod svg;

#[cfg(feature = "pictures")]
mod colour;
#[cfg(feature = "pictures")]
mod encode;
#[cfg(feature = "pictures")]
mod guard;
#[cfg(feature = "pictures")]
mod jpeg;
#[cfg(feature = "pictures")]
mod raster;
#[cfg(feature = "pictures")]
mod shrink;

use crate::diagnostic::catalogue::PictureMessage;
use crate::diagnostic::{Diagnostic, Outcome, Place};
use crate::load::format::format_of;
use crate::load::source::PictureFormat;
use crate::path::SourcePath;

/// Raised whenever the bytes that a picture becomes could change: part of every output name and cache key.
pub const RECIPE_VERSION: u32 = 2;

/// A picture ready for the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The same picture in different sizes, the largest first; for an SVG exactly one. Never empty.
    pub variants: Vec<Variant>,
}

/// One size of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The width in pixels; at least 1.
    pub width: u32,
    /// The height in pixels; at least 1.
    pub height: u32,
    /// The extension that fits the bytes: `jpg`, `png` or `svg`.
    pub extension: &'static str,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// Makes a picture ready for the page. The same bytes give the same bytes.
///
/// A raster becomes JPEG or PNG, turned upright by its EXIF orientation, in sRGB, at most 1600 px a side and 300 kB,
/// with smaller variants 960 and 480 px wide where these are smaller and lighter; it is never enlarged. Of an animated
/// PNG or WebP only the first frame is kept. An SVG is cleaned. `file` serves only to place the diagnostic; the format
/// is told by `bytes`, whatever the file's name.
///
/// # Errors
///
/// A picture in no accepted format, broken, or too large (60 MB, 20,000 px a side, 50 megapixels; 1 MB for SVG), and
/// an SVG that could run a program or load anything from outside itself.
pub fn prepare(file: &SourcePath, bytes: &[u8]) -> Outcome<Prepared> {
    let refuse = |message| Err(Box::new(Diagnostic::at(message, Place::file(file))));
    match format_of(bytes) {
        PictureFormat::Jpeg => raster(file, bytes, PictureFormat::Jpeg, "JPG"),
        PictureFormat::Png => raster(file, bytes, PictureFormat::Png, "PNG"),
        PictureFormat::WebP => raster(file, bytes, PictureFormat::WebP, "WebP"),
        PictureFormat::Svg => svg::prepare(file, bytes).map(|variant| Prepared { variants: vec![variant] }),
        PictureFormat::Heic => refuse(PictureMessage::PictureHeic {}),
        PictureFormat::Unknown if bytes.is_empty() => refuse(PictureMessage::PictureEmpty {}),
        PictureFormat::Unknown => refuse(match foreign_format(bytes) {
            Some(format) => PictureMessage::PictureForeign { format: format.to_owned() },
            None => PictureMessage::PictureUnknown {},
        }),
    }
}

/// The name of a format that is known but not accepted.
fn foreign_format(bytes: &[u8]) -> Option<&'static str> {
    const FORMATS: [(&[u8], &str); 6] = [
        (b"GIF8", "GIF"),
        (b"BM", "BMP"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"8BPS", "Photoshop (PSD)"),
        (b"%PDF", "PDF"),
    ];
    FORMATS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

/// Prepares a JPEG, PNG or WebP; `name` is what people call the format.
#[cfg(feature = "pictures")]
fn raster(file: &SourcePath, bytes: &[u8], format: PictureFormat, name: &str) -> Outcome<Prepared> {
    raster::prepare(bytes, format)
        .map(|variants| Prepared { variants })
        .map_err(|refusal| Box::new(Diagnostic::at(refusal.message(name), Place::file(file))))
}

/// Refuses a JPEG, PNG or WebP, as this build cannot decode it.
#[cfg(not(feature = "pictures"))]
fn raster(file: &SourcePath, _: &[u8], _: PictureFormat, name: &str) -> Outcome<Prepared> {
    let message = PictureMessage::PictureFeature { format: name.to_owned() };
    Err(Box::new(Diagnostic::at(message, Place::file(file))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_is_refused_by_name() {
        let file = SourcePath::new("content/changsha/stories/a/图.jpg");
        let code = |bytes: &[u8]| prepare(&file, bytes).unwrap_err().code;
        assert_eq!(code(b""), "picture-empty");
        assert_eq!(code(b"GIF89a"), "picture-format");
        assert_eq!(code(b"BM\x10\0\0\0"), "picture-format");
        assert_eq!(code(b"MM\0*"), "picture-format");
        assert_eq!(code(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "picture-heic");
        assert_eq!(code(b"hello"), "picture-unknown");
        let refused = prepare(&file, b"GIF89a").unwrap_err();
        assert!(refused.zh.what.contains("GIF") && refused.zh.what.contains("JPG、PNG、WebP 和 SVG"));
        assert_eq!(refused.place.unwrap().file, file);
    }

    #[cfg(not(feature = "pictures"))]
    #[test]
    fn without_the_feature_a_raster_is_refused_with_its_name() {
        let refused = prepare(&SourcePath::new("a.jpg"), b"\xff\xd8\xff\xe0").unwrap_err();
        assert_eq!(refused.code, "picture-feature");
        assert!(refused.zh.what.contains("pictures") && refused.en.what.contains("pictures"));
    }
}
