//! Shapes and tables as keywords of JSON Schema.

use serde_json::Value;

use super::json::{Json, map, plain, texts};
use crate::pack::{
    kind::KINDS,
    near::a,
    shape::{Form, Key, Need, Shape, Thing},
};

/// What YAML takes for a number is a text as it was typed.
const TEXTS: [&str; 2] = ["string", "number"];

/// What a value must be.
pub(super) fn of_shape(shape: &Shape) -> Json {
    match shape {
        Shape::Either(one, other) => or_flag(one, merged(strict(one), of_shape(other))),
        one => or_flag(one, strict(one)),
    }
}

/// What YAML takes for a flag is a text as well, where a text is wanted. It is
/// said in such a way that editors do not offer `true` and `false` there.
fn or_flag(shape: &Shape, strict: Json) -> Json {
    let is_text = matches!(
        shape,
        Shape::Text | Shape::Word | Shape::Markdown | Shape::Id(_) | Shape::Code(_)
    );
    if !is_text {
        return strict;
    }
    let flag = map([("if", map([("type", plain("boolean"))])), ("else", plain(false))]);
    map([("anyOf", Json::List(vec![strict, flag]))])
}

fn strict(shape: &Shape) -> Json {
    match shape {
        Shape::Text | Shape::Word | Shape::Markdown => spelt(&TEXTS, r"\S", "This text is empty."),
        Shape::Like(form) => like(form),
        Shape::Id(noun) => id(noun, "a-z", "small letters"),
        Shape::Code(noun) => id(noun, "A-Za-z", "letters"),
        Shape::Whole(from, to) => whole(*from, *to),
        Shape::Flag => map([("type", plain("boolean"))]),
        Shape::Date => spelt(
            &["string"],
            "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            "A date is wanted, such as 2026-11-30.",
        ),
        Shape::Kind => {
            let names = texts(KINDS.iter().map(|kind| kind.name));
            let docs = texts(KINDS.iter().map(|kind| kind.doc));
            map([("type", plain("string")), ("enum", names), ("enumDescriptions", docs)])
        }
        Shape::List(inner) => list(inner),
        Shape::Few(from, to, inner) => few(*from, *to, inner),
        Shape::Map(thing) => of_thing(thing),
        Shape::Named(key, value) => map([
            ("type", plain("object")),
            ("propertyNames", strict(key).only(&["pattern", "patternErrorMessage"])),
            ("additionalProperties", of_shape(value)),
        ]),
        Shape::Either(..) => of_shape(shape),
        Shape::Question => super::questions::reference("question"),
    }
}

/// What a mapping may hold.
pub(super) fn of_thing(thing: &Thing) -> Json {
    let properties = map(thing.keys.iter().map(|key| (key.name, of_key(key))));
    map([("type", plain("object")), ("properties", properties)])
        .and(needs(thing.keys))
        .with("additionalProperties", plain(false))
}

/// What is told of a key, and what its value must be.
pub(super) fn of_key(key: &Key) -> Json {
    let default = key.default.map(|text| [("default", plain(value(text)))]);
    let default = map(default.into_iter().flatten());
    map([("description", plain(key.doc))]).and(default).and(of_shape(&key.shape))
}

/// Which keys must be there, and which must not beside others.
pub(super) fn needs(keys: &[Key]) -> Json {
    let named = |need: Need| keys.iter().filter(move |key| key.need == need).map(|key| key.name);
    let one = named(Need::One).map(|name| map([("required", texts([name]))])).collect();
    let ones: Vec<&str> = named(Need::One).collect();
    let beside = keys.iter().filter_map(|key| match key.need {
        Need::With(other) => Some((key.name, texts([other]))),
        Need::One => Some((key.name, alone(key.name, &ones))),
        _ => None,
    });
    map::<&str>([])
        .with_any("required", texts(named(Need::Must)))
        .with_any("anyOf", Json::List(one))
        .with_any("dependencies", map(beside))
}

/// None of these keys but one.
fn alone(name: &str, ones: &[&str]) -> Json {
    let others = ones.iter().filter(|other| **other != name);
    let wanted = format!("One of {} is wanted, not more.", ones.join(", "));
    map([("properties", map(others.map(|other| (*other, plain(false)))))])
        .with("errorMessage", plain(wanted))
}

/// A default as a value of its own sort.
fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

fn spelt(types: &[&str], pattern: &str, wanted: &str) -> Json {
    let kind = match types {
        [one] => plain(*one),
        _ => texts(types.iter().copied()),
    };
    map([("type", kind), ("pattern", plain(pattern)), ("patternErrorMessage", plain(wanted))])
}

fn like(form: &Form) -> Json {
    let least = map(form.least.map(|least| ("minimum", plain(least))));
    spelt(&TEXTS, form.pattern, form.wanted).and(least)
}

fn id(noun: &str, range: &str, letters: &str) -> Json {
    let pattern = format!("^[{range}0-9][{range}0-9._-]{{0,63}}$");
    let wanted = format!(
        "The id of {} is wanted: up to 64 {letters}, digits, `.`, `_` and `-`, beginning with a letter or digit.",
        a(noun)
    );
    spelt(&TEXTS, &pattern, &wanted).with("minimum", plain(0))
}

/// A whole number; of a few, each is offered.
fn whole(from: u32, to: u32) -> Json {
    let kind = map([("type", plain("integer"))]);
    if to - from < 5 {
        return kind.with("enum", Json::List((from..=to).map(plain).collect()));
    }
    kind.with("minimum", plain(from)).with("maximum", plain(to))
}

fn list(inner: &Shape) -> Json {
    map([("type", plain("array")), ("items", of_shape(inner))])
}

fn few(from: usize, to: usize, inner: &Shape) -> Json {
    let bound = |key, bound: Option<usize>| map(bound.map(|bound| (key, plain(bound))));
    list(inner)
        .and(bound("minItems", Some(from).filter(|from| *from > 0)))
        .and(bound("maxItems", Some(to).filter(|to| *to < usize::MAX)))
}

/// One of two: their types differ, and every other keyword is of one type.
fn merged(one: Json, other: Json) -> Json {
    let types = |it: &Json| it.get("type").cloned().map(Json::elements).unwrap_or_default();
    let types = [types(&one), types(&other)].concat();
    map([("type", Json::List(types))]).and(one.without("type")).and(other.without("type"))
}
