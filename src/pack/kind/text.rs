//! Type a word.

use super::{Scope, numbered};
use crate::{
    item::{
        Kind, Text,
        template::Field,
        text::{Accept, LONGEST, Pattern, PatternFault},
    },
    pack::{
        Code,
        shape::{Key, SOME_TEXTS, Shape, either, optional},
        sink::Sink,
        take,
        validate::is_missing,
        yaml::Node,
    },
};

/// The keys of a text.
pub(super) const KEYS: &[Key] = &[
    either("accept", SOME_TEXTS, "What is right; the first is shown. This, or `pattern`."),
    either("pattern", Shape::Text, "A regular expression for the whole of what is typed."),
    optional("exact", Shape::Flag, "`true` makes case and white space count.").or("false"),
];

/// Reads a text, and tells what there is to say against it.
pub(super) fn decode(node: &Node, _: &Scope, sink: &mut Sink) -> Option<Kind> {
    let keys: Vec<&Key> = KEYS.iter().collect();
    let lacks = |key| is_missing(node, key, &keys);
    let exact = take::flag(node, "exact").unwrap_or_default();
    let accept = match (node.get("accept"), node.get("pattern")) {
        (Some(list), None) => accept(list, sink)?,
        (None, Some(at)) => Accept::Pattern(pattern(at, exact, sink)?),
        (Some(_), Some(at)) => {
            let message = "a text has `accept` or `pattern`, not both";
            sink.tell(Code::NoAnswer, &at.span, message);
            return None;
        }
        (None, None) if lacks("accept") && lacks("pattern") => {
            let message = "a text needs `accept`, a list of what is right, or `pattern`";
            sink.tell(Code::NoAnswer, &node.head(), message);
            return None;
        }
        (None, None) => return None,
    };
    Some(Kind::Text(Text { accept, exact }))
}

fn accept(list: &Node, sink: &mut Sink) -> Option<Accept> {
    if list.is_list() && list.list().is_empty() {
        sink.tell(Code::NoAnswer, &list.span, "nothing is accepted, so nothing is right");
    }
    let texts = list.list().iter().map(|node| Some(node.text()?.trim().into()));
    texts.collect::<Option<Vec<_>>>().map(Accept::OneOf)
}

fn pattern(at: &Node, exact: bool, sink: &mut Sink) -> Option<Pattern> {
    let source = at.text()?.trim();
    let fault = match Pattern::new(source, exact) {
        Ok(pattern) => return Some(pattern),
        Err(fault) => fault,
    };
    let message = match fault {
        PatternFault::Long => format!("a pattern has at most {LONGEST} characters"),
        PatternFault::Large => "this pattern stands for too much, or is nested too deeply".into(),
        PatternFault::Syntax(why) => format!("this is no regular expression: {why}"),
    };
    sink.tell(Code::BadPattern, &at.span, &message);
    None
}

/// Its texts.
pub(super) fn fields<'n, 's>(node: &'n Node<'s>) -> Vec<(Field, &'n Node<'s>)> {
    numbered(take::list(node, "accept"), Field::Accept).collect()
}
