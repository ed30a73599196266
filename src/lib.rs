//! Xuan (宣) compiles the Markdown of a province's health campaign into one searchable static site per city.
//!
//! Start at ARCHITECTURE.md for the map of the rooms.

pub mod date;
pub mod diagnostic;
pub mod han;
pub mod load;
pub mod markdown;
pub mod path;
pub mod pictures;
