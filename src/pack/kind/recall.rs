//! Recall, then say alone how it went.

use super::Scope;
use crate::{
    item::{Kind, Recall, template::Field},
    pack::{
        shape::{Key, Shape, needed},
        sink::Sink,
        take,
        yaml::Node,
    },
};

/// The keys of a recall.
pub(super) const KEYS: &[Key] =
    &[needed("answer", Shape::Markdown, "What is to be recalled, in Markdown.")];

/// Reads a recall.
pub(super) fn decode(node: &Node, _: &Scope, _: &mut Sink) -> Option<Kind> {
    Some(Kind::Recall(Recall { answer: take::markdown(node, "answer")? }))
}

/// Its texts.
pub(super) fn fields<'n, 's>(node: &'n Node<'s>) -> Vec<(Field, &'n Node<'s>)> {
    node.get("answer").map(|node| (Field::Recall, node)).into_iter().collect()
}
