//! Which questions come, and in what order.

use std::{
    cmp::Reverse,
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use super::{
    card::CardKey,
    progress::{Progress, Tally},
    time::{Millis, Moment},
};
use crate::item::{Difficulty, DomainId, Item, ItemId, ObjectiveId, Outcome, Seed, TopicId};

/// Questions in a session of practice when nothing else is said.
pub const PRACTICE: usize = 20;

/// What questions are wanted; nothing said means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
}

/// How a learner stands with a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Never answered.
    New,
    /// Its card is due.
    Due,
    /// Wrong the last time.
    Missed,
}

impl Filter {
    /// Whether a question is wanted.
    pub fn takes(&self, item: &Item, progress: &Progress, now: Moment) -> bool {
        fn is<T: PartialEq>(wanted: Option<&T>, is: Option<&T>) -> bool {
            wanted.is_none_or(|wanted| Some(wanted) == is)
        }
        item.kind.has_pad()
            && is(self.topic.as_ref(), item.topic.as_ref())
            && is(self.objective.as_ref(), item.objective.as_ref())
            && is(self.difficulty.as_ref(), item.difficulty.as_ref())
            && self.domain.as_ref().is_none_or(|domain| item.domain.has(domain))
            && self.kind.as_ref().is_none_or(|kind| kind == item.kind.name())
            && self.state.is_none_or(|state| state.is(item, progress, now))
            && self.only.as_ref().is_none_or(|only| only.contains(&item.id))
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
        }
    }
}

/// Questions to practise: the least answered first, variants of one card apart,
/// otherwise as chance has it.
pub fn practice(
    items: &[Arc<Item>],
    progress: &Progress,
    filter: &Filter,
    now: Moment,
    seed: Seed,
) -> Vec<Arc<Item>> {
    let mut wanted: Vec<&Arc<Item>> =
        items.iter().filter(|item| filter.takes(item, progress, now)).collect();
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
    due.into_iter().map(|(_, item)| Arc::clone(item)).collect()
}

/// Sorts variants: seen before unseen, then the one seen longest ago.
type Variant = (Reverse<bool>, Millis);

fn variant(tally: Option<&Tally>) -> Variant {
    (Reverse(tally.is_some()), tally.map_or(Millis(0), |tally| tally.seen.at))
}
