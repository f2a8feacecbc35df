//! Type a number.

use super::Scope;
use crate::{
    item::{
        Exact, Kind, Number,
        number::{Tolerance, written},
        template::Field,
    },
    pack::{
        Code,
        shape::{Key, Shape, needed, optional},
        sink::Sink,
        take,
        yaml::Node,
    },
};

/// The keys of a number.
pub(super) const KEYS: &[Key] = &[
    needed("answer", Shape::Text, "The number that is right."),
    optional("tolerance", Shape::Text, "How far off is still right: `5`, or `5%` of the answer."),
    optional("unit", Shape::Text, "What it counts, such as `KB`; may be typed too."),
];

/// Reads a number, and tells what there is to say against it.
pub(super) fn decode(node: &Node, _: &Scope, sink: &mut Sink) -> Option<Kind> {
    let tolerance = tolerance(node, sink);
    let answer = answer(node, sink)?;
    Some(Kind::Number(Number { answer, tolerance: tolerance?, unit: take::clean(node, "unit") }))
}

fn answer(node: &Node, sink: &mut Sink) -> Option<Exact> {
    let at = node.get("answer")?;
    let text = at.text().filter(|text| !text.trim().is_empty())?;
    let answer = written(text);
    if answer.is_none() {
        let message = format!("`{text}` is no number; write digits, such as `1500` or `0.25`");
        let help = "what it counts goes under `unit:`";
        sink.tell_with_help(Code::NotANumber, &at.span, &message, help);
    }
    answer
}

fn tolerance(node: &Node, sink: &mut Sink) -> Option<Tolerance> {
    let Some(at) = node.get("tolerance") else { return Some(Tolerance::Absolute(Exact::ZERO)) };
    let text = at.text().filter(|text| !text.trim().is_empty())?;
    let tolerance = Tolerance::read(text);
    if tolerance.is_none() {
        let message = format!("`{text}` is no tolerance; write `5`, or `5%` of the answer");
        sink.tell(Code::BadTolerance, &at.span, &message);
    }
    tolerance
}

/// Its texts.
pub(super) fn fields<'n, 's>(node: &'n Node<'s>) -> Vec<(Field, &'n Node<'s>)> {
    let own = [(Field::Number, "answer"), (Field::Tolerance, "tolerance")];
    own.into_iter().filter_map(|(field, key)| Some((field, node.get(key)?))).collect()
}
