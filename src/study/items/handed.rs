//! What a student hands in: answers without moments, devices and names.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fmt::Write,
};

use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::study::{Answered, Entry, Fact, undoes};

/// An entry's name for others: the journal's own tells when it was written.
pub(super) fn sealed(entry: &Uuid) -> String {
    let sum = Sha256::digest(entry.as_bytes());
    sum.iter().take(16).fold(String::with_capacity(32), |mut name, byte| {
        let _ = write!(name, "{byte:02x}");
        name
    })
}

/// A journal as it is handed in, in JSON, a line each: the student's names, then
/// answers, what was taken back, and reports of faulty questions, in the order of
/// time, each with its day by the universal clock.
pub fn handed_in(entries: &[Entry]) -> Vec<String> {
    let firsts = firsts(entries);
    let names: BTreeSet<&Uuid> = entries.iter().filter_map(named).collect();
    let begun = entries.iter().find(|it| named(it).is_some()).map(day).unwrap_or_default();
    let name = |student: &Uuid| {
        let name = student.to_string();
        json!({ "id": name, "day": begun, "kind": "student", "body": { "student": name } })
    };
    let line = |entry: &Entry| {
        let mut line = match &entry.fact {
            Fact::Undone { entry } => {
                json!({ "kind": "undone", "body": { "entry": sealed(entry) } })
            }
            fact @ (Fact::Answered(_) | Fact::Reported { .. }) => {
                serde_json::to_value(fact).ok()?
            }
            _ => return None,
        };
        let fields = line.as_object_mut()?;
        fields.insert("id".to_owned(), sealed(&entry.id).into());
        fields.insert("day".to_owned(), day(entry).into());
        if firsts.contains(&entry.id) {
            fields.insert("first".to_owned(), true.into());
        }
        Some(line)
    };
    let lines = names.into_iter().map(name).chain(entries.iter().filter_map(line));
    lines.map(|line| line.to_string()).collect()
}

fn named(entry: &Entry) -> Option<&Uuid> {
    match &entry.fact {
        Fact::Student { student } => Some(student),
        _ => None,
    }
}

fn day(entry: &Entry) -> String {
    let at = jiff::Timestamp::from_millisecond(entry.moment.at.0).unwrap_or_default();
    at.strftime("%Y-%m-%d").to_string()
}

/// The first answers that stand, one for each question of a pack.
fn firsts(entries: &[Entry]) -> HashSet<Uuid> {
    let undone: HashSet<Uuid> = entries.iter().filter_map(undoes).collect();
    let mut firsts = HashMap::new();
    for entry in entries.iter().filter(|entry| !undone.contains(&entry.id)) {
        if let Fact::Answered(it) = &entry.fact {
            let Answered { pack, question, .. } = &**it;
            firsts.entry((pack, question)).or_insert(entry.id);
        }
    }
    firsts.into_values().collect()
}
