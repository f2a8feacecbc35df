//! What [`layout`](super::layout) makes: lines, and what stands where on them.

use std::{fmt, ops::Range};

use super::{Clean, Line};

/// What a document is laid out for.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// Columns a line may take; 0 is taken as 1.
    pub width: u16,
    /// Draws the diagram of a path in so many columns. Where it gives nothing,
    /// or a line that is too wide, description and path are shown.
    pub embed: &'a dyn Fn(&str, u16) -> Option<Vec<Line>>,
    /// Draws code of a language in so many columns, where code that can be
    /// drawn is to be. Where it gives nothing, or a line that is too wide, the
    /// code is shown, and that it was not drawn.
    pub figure: Option<&'a Figure<'a>>,
}

/// Draws code: its language, its source and the columns there are.
pub type Figure<'a> = dyn Fn(&str, &str, u16) -> Option<Vec<Line>> + 'a;

/// A document laid out for one width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its lines; none is wider than the frame.
    pub lines: Vec<Line>,
    /// What stands on them, in reading order.
    pub places: Vec<Place>,
}

/// Something on a page that can be gone to.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What it is.
    pub what: What,
    /// Lines it takes.
    pub lines: Range<usize>,
    /// Columns it takes on them; a link may have several spots on one line.
    pub spots: Vec<Spot>,
}

/// Columns of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The line of the page.
    pub line: usize,
    /// Its columns.
    pub columns: Range<usize>,
}

/// What can be gone to.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A heading.
    Heading {
        /// From 1 to 6.
        level: u8,
        /// Its anchor.
        slug: String,
        /// Its text.
        title: Clean,
    },
    /// A link.
    Link {
        /// Where it leads, as written.
        target: String,
    },
    /// A diagram.
    Embed {
        /// Its path, as written.
        target: String,
        /// Its description.
        alt: Clean,
    },
    /// Code that is drawn.
    Figure {
        /// Its source.
        source: String,
    },
    /// A checkpoint.
    Quiz {
        /// Ids of its questions, as written.
        ids: Vec<String>,
    },
}

impl Frame<'static> {
    /// A frame in which diagrams are not drawn, and code is code.
    pub fn plain(width: u16) -> Self {
        Self { width, embed: &|_, _| None, figure: None }
    }
}

impl fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame").field("width", &self.width).finish_non_exhaustive()
    }
}
