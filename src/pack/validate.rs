//! A tree against the tables of what may be written: tells what does not fit.
//!
//! Decoders look at a tree only after this, and take silently what fits.

use std::{ops::Range, sync::Arc};

use super::{
    Code, Diagnostic,
    near::{did_you_mean, nearest, only_near},
    shape::{Key, Need, Shape, Thing},
    single::single,
    sink::Sink,
    yaml::{Entry, Node, Style, Value},
};

/// Checks one value and what is inside it.
pub(super) fn validate(node: &Node, shape: &Shape, sink: &mut Sink) {
    match (&node.value, shape) {
        (Value::Broken, _) | (_, Shape::Question) => (),
        (Value::Scalar(_), Shape::Either(one, _)) => validate(node, one, sink),
        (_, Shape::Either(_, other)) => validate(node, other, sink),
        (Value::List(nodes), Shape::List(inner) | Shape::Few(_, _, inner)) => {
            for node in nodes {
                element(node, inner, sink);
            }
        }
        (Value::Map(_), Shape::Map(thing)) => mapping(node, thing, sink),
        (Value::Map(entries), Shape::Named(key, value)) => {
            for entry in entries {
                named(entry, key, value, sink);
            }
        }
        (Value::Scalar(scalar), shape) if is_single(shape) => {
            single(scalar, &node.span, shape, sink);
            if matches!(shape, Shape::Text | Shape::Markdown | Shape::Like(_))
                && scalar.style == Style::Plain
            {
                cut(&node.span, sink);
            }
        }
        _ => mismatch(node, shape, sink),
    }
}

/// Whether all of a value could be read and is as it must be.
pub(super) fn fits(node: &Node, shape: &Shape, sink: &Sink) -> bool {
    let mut scratch = Sink::scratch(Arc::clone(&sink.source));
    validate(node, shape, &mut scratch);
    scratch.errors == 0 && !node.is_torn()
}

/// Keys of a mapping against the table of what it may hold.
fn mapping(node: &Node, thing: &Thing, sink: &mut Sink) {
    let keys: Vec<&Key> = thing.keys.iter().collect();
    for entry in known(node, &keys, sink) {
        unknown(entry, &keys, sink);
    }
    missing(node, thing.noun, &keys, sink);
}

/// Checks the keys that are known, and gives back the others.
pub(super) fn known<'n, 's>(
    node: &'n Node<'s>,
    keys: &[&Key],
    sink: &mut Sink,
) -> Vec<&'n Entry<'s>> {
    let mut others = Vec::new();
    for entry in node.entries().iter().filter(|entry| !entry.key.text.is_empty()) {
        match keys.iter().find(|key| key.name == entry.key.text) {
            Some(key) => present(entry, &key.shape, sink),
            None => others.push(entry),
        }
    }
    others
}

/// Tells of needed keys that are not there.
pub(super) fn missing(node: &Node, noun: &str, keys: &[&Key], sink: &mut Sink) {
    let needed = keys.iter().filter(|key| key.need == Need::Must);
    for key in needed.filter(|key| is_missing(node, key.name, keys)) {
        let message = format!("{} has no `{}`", name(node, noun), key.name);
        sink.tell(Code::MissingKey, &node.head(), &message);
    }
}

/// Whether a key is not there, nor one that was likely meant to be it, nor a
/// part that cannot be read, where it may be.
pub(super) fn is_missing(node: &Node, key: &str, known: &[&Key]) -> bool {
    let unknown = |text: &str| known.iter().all(|key| key.name != text);
    !node.entries().iter().map(|entry| &*entry.key.text).any(|text| {
        text == key || text.is_empty() || unknown(text) && nearest(text, [key]).is_some()
    })
}

/// Such as "question `rds-1`", or "this option".
pub(super) fn name(node: &Node, noun: &str) -> String {
    match node.get_text("id").or(node.get_text("code")) {
        Some(id) => format!("{noun} `{id}`"),
        None => format!("this {noun}"),
    }
}

fn is_single(shape: &Shape) -> bool {
    !matches!(shape, Shape::List(_) | Shape::Few(..) | Shape::Map(_) | Shape::Named(..))
}

/// One element of a list.
fn element(node: &Node, shape: &Shape, sink: &mut Sink) {
    if node.is_absent() {
        sink.tell(Code::Empty, &dash(node, sink), "an item of this list is empty");
    } else {
        validate(node, shape, sink);
    }
}

