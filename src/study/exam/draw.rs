//! Forms are drawn from the blueprint of an exam.
//!
//! Questions of a scenario stand together: all of them or none. What was seen
//! least comes first, variants of one objective only when nothing else is left.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use super::share::share_out;
use crate::{
    item::{DomainId, Item, ItemId, ObjectiveId, ScenarioId, Seed},
    pack::{Exam, Pack},
    study::Progress,
    text::Clean,
};

/// What is wanted of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish<'a> {
    /// By whose blueprint.
    pub exam: &'a Exam,
    /// Questions in all.
    pub questions: u32,
    /// Those of them that do not count.
    pub unscored: u32,
    /// Only these domains; empty = all.
    pub domains: Vec<DomainId>,
    /// Only these questions; none = all.
    pub only: Option<BTreeSet<ItemId>>,
    /// Where chance comes from.
    pub seed: Seed,
    /// Whether what the learner has seen or left out does not matter, so that a
    /// class gets one form.
    pub blind: bool,
}

/// A form as it was drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draw {
    /// The questions, in order.
    pub questions: Vec<ItemId>,
    /// Those of them that do not count.
    pub unscored: BTreeSet<ItemId>,
    /// Domains in which the bank did not give what the blueprint wants.
    pub missed: Vec<Missed>,
}

/// A domain that did not come out as the blueprint wants it.
#[derive(Clone, Debug, PartialEq)]
pub struct Missed {
    /// This one.
    pub domain: Clean,
    /// Questions that count, wanted.
    pub wanted: u32,
    /// And got.
    pub got: u32,
}

/// What a bank can make up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Questions in all.
    pub questions: u32,
    /// Those of them that do not count.
    pub unscored: u32,
    /// Minutes, in proportion.
    pub minutes: u32,
}

/// What is drawn together.
struct Unit {
    items: Vec<Arc<Item>>,
    /// Questions by domain.
    counts: Vec<u32>,
}

/// Draws a form.
pub fn draw(pack: &Pack, progress: &Progress, wish: &Wish<'_>) -> Draw {
    let domains = domains(wish);
    let weights: Vec<u32> = domains.iter().map(|it| it.1).collect();
    let mut units = units(pack, progress, wish, &domains);
    let mut used = HashSet::new();
    let wanted = share_out(&weights, wish.questions.saturating_sub(wish.unscored));
    let scored = take(&mut units, &wanted, &mut used);
    let unscored = take(&mut units, &share_out(&weights, wish.unscored), &mut used);
    let ids = |units: &[Unit]| -> Vec<ItemId> {
        units.iter().flat_map(|unit| &unit.items).map(|item| item.id.clone()).collect()
    };
    let missed = missed(wish, &domains, &wanted, &scored);
    let unscored_ids = ids(&unscored).into_iter().collect();
    let mut units: Vec<Unit> = scored.into_iter().chain(unscored).collect();
    let place = wish.seed.of("places");
    units.sort_by_cached_key(|unit| unit.items.first().map(|item| place.of(&item.id).0));
    Draw { questions: ids(&units), unscored: unscored_ids, missed }
}

/// The longest form, not longer than wanted, that the bank makes up by weight;
/// nothing if it has no question.
pub fn offer(pack: &Pack, progress: &Progress, wish: &Wish<'_>, minutes: u32) -> Option<Offer> {
    let domains = domains(wish);
    let weights: Vec<u32> = domains.iter().map(|it| it.1).collect();
    let mut there = vec![0; domains.len()];
    for unit in units(pack, progress, wish, &domains) {
        there.iter_mut().zip(&unit.counts).for_each(|(sum, count)| *sum += count);
    }
    let fits = |questions: u32| {
        let part = u64::from(wish.unscored) * u64::from(questions);
        let unscored = (part / u64::from(wish.questions.max(1))) as u32;
        let scored = share_out(&weights, questions - unscored);
        let rest = share_out(&weights, unscored);
        let enough = scored.iter().zip(&rest).zip(&there).all(|((a, b), there)| a + b <= *there);
        (enough && questions > 0).then_some(Offer {
            questions,
            unscored,
            minutes: (u64::from(minutes) * u64::from(questions))
                .div_ceil(u64::from(wish.questions.max(1))) as u32,
        })
    };
    (1..=wish.questions).rev().find_map(fits)
}

/// The domains wanted, each with its weight.
fn domains(wish: &Wish<'_>) -> Vec<(DomainId, u32)> {
    let wanted = |id: &DomainId| wish.domains.is_empty() || wish.domains.contains(id);
    let domains = wish.exam.domains.iter().filter(|it| wanted(&it.id));
    domains.map(|it| (it.id.clone(), it.weight)).collect()
}

/// Whether an exam asks a question of that kind.
pub(super) fn asks(exam: &Exam, item: &Item) -> bool {
    let name = item.content.kind_name();
    match exam.kinds.as_slice() {
        [] => name != "recall",
        kinds => kinds.iter().any(|it| **it == *name),
    }
}

