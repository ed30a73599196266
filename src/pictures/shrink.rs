//! Resizing, downwards only, by a Lanczos filter of three lobes.

use fast_image_resize::Resizer;
use image::DynamicImage;

use super::raster::Refusal;

/// The longest side of the largest variant, in pixels: what a page is wide on a screen of twice the density.
const PAGE_SIDE: u32 = 1600;

/// The picture at most 1600 px wide and high. The side limit is the same both ways, so it may still be turned.
pub(super) fn to_page_size(picture: DynamicImage) -> Result<DynamicImage, Refusal> {
    let (width, height) = (picture.width(), picture.height());
    let longer = width.max(height);
    if longer <= PAGE_SIDE {
        return Ok(picture);
    }
    to_size(&picture, part(width, PAGE_SIDE, longer), part(height, PAGE_SIDE, longer))
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
        let size = |width, height| {
            let small = to_page_size(DynamicImage::new(width, height, ColorType::L8)).unwrap();
            (small.width(), small.height())
        };
        assert_eq!(size(3200, 1000), (1600, 500));
        assert_eq!(size(1000, 3200), (500, 1600));
        assert_eq!(size(1600, 1600), (1600, 1600));
        assert_eq!(size(3, 20_000), (1, 1600));
        assert_eq!(size(5, 7), (5, 7));
    }

    #[test]
    fn every_pixel_type_of_the_decoders_can_be_resized() {
        use ColorType::{L8, L16, La8, La16, Rgb8, Rgb16, Rgba8, Rgba16};
        for colour in [L8, La8, Rgb8, Rgba8, L16, La16, Rgb16, Rgba16] {
            assert_eq!(to_width(&DynamicImage::new(20, 10, colour), 10).unwrap().height(), 5);
        }
    }
}
