//! What is shown of a question, kept small until somebody looks.

use std::{
    ops::{Deref, DerefMut},
    sync::OnceLock,
};

use serde::{Deserialize, Serialize};

use super::{FactId, Item, Kind};
use crate::text::Markdown;

/// What is shown of a question. Whoever counts, plans or orders questions needs
/// none of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The scenario's text, where values are filled into it; otherwise it is
    /// the pack's.
    pub situation: Option<Markdown>,
    /// The question.
    pub stem: Markdown,
    /// What sort of question, with what belongs to that sort.
    pub kind: Kind,
    /// Why the key is the key.
    pub rationale: Option<Markdown>,
    /// Rows of `facts.yaml` it rests on.
    pub facts: Vec<FactId>,
}

/// A [`Content`] that takes a third of its memory until it is looked at: large
/// packs have many questions, and a session asks few.
#[derive(Clone, Debug)]
pub struct Packed {
    /// Of its kind, as it was packed.
    name: &'static str,
    /// Nothing if it was never packed, or changed since.
    bytes: Box<[u8]>,
    open: OnceLock<Box<Content>>,
}

impl Packed {
    /// Packs it, unless it is or cannot be: a compiled pattern stays as it is.
    pub fn pack(&mut self) {
        let name = self.kind_name();
        if let Some(bytes) = self.open.get().and_then(|it| postcard::to_allocvec(it).ok()) {
            *self = Self { name, bytes: bytes.into(), open: OnceLock::new() };
        }
    }

    /// Reads something in it and leaves it packed: for whoever goes through all
    /// questions.
    pub fn glance<T>(&self, read: impl FnOnce(&Content) -> T) -> T {
        match self.open.get() {
            Some(content) => read(content),
            None => read(&self.unpacked()),
        }
    }

    /// Whether it was looked at since it was packed.
    pub fn is_open(&self) -> bool {
        self.open.get().is_some()
    }

    /// The name of its kind.
    pub fn kind_name(&self) -> &'static str {
        self.open.get().map_or(self.name, |it| it.kind.name())
    }

    fn unpacked(&self) -> Content {
        let content = postcard::from_bytes(&self.bytes);
        content.unwrap_or_else(|error| unreachable!("packed by `pack`: {error}"))
    }
}

impl From<Content> for Packed {
    fn from(content: Content) -> Self {
        Self { name: content.kind.name(), bytes: Box::default(), open: Box::new(content).into() }
    }
}

impl PartialEq for Packed {
    fn eq(&self, other: &Self) -> bool {
        self.glance(|one| other.glance(|other| one == other))
    }
}

impl Deref for Packed {
    type Target = Content;

    fn deref(&self) -> &Content {
        self.open.get_or_init(|| Box::new(self.unpacked()))
    }
}

impl DerefMut for Packed {
    fn deref_mut(&mut self) -> &mut Content {
        let _ = &**self;
        self.bytes = Box::default();
        self.open.get_mut().unwrap_or_else(|| unreachable!("opened above"))
    }
}

impl Deref for Item {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.content
    }
}

impl DerefMut for Item {
    fn deref_mut(&mut self) -> &mut Content {
        &mut self.content
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::{
        Recall, Text,
        text::{Accept, Pattern},
    };

    fn content(kind: Kind) -> Content {
        let text = |text: &str| Markdown(text.to_owned());
        Content {
            situation: None,
            stem: text("What?\n\n- *this*"),
            kind,
            rationale: Some(text("Só.")),
            facts: vec![],
        }
    }

    #[test]
    fn what_is_packed_is_there_when_it_is_looked_at() {
        let content = content(Kind::Recall(Recall { answer: Markdown("That".to_owned()) }));
        let mut packed = Packed::from(content.clone());
        packed.pack();
        assert!(!packed.is_open() && packed.glance(|it| it == &content) && !packed.is_open());
        assert_eq!(packed, Packed::from(content.clone()));
        assert!(*packed == content && packed.is_open());
        packed.stem.0.push('!');
        packed.pack();
        assert_eq!(packed.stem.0, "What?\n\n- *this*!");
    }

    #[test]
    fn a_compiled_pattern_stays_as_it_is() {
        let accept = Accept::Pattern(Pattern::new("a+", false).unwrap());
        let mut packed = Packed::from(content(Kind::Text(Text { accept, exact: false })));
        packed.pack();
        assert!(packed.is_open());
    }
}
