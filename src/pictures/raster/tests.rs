//! The whole way of a raster, from bytes that a phone might write to the bytes of the page.

use image::{ColorType, Rgb, RgbImage, Rgba, RgbaImage};

use super::samples::{SECRET, chunk, cmyk_jpeg, encoded, noise, photo, tagged_jpeg, tagged_png, tagged_webp};
use super::*;
use crate::path::SourcePath;
use crate::pictures::{Prepared, prepare as prepare_file};

fn run(bytes: &[u8]) -> Result<Prepared, &'static str> {
    prepare_file(&SourcePath::new("content/changsha/stories/a/图.jpg"), bytes).map_err(|refused| refused.code)
}

fn decoded(variant: &Variant) -> RgbImage {
    let picture = image::load_from_memory(&variant.bytes).unwrap();
    assert_eq!((picture.width(), picture.height()), (variant.width, variant.height));
    picture.into_rgb8()
}

/// That a JPEG has no application segment but JFIF, a PNG no ancillary chunk, and nothing stands behind the end.
#[track_caller]
fn assert_bare(variant: &Variant) {
    let bytes = &variant.bytes;
    assert!(!bytes.windows(SECRET.len()).any(|window| window == SECRET));
    if variant.extension == "png" {
        let mut at = 8;
        while at < bytes.len() {
            let length = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
            assert!([&b"IHDR"[..], b"IDAT", b"IEND"].contains(&&bytes[at + 4..at + 8]));
            at += 12 + length;
        }
    } else {
        let mut at = 2;
        while bytes[at + 1] != 0xda {
            assert!(bytes[at] == 0xff && ![0xfe].contains(&bytes[at + 1]) && !(0xe1..=0xef).contains(&bytes[at + 1]));
            at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        }
        assert!(bytes.ends_with(&[0xff, 0xd9]));
    }
}

#[test]
fn each_orientation_is_turned_upright_and_no_metadata_is_left() {
    let upright = RgbImage::from_fn(64, 32, |x, y| match (x < 32, y < 16) {
        (true, true) => Rgb([250, 10, 10]),
        (false, true) => Rgb([10, 250, 10]),
        (true, false) => Rgb([10, 10, 250]),
        (false, false) => Rgb([250, 250, 250]),
    });
    let (w, h) = upright.dimensions();
    for orientation in 1..=8 {
        let (columns, rows) = if orientation < 5 { (w, h) } else { (h, w) };
        // Which side of the scene the first row and the first column show: EXIF 2.32, table of tag 0x0112.
        let stored = RgbImage::from_fn(columns, rows, |c, r| {
            let (x, y) = match orientation {
                1 => (c, r),
                2 => (w - 1 - c, r),
                3 => (w - 1 - c, h - 1 - r),
                4 => (c, h - 1 - r),
                5 => (r, c),
                6 => (w - 1 - r, c),
                7 => (w - 1 - r, h - 1 - c),
                _ => (r, h - 1 - c),
            };
            *upright.get_pixel(x, y)
        });
        let stored = DynamicImage::from(stored);
        for bytes in
            [tagged_jpeg(&stored, orientation), tagged_png(&stored, orientation), tagged_webp(&stored, orientation)]
        {
            let prepared = run(&bytes).unwrap();
            assert_bare(&prepared.variants[0]);
            let seen = decoded(&prepared.variants[0]);
            assert_eq!(seen.dimensions(), (w, h), "orientation {orientation}");
            for (x, y) in [(8, 4), (56, 4), (8, 28), (56, 28)] {
                let (seen, meant) = (seen.get_pixel(x, y).0, upright.get_pixel(x, y).0);
                let near = seen.iter().zip(meant).all(|(a, b)| a.abs_diff(b) < 20);
                assert!(near, "orientation {orientation} at {x},{y}: {seen:?} for {meant:?}");
            }
        }
    }
}

