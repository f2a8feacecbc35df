//! Towards the date of the exam: what is done today, in what order, and where it
//! leads. A view on the queue: no card is scheduled otherwise for it.
//!
//! Far from the date cards come when they are due and new ones are spread; in
//! the last days, or from now on if the time does not suffice, what gains most
//! a minute comes first (research.md §3, docs/plan.md).

mod gain;
mod rehearsal;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

pub use self::{
    gain::{Gain, Learner, Prospect},
    rehearsal::{Outcome, Way, day, rehearse, share, stopped},
};
use super::{
    card::CardKey,
    goal::exam_on,
    progress::Progress,
    queue::{Filter, oldest},
    time::Moment,
};
use crate::{
    item::{Item, ScenarioId, Seed},
    pack::{Exam, Pack},
};

/// The last days, in which gain per minute decides.
pub const NEAR: u32 = 14;
/// Days before those in which nothing new is planned.
pub const SLACK: u32 = 3;
/// Cards that a rehearsal goes through; of more, a sample.
const SAMPLE: usize = 300;
/// Days after which a rehearsal stops: that far ahead nothing is known.
const HORIZON: u32 = 180;
/// Seconds an answer takes when nothing is known about the learner.
const SECONDS: f64 = 50.0;
/// The least anybody needs.
const LEAST: f64 = 5.0;
/// So many times longer takes a wrong answer than a right one.
const WRONG: f64 = 2.0;
/// New questions answered right, of so many, that are believed at first.
const KNOWN: (f64, f64) = (5.0, 10.0);

/// What decides about the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// No date: what is due.
    #[default]
    Open,
    /// A date far enough: what is due, and new ones spread over the days.
    Steady,
    /// The last days: gain per minute.
    Last,
    /// The time does not suffice: gain per minute from now on.
    Short,
}

/// Where the plan leads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// What decides about the order.
    pub stage: Stage,
    /// Days to the exam.
    pub days: u32,
    /// The share recalled on the day if the plan is kept.
    pub kept: f64,
    /// The same if nothing more is done.
    pub stopped: f64,
    /// Questions that will not have been met, about.
    pub unseen: usize,
    /// Minutes a day that it takes.
    pub minutes: f64,
}

impl Stage {
    /// What decides now.
    pub fn of(pack: &Pack, progress: &Progress, now: Moment) -> Self {
        match progress.goals.days_left(now) {
            None => Self::Open,
            Some(days) if days <= NEAR => Self::Last,
            Some(days) if progress.goals.minutes.is_some() => {
                let course = Course::of(pack, progress, now);
                if course.rehearsed(days, false).unseen > 0 { Self::Short } else { Self::Steady }
            }
            Some(_) => Self::Steady,
        }
    }

    /// Whether gain per minute decides.
    pub fn is_by_gain(self) -> bool {
        matches!(self, Self::Last | Self::Short)
    }
}

impl Plan {
    /// The plan as things stand; nothing without a date to come.
    pub fn of(pack: &Pack, progress: &Progress, now: Moment) -> Option<Self> {
        let days = progress.goals.days_left(now)?;
        let stage = Stage::of(pack, progress, now);
        let course = Course::of(pack, progress, now);
        let Outcome { recall, unseen, seconds } = course.rehearsed(days, stage == Stage::Short);
        Some(Self {
            stage,
            days,
            kept: recall,
            stopped: stopped(&course.cards, days),
            unseen,
            minutes: seconds / 60.0,
        })
    }
}

/// The way to the exam from here.
struct Course {
    cards: Vec<Prospect>,
    learner: Learner,
    seconds: f64,
}

impl Course {
    fn of(pack: &Pack, progress: &Progress, now: Moment) -> Self {
        let cards = prospects(pack, progress, now).into_values().collect();
        Self { cards, learner: learner(progress), seconds: seconds_a_day(progress) }
    }

    /// Gone through once; of many cards, some, in so much less time.
    fn rehearsed(&self, days: u32, short: bool) -> Outcome {
        let step = self.cards.len().div_ceil(SAMPLE).max(1);
        let sample: Vec<Prospect> = self.cards.iter().step_by(step).copied().collect();
        let times = f64::from(step as u32);
        let way = Way { days: days.min(HORIZON), seconds: self.seconds / times, short };
        let outcome = rehearse(&sample, &self.learner, way, Seed(1));
        Outcome { unseen: outcome.unseen * step, seconds: outcome.seconds * times, ..outcome }
    }
}

/// Seconds of study a day that the learner wants to spend.
fn seconds_a_day(progress: &Progress) -> f64 {
    progress.goals.minutes.map_or(f64::INFINITY, |minutes| f64::from(minutes) * 60.0)
}

