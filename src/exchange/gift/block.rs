//! What a GIFT file says, before it is made a question of ours.

use crate::item::Exact;

/// Something between blank lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Where it begins, from 1.
    pub line: usize,
    /// What it is.
    pub kind: Kind,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// What follows belongs to it.
    Category(String),
    /// Something asked, or said.
    Question(Box<Question>),
    /// It cannot be read, and why.
    Faulty(String),
}

/// Text, and how it is written: `moodle`, `html`, `plain` or `markdown`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// How it is written.
    pub format: String,
    /// What it says, escapes resolved.
    pub text: String,
}

/// What is said about an answer, if anything is.
pub type Feedback = Option<Piece>;

/// Something asked, or said.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// From a comment before it.
    pub id: Option<String>,
    /// From comments before it.
    pub tags: Vec<String>,
    /// Between double colons.
    pub title: Option<String>,
    /// The question, with `_____` where its answers stood amid it.
    pub stem: Piece,
    /// Whether its answers stood amid it.
    pub amid: bool,
    /// What can be answered.
    pub answers: Answers,
    /// Said whatever was answered.
    pub general: Feedback,
}

/// What can be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answers {
    /// Nothing: it is a text.
    Description,
    /// Anything: a person reads it.
    Essay,
    /// Whether it is true.
    Truth {
        /// Whether it is.
        is_true: bool,
        /// Said to who answers true.
        of_true: Feedback,
        /// Said to who answers false.
        of_false: Feedback,
    },
    /// One or more are picked.
    Pick(Vec<Choice<Piece>>),
    /// A word is typed.
    Short(Vec<Choice<Piece>>),
    /// Sides are matched.
    Match(Vec<Pair>),
    /// A number is typed; one without a sign before it stands alone.
    Number {
        /// What is right, or partly so.
        choices: Vec<Choice<Quantity>>,
        /// Whether it was written without signs.
        alone: bool,
    },
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T> {
    /// Whether an equals sign stands before it.
    pub correct: bool,
    /// What it is worth, in percent.
    pub weight: Option<f64>,
    /// The answer.
    pub what: T,
    /// Said to who gives it.
    pub feedback: Feedback,
}

/// What belongs together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Left of the arrow.
    pub left: Piece,
    /// Right of it.
    pub right: String,
}

/// A number, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Just this.
    Just(Exact),
    /// This, more or less.
    About(Exact, Exact),
    /// From one to another.
    Between(Exact, Exact),
}
