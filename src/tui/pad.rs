//! Pads: where a response is worked out, one for each kind of question.

mod choice;
mod cloze;
mod gaps;
mod number;
mod order;
mod pairs;
mod part;
mod place;
mod recall;
mod text;
mod typed;

use std::{fmt, ops::Range};

use ratatui::layout::Position;

use super::{
    app::Model,
    key::{Binding, Msg},
};
use crate::{
    item::{Kind, Response},
    pack::Pack,
    study::{Asked, Told},
    text::Line,
};

/// What is seen, and the lines of it that should be in sight.
pub type Drawn = (Vec<Line>, Range<usize>);

/// Where a response is worked out.
pub trait Pad: fmt::Debug {
    /// The keys in force before the answer, those of the question among them.
    fn keys(&self) -> Vec<&'static [Binding]>;
    /// Whether what is pressed is typed into a field.
    fn is_typing(&self) -> bool {
        false
    }
    /// Whether it has no use for arrows, so that they scroll.
    fn leaves_arrows(&self) -> bool {
        false
    }
    /// Takes in a key.
    fn update(&mut self, msg: &Msg) -> Came;
    /// Takes in a press of the mouse, counted from the first line of what it
    /// draws below the stem in this width.
    fn click(&mut self, _at: Position, _width: u16) -> Came {
        Came::Nothing
    }
    /// The response, or what it lacks.
    fn response(&self) -> Result<Response, String>;
    /// What is chosen so far, perhaps not yet all of it.
    fn draft(&self) -> Option<Response> {
        self.response().ok()
    }
    /// Options struck out, as authored.
    fn struck(&self) -> Vec<usize> {
        Vec::new()
    }
    /// Takes up what was chosen and struck out before.
    fn restore(&mut self, _kept: Option<&Response>, _struck: &[usize]) {}
    /// The stem, where that is drawn here since it is answered in it.
    fn stem(&self, _width: u16) -> Option<Drawn> {
        None
    }
    /// What is seen of it below the stem.
    fn lines(&self, width: u16) -> Drawn;
}

/// What a key came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// To what is seen, if anything.
    Nothing,
    /// To something the learner should know.
    Notice(String),
    /// This is the answer.
    Answer,
}

/// A pad for a question.
pub fn open(model: &Model, asked: &Asked) -> Box<dyn Pad> {
    match &asked.item.kind {
        Kind::Choice(choice) => Box::new(choice::ChoicePad::new(choice, &asked.order)),
        Kind::Order(order) => Box::new(order::OrderPad::new(order, &asked.order)),
        Kind::Match(pairs) => Box::new(pairs::MatchPad::new(pairs, asked)),
        Kind::Number(number) => Box::new(number::NumberPad::new(number)),
        Kind::Text(_) => Box::new(text::TextPad::default()),
        Kind::Cloze(cloze) => Box::new(cloze::ClozePad::new(cloze)),
        Kind::Place(parts) => Box::new(place::PlacePad::new(model, parts)),
        Kind::Recall(recall) => Box::new(recall::RecallPad::new(model, &asked.item, recall)),
    }
}

/// What is to be done, where neither stem nor pad tells.
pub fn task(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Choice(it) if it.needed() > 1 => Some(format!("Choose {}.", it.needed())),
        Kind::Order(it) => Some(order::task(it)),
        Kind::Match(_) => Some("Choose a right side for each.".to_owned()),
        Kind::Place(it) => Some(place::task(it)),
        Kind::Choice(_) | Kind::Number(_) | Kind::Text(_) | Kind::Cloze(_) | Kind::Recall(_) => {
            None
        }
    }
}

/// Columns that what belongs to a question takes at least; 0 if it can be
/// wrapped to any width.
pub fn needs(pack: &Pack, asked: &Asked) -> u16 {
    let Kind::Place(parts) = &asked.item.kind else { return 0 };
    pack.diagrams.get(&parts.diagram).map_or(0, |diagram| diagram.art.width() as u16)
}

/// The stem of a question that was answered, where the answer stands in it.
pub fn told_stem(asked: &Asked, told: &Told, width: u16) -> Option<Vec<Line>> {
    match (&asked.item.kind, &told.response) {
        (Kind::Cloze(cloze), Response::Cloze(filled)) => Some(cloze::told(cloze, filled, width)),
        _ => None,
    }
}

/// What is seen of a question that was answered. Nothing if it was answered
/// when it was of another kind.
pub fn feedback(model: &Model, asked: &Asked, told: &Told, width: u16) -> Vec<Line> {
    match (&asked.item.kind, &told.response) {
        (Kind::Choice(it), Response::Choice(picks)) => {
            choice::feedback(it, &asked.order, picks, width)
        }
        (Kind::Order(it), Response::Order(arranged)) => order::feedback(it, arranged, width),
        (Kind::Match(it), Response::Match(choices)) => {
            pairs::feedback(it, &asked.order, choices, width)
        }
        (Kind::Number(it), Response::Number(number)) => number::feedback(it, *number, width),
        (Kind::Text(it), Response::Text(typed)) => text::feedback(it, typed, width),
        (Kind::Cloze(it), Response::Cloze(filled)) => cloze::feedback(it, filled, width),
        (Kind::Place(it), Response::Place(pointed)) => place::feedback(model, it, pointed, width),
        (Kind::Recall(it), Response::Recall(said)) => recall::feedback(it, *said, width),
        _ => Vec::new(),
    }
}
