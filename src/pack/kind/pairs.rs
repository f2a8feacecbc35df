//! Match left sides with right sides.

use super::{LEAST, MOST, Scope, inner, key_span, numbered, too_many, twins};
use crate::{
    item::{Kind, Match, pairs::Pair, template::Field},
    pack::{
        Code,
        shape::{Key, Shape, Thing, needed, optional},
        sink::Sink,
        take,
        validate::fits,
        yaml::Node,
    },
};

/// The keys of a match.
pub(super) const KEYS: &[Key] = &[
    needed("pairs", PAIRS, "What belongs together, two pairs or more."),
    optional("extra", EXTRA, "Right sides that belong to none."),
];

const PAIRS: Shape = Shape::Few(LEAST, MOST, &Shape::Map(&PAIR));
const EXTRA: Shape = Shape::Few(0, MOST - LEAST, &Shape::Markdown);

/// The keys of a pair.
const PAIR: Thing = Thing {
    noun: "pair",
    keys: &[
        needed("left", Shape::Markdown, "The left side, in inline Markdown."),
        needed("right", Shape::Markdown, "What belongs to it, in inline Markdown."),
    ],
};

/// Reads a match, and tells what there is to say against it.
pub(super) fn decode(node: &Node, _: &Scope, sink: &mut Sink) -> Option<Kind> {
    let pairs = take::list(node, "pairs");
    let extra = node.get("extra");
    let sound = node.get("pairs").is_some_and(|it| fits(it, &PAIRS, sink))
        && extra.is_none_or(|it| fits(it, &EXTRA, sink));
    if sound {
        check(node, pairs, take::list(node, "extra"), sink);
    }
    let pair = |pair: &Node| {
        Some(Pair { left: take::line(pair, "left")?, right: take::line(pair, "right")? })
    };
    let pairs = pairs.iter().map(pair).collect::<Option<Vec<_>>>()?;
    Some(Kind::Match(Match { pairs, extra: take::markdowns(node, "extra") }))
}

/// Tells of what makes a match unfit to be asked.
fn check(node: &Node, pairs: &[Node], extra: &[Node], sink: &mut Sink) {
    let at = key_span(node, "pairs");
    if pairs.len() < LEAST {
        sink.tell(Code::FewOptions, &at, "a match needs at least two pairs");
    }
    too_many(pairs.len() + extra.len(), "pairs, extra right sides included", &at, sink);
    twins(pairs.iter().filter_map(|pair| pair.get("left")), "left side", Code::EqualSides, sink);
    let mut rights: Vec<&Node> = Vec::new();
    for right in pairs.iter().filter_map(|pair| pair.get("right")) {
        if rights.iter().all(|it| it.text() != right.text()) {
            rights.push(right);
        }
    }
    if rights.len() == 1 && pairs.len() > 1 && extra.is_empty() {
        let message = "every right side is the same, so there is nothing to match";
        sink.tell(Code::AllCorrect, &at, message);
    }
    twins(rights.into_iter().chain(extra), "right side", Code::EqualOptions, sink);
}

/// Its texts.
pub(super) fn fields<'n, 's>(node: &'n Node<'s>) -> Vec<(Field, &'n Node<'s>)> {
    let pairs = take::list(node, "pairs");
    let sides = inner(pairs, "left", Field::Left).chain(inner(pairs, "right", Field::Right));
    sides.chain(numbered(take::list(node, "extra"), Field::Extra)).collect()
}
