//! A number, as it is written.

use std::io;

use super::word;
use crate::{
    item::{Exact, Number, Response, number::Reading},
    plain::Shell,
};

/// The prompt.
pub fn prompt(number: &Number) -> String {
    match &number.unit {
        Some(unit) => format!("Your number, in {unit}:"),
        None => "Your number:".to_owned(),
    }
}

/// Reads a number; one that can be read in two ways is asked back.
pub fn read(number: &Number, line: &str) -> Result<Response, String> {
    match number.read(line) {
        Reading::Number(number) => Ok(Response::Number(number)),
        Reading::Ambiguous { decimal, group } => {
            Err(format!("Is that {decimal} or {group}? Write it without a comma."))
        }
        Reading::NotANumber => Err("Write a number, such as 1.5 or 1,000.".to_owned()),
    }
}

/// Says what was right.
pub fn tell(number: &Number, typed: Exact, shell: &mut Shell<'_>) -> io::Result<()> {
    let verdict = word(number.accepts(typed));
    shell.say(&format!("Your answer, {verdict}: {}", number.with_unit(typed)))?;
    if typed != number.answer {
        shell.say(&format!("The right answer: {}", number.shown()))?;
    }
    shell.gap()
}
