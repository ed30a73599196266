//! Xuan (宣) compiles the Markdown of a province's health campaign into one searchable static site per city.
//!
//! Start at `ARCHITECTURE.md` for the map of the rooms, then at [`pipeline::build`], which is the whole build on one page.

pub mod cache;
pub mod check;
pub mod cli;
pub mod date;
pub mod diagnostic;
pub mod digest;
pub mod edit;
pub mod fields;
pub mod han;
pub mod load;
pub mod markdown;
pub mod media;
pub mod model;
pub mod output;
pub mod path;
pub mod pictures;
pub mod pipeline;
pub mod plan;
pub mod preview;
pub mod publish;
pub mod render;
pub mod search;
