//! Which questions come, and in what order.

use std::{
    cmp::Reverse,
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    card::{Card, CardKey},
    goal::{Mix, Today},
    progress::{Progress, Tally},
    time::{Day, Millis, Moment},
};
use crate::{
    item::{Difficulty, DomainId, Item, ItemId, ObjectiveId, Outcome, ScenarioId, Seed, TopicId},
    pack::Pack,
};

/// Questions in a session of practice when nothing else is said.
pub const PRACTICE: usize = 20;

/// What questions are wanted; nothing said means all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Filter {
    /// About this.
    pub topic: Option<TopicId>,
    /// In this domain of any exam.
    pub domain: Option<DomainId>,
    /// Variants of this objective.
    pub objective: Option<ObjectiveId>,
    /// Of this kind, by name.
    pub kind: Option<String>,
    /// As hard as this.
    pub difficulty: Option<Difficulty>,
    /// In this state.
    pub state: Option<State>,
    /// Just these.
    pub only: Option<Vec<ItemId>>,
    /// In what order they come in practice.
    pub order: Sorting,
}

/// In what order questions come in practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sorting {
    /// The least answered first, variants of one card apart, else by chance.
    #[default]
    Mixed,
    /// What was wrong the last time, then what is least likely to be known.
    Weakest,
    /// What was seen longest ago.
    Oldest,
    /// As the pack has them; just these: as they were named.
    Written,
}

/// How a learner stands with a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Never answered.
    New,
    /// Its card is due.
    Due,
    /// Wrong the last time.
    Missed,
    /// Right the last time, by a guess.
    Guessed,
    /// Flagged.
    Flagged,
    /// Bookmarked.
    Bookmarked,
    /// Left out of everything else.
    Suspended,
    /// Its card is forgotten over and over, left out or not.
    Leech,
}

impl Filter {
    /// Whether a question is wanted.
    pub fn takes(&self, item: &Item, progress: &Progress, now: Moment) -> bool {
        fn is<T: PartialEq>(wanted: Option<&T>, is: Option<&T>) -> bool {
            wanted.is_none_or(|wanted| Some(wanted) == is)
        }
        is(self.topic.as_ref(), item.topic.as_ref())
            && is(self.objective.as_ref(), item.objective.as_ref())
            && is(self.difficulty.as_ref(), item.difficulty.as_ref())
            && self.domain.as_ref().is_none_or(|domain| item.domain.has(domain))
            && self.kind.as_ref().is_none_or(|kind| kind == item.content.kind_name())
            && self.state.is_none_or(|state| state.is(item, progress, now))
            && self.only.as_ref().is_none_or(|only| only.contains(&item.id))
            && (self.only.is_some()
                || self.state == Some(State::Suspended)
                || self.state == Some(State::Leech) && !progress.marks.is_buried(item, now.day())
                || !progress.marks.is_out(item, now.day()))
    }
}

impl State {
    fn is(self, item: &Item, progress: &Progress, now: Moment) -> bool {
        let tally = progress.tallies.get(&item.id);
        match self {
            Self::New => tally.is_none(),
            Self::Due => {
                progress.cards.get(&CardKey::of(item)).is_some_and(|card| card.is_due(now))
            }
            Self::Missed => tally.is_some_and(|tally| tally.last == Outcome::Wrong),
            Self::Guessed => tally.is_some_and(|tally| tally.guessed),
            Self::Flagged => progress.marks.is_flagged(item),
            Self::Bookmarked => progress.marks.is_bookmarked(item),
            Self::Suspended => progress.marks.is_suspended(item),
            Self::Leech => progress.cards.get(&CardKey::of(item)).is_some_and(Card::is_leech),
        }
    }
}

