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
    pub needed: bool,
    /// What its value must be.
    pub shape: Shape,
    /// One sentence for people.
    pub doc: &'static str,
}

/// A key that is needed.
pub(super) const fn needed(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, needed: true, shape, doc }
}

/// A key that may be left out.
pub(super) const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, needed: false, shape, doc }
}

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
            Self::Text | Self::Word | Self::Markdown | Self::Kind => "text",
            Self::Id(_) | Self::Code(_) => "an id",
            Self::Whole(..) => "a whole number",
            Self::Flag => "`true` or `false`",
            Self::Date => "a date such as `2026-11-30`",
            Self::List(_) => "a list",
            Self::Map(_) | Self::Named(..) | Self::Question => "a mapping of keys to values",
            Self::Either(one, _) => one.wanted(),
        }
    }
}
