//! Files with slips, and what schema and decoder say of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde_json::Value as Json;
use serde_yaml::Value;
use tripos::{
    item::Seed,
    pack::{self, Code},
};

use super::{Judge, Sample, python, samples, schema_of, schemas, slips, yaml};
use crate::{pack::cases, soak};
use Code::*;

/// Faults that a schema cannot know of, and why.
#[rustfmt::skip]
const BEYOND: &[(&[Code], &str)] = &[
    (&[DuplicateId, UnknownId, UnknownLesson, UnknownHeading], "what the rest of the pack says"),
    (&[MissingFile, OutsidePack], "which files there are"),
    (&[OpenShape, UnknownPart, AmbiguousPart, NoPath, SameName, ArtSize, ArtCharacter], "what is drawn"),
    (&[EqualOptions, EqualSides, AllCorrect, ManyOptions], "what two values say together"),
    (&[Weights, Scale, Unscored, Dates], "what two numbers say together"),
    (&[NoGap, BadGap, BadPattern], "what a text means"),
    (&[BadExpression, UnknownName, BadRange, BadName, NoDraw, NoValue, DivisionByZero, OutOfFuel, EqualDraw, UnfitDraw], "what a template comes to"),
    (&[NotANumber, BadTolerance], "whether `{{` fills in a number"),
    (&[NotAllowed, NeedsQuotes], "what YAML has besides values: anchors, aliases, tags"),
];

/// Sorts of files; most slips are made in banks.
const SORTS: &[&str] = &["bank", "bank", "bank", "pack", "lesson", "diagram", "facts"];

/// Whether the faults of a file are such that its schema should refuse it, or
/// allow it.
fn agree(allowed: bool, errors: &BTreeSet<Code>) -> bool {
    let beyond = |code: &Code| BEYOND.iter().any(|(codes, _)| codes.contains(code));
    if allowed { errors.iter().all(beyond) } else { !errors.is_empty() }
}

/// What was said of all files.
#[derive(Default)]
struct Tally {
    /// Both take them.
    sound: usize,
    /// Both refuse them.
    faulty: usize,
    /// The decoder tells of these what no schema can know.
    beyond: BTreeMap<Code, usize>,
    /// They do not agree.
    wrong: Vec<String>,
}

impl Tally {
    fn note(&mut self, path: &str, text: &str, allowed: bool, errors: &BTreeSet<Code>) {
        if !agree(allowed, errors) {
            let says = if allowed { "allows" } else { "refuses" };
            let told = format!("{path}: the schema {says} this, the decoder tells {errors:?}:");
            self.wrong.push(format!("{told}\n{text}"));
        } else if !allowed {
            self.faulty += 1;
        } else if errors.is_empty() {
            self.sound += 1;
        } else {
            for code in errors {
                *self.beyond.entry(*code).or_default() += 1;
            }
        }
    }

    fn tell(&self) {
        let Self { sound, faulty, .. } = self;
        let shown = format!("{sound} sound and {faulty} faulty files, found of one mind on each");
        soak::figure("schema and decoder agree", &shown);
        for (codes, reason) in BEYOND {
            let seen = codes.iter().filter_map(|code| Some((code, self.beyond.get(code)?)));
            let seen: Vec<_> = seen.map(|(code, count)| format!("{code} {count} times")).collect();
            if !seen.is_empty() {
                soak::figure(&format!("beyond a schema: {reason}"), &seen.join(", "));
            }
        }
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
    }
}

/// Also beside another judge of schemas, where there is one.
#[test]
fn schema_and_decoder_agree_on_files_with_slips() {
    let (schemas, samples) = (schemas(), samples());
    let judges: BTreeMap<&str, Judge> =
        schemas.iter().map(|(name, schema)| (*name, Judge::new(schema))).collect();
    let (mut asked, mut ours) = (Vec::new(), Vec::new());
    let (mut tally, mut seen) = (Tally::default(), BTreeSet::new());
    for round in 0..soak::full(20_000, 660) {
        let mut rng = Seed(round as u64).of("slips").rng();
        let sort = *slips::pick(SORTS, &mut rng);
        let of_sort: Vec<_> = samples.iter().filter(|it| it.schema() == sort).collect();
        let sample = *slips::pick(&of_sort, &mut rng);
        let tree = slips::slip(&cut(sample, &mut rng), &mut rng);
        let (text, json) = (yaml::written(&tree), yaml::json(&tree));
        let read: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(yaml::json(&read), json, "{text}");
        if seen.insert(text.clone()) {
            let allowed = judges[sort].allows(&json);
            tally.note(&sample.path, &text, allowed, &sample.errors(&tree));
            asked.push((sort, json));
            ours.push(allowed);
        }
    }
    tally.tell();
    assert!(tally.sound >= 200 && tally.faulty >= 200);
    match python(&schemas, &asked) {
        Some(theirs) => assert_eq!(ours, theirs),
        None => soak::figure("beside jsonschema", "left out: no Python with jsonschema here"),
    }
}

/// The tree of a file; of a large one that stands alone, three of its questions
/// or rows, so that a slip is seldom lost in it.
fn cut(sample: &Sample, rng: &mut impl rand::Rng) -> Value {
    let mut tree = sample.tree.clone();
    let all = if tree.is_sequence() { Some(&mut tree) } else { tree.get_mut("questions") };
    if let (Some(Value::Sequence(all)), true) = (all, sample.pack.is_none()) {
        *all = (0..3).map(|_| slips::pick(all, rng).clone()).collect();
    }
    tree
}

/// The cases of `tests/it/pack/`, file by file, where all of YAML can read them.
#[test]
fn schema_and_decoder_agree_on_the_cases() {
    let schemas = schemas();
    let (mut wrong, mut judged) = (Vec::new(), 0);
    for entry in fs::read_dir("tests/it/pack").unwrap() {
        let Ok(text) = fs::read_to_string(entry.unwrap().path()) else { continue };
        for case in cases(&text) {
            let found = pack::load(&crate::pack::files(&case)).1;
            for (path, text) in &case.files {
                let Some((sort, json)) = schema_of(path).zip(json_of(text)) else { continue };
                let told = found.iter().filter(|it| it.is_error() && it.source.path == *path);
                let errors = told.map(|it| it.code).collect();
                let allowed = Judge::new(&schemas[sort]).allows(&json);
                if !agree(allowed, &errors) && !is_spelt(text) {
                    wrong.push(format!("{} {path}: {allowed}, {errors:?}", case.name));
                }
                judged += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    soak::figure("schema and decoder agree on cases", &format!("{judged} files"));
}

/// The YAML of a file as JSON; nothing if there is none, or it cannot be read.
fn json_of(text: &str) -> Option<Json> {
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let tree: Value = serde_yaml::from_str(front.map_or(text, |(front, _)| front)).ok()?;
    Some(yaml::json(&tree)).filter(|json| !json.is_null())
}

/// Whether the only fault to a schema is a word that YAML takes for nothing.
fn is_spelt(text: &str) -> bool {
    text.contains(": ~")
}
