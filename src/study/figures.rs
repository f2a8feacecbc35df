//! Sums over answers, kept so that nobody has to go through the journal again.

use std::collections::BTreeMap;

use super::{
    fact::Answered,
    progress::DayTally,
    rating::Confidence,
    time::{Millis, Moment},
};

/// What answers are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Local hour, 0 to 23.
    Hour,
    /// How sure the learner said to be: 0 did not say, 1 guess, 2 think so, 3 sure.
    Sure,
    /// The first of [`TIMES`] that the time of the answer is below; their
    /// number if there is none.
    Time,
}

/// All of them, as they are numbered in the table.
pub const SORTS: [Sort; 3] = [Sort::Hour, Sort::Sure, Sort::Time];

/// Bounds of times from question to answer, in seconds.
pub const TIMES: [i64; 8] = [5, 10, 20, 30, 45, 60, 90, 120];

/// Answers, right ones and time by what they are sorted by.
pub type Figures = BTreeMap<(Sort, i64), DayTally>;

/// Where an answer counts.
pub fn keys(answered: &Answered, now: Moment) -> [(Sort, i64); 3] {
    let sure = match answered.sure {
        None => 0,
        Some(Confidence::Guess) => 1,
        Some(Confidence::ThinkSo) => 2,
        Some(Confidence::Sure) => 3,
    };
    [(Sort::Hour, now.hour()), (Sort::Sure, sure), (Sort::Time, time(answered.took))]
}

fn time(took: Millis) -> i64 {
    let seconds = took.0 / 1000;
    i64::from(TIMES.iter().filter(|bound| **bound <= seconds).count() as u32)
}

/// A first answer to a question: the only one that tells of others like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    /// Whether it was right, guessed or not.
    pub right: bool,
    /// When it was given.
    pub at: Millis,
}

/// Answers to what had been met on an earlier day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recalls {
    /// So many.
    pub asked: u32,
    /// Those of them that were remembered.
    pub kept: u32,
    /// The sum of what was foretold, in thousandths.
    pub foretold: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_fall_between_their_bounds() {
        for (millis, slot) in [(0, 0), (4_999, 0), (5_000, 1), (119_999, 7), (120_000, 8)] {
            assert_eq!(time(Millis(millis)), slot, "{millis}");
        }
    }
}
