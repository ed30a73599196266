//! Colour: whatever the decoder gives → 8-bit grey, RGB or RGBA in sRGB, the only space of a picture without a profile.
//!
//! The profile itself is not written out, so a wide-gamut photo (Display P3 of a phone, Adobe RGB of a camera) is
//! converted first; without that its colours would look faded. Only profiles of three primaries and three curves are
//! converted (ICC.1:2022, 8.3: "three-component matrix-based"); others are taken for sRGB.

use image::{DynamicImage, RgbImage};

/// XYZ under D50, as profiles give it, to linear sRGB (IEC 61966-2-1, adapted from D65 by the Bradford transform).
const XYZ_TO_SRGB: [[f64; 3]; 3] = [
    [3.133_856_1, -1.616_866_7, -0.490_614_6],
    [-0.978_768_4, 1.916_141_5, 0.033_454_0],
    [0.071_945_3, -0.228_991_4, 1.405_242_7],
];
/// The steps of the table from linear light to an sRGB byte: fine enough that near black no byte is passed over.
const STEPS: u16 = 16_384;
/// How far a profile's matrix may be from sRGB's, each entry, to count as sRGB.
const NEAR: f64 = 0.01;

/// Eight bits a channel; an alpha channel that is opaque throughout is dropped.
pub(super) fn to_eight_bits(picture: DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        let pixels = picture.into_rgba8();
        let opaque = pixels.as_raw().iter().skip(3).step_by(4).all(|alpha| *alpha == u8::MAX);
        let pixels = DynamicImage::ImageRgba8(pixels);
        if opaque { pixels.into_rgb8().into() } else { pixels }
    } else if picture.color().has_color() {
        picture.into_rgb8().into()
    } else {
        picture.into_luma8().into()
    }
}

/// A transparent picture laid on white.
pub(super) fn on_white(picture: &DynamicImage) -> DynamicImage {
    let pixels = picture.to_rgba8();
    let mut opaque = RgbImage::new(pixels.width(), pixels.height());
    for (from, to) in pixels.pixels().zip(opaque.pixels_mut()) {
        let [red, green, blue, alpha] = from.0;
        to.0 = [red, green, blue].map(|channel| {
            let mixed = u32::from(channel) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
        });
    }
    opaque.into()
}

/// Converts an RGB or RGBA picture of 8 bits from the space of an ICC profile to sRGB; a grey one is left as it is.
pub(super) fn to_srgb(picture: &mut DynamicImage, profile: &[u8]) {
    let Some(profile) = Profile::read(profile) else { return };
    if profile.is_srgb() {
        return;
    }
    let bytes: Vec<u8> = (0..=STEPS).map(|step| srgb_byte(f64::from(step) / f64::from(STEPS))).collect();
    let convert = |pixel: &mut [u8]| {
        let linear = profile.linear(pixel);
        for (byte, row) in pixel.iter_mut().zip(&profile.to_srgb) {
            let light = row.iter().zip(linear).map(|(factor, light)| factor * light).sum::<f64>();
            *byte = bytes.get(step(light)).copied().unwrap_or(u8::MAX);
        }
    };
    match picture {
        DynamicImage::ImageRgb8(pixels) => pixels.pixels_mut().for_each(|pixel| convert(&mut pixel.0)),
        DynamicImage::ImageRgba8(pixels) => pixels.pixels_mut().for_each(|pixel| convert(pixel.0.split_at_mut(3).0)),
        _ => {}
    }
}

/// The step of [`STEPS`] nearest to an amount of light; what lies outside sRGB goes to its border.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=STEPS before")]
fn step(light: f64) -> usize {
    (light.clamp(0.0, 1.0) * f64::from(STEPS) + 0.5) as usize
}

/// The sRGB byte of an amount of light from 0 to 1 (IEC 61966-2-1).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the encoded value lies in 0..=1")]
fn srgb_byte(light: f64) -> u8 {
    let encoded = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (encoded * 255.0 + 0.5) as u8
}

/// A matrix-based RGB profile.
struct Profile {
    /// For each channel the light of each byte, from 0 to 1.
    curves: [Vec<f64>; 3],
    /// Linear light of the profile's primaries to linear sRGB.
    to_srgb: [[f64; 3]; 3],
}

impl Profile {
    /// Reads an ICC profile; none if it is broken or of another kind.
    fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.get(16..20)? != b"RGB " || bytes.get(20..24)? != b"XYZ " {
            return None;
        }
        let primaries = [primary(bytes, "rXYZ")?, primary(bytes, "gXYZ")?, primary(bytes, "bXYZ")?];
        let curves = [curve(bytes, "rTRC")?, curve(bytes, "gTRC")?, curve(bytes, "bTRC")?];
        let to_srgb =
            XYZ_TO_SRGB.map(|row| primaries.map(|primary| row.iter().zip(primary).map(|(a, b)| a * b).sum::<f64>()));
        Some(Self { curves, to_srgb })
    }

    /// Whether it is sRGB but for rounding, as most profiles are; such a picture is left untouched.
    fn is_srgb(&self) -> bool {
        let unit = self.to_srgb.iter().enumerate().all(|(i, row)| {
            row.iter().enumerate().all(|(j, entry)| (entry - if i == j { 1.0 } else { 0.0 }).abs() < NEAR)
        });
        // Gamma 2.2 is near sRGB by light but shows in the shadows, so curves are compared by the bytes they give.
        let curve = |lights: &Vec<f64>| {
            (0..=u8::MAX).zip(lights).all(|(byte, light)| srgb_byte(light.clamp(0.0, 1.0)).abs_diff(byte) <= 1)
        };
        unit && self.curves.iter().all(curve)
    }

    /// The light of a pixel's three channels.
    fn linear(&self, pixel: &[u8]) -> [f64; 3] {
        let mut bytes = pixel.iter();
        self.curves
            .each_ref()
            .map(|curve| bytes.next().and_then(|byte| curve.get(usize::from(*byte))).copied().unwrap_or(0.0))
    }
}

