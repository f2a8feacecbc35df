//! What the table of verbs says, for people and shells.

use clap::CommandFactory;

use super::{Error, args::Args, output::Output};

/// Completions for a shell.
pub fn completions(shell: clap_complete::Shell, output: &mut Output) -> Result<u8, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "tripos", &mut script);
    output.stream().write_all(&script)?;
    Ok(0)
}

/// The manual page.
pub fn man(output: &mut Output) -> Result<u8, Error> {
    clap_mangen::Man::new(Args::command()).render(&mut output.stream())?;
    Ok(0)
}
