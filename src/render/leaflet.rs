//! The foot of a printed leaflet: the page's address, and the same as a QR code (ISO/IEC 18004).

use std::fmt::Write as _;

use qrcode::bits::encode_auto;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::ec::construct_codewords;
use qrcode::{Color, EcLevel};

use crate::render::view::LeafletView;

/// The light border around a code, in modules (ISO/IEC 18004:2015, 5.3.8).
const QUIET: usize = 4;
/// Paper is folded and copied: 15% of a code may be lost.
const CORRECTION: EcLevel = EcLevel::M;

/// The leaflet of an address; none for one that no code can hold.
///
/// The mask is always the same. The standard (7.8) asks for the best looking of eight; readers take any, which the code names, and
/// judging the eight takes fifty times as long as all the rest (480 µs against 9 µs).
pub(super) fn leaflet(address: &str) -> Option<LeafletView> {
    let bits = encode_auto(address.as_bytes(), CORRECTION).ok()?;
    let version = bits.version();
    let (data, correction) = construct_codewords(&bits.into_bytes(), version, CORRECTION).ok()?;
    let mut canvas = Canvas::new(version, CORRECTION);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    canvas.apply_mask(MaskPattern::Checkerboard);
    let width = usize::try_from(version.width()).ok()?;
    Some(LeafletView { address: address.to_owned(), size: width + 2 * QUIET, path: path(&canvas.into_colors(), width) })
}

/// The dark modules as an SVG path of horizontal strokes, one module thick.
fn path(modules: &[Color], width: usize) -> String {
    let mut path = String::with_capacity(2048);
    for (row, colours) in modules.chunks(width).enumerate() {
        let mut column = 0;
        // Where the pen stands in this row.
        let mut pen = None;
        for run in colours.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let start = column + QUIET;
                // Writing into a String cannot fail.
                let _ = match pen {
                    None => write!(path, "M{start} {}.5h{}", row + QUIET, run.len()),
                    Some(pen) => write!(path, "m{} 0h{}", start - pen, run.len()),
                };
                pen = Some(start + run.len());
            }
            column += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let view = leaflet("https://jiankang.example/changsha/health/less-salt.html").unwrap();
        assert_eq!(view.size, 33 + 2 * QUIET);
        // The finder pattern at the upper left: seven modules.
        assert!(view.path.starts_with("M4 4.5h7m"), "{}", view.path);
        let drawn: usize = view
            .path
            .split('h')
            .skip(1)
            .map(|run| run.split(['m', 'M']).next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert!((400..700).contains(&drawn), "{drawn} of 1089 modules");
    }

    #[test]
    fn an_address_that_no_code_can_hold_has_none() {
        assert!(leaflet(&"x".repeat(3000)).is_none());
    }
}
