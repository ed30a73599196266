//! The size of an SVG, from the attributes of its root.

/// The largest side that is believed, in pixels.
const SIDE_LIMIT: f64 = 20_000.0;

/// How large an SVG is shown where nothing else says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    /// The width in CSS pixels; at least 1.
    pub(super) width: u32,
    /// The height in CSS pixels; at least 1.
    pub(super) height: u32,
}

/// The size that the root's `width`, `height` and `viewBox` tell, in this order of trust: pixels, the view box, other
/// absolute units (1 in = 96 px: CSS Values 4, 6.2). None if they tell none.
///
/// With a width or a height alone in pixels, the other follows from the view box.
pub(super) fn of(width: Option<&str>, height: Option<&str>, view_box: Option<&str>) -> Option<Size> {
    let pixels = |length: Option<&str>| length.and_then(|length| in_unit(length, "px").or_else(|| in_unit(length, "")));
    let absolute = |length: Option<&str>| length.and_then(in_pixels);
    let view = view_box.and_then(view_size);
    let sides = match (pixels(width), pixels(height), view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) if height.is_none() => (width, width * h / w),
        (None, Some(height), Some((w, h))) if width.is_none() => (height * w / h, height),
        (_, _, Some(view)) => view,
        _ => absolute(width).zip(absolute(height))?,
    };
    Some(Size { width: whole(sides.0), height: whole(sides.1) })
}

/// The width and height of a view box.
fn view_size(view_box: &str) -> Option<(f64, f64)> {
    let mut numbers = view_box.split(|c: char| c == ',' || c.is_ascii_whitespace()).filter(|part| !part.is_empty());
    let (_, _) = (numbers.next()?.parse::<f64>().ok()?, numbers.next()?.parse::<f64>().ok()?);
    let sides = (positive(numbers.next()?)?, positive(numbers.next()?)?);
    numbers.next().is_none().then_some(sides)
}

/// A length in any absolute unit of CSS.
fn in_pixels(length: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 7] = [
        ("px", 1.0),
        ("mm", 96.0 / 25.4),
        ("cm", 96.0 / 2.54),
        ("in", 96.0),
        ("pt", 96.0 / 72.0),
        ("pc", 16.0),
        ("", 1.0),
    ];
    UNITS.iter().find_map(|(unit, pixels)| in_unit(length, unit).map(|number| number * pixels))
}

/// The number of a length in this unit.
fn in_unit(length: &str, unit: &str) -> Option<f64> {
    positive(length.trim().strip_suffix(unit)?.trim_end())
}

fn positive(number: &str) -> Option<f64> {
    number.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range before")]
fn whole(side: f64) -> u32 {
    side.round().clamp(1.0, SIDE_LIMIT) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_come_first_then_the_view_box_then_other_units() {
        let size = |width, height, view| of(width, height, view).map(|size| (size.width, size.height));
        assert_eq!(size(Some("120"), Some("80.4px"), Some("0 0 1 1")), Some((120, 80)));
        assert_eq!(size(Some("210mm"), Some("297mm"), Some("0 0 210 297")), Some((210, 297)));
        assert_eq!(size(Some("100%"), Some("100%"), Some("0,0,24,12")), Some((24, 12)));
        assert_eq!(size(None, None, Some(" 0 0  24 12 ")), Some((24, 12)));
        assert_eq!(size(Some("48"), None, Some("0 0 24 12")), Some((48, 24)));
        assert_eq!(size(None, Some("24 px"), Some("0 0 24 12")), Some((48, 24)));
        assert_eq!(size(Some("1in"), Some("2.54cm"), None), Some((96, 96)));
        assert_eq!(size(Some("0.1"), Some("1e9"), None), Some((1, 20_000)));
    }

    #[test]
    fn without_a_size_there_is_none() {
        assert_eq!(of(None, None, None), None);
        assert_eq!(of(Some("100%"), Some("100%"), None), None);
        assert_eq!(of(Some("10"), None, None), None);
        for view in ["0 0 0 5", "0 0 5", "0 0 5 5 5", "0 0 -5 5", "0 0 inf 5", "a b c d", ""] {
            assert_eq!(of(None, Some("auto"), Some(view)), None, "{view}");
        }
    }
}
