//! How each kind of question is asked and answered in lines.

mod choice;
mod cloze;
mod number;
mod order;
mod pairs;
mod place;
mod recall;
mod text;

use std::io;

use super::Shell;
use crate::{
    exchange::paper,
    item::{Kind, Response},
    pack::Pack,
    study::{Asked, Told},
    text::Markdown,
};

/// Says the question: its scenario, its stem, and what can be answered.
pub fn pose(pack: &Pack, asked: &Asked, shell: &mut Shell<'_>) -> io::Result<()> {
    if let Some(scenario) = pack.scenario(&asked.item) {
        shell.markdown(scenario)?;
        shell.gap()?;
    }
    shell.markdown(&asked.item.stem)?;
    shell.gap()?;
    ask(pack, asked, shell)
}

/// Says what can be answered.
fn ask(pack: &Pack, asked: &Asked, shell: &mut Shell<'_>) -> io::Result<()> {
    match &asked.item.kind {
        Kind::Choice(it) => choice::ask(it, &asked.order, shell),
        Kind::Order(it) => order::ask(it, &asked.order, shell),
        Kind::Match(it) => pairs::ask(it, asked, shell),
        Kind::Place(it) => place::ask(pack, it, shell),
        Kind::Number(_) | Kind::Text(_) | Kind::Cloze(_) | Kind::Recall(_) => Ok(()),
    }
}

/// What is shown once the learner wants it, before the answer is given.
pub fn hidden(asked: &Asked) -> Option<&Markdown> {
    match &asked.item.kind {
        Kind::Recall(it) => Some(&it.answer),
        _ => None,
    }
}

/// The prompt; `hidden`: something is still to be shown.
pub fn prompt(asked: &Asked, hidden: bool) -> String {
    match &asked.item.kind {
        Kind::Choice(it) => choice::prompt(it),
        Kind::Order(it) => order::prompt(it),
        Kind::Match(_) => pairs::prompt(),
        Kind::Number(it) => number::prompt(it),
        Kind::Text(_) => text::prompt(),
        Kind::Cloze(it) => cloze::prompt(it),
        Kind::Place(it) => place::prompt(it),
        Kind::Recall(_) if hidden => "Recall it, then an empty line shows the answer:".to_owned(),
        Kind::Recall(_) => recall::prompt(),
    }
}

/// Reads an answer, or says what it lacks.
pub fn read(pack: &Pack, asked: &Asked, line: &str) -> Result<Response, String> {
    match &asked.item.kind {
        Kind::Choice(it) => choice::read(it, &asked.order, line),
        Kind::Order(it) => order::read(it, &asked.order, line),
        Kind::Match(it) => pairs::read(it, asked, line),
        Kind::Number(it) => number::read(it, line),
        Kind::Text(_) => text::read(line),
        Kind::Cloze(it) => cloze::read(it, line),
        Kind::Place(it) => place::read(pack, it, line),
        Kind::Recall(_) => recall::read(line),
    }
}

/// A response in words; options by their numbers.
pub fn written(asked: &Asked, response: &Response) -> String {
    let Response::Choice(picks) = response else {
        return paper::given(&asked.item.kind, response).unwrap_or_default();
    };
    let order = asked.order.iter().enumerate();
    let places = order.filter(|(_, option)| picks.contains(option));
    places.map(|(at, _)| (at + 1).to_string()).collect::<Vec<_>>().join(" ")
}

/// Says what was right, and why.
pub fn tell(pack: &Pack, asked: &Asked, told: &Told, shell: &mut Shell<'_>) -> io::Result<()> {
    match (&asked.item.kind, &told.response) {
        (Kind::Choice(it), Response::Choice(picks)) => choice::tell(it, &asked.order, picks, shell),
        (Kind::Order(it), Response::Order(arranged)) => order::tell(it, arranged, shell),
        (Kind::Match(it), Response::Match(choices)) => {
            pairs::tell(it, &asked.order, choices, shell)
        }
        (Kind::Number(it), Response::Number(number)) => number::tell(it, *number, shell),
        (Kind::Text(it), Response::Text(typed)) => text::tell(it, typed, shell),
        (Kind::Cloze(it), Response::Cloze(filled)) => cloze::tell(it, filled, shell),
        (Kind::Place(it), Response::Place(pointed)) => place::tell(pack, it, pointed, shell),
        (Kind::Recall(_), Response::Recall(said)) => recall::tell(*said, shell),
        _ => Ok(()),
    }
}

/// Numbers from 1 as they are written in a line, each once, as places from 0.
fn places(line: &str, count: usize) -> Result<Vec<usize>, String> {
    let mut places = Vec::new();
    for word in line.split(|c: char| c.is_whitespace() || c == ',').filter(|it| !it.is_empty()) {
        let place = word.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let place = place.filter(|place| *place < count);
        let place = place.ok_or_else(|| format!("`{word}` is not a number from 1 to {count}."))?;
        if places.contains(&place) {
            return Err(format!("`{word}` is there twice."));
        }
        places.push(place);
    }
    Ok(places)
}

/// Whether an answer or a part of it was right, in a word.
fn word(right: bool) -> &'static str {
    if right { "right" } else { "wrong" }
}
