//! What can be answered, what was, and what is right, as lines of Markdown.

use crate::{
    item::{Kind, Response, text::Accept},
    study::Asked,
};

/// A line about a possible or a given answer.
pub struct Row {
    /// Inline Markdown.
    pub text: String,
    /// Whether it is part of the key.
    pub right: bool,
    /// Whether it was chosen.
    pub chosen: bool,
    /// Why it is right or wrong, in Markdown.
    pub why: Option<String>,
}

/// What a question offers and what was done with it.
pub fn rows(asked: &Asked, response: Option<&Response>) -> Vec<Row> {
    if let Kind::Choice(choice) = &asked.item.kind {
        let picks = match response {
            Some(Response::Choice(picks)) => Some(picks),
            _ => None,
        };
        let row = |at: &usize| {
            let option = choice.options.get(*at)?;
            Some(Row {
                text: option.text.0.clone(),
                right: option.correct,
                chosen: picks.is_some_and(|picks| picks.contains(at)),
                why: option.why.as_ref().map(|why| why.0.clone()),
            })
        };
        return asked.order.iter().filter_map(row).collect();
    }
    let mut rows = Vec::new();
    if let Some(given) = response.and_then(|it| given(&asked.item.kind, it)) {
        let right = response.and_then(|it| asked.item.kind.grade(it));
        let right = right == Some(crate::item::Outcome::Right);
        rows.push(Row { text: given, right, chosen: true, why: None });
    }
    if rows.iter().all(|row| !row.right) {
        rows.push(Row { text: key(&asked.item.kind), right: true, chosen: false, why: None });
    }
    rows
}

/// A response in words; nothing if it is of another kind, or picks.
pub fn given(kind: &Kind, response: &Response) -> Option<String> {
    Some(match (kind, response) {
        (Kind::Order(it), Response::Order(places)) => {
            let pieces = places.iter().filter_map(|at| it.piece(*at));
            joined(pieces.map(|it| it.0.clone()))
        }
        (Kind::Match(it), Response::Match(choices)) => {
            let pairs = it.pairs.iter().zip(choices).filter_map(|(pair, choice)| {
                Some(format!("{} → {}", pair.left.0, it.right((*choice)?)?.0))
            });
            pairs.collect::<Vec<_>>().join("; ")
        }
        (_, Response::Number(number)) => number.to_string(),
        (_, Response::Text(typed)) => format!("`{}`", typed.replace('`', "'")),
        (_, Response::Cloze(filled)) => filled.join(" | "),
        (_, Response::Place(parts)) => {
            parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        _ => return None,
    })
}

/// What is right, in words.
fn key(kind: &Kind) -> String {
    match kind {
        Kind::Choice(it) => {
            let right = it.options.iter().filter(|option| option.correct);
            right.map(|it| it.text.0.clone()).collect::<Vec<_>>().join("; ")
        }
        Kind::Order(it) => joined(it.steps.iter().map(|step| step.0.clone())),
        Kind::Match(it) => {
            let pairs = it.pairs.iter().map(|pair| format!("{} → {}", pair.left.0, pair.right.0));
            pairs.collect::<Vec<_>>().join("; ")
        }
        Kind::Number(it) => {
            let unit = it.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
            format!("{}{unit}", it.answer)
        }
        Kind::Text(it) => match &it.accept {
            Accept::OneOf(texts) => texts.first().map(ToString::to_string).unwrap_or_default(),
            Accept::Pattern(pattern) => format!("what matches `{}`", pattern.source()),
        },
        Kind::Cloze(it) => {
            let gaps = it.gaps().iter().filter_map(|gap| gap.accept.first());
            gaps.map(ToString::to_string).collect::<Vec<_>>().join(" | ")
        }
        Kind::Place(it) => {
            let word = if it.any { " or " } else { ", " };
            it.answer.iter().map(ToString::to_string).collect::<Vec<_>>().join(word)
        }
        Kind::Recall(it) => it.answer.0.clone(),
    }
}

fn joined(pieces: impl Iterator<Item = String>) -> String {
    let numbered = pieces.enumerate().map(|(at, piece)| format!("({}) {piece}", at + 1));
    numbered.collect::<Vec<_>>().join(" ")
}
