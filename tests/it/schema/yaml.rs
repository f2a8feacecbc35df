//! YAML as an author writes it, from a tree, and the tree as JSON.

use serde_json::Value as Json;
use serde_yaml::Value;

/// A tree as YAML; what is nothing is written as nothing.
pub fn written(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0);
    text.trim_start_matches('\n').to_owned()
}

fn write(text: &mut String, value: &Value, indent: usize) {
    let begin = |text: &mut String| {
        text.push('\n');
        text.push_str(&" ".repeat(indent));
    };
    match value {
        Value::Sequence(all) if !all.is_empty() => {
            for value in all {
                begin(text);
                text.push('-');
                write(text, value, indent + 2);
            }
        }
        Value::Mapping(all) if !all.is_empty() => {
            for (key, value) in all {
                begin(text);
                text.push_str(&single(key));
                text.push(':');
                write(text, value, indent + 2);
            }
        }
        Value::Null => (),
        other => {
            text.push(' ');
            text.push_str(&single(other));
        }
    }
    if indent == 0 {
        text.push('\n');
    }
}

/// A value on one line; a text without quotes where it stays that text.
fn single(value: &Value) -> String {
    match value {
        Value::String(text) if is_plain(text) => text.clone(),
        Value::String(text) => serde_json::to_string(text).unwrap(),
        Value::Sequence(_) => "[]".to_owned(),
        Value::Mapping(_) => "{}".to_owned(),
        other => serde_yaml::to_string(other).unwrap().trim().to_owned(),
    }
}

fn is_plain(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || " ._-/%".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(word)
        && text.trim() == text
        && serde_yaml::from_str::<Value>(text).is_ok_and(|value| value.as_str() == Some(text))
}

/// A tree as JSON; keys become the texts they are.
pub fn json(value: &Value) -> Json {
    match value {
        Value::Sequence(all) => all.iter().map(json).collect(),
        Value::Mapping(all) => all
            .iter()
            .map(|(key, value)| (single(key), json(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => serde_json::to_value(other).unwrap(),
    }
}
