//! The suite: what Xuan does as a whole, through its program and its library.
//!
//! [`testbed`] makes small workspaces; every other module shows one side of the behaviour.

mod architecture;
mod bad_input;
mod build;
mod faults;
mod kinds;
mod links;
mod pictures;
mod sameness;
mod snapshots;
mod testbed;
mod twins;
