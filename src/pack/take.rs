//! What fits, taken from a checked tree; what does not fit was told.

use jiff::civil::Date;

use super::{single, yaml::Node};
use crate::{
    item::Id,
    text::{Clean, Markdown},
};

pub(super) fn clean(node: &Node, key: &str) -> Option<Clean> {
    node.get_text(key).map(|text| Clean::new(text.trim()))
}

pub(super) fn markdown(node: &Node, key: &str) -> Option<Markdown> {
    node.get_text(key).map(|text| Markdown(text.to_owned()))
}

pub(super) fn markdowns(node: &Node, key: &str) -> Vec<Markdown> {
    texts(node, key).map(|text| Markdown(text.trim().to_owned())).collect()
}

/// Markdown without space around it, as what stands on one line.
pub(super) fn line(node: &Node, key: &str) -> Option<Markdown> {
    node.get_text(key).map(|text| Markdown(text.trim().to_owned()))
}

pub(super) fn id<T: Id>(node: &Node, key: &str) -> Option<T> {
    node.get_text(key).and_then(T::new)
}

pub(super) fn ids<T: Id>(node: &Node, key: &str) -> Vec<T> {
    texts(node, key).filter_map(T::new).collect()
}

pub(super) fn cleans(node: &Node, key: &str) -> Vec<Clean> {
    texts(node, key).map(|text| Clean::new(text.trim())).collect()
}

pub(super) fn whole(node: &Node, key: &str) -> Option<u32> {
    node.get_text(key).and_then(single::whole)
}

pub(super) fn flag(node: &Node, key: &str) -> Option<bool> {
    node.get_text(key)?.parse().ok()
}

pub(super) fn date(node: &Node, key: &str) -> Option<Date> {
    node.get_text(key).and_then(single::date)
}

/// Nodes of the list under a key.
pub(super) fn list<'n, 's>(node: &'n Node<'s>, key: &str) -> &'n [Node<'s>] {
    node.get(key).map(Node::list).unwrap_or_default()
}

fn texts<'n>(node: &'n Node, key: &str) -> impl Iterator<Item = &'n str> {
    list(node, key).iter().filter_map(Node::text)
}
