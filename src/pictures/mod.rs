//! Pictures (stand-in).
use crate::diagnostic::Outcome;
use crate::path::SourcePath;
/// v
pub const RECIPE_VERSION: u32 = 1;
/// p
pub struct Prepared {
    /// v
    pub variants: Vec<Variant>,
}
/// v
pub struct Variant {
    /// w
    pub width: u32,
    /// h
    pub height: u32,
    /// e
    pub extension: &'static str,
    /// b
    pub bytes: Vec<u8>,
}
/// p
pub fn prepare(_file: &SourcePath, bytes: &[u8]) -> Outcome<Prepared> {
    Ok(Prepared { variants: vec![Variant { width: 800, height: 600, extension: "svg", bytes: bytes.to_vec() }] })
}
