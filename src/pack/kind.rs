//! Kinds of questions: the keys of each, and how it is read.
//!
//! A new kind is a file beside `choice.rs` and its row here.

mod choice;

use super::{
    shape::{FACTS, Key, Shape, Thing, WORDS, needed, optional},
    sink::Sink,
    yaml::Node,
};
use crate::item::Kind;

/// One kind of question.
#[derive(Clone, Copy, Debug)]
pub struct KindOf {
    /// As it is written after `kind:`.
    pub name: &'static str,
    /// The keys that only it has.
    pub keys: &'static [Key],
    /// How a question is read that fits its tables; nothing for kinds that
    /// this version of the program does not know.
    pub(super) decode: Option<Decode>,
}

/// Reads what belongs to the kind alone, telling what does not make sense.
pub(super) type Decode = fn(&Node, Defaults, &mut Sink) -> Option<Kind>;

/// What the top of a bank says for questions of any kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Defaults {
    /// Whether what can be picked is shown in another order.
    pub shuffle: bool,
}

/// Every kind there is.
pub const KINDS: &[KindOf] = &[
    KindOf { name: "choice", keys: choice::KEYS, decode: Some(choice::decode) },
    later("order"),
    later("match"),
    later("number"),
    later("text"),
    later("cloze"),
    later("place"),
    later("recall"),
];

/// Keys of questions as templates.
pub(super) const LATER_KEYS: &[&str] = &["vars", "let", "where"];

/// The keys that questions of every kind have.
pub const QUESTION: Thing = Thing {
    noun: "question",
    keys: &[
        needed("id", Shape::Id("question"), "Stable for ever: a learner's history hangs on it."),
        optional("was", Shape::List(&Shape::Id("question")), "Ids it had before."),
        optional("kind", Shape::Kind, "What sort of question it is; `choice` if left out."),
        optional("topic", Shape::Id("topic"), "What it is about."),
        optional("domain", DOMAIN, "The domain that asks it, or one for each exam."),
        optional("difficulty", Shape::Whole(1, 3), "1 to recall, 2 to apply, 3 to analyse."),
        optional("scenario", Shape::Id("scenario"), "A situation shown with the stem."),
        needed("stem", Shape::Markdown, "The question."),
        optional("rationale", Shape::Markdown, "Why the key is the key."),
        optional("objective", Shape::Id("objective"), "The objective it is a variant of."),
        optional(
            "lesson",
            Shape::Word,
            "Where it is taught: a lesson's id or file, and `#heading`.",
        ),
        optional("sources", WORDS, "Where it can be looked up."),
        optional("facts", FACTS, "Rows of `facts.yaml` it rests on."),
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

/// A kind of a later version.
const fn later(name: &'static str) -> KindOf {
    KindOf { name, keys: &[], decode: None }
}
