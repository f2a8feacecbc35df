//! Memory by FSRS-6: how well a thing is remembered, and when to ask again.
//!
//! The model is that of open-spaced-repetition; the `fsrs` crate computes it
//! (research.md §1). This file gives its numbers their units.

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, MemoryState};
use serde::{Deserialize, Serialize};

use crate::item::Seed;

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
    decay: f32,
}

/// No interval is longer: a hundred years.
const LONGEST: i32 = 36_500;
/// Due when recall has fallen to this.
pub const RETENTION: Retention = Retention(0.9);

impl Default for Model {
    fn default() -> Self {
        #[expect(clippy::expect_used, reason = "an invariant of the crate")]
        let fsrs = FSRS::new(&[]).expect("the default parameters are valid");
        Self { fsrs, retention: RETENTION, decay: FSRS6_DEFAULT_DECAY }
    }
}

impl Model {
    /// With 21 parameters; nothing if they are no such.
    pub fn with(parameters: &[f32]) -> Option<Self> {
        let decay = parameters.get(20).copied()?;
        let fsrs = FSRS::new(parameters).ok()?;
        Some(Self { fsrs, retention: RETENTION, decay })
    }

    /// The chance of recall after that many days.
    pub fn retrievability(&self, memory: Memory, elapsed: u32) -> Retrievability {
        recall(memory, elapsed, self.decay)
    }

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
        recall(self, elapsed, FSRS6_DEFAULT_DECAY)
    }

    /// Days until recall falls to `retention`.
    pub fn lasts(self, retention: Retention) -> f32 {
        let power = -1.0 / FSRS6_DEFAULT_DECAY;
        let factor = RETENTION.0.powf(power) - 1.0;
        self.stability.0 / factor * (retention.0.powf(power) - 1.0)
    }
}

fn recall(memory: Memory, elapsed: u32, decay: f32) -> Retrievability {
    let days = u16::try_from(elapsed).unwrap_or(u16::MAX);
    Retrievability(fsrs::current_retrievability(memory.into(), f32::from(days), decay))
}

/// Whole days, so that what was learned together does not stay together: some
/// days more or less (research.md §1), drawn by `seed`. Short times stay.
pub fn fuzzed(days: f32, seed: u64) -> u32 {
    let whole = |days: f32| (days.round() as i32).clamp(1, LONGEST).unsigned_abs();
    if days < 2.5 {
        return whole(days);
    }
    let part = |from: f32, to: f32| (days.min(to) - from).max(0.0);
    let spread =
        1.0 + 0.15 * part(2.5, 7.0) + 0.1 * part(7.0, 20.0) + 0.05 * part(20.0, f32::INFINITY);
    let (least, most) = (whole(days - spread).max(2), whole(days + spread));
    least + (Seed(seed).of("fuzz").0 % u64::from(most - least + 1)) as u32
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
    fn fuzz_keeps_to_its_range_and_uses_it() {
        for (days, least, most) in
            [(1.0, 1, 1), (2.4, 2, 2), (3.0, 2, 4), (10.0, 8, 12), (40_000.0, 34_003, 36_500)]
        {
            let drawn: Vec<u32> = (0..4000).map(|seed| fuzzed(days, seed)).collect();
            let told = (drawn.iter().min().copied(), drawn.iter().max().copied());
            if days < 30_000.0 {
                assert_eq!(told, (Some(least), Some(most)), "{days}");
            }
            assert!(drawn.iter().all(|it| (least..=most).contains(it)), "{days}");
        }
    }

    #[test]
    fn a_card_lasts_longer_where_less_is_wanted() {
        let memory = Memory { stability: Stability(10.0), difficulty: Difficulty(5.0) };
        assert!((memory.lasts(RETENTION) - 10.0).abs() < 1e-3);
        for percent in [70_u8, 80, 95, 99] {
            let wanted = Retention(f32::from(percent) / 100.0);
            let days = memory.lasts(wanted);
            assert_eq!(days > 10.0, wanted.0 < 0.9, "{percent}");
            let then = memory.retrievability((days.round() as i32).unsigned_abs());
            assert!((then.0 - wanted.0).abs() < 0.03, "{percent} {then:?}");
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
