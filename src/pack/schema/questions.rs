//! Questions: closed for each kind, which may be said at the top of the bank.

use super::{
    json::{Json, map, plain, texts},
    keywords::{needs, of_key},
};
use crate::pack::{
    kind::{KINDS, KindOf, QUESTION},
    shape::{Key, Need, Shape},
};

/// The kind of questions for which nobody says one.
const USUAL: &str = "choice";

/// A bank: what it says of its own, and what its questions may be.
pub(super) fn banked(bank: Json) -> Json {
    let kinds = KINDS.iter().map(|kind| (kind.name, of_kind(kind)));
    let definitions = map([("question", question())]).and(map(kinds));
    bank.with("allOf", Json::List(KINDS.iter().map(by_default).collect()))
        .with("definitions", definitions)
}

/// Refers to a definition.
pub(super) fn reference(name: &str) -> Json {
    map([("$ref", plain(format!("#/definitions/{name}")))])
}

/// What holds for every question, and for one that names its kind.
fn question() -> Json {
    let properties = map(QUESTION.keys.iter().map(|key| (key.name, of_key(key))));
    let own = |kind: &KindOf| map([("if", is(kind, true)), ("then", reference(kind.name))]);
    map([
        ("type", plain("object")),
        ("defaultSnippets", Json::List(KINDS.iter().map(snippet).collect())),
        ("properties", properties),
    ])
    .and(needs(QUESTION.keys))
    .with("allOf", Json::List(KINDS.iter().map(own).collect()))
}

/// What the questions of a bank of that kind are if they name none.
fn by_default(kind: &KindOf) -> Json {
    let is_named = map([("required", texts(["kind"]))]);
    let items = map([("if", is_named), ("else", reference(kind.name))]);
    let questions = map([("properties", map([("questions", map([("items", items)]))]))]);
    map([("if", is(kind, kind.name != USUAL)), ("then", questions)])
}

/// Whether `kind` is this one; where it must be written.
fn is(kind: &KindOf, written: bool) -> Json {
    let name = map([("const", plain(kind.name))]);
    let needed = texts(written.then_some("kind"));
    map([("properties", map([("kind", name)]))]).with_any("required", needed)
}

/// The keys of a kind, and no others.
fn of_kind(kind: &KindOf) -> Json {
    let common = QUESTION.keys.iter().map(|key| (key.name, plain(true)));
    let own = kind.keys.iter().map(|key| (key.name, own_key(kind, key)));
    map([("description", plain(kind.doc)), ("properties", map(common.chain(own)))])
        .and(needs(kind.keys))
        .with("additionalProperties", plain(false))
}

/// A key of one kind alone. Of options some are right and some are not, which
/// no table of keys says.
fn own_key(kind: &KindOf, key: &Key) -> Json {
    let schema = of_key(key);
    if (kind.name, key.name) != ("choice", "options") {
        return schema;
    }
    let right = map([("properties", map([("correct", map([("const", plain(true))]))]))])
        .with("required", texts(["correct"]));
    let some =
        |which: Json, message: &str| map([("contains", which), ("errorMessage", plain(message))]);
    let wrong = map([("not", right.clone())]);
    schema.with(
        "allOf",
        Json::List(vec![
            some(right, "No option is correct; write `correct: true` in one or more."),
            some(wrong, "Every option is correct, so there is nothing to choose."),
        ]),
    )
}

/// A question of a kind to begin with: what it must have, and what it is told
/// to have.
fn snippet(kind: &KindOf) -> Json {
    let mut stops = 0;
    let mut filled = |keys: &[Key], is_in: fn(Need) -> bool| {
        let first = keys.iter().position(|key| key.need == Need::One);
        let is_in = |(at, key): &(usize, &Key)| is_in(key.need) || Some(*at) == first;
        let keys = keys.iter().enumerate().filter(is_in);
        keys.map(|(_, key)| (key.name, sample(&key.shape, &mut stops))).collect::<Vec<_>>()
    };
    let is_must = |need| need == Need::Must;
    let mut body = filled(QUESTION.keys, is_must);
    body.insert(1, ("kind", plain(kind.name)));
    let own = filled(kind.keys, |need| matches!(need, Need::Must | Need::Should)).into_iter();
    body.extend(own.map(|(name, value)| (name, right(value, name))));
    body.extend(filled(QUESTION.keys, |need| need == Need::Should));
    map([
        ("label", plain(format!("{} question", kind.name))),
        ("description", plain(kind.doc)),
        ("body", map(body)),
    ])
}

/// Of options, the first is right.
fn right(value: Json, name: &str) -> Json {
    match value {
        Json::List(mut options) if name == "options" => {
            if let Some(first) = options.first_mut() {
                *first = first.clone().with("correct", plain(true));
            }
            Json::List(options)
        }
        value => value,
    }
}

/// A value to be written over.
fn sample(shape: &Shape, stops: &mut usize) -> Json {
    let each = |shape: &Shape, count: usize, stops: &mut usize| {
        Json::List((0..count).map(|_| sample(shape, stops)).collect())
    };
    match shape {
        Shape::List(inner) => each(inner, 1, stops),
        Shape::Few(least, _, inner) => each(inner, (*least).max(1), stops),
        Shape::Either(one, _) => sample(one, stops),
        Shape::Map(thing) => {
            let keys = thing.keys.iter();
            let keys = keys.filter(|key| matches!(key.need, Need::Must | Need::Should));
            map(keys.map(|key| (key.name, sample(&key.shape, stops))))
        }
        _ => {
            *stops += 1;
            plain(format!("${stops}"))
        }
    }
}
