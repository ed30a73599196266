//! Rasters: a JPEG, PNG or WebP, judged by its header, decoded, made small and turned upright.

use std::io::Cursor;

use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits};

use super::{Variant, colour, encode, guard, jpeg, shrink};
use crate::diagnostic::catalogue::PictureMessage;
use crate::load::source::PictureFormat;

/// The largest file, in bytes: no phone or camera writes a larger JPEG.
const FILE_LIMIT: usize = 60_000_000;
/// The longest side of a picture that is decoded, in pixels.
const SIDE_LIMIT: u32 = 20_000;
/// The most pixels of a picture that is decoded.
const PIXEL_LIMIT: u64 = 50_000_000;
/// The most bytes that a decoder may hold: 50 megapixels of 16-bit RGBA take 400 MB.
const DECODER_LIMIT: u64 = 512 * 1024 * 1024;

/// Why a raster is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It cannot be decoded.
    Broken,
    /// The file has more bytes than [`FILE_LIMIT`].
    TooHeavy { bytes: usize },
    /// It has more pixels than [`SIDE_LIMIT`] or [`PIXEL_LIMIT`].
    TooManyPixels { width: u32, height: u32 },
}

impl Refusal {
    /// What to tell the writer; `name` is what people call the format.
    pub(super) fn message(self, name: &str) -> PictureMessage {
        let megabytes = |bytes: usize| (bytes / 1_000_000).to_string();
        match self {
            Self::Broken => PictureMessage::PictureBroken { format: name.to_owned() },
            Self::TooHeavy { bytes } => {
                PictureMessage::PictureTooHeavy { size: megabytes(bytes), limit: megabytes(FILE_LIMIT) }
            }
            Self::TooManyPixels { width, height } => {
                PictureMessage::PictureTooManyPixels { width: width.to_string(), height: height.to_string() }
            }
        }
    }
}

/// The variants of a raster, the largest first.
pub(super) fn prepare(bytes: &[u8], format: PictureFormat) -> Result<Vec<Variant>, Refusal> {
    if bytes.len() > FILE_LIMIT {
        return Err(Refusal::TooHeavy { bytes: bytes.len() });
    }
    guard::guarded(|| upright(bytes, format).and_then(encode::variants)).unwrap_or(Err(Refusal::Broken))
}

/// The picture decoded, upright, in sRGB with 8 bits a channel, and within the size of the largest variant.
fn upright(bytes: &[u8], format: PictureFormat) -> Result<DynamicImage, Refusal> {
    let source = Cursor::new(bytes);
    match format {
        PictureFormat::Jpeg if jpeg::is_whole(bytes) => read(JpegDecoder::new(source)),
        PictureFormat::Png => {
            judge_size(png_size(bytes)?)?;
            read(PngDecoder::with_limits(source, limits()))
        }
        PictureFormat::WebP => read(WebPDecoder::new(source)),
        _ => Err(Refusal::Broken),
    }
}

/// Decodes by a decoder that has read the header. The large picture is dropped before the small one is worked on.
fn read(decoder: ImageResult<impl ImageDecoder>) -> Result<DynamicImage, Refusal> {
    let mut decoder = decoder.map_err(|_| Refusal::Broken)?;
    judge_size(decoder.dimensions())?;
    decoder.set_limits(limits()).map_err(|_| Refusal::Broken)?;
    // Damaged metadata are no reason to refuse a picture whose pixels are sound.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Broken)?;
    let turned = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let mut picture = colour::to_eight_bits(shrink::to_page_size(decoded, turned)?);
    if let Some(profile) = profile {
        colour::to_srgb(&mut picture, &profile);
    }
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// The width and height that the header of a PNG tells, before any decoder allocates a row of that width.
fn png_size(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let field = |at: usize| {
        let (number, _) = bytes.get(at..)?.split_first_chunk::<4>()?;
        Some(u32::from_be_bytes(*number))
    };
    field(16).zip(field(20)).ok_or(Refusal::Broken)
}

fn judge_size((width, height): (u32, u32)) -> Result<(), Refusal> {
    if width == 0 || height == 0 {
        Err(Refusal::Broken)
    } else if width.max(height) > SIDE_LIMIT || u64::from(width) * u64::from(height) > PIXEL_LIMIT {
        Err(Refusal::TooManyPixels { width, height })
    } else {
        Ok(())
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_LIMIT);
    limits.max_image_height = Some(SIDE_LIMIT);
    limits.max_alloc = Some(DECODER_LIMIT);
    limits
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
