//! The suite: what Xuan does as a whole, through its program and its library.
//!
//! [`testbed`] makes small workspaces; every other module shows one side of the behaviour.

#![allow(
    clippy::unwrap_used,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on stops, and says why"
)]
#![allow(unreachable_pub, reason = "the modules of one test binary")]

mod architecture;
mod bad_input;
mod build;
mod check;
mod faults;
mod kinds;
mod links;
mod menu;
mod pages;
mod pictures;
mod preview;
mod program;
mod sameness;
mod search;
mod session;
mod snapshots;
mod testbed;
mod twins;
