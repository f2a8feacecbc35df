//! Item analysis: which questions work, from the answers of a class.
//!
//! Counted are first answers: whoever has seen a question knows its key. How
//! well a student does is the share right of their other first answers, so that
//! students who met different questions can be compared (docs/item-analysis.md).

mod figures;
mod handed;
mod student;
mod verdict;

use std::collections::{BTreeMap, HashMap};

pub use self::{
    figures::{Item, Pick, Reliability, correlation, reliability},
    handed::handed_in,
    student::Student,
    verdict::Verdict,
};
use crate::{item::ItemId, pack::Pack};
use student::united;

/// Fewer answers than this say nothing.
pub const ENOUGH: usize = 10;

/// Current ids of the questions of a pack, by any id they had.
pub fn names(pack: &Pack) -> HashMap<ItemId, ItemId> {
    let was = |item: &std::sync::Arc<crate::item::Item>| {
        item.was.iter().map(|was| (was.clone(), item.id.clone())).collect::<Vec<_>>()
    };
    pack.items.iter().flat_map(was).collect()
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
    /// Objectives with the share right, the weakest first, and answers.
    pub objectives: Vec<(String, f64, usize)>,
}

/// Analyses the answers of a class to a pack.
pub fn analyse(pack: &Pack, exports: Vec<Student>) -> Analysis {
    let (students, again) = united(exports);
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
        items,
    }
}

fn objectives(pack: &Pack, items: &[Item]) -> Vec<(String, f64, usize)> {
    let mut sums: BTreeMap<String, (f64, usize)> = BTreeMap::new();
    for it in items {
        let item = pack.item(&it.id);
        let Some(id) = item.and_then(|item| item.objective.as_ref()) else { continue };
        let text = pack.objective(id).map_or_else(|| id.to_string(), |it| it.1.text.to_string());
        let (right, all) = sums.entry(text).or_default();
        *right += number(it.right);
        *all += it.answers;
    }
    let share = |(text, (right, all)): (String, (f64, usize))| {
        let share = right / number(all.max(1));
        (text, share, all)
    };
    let mut shares: Vec<_> = sums.into_iter().map(share).collect();
    shares.sort_by(|a, b| a.1.total_cmp(&b.1));
    shares
}

fn number(count: usize) -> f64 {
    f64::from(count as u32)
}
