//! Pads: where a response is worked out, one for each kind of question.

mod choice;

use std::{fmt, ops::Range};

use super::key::{Binding, Msg};
use crate::{
    item::{Kind, Response},
    study::{Asked, Told},
    text::Line,
};

/// Where a response is worked out.
pub trait Pad: fmt::Debug {
    /// The keys in force before the answer.
    fn keys(&self) -> &'static [Binding];
    /// Takes in a key; tells what the learner should know about it.
    fn update(&mut self, msg: &Msg) -> Option<String>;
    /// The response, or what it lacks.
    fn response(&self) -> Result<Response, String>;
    /// What is seen of it, and the lines that should be in sight.
    fn lines(&self, asked: &Asked, width: u16) -> (Vec<Line>, Range<usize>);
}

/// A pad for a question, if there is one for its kind.
pub fn open(asked: &Asked) -> Option<Box<dyn Pad>> {
    match &asked.item.kind {
        Kind::Choice(choice) => Some(Box::new(choice::ChoicePad::new(choice, &asked.order))),
        _ => None,
    }
}

/// What is seen of a question that was answered.
pub fn feedback(asked: &Asked, told: &Told, width: u16) -> Vec<Line> {
    match (&asked.item.kind, &told.response) {
        (Kind::Choice(choice), Response::Choice(picks)) => {
            choice::feedback(choice, &asked.order, picks, width)
        }
        _ => Vec::new(),
    }
}
