//! Item analysis: which questions work, from the answers of a class.
//!
//! Counted are first answers: whoever has seen a question knows its key. How
//! well a student does is the share right of their other first answers, so that
//! students who met different questions can be compared (docs/item-analysis.md).

mod figures;
mod verdict;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::{Hash, Hasher},
};

use serde::Deserialize;

pub use self::{
    figures::{Item, Pick, Reliability, correlation, reliability},
    verdict::Verdict,
};
use crate::{
    item::{ItemId, Outcome, PackId, Response},
    pack::Pack,
    study::Answered,
};

/// Fewer answers than this say nothing.
pub const ENOUGH: usize = 10;

/// A line of an export that concerns a class.
#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    at: i64,
    kind: String,
    body: serde_json::Value,
}

/// Stands for an entry: a million of them are held at once.
type Mark = u64;

fn mark(id: &str) -> Mark {
    let mut hasher = std::hash::DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// One student's first answers.
#[derive(Clone, Debug, Default)]
pub struct Student {
    /// Entries seen: the same ones make two exports one student.
    ids: HashSet<Mark>,
    /// As they were read; the first ones that stand come of them.
    answers: Vec<(ItemId, First)>,
    firsts: HashMap<ItemId, First>,
    undone: HashSet<Mark>,
    reported: HashMap<Mark, ItemId>,
    /// Lines that could not be read.
    pub damaged: usize,
    /// Answers to other packs.
    pub others: usize,
}

/// A first answer.
#[derive(Clone, Debug)]
struct First {
    entry: Mark,
    at: i64,
    right: bool,
    guess: bool,
    millis: i64,
    response: Response,
}

impl Student {
    /// Reads an export: JSON Lines, of `progress export --anonymous` or a whole
    /// one. What cannot be read is counted and passed over.
    pub fn read(text: &str, pack: &PackId, names: &HashMap<ItemId, ItemId>) -> Self {
        let mut student = Self::default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match serde_json::from_str::<Line>(line) {
                Ok(line) => student.take(line, pack, names),
                Err(_) => student.damaged += 1,
            }
        }
        student
    }

    fn take(&mut self, line: Line, pack: &PackId, names: &HashMap<ItemId, ItemId>) {
        let entry = mark(&line.id);
        if !self.ids.insert(entry) {
            return;
        }
        match &*line.kind {
            "answered" => match serde_json::from_value::<Answered>(line.body) {
                Ok(it) if it.pack == *pack => self.answered(entry, line.at, it, names),
                Ok(_) => self.others += 1,
                Err(_) => self.damaged += 1,
            },
            "undone" => {
                let entry = line.body.get("entry").and_then(|it| it.as_str());
                self.undone.extend(entry.map(mark));
            }
            "reported" => {
                let of = |key: &str| line.body.get(key).cloned().unwrap_or_default();
                let question = serde_json::from_value::<ItemId>(of("question"));
                let here = serde_json::from_value::<PackId>(of("pack")).is_ok_and(|it| it == *pack);
                if let (Ok(id), true) = (question, here) {
                    let id = names.get(&id).cloned().unwrap_or(id);
                    self.reported.insert(entry, id);
                }
            }
            _ => (),
        }
    }

    fn answered(&mut self, entry: Mark, at: i64, it: Answered, names: &HashMap<ItemId, ItemId>) {
        let id = names.get(&it.question).cloned().unwrap_or(it.question);
        let first = First {
            entry,
            at,
            right: it.outcome == Outcome::Right,
            guess: it.sure == Some(super::Confidence::Guess),
            millis: it.took.0,
            response: it.response,
        };
        self.answers.push((id, first));
    }

    fn unite(&mut self, other: Self) {
        self.ids.extend(other.ids);
        self.undone.extend(other.undone);
        self.damaged += other.damaged;
        self.others += other.others;
        self.answers.extend(other.answers);
        self.reported.extend(other.reported);
    }

    /// What was taken back counts for nothing; of the rest, the first answers.
    fn settle(&mut self) {
        for (id, first) in std::mem::take(&mut self.answers) {
            let known = self.firsts.get(&id).map(|known| known.at);
            if !self.undone.contains(&first.entry) && known.is_none_or(|at| first.at < at) {
                self.firsts.insert(id, first);
            }
        }
        let undone = &self.undone;
        self.reported.retain(|entry, _| !undone.contains(entry));
    }
}

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

/// Exports that share an entry are of one student.
fn united(exports: Vec<Student>) -> (Vec<Student>, usize) {
    let all = exports.len();
    let mut students: Vec<Option<Student>> = Vec::new();
    let mut owner: HashMap<Mark, usize> = HashMap::new();
    for mut export in exports {
        let known: HashSet<usize> =
            export.ids.iter().filter_map(|id| owner.get(id).copied()).collect();
        for at in known {
            if let Some(student) = students.get_mut(at).and_then(Option::take) {
                export.unite(student);
            }
        }
        owner.extend(export.ids.iter().map(|id| (*id, students.len())));
        students.push(Some(export));
    }
    let mut students: Vec<Student> = students.into_iter().flatten().collect();
    students.iter_mut().for_each(Student::settle);
    let again = all - students.len();
    (students, again)
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
