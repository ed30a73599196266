//! Load: folders → sources. Decoded text, front-matter trees with true places, picture headers and hashes, theme files.

pub mod format;
pub mod source;
pub mod tree;
