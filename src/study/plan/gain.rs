//! What a review is worth on the day of the exam, and what it costs
//! (research.md §3).

use crate::study::memory::{Memory, Model, Rating};

/// One card on the way to the exam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospect {
    /// What is remembered; nothing if it was never met.
    pub memory: Option<Memory>,
    /// Days since the last review.
    pub elapsed: u32,
    /// What recalling it counts for in the exam, 1 on average.
    pub value: f64,
}

/// How a learner learns and how long that takes them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learner {
    /// How memory works.
    pub model: Model,
    /// The chance that a new question is answered right.
    pub known: f64,
    /// Seconds for an answer that is right.
    pub right: f64,
    /// Seconds for one that is wrong: its reasons are read, and it comes again.
    pub wrong: f64,
}

/// What a review brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// Recall on the day of the exam, in questions of average weight.
    pub recall: f64,
    /// What it costs.
    pub seconds: f64,
}

/// Recall of a question never met, from lessons and from elsewhere.
const PRIOR: f64 = 0.2;
/// Gains below this, in recall a second, are not worth the learner's time.
const LAMBDA: f64 = 0.001;

impl Gain {
    /// Recall a second.
    pub fn score(&self) -> f64 {
        self.recall / self.seconds.max(1.0)
    }
}

impl Learner {
    /// What a review today brings, so many days before the exam.
    pub fn gain(&self, it: &Prospect, days: u32) -> Gain {
        let then = |memory: Memory| memory.retrievability(days).0;
        let after = |rating| self.model.after(it.memory, it.elapsed, rating);
        let good = then(after(Rating::Good));
        let again = then(self.model.after(Some(after(Rating::Again)), 0, Rating::Good));
        let (recall, without) = match it.memory {
            Some(memory) => {
                (memory.retrievability(it.elapsed).0, memory.retrievability(it.elapsed + days).0)
            }
            None => (self.known, PRIOR),
        };
        let expected = recall * good + (1.0 - recall) * again;
        let seconds = recall * self.right + (1.0 - recall) * self.wrong;
        Gain { recall: it.value * (expected - without), seconds }
    }

    /// The cards worth their time today, the best first, as many as the seconds
    /// allow. What was seen today waits.
    pub fn rank(&self, cards: &[Prospect], days: u32, seconds: f64) -> Vec<usize> {
        let waits = |it: &Prospect| it.memory.is_some() && it.elapsed == 0;
        let gains = cards.iter().enumerate().filter(|(_, it)| !waits(it));
        let gains = gains.map(|(at, it)| (at, self.gain(it, days)));
        let mut gains: Vec<_> = gains.filter(|(_, gain)| gain.score() >= LAMBDA).collect();
        gains.sort_by(|(_, a), (_, b)| b.score().total_cmp(&a.score()));
        let mut used = 0.0;
        let within = |(_, gain): &(usize, Gain)| {
            used += gain.seconds;
            used <= seconds
        };
        gains.into_iter().take_while(within).map(|(at, _)| at).collect()
    }

    /// Seconds that cards will take.
    pub fn seconds<'a>(&self, cards: impl Iterator<Item = &'a Prospect>) -> f64 {
        let recall = |it: &Prospect| {
            it.memory.map_or(self.known, |memory| memory.retrievability(it.elapsed).0)
        };
        cards.map(recall).map(|it| it * self.right + (1.0 - it) * self.wrong).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learner() -> Learner {
        Learner { model: Model::default(), known: 0.5, right: 20.0, wrong: 40.0 }
    }

    fn met(rating: Rating, elapsed: u32) -> Prospect {
        let memory = Some(Model::default().after(None, 0, rating));
        Prospect { memory, elapsed, value: 1.0 }
    }

    #[test]
    fn a_review_brings_what_would_else_be_forgotten() {
        let (weak, strong) = (met(Rating::Good, 5), met(Rating::Easy, 5));
        let gain = |it: &Prospect| learner().gain(it, 10).recall;
        assert!(gain(&weak) > gain(&strong) && gain(&strong) > 0.0);
        // By hand: 0.5 · R(10 | good) + 0.5 · R(10 | again, good) − 0.2.
        let new = Prospect { memory: None, elapsed: 0, value: 1.0 };
        assert!((gain(&new) - 0.4695).abs() < 1e-4, "{}", gain(&new));
    }

    #[test]
    fn the_best_come_first_within_the_time() {
        let new = Prospect { memory: None, elapsed: 0, value: 1.0 };
        let cards = [met(Rating::Easy, 1), met(Rating::Good, 9), new, met(Rating::Good, 0)];
        let ranked = learner().rank(&cards, 7, f64::INFINITY);
        assert_eq!(ranked.first(), Some(&2), "{ranked:?}");
        assert!(!ranked.contains(&3), "seen today");
        assert_eq!(learner().rank(&cards, 7, 35.0), [2]);
        let doubled = Prospect { value: 3.0, ..met(Rating::Good, 9) };
        let cards = [new, doubled];
        assert_eq!(learner().rank(&cards, 7, f64::INFINITY), [1, 0], "it counts three times");
    }
}