/// Questions to practise, in the order asked for.
pub fn practice(
    items: &[Arc<Item>],
    progress: &Progress,
    filter: &Filter,
    now: Moment,
    seed: Seed,
) -> Vec<Arc<Item>> {
    let mut wanted: Vec<&Arc<Item>> =
        items.iter().filter(|item| filter.takes(item, progress, now)).collect();
    let tally = |item: &Item| progress.tallies.get(&item.id);
    match filter.order {
        Sorting::Mixed => return mixed(wanted, progress, seed),
        Sorting::Weakest => wanted.sort_by(|a, b| {
            let (a, b) = (weakness(a, progress, now), weakness(b, progress, now));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        }),
        Sorting::Oldest => {
            wanted.sort_by_key(|item| tally(item).map_or(Millis(i64::MAX), |tally| tally.seen.at));
        }
        Sorting::Written => {
            let named = filter.only.as_deref().unwrap_or_default().iter().enumerate();
            let named: HashMap<&ItemId, usize> = named.map(|(at, id)| (id, at)).collect();
            wanted.sort_by_key(|item| named.get(&item.id).copied());
        }
    }
    wanted.into_iter().map(Arc::clone).collect()
}

/// Sorts by weakness: wrong the last time, then by the chance of recall, then
/// what was never met.
fn weakness(item: &Item, progress: &Progress, now: Moment) -> (u8, f64) {
    let card = progress.cards.get(&CardKey::of(item));
    let recall = card.map_or(1.0, |card| card.retrievability(now).0);
    match progress.tallies.get(&item.id).map(|tally| tally.last) {
        Some(Outcome::Wrong) => (0, recall),
        Some(Outcome::Right) => (1, recall),
        None => (2, recall),
    }
}

/// The least answered first, variants of one card apart, else as chance has it.
fn mixed(mut wanted: Vec<&Arc<Item>>, progress: &Progress, seed: Seed) -> Vec<Arc<Item>> {
    let answered = |item: &Item| progress.tallies.get(&item.id).map_or(0, |tally| tally.answered);
    wanted.sort_by_cached_key(|item| (answered(item), seed.of(&item.id).0));
    let mut variants: HashMap<CardKey, usize> = HashMap::new();
    let mut ranked: Vec<(u32, usize, &Arc<Item>)> = Vec::with_capacity(wanted.len());
    for item in wanted {
        let round = variants.entry(CardKey::of(item)).and_modify(|n| *n += 1).or_default();
        ranked.push((answered(item), *round, item));
    }
    ranked.sort_by_key(|(answered, round, _)| (*answered, *round));
    ranked.into_iter().map(|(_, _, item)| Arc::clone(item)).collect()
}

/// Questions to review: one for each card that is due, the longest overdue
/// first; of the variants seen before, the one seen longest ago.
pub fn review(
    items: &[Arc<Item>],
    progress: &Progress,
    filter: &Filter,
    now: Moment,
) -> Vec<Arc<Item>> {
    let mut chosen: HashMap<CardKey, (Variant, &Arc<Item>)> = HashMap::new();
    for item in items {
        let key = CardKey::of(item);
        let due = progress.cards.get(&key).is_some_and(|card| card.is_due(now));
        if !due || !filter.takes(item, progress, now) {
            continue;
        }
        let variant = variant(progress.tallies.get(&item.id));
        match chosen.entry(key) {
            Entry::Vacant(place) => _ = place.insert((variant, item)),
            Entry::Occupied(mut place) if variant < place.get().0 => {
                place.insert((variant, item));
            }
            Entry::Occupied(_) => (),
        }
    }
    let mut due: Vec<(Millis, &Arc<Item>)> = chosen
        .iter()
        .map(|(key, (_, item))| (progress.cards.get(key).map_or(now.at, |card| card.due), *item))
        .collect();
    due.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    let due = due.into_iter().map(|(_, item)| item).collect();
    let mut due = apart(due, items, progress, now);
    if let Some(most) = progress.goals.scheduling.reviews {
        due.truncate(usize::from(most).saturating_sub(reviewed_on(progress, now.day())));
    }
    due.into_iter().map(Arc::clone).collect()
}

