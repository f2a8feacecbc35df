//! What an author should mend in the art.

use std::{fmt, ops::Range};

use super::grid::MAX_COLUMNS;

/// Faults told of one drawing at most.
pub(super) const MAX_FAULTS: usize = 100;

/// Something an author should mend in the art.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Bytes of the art.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: FaultKind,
}

/// What can be wrong with art.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// A box does not close.
    OpenBox,
    /// A connector ends in nothing.
    LooseConnector,
    /// An arrowhead points at nothing.
    LooseHead,
    /// A connector stops a few cells before a box.
    ShortConnector,
    /// A connector runs into another without a junction.
    NoJunction,
    /// Another part has the same full name.
    SameName,
    /// A line is wider than art may be.
    TooWide {
        /// How wide it is.
        columns: usize,
    },
    /// The art is so large that it is not looked at.
    TooLarge,
    /// A tab.
    Tab,
    /// A mark that shares a cell with a letter.
    Combining,
    /// An emoji.
    Emoji,
    /// A line drawn with wide characters.
    WideLine,
    /// A control character or an invisible one.
    Control,
}

impl FaultKind {
    /// Every kind, for tables of codes.
    pub const ALL: [Self; 13] = [
        Self::OpenBox,
        Self::LooseConnector,
        Self::LooseHead,
        Self::ShortConnector,
        Self::NoJunction,
        Self::SameName,
        Self::TooWide { columns: 0 },
        Self::TooLarge,
        Self::Tab,
        Self::Combining,
        Self::Emoji,
        Self::WideLine,
        Self::Control,
    ];

    /// What the author can do about it.
    pub fn help(self) -> Option<&'static str> {
        Some(match self {
            Self::OpenBox => "draw all four corners and sides, each in line with the next",
            Self::LooseConnector => {
                "draw it on to the border of a box or to a junction; arrowheads are ▶ ◀ ▲ ▼ < > ^ v"
            }
            Self::LooseHead => "let the arrowhead touch the border of a box",
            Self::ShortConnector => "draw it on until it touches the border",
            Self::NoJunction => "put a junction where they meet: ├ ┤ ┬ ┴ or +",
            Self::SameName => "rename one, or put them into zones of different names",
            Self::TooWide { .. } => "shorten connectors or labels, or draw from top to bottom",
            Self::TooLarge => "divide it into several diagrams",
            Self::Tab => "use spaces: a tab is as wide as each editor likes",
            Self::Combining => "write letter and mark as one character, or leave the mark out",
            Self::Emoji => "use a word or a plain sign: terminals differ in an emoji's width",
            Self::WideLine => "draw with the narrow characters ─ │ ┌ ┐ └ ┘ or + - |",
            Self::Control => "delete it",
        })
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OpenBox => "box does not close: its border breaks off here",
            Self::LooseConnector => "connector to nowhere: it ends here in nothing",
            Self::LooseHead => "connector to nowhere: the arrowhead points at nothing",
            Self::ShortConnector => "connector stops short of a box",
            Self::NoJunction => "connector runs into another one without a junction",
            Self::SameName => "another part has the same full name",
            Self::TooWide { columns } => {
                return write!(f, "art is {columns} columns wide; it may take {MAX_COLUMNS}");
            }
            Self::TooLarge => "art is too large to be looked at",
            Self::Tab => "tab in a drawing",
            Self::Combining => "combining mark in a drawing",
            Self::Emoji => "emoji in a drawing",
            Self::WideLine => "wide character where a line is drawn",
            Self::Control => "invisible or control character in a drawing",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_says_what_and_what_to_do() {
        for what in FaultKind::ALL {
            let message = what.to_string();
            assert!(
                message.starts_with(char::is_lowercase) && !message.ends_with('.'),
                "{message}"
            );
            assert!(what.help().is_some_and(|help| help.starts_with(char::is_lowercase)));
        }
    }
}