#[test]
fn a_large_noisy_photo_becomes_light_in_three_sizes() {
    let bytes = tagged_jpeg(&photo(4000, 3000, 48).into(), 6);
    assert!(bytes.len() > 5_000_000, "{}", bytes.len());
    let prepared = run(&bytes).unwrap();
    let first = &prepared.variants[0];
    assert!(first.height <= 1600 && first.width < first.height && first.bytes.len() <= 300_000);
    assert!(first.bytes.len() > 150_000, "the room is used: {}", first.bytes.len());
    for pair in prepared.variants.windows(2) {
        assert!(pair[1].width < pair[0].width && pair[1].bytes.len() < pair[0].bytes.len());
    }
    for variant in &prepared.variants {
        assert_eq!(variant.extension, "jpg");
        assert_bare(variant);
        decoded(variant);
    }
}

#[test]
fn the_same_bytes_give_the_same_bytes_on_every_thread() {
    let bytes = encoded(&photo(1000, 700, 48).into(), PictureFormat::Jpeg);
    let again = bytes.clone();
    let other = std::thread::spawn(move || run(&again));
    assert_eq!(run(&bytes), other.join().unwrap());
}

#[test]
fn a_plain_photo_keeps_its_largest_size_and_has_both_smaller_widths() {
    let prepared = run(&encoded(&photo(2400, 1200, 2).into(), PictureFormat::Jpeg)).unwrap();
    let sizes: Vec<_> = prepared.variants.iter().map(|variant| (variant.width, variant.height)).collect();
    assert_eq!(sizes, [(1600, 800), (960, 480), (480, 240)]);
    let small = run(&encoded(&photo(300, 200, 2).into(), PictureFormat::Png)).unwrap();
    assert_eq!((small.variants.len(), small.variants[0].width), (1, 300));
}

#[test]
fn a_photo_saved_as_png_becomes_jpeg_and_a_drawing_stays_png() {
    let photo = run(&encoded(&photo(900, 600, 30).into(), PictureFormat::Png)).unwrap();
    assert_eq!(photo.variants[0].extension, "jpg");
    let drawing =
        RgbImage::from_fn(900, 600, |x, y| if (x / 90 + y / 60) % 3 == 0 { Rgb([200, 30, 40]) } else { Rgb([255; 3]) });
    for with in [PictureFormat::Png, PictureFormat::WebP] {
        let prepared = run(&encoded(&drawing.clone().into(), with)).unwrap();
        assert_eq!(prepared.variants[0].extension, "png");
        assert_eq!(decoded(&prepared.variants[0]), drawing, "a drawing that is not resized loses nothing");
        assert_bare(&prepared.variants[0]);
    }
}

#[test]
fn transparency_is_kept_unless_it_is_too_heavy() {
    let stamp =
        RgbaImage::from_fn(400, 400, |x, y| Rgba([220, 0, 0, if (x / 40 + y / 40) % 2 == 0 { 255 } else { 0 }]));
    let prepared = run(&encoded(&stamp.clone().into(), PictureFormat::WebP)).unwrap();
    assert_eq!(prepared.variants[0].extension, "png");
    assert_eq!(image::load_from_memory(&prepared.variants[0].bytes).unwrap().into_rgba8(), stamp);

    let mut random = noise(3);
    let cut_out = RgbaImage::from_fn(900, 900, |x, _| {
        let grain = u8::try_from(random() % 256).unwrap();
        Rgba([grain, 255 - grain, 90, if x < 200 { 0 } else { 255 }])
    });
    let heavy = run(&encoded(&cut_out.into(), PictureFormat::Png)).unwrap();
    assert_eq!(heavy.variants[0].extension, "jpg");
    assert!(heavy.variants[0].bytes.len() <= 300_000);
    assert!(
        decoded(&heavy.variants[0]).get_pixel(10, 10).0.iter().all(|channel| *channel > 240),
        "clear becomes white"
    );

    let opaque = DynamicImage::from(photo(50, 50, 50)).into_rgba8();
    let picture =
        image::load_from_memory(&run(&encoded(&opaque.into(), PictureFormat::Png)).unwrap().variants[0].bytes);
    assert!(!picture.unwrap().color().has_alpha());
}