/// What can be drawn, in the order in which it should be.
fn units(
    pack: &Pack,
    progress: &Progress,
    wish: &Wish<'_>,
    domains: &[(DomainId, u32)],
) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut scenarios: BTreeMap<&ScenarioId, usize> = BTreeMap::new();
    for item in &pack.items {
        let domain = item.domain.in_exam(&wish.exam.code);
        let place = domains.iter().position(|(id, _)| Some(id) == domain);
        let wanted = wish.only.as_ref().is_none_or(|only| only.contains(&item.id))
            && asks(wish.exam, item)
            && (wish.blind || !progress.marks.is_suspended(item));
        let Some(place) = place.filter(|_| wanted) else { continue };
        let next = units.len();
        let at = item.scenario.as_ref().map_or(next, |it| *scenarios.entry(it).or_insert(next));
        if at == next {
            units.push(Unit { items: Vec::new(), counts: vec![0; domains.len()] });
        }
        if let Some(unit) = units.get_mut(at) {
            unit.items.push(Arc::clone(item));
            unit.counts[place] += 1;
        }
    }
    units.sort_by_cached_key(|unit| {
        let seen = |item: &Arc<Item>| progress.tallies.get(&item.id).map_or(0, |it| it.answered);
        let seen = if wish.blind { 0 } else { unit.items.iter().map(seen).max().unwrap_or(0) };
        (seen, unit.items.first().map(|item| wish.seed.of(&item.id).0))
    });
    units
}

/// Takes units until each domain has what it wants, as near as they allow.
fn take(units: &mut Vec<Unit>, wanted: &[u32], used: &mut HashSet<ObjectiveId>) -> Vec<Unit> {
    let mut taken = Vec::new();
    let mut left = wanted.to_vec();
    for variants in [false, true] {
        let mut rest = Vec::with_capacity(units.len());
        for unit in units.drain(..) {
            let fits = unit.counts.iter().zip(&left).all(|(count, left)| count <= left);
            if fits && (variants || !unit.repeats(used)) {
                left.iter_mut().zip(&unit.counts).for_each(|(left, count)| *left -= count);
                used.extend(unit.objectives());
                taken.push(unit);
            } else {
                rest.push(unit);
            }
        }
        *units = rest;
    }
    for place in (0..left.len()).filter(|place| left[*place] > 0) {
        nearer(units, &mut taken, place, wanted[place]);
    }
    taken
}

/// A domain is short, though scenarios that are too long are left: other ones of
/// this domain may come nearer.
fn nearer(units: &mut Vec<Unit>, taken: &mut Vec<Unit>, place: usize, wanted: u32) {
    let alone = |unit: &Unit| unit.counts[place] as usize == unit.items.len();
    let (mut own, others): (Vec<Unit>, Vec<Unit>) = taken.drain(..).partition(alone);
    let (mut free, rest): (Vec<Unit>, Vec<Unit>) = units.drain(..).partition(alone);
    *taken = others;
    *units = rest;
    let fixed: u32 = taken.iter().map(|unit| unit.counts[place]).sum();
    let now: u32 = own.iter().map(|unit| unit.counts[place]).sum();
    own.append(&mut free);
    let sizes: Vec<u32> = own.iter().map(|unit| unit.counts[place]).collect();
    let best = subset(&sizes, wanted.saturating_sub(fixed));
    let sum: u32 = best.iter().map(|at| sizes[*at]).sum();
    let kept: HashSet<usize> = if sum > now {
        best.into_iter().collect()
    } else {
        // As it was: those taken before stand first.
        let mut sum = 0;
        let before = |(_, size): &(usize, &u32)| {
            sum += **size;
            sum <= now
        };
        sizes.iter().enumerate().take_while(before).map(|(at, _)| at).collect()
    };
    for (at, unit) in own.into_iter().enumerate() {
        if kept.contains(&at) { taken.push(unit) } else { units.push(unit) }
    }
}

/// Places of sizes that sum as near to `most` as can be, and not above it; the
/// earlier are preferred.
fn subset(sizes: &[u32], most: u32) -> Vec<usize> {
    let mut reached: Vec<Option<Vec<usize>>> = vec![None; most as usize + 1];
    reached[0] = Some(Vec::new());
    for (at, size) in sizes.iter().enumerate() {
        for sum in (*size..=most).rev() {
            let before = reached[(sum - size) as usize].clone();
            if let (None, Some(mut places)) = (&reached[sum as usize], before) {
                places.push(at);
                reached[sum as usize] = Some(places);
            }
        }
    }
    reached.into_iter().rev().flatten().next().unwrap_or_default()
}

impl Unit {
    fn objectives(&self) -> impl Iterator<Item = ObjectiveId> {
        self.items.iter().filter_map(|item| item.objective.clone())
    }

    fn repeats(&self, used: &HashSet<ObjectiveId>) -> bool {
        self.objectives().any(|it| used.contains(&it))
    }
}

fn missed(
    wish: &Wish<'_>,
    domains: &[(DomainId, u32)],
    wanted: &[u32],
    scored: &[Unit],
) -> Vec<Missed> {
    let one = |(at, (id, _)): (usize, &(DomainId, u32))| {
        let got = scored.iter().map(|unit| unit.counts[at]).sum();
        let title = wish.exam.domains.iter().find(|it| it.id == *id);
        let domain = title.map_or_else(|| Clean::new(id), |it| it.title.clone());
        (got != wanted[at]).then(|| Missed { domain, wanted: wanted[at], got })
    };
    domains.iter().enumerate().filter_map(one).collect()
}
