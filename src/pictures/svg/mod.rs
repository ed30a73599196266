//! SVG: parsed strictly, written anew. What a browser gets is only what was understood here.
//!
//! Start at [`prepare`]. The [`Cleaner`] walks the document once; `rules` says what of it is kept, left out or refused,
//! `style` the same of CSS, `size` how large it is. The output has one namespace without a prefix (and `xlink`), no
//! comments, no metadata and no declaration, so that the same drawing always gives the same bytes.

mod clean;
mod rules;
mod size;
mod style;

use super::Variant;
use crate::diagnostic::catalogue::PictureMessage;
use crate::diagnostic::{Diagnostic, Outcome, Place, Span};
use crate::path::SourcePath;
use clean::Cleaner;

/// The largest file, in bytes.
const FILE_LIMIT: usize = 1_000_000;

/// The cleaned SVG with its size.
///
/// # Errors
///
/// A file that is too large, not UTF-8, not well-formed, without a size, or that could run or load anything.
pub(super) fn prepare(file: &SourcePath, bytes: &[u8]) -> Outcome<Variant> {
    let refuse = |message| Box::new(Diagnostic::at(message, Place::file(file)));
    if bytes.len() > FILE_LIMIT {
        let tenths = bytes.len().div_ceil(100_000);
        return Err(refuse(PictureMessage::SvgTooHeavy { size: format!("{}.{}", tenths / 10, tenths % 10) }));
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(refuse(PictureMessage::SvgNotUtf8 {}));
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (size, text) = Cleaner::new(text).clean().map_err(|refusal| {
        let span = Span::of_bytes(text, refusal.range.start, refusal.range.end);
        Box::new(Diagnostic::at(refusal.message, Place::new(file, span)))
    })?;
    Ok(Variant { width: size.width, height: size.height, extension: "svg", bytes: text.into_bytes() })
}

#[cfg(test)]
mod tests;
