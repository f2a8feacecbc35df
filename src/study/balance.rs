//! Even days: within the range of days that fuzz allows, a review rather falls on
//! a day on which less is due. What was drawn is kept with the answer, so that a
//! card still follows from its own answers alone, whatever becomes of the others.

use std::collections::HashMap;

use rand::RngExt;

use super::{
    card::{Card, CardKey},
    memory::{Rating, window},
    progress::Progress,
    time::{Day, Moment},
};
use crate::item::Seed;

/// The card after a review now, and what was drawn for the day it comes back;
/// nothing where there is no choice. The same as long as nothing else is answered,
/// so that what is told before an answer holds after it.
pub fn reviewed(
    progress: &Progress,
    key: &CardKey,
    now: Moment,
    rating: Rating,
) -> (Card, Option<u32>) {
    let wanted = &progress.goals.scheduling;
    let before = progress.cards.get(key).copied();
    let card = Card::reviewed(before, &progress.model, now, rating).scheduled(wanted);
    let Some(days) = window(card.memory.lasts(wanted.retention())) else { return (card, None) };
    let today = now.day();
    let load = load(
        progress,
        key,
        today.plus(i64::from(*days.start()))..=today.plus(i64::from(*days.end())),
    );
    let shares: Vec<(u64, f64)> = days
        .map(|it| today.plus(i64::from(it)))
        .map(|day| {
            let share = wanted.share(day);
            let others = load.get(&day).copied().unwrap_or(0);
            (u64::from(share), f64::from(share) / f64::from(1 + others).powi(4))
        })
        .collect();
    let drawn = drawn(&shares, Seed(u64::from(card.reviews)).of(&key.to_string()));
    (Card { drawn, ..card }.scheduled(wanted), drawn)
}

/// Cards due on each of some days, but for this one.
fn load(
    progress: &Progress,
    key: &CardKey,
    days: std::ops::RangeInclusive<Day>,
) -> HashMap<Day, u32> {
    let mut load = HashMap::new();
    for (_, card) in progress.cards.iter().filter(|(other, _)| *other != key) {
        let day = card.due_day();
        if days.contains(&day) {
            *load.entry(day).or_default() += 1;
        }
    }
    load
}

/// Draws a day by its weight; told as the number by which [`super::memory::fuzzed`]
/// finds it: its place, or, if there are easy days, where its share begins.
fn drawn(shares: &[(u64, f64)], seed: Seed) -> Option<u32> {
    let all: f64 = shares.iter().map(|(_, weight)| weight).sum();
    let mut left = seed.rng().random::<f64>() * all;
    let are_even = shares.iter().all(|(share, _)| *share == 100);
    let mut before = 0;
    for (share, weight) in shares {
        if left < *weight {
            return u32::try_from(before).ok();
        }
        left -= weight;
        before += if are_even { 1 } else { *share };
    }
    None
}
