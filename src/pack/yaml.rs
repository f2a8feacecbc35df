//! YAML as a tree that knows where everything stands.
//!
//! Scalars stay the text that was typed: what `no` or `1.10` means is decided
//! by what is wanted there. What could not be read is told once and stands in
//! the tree as [`Value::Broken`], so that nobody asks for it again.

mod fault;
mod lines;
mod mend;
mod place;
mod read;
mod tree;

use std::{borrow::Cow, ops::Range};

pub(super) use fault::value_starts;
pub(super) use place::Places;
pub(super) use read::read;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node<'s> {
    /// Bytes of the file. Of a list or mapping in block style, where it begins.
    pub span: Range<usize>,
    pub value: Value<'s>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'s> {
    Scalar(Scalar<'s>),
    List(Vec<Node<'s>>),
    Map(Vec<Entry<'s>>),
    /// Told already.
    Broken,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scalar<'s> {
    pub text: Cow<'s, str>,
    pub style: Style,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Nothing at all.
    Absent,
    Plain,
    Single,
    Double,
    Literal,
    Folded,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry<'s> {
    pub key: Key<'s>,
    pub value: Node<'s>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key<'s> {
    pub text: Cow<'s, str>,
    pub span: Range<usize>,
}

impl<'s> Node<'s> {
    /// Something that was told already.
    pub fn broken(span: Range<usize>) -> Self {
        Self { span, value: Value::Broken }
    }

    /// Whether nothing was written.
    pub fn is_absent(&self) -> bool {
        self.scalar().is_some_and(|scalar| scalar.style == Style::Absent)
    }

    /// Entries of a mapping.
    pub fn entries(&self) -> &[Entry<'s>] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    pub fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }

    /// Nodes of a list.
    pub fn list(&self) -> &[Self] {
        match &self.value {
            Value::List(nodes) => nodes,
            _ => &[],
        }
    }

    pub fn scalar(&self) -> Option<&Scalar<'s>> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a scalar, as typed.
    pub fn text(&self) -> Option<&str> {
        self.scalar().filter(|it| it.style != Style::Absent).map(|scalar| &*scalar.text)
    }

    /// The value of a key; of a key written twice, the first.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|entry| entry.key.text == key).map(|entry| &entry.value)
    }

    /// The text of a key.
    pub fn get_text(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// Where to point when the whole is meant: its first key or dash.
    pub fn head(&self) -> Range<usize> {
        match &self.value {
            Value::Map(entries) => {
                entries.first().map_or(self.span.clone(), |entry| entry.key.span.clone())
            }
            Value::List(_) => self.span.start..self.span.start + 1,
            _ => self.span.clone(),
        }
    }

    /// Whether a part of it could not be read, at any depth.
    pub fn is_torn(&self) -> bool {
        match &self.value {
            Value::Scalar(_) => false,
            Value::List(nodes) => nodes.iter().any(Self::is_torn),
            Value::Map(entries) => entries.iter().any(|entry| entry.value.is_torn()),
            Value::Broken => true,
        }
    }
}

impl Key<'_> {
    /// The key as if it were a value.
    pub fn scalar(&self) -> Scalar<'_> {
        Scalar { text: Cow::Borrowed(&self.text), style: Style::Plain }
    }
}

#[cfg(test)]
mod tests;
