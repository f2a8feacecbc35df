//! Habits that let a learner guess: keys that stand out from the other
//! options. What is told here is a guess, so the bars are high; each says why.

use std::{collections::HashMap, ops::Range};

use super::{
    Code,
    sink::Sink,
    yaml::{Node, Places},
};
use crate::item::{Choice, Item, Kind};

/// A question with where it is written.
pub(super) type Written<'n, 's> = (&'n Node<'s>, &'n Item);

/// Fewer questions than this have no habits: that the keys of five are the
/// longest of four by chance happens once in a thousand banks.
const ENOUGH: usize = 5;
/// Shorter words are too common to tell anything.
const SHORTEST: usize = 5;
/// Words that say nothing about a subject.
const COMMON: &[&str] = &[
    "about",
    "above",
    "account",
    "after",
    "again",
    "against",
    "allow",
    "another",
    "answer",
    "application",
    "because",
    "before",
    "being",
    "below",
    "between",
    "change",
    "company",
    "could",
    "create",
    "developer",
    "different",
    "during",
    "enable",
    "every",
    "first",
    "further",
    "given",
    "least",
    "might",
    "minute",
    "needs",
    "needed",
    "never",
    "number",
    "other",
    "question",
    "right",
    "second",
    "should",
    "since",
    "still",
    "their",
    "there",
    "these",
    "thing",
    "those",
    "three",
    "through",
    "under",
    "until",
    "using",
    "value",
    "wants",
    "where",
    "which",
    "while",
    "without",
    "would",
    "wrong",
];

/// Tells of what gives keys away in a bank; `at` is where its questions begin.
pub(super) fn check(questions: &[Written], at: &Range<usize>, sink: &mut Sink) {
    let choices: Vec<(&Node, &Item, &Choice)> =
        questions.iter().filter_map(|(node, item)| Some((*node, *item, choice(item)?))).collect();
    let single: Vec<&Choice> =
        choices.iter().map(|(_, _, choice)| *choice).filter(|it| it.needed() == 1).collect();
    longest(&single, at, sink);
    same_place(&single, at, sink);
    let common = frequencies(&choices);
    for (node, item, choice) in choices {
        gives_away(node, item, choice, &common, sink);
    }
}

fn choice(item: &Item) -> Option<&Choice> {
    match &item.kind {
        Kind::Choice(choice) => Some(choice),
        _ => None,
    }
}

/// Whether something holds for all, or for all but one in ten.
fn is_habit(count: usize, of: usize) -> bool {
    of >= ENOUGH && count * 10 >= of * 9
}

fn longest(choices: &[&Choice], at: &Range<usize>, sink: &mut Sink) {
    let length = |text: &str| text.chars().count();
    let stands_out = |choice: &&&Choice| {
        let (keys, others): (Vec<_>, Vec<_>) =
            choice.options.iter().partition(|option| option.correct);
        let longest = others.iter().map(|option| length(&option.text.0)).max();
        keys.iter().all(|key| Some(length(&key.text.0)) > longest)
    };
    let count = choices.iter().filter(stands_out).count();
    if is_habit(count, choices.len()) {
        let of = choices.len();
        let message = format!("the key is the longest option in {count} of {of} questions");
        let help = "whoever sees that need not know the answer; make some wrong options longer";
        sink.tell_with_help(Code::LongestKey, at, &message, help);
    }
}

/// Shuffling hides the place of a key in this program, not in an export or for
/// those who keep the order, so it is told all the same.
fn same_place(choices: &[&Choice], at: &Range<usize>, sink: &mut Sink) {
    let mut places: HashMap<usize, usize> = HashMap::new();
    for choice in choices {
        let key = choice.options.iter().position(|option| option.correct);
        *places.entry(key.unwrap_or_default()).or_default() += 1;
    }
    let most = places.into_iter().max_by_key(|(place, count)| (*count, usize::MAX - place));
    let Some((place, count)) = most else { return };
    if is_habit(count, choices.len()) || is_no_chance(count, choices) {
        let (place, of) = (place + 1, choices.len());
        let message = format!("the key is option {place} in {count} of {of} questions");
        let help = "shuffling hides that only where options are shuffled; spread the keys";
        sink.tell_with_help(Code::SamePlace, at, &message, help);
    }
}

/// Whether a place has the keys of so many questions that chance alone would
/// not put them there in 30,000 banks: four standard deviations more than its
/// share.
fn is_no_chance(count: usize, choices: &[&Choice]) -> bool {
    let shares = choices.iter().map(|choice| 1.0 / as_f64(choice.options.len().max(1)));
    let (mean, variance) =
        shares.fold((0.0, 0.0), |(mean, variance), p| (mean + p, variance + p * (1.0 - p)));
    as_f64(count) > 4.0_f64.mul_add(f64::sqrt(variance), mean)
}

/// Of a small count.
fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// In how many questions each word stands.
fn frequencies(choices: &[(&Node, &Item, &Choice)]) -> HashMap<String, usize> {
    let mut frequencies = HashMap::new();
    for (_, item, choice) in choices {
        let mut all: Vec<String> = words(&item.stem.0).map(|(word, _)| word).collect();
        all.extend(choice.options.iter().flat_map(|it| words(&it.text.0)).map(|(word, _)| word));
        all.sort_unstable();
        all.dedup();
        for word in all {
            *frequencies.entry(word).or_default() += 1;
        }
    }
    frequencies
}

/// Tells of a word that only the stem and the key have: not in the wrong
/// options, nor in any other question, where it would be a word of the subject.
fn gives_away(
    node: &Node,
    item: &Item,
    choice: &Choice,
    frequencies: &HashMap<String, usize>,
    sink: &mut Sink,
) {
    let has = |correct: bool, wanted: &str| {
        let mut options = choice.options.iter().filter(|option| option.correct == correct);
        options.any(|option| words(&option.text.0).any(|(word, _)| word == wanted))
    };
    let telling = words(&item.stem.0).find(|(word, _)| {
        let is_rare = frequencies.get(word).is_none_or(|count| *count == 1);
        is_rare && has(true, word) && !has(false, word)
    });
    let (Some((_, at)), Some(stem), None) = (telling, node.get("stem"), &item.template) else {
        return;
    };
    let written = item.stem.0.get(at.clone()).unwrap_or_default();
    let message = format!("`{written}` stands in the stem and in the key alone, and gives it away");
    let help = "say it in other words, or use the word in a wrong option too";
    let span = Places::of(&sink.source.text, stem).at(&at);
    sink.tell_with_help(Code::GivesAway, &span, &message, help);
}

/// Words that may tell something, in small letters and without a plural's s,
/// and where they stand.
fn words(text: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let place = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let parts = parts.map(move |part| (part.to_lowercase(), place(part)..place(part) + part.len()));
    parts.filter_map(|(word, at)| {
        let is_word = word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic);
        let is_common = COMMON.contains(&word.as_str());
        let stem = word.strip_suffix('s').unwrap_or(&word).to_owned();
        (is_word && !is_common).then_some((stem, at))
    })
}
