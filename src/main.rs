//! The thin binary of Xuan.

use std::process::ExitCode;

fn main() -> ExitCode {
    xuan::cli::run(std::env::args_os())
}