/// How the learner learns, as far as their answers tell.
fn learner(progress: &Progress) -> Learner {
    let (took, answered) =
        progress.days.values().rev().take(NEAR as usize).fold((0, 0), |(took, answered), day| {
            (took + day.took.0 / 1000, answered + day.answered)
        });
    let mean = (f64::from(took as i32) + 10.0 * SECONDS) / f64::from(answered + 10);
    let firsts = progress.tallies.values().map(|tally| tally.first.right);
    let (right, all) =
        firsts.fold(KNOWN, |(right, all), it| (right + f64::from(u8::from(it)), all + 1.0));
    let known = right / all;
    // The mean is one of right and wrong answers.
    let right = (mean / (known + (1.0 - known) * WRONG)).max(LEAST);
    Learner { model: progress.model, known, right, wrong: right * WRONG }
}

/// The cards of a pack that the exam asks for, by what they count there.
fn prospects(pack: &Pack, progress: &Progress, now: Moment) -> BTreeMap<CardKey, Prospect> {
    let day = progress.goals.exam_date.unwrap_or_else(|| now.day().date());
    let exam = exam_on(&pack.manifest, day);
    let mut cards: BTreeMap<CardKey, Prospect> = BTreeMap::new();
    let mut each: HashMap<Option<usize>, f64> = HashMap::new();
    let mut places: BTreeMap<CardKey, Option<usize>> = BTreeMap::new();
    let today = now.day();
    for item in pack.items.iter().filter(|item| !progress.marks.is_out(item, today)) {
        let key = CardKey::of(item);
        if cards.contains_key(&key) {
            continue;
        }
        let card = progress.cards.get(&key);
        let memory = card.map(|card| card.memory);
        let elapsed = card.map_or(0, |card| now.day().since(card.last.day()));
        let place = exam.and_then(|exam| domain(exam, item));
        *each.entry(place).or_default() += 1.0;
        places.insert(key.clone(), place);
        cards.insert(key, Prospect { memory, elapsed, value: 1.0 });
    }
    let all = f64::from(cards.len() as u32);
    let weighed = exam.filter(|exam| !exam.domains.is_empty());
    for (key, card) in &mut cards {
        let place = places.get(key).copied().flatten();
        let part = |exam: &Exam| {
            let weight = place.and_then(|at| exam.domains.get(at)).map_or(0, |it| it.weight);
            f64::from(weight) / 100.0 * all / each.get(&place).copied().unwrap_or(1.0)
        };
        card.value = weighed.map_or(1.0, part);
    }
    cards
}

fn domain(exam: &Exam, item: &Item) -> Option<usize> {
    let domain = item.domain.in_exam(&exam.code)?;
    exam.domains.iter().position(|it| it.id == *domain)
}

/// Cards that gain most a minute, the best first, as many as the seconds allow,
/// with whether they are new; how long they take, in seconds.
fn best(
    pack: &Pack,
    progress: &Progress,
    now: Moment,
    seconds: f64,
) -> (Vec<(CardKey, bool)>, f64) {
    let days = progress.goals.days_left(now).unwrap_or(0).max(1);
    let (keys, cards): (Vec<CardKey>, Vec<Prospect>) =
        prospects(pack, progress, now).into_iter().unzip();
    let learner = learner(progress);
    let ranked = learner.rank(&cards, days, seconds);
    let seconds = learner.seconds(ranked.iter().filter_map(|at| cards.get(*at)));
    let one = |at: usize| keys.get(at).cloned().zip(cards.get(at).map(|it| it.memory.is_none()));
    (ranked.into_iter().filter_map(one).collect(), seconds)
}

/// What is left of a day on which gain per minute decides: known cards, new
/// ones, and seconds.
pub fn left(pack: &Pack, progress: &Progress, now: Moment) -> (usize, usize, f64) {
    let used = progress.on(now.day()).took;
    let left = (seconds_a_day(progress) - f64::from((used.0 / 1000) as i32)).max(0.0);
    let (ranked, seconds) = best(pack, progress, now, left);
    let fresh = ranked.iter().filter(|(_, is_new)| *is_new).count();
    (ranked.len() - fresh, fresh, seconds)
}

/// The questions of a session in which gain per minute decides.
pub fn queue(pack: &Pack, progress: &Progress, filter: &Filter, now: Moment) -> Vec<Arc<Item>> {
    let (ranked, _) = best(pack, progress, now, seconds_a_day(progress));
    let mut told = seen_today(pack, progress, now);
    let mut variants: HashMap<CardKey, Vec<&Arc<Item>>> = HashMap::new();
    for item in pack.items.iter().filter(|item| filter.takes(item, progress, now)) {
        variants.entry(CardKey::of(item)).or_default().push(item);
    }
    let one = |key: &CardKey| oldest(variants.get(key)?, progress).map(Arc::clone);
    let alone = |item: &Arc<Item>| item.scenario.clone().is_none_or(|it| told.insert(it));
    ranked.iter().filter_map(|(key, _)| one(key)).filter(alone).collect()
}

/// Scenarios of which a question was answered today: the others wait.
fn seen_today(pack: &Pack, progress: &Progress, now: Moment) -> HashSet<ScenarioId> {
    let today = |item: &&Arc<Item>| {
        progress.tallies.get(&item.id).is_some_and(|tally| tally.seen.day() == now.day())
    };
    pack.items.iter().filter(today).filter_map(|item| item.scenario.clone()).collect()
}
