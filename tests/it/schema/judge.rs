//! A small judge of JSON Schema draft-07: what our schemas say, and nothing
//! else; a word it does not know is a fault of the test.

use std::{cell::RefCell, collections::HashMap};

use regex::Regex;
use serde_json::{Map, Value};

/// Words that only people and editors read.
const NOTES: &[&str] = &[
    "$schema",
    "default",
    "defaultSnippets",
    "definitions",
    "description",
    "enumDescriptions",
    "errorMessage",
    "patternErrorMessage",
];

/// A schema, and where its definitions are.
#[derive(Debug)]
pub struct Judge<'s> {
    root: &'s Value,
    /// Patterns that were asked for.
    patterns: RefCell<HashMap<String, Regex>>,
}

impl<'s> Judge<'s> {
    pub fn new(root: &'s Value) -> Self {
        Self { root, patterns: RefCell::default() }
    }

    pub fn allows(&self, value: &Value) -> bool {
        self.fits(self.root, value)
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        match schema {
            Value::Bool(all) => *all,
            Value::Object(words) => match words.get("$ref") {
                Some(target) => self.fits(self.target(target), value),
                None => words.iter().all(|(word, said)| self.word(words, word, said, value)),
            },
            other => panic!("no schema: {other}"),
        }
    }

    fn matches(&self, pattern: &str, text: &str) -> bool {
        let mut patterns = self.patterns.borrow_mut();
        let read = || Regex::new(pattern).unwrap();
        patterns.entry(pattern.to_owned()).or_insert_with(read).is_match(text)
    }

    fn target(&self, target: &Value) -> &'s Value {
        let name = target.as_str().unwrap().strip_prefix("#/definitions/").unwrap();
        &self.root["definitions"][name]
    }

    fn word(&self, words: &Map<String, Value>, word: &str, said: &Value, value: &Value) -> bool {
        match word {
            "allOf" => schemas(said).all(|it| self.fits(it, value)),
            "anyOf" => schemas(said).any(|it| self.fits(it, value)),
            "not" => !self.fits(said, value),
            "if" => {
                let next = if self.fits(said, value) { "then" } else { "else" };
                words.get(next).is_none_or(|it| self.fits(it, value))
            }
            "then" | "else" => words.contains_key("if"),
            "const" => said == value,
            "enum" => schemas(said).any(|it| it == value),
            "type" => types(said).any(|name| is(value, name)),
            _ if NOTES.contains(&word) => true,
            _ => self.inside(words, word, said, value),
        }
    }

    /// Words about one sort of value; all others are free of them.
    fn inside(&self, words: &Map<String, Value>, word: &str, said: &Value, value: &Value) -> bool {
        match (word, value) {
            ("pattern", Value::String(text)) => self.matches(text_of(said), text),
            ("minimum", Value::Number(number)) => number.as_f64() >= said.as_f64(),
            ("maximum", Value::Number(number)) => number.as_f64() <= said.as_f64(),
            ("items", Value::Array(all)) => all.iter().all(|it| self.fits(said, it)),
            ("contains", Value::Array(all)) => all.iter().any(|it| self.fits(said, it)),
            ("minItems", Value::Array(all)) => all.len() as u64 >= said.as_u64().unwrap(),
            ("maxItems", Value::Array(all)) => all.len() as u64 <= said.as_u64().unwrap(),
            ("required", Value::Object(keys)) => types(said).all(|key| keys.contains_key(key)),
            ("dependencies", Value::Object(keys)) => {
                let beside = said.as_object().unwrap().iter();
                let mut beside = beside.filter(|(key, _)| keys.contains_key(*key));
                beside.all(|(_, others)| match others {
                    Value::Array(_) => types(others).all(|key| keys.contains_key(key)),
                    schema => self.fits(schema, value),
                })
            }
            ("propertyNames", Value::Object(keys)) => {
                keys.keys().all(|key| self.fits(said, &Value::String(key.clone())))
            }
            ("properties", Value::Object(keys)) => keys
                .iter()
                .filter_map(|(key, value)| Some((said.get(key)?, value)))
                .all(|(schema, value)| self.fits(schema, value)),
            ("additionalProperties", Value::Object(keys)) => {
                let known =
                    |key: &str| words.get("properties").is_some_and(|it| it.get(key).is_some());
                keys.iter().filter(|(key, _)| !known(key)).all(|(_, value)| self.fits(said, value))
            }
            (
                "pattern"
                | "minimum"
                | "maximum"
                | "items"
                | "contains"
                | "minItems"
                | "maxItems"
                | "required"
                | "dependencies"
                | "propertyNames"
                | "properties"
                | "additionalProperties",
                _,
            ) => true,
            _ => panic!("a word that is not known: {word}"),
        }
    }
}

fn schemas(said: &Value) -> impl Iterator<Item = &Value> {
    said.as_array().unwrap().iter()
}

/// A text, or each text of a list.
fn types(said: &Value) -> impl Iterator<Item = &str> {
    let all = said.as_array().map_or(std::slice::from_ref(said), Vec::as_slice);
    all.iter().map(text_of)
}

fn text_of(said: &Value) -> &str {
    said.as_str().unwrap()
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("a type that is not known: {other}"),
    }
}

#[test]
fn the_judge_knows_its_words() {
    let schema = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    for (text, right, wrong) in [
        (r#"{"type": "integer", "minimum": 1}"#, "2", "0"),
        (r#"{"type": ["string", "number"], "pattern": "^a$"}"#, "5", r#""b""#),
        (r#"{"items": {"const": 1}, "minItems": 1, "maxItems": 2}"#, "[1, 1]", "[1, 1, 1]"),
        (r#"{"contains": {"enum": [1, 2]}}"#, "[3, 2]", "[3]"),
        (r#"{"not": {"required": ["a"]}}"#, "{}", r#"{"a": 1}"#),
        (
            r#"{"properties": {"a": true}, "additionalProperties": false}"#,
            r#"{"a": 1}"#,
            r#"{"b": 1}"#,
        ),
        (r#"{"dependencies": {"a": ["b"]}}"#, r#"{"b": 1}"#, r#"{"a": 1}"#),
        (r#"{"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, r#"{"a": 1}"#, r#"{"c": 1}"#),
        (
            r#"{"dependencies": {"a": {"properties": {"b": false}}}}"#,
            r#"{"b": 1}"#,
            r#"{"a": 1, "b": 1}"#,
        ),
        (
            r##"{"if": {"const": 1}, "else": {"$ref": "#/definitions/x"}, "definitions": {"x": {"const": 2}}}"##,
            "1",
            "3",
        ),
        (r#"{"propertyNames": {"pattern": "^a"}}"#, r#"{"ab": 1}"#, r#"{"b": 1}"#),
    ] {
        let schema = schema(text);
        let judge = Judge::new(&schema);
        assert!(judge.allows(&serde_json::from_str(right).unwrap()), "{text} {right}");
        assert!(!judge.allows(&serde_json::from_str(wrong).unwrap()), "{text} {wrong}");
    }
}
