//! Match left sides with right sides.

use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

use super::Seed;
use crate::text::Markdown;

/// Pairs, and right sides that belong to none.
///
/// A right side is meant by its place as authored: first those of the pairs,
/// then the extras. Right sides that say the same are one, which the first of
/// them stands for, and one may belong to several left sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// What belongs together.
    pub pairs: Vec<Pair>,
    /// Right sides that belong to none.
    pub extra: Vec<Markdown>,
}

/// What belongs together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Inline Markdown.
    pub left: Markdown,
    /// Inline Markdown.
    pub right: Markdown,
}

/// For each left side as authored, the right side chosen.
pub type Choices = Vec<Option<usize>>;

impl Match {
    /// A right side by its place as authored.
    pub fn right(&self, place: usize) -> Option<&Markdown> {
        let extra = || self.extra.get(place.checked_sub(self.pairs.len())?);
        self.pairs.get(place).map(|pair| &pair.right).or_else(extra)
    }

    /// The right sides to choose from, each text once, as authored.
    pub fn rights(&self) -> Vec<usize> {
        let all = 0..self.pairs.len() + self.extra.len();
        let is_first =
            |place: &usize| (0..*place).all(|before| self.right(before) != self.right(*place));
        all.filter(is_first).collect()
    }

    /// Whether every left side has its right side.
    pub fn accepts(&self, choices: &Choices) -> bool {
        choices.len() == self.pairs.len() && self.parts_right(choices).into_iter().all(|it| it)
    }

    /// Of each left side, whether the right side chosen is its own.
    pub fn parts_right(&self, choices: &Choices) -> Vec<bool> {
        let right = |(place, pair): (usize, &Pair)| {
            let chosen = choices.get(place).copied().flatten();
            chosen.and_then(|chosen| self.right(chosen)) == Some(&pair.right)
        };
        self.pairs.iter().enumerate().map(right).collect()
    }

    /// The chance of guessing right.
    pub fn chance(&self) -> f64 {
        let (lefts, rights) = (self.pairs.len() as u32, self.rights().len() as u32);
        let once = self.rights().len() == self.pairs.len() + self.extra.len();
        let left = |taken: u32| if once { rights.saturating_sub(taken).max(1) } else { rights };
        (0..lefts).map(|taken| 1.0 / f64::from(left(taken))).product()
    }

    /// The order in which left sides are shown.
    pub fn order(&self, seed: Seed) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.pairs.len()).collect();
        order.shuffle(&mut seed.of("left").rng());
        order
    }

    /// The order in which right sides are shown, each text once.
    pub fn rights_order(&self, seed: Seed) -> Vec<usize> {
        let mut order = self.rights();
        order.shuffle(&mut seed.of("right").rng());
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)], extra: &[&str]) -> Match {
        let text = |text: &str| Markdown(text.to_owned());
        let pair = |(left, right): &(&str, &str)| Pair { left: text(left), right: text(right) };
        let pairs = pairs.iter().map(pair).collect();
        Match { pairs, extra: extra.iter().map(|it| text(it)).collect() }
    }

    #[test]
    fn equal_right_sides_are_one() {
        let it = pairs(&[("a", "sql"), ("b", "nosql"), ("c", "sql")], &["cache"]);
        assert_eq!(it.rights(), [0, 1, 3]);
        assert!(it.accepts(&vec![Some(0), Some(1), Some(0)]));
        assert!(it.accepts(&vec![Some(2), Some(1), Some(0)]));
        assert_eq!(it.parts_right(&vec![Some(0), Some(3), None]), [true, false, false]);
        assert_eq!(it.parts_right(&vec![Some(9)]), [false, false, false]);
        assert!(!it.accepts(&vec![]));
        assert_eq!(it.rights_order(Seed(3)).len(), 3);
    }

    #[test]
    fn the_chance_counts_what_is_left_to_choose() {
        let even = pairs(&[("a", "1"), ("b", "2"), ("c", "3")], &[]);
        assert!((even.chance() - 1.0 / 6.0).abs() < 1e-9);
        let twice = pairs(&[("a", "1"), ("b", "2"), ("c", "1")], &[]);
        assert!((twice.chance() - 1.0 / 8.0).abs() < 1e-9);
    }
}
