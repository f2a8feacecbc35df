//! What may be written where: tables that feed the decoders, "did you mean"
//! and the JSON Schema.

/// The sort of a value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One line of text, as typed.
    Text,
    /// A path, an address, a version: a comment may follow it.
    Word,
    /// Markdown.
    Markdown,
    /// A text, or a number, that is written in a certain way.
    Like(&'static Form),
    /// An id, of what.
    Id(&'static str),
    /// An id that may have capitals, of what.
    Code(&'static str),
    /// A whole number, from and up to.
    Whole(u32, u32),
    /// `true` or `false`.
    Flag,
    /// `2026-11-30`.
    Date,
    /// The name of a kind of question.
    Kind,
    /// Any number of the same.
    List(&'static Self),
    /// From so many up to so many of the same.
    Few(usize, usize, &'static Self),
    /// Keys and values.
    Map(&'static Thing),
    /// Keys that the author chooses; what they name, and their values.
    Named(&'static Self, &'static Self),
    /// A single value, or a list or mapping.
    Either(&'static Self, &'static Self),
    /// A question: its keys depend on its kind, and on the defaults of its
    /// bank, which is why the bank's decoder checks it.
    Question,
}

/// How a text is written. Decoders look closer: what fits may still be too
/// large a number, or a name that is taken.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// A regular expression for the beginning to the end.
    pub pattern: &'static str,
    /// The least that a plain number may be.
    pub least: Option<i32>,
    /// What is wanted, for people.
    pub wanted: &'static str,
}

/// What can be written as a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Thing {
    /// What it is called in messages: `option`.
    pub noun: &'static str,
    /// What can stand in it.
    pub keys: &'static [Key],
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// Whether it may be left out.
    pub need: Need,
    /// What its value must be.
    pub shape: Shape,
    /// What holds if it is left out.
    pub default: Option<&'static str>,
    /// One sentence for people.
    pub doc: &'static str,
}

/// Whether a key may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may not.
    Must,
    /// With a warning.
    Should,
    /// It may.
    May,
    /// Of all keys marked so, one is written and the others are not.
    One,
    /// It may, and without that other key it must.
    With(&'static str),
}

impl Key {
    const fn new(name: &'static str, need: Need, shape: Shape, doc: &'static str) -> Self {
        Self { name, need, shape, default: None, doc }
    }

    /// What holds if it is left out.
    pub(super) const fn or(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }
}

/// A key that is needed.
pub(super) const fn needed(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key::new(name, Need::Must, shape, doc)
}

/// A key without which something teaches less.
pub(super) const fn wanted(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key::new(name, Need::Should, shape, doc)
}

/// A key that may be left out.
pub(super) const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key::new(name, Need::May, shape, doc)
}

/// A key that is needed unless another one of these is there.
pub(super) const fn either(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key::new(name, Need::One, shape, doc)
}

/// A key that is of use only beside another.
pub(super) const fn beside(
    other: &'static str,
    name: &'static str,
    shape: Shape,
    doc: &'static str,
) -> Key {
    Key::new(name, Need::With(other), shape, doc)
}

/// At least one line of text.
pub(super) const SOME_TEXTS: Shape = Shape::Few(1, usize::MAX, &Shape::Text);
/// A list of lines of text.
pub(super) const TEXTS: Shape = Shape::List(&Shape::Text);
/// A list of addresses and the like.
pub(super) const WORDS: Shape = Shape::List(&Shape::Word);
/// A list of rows of `facts.yaml`.
pub(super) const FACTS: Shape = Shape::List(&Shape::Code("fact"));

impl Shape {
    /// What is wanted, for messages.
    pub fn wanted(&self) -> &'static str {
        match self {
            Self::Text | Self::Word | Self::Markdown | Self::Like(_) | Self::Kind => "text",
            Self::Id(_) | Self::Code(_) => "an id",
            Self::Whole(..) => "a whole number",
            Self::Flag => "`true` or `false`",
            Self::Date => "a date such as `2026-11-30`",
            Self::List(_) | Self::Few(..) => "a list",
            Self::Map(_) | Self::Named(..) | Self::Question => "a mapping of keys to values",
            Self::Either(one, _) => one.wanted(),
        }
    }
}
