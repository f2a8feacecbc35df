//! Text: Markdown to laid-out lines.
//!
//! [`parse`] reads the source once; [`layout`] wraps it to a width as often as
//! the window changes. Lines carry a [`Role`], never a colour: the theme
//! decides what a heading looks like. Whatever comes out is [`Clean`].

mod autolink;
mod clean;
mod code;
mod doc;
mod find;
mod fold;
pub mod html;
mod inline;
mod layout;
mod measure;
mod page;
mod parse;
mod row;
pub mod scan;
mod slug;
mod table;
mod wrap;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use clean::{Clean, is_forbidden};
pub use doc::Doc;
pub use find::Finder;
pub use fold::fold;
pub use layout::{layout, wrap};
pub use page::{Anchor, Figure, Frame, Page, Place, Spot, Start, What};
pub use parse::{beginning, parse};
pub use slug::Slugs;

/// Markdown as its author wrote it; only [`parse`] may look into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Markdown(pub String);

/// What a piece of text is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// A heading of a lesson.
    Heading,
    /// The one colour that draws the eye: a cursor, a part in play.
    Accent,
    /// What may be passed over: hints, rules, markers.
    Faint,
    /// Right.
    Good,
    /// Wrong.
    Bad,
    /// What asks for care without being wrong.
    Care,
    /// A link.
    Link,
    /// Code without a role of its own.
    Code,
    /// A word of the code's language.
    Keyword,
    /// A literal string in code.
    Literal,
    /// A number in code.
    Number,
    /// A comment in code.
    Comment,
    /// A type or a key in code.
    Type,
    /// A quotation.
    Quote,
    /// What a search found.
    Found,
}

/// How a piece of text looks: its role, and the marks that go with any role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Look {
    /// What it is for.
    pub role: Role,
    /// Strongly emphasised.
    pub strong: bool,
    /// Emphasised.
    pub emphasis: bool,
    /// Struck out.
    pub struck: bool,
}

/// A run of text with one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text, safe to show.
    pub text: Clean,
    /// How it looks.
    pub look: Look,
}

/// One line, as wide as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Span>);

impl From<Role> for Look {
    fn from(role: Role) -> Self {
        Self { role, ..Self::default() }
    }
}

impl Span {
    /// A run of text in a role.
    pub fn new(text: &str, look: impl Into<Look>) -> Self {
        Self { text: Clean::new(text), look: look.into() }
    }
}

impl Line {
    /// A line of one span.
    pub fn new(text: &str, look: impl Into<Look>) -> Self {
        Self(vec![Span::new(text, look)])
    }

    /// Columns it takes.
    pub fn width(&self) -> usize {
        self.0.iter().map(|span| span.text.width()).sum()
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|span| f.write_str(&span.text))
    }
}
