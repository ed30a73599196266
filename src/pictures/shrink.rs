//! Resizing, downwards only, by a Lanczos filter of three lobes.

use fast_image_resize::Resizer;
use image::DynamicImage;

use super::raster::Refusal;

/// The longest side of the largest variant, in pixels: what a page is wide on a screen of twice the density.
const PAGE_SIDE: u32 = 1600;

/// The width of a long poster, taller than two of its widths: what phones make of it, and its small print needs.
const POSTER_WIDTH: u32 = 1080;

/// The greatest height of a long poster, in pixels: browsers on old phones show no higher picture.
const POSTER_HEIGHT: u32 = 16_000;

/// The picture within the size of a page: at most 1600 px wide and high, but a long poster by its width alone.
///
/// `turned` says that the picture lies on its side and will be turned later.
pub(super) fn to_page_size(picture: DynamicImage, turned: bool) -> Result<DynamicImage, Refusal> {
    let (width, height) = (picture.width(), picture.height());
    let (across, down) = if turned { (height, width) } else { (width, height) };
    let (limit, side) = if u64::from(down) <= 2 * u64::from(across) {
        (PAGE_SIDE, across.max(down))
    } else if u64::from(POSTER_WIDTH) * u64::from(down) <= u64::from(POSTER_HEIGHT) * u64::from(across) {
        (POSTER_WIDTH, across)
    } else {
        (POSTER_HEIGHT, down)
    };
    if side <= limit {
        return Ok(picture);
    }
    to_size(&picture, part(width, limit, side), part(height, limit, side))
}

/// The picture `width` px wide, its shape kept.
pub(super) fn to_width(picture: &DynamicImage, width: u32) -> Result<DynamicImage, Refusal> {
    to_size(picture, width, part(picture.height(), width, picture.width()))
}

/// The picture with each side `permille` thousandths as long.
pub(super) fn to_scale(picture: &DynamicImage, permille: u32) -> Result<DynamicImage, Refusal> {
    to_size(picture, part(picture.width(), permille, 1000), part(picture.height(), permille, 1000))
}

/// `side` × `numerator` ⁄ `denominator`, rounded to the nearest, at least 1.
fn part(side: u32, numerator: u32, denominator: u32) -> u32 {
    let denominator = u64::from(denominator.max(1));
    let exact = (u64::from(side) * u64::from(numerator) + denominator / 2) / denominator;
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

fn to_size(picture: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Refusal> {
    let mut small = DynamicImage::new(width, height, picture.color());
    // Colour is weighted by alpha by default, so that no fringe grows around what is transparent.
    Resizer::new().resize(picture, &mut small, None).map_err(|_| Refusal::Broken)?;
    Ok(small)
}

#[cfg(test)]
mod tests {
    use image::ColorType;

    use super::*;

    #[test]
    fn the_longer_side_becomes_1600_and_nothing_is_enlarged() {
        assert_eq!(size(3200, 1000, false), (1600, 500));
        assert_eq!(size(2000, 3200, false), (1000, 1600));
        assert_eq!(size(1600, 1600, false), (1600, 1600));
        assert_eq!(size(5, 7, false), (5, 7));
        assert_eq!(size(9000, 2000, false), (1600, 356));
    }

    #[test]
    fn a_long_poster_keeps_a_width_that_can_be_read_also_on_its_side() {
        assert_eq!(size(1080, 6000, false), (1080, 6000));
        assert_eq!(size(2160, 12_000, false), (1080, 6000));
        assert_eq!(size(12_000, 2160, true), (6000, 1080));
        assert_eq!(size(800, 20_000, false), (640, 16_000));
        assert_eq!(size(12_000, 2160, false), (1600, 288));
    }

    fn size(width: u32, height: u32, turned: bool) -> (u32, u32) {
        let small = to_page_size(DynamicImage::new(width, height, ColorType::L8), turned).unwrap();
        (small.width(), small.height())
    }

    #[test]
    fn every_pixel_type_of_the_decoders_can_be_resized() {
        use ColorType::{L8, L16, La8, La16, Rgb8, Rgb16, Rgba8, Rgba16};
        for colour in [L8, La8, Rgb8, Rgba8, L16, La16, Rgb16, Rgba16] {
            assert_eq!(to_width(&DynamicImage::new(20, 10, colour), 10).unwrap().height(), 5);
        }
    }
}
