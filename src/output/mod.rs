//! Output: a stream of files → the output folder, with its manifests and its lock.
//!
//! Start at [`Destination`] (the folder, locked), then [`Release`] (one part of it, being written). What never happens
//! here, whatever kills the build:
//!
//! - half a page is seen: a changed file is written beside its place and renamed over it (`replace`);
//! - a file is removed that no manifest of ours lists, or one that the new release still holds under another case;
//! - anything is written or removed through a symbolic link (`folders`);
//! - a folder is taken that is not ours, or that holds the sources (`allowed`);
//! - a file whose bytes did not change is touched; a release that changes nothing writes nothing at all.
//!
//! The manifest is the first file that a part gets and the last that it loses, so every state that a kill can leave
//! is one that the next build accepts and mends.

mod allowed;
mod destination;
mod failure;
mod folders;
mod manifest;
mod planned;
mod release;
mod replace;
mod single;

pub use allowed::allowed;
pub use destination::Destination;
pub use manifest::{Content, Entry, MANIFEST, Manifest, State};
pub use release::{Release, Tally, Written};
pub use single::{put, take_away};

/// What every name begins with that is Xuan's own: manifest, lock, temporary files.
const OWN: &str = ".xuan-";

/// What the name of every temporary file begins with.
const TEMPORARY: &str = ".xuan-tmp-";

#[cfg(test)]
mod faults;
#[cfg(test)]
mod sequences;
#[cfg(test)]
mod testbed;
