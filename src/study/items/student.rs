//! What one student handed in, read back.

use std::{
    collections::{HashMap, HashSet},
    hash::{Hash, Hasher},
};

use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;

use super::handed::sealed;
use crate::{
    item::{ItemId, Outcome, PackId, Response},
    study::{Answered, Confidence},
};

/// A line of an export that concerns a class.
#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    /// To the millisecond, in a whole export.
    at: Option<i64>,
    /// By the universal clock, in an anonymous one.
    day: Option<Date>,
    /// Whether it is the first answer to its question, in an anonymous one.
    #[serde(default)]
    first: bool,
    kind: String,
    body: serde_json::Value,
}

/// Stands for an entry: a million of them are held at once.
pub(super) type Mark = u64;

/// Whole exports name entries as the journal does, anonymous ones do not.
fn mark(id: &str) -> Mark {
    let entry = (id.len() == 36).then(|| Uuid::try_parse(id).ok()).flatten();
    match entry {
        Some(entry) => hashed(&sealed(&entry)),
        None => hashed(id),
    }
}

fn hashed(id: &str) -> Mark {
    let mut hasher = std::hash::DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// One student's first answers.
#[derive(Clone, Debug, Default)]
pub struct Student {
    /// Names and entries seen: the same ones make two exports one student.
    ids: HashSet<Mark>,
    /// As they were read; the first ones that stand come of them.
    answers: Vec<(ItemId, First)>,
    pub(super) firsts: HashMap<ItemId, First>,
    undone: HashSet<Mark>,
    /// Versions of the pack that were answered.
    pub(super) versions: HashMap<Mark, String>,
    pub(super) reported: HashMap<Mark, ItemId>,
    /// Lines that could not be read.
    pub damaged: usize,
    /// Answers to other packs.
    pub others: usize,
}

/// A first answer.
#[derive(Clone, Debug)]
pub(super) struct First {
    entry: Mark,
    at: i64,
    pub right: bool,
    pub guess: bool,
    pub millis: i64,
    pub given: Given,
    /// Of the pack, hashed.
    pub version: Mark,
}

/// A response, small where there are a million of them.
#[derive(Clone, Debug)]
pub(super) enum Given {
    /// The options picked, a bit each.
    Picks(u64),
    /// Anything else.
    Other(Box<Response>),
}

impl Given {
    fn of(response: Response) -> Self {
        match response {
            Response::Choice(picks) if picks.iter().all(|at| *at < 64) => {
                Self::Picks(picks.iter().fold(0, |bits, at| bits | 1 << at))
            }
            other => Self::Other(Box::new(other)),
        }
    }

    /// As it was given.
    pub fn response(&self) -> Response {
        match self {
            Self::Picks(bits) => {
                Response::Choice((0..64).filter(|at| bits >> at & 1 == 1).collect())
            }
            Self::Other(response) => (**response).clone(),
        }
    }

    /// Whether an option was picked.
    pub fn has(&self, option: usize) -> bool {
        match self {
            Self::Picks(bits) => option < 64 && bits >> option & 1 == 1,
            Self::Other(response) => {
                matches!(&**response, Response::Choice(picks) if picks.contains(&option))
            }
        }
    }
}

impl Student {
    /// Reads an export: JSON Lines, of `progress export --anonymous` or a whole
    /// one, or several anonymous ones after each other. What cannot be read is
    /// counted and passed over.
    pub fn read(text: &str, pack: &PackId, names: &HashMap<ItemId, ItemId>) -> Vec<Self> {
        let mut students = Vec::new();
        let (mut student, mut in_head) = (Self::default(), false);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let Ok(line) = serde_json::from_str::<Line>(line) else {
                student.damaged += 1;
                continue;
            };
            // An anonymous export begins with the names of its student.
            let names_it = line.kind == "student" && line.day.is_some();
            if names_it && !in_head && !student.ids.is_empty() {
                students.push(std::mem::take(&mut student));
            }
            in_head = names_it;
            student.take(line, pack, names);
        }
        students.push(student);
        students
    }

    fn take(&mut self, line: Line, pack: &PackId, names: &HashMap<ItemId, ItemId>) {
        let entry = mark(&line.id);
        if !self.ids.insert(entry) {
            return;
        }
        match &*line.kind {
            "student" => {
                let student = line.body.get("student").and_then(|it| it.as_str());
                self.ids.extend(student.map(hashed));
            }
            "answered" => match serde_json::from_value::<Answered>(line.body) {
                // Of a day, the order of the lines is that of the answers.
                Ok(it) if it.pack == *pack => {
                    let day = line
                        .day
                        .map(|day| millis(day) + i64::try_from(self.ids.len()).unwrap_or(0));
                    let at = line.at.or(day).unwrap_or_default();
                    if line.first || line.day.is_none() {
                        self.answered(entry, at, it, names);
                    }
                }
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
            guess: it.sure == Some(Confidence::Guess),
            millis: it.took.0,
            given: Given::of(it.response),
            version: hashed(&it.version),
        };
        self.versions.entry(first.version).or_insert(it.version);
        self.answers.push((id, first));
    }

    fn unite(&mut self, other: Self) {
        self.ids.extend(other.ids);
        self.undone.extend(other.undone);
        self.versions.extend(other.versions);
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
        self.ids = HashSet::new();
        let undone = &self.undone;
        self.reported.retain(|entry, _| !undone.contains(entry));
    }
}

/// The first millisecond of a day, by the universal clock.
fn millis(day: Date) -> i64 {
    let days = day.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days());
    i64::from(days) * 86_400_000
}

/// Exports that share a name or an entry are of one student.
pub(super) fn united(exports: Vec<Student>) -> (Vec<Student>, usize) {
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
