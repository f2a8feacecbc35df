//! Item analysis: which questions work, from the answers of a class.
//!
//! Counted are first answers: whoever has seen a question knows its key. How
//! well a student does is the share right of their other first answers, so that
//! students who met different questions can be compared (docs/item-analysis.md).

mod figures;
mod handed;
mod student;
mod verdict;
mod version;

use std::collections::{BTreeMap, HashMap};

pub use self::{
    figures::{Item, Pick, Reliability, correlation, reliability},
    handed::handed_in,
    student::Student,
    verdict::{EASY, FLAT, HARD, Verdict},
    version::Version,
};
use crate::{
    item::ItemId,
    pack::Pack,
    study::readiness::{Share, jeffreys},
};
use student::united;

/// Fewer answers than this say nothing.
pub const ENOUGH: usize = 10;

/// Current ids of the questions of a pack, by any id they have or had.
pub fn names(pack: &Pack) -> HashMap<ItemId, ItemId> {
    let ids = |item: &std::sync::Arc<crate::item::Item>| {
        let all = item.was.iter().chain([&item.id]);
        all.map(|it| (it.clone(), item.id.clone())).collect::<Vec<_>>()
    };
    pack.items.iter().flat_map(ids).collect()
}

/// A class and what its answers say.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Students with an answer.
    pub students: usize,
    /// First answers.
    pub answers: usize,
    /// Exports that turned out to be of a student known already.
    pub again: usize,
    /// Lines that could not be read.
    pub damaged: usize,
    /// Answers to other packs, left out.
    pub others: usize,
    /// Questions, the ones to mend first at the top.
    pub items: Vec<Item>,
    /// How far the scores can be relied on.
    pub reliability: Option<Reliability>,
    /// Objectives, the weakest first.
    pub objectives: Vec<Goal>,
    /// Versions of the pack that were answered.
    pub versions: Vec<Version>,
    /// Answers left out, as the key of their question has changed since.
    pub changed: usize,
}

/// An objective, and how the class does at its questions.
#[derive(Clone, Debug)]
pub struct Goal {
    /// For people.
    pub text: String,
    /// First answers.
    pub answers: usize,
    /// Right ones.
    pub right: usize,
    /// The share right, with the interval that holds it nine times in ten.
    pub share: f64,
    /// That interval.
    pub likely: Share,
}

/// Analyses the answers of a class to a pack.
pub fn analyse(pack: &Pack, exports: Vec<Student>) -> Analysis {
    let (mut students, again) = united(exports);
    let changed = version::take_out_changed(pack, &mut students);
    let versions = version::names(&students);
    let damaged = students.iter().map(|it| it.damaged).sum();
    let others = students.iter().map(|it| it.others).sum();
    let mut reports: HashMap<&ItemId, u32> = HashMap::new();
    for id in students.iter().flat_map(|it| it.reported.values()) {
        *reports.entry(id).or_default() += 1;
    }
    let reports: HashMap<ItemId, u32> =
        reports.into_iter().map(|(id, count)| (id.clone(), count)).collect();
    let students: Vec<Student> = students.into_iter().filter(|it| !it.firsts.is_empty()).collect();
    let answers = students.iter().map(|it| it.firsts.len()).sum();
    let mut items: Vec<Item> =
        pack.items.iter().filter_map(|item| figures::item(item, &students, &reports)).collect();
    for it in &mut items {
        it.changed = changed.get(&it.id).copied().unwrap_or(0);
        let firsts = students.iter().filter_map(|student| student.firsts.get(&it.id));
        it.versions = version::told(firsts, &versions);
    }
    items.sort_by(|a, b| {
        let rank = |it: &Item| it.verdict.map(Verdict::rank);
        let by = rank(b).cmp(&rank(a));
        by.then(a.discrimination.unwrap_or(1.0).total_cmp(&b.discrimination.unwrap_or(1.0)))
    });
    Analysis {
        students: students.len(),
        answers,
        again,
        damaged,
        others,
        reliability: figures::of_class(&students),
        objectives: objectives(pack, &items),
        versions: version::told(students.iter().flat_map(|it| it.firsts.values()), &versions),
        changed: changed.values().sum(),
        items,
    }
}

fn objectives(pack: &Pack, items: &[Item]) -> Vec<Goal> {
    let mut sums: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for it in items {
        let item = pack.item(&it.id);
        let Some(id) = item.and_then(|item| item.objective.as_ref()) else { continue };
        let text = pack.objective(id).map_or_else(|| id.to_string(), |it| it.1.text.to_string());
        let (right, answers) = sums.entry(text).or_default();
        *right += it.right;
        *answers += it.answers;
    }
    let goal = |(text, (right, answers)): (String, (usize, usize))| Goal {
        text,
        answers,
        right,
        share: number(right) / number(answers.max(1)),
        likely: jeffreys(right as u32, answers as u32),
    };
    let mut goals: Vec<Goal> = sums.into_iter().map(goal).collect();
    goals.sort_by(|a, b| a.share.total_cmp(&b.share));
    goals
}

fn number(count: usize) -> f64 {
    f64::from(count as u32)
}
