//! How fast a learner usually answers (research.md §2).

use std::collections::VecDeque;

use super::time::Millis;

/// An answer's time against the learner's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// Clearly faster than usual.
    Quick,
    /// As usual, or nothing is known yet.
    Usual,
    /// Clearly slower than usual.
    Slow,
}

/// The learner's latest times, as ln(milliseconds a word).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pace(VecDeque<f64>);

/// Answers that must be timed before any is called quick or slow.
const ENOUGH: usize = 20;
/// The latest answers that count.
const KEPT: usize = 200;
/// Longer than this and the learner was elsewhere.
pub const IDLE: Millis = Millis(90_000);
/// Nobody's times are more even than this; keeps the yardstick from shrinking to nothing.
const LEAST_SPREAD: f64 = 0.1;

impl Pace {
    /// Adds an answer, the latest last.
    pub fn add(&mut self, took: Millis, words: u32) {
        self.0.push_back(log_per_word(took, words));
        if self.0.len() > KEPT {
            self.0.pop_front();
        }
    }

    /// How an answer's time compares: one spread (MAD) from the median.
    pub fn speed(&self, took: Millis, words: u32) -> Speed {
        if self.0.len() < ENOUGH {
            return if took >= IDLE { Speed::Slow } else { Speed::Usual };
        }
        let median = middle(self.0.iter().copied());
        let spread = middle(self.0.iter().map(|time| (time - median).abs())).max(LEAST_SPREAD);
        match (log_per_word(took, words) - median) / spread {
            z if z < -1.0 => Speed::Quick,
            z if z > 1.0 => Speed::Slow,
            _ => Speed::Usual,
        }
    }
}

fn log_per_word(took: Millis, words: u32) -> f64 {
    let took = took.0.clamp(1, IDLE.0) as i32;
    (f64::from(took) / f64::from(words.max(1))).ln()
}

/// The median; 0 of nothing.
fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_quick_before_twenty_timed_answers() {
        let mut pace = Pace::default();
        for n in 0..20 {
            assert_eq!(pace.speed(Millis(10), 60), Speed::Usual, "after {n}");
            pace.add(Millis(20_000 + n * 500), 60);
        }
        assert_eq!(pace.speed(Millis(5_000), 60), Speed::Quick);
        assert_eq!(pace.speed(Millis(25_000), 60), Speed::Usual);
        assert_eq!(pace.speed(Millis(80_000), 60), Speed::Slow);
    }

    #[test]
    fn a_long_question_may_take_longer() {
        let mut pace = Pace::default();
        (0..40).for_each(|n| pace.add(Millis(10_000 + n * 200), 40));
        assert_eq!(pace.speed(Millis(42_000), 120), Speed::Usual);
        assert_eq!(pace.speed(Millis(42_000), 40), Speed::Slow);
    }
}
