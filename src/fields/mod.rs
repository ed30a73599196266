//! Fields: front-matter trees → typed values. Each field is read one by one from a tree that knows its places, so that
//! all mistakes of a file are told at once.
//!
//! Start at [`story::read`] for a story's front matter and at [`config::read`] for the configuration. [`directory`] holds
//! the names that a story may refer to; [`reader`] is what every field is read with.

pub mod config;
mod desk;
pub mod directory;
pub mod keys;
pub mod kind;
mod kinds;
pub mod matter;
pub(crate) mod names;
pub mod reader;
pub mod spanned;
pub mod story;
