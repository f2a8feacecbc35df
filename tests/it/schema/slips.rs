//! Slips: one or two changes somewhere in a file, by chance but the same ones
//! each time.

use rand::{Rng, RngExt};
use serde_yaml::{Mapping, Value};

/// What may come in the place of something, as YAML.
const VALUES: &[&str] = &[
    "",
    "true",
    "false",
    "0",
    "1",
    "2",
    "3",
    "7",
    "101",
    "-1",
    "2.5",
    "20000000",
    "\"\"",
    "\"  \"",
    "no",
    "\"yes\"",
    "2026-11-30",
    "2026-13-01",
    "30.11.2026",
    "A sentence.",
    "tea",
    "Not An Id",
    "-x",
    "5%",
    "\"1,000\"",
    "four",
    "choice",
    "order",
    "match",
    "text",
    "cloze",
    "recall",
    "chioce",
    "\"{{ size }}\"",
    "\"[[one|two]]\"",
    "[]",
    "{}",
    "[tea]",
    "[1, 2]",
    "[1, 2, 3]",
    "[\"\"]",
    "{id: tea}",
    "{text: Tea}",
    "[[tea]]",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

/// Keys that stand somewhere, and two that stand nowhere.
const KEYS: &[&str] = &[
    "accept",
    "answer",
    "any",
    "checked",
    "code",
    "correct",
    "diagram",
    "difficulty",
    "domain",
    "domains",
    "exact",
    "exams",
    "extra",
    "facts",
    "fail",
    "flow",
    "format",
    "from",
    "heading",
    "hide",
    "id",
    "kind",
    "kinds",
    "language",
    "left",
    "lesson",
    "let",
    "license",
    "minutes",
    "note",
    "objective",
    "objectives",
    "one_of",
    "options",
    "pairs",
    "parts",
    "pattern",
    "pin",
    "questions",
    "range",
    "rationale",
    "right",
    "scale",
    "scenario",
    "scenarios",
    "shuffle",
    "sources",
    "step",
    "steps",
    "stem",
    "text",
    "title",
    "tolerance",
    "topic",
    "topics",
    "unit",
    "unscored",
    "until",
    "vars",
    "version",
    "was",
    "weight",
    "where",
    "why",
    "corect",
    "explanation",
];

/// A file with a slip.
pub fn slip(file: &Value, rng: &mut impl Rng) -> Value {
    let mut file = file.clone();
    for _ in 0..=usize::from(rng.random_bool(0.2)) {
        let places = places(&file);
        let place = pick(&places, rng).clone();
        if let Some(value) = at(&mut file, &place) {
            change(value, rng);
        }
    }
    file
}

fn change(value: &mut Value, rng: &mut impl Rng) {
    match value {
        Value::Mapping(keys) if rng.random_bool(0.9) => mapping(keys, rng),
        Value::Sequence(all) if rng.random_bool(0.9) => sequence(all, rng),
        value if rng.random_bool(0.2) => *value = Value::Sequence(vec![value.clone()]),
        Value::String(text) if rng.random_bool(0.4) => text.push_str(" and more"),
        value => *value = any(rng),
    }
}

fn mapping(keys: &mut Mapping, rng: &mut impl Rng) {
    let at = rng.random_range(0..=keys.len());
    let entry = keys.iter().nth(at).map(|(key, value)| (key.clone(), value.clone()));
    match (entry, rng.random_range(0..4)) {
        (Some((key, _)), 0) => drop(keys.shift_remove(&key)),
        (Some((key, value)), 1) => {
            keys.shift_remove(&key);
            keys.insert(misspelt(&key, rng), value);
        }
        (Some((key, _)), 2) => drop(keys.insert(key, any(rng))),
        _ => drop(keys.insert((*pick(KEYS, rng)).into(), any(rng))),
    }
}

fn sequence(all: &mut Vec<Value>, rng: &mut impl Rng) {
    let at = rng.random_range(0..=all.len());
    let value = all.get(at).cloned();
    match (value, rng.random_range(0..5)) {
        (Some(_), 0) => drop(all.remove(at)),
        (Some(value), 1) => all.insert(at, value),
        (Some(value), 2) => *all = vec![value],
        (Some(_), 3) => all[at] = any(rng),
        _ => all.reverse(),
    }
}

/// A key with two letters in the wrong order, or a letter short.
fn misspelt(key: &Value, rng: &mut impl Rng) -> Value {
    let mut letters: Vec<char> = key.as_str().unwrap_or("key").chars().collect();
    let at = rng.random_range(0..letters.len());
    if letters.len() > 1 && rng.random_bool(0.5) {
        letters.remove(at);
    } else {
        let next = (at + 1) % letters.len();
        letters.swap(at, next);
    }
    letters.into_iter().collect::<String>().into()
}

fn any(rng: &mut impl Rng) -> Value {
    serde_yaml::from_str(pick::<&str>(VALUES, rng)).unwrap()
}

pub fn pick<'a, T>(all: &'a [T], rng: &mut impl Rng) -> &'a T {
    &all[rng.random_range(0..all.len())]
}

/// The way to every value, from the outermost.
fn places(value: &Value) -> Vec<Vec<usize>> {
    let inner: Vec<&Value> = match value {
        Value::Sequence(all) => all.iter().collect(),
        Value::Mapping(all) => all.values().collect(),
        _ => Vec::new(),
    };
    let mut found = vec![Vec::new()];
    for (at, value) in inner.into_iter().enumerate() {
        found.extend(places(value).into_iter().map(|rest| [vec![at], rest].concat()));
    }
    found
}

fn at<'v>(value: &'v mut Value, place: &[usize]) -> Option<&'v mut Value> {
    let Some((first, rest)) = place.split_first() else { return Some(value) };
    let inner = match value {
        Value::Sequence(all) => all.get_mut(*first),
        Value::Mapping(all) => all.values_mut().nth(*first),
        _ => None,
    };
    inner.and_then(|value| at(value, rest))
}
