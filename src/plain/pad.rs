//! How each kind of question is asked and answered in lines.

mod choice;

use std::io;

use super::Shell;
use crate::{
    item::{Kind, Response},
    study::{Asked, Told},
};

/// Told of kinds that have no pad here yet.
const LATER: &str = "This kind of question cannot be answered in lines yet; :skip goes on.";

/// Says what can be answered.
pub fn ask(asked: &Asked, shell: &mut Shell<'_>) -> io::Result<()> {
    match &asked.item.kind {
        Kind::Choice(choice) => choice::ask(choice, &asked.order, shell),
        _ => shell.say(LATER),
    }
}

/// The prompt.
pub fn prompt(asked: &Asked) -> String {
    match &asked.item.kind {
        Kind::Choice(choice) => choice::prompt(choice),
        _ => ":skip".to_owned(),
    }
}

/// Reads an answer, or says what it lacks.
pub fn read(asked: &Asked, line: &str) -> Result<Response, String> {
    match &asked.item.kind {
        Kind::Choice(choice) => choice::read(choice, &asked.order, line),
        _ => Err(LATER.to_owned()),
    }
}

/// Says what was right, and why.
pub fn tell(asked: &Asked, told: &Told, shell: &mut Shell<'_>) -> io::Result<()> {
    match (&asked.item.kind, &told.response) {
        (Kind::Choice(choice), Response::Choice(picks)) => {
            choice::tell(choice, &asked.order, picks, shell)
        }
        _ => Ok(()),
    }
}
