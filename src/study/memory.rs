//! Memory by FSRS-6: how well a thing is remembered, and when to ask again.
//!
//! The model is that of open-spaced-repetition; the `fsrs` crate computes it
//! (research.md §1). This file gives its numbers their units.

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, MemoryState};
use serde::{Deserialize, Serialize};

/// Days until recall falls to 90 %.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stability(pub f32);

/// How hard a card is, 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Difficulty(pub f32);

/// The chance of recall now, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Retrievability(pub f32);

/// The chance of recall at which a card is due, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Retention(pub f32);

/// How a recall went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// Not recalled.
    Again,
    /// With effort.
    Hard,
    /// Recalled.
    Good,
    /// At once.
    Easy,
}

/// What FSRS knows about one card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// How long it lasts.
    pub stability: Stability,
    /// How hard it is.
    pub difficulty: Difficulty,
}

/// FSRS-6 with its parameters.
#[derive(Debug)]
pub struct Model {
    fsrs: FSRS,
    retention: Retention,
}

/// No interval is longer: a hundred years.
const LONGEST: i32 = 36_500;
/// Due when recall has fallen to this.
pub const RETENTION: Retention = Retention(0.9);

impl Default for Model {
    fn default() -> Self {
        #[expect(clippy::expect_used, reason = "an invariant of the crate")]
        let fsrs = FSRS::new(&[]).expect("the default parameters are valid");
        Self { fsrs, retention: RETENTION }
    }
}

impl Model {
    /// Memory after a review, `elapsed` days of study after the one before.
    pub fn after(&self, memory: Option<Memory>, elapsed: u32, rating: Rating) -> Memory {
        let before = memory.map(MemoryState::from);
        let Ok(next) = self.fsrs.next_states(before, self.retention.0, elapsed) else {
            return memory
                .unwrap_or(Memory { stability: Stability(1.0), difficulty: Difficulty(5.0) });
        };
        let state = match rating {
            Rating::Again => next.again,
            Rating::Hard => next.hard,
            Rating::Good => next.good,
            Rating::Easy => next.easy,
        };
        state.memory.into()
    }

    /// Whole days until the card is due again, at least one.
    pub fn interval(&self, memory: Memory) -> u32 {
        let days = self.fsrs.next_interval(Some(memory.stability.0), self.retention.0, 3);
        (days.round() as i32).clamp(1, LONGEST).unsigned_abs()
    }
}

impl Memory {
    /// The chance of recall after that many days.
    pub fn retrievability(self, elapsed: u32) -> Retrievability {
        let days = u16::try_from(elapsed).unwrap_or(u16::MAX);
        let decay = FSRS6_DEFAULT_DECAY;
        Retrievability(fsrs::current_retrievability(self.into(), f32::from(days), decay))
    }
}

impl From<Memory> for MemoryState {
    fn from(memory: Memory) -> Self {
        Self { stability: memory.stability.0, difficulty: memory.difficulty.0 }
    }
}

impl From<MemoryState> for Memory {
    fn from(state: MemoryState) -> Self {
        Self { stability: Stability(state.stability), difficulty: Difficulty(state.difficulty) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_reviews_are_those_of_the_reference() {
        let model = Model::default();
        let table = [
            (Rating::Again, 0.212, 6.4133, 1),
            (Rating::Hard, 1.2931, 5.112_170_7, 1),
            (Rating::Good, 2.3065, 2.118_104, 2),
            (Rating::Easy, 8.2956, 1.0, 8),
        ];
        for (rating, stability, difficulty, days) in table {
            let memory = model.after(None, 0, rating);
            assert!((memory.stability.0 - stability).abs() < 1e-4, "{rating:?} {memory:?}");
            assert!((memory.difficulty.0 - difficulty).abs() < 1e-4, "{rating:?} {memory:?}");
            assert_eq!(model.interval(memory), days, "{rating:?}");
        }
    }

    #[test]
    fn recall_falls_to_ninety_percent_after_the_stability() {
        let memory = Memory { stability: Stability(10.0), difficulty: Difficulty(5.0) };
        assert!((memory.retrievability(10).0 - 0.9).abs() < 1e-4);
        assert!(memory.retrievability(0).0 > 0.999);
        assert!(memory.retrievability(100).0 < 0.8);
    }
}
