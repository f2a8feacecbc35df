//! Pick one or more of the options.

use std::collections::BTreeSet;

use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

use super::Seed;
use crate::text::Markdown;

/// Positions of options, in the order the author wrote them.
pub type Picks = BTreeSet<usize>;

/// Options, of which one or more are right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What can be picked, as authored.
    pub options: Vec<Opt>,
    /// Whether the options may be shown in another order.
    pub shuffle: bool,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opt {
    /// Inline Markdown.
    pub text: Markdown,
    /// Part of the key?
    pub correct: bool,
    /// Why it is right or wrong.
    pub why: Option<Markdown>,
    /// Kept where it is written, as for "none of these".
    pub pin: bool,
}

impl Choice {
    /// The right picks.
    pub fn key(&self) -> Picks {
        (0..self.options.len()).filter(|index| self.options[*index].correct).collect()
    }

    /// Whether the picks are all of the key and nothing else.
    pub fn accepts(&self, picks: &Picks) -> bool {
        *picks == self.key()
    }

    /// How many options are to be picked.
    pub fn needed(&self) -> usize {
        self.options.iter().filter(|option| option.correct).count()
    }

    /// The chance of guessing right: one in C(options, needed).
    pub fn chance(&self) -> f64 {
        let (n, k) = (self.options.len() as u32, self.needed() as u32);
        (0..k).map(|i| f64::from(i + 1) / f64::from(n - i)).product()
    }

    /// The order shown: shuffled by the seed, pinned options where they are.
    pub fn order(&self, seed: Seed) -> Vec<usize> {
        let all = 0..self.options.len();
        if !self.shuffle {
            return all.collect();
        }
        let mut free: Vec<usize> = all.clone().filter(|index| !self.options[*index].pin).collect();
        free.shuffle(&mut seed.rng());
        let mut free = free.into_iter();
        all.map(|index| if self.options[index].pin { index } else { free.next().unwrap_or(index) })
            .collect()
    }
}
