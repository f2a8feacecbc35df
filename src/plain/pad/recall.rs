//! How well it was recalled, by number.

use std::io;

use crate::{
    item::{Recalled, Response},
    plain::Shell,
};

/// The prompt.
pub fn prompt() -> String {
    "How well did you recall it? 1 again, 2 hard, 3 good, 4 easy:".to_owned()
}

/// Reads a number from 1 to 4.
pub fn read(line: &str) -> Result<Response, String> {
    let said = line.parse().ok().and_then(Recalled::numbered).map(Response::Recall);
    said.ok_or_else(|| "Write 1 for again, 2 for hard, 3 for good or 4 for easy.".to_owned())
}

/// Says what was said.
pub fn tell(said: Recalled, shell: &mut Shell<'_>) -> io::Result<()> {
    shell.say(&format!("You said: {}.", said.word()))?;
    shell.gap()
}
