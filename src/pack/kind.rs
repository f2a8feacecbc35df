//! Kinds of questions: the keys of each, and how it is read.
//!
//! A new kind is a file beside `choice.rs` and its row here.

mod choice;
mod cloze;
mod number;
mod order;
mod pairs;
mod place;
mod recall;
mod text;

use std::{collections::HashMap, ops::Range};

use super::{
    Code, Diagnostic,
    shape::{FACTS, Key, Shape, Thing, WORDS, beside, needed, optional, wanted},
    sink::Sink,
    template::{LET, VARS, WHERE},
    world::World,
    yaml::Node,
};
use crate::item::{Kind, template::Field};

/// One kind of question.
#[derive(Clone, Copy, Debug)]
pub struct KindOf {
    /// As it is written after `kind:`.
    pub name: &'static str,
    /// What the learner does, in a sentence.
    pub doc: &'static str,
    /// The keys that only it has.
    pub keys: &'static [Key],
    /// How a question is read that fits its tables.
    pub(super) decode: Decode,
    /// The texts of its own that values can be filled into.
    pub(super) fields: Fields,
}

/// Reads what belongs to the kind alone, telling what does not make sense.
pub(super) type Decode = fn(&Node, &Scope, &mut Sink) -> Option<Kind>;

/// Finds texts of a question, in the order they are written.
pub(super) type Fields = for<'n, 's> fn(&'n Node<'s>) -> Vec<(Field, &'n Node<'s>)>;

/// What a question is read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'w> {
    /// Whether what can be picked is shown in another order, if it does not say.
    pub shuffle: bool,
    /// What there is to refer to.
    pub world: &'w World<'w>,
    /// Whether values were filled in, so that texts are not as they are written.
    pub filled: bool,
}

/// Each text with its place among the others of its sort.
fn numbered<'n, 's>(
    nodes: &'n [Node<'s>],
    field: fn(usize) -> Field,
) -> impl Iterator<Item = (Field, &'n Node<'s>)> {
    nodes.iter().enumerate().map(move |(place, node)| (field(place), node))
}

/// Texts under a key of each of several, with their places.
fn inner<'n, 's>(
    nodes: &'n [Node<'s>],
    key: &'static str,
    field: fn(usize) -> Field,
) -> impl Iterator<Item = (Field, &'n Node<'s>)> {
    numbered(nodes, field).filter_map(move |(field, node)| Some((field, node.get(key)?)))
}

/// Every kind there is.
pub const KINDS: &[KindOf] = &[
    KindOf {
        name: "choice",
        doc: "Pick one or more of the options.",
        keys: choice::KEYS,
        decode: choice::decode,
        fields: choice::fields,
    },
    KindOf {
        name: "order",
        doc: "Put steps in order, and leave wrong ones aside.",
        keys: order::KEYS,
        decode: order::decode,
        fields: order::fields,
    },
    KindOf {
        name: "match",
        doc: "Match left sides with right sides.",
        keys: pairs::KEYS,
        decode: pairs::decode,
        fields: pairs::fields,
    },
    KindOf {
        name: "number",
        doc: "Type a number.",
        keys: number::KEYS,
        decode: number::decode,
        fields: number::fields,
    },
    KindOf {
        name: "text",
        doc: "Type a word.",
        keys: text::KEYS,
        decode: text::decode,
        fields: text::fields,
    },
    KindOf {
        name: "cloze",
        doc: "Fill gaps: `[[answer]]` in the stem, or `[[answer|another]]`.",
        keys: &[],
        decode: cloze::decode,
        fields: nothing,
    },
    KindOf {
        name: "place",
        doc: "Point at parts of a diagram.",
        keys: place::KEYS,
        decode: place::decode,
        fields: nothing,
    },
    KindOf {
        name: "recall",
        doc: "Recall, then say alone how it went; no exam asks it.",
        keys: recall::KEYS,
        decode: recall::decode,
        fields: recall::fields,
    },
];

/// Of kinds without texts of their own.
fn nothing<'n, 's>(_: &'n Node<'s>) -> Vec<(Field, &'n Node<'s>)> {
    Vec::new()
}

/// Options, pieces and pairs have letters.
const MOST: usize = 26;
/// One alone leaves nothing to choose.
const LEAST: usize = 2;

/// The keys that questions of every kind have.
pub const QUESTION: Thing = Thing {
    noun: "question",
    keys: &[
        needed("id", Shape::Id("question"), "Stable for ever: a learner's history hangs on it."),
        optional("was", Shape::List(&Shape::Id("question")), "Ids it had before."),
        optional("kind", Shape::Kind, "What the learner does; left out, what the bank says."),
        optional("topic", Shape::Id("topic"), "A topic of `pack.yaml` that it is about."),
        optional("domain", DOMAIN, "The domain that asks it, or one for each exam."),
        optional("difficulty", Shape::Whole(1, 3), "1 to recall, 2 to apply, 3 to analyse."),
        optional("scenario", Shape::Id("scenario"), "A scenario shown with the stem."),
        needed("stem", Shape::Markdown, "The question, in Markdown."),
        wanted("rationale", Shape::Markdown, "Why the key is the key, in Markdown."),
        optional("objective", Shape::Id("objective"), "The objective it is a variant of."),
        optional(
            "lesson",
            Shape::Word,
            "Where it is taught: a lesson's id or file, and `#heading`.",
        ),
        optional("sources", WORDS, "Addresses where it can be looked up."),
        optional("facts", FACTS, "Rows of `facts.yaml` it rests on."),
        optional("vars", VARS, "Values that are drawn anew each time, by name."),
        beside("vars", "let", LET, "What follows from them, by name, worked out in this order."),
        beside("vars", "where", WHERE, "What must hold, or the values are drawn again."),
    ],
};

/// A domain for every exam, or one for each.
pub(super) const DOMAIN: Shape =
    Shape::Either(&Shape::Id("domain"), &Shape::Named(&Shape::Code("exam"), &Shape::Id("domain")));

impl KindOf {
    /// The kind of a name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.name == name)
    }
}

/// Where a key is written.
pub(super) fn key_span(node: &Node, key: &str) -> Range<usize> {
    let entry = node.entries().iter().find(|entry| entry.key.text == key);
    entry.map_or_else(|| node.head(), |entry| entry.key.span.clone())
}

/// Tells of texts that say the same as one before.
fn twins<'n>(texts: impl Iterator<Item = &'n Node<'n>>, noun: &str, code: Code, sink: &mut Sink) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for node in texts {
        let words = node.text().unwrap_or_default().split_whitespace();
        let text = words.collect::<Vec<_>>().join(" ");
        let first = *seen.entry(text).or_insert(node.span.start);
        if first != node.span.start {
            let line = sink.source.position(first).line;
            let message = format!("this {noun} says the same as one before");
            let it = Diagnostic::new(code, &sink.source, &node.span, &message);
            sink.push(it.help(&format!("the first is on line {line}")));
        }
    }
}

/// Tells of more than have letters.
fn too_many(count: usize, noun: &str, at: &Range<usize>, sink: &mut Sink) {
    if count > MOST {
        sink.tell(Code::ManyOptions, at, &format!("a question has at most {MOST} {noun}"));
    }
}
