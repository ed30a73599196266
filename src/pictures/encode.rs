//! Encoding: an upright picture → its variants, light enough for a phone on a village's network.
//!
//! An opaque picture becomes a JPEG of the best quality that fits, or a PNG where it is a drawing that is smaller as
//! one. A transparent picture becomes a PNG. What does not fit even at the lowest quality is made smaller.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder};

use super::raster::Refusal;
use super::{Variant, colour, shrink};

/// The most bytes of a variant.
const WEIGHT_LIMIT: usize = 300_000;
/// The qualities of JPEG that are tried, of 1 to 100, the best first.
const QUALITIES: [u8; 5] = [BEST_QUALITY, 74, 66, 58, 50];
const BEST_QUALITY: u8 = 82;
/// The widths of the smaller variants, in pixels.
const SMALLER_WIDTHS: [u32; 2] = [960, 480];
/// A transparent picture that must become smaller than this, in thousandths of its side, is rather laid on white.
const TRANSPARENT_SCALE: u32 = 600;

/// An encoded picture.
struct Encoded {
    extension: &'static str,
    bytes: Vec<u8>,
    /// The quality of a JPEG; for a PNG the best that a JPEG might have had.
    quality: u8,
}

impl Encoded {
    fn fits(&self) -> bool {
        self.bytes.len() <= WEIGHT_LIMIT
    }
}

/// The variants of an upright picture of 8 bits a channel, the largest first.
///
/// A smaller variant has at most the quality of the largest; one that is not lighter than the one before is left out.
pub(super) fn variants(picture: DynamicImage) -> Result<Vec<Variant>, Refusal> {
    let (picture, encoded) = largest(picture)?;
    let quality = encoded.quality;
    let variant = |picture: &DynamicImage, encoded: Encoded| Variant {
        width: picture.width(),
        height: picture.height(),
        extension: encoded.extension,
        bytes: encoded.bytes,
    };
    let mut lightest = encoded.bytes.len();
    let mut variants = vec![variant(&picture, encoded)];
    for width in SMALLER_WIDTHS.into_iter().filter(|width| *width < picture.width()) {
        let small = shrink::to_width(&picture, width)?;
        let encoded = encode(&small, quality)?;
        if encoded.bytes.len() < lightest {
            lightest = encoded.bytes.len();
            variants.push(variant(&small, encoded));
        }
    }
    Ok(variants)
}

/// The picture as large as fits, and encoded.
fn largest(picture: DynamicImage) -> Result<(DynamicImage, Encoded), Refusal> {
    let mut whole = picture;
    let mut scale = 1000;
    let mut encoded = encode(&whole, BEST_QUALITY)?;
    if encoded.fits() {
        return Ok((whole, encoded));
    }
    loop {
        // The weight goes with the area; the last fifth of the way is left to the next round.
        let share = (WEIGHT_LIMIT * 1_000_000 / encoded.bytes.len().max(1)).isqrt();
        scale = scale * u32::try_from(share).unwrap_or(1000).clamp(200, 950) / 1000;
        if scale < TRANSPARENT_SCALE && whole.color().has_alpha() {
            whole = colour::on_white(&whole);
            scale = 1000;
        }
        let small = shrink::to_scale(&whole, scale)?;
        encoded = encode(&small, BEST_QUALITY)?;
        if encoded.fits() || small.width().max(small.height()) == 1 {
            return Ok((small, encoded));
        }
    }
}

/// The picture encoded at `best` quality or below, within [`WEIGHT_LIMIT`] if one of the qualities allows it.
fn encode(picture: &DynamicImage, best: u8) -> Result<Encoded, Refusal> {
    if picture.color().has_alpha() {
        return Ok(Encoded { extension: "png", bytes: png(picture, FilterType::Adaptive)?, quality: best });
    }
    let first = Encoded { extension: "jpg", bytes: jpeg(picture, best)?, quality: best };
    if is_drawing(picture) {
        let (plain, filtered) = (png(picture, FilterType::NoFilter)?, png(picture, FilterType::Adaptive)?);
        let bytes = if plain.len() <= filtered.len() { plain } else { filtered };
        if bytes.len() <= first.bytes.len().min(WEIGHT_LIMIT) {
            return Ok(Encoded { extension: "png", bytes, quality: best });
        }
    }
    if first.fits() { Ok(first) } else { at_lower_quality(picture, first) }
}

/// The best below the quality of `heavy` that fits, found by halving; the lightest where none does.
fn at_lower_quality(picture: &DynamicImage, heavy: Encoded) -> Result<Encoded, Refusal> {
    let (mut lightest, mut fitting) = (heavy, None);
    let mut left =
        QUALITIES.get(QUALITIES.partition_point(|quality| *quality >= lightest.quality)..).unwrap_or_default();
    while let (above, [quality, below @ ..]) = left.split_at(left.len() / 2) {
        let tried = Encoded { extension: "jpg", bytes: jpeg(picture, *quality)?, quality: *quality };
        if tried.fits() {
            (left, fitting) = (above, Some(tried));
        } else {
            (left, lightest) = (below, tried);
        }
    }
    Ok(fitting.unwrap_or(lightest))
}

/// Whether it looks drawn rather than photographed: at least half of the pixels are the same as the one before.
fn is_drawing(picture: &DynamicImage) -> bool {
    let bytes = picture.as_bytes();
    let channels = usize::from(picture.color().channel_count());
    let next = bytes.get(channels..).unwrap_or_default();
    let same = bytes.chunks_exact(channels).zip(next.chunks_exact(channels)).filter(|(pixel, next)| pixel == next);
    same.count() * 2 * channels >= next.len()
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    written(JpegEncoder::new_with_quality(&mut bytes, quality), picture)?;
    Ok(bytes)
}

fn png(picture: &DynamicImage, filter: FilterType) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    written(PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, filter), picture)?;
    Ok(bytes)
}

/// Hands the pixels alone to an encoder: neither profile nor EXIF is ever given to it.
fn written(encoder: impl ImageEncoder, picture: &DynamicImage) -> Result<(), Refusal> {
    encoder
        .write_image(picture.as_bytes(), picture.width(), picture.height(), picture.color().into())
        .map_err(|_| Refusal::Broken)
}
