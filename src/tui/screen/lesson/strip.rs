//! The strip below the text: words to find, a note being written, a link.

use super::glossary::Words;
use crate::{
    study::Mark,
    text::{self, Clean, Line, Role, Span},
    tui::{
        key::{Binding, FIELD, FIND, LINK, NOTE, SCROLL, WORD},
        widget::{field::Field, pane::Scroll},
    },
};

/// What stands below the text.
#[derive(Debug)]
pub enum Strip {
    /// Words to find, and where one was before.
    Find(Field, Scroll),
    /// A note, on what, and what that is called.
    Note(Field, Mark, Clean),
    /// A link that leads out of the pack.
    Link(String),
    /// Words of the glossary.
    Word(Words),
}

impl Strip {
    /// Whether a field has the keys.
    pub fn is_typing(&self) -> bool {
        matches!(self, Self::Find(..) | Self::Note(..))
    }

    /// The keys in force.
    pub fn keys(&self) -> Vec<&'static [Binding]> {
        match self {
            Self::Find(..) => vec![FIND, FIELD],
            Self::Note(..) => vec![NOTE, FIELD],
            Self::Link(_) => vec![LINK],
            Self::Word(_) => vec![WORD, SCROLL],
        }
    }

    /// Its lines; `told` is how the search stands.
    pub fn lines(&self, told: &str, width: u16) -> Vec<Line> {
        let rule = Line::new(&"─".repeat(width.into()), Role::Faint);
        let rest = match self {
            Self::Find(field, _) => {
                let told =
                    if field.text().is_empty() { String::new() } else { format!("  {told}") };
                let told = Span::new(&told, Role::Faint);
                field.rows(&[Span::new("Find: ", Role::Accent)], &[told], width)
            }
            Self::Note(field, _, title) => {
                let head = Span::new("Your note on ", Role::Accent);
                let title = Span { text: title.clone(), look: Role::Accent.into() };
                let head = text::fold(&Line(vec![head, title]), width);
                head.into_iter().chain(field.rows(&[], &[], width)).collect()
            }
            Self::Link(target) => {
                let head = text::wrap("This leads out of the pack:", Role::Accent, width);
                let target = text::fold(&Line::new(target, Role::Link), width);
                head.into_iter().chain(target).collect()
            }
            Self::Word(words) => words.lines(),
        };
        [rule].into_iter().chain(rest).collect()
    }
}
