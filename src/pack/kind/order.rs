//! Put steps in order.

use super::{LEAST, MOST, Scope, key_span, numbered, too_many, twins};
use crate::{
    item::{Kind, Order, template::Field},
    pack::{
        Code,
        shape::{Key, Shape, needed, optional},
        sink::Sink,
        take,
        validate::fits,
        yaml::Node,
    },
};

/// The keys of an order.
pub(super) const KEYS: &[Key] = &[
    needed("steps", STEPS, "The steps in the right order, two or more; in inline Markdown."),
    optional("extra", EXTRA, "Steps that are to be left aside."),
];

const STEPS: Shape = Shape::Few(LEAST, MOST, &Shape::Markdown);
const EXTRA: Shape = Shape::Few(0, MOST - LEAST, &Shape::Markdown);

/// Reads an order, and tells what there is to say against it.
pub(super) fn decode(node: &Node, _: &Scope, sink: &mut Sink) -> Option<Kind> {
    let (steps, extra) = (take::list(node, "steps"), take::list(node, "extra"));
    let sound =
        |key: &str, shape, sink: &Sink| node.get(key).is_none_or(|it| fits(it, shape, sink));
    if sound("steps", &STEPS, sink) && sound("extra", &EXTRA, sink) && node.get("steps").is_some() {
        let at = key_span(node, "steps");
        if steps.len() < LEAST {
            sink.tell(Code::FewOptions, &at, "an order needs at least two steps");
        }
        too_many(steps.len() + extra.len(), "steps, extra ones included", &at, sink);
        extras(steps, extra, sink);
    }
    let steps = node.get("steps").map(|_| take::markdowns(node, "steps"))?;
    Some(Kind::Order(Order { steps, extra: take::markdowns(node, "extra") }))
}

/// Tells of extras that are a step or another extra: nobody could tell them
/// apart. Steps may come twice; then either may stand in either place.
fn extras(steps: &[Node], extra: &[Node], sink: &mut Sink) {
    let mut texts: Vec<&Node> = Vec::new();
    for step in steps {
        if texts.iter().all(|it| it.text() != step.text()) {
            texts.push(step);
        }
    }
    twins(texts.into_iter().chain(extra), "step", Code::EqualOptions, sink);
}

/// Its texts.
pub(super) fn fields<'n, 's>(node: &'n Node<'s>) -> Vec<(Field, &'n Node<'s>)> {
    let steps = numbered(take::list(node, "steps"), Field::Step);
    steps.chain(numbered(take::list(node, "extra"), Field::Extra)).collect()
}
