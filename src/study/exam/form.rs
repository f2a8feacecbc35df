//! An exam as it was drawn.

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    item::{Item, ItemId, Seed},
    study::{session::Asked, time::Millis},
};

/// How an exam is sat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// As the real one.
    #[default]
    Real,
    /// One domain.
    Section,
    /// Questions, minutes and domains of the learner's choice.
    Custom,
    /// A past form once more.
    Replay,
    /// What was wrong in past exams.
    Mistakes,
}

/// An exam as it was drawn: with its seed and the pack's version it can be
/// drawn again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// The exam's code.
    pub exam: String,
    /// How it is sat.
    pub mode: Mode,
    /// The questions, in order.
    pub questions: Vec<ItemId>,
    /// Those of them that do not count.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unscored: BTreeSet<ItemId>,
    /// Time to answer them, what was allowed beyond the usual included.
    pub time: Millis,
    /// Where chance came from: questions, order of options, values.
    pub seed: Seed,
    /// Whether the clock stands while the program does not run.
    #[serde(default)]
    pub pauses: bool,
}

impl Mode {
    /// All of them, in the order offered.
    pub const ALL: [Self; 5] =
        [Self::Real, Self::Section, Self::Custom, Self::Mistakes, Self::Replay];

    /// For the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Section => "section",
            Self::Custom => "custom",
            Self::Replay => "replay",
            Self::Mistakes => "mistakes",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Real => "Mock exam",
            Self::Section => "Section",
            Self::Custom => "Custom exam",
            Self::Replay => "The same form again",
            Self::Mistakes => "Mistakes of past exams",
        }
    }
}

impl Form {
    /// A question of this form, by the name it had then, as it is shown.
    pub fn show(&self, question: &ItemId, item: &Arc<Item>) -> Asked {
        Asked::new(item, self.seed.of(question))
    }
}
