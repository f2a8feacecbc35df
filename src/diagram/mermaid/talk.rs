//! Sequence diagrams: who says what to whom, one after the other.

mod draw;
mod read;

use super::{graph::Stroke, words::Words};
pub(super) use draw::{Told, draw};
pub(super) use read::read;

/// Messages, notes and sections of one diagram at most.
pub(super) const MAX_ROWS: usize = 400;
/// Participants of one diagram at most.
pub(super) const MAX_HEADS: usize = 40;
/// Sections in sections at most.
pub(super) const MAX_DEPTH: usize = 8;

/// A sequence diagram as it is written.
#[derive(Debug, Default)]
pub(super) struct Talk {
    pub(super) title: String,
    /// Who takes part: id and label.
    pub(super) heads: Vec<(String, Words)>,
    pub(super) rows: Vec<Row>,
}

/// What stands on one or more rows.
#[derive(Debug)]
pub(super) enum Row {
    Message(Message),
    /// Words over participants from the first to the last, or beside one.
    Note {
        from: usize,
        to: usize,
        side: Side,
        words: Words,
    },
    /// A section begins: what it is, and on what condition.
    Open {
        word: String,
        words: Words,
    },
    /// A section goes on otherwise.
    Other {
        word: String,
        words: Words,
    },
    Close,
}

#[derive(Debug)]
pub(super) struct Message {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) stroke: Stroke,
    /// Whether an arrowhead is at `from`, at `to`.
    pub(super) heads: [bool; 2],
    pub(super) words: Words,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Over,
    Left,
    Right,
}
