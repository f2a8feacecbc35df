//! What an expression can come to.

use std::{cmp::Ordering, fmt};

use super::Trouble;
use crate::item::Exact;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, exactly.
    Number(Exact),
    /// A text.
    Text(String),
    /// True or false.
    Flag(bool),
    /// Several.
    List(Vec<Self>),
}

impl Value {
    /// What its sort is called.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Flag(_) => "true or false",
            Self::List(_) => "a list",
        }
    }

    /// Whether it counts as true.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Number(number) => *number != Exact::ZERO,
            Self::Text(text) => !text.is_empty(),
            Self::Flag(flag) => *flag,
            Self::List(values) => !values.is_empty(),
        }
    }

    /// The number it is.
    pub fn number(&self) -> Result<Exact, Trouble> {
        match self {
            Self::Number(number) => Ok(*number),
            other => Err(Trouble::Sort { wanted: "a number", is: other.noun() }),
        }
    }

    /// Written so that it can be read back.
    pub fn exactly(&self) -> String {
        match self {
            Self::Number(number) => number.exactly(),
            other => other.to_string(),
        }
    }

    /// Which of two comes first.
    pub fn compare(&self, other: &Self) -> Result<Ordering, Trouble> {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Ok(one.cmp(other)),
            _ => Ok(self.number()?.cmp(&other.number()?)),
        }
    }

    /// Whether it has another in it.
    pub fn has(&self, other: &Self) -> Result<bool, Trouble> {
        match (self, other) {
            (Self::List(values), _) => Ok(values.contains(other)),
            (Self::Text(text), Self::Text(part)) => Ok(text.contains(part.as_str())),
            _ => Err(Trouble::Sort { wanted: "a list", is: self.noun() }),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Flag(flag) => flag.fmt(f),
            Self::List(values) => {
                let all: Vec<_> = values.iter().map(ToString::to_string).collect();
                f.write_str(&all.join(", "))
            }
        }
    }
}
