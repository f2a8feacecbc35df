//! One line of text before it gets its margin.

use std::ops::Range;

use super::{Clean, Line, Look, Role, Span, inline::Link};

/// A line and the links on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub line: Line,
    /// Links on it, and the columns they take.
    pub links: Vec<(Link, Range<usize>)>,
    /// Whether it goes on with a word or a line of code that was too long.
    pub continued: bool,
    /// Columns of signs before the text.
    pub lead: usize,
}

impl Row {
    /// A row of one look.
    pub fn new(text: &str, look: impl Into<Look>) -> Self {
        Self { line: Line::new(text, look), ..Self::default() }
    }

    /// Adds blanks.
    pub fn pad(&mut self, columns: usize) {
        if columns > 0 {
            self.line.0.push(Span { text: Clean::blank(columns), look: Role::Body.into() });
        }
    }

    /// Adds another row, which starts at a column.
    pub fn join(&mut self, row: Self, column: usize) {
        self.line.0.extend(row.line.0);
        let shift = |(link, at): (Link, Range<usize>)| (link, at.start + column..at.end + column);
        self.links.extend(row.links.into_iter().map(shift));
    }

    /// Remembers a link; tells the width back.
    pub fn link(&mut self, link: Option<Link>, column: usize, width: usize) -> usize {
        match (link, self.links.last_mut()) {
            (Some(link), Some((last, at))) if *last == link && at.end == column => at.end += width,
            (Some(link), _) => self.links.push((link, column..column + width)),
            (None, _) => {}
        }
        width
    }
}
