//! Why a Mermaid source is not drawn.

use std::{fmt, ops::Range};

/// Something in a Mermaid source that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MermaidFault {
    /// Bytes of the source.
    pub span: Range<usize>,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: Misread,
}

/// What can be wrong with a Mermaid source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// Nothing is in it.
    Empty,
    /// A sort of diagram that is not drawn, such as `pie`.
    Sort(String),
    /// A statement that is not understood, from here on.
    Statement(String),
    /// A label or frame is not closed.
    Unclosed(&'static str),
    /// An `end` that ends nothing.
    StrayEnd,
    /// A connector between a subgraph and what stands in it.
    Within,
    /// More than is drawn legibly: what there is too much of.
    TooLarge(&'static str),
}

impl Misread {
    /// The fault at some bytes of a source.
    pub(super) fn at(self, source: &str, span: Range<usize>) -> MermaidFault {
        let before = source.get(..span.start).unwrap_or(source);
        MermaidFault { line: before.matches('\n').count() + 1, span, what: self }
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the block is empty"),
            Self::Sort(sort) => {
                write!(f, "`{sort}` is not drawn; flowcharts and sequence diagrams are")
            }
            Self::Statement(found) => write!(f, "`{found}` is not understood here"),
            Self::Unclosed(what) => write!(f, "{what} is not closed"),
            Self::StrayEnd => f.write_str("`end` without anything to end"),
            Self::Within => f.write_str("a connector joins a subgraph with what stands in it"),
            Self::TooLarge(what) => write!(f, "too large to be drawn: too many {what}"),
        }
    }
}

impl fmt::Display for MermaidFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}