/// What is due with today's new questions, where the learner wants them.
pub fn with_new(
    due: Vec<Arc<Item>>,
    pack: &Pack,
    progress: &Progress,
    filter: &Filter,
    now: Moment,
    seed: Seed,
) -> Vec<Arc<Item>> {
    let mix = progress.goals.scheduling.mix;
    if mix == Mix::Apart || filter.state.is_some() {
        return due;
    }
    let filter = Filter { state: Some(State::New), ..filter.clone() };
    let mut fresh = practice(&pack.items, progress, &filter, now, seed);
    fresh.truncate(Today::of(pack, progress, now).fresh);
    match mix {
        Mix::Before => [fresh, due].concat(),
        Mix::After => [due, fresh].concat(),
        Mix::Mixed | Mix::Apart => evenly(due, fresh),
    }
}

/// Puts the second between the first, as far from each other as can be.
fn evenly<T>(first: Vec<T>, second: Vec<T>) -> Vec<T> {
    let (all, few) = (first.len() + second.len(), second.len());
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    let mut next = |at: usize| {
        let is_second = (at + 1) * few / all.max(1) > at * few / all.max(1);
        if is_second { second.next() } else { first.next() }
    };
    (0..all).filter_map(&mut next).collect()
}

/// Cards known from before that were reviewed on a day.
fn reviewed_on(progress: &Progress, day: Day) -> usize {
    let cards = progress.cards.values();
    cards.filter(|card| card.reviews > 1 && card.last.day() == day).count()
}

/// Of the questions of one scenario only the first, and none where another was
/// answered today; if all that were met are due, all, one after the other.
fn apart<'a>(
    due: Vec<&'a Arc<Item>>,
    items: &'a [Arc<Item>],
    progress: &Progress,
    now: Moment,
) -> Vec<&'a Arc<Item>> {
    let mut groups: HashMap<&ScenarioId, Vec<&Arc<Item>>> = HashMap::new();
    for item in &due {
        if let Some(scenario) = &item.scenario {
            groups.entry(scenario).or_default().push(item);
        }
    }
    if groups.is_empty() {
        return due;
    }
    let mut waits: HashMap<&ScenarioId, bool> = HashMap::new();
    for item in items {
        let (Some(scenario), Some(card)) = (&item.scenario, progress.cards.get(&CardKey::of(item)))
        else {
            continue;
        };
        if !card.is_due(now) {
            *waits.entry(scenario).or_default() |= card.last.day() == now.day();
        }
    }
    let mut shown = Vec::with_capacity(due.len());
    for item in due {
        let Some(scenario) = &item.scenario else {
            shown.push(item);
            continue;
        };
        let group = groups.remove(scenario).unwrap_or_default();
        match waits.get(scenario) {
            None => shown.extend(group),
            Some(true) => (),
            Some(false) => shown.extend(group.first()),
        }
    }
    shown
}

/// Of the variants of a card the one to ask: seen before, longest ago.
pub fn oldest<'a>(variants: &[&'a Arc<Item>], progress: &Progress) -> Option<&'a Arc<Item>> {
    variants.iter().min_by_key(|item| variant(progress.tallies.get(&item.id))).copied()
}

/// Sorts variants: seen before unseen, then the one seen longest ago.
type Variant = (Reverse<bool>, Millis);

fn variant(tally: Option<&Tally>) -> Variant {
    (Reverse(tally.is_some()), tally.map_or(Millis(0), |tally| tally.seen.at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_ones_are_spread_evenly() {
        let even = |due: &str, fresh: &str| -> String {
            evenly(due.chars().collect(), fresh.chars().collect()).into_iter().collect()
        };
        for (due, fresh, mixed) in [
            ("aaaaaa", "bb", "aaabaaab"),
            ("", "bbb", "bbb"),
            ("aaa", "", "aaa"),
            ("a", "bbb", "abbb"),
            ("aa", "bb", "abab"),
        ] {
            assert_eq!(even(due, fresh), mixed, "{due} and {fresh}");
        }
    }
}
