//! The days to the exam, gone through once as chance and the plan have it.

use rand::RngExt;

use super::{
    NEAR, SLACK,
    gain::{Learner, Prospect},
};
use crate::{
    item::Seed,
    study::memory::{RETENTION, Rating},
};

/// How the days are spent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// Days to the exam.
    pub days: u32,
    /// Seconds of study a day, at most.
    pub seconds: f64,
    /// Whether gain per minute decides from the first day on.
    pub short: bool,
}

/// Where it leads.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The share recalled on the day of the exam, by weight.
    pub recall: f64,
    /// Cards never met.
    pub unseen: usize,
    /// Seconds of study a day.
    pub seconds: f64,
}

/// Recall on the day if nothing more is done.
pub fn stopped(cards: &[Prospect], days: u32) -> f64 {
    let recall = |it: &Prospect| {
        it.value * it.memory.map_or(0.0, |memory| memory.retrievability(it.elapsed + days).0)
    };
    let all: f64 = cards.iter().map(|it| it.value).sum();
    if all > 0.0 { cards.iter().map(recall).sum::<f64>() / all } else { 0.0 }
}

/// Goes through the days.
pub fn rehearse(cards: &[Prospect], learner: &Learner, way: Way, chance: Seed) -> Outcome {
    let mut rng = chance.rng();
    let mut cards = cards.to_vec();
    let mut spent = 0.0;
    for left in (1..=way.days).rev() {
        for at in day(&cards, learner, left, way) {
            let Some(card) = cards.get_mut(at) else { continue };
            let recall = card.memory.map_or(learner.known, |it| it.retrievability(card.elapsed).0);
            let right = rng.random::<f64>() < recall;
            spent += if right { learner.right } else { learner.wrong };
            *card = answered(*card, learner, right);
        }
        for card in &mut cards {
            card.elapsed += 1;
        }
    }
    let unseen = cards.iter().filter(|card| card.memory.is_none()).count();
    let days = f64::from(way.days.max(1));
    Outcome { recall: stopped(&cards, 0), unseen, seconds: spent / days }
}

/// A card after an answer; what was wrong comes again on the same day.
fn answered(card: Prospect, learner: &Learner, right: bool) -> Prospect {
    let after = |rating| learner.model.after(card.memory, card.elapsed, rating);
    let memory = if right {
        after(Rating::Good)
    } else {
        learner.model.after(Some(after(Rating::Again)), 0, Rating::Good)
    };
    Prospect { memory: Some(memory), elapsed: 0, ..card }
}

/// The cards of the day that is so many before the exam, in order.
pub fn day(cards: &[Prospect], learner: &Learner, left: u32, way: Way) -> Vec<usize> {
    if way.short || left <= NEAR {
        return learner.rank(cards, left, way.seconds);
    }
    let recall = |card: &Prospect| card.memory.map(|it| it.retrievability(card.elapsed).0);
    let all = || cards.iter().enumerate();
    let mut due: Vec<(usize, f64)> =
        all().filter_map(|(at, card)| Some(at).zip(recall(card))).collect();
    due.retain(|(_, recall)| *recall < RETENTION.0 + 1e-9);
    due.sort_by(|a, b| a.1.total_cmp(&b.1));
    let fresh: Vec<usize> =
        all().filter(|(_, card)| card.memory.is_none()).map(|(at, _)| at).collect();
    let share = share(fresh.len(), left);
    let wanted = due.into_iter().map(|(at, _)| at).chain(fresh.into_iter().take(share));
    let mut used = 0.0;
    let within = |at: &usize| {
        used += learner.seconds(cards.get(*at).into_iter());
        used <= way.seconds
    };
    wanted.take_while(within).collect()
}

/// New cards a day, so that all are met before the last days.
pub fn share(unmet: usize, left: u32) -> usize {
    let days = left.saturating_sub(NEAR + SLACK).max(1) as usize;
    unmet.div_ceil(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::memory::Model;

    const NEW: Prospect = Prospect { memory: None, elapsed: 0, value: 1.0 };

    fn learner() -> Learner {
        Learner { model: Model::default(), known: 0.5, right: 20.0, wrong: 40.0 }
    }

    fn outcome(cards: usize, days: u32, minutes: f64, short: bool) -> Outcome {
        let way = Way { days, seconds: minutes * 60.0, short };
        rehearse(&vec![NEW; cards], &learner(), way, Seed(1))
    }

    #[test]
    fn time_that_suffices_leaves_nothing_unseen() {
        let it = outcome(100, 40, 30.0, false);
        assert!(it.unseen == 0 && it.recall > 0.93, "{it:?}");
        assert!(it.seconds < 1800.0, "{it:?}");
    }

    #[test]
    fn where_time_is_short_gain_per_minute_meets_more() {
        let (plain, short) = (outcome(300, 30, 5.0, false), outcome(300, 30, 5.0, true));
        assert!(plain.unseen > 0, "{plain:?}");
        assert!(short.recall > plain.recall && short.unseen < plain.unseen, "{plain:?} {short:?}");
    }

    #[test]
    fn nothing_done_is_forgotten() {
        assert!(stopped(&[NEW; 3], 10).abs() < 1e-12);
        let memory = Some(Model::default().after(None, 0, Rating::Good));
        let met = Prospect { memory, elapsed: 2, value: 2.0 };
        assert!((stopped(&[met, NEW], 0) - 0.9 * 2.0 / 3.0).abs() < 0.02);
        assert!(stopped(&[met], 30) < stopped(&[met], 3));
    }

    #[test]
    fn new_cards_are_spread_over_the_days_before_the_last() {
        assert_eq!([share(100, 57), share(100, 17), share(3, 40)], [3, 100, 1]);
    }
}
