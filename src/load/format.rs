//! The format of a picture, told by its first bytes: a name lies as soon as someone renames a file.

use crate::load::source::PictureFormat;

/// How many of a file's first bytes are enough for [`format_of`].
pub const FORMAT_BYTES: usize = 4096;

/// Brands of ISO base media files (ISO/IEC 14496-12, 23008-12) that hold a picture: HEIC, HEIF and AVIF.
const PICTURE_BRANDS: [&[u8; 4]; 13] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1", b"avif", b"avis",
];

/// The format that the first bytes of a file tell.
///
/// At most the first [`FORMAT_BYTES`] are looked at. A BOM, white space, an XML declaration, comments and a DOCTYPE may
/// stand before `<svg`. AVIF counts as HEIC: both are what a phone makes and old browsers do not show.
pub fn format_of(bytes: &[u8]) -> PictureFormat {
    let bytes = bytes.get(..FORMAT_BYTES).unwrap_or(bytes);
    if bytes.starts_with(b"\xff\xd8\xff") {
        PictureFormat::Jpeg
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        PictureFormat::Png
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        PictureFormat::WebP
    } else if is_heic(bytes) {
        PictureFormat::Heic
    } else if is_svg(bytes) {
        PictureFormat::Svg
    } else {
        PictureFormat::Unknown
    }
}

/// Whether an `ftyp` box opens the file and names a picture's brand, as its own or among the compatible ones.
fn is_heic(bytes: &[u8]) -> bool {
    let Some((size, rest)) = bytes.split_first_chunk::<4>() else { return false };
    let Some(brands) = rest.strip_prefix(b"ftyp") else { return false };
    let length = usize::try_from(u32::from_be_bytes(*size)).unwrap_or(usize::MAX).saturating_sub(8);
    let (brands, _) = brands.get(..length).unwrap_or(brands).as_chunks::<4>();
    // The second word is the version of the major brand.
    brands.iter().enumerate().any(|(index, brand)| index != 1 && PICTURE_BRANDS.contains(&brand))
}

/// Whether the first element is `svg`, whatever its prefix.
fn is_svg(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    loop {
        let after = if rest.starts_with(b"<?") {
            after(rest, b"?>")
        } else if rest.starts_with(b"<!--") {
            after(rest, b"-->")
        } else if rest.starts_with(b"<!") {
            after_doctype(rest)
        } else {
            return rest.strip_prefix(b"<").is_some_and(is_svg_name);
        };
        match after {
            Some(next) => rest = next.trim_ascii_start(),
            None => return false,
        }
    }
}

/// Whether a tag's text begins with the name `svg` or `prefix:svg`.
fn is_svg_name(tag: &[u8]) -> bool {
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte)).unwrap_or(tag.len());
    tag.get(..end).and_then(|name| name.rsplit(|byte| *byte == b':').next()) == Some(b"svg")
}

/// What follows the first `mark`.
fn after<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)?;
    bytes.get(at + mark.len()..)
}

/// What follows a DOCTYPE, its internal subset in `[…]` included.
fn after_doctype(bytes: &[u8]) -> Option<&[u8]> {
    let close = bytes.iter().position(|byte| *byte == b'>')?;
    match bytes.iter().position(|byte| *byte == b'[') {
        Some(open) if open < close => after(bytes, b"]").and_then(|rest| after(rest, b">")),
        _ => bytes.get(close + 1..),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rasters_are_told_by_their_magic_numbers() {
        assert_eq!(format_of(b"\xff\xd8\xff\xe0\0\x10JFIF"), PictureFormat::Jpeg);
        assert_eq!(format_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), PictureFormat::Png);
        assert_eq!(format_of(b"RIFF\x10\0\0\0WEBPVP8 "), PictureFormat::WebP);
        for other in [&b"GIF89a"[..], b"BM\x10\0", b"II*\0", b"MM\0*", b"RIFF\x10\0\0\0WAVE", b"%PDF-1.7", b"", b"\xff"]
        {
            assert_eq!(format_of(other), PictureFormat::Unknown);
        }
    }

    #[test]
    fn heic_is_told_by_its_own_or_a_compatible_brand() {
        for brand in PICTURE_BRANDS {
            let mut bytes = b"\0\0\0\x18ftyp".to_vec();
            bytes.extend(brand);
            bytes.extend(b"\0\0\0\0mif1heic");
            assert_eq!(format_of(&bytes), PictureFormat::Heic);
        }
        assert_eq!(format_of(b"\0\0\0\x14ftypmiaf\0\0\0\0heic"), PictureFormat::Heic);
        assert_eq!(
            format_of(b"\0\0\0\x14ftypisom\0\0\0\0mp42heic"),
            PictureFormat::Unknown,
            "heic lies beyond the box"
        );
    }

    #[test]
    fn svg_is_found_behind_its_prolog() {
        for text in [
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "\u{feff}  \r\n<svg>",
            "<?xml version=\"1.0\"?>\n<!-- Created with Inkscape -->\n<svg\n",
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\"><svg/>",
            "<!DOCTYPE svg [ <!ENTITY a \"b\"> ]><svg/>",
            "<svg:svg xmlns:svg='http://www.w3.org/2000/svg'>",
        ] {
            assert_eq!(format_of(text.as_bytes()), PictureFormat::Svg, "{text}");
        }
        for text in ["<svgx>", "<html><svg>", "<!-- <svg>", "<?xml", "<", "<!DOCTYPE [", "<!DOCTYPE html><html>"] {
            assert_eq!(format_of(text.as_bytes()), PictureFormat::Unknown, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_format(bytes in proptest::collection::vec(any::<u8>(), 0..64), tail in "[<!?>\\[\\]svg -]{0,40}") {
            let _ = format_of(&bytes);
            let _ = format_of(tail.as_bytes());
        }
    }
}