/// The data of a tag of the profile (ICC.1:2022, 7.3).
fn tag<'a>(profile: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let count = usize::try_from(number(profile, 128)?).ok()?.min(100);
    let (entries, _) = profile.get(132..)?.as_chunks::<12>();
    let entry = entries.iter().take(count).find(|entry| entry.starts_with(name.as_bytes()))?;
    let (start, length) = (usize::try_from(number(entry, 4)?).ok()?, usize::try_from(number(entry, 8)?).ok()?);
    profile.get(start..start.checked_add(length)?)
}

/// The big-endian number at an offset.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|number| u32::from_be_bytes(*number))
}

/// A signed number of 16 bits before and 16 after the point (`s15Fixed16Number`).
fn fixed(bytes: &[u8], at: usize) -> Option<f64> {
    number(bytes, at).map(|number| f64::from(number.cast_signed()) / 65536.0)
}

/// A primary's XYZ.
fn primary(profile: &[u8], name: &str) -> Option<[f64; 3]> {
    let data = tag(profile, name)?.strip_prefix(b"XYZ ")?;
    Some([fixed(data, 4)?, fixed(data, 8)?, fixed(data, 12)?])
}

/// A channel's curve, evaluated for each byte (ICC.1:2022, 10.6 and 10.18).
fn curve(profile: &[u8], name: &str) -> Option<Vec<f64>> {
    let data = tag(profile, name)?;
    let encoded = (0..=u8::MAX).map(|byte| f64::from(byte) / 255.0);
    let lights: Vec<f64> = if let Some(data) = data.strip_prefix(b"para") {
        let kind = data.get(4..6)?;
        let arguments: Vec<f64> = (0..7).map_while(|index| fixed(data, 8 + 4 * index)).collect();
        let formula = parametric(kind, &arguments)?;
        encoded.map(formula).collect()
    } else {
        let data = data.strip_prefix(b"curv")?;
        let (entries, _) = data.get(8..)?.as_chunks::<2>();
        let entries = entries.get(..usize::try_from(number(data, 4)?).ok()?)?;
        let value = |index: usize| entries.get(index).map(|entry| f64::from(u16::from_be_bytes(*entry)));
        match entries.len() {
            0 => encoded.collect(),
            1 => {
                let gamma = value(0)? / 256.0;
                encoded.map(|x| x.powf(gamma)).collect()
            }
            length => (0..256usize).map_while(|byte| between(byte * (length - 1), value)).collect(),
        }
    };
    (lights.len() == 256 && lights.iter().all(|light| light.is_finite())).then_some(lights)
}

/// The value of a table at `position` ⁄ 255 between two of its entries, from 0 to 1.
fn between(position: usize, value: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    let (index, rest) = (position / 255, u8::try_from(position % 255).ok()?);
    let lower = value(index)?;
    let upper = value(index + 1).unwrap_or(lower);
    Some((lower + (upper - lower) * f64::from(rest) / 255.0) / 65535.0)
}

/// A parametric curve (ICC.1:2022, table 68), its number and arguments in the order of the table.
fn parametric(kind: &[u8], arguments: &[f64]) -> Option<impl Fn(f64) -> f64 + use<>> {
    let at = |index: usize| arguments.get(index).copied();
    let power = at(0)?;
    // Every kind is the last one with some arguments given: (factor·x + shift)^power + lift from the border upwards,
    // slope·x + foot below it.
    let (factor, shift, slope, border, lift, foot) = match kind {
        [0, 0] => (1.0, 0.0, 0.0, f64::NEG_INFINITY, 0.0, 0.0),
        [0, 1] => (at(1)?, at(2)?, 0.0, -at(2)? / at(1)?, 0.0, 0.0),
        [0, 2] => (at(1)?, at(2)?, 0.0, -at(2)? / at(1)?, at(3)?, at(3)?),
        [0, 3] => (at(1)?, at(2)?, at(3)?, at(4)?, 0.0, 0.0),
        [0, 4] => (at(1)?, at(2)?, at(3)?, at(4)?, at(5)?, at(6)?),
        _ => return None,
    };
    Some(move |x: f64| if x >= border { (factor * x + shift).powf(power) + lift } else { slope * x + foot })
}

#[cfg(test)]
mod tests;
