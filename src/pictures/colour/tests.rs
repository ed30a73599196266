//! Profiles made by hand, and the colours that they give.

use image::codecs::png::PngEncoder;
use image::{ImageEncoder, Rgb, RgbImage};

use super::*;
use crate::path::SourcePath;

const DISPLAY_P3: [[f64; 3]; 3] =
    [[0.515_12, 0.241_20, -0.001_05], [0.291_98, 0.692_25, 0.041_89], [0.157_10, 0.066_57, 0.784_07]];
const SRGB: [[f64; 3]; 3] =
    [[0.436_07, 0.222_49, 0.013_92], [0.385_15, 0.716_87, 0.097_08], [0.143_07, 0.060_61, 0.714_10]];

/// Colours of Display P3 and the same in sRGB, computed apart from the code under test.
const P3_TO_SRGB: [([u8; 3], [u8; 3]); 4] = [
    ([200, 100, 100], [215, 93, 97]),
    ([128, 128, 128], [128, 128, 128]),
    ([100, 180, 90], [65, 182, 77]),
    ([255, 0, 0], [255, 0, 0]),
];

/// The curve of sRGB as profiles write it: kind 3 with g, a, b, c, d.
fn srgb_curve() -> Vec<u8> {
    let mut curve = b"para\0\0\0\0\0\x03\0\0".to_vec();
    for argument in [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45] {
        curve.extend(fixed_bytes(argument));
    }
    curve
}

#[allow(clippy::cast_possible_truncation, reason = "small numbers")]
fn fixed_bytes(number: f64) -> [u8; 4] {
    ((number * 65536.0).round() as i32).to_be_bytes()
}

fn profile(primaries: [[f64; 3]; 3], curve: &[u8]) -> Vec<u8> {
    let mut header = vec![0; 128];
    header[16..24].copy_from_slice(b"RGB XYZ ");
    let mut table = 6u32.to_be_bytes().to_vec();
    let mut data = Vec::new();
    let mut add = |name: &[u8; 4], tag: &[u8]| {
        let start = 132 + 6 * 12 + u32::try_from(data.len()).unwrap();
        table.extend([name, &start.to_be_bytes()[..], &u32::try_from(tag.len()).unwrap().to_be_bytes()].concat());
        data.extend(tag);
    };
    for (name, primary) in [b"rXYZ", b"gXYZ", b"bXYZ"].into_iter().zip(primaries) {
        let numbers: Vec<u8> = primary.into_iter().flat_map(fixed_bytes).collect();
        add(name, &[b"XYZ \0\0\0\0", &numbers[..]].concat());
    }
    for name in [b"rTRC", b"gTRC", b"bTRC"] {
        add(name, curve);
    }
    [header, table, data].concat()
}

fn converted(pixel: [u8; 3], profile: &[u8]) -> [u8; 3] {
    let mut picture = DynamicImage::from(RgbImage::from_pixel(1, 1, Rgb(pixel)));
    to_srgb(&mut picture, profile);
    picture.into_rgb8().get_pixel(0, 0).0
}

#[track_caller]
fn assert_near(seen: [u8; 3], meant: [u8; 3]) {
    assert!(seen.iter().zip(meant).all(|(a, b)| a.abs_diff(b) <= 1), "{seen:?} for {meant:?}");
}

#[test]
fn a_display_p3_photo_keeps_its_colours() {
    let profile = profile(DISPLAY_P3, &srgb_curve());
    for (pixel, meant) in P3_TO_SRGB {
        assert_near(converted(pixel, &profile), meant);
    }
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_icc_profile(profile).unwrap();
    encoder.write_image(&[200, 100, 100].repeat(64), 8, 8, image::ExtendedColorType::Rgb8).unwrap();
    let prepared = crate::pictures::prepare(&SourcePath::new("a.png"), &png).unwrap();
    let seen = image::load_from_memory(&prepared.variants[0].bytes).unwrap().into_rgb8().get_pixel(4, 4).0;
    assert!(seen.iter().zip(P3_TO_SRGB[0].1).all(|(a, b)| a.abs_diff(b) <= 3), "{seen:?}");
}

#[test]
fn an_srgb_profile_changes_nothing() {
    let profile = profile(SRGB, &srgb_curve());
    assert!(Profile::read(&profile).unwrap().is_srgb());
    assert_eq!(converted([1, 2, 254], &profile), [1, 2, 254]);
}

#[test]
fn curves_may_be_a_gamma_a_table_or_straight() {
    let gamma = profile(SRGB, b"curv\0\0\0\0\0\0\0\x01\x02\x33");
    assert_near(converted([128, 128, 128], &gamma), [128, 128, 128]);
    assert_near(converted([30, 30, 30], &gamma), [24, 24, 24]);
    let straight = profile(SRGB, b"curv\0\0\0\0\0\0\0\0");
    assert_near(converted([55, 55, 55], &straight), [128, 128, 128]);
    let table = profile(SRGB, b"curv\0\0\0\0\0\0\0\x03\0\0\x37\x37\xff\xff");
    assert_near(converted([0, 255, 0], &table), [0, 255, 0]);
    assert_near(converted([128, 128, 128], &table), [128, 128, 128]);
}

#[test]
fn a_broken_or_foreign_profile_is_passed_over() {
    let whole = profile(DISPLAY_P3, &srgb_curve());
    for cut in (0..whole.len()).step_by(3) {
        assert_eq!(converted([200, 100, 100], &whole[..cut]), [200, 100, 100], "cut at {cut}");
    }
    let mut foreign = whole;
    foreign[16..20].copy_from_slice(b"CMYK");
    assert_eq!(converted([200, 100, 100], &foreign), [200, 100, 100]);
}

#[test]
fn clear_pixels_become_white_and_half_clear_ones_lighter() {
    let pixels = image::RgbaImage::from_fn(3, 1, |x, _| image::Rgba([100, 0, 0, [0, 128, 255][x as usize]]));
    let white = on_white(&DynamicImage::from(pixels)).into_rgb8();
    assert_eq!([0, 1, 2].map(|x| white.get_pixel(x, 0).0), [[255; 3], [177, 127, 127], [100, 0, 0]]);
}
