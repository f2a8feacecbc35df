//! A question before something that is not undone by a key.

use std::io::{self, BufRead, IsTerminal, Write, stdin};

use super::Error;

/// Goes on if the learner says yes, on the terminal or by `--yes`.
pub fn sure(question: &str, yes: bool) -> Result<(), Error> {
    if yes {
        return Ok(());
    }
    if !stdin().is_terminal() {
        return Err(Error::Usage(format!(
            "{question}: say yes with --yes, since nobody can be asked here"
        )));
    }
    write!(io::stderr(), "{question} [y/N] ")?;
    let mut answer = String::new();
    stdin().lock().read_line(&mut answer)?;
    if matches!(answer.trim(), "y" | "Y" | "yes") {
        Ok(())
    } else {
        Err(Error::Usage("nothing was changed".to_owned()))
    }
}
