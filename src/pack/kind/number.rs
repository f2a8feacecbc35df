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
        shape::{Form, Key, Shape, needed, optional},
        sink::Sink,
        take,
        yaml::Node,
    },
};

/// The keys of a number.
pub(super) const KEYS: &[Key] = &[
    needed("answer", Shape::Like(&ANSWER), "The number that is right."),
    optional(
        "tolerance",
        Shape::Like(&TOLERANCE),
        "How far off is still right: `5`, or `5%` of the answer.",
    )
    .or("0"),
    optional("unit", Shape::Text, "What it counts, such as `KB`; may be typed too."),
];

/// Digits with a point or an exponent, thousands apart or not.
macro_rules! digits {
    () => {
        r"([1-9][0-9]{0,2}((,[0-9]{3})+|( [0-9]{3})+)(\.[0-9]*)?|[0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?"
    };
}

/// Where values are filled in, it is seen only then what comes out.
const ANSWER: Form = Form {
    pattern: concat!(r"^\s*[-+]?\s*", digits!(), r"\s*$|\{\{"),
    least: None,
    wanted: "A number is wanted, such as 1500 or 0.25; what it counts goes under `unit`.",
};

const TOLERANCE: Form = Form {
    pattern: concat!(r"^\s*\+?\s*", digits!(), r"\s*%?\s*$|\{\{"),
    least: Some(0),
    wanted: "A number is wanted, or a percentage of the answer: 5, or 5%.",
};

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

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::{ANSWER, TOLERANCE, Tolerance, written};

    #[test]
    fn the_forms_are_what_is_read() {
        let (answer, tolerance) = (Regex::new(ANSWER.pattern), Regex::new(TOLERANCE.pattern));
        let (answer, tolerance) = (answer.unwrap(), tolerance.unwrap());
        for text in [
            "1500",
            "0.25",
            "-3",
            "+7",
            "- 3",
            "1,000",
            "1 000",
            "1,000,000.5",
            "1e3",
            "1.5E-2",
            "5.",
            ".5",
            "007",
            " 42 ",
            "0",
            "",
            ".",
            "x",
            "1,00",
            "0,125",
            "1, 000",
            "1 000,000",
            "1e",
            "e3",
            "--1",
            "+-1",
            "4 KB",
            "1/2",
            "5%",
            "5 %",
            "5%%",
            "%",
            "+5",
            "-5%",
            "1e1000",
        ] {
            assert_eq!(answer.is_match(text), written(text).is_some(), "answer {text:?}");
            let read = Tolerance::read(text).is_some();
            assert_eq!(tolerance.is_match(text), read, "tolerance {text:?}");
        }
        assert!(answer.is_match("{{ size }}") && tolerance.is_match("{{ size }}%"));
    }
}
