//! The program `tripos`.

use std::process::ExitCode;

fn main() -> ExitCode {
    tripos::cli::run(std::env::args_os())
}
