//! Put steps in order.

use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

use super::Seed;
use crate::text::Markdown;

/// Steps, and pieces that are none.
///
/// A piece is meant by its place as authored: first the steps, then the extras.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// In the right order.
    pub steps: Vec<Markdown>,
    /// To be left aside.
    pub extra: Vec<Markdown>,
}

impl Order {
    /// What can be arranged, as authored.
    pub fn pieces(&self) -> impl Iterator<Item = &Markdown> {
        self.steps.iter().chain(&self.extra)
    }

    /// A piece by its place as authored.
    pub fn piece(&self, place: usize) -> Option<&Markdown> {
        self.steps.get(place).or_else(|| self.extra.get(place.checked_sub(self.steps.len())?))
    }

    /// Whether all steps stand in order, and nothing else does.
    pub fn accepts(&self, arranged: &[usize]) -> bool {
        arranged.len() == self.steps.len() && self.parts_right(arranged).into_iter().all(|it| it)
    }

    /// Of each arranged piece, whether it stands where it belongs. Steps that
    /// say the same are the same.
    pub fn parts_right(&self, arranged: &[usize]) -> Vec<bool> {
        let right = |(place, piece): (usize, &usize)| {
            let piece = self.piece(*piece);
            piece.is_some() && piece == self.steps.get(place)
        };
        arranged.iter().enumerate().map(right).collect()
    }

    /// The chance of guessing right, knowing how many steps there are.
    pub fn chance(&self) -> f64 {
        let (all, steps) = (self.pieces().count() as u32, self.steps.len() as u32);
        (0..steps).map(|taken| 1.0 / f64::from(all - taken)).product()
    }

    /// The order shown: shuffled by the seed, and never the right one where
    /// there is another.
    pub fn order(&self, seed: Seed) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.pieces().count()).collect();
        order.shuffle(&mut seed.rng());
        // Equal steps may make every turn a right one; then let it be.
        for _ in 0..order.len() {
            if order.get(..self.steps.len()).is_some_and(|steps| self.accepts(steps)) {
                order.rotate_left(1);
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(steps: &[&str], extra: &[&str]) -> Order {
        let texts = |all: &[&str]| all.iter().map(|text| Markdown((*text).to_owned())).collect();
        Order { steps: texts(steps), extra: texts(extra) }
    }

    #[test]
    fn right_is_every_step_in_order_and_no_extra() {
        let it = order(&["a", "b", "a"], &["x"]);
        for arranged in [vec![0, 1, 2], vec![2, 1, 0]] {
            assert!(it.accepts(&arranged), "{arranged:?}");
        }
        for arranged in
            [vec![], vec![0, 1], vec![0, 2, 1], vec![0, 1, 2, 3], vec![0, 1, 3], vec![0, 1, 9]]
        {
            assert!(!it.accepts(&arranged), "{arranged:?}");
        }
        assert_eq!(it.parts_right(&[0, 3, 2, 1]), [true, false, true, false]);
    }

    #[test]
    fn the_order_shown_has_all_pieces_and_does_not_tell() {
        for it in [order(&["a", "b"], &[]), order(&["a", "b", "c"], &["x", "y"])] {
            for seed in 0..200 {
                let shown = it.order(Seed(seed));
                let mut all = shown.clone();
                all.sort_unstable();
                assert!(all.into_iter().eq(0..it.pieces().count()));
                assert!(!it.accepts(&shown[..it.steps.len()]));
            }
        }
        assert_eq!(order(&["a", "a"], &[]).order(Seed(1)).len(), 2);
        assert!((order(&["a", "b", "c"], &[]).chance() - 1.0 / 6.0).abs() < 1e-9);
    }
}
