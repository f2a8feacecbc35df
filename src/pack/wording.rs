//! Wording that tests something else than what was learnt: one question at a
//! time. English is looked for; in other languages nothing is told.

use std::{collections::HashMap, ops::Range};

use super::{
    Code,
    habits::Written,
    sink::Sink,
    take,
    yaml::{Node, Places},
};
use crate::item::{Choice, Kind};

/// Options that lean on others; in small letters, without signs.
const LEANING: &[&str] = &[
    "all of the above",
    "all the above",
    "all of these",
    "all of them",
    "all answers are correct",
    "all options are correct",
    "none of the above",
    "none of these",
    "none of them",
    "both a and b",
    "both of the above",
];

/// Words that turn a question round.
const NEGATIVE: &[&str] = &["not", "cannot", "never", "except", "neither", "nor"];

/// Where the part of a sentence ends that its question word governs.
const CLAUSE: &[&str] = &[
    "when", "if", "that", "because", "while", "after", "before", "until", "unless", "although",
    "who", "which", "whose", "where", "so", "without", "and", "but",
];

/// Words that say nothing by themselves.
const ARTICLES: &[&str] = &["a", "an", "the"];

/// Tells what the wording of questions gets in the way of.
pub(super) fn check(questions: &[Written], sink: &mut Sink) {
    for (node, item) in questions {
        negative(node, &item.stem.0, sink);
        if let Kind::Choice(choice) = &item.kind {
            let texts: Vec<&Node> =
                take::list(node, "options").iter().filter_map(|it| it.get("text")).collect();
            leaning(&texts, choice, sink);
            if item.template.is_none() {
                alike(&texts, choice, sink);
            }
        }
    }
}

/// An option that cannot be judged by itself.
fn leaning(nodes: &[&Node], choice: &Choice, sink: &mut Sink) {
    for (node, option) in nodes.iter().zip(&choice.options) {
        let words = words(&option.text.0).join(" ");
        if LEANING.contains(&words.as_str()) {
            let message = "this option leans on the others: options are shuffled, and who knows two of them knows this one";
            let help = "ask for more than one answer instead, or write an option of its own";
            sink.tell_with_help(Code::Leaning, &node.span, message, help);
        }
    }
}

/// Two options that differ in signs, capitals and articles alone.
fn alike(nodes: &[&Node], choice: &Choice, sink: &mut Sink) {
    let mut seen: HashMap<String, (usize, &str)> = HashMap::new();
    for (node, option) in nodes.iter().zip(&choice.options) {
        let mut words = words(&option.text.0);
        words.retain(|word| !ARTICLES.contains(&word.as_str()));
        let (key, written) = (words.join(" "), option.text.0.as_str());
        let is_code = option.text.0.contains('`');
        if key.is_empty() || is_code {
            continue;
        }
        let (first, other) = *seen.entry(key).or_insert((node.span.start, written));
        if first != node.span.start && squeezed(other) != squeezed(written) {
            let line = sink.source.position(first).line;
            let help = format!("the other is on line {line}; a learner sees that both are wrong");
            let message = "this option says nearly the same as one before";
            sink.tell_with_help(Code::Alike, &node.span, message, &help);
        }
    }
}

fn squeezed(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// A question turned round by a word that is easily read over.
fn negative(node: &Node, stem: &str, sink: &mut Sink) {
    let (Some(at), Some(written)) = (turn(stem), node.get("stem")) else { return };
    let word = stem.get(at.clone()).unwrap_or_default();
    let message = format!("`{word}` turns this question round and is easily read over");
    let help = format!("ask for what is so, or mark the word: **{word}**");
    let span = Places::of(&sink.source.text, written).at(&at);
    sink.tell_with_help(Code::Negative, &span, &message, &help);
}

/// Where the last sentence, if it asks for one of several, is turned round by
/// a word without emphasis.
fn turn(stem: &str) -> Option<Range<usize>> {
    let end = stem.trim_end().strip_suffix('?')?.len();
    let start = stem.get(..end)?.rfind(['.', '?', '!', ':', '\n']).map_or(0, |at| at + 1);
    let sentence = stem.get(start..end)?;
    let mut words = sentence.split(' ').filter(|word| !word.is_empty());
    let first = words.next()?.to_lowercase();
    if !matches!(first.as_str(), "which" | "what" | "who") {
        return None;
    }
    for word in words {
        let bare = word.trim_end_matches(',');
        if CLAUSE.contains(&bare) {
            return None;
        }
        if NEGATIVE.contains(&bare) || bare.ends_with("n't") {
            let at = bare.as_ptr() as usize - stem.as_ptr() as usize;
            return Some(at..at + bare.len());
        }
        if bare.len() < word.len() {
            return None;
        }
    }
    None
}

/// Words in small letters, without signs.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| {
        !c.is_alphanumeric() && !matches!(c, '-' | '+' | '%' | '.' | '/' | '<' | '>' | '=')
    });
    let bare = words.map(|word| word.trim_end_matches('.').to_lowercase());
    bare.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::turn;

    #[test]
    fn a_question_is_turned_round_by_its_own_clause_alone() {
        for (stem, wanted) in [
            ("Which is not a key?", Some("not")),
            ("A table is read. Which of these can't be done?", Some("can't")),
            ("Which of these holds except on Mondays?", Some("except")),
            ("Which is **not** a key?", None),
            ("Which is NOT a key?", None),
            ("What happens when an item is not there?", None),
            ("What can a team do that cannot wait?", None),
            ("What is the highest limit with which it cannot fail?", None),
            ("It does not wait. What happens?", None),
            ("Why is it not there?", None),
            ("Say what is not.", None),
        ] {
            let at = turn(stem);
            assert_eq!(at.map(|at| &stem[at]), wanted, "{stem}");
        }
    }
}
