//! Recall, then say alone how it went.

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::text::Markdown;

/// Something to be recalled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recall {
    /// What was to be recalled.
    pub answer: Markdown,
}

/// How the learner says it went, seeing the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recalled {
    /// 1: not at all.
    Again,
    /// 2: with effort.
    Hard,
    /// 3: well.
    Good,
    /// 4: at once.
    Easy,
}

impl Recalled {
    /// All of them, as they are numbered from 1.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// By its number, from 1.
    pub fn numbered(number: usize) -> Option<Self> {
        Self::ALL.get(number.checked_sub(1)?).copied()
    }

    /// In the learner's words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }

    /// Nothing is graded here: the learner's own word is taken for it.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Again => Outcome::Wrong,
            Self::Hard | Self::Good | Self::Easy => Outcome::Right,
        }
    }
}
