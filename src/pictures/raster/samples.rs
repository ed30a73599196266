//! Pictures for the tests, made in code: as phones, cameras and print shops write them.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageEncoder, Rgb, RgbImage};

use crate::load::source::PictureFormat;

/// A secret that stands in the metadata of the samples and must not be found in any output.
pub(super) const SECRET: &[u8] = b"28.2282N,112.9388E";

pub(super) fn encoded(picture: &DynamicImage, with: PictureFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (raw, width, height, colour) = (picture.as_bytes(), picture.width(), picture.height(), picture.color().into());
    match with {
        PictureFormat::Jpeg => JpegEncoder::new_with_quality(&mut bytes, 92).write_image(raw, width, height, colour),
        PictureFormat::Png => PngEncoder::new(&mut bytes).write_image(raw, width, height, colour),
        _ => WebPEncoder::new_lossless(&mut bytes).write_image(raw, width, height, colour),
    }
    .unwrap();
    bytes
}

/// Pseudo-random bytes, the same in each run (xorshift32).
pub(super) fn noise(seed: u32) -> impl FnMut() -> u32 {
    let mut state = seed.max(1);
    move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    }
}

/// A gradient under noise, like a photo by night.
pub(super) fn photo(width: u32, height: u32, grain: u32) -> RgbImage {
    let mut random = noise(7);
    RgbImage::from_fn(width, height, |x, y| {
        let grain = random() % grain.max(1);
        let channel = |base: u32| u8::try_from((base + grain).min(255)).unwrap();
        Rgb([channel(x * 200 / width), channel(y * 200 / height), channel((x + y) * 100 / (width + height))])
    })
}

/// EXIF with an orientation, and the secret where a position would stand.
pub(super) fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x25, 0x88, 2, 0, 18, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0; 4]);
    tiff.extend(SECRET);
    tiff
}

pub(super) fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], data].concat()
}

/// A JPEG with EXIF, XMP, a comment, and bytes behind its end.
pub(super) fn tagged_jpeg(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let plain = encoded(picture, PictureFormat::Jpeg);
    let exif = segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat());
    let xmp = segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>", SECRET].concat());
    [&plain[..2], &exif, &xmp, &segment(0xfe, SECRET), &plain[2..], b"MotionPhoto", SECRET].concat()
}

pub(super) fn chunk(name: &str, data: &[u8]) -> Vec<u8> {
    let body = [name.as_bytes(), data].concat();
    let mut crc = u32::MAX;
    for byte in &body {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], &body, &(!crc).to_be_bytes()].concat()
}

pub(super) fn tagged_png(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let plain = encoded(picture, PictureFormat::Png);
    let text = chunk("tEXt", &[b"Comment\0", SECRET].concat());
    [&plain[..33], &chunk("eXIf", &exif(orientation)), &text, &plain[33..], SECRET].concat()
}

pub(super) fn tagged_webp(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let part = |name: &[u8; 4], data: &[u8]| {
        let pad = &[0u8][..data.len() % 2];
        [name, &u32::try_from(data.len()).unwrap().to_le_bytes()[..], data, pad].concat()
    };
    let plain = encoded(picture, PictureFormat::WebP);
    let side = |side: u32| (side - 1).to_le_bytes();
    let canvas = [&[8, 0, 0, 0], &side(picture.width())[..3], &side(picture.height())[..3]].concat();
    let body = [b"WEBP", &part(b"VP8X", &canvas)[..], &plain[12..], &part(b"EXIF", &exif(orientation))].concat();
    part(b"RIFF", &body)
}

/// A CMYK JPEG of one colour, 16×16, as Photoshop writes it: the values inverted, marked by an Adobe segment.
pub(super) fn cmyk_jpeg(stored: [u8; 4]) -> Vec<u8> {
    let mut bytes = b"\xff\xd8".to_vec();
    bytes.extend(segment(0xee, b"Adobe\0\x64\0\0\0\0\0"));
    bytes.extend(segment(0xdb, &[&[0][..], &[8; 64]].concat()));
    bytes.extend(segment(0xc0, b"\x08\0\x10\0\x10\x04\x01\x11\0\x02\x11\0\x03\x11\0\x04\x11\0"));
    // Differences: a code of four bits is the number of bits that follow. The rest of a block: one bit, its end.
    let (dc_counts, dc_symbols) =
        ([0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    bytes.extend(segment(0xc4, &[&[0][..], &dc_counts, &dc_symbols].concat()));
    bytes.extend(segment(0xc4, &[&[0x10, 1][..], &[0; 15], &[0]].concat()));
    bytes.extend(segment(0xda, b"\x04\x01\0\x02\0\x03\0\x04\0\0\x3f\0"));
    let mut bits: Vec<u32> = Vec::new();
    let mut push = |number: u32, count: u32| bits.extend((0..count).rev().map(|place| number >> place & 1));
    for block in 0..4 {
        for value in stored {
            let difference = if block == 0 { i32::from(value) - 128 } else { 0 };
            let size = 32 - difference.unsigned_abs().leading_zeros();
            let code = if difference < 0 { difference - 1 + (1 << size) } else { difference };
            push(size, 4);
            push(code.unsigned_abs(), size);
            push(0, 1);
        }
    }
    push(0x7f, 7);
    for eight in bits.chunks_exact(8) {
        let byte = u8::try_from(eight.iter().fold(0, |byte, bit| byte << 1 | bit)).unwrap();
        bytes.extend(if byte == 0xff { &[0xff, 0][..] } else { std::slice::from_ref(&byte) });
    }
    bytes.extend(b"\xff\xd9");
    bytes
}
