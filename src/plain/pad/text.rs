//! A word, as it is written.

use std::io;

use super::word;
use crate::{
    item::{Response, Text, text::is_same},
    plain::Shell,
};

/// The prompt.
pub fn prompt() -> String {
    "Your answer:".to_owned()
}

/// Reads anything but nothing.
pub fn read(line: &str) -> Result<Response, String> {
    match line.trim() {
        "" => Err("Write an answer; :skip puts it off.".to_owned()),
        typed => Ok(Response::Text(typed.to_owned())),
    }
}

/// Says what was right.
pub fn tell(text: &Text, typed: &str, shell: &mut Shell<'_>) -> io::Result<()> {
    shell.say(&format!("Your answer, {}: {typed}", word(text.accepts(typed))))?;
    if let Some(shown) = text.shown().filter(|shown| !is_same(typed, shown, text.exact)) {
        shell.say(&format!("The right answer: {shown}"))?;
    }
    shell.gap()
}
