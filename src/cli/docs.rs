//! What the tables of keys and verbs say, for people and shells.

use clap::CommandFactory;

use super::{Error, args::Args, output::Output};
use crate::tui::CONTEXTS;

/// All keys.
pub fn keys(output: &mut Output) -> Result<u8, Error> {
    for (index, context) in CONTEXTS.iter().enumerate() {
        if index > 0 {
            output.line("")?;
        }
        output.line(context.name)?;
        for binding in context.bindings.iter().filter(|binding| !binding.about.is_empty()) {
            output.line(&format!("  {:<14} {}", binding.keys_shown(), binding.about))?;
        }
    }
    Ok(0)
}

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
