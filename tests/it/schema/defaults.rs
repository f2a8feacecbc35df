//! Defaults: an editor shows them, and the decoders go by them.

use serde_yaml::{Mapping, Value};
use tripos::pack::{self, Files, Key, Need, Shape};

use super::{Sample, files, mistakes, schema_of, starter, yaml};

/// What the tables say holds for a key that is left out is what the decoders do.
#[test]
fn defaults_written_out_change_nothing() {
    let mut added = 0;
    for pack in [files("tests/packs/kinds"), mistakes(), starter()] {
        let filled = pack.iter().map(|(path, text)| {
            let mut sample = Sample::new(path, text, None);
            fill(&mut sample.tree, &shape_of(path), None, &mut added);
            let yaml = yaml::written(&sample.tree);
            (
                path.clone(),
                sample.body.map_or(yaml.clone(), |body| format!("---\n{yaml}---\n{body}")),
            )
        });
        let (filled, _) = pack::load(&Files::held(filled.collect::<Vec<_>>()));
        let (pack, _) = pack::load(&Files::held(pack));
        assert_eq!(filled, pack);
    }
    assert!(added > 50, "{added}");
}

fn shape_of(path: &str) -> Shape {
    match schema_of(path).unwrap() {
        "pack" => Shape::Map(&pack::PACK),
        "bank" => Shape::Map(&pack::BANK),
        "lesson" => Shape::Map(&pack::LESSON),
        "diagram" => Shape::Map(&pack::DIAGRAM),
        _ => Shape::List(&Shape::Map(&pack::FACT)),
    }
}

/// Writes out every default of a value; a bank says the kind of its questions.
fn fill(value: &mut Value, shape: &Shape, kind: Option<&str>, added: &mut usize) {
    match (value, shape) {
        (Value::Sequence(all), Shape::List(inner) | Shape::Few(_, _, inner)) => {
            for value in all {
                fill(value, inner, kind, added);
            }
        }
        (Value::Mapping(map), Shape::Map(thing)) => fill_keys(map, thing.keys, None, added),
        (Value::Mapping(map), Shape::Named(_, inner)) => {
            for value in map.values_mut() {
                fill(value, inner, kind, added);
            }
        }
        (value @ (Value::Sequence(_) | Value::Mapping(_)), Shape::Either(_, other)) => {
            fill(value, other, kind, added);
        }
        (Value::Mapping(map), Shape::Question) => {
            let kind = map.get("kind").and_then(Value::as_str).or(kind).unwrap_or("choice");
            let own = pack::KINDS.iter().find(|it| it.name == kind).unwrap().keys;
            fill_keys(map, &[pack::QUESTION.keys, own].concat(), None, added);
        }
        _ => (),
    }
}

fn fill_keys(map: &mut Mapping, keys: &[Key], kind: Option<&str>, added: &mut usize) {
    let kind = map.get("kind").and_then(Value::as_str).or(kind).map(str::to_owned);
    for key in keys {
        let fits = !matches!(key.need, Need::With(other) if !map.contains_key(other));
        if let (None, Some(default), true) = (map.get(key.name), key.default, fits) {
            map.insert(key.name.into(), serde_yaml::from_str(default).unwrap());
            *added += 1;
        } else if let Some(value) = map.get_mut(key.name) {
            fill(value, &key.shape, kind.as_deref(), added);
        }
    }
}
