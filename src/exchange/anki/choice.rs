//! Notes with options: fields such as `Option 1` or `Q_1` and one for the key.

use super::card::Card;
use crate::exchange::{html, table, words};

/// Names of what is asked.
const STEMS: &[&str] = &["question", "stem", "front", "text"];
/// Names of the key.
const KEYS: &[&str] = &["correct", "correct answer", "correct answers", "answers", "answer", "key"];
/// What the name of an option begins with.
const OPTIONS: &[&str] = &["option", "choice", "answer", "q"];
/// What the name of a reason begins with.
const WHYS: &[&str] = &["why", "feedback", "explanation"];

/// What a note with options says, as HTML.
#[derive(Debug)]
pub struct Choice {
    /// What is asked.
    pub stem: String,
    /// What can be picked, and why it is right or wrong.
    pub options: Vec<(String, Option<String>)>,
    /// What is right.
    pub key: Key,
    /// Fields that are used up.
    pub used: Vec<usize>,
}

/// What is right, as far as the note tells it.
#[derive(Debug)]
pub enum Key {
    /// These, from 0.
    Places(Vec<usize>),
    /// What these words mean.
    Written(String),
}

/// Whether notes with these fields may have options.
pub fn has_options(fields: &[String]) -> bool {
    let is_option = |name: &String| {
        let name = name.to_lowercase();
        OPTIONS.iter().any(|start| number(&name, start).is_some())
    };
    fields.iter().filter(|name| is_option(name)).count() > 1
}

/// Reads a note that has two options at least and a key.
pub fn of(card: &Card<'_>) -> Option<Choice> {
    let names: Vec<String> = card.kind.fields.iter().map(|name| name.to_lowercase()).collect();
    let said = |at: usize| card.note.fields.get(at).map_or("", String::as_str);
    let numbered = |starts: &[&str], wanted: Option<&str>| -> Vec<(usize, String)> {
        let found = names.iter().enumerate().filter_map(|(at, name)| {
            let number = starts.iter().find_map(|start| number(name, start))?;
            wanted.is_none_or(|wanted| wanted == number).then(|| (at, number.to_owned()))
        });
        found.collect()
    };
    let all = numbered(OPTIONS, None);
    let mut used: Vec<usize> = all.iter().map(|(at, _)| *at).collect();
    let options: Vec<(usize, String)> =
        all.into_iter().filter(|(at, _)| !super::template::is_blank(said(*at))).collect();
    let key = names.iter().position(|name| KEYS.contains(&&**name))?;
    if options.len() < 2 || super::template::is_blank(said(key)) {
        return None;
    }
    let stem = names.iter().position(|name| STEMS.contains(&&**name)).unwrap_or(0);
    used.extend([key, stem]);
    let options: Vec<(String, Option<String>)> = options
        .iter()
        .map(|(at, number)| {
            let why = numbered(WHYS, Some(number)).first().map(|(at, _)| *at);
            (said(*at).to_owned(), why.map(|at| said(at).to_owned()))
        })
        .collect();
    let whys = numbered(WHYS, None);
    used.extend(whys.iter().map(|(at, _)| *at));
    let written = words(&html::markdown(said(key)).markdown);
    // Notes of ours have reasons, and letters even where an option is a letter.
    let ours = table::places(&written)
        .filter(|all| !whys.is_empty() && all.iter().all(|at| *at < options.len()));
    let key = bits(&written, options.len()).or(ours).map_or(Key::Written(written), Key::Places);
    Some(Choice { stem: said(stem).to_owned(), options, key, used })
}

/// The number or letter at the end of a name that begins so.
fn number<'n>(name: &'n str, start: &str) -> Option<&'n str> {
    let end = name.strip_prefix(start)?;
    let number = end.trim_start_matches([' ', '_', '-']);
    // Letters stand apart: `Answers` is no answer S.
    let stands = number.len() < end.len() || number.starts_with(|c: char| c.is_ascii_digit());
    let is_number = table::place(number).is_some_and(|place| place < 26);
    (stands && is_number).then_some(number)
}

/// `1 0 1` as the places of what is right.
fn bits(key: &str, options: usize) -> Option<Vec<usize>> {
    let bits: Vec<&str> = key.split_whitespace().collect();
    if bits.len() < options || !bits.iter().all(|bit| matches!(*bit, "0" | "1")) {
        return None;
    }
    Some((0..).zip(bits).filter(|(_, bit)| *bit == "1").map(|(at, _)| at).collect())
}