#[test]
fn every_colour_type_becomes_eight_bits() {
    use ColorType::{L8, L16, La8, La16, Rgb8, Rgb16, Rgba8, Rgba16};
    for colour in [L8, La8, Rgb8, Rgba8, L16, La16, Rgb16, Rgba16] {
        let picture = DynamicImage::new(1700, 20, colour);
        let prepared = run(&encoded(&picture, PictureFormat::Png)).unwrap();
        assert_eq!(prepared.variants[0].width, 1600);
        let seen = image::load_from_memory(&prepared.variants[0].bytes).unwrap().color();
        assert!([L8, Rgb8, Rgba8].contains(&seen));
    }
    let grey = run(&encoded(&photo(80, 60, 30).into(), PictureFormat::Jpeg)).unwrap();
    assert_eq!(grey.variants[0].extension, "jpg");
    let grey = encoded(&DynamicImage::from(photo(80, 60, 90)).grayscale(), PictureFormat::Jpeg);
    let seen = image::load_from_memory(&run(&grey).unwrap().variants[0].bytes).unwrap().color();
    assert_eq!(seen, L8);
}

#[test]
fn a_cmyk_jpeg_of_a_print_shop_shows_its_true_colours() {
    for (stored, meant) in
        [([255, 0, 0, 255], [255, 0, 0]), ([255, 255, 255, 255], [255; 3]), ([255, 255, 255, 0], [0; 3])]
    {
        let seen = decoded(&run(&cmyk_jpeg(stored)).unwrap().variants[0]).get_pixel(8, 8).0;
        assert!(seen.iter().zip(meant).all(|(a, b): (&u8, u8)| a.abs_diff(b) < 8), "{seen:?} for {meant:?}");
    }
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let header = |width: u32, height: u32| {
        let data = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk("IHDR", &data), &chunk("IDAT", b"x")].concat()
    };
    for (width, height) in [(60_000, 60_000), (20_001, 1), (10_000, 5_001), (u32::MAX, u32::MAX)] {
        assert_eq!(run(&header(width, height)).unwrap_err(), "picture-too-many-pixels");
    }
    assert_eq!(run(&header(0, 5)).unwrap_err(), "picture-broken");
    let mut jpeg = encoded(&photo(16, 16, 9).into(), PictureFormat::Jpeg);
    let frame = jpeg.windows(2).position(|window| window == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(run(&jpeg).unwrap_err(), "picture-too-many-pixels");
    let mut heavy = jpeg;
    heavy.resize(FILE_LIMIT + 1, 0);
    assert_eq!(run(&heavy).unwrap_err(), "picture-too-heavy");
}

#[test]
fn a_file_cut_short_is_refused() {
    let picture = DynamicImage::from(photo(120, 90, 60));
    for with in [PictureFormat::Jpeg, PictureFormat::Png, PictureFormat::WebP] {
        let whole = encoded(&picture, with);
        for percent in [1, 5, 20, 50, 80, 95] {
            let cut = &whole[..(whole.len() * percent / 100).max(12)];
            assert_eq!(run(cut).unwrap_err(), "picture-broken", "{with:?} at {percent} %");
        }
    }
}

#[test]
fn five_hundred_damaged_files_give_a_picture_or_a_refusal() {
    let picture = DynamicImage::from(photo(40, 30, 60));
    let sources =
        [tagged_jpeg(&picture, 6), tagged_png(&picture, 3), tagged_webp(&picture, 8), cmyk_jpeg([9, 99, 199, 255])];
    let mut random = noise(2021);
    let mut below = |limit: usize| random() as usize % limit.max(1);
    for round in 0..600 {
        let mut bytes = sources[round % sources.len()].clone();
        for _ in 0..=below(4) {
            // Half of the damage falls on the headers, where it does most harm.
            let reach = if below(2) == 0 { bytes.len().min(200) } else { bytes.len() };
            let at = below(reach);
            match below(5) {
                0 => bytes.truncate(at.max(12)),
                1 => bytes.insert(at, u8::try_from(below(256)).unwrap()),
                2 => bytes[at] = 0xff,
                3 => drop(bytes.splice(at..at, [0xff, 0xd8, 0, 0xff])),
                _ => bytes[at] ^= 1 << below(8),
            }
        }
        if let Ok(prepared) = run(&bytes) {
            prepared.variants.iter().for_each(|variant| drop(decoded(variant)));
        }
    }
}
