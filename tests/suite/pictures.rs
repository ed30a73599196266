//! Pictures: upright, small, free of metadata, and never an original in the output.

use std::io::Cursor;
use std::process::Command;

use image::{DynamicImage, ImageEncoder, Rgb, RgbImage};

use crate::testbed::{HEALTH, STORY, Testbed};

/// A photograph: a gradient with noise, which no encoder makes small by itself.
fn photograph(width: u32, height: u32) -> RgbImage {
    let mut number: u32 = 7;
    RgbImage::from_fn(width, height, |x, y| {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = u8::try_from(number >> 27).unwrap();
        let shade = |value: u32, of: u32| u8::try_from(value * 200 / of).unwrap() + noise;
        Rgb([shade(x, width), shade(y, height), 60 + noise])
    })
}

fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality)
        .write_image(picture, picture.width(), picture.height(), image::ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// The same JPEG with an EXIF segment that holds an orientation and a place, and a film behind its end.
fn with_metadata(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend_from_slice(&[0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    tiff.extend_from_slice(&[0, 0, 0, 0]);
    tiff.extend_from_slice(&[0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend_from_slice(&tiff);
    let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend_from_slice(&[0xff, 0xe1]);
    bytes.extend_from_slice(&length);
    bytes.extend_from_slice(&segment);
    bytes.extend_from_slice(&jpeg[2..]);
    bytes.extend_from_slice(b"\0\0\0\x18ftypmp42 a motion photo's film");
    bytes
}

#[test]
fn a_phone_photo_comes_out_upright_small_and_without_metadata() {
    let picture = with_metadata(&jpeg(&photograph(2400, 1800), 95), 6);
    let bed = Testbed::new()
        .with("content/changsha/stories/a/index.md", format!("{STORY}\n![走路的人](photo.JPG \"清晨\")\n"))
        .with("content/changsha/stories/a/photo.JPG", &picture);
    bed.build_well();
    let page = bed.page("changsha/stories/a.html");
    assert!(page.contains("width=\"1200\" height=\"1600\""), "turned upright and made small: {page}");
    assert!(page.contains("480w") && page.contains("alt=\"走路的人\"") && page.contains("清晨"), "{page}");
    let pictures: Vec<(String, Vec<u8>)> =
        bed.output().into_iter().filter(|(path, _)| path.ends_with(".jpg")).collect();
    assert_eq!(pictures.len(), 3);
    for (path, bytes) in &pictures {
        assert!(bytes.len() <= 300_000, "{path} has {} bytes", bytes.len());
        let told = Command::new("exiftool").args(["-G1", "-s"]).arg(bed.path("public").join(path)).output().unwrap();
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        for group in ["[GPS]", "[IFD0]", "[ExifIFD]", "[IFD1]", "[XMP", "[ICC", "[Photoshop]", "Trailer"] {
            assert!(!told.contains(group), "{path} holds {group}: {told}");
        }
        image::load_from_memory(bytes).unwrap();
    }
    assert!(bed.output().values().all(|bytes| *bytes != picture), "no original is in the output");
}

#[test]
fn a_picture_that_cannot_be_shown_keeps_its_city() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1rest";
    for (bytes, code) in [(heic.to_vec(), "picture-heic"), (b"\xff\xd8\xff\xe0rubbish".to_vec(), "picture-")] {
        let bed = Testbed::new()
            .with("content/changsha/stories/a.md", format!("{STORY}\n![说明](a.jpg)\n"))
            .with("content/changsha/stories/a.jpg", bytes);
        let told = bed.told();
        assert!(told.iter().any(|(told, ..)| told.starts_with(code)), "{told:?}");
        assert!(!bed.has("changsha/index.html") && bed.has("yueyang/index.html"));
    }
}

#[test]
fn a_missing_picture_is_told_with_the_nearest_name() {
    let bed = Testbed::new().with("content/changsha/stories/a.md", format!("{STORY}\n![说明](Photo.svg)\n")).with(
        "content/changsha/stories/photo.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
    );
    let run = bed.build();
    assert_eq!(run.code, 1);
    assert!(run.err.contains("是不是“photo.svg”？"), "{}", run.err);
}

#[test]
fn an_unused_picture_never_reaches_the_output_and_a_cached_one_is_made_once() {
    let mut png = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(photograph(64, 64)).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let bed = Testbed::new()
        .with("content/changsha/stories/a.md", format!("{STORY}\n![说明](a.png)\n"))
        .with("content/changsha/stories/a.png", png.get_ref())
        .with("content/changsha/stories/unused.jpg", jpeg(&photograph(40, 40), 80));
    bed.build_well();
    let pictures = |bed: &Testbed| -> Vec<String> {
        bed.output().into_keys().filter(|path| path.ends_with(".png") || path.ends_with(".jpg")).collect()
    };
    let shown = pictures(&bed);
    assert_eq!(shown.len(), 1, "{shown:?}");
    std::fs::remove_dir_all(bed.path("public")).unwrap();
    bed.build_well();
    assert_eq!(pictures(&bed), shown, "from the cache");
    bed.remove("content/changsha/stories/a.md");
    bed.build_well();
    assert!(pictures(&bed).is_empty(), "gone with its story");
}

#[test]
fn a_card_without_a_cover_shows_the_first_picture_of_a_health_article_and_of_no_family_or_youth_page() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9\"/></svg>";
    let youth = "---\ntitle: 长大\ndate: 2021-05-29\nage_range: 12-15\nreferences: 指南（2022）\ntopics: 青春健康\n---\n\n先别慌。\n\n![图](b.svg)\n";
    let bed = Testbed::new()
        .with("content/changsha/health/salt.md", format!("{HEALTH}\n![一把限盐勺](a.svg)\n"))
        .with("content/changsha/health/a.svg", drawing)
        .with("content/changsha/youth/grow.md", youth)
        .with("content/changsha/youth/b.svg", drawing.replace("h9", "h8"));
    bed.build_well();
    let health = bed.page("changsha/health/index.html");
    assert!(health.contains("class=\"card-cover card-drawing\"") && health.contains("alt=\"一把限盐勺\""), "{health}");
    assert!(!bed.page("changsha/youth/index.html").contains("card-cover"));
    assert!(bed.page("changsha/youth/grow.html").contains("alt=\"图\""));
}
