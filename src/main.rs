//! The thin binary of Xuan.

use std::process::ExitCode;

/// A build makes and drops millions of small values on all cores, which the allocators of the static Linux program (musl)
/// and of Windows are slow at. With glibc's, 10,000 pages took a fifth more user time.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    xuan::cli::run(std::env::args_os())
}