/// The dash before an empty item.
fn dash(node: &Node, sink: &Sink) -> Range<usize> {
    let before = sink.source.text.get(..node.span.start).unwrap_or_default();
    let at = before.rfind('-').unwrap_or(node.span.start);
    at..at + 1
}

/// One entry of a mapping whose keys the author chooses.
fn named(entry: &Entry, key: &Shape, value: &Shape, sink: &mut Sink) {
    if !entry.key.text.is_empty() {
        single(&entry.key.scalar(), &entry.key.span, key, sink);
        present(entry, value, sink);
    }
}

/// The value of a key, which must have one.
fn present(entry: &Entry, shape: &Shape, sink: &mut Sink) {
    if !entry.value.is_absent() {
        return validate(&entry.value, shape, sink);
    }
    let key = &entry.key;
    let rest = sink.source.text.get(key.span.end..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let is_text = |at: &usize| line.get(at + 1..).is_some_and(|rest| !rest.starts_with([' ', '#']));
    let hash = line.find('#').filter(is_text).filter(|at| line.len() > at + 1);
    if let Some(at) = hash {
        let span = key.span.end + at..key.span.end + line.len();
        let message =
            format!("`{}` has no value: to YAML a `#` starts a comment; quote the value", key.text);
        return sink.tell(Code::NeedsQuotes, &span, &message);
    }
    sink.tell(Code::Empty, &key.span, &format!("`{}` has no value", key.text));
}

/// Tells of a key that has no meaning here.
pub(super) fn unknown(entry: &Entry, known: &[&Key], sink: &mut Sink) {
    let key = &entry.key;
    let near = did_you_mean(&key.text, known.iter().map(|key| key.name));
    let message = format!("unknown key `{}`{near}", key.text);
    if near.is_empty() {
        let known: Vec<_> = known.iter().map(|key| format!("`{}`", key.name)).collect();
        let help = format!("the keys here are {}", known.join(", "));
        sink.tell_with_help(Code::UnknownKey, &key.span, &message, &help);
    } else {
        let it = Diagnostic::new(Code::UnknownKey, &sink.source, &key.span, &message);
        let names: Vec<_> = known.iter().map(|key| key.name).collect();
        sink.push(match only_near(&key.text, &names) {
            Some(name) => it.fix(key.span.clone(), name),
            None => it,
        });
    }
}

/// A text that ends where YAML sees a comment.
fn cut(span: &Range<usize>, sink: &mut Sink) {
    let rest = sink.source.text.get(span.end..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    if line.trim_start().starts_with('#') {
        let at = span.end + line.find('#').unwrap_or_default();
        let message = "to YAML ` #` starts a comment, so the text ends before it";
        let help =
            "quote the text if this belongs to it, else put the comment on a line of its own";
        sink.tell_with_help(Code::CutText, &(at..span.end + line.len()), message, help);
    }
}

/// A list, mapping or single value in the place of another of them.
fn mismatch(node: &Node, shape: &Shape, sink: &mut Sink) {
    let wanted = shape.wanted();
    match &node.value {
        Value::Map(entries) if is_text(shape) && node.span.is_empty() => {
            let colon = entries.first().map_or(node.span.start, |entry| entry.key.span.end);
            let message = "`: ` inside a value starts a mapping; quote the value";
            sink.tell(Code::NeedsQuotes, &(colon..colon + 1), message);
        }
        Value::Map(_) | Value::List(_) if is_text(shape) && !node.span.is_empty() => {
            let start = node.span.start..node.span.start + 1;
            let sign = sink.source.text.get(start.clone()).unwrap_or("{");
            let message = format!("a value that starts with `{sign}` needs quotes");
            sink.tell(Code::NeedsQuotes, &start, &message);
        }
        Value::Map(_) => tell_type(node, "a mapping", wanted, sink),
        Value::List(_) => tell_type(node, "a list", wanted, sink),
        _ => tell_type(node, "a single value", wanted, sink),
    }
}

fn tell_type(node: &Node, is: &str, wanted: &str, sink: &mut Sink) {
    let message = format!("{wanted} is wanted here, not {is}");
    sink.tell(Code::WrongType, &node.head(), &message);
}

fn is_text(shape: &Shape) -> bool {
    matches!(shape, Shape::Text | Shape::Word | Shape::Markdown | Shape::Like(_))
}
