//! The second reading of the built-in questions, kept in `docs/review.yaml`:
//! someone who did not write a question answered it without its key, reasons
//! and lesson.
//!
//! Two helpers for those who look after it, each with a variable of the
//! environment:
//!
//! - `TRIPOS_BLIND=FOLDER` writes one sheet per bank for such a reader;
//! - `TRIPOS_READ=FILE` takes the reader's answers (a list of `id`, `answer`,
//!   `reason`) into `docs/review.yaml`. A disagreement is entered with an empty
//!   `changed` and `source`, which are then filled in by hand; questions that
//!   were mended get their new hash with `TRIPOS_MENDED=1`.

use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_yaml::Value;
use sha2::{Digest, Sha256};
use tripos::{
    diagram::Diagram,
    item::{Item, Kind, Outcome, Reading, Response, Seed},
    pack::{self, Files, Pack},
    study::{Asked, Occasion, Session},
    text::Markdown,
};

const FILE: &str = "docs/review.yaml";
/// What a question asks and what is right: a reading holds for this.
const READ: [&str; 16] = [
    "stem",
    "options",
    "steps",
    "extra",
    "pairs",
    "answer",
    "tolerance",
    "unit",
    "accept",
    "pattern",
    "exact",
    "diagram",
    "any",
    "vars",
    "let",
    "where",
];
const OPENING: &str = "\
# The second reading of every question: answered by a reader who did not write
# it and saw neither key nor reasons nor lesson. `hash` is of stem, options and
# key; the question moved on if it no longer holds (tests/it/review.rs).
";

/// One question as it was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    hash: String,
    answer: String,
    reason: String,
    agreed: bool,
    /// What a disagreement led to, and where that is from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    changed: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// What a reader gives back.
#[derive(Debug, Deserialize)]
struct Given {
    id: String,
    answer: String,
    reason: String,
}

fn banks() -> Vec<(String, Value)> {
    let folder = fs::read_dir("quizzes").unwrap().map(|it| it.unwrap().path());
    let mut paths: Vec<_> =
        folder.filter(|it| it.extension().is_some_and(|it| it == "yaml")).collect();
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let read = |path: &Path| serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    paths.iter().map(|path| (name(path), read(path))).collect()
}

fn questions(bank: &Value) -> Vec<&Value> {
    bank["questions"].as_sequence().unwrap().iter().collect()
}

fn id(question: &Value) -> String {
    question["id"].as_str().unwrap().to_owned()
}

/// The hash of what was read: reasons may be worded anew, this may not.
fn hash(question: &Value) -> String {
    let mut told = String::new();
    for key in READ {
        match &question[key] {
            Value::Null => (),
            Value::Sequence(all) if key == "options" => {
                for option in all {
                    let is_key = option["correct"].as_bool() == Some(true);
                    writeln!(told, "{is_key} {}", option["text"].as_str().unwrap_or("")).unwrap();
                }
            }
            value => writeln!(told, "{key} {}", serde_yaml::to_string(value).unwrap()).unwrap(),
        }
    }
    let digest = Sha256::digest(told.as_bytes());
    digest.iter().take(8).fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"))
}

fn hashes() -> BTreeMap<String, String> {
    let banks = banks();
    let all = banks.iter().flat_map(|(_, bank)| questions(bank));
    all.map(|question| (id(question), hash(question))).collect()
}

fn entries() -> Vec<Entry> {
    let text = fs::read_to_string(FILE).unwrap_or_default();
    if text.is_empty() { Vec::new() } else { serde_yaml::from_str(&text).unwrap() }
}

/// What does not hold of the readings.
fn faults(entries: &[Entry], hashes: &BTreeMap<String, String>) -> Vec<String> {
    let mut told = Vec::new();
    for entry in entries {
        let id = &entry.id;
        match hashes.get(id) {
            None => told.push(format!("{id}: read, but no longer there")),
            Some(hash) if *hash != entry.hash => {
                told.push(format!("{id}: changed since it was read"));
            }
            Some(_) => (),
        }
        let says = |it: &Option<String>| it.as_ref().is_some_and(|it| !it.trim().is_empty());
        if !entry.agreed && (!says(&entry.changed) || !says(&entry.source)) {
            told.push(format!("{id}: a disagreement without what it led to and its source"));
        }
        if entry.reason.trim().is_empty() || entry.answer.trim().is_empty() {
            told.push(format!("{id}: no answer or no reason"));
        }
    }
    for id in hashes.keys() {
        match entries.iter().filter(|entry| entry.id == *id).count() {
            0 => told.push(format!("{id}: never read by another")),
            1 => (),
            more => told.push(format!("{id}: {more} entries")),
        }
    }
    told
}

/// As the sheet shows it: the order and the values are always the same.
fn asked(item: &Arc<Item>) -> Asked {
    Session::new(Occasion::Practice, vec![Arc::clone(item)], Seed(1)).asked().unwrap().clone()
}

fn diagram<'p>(pack: &'p Pack, item: &Item) -> Option<&'p Diagram> {
    match &item.kind {
        Kind::Place(parts) => pack.diagrams.get(&parts.diagram).map(Arc::as_ref),
        _ => None,
    }
}

/// Parts by the names that tell them apart, in reading order.
fn parts(diagram: &Diagram) -> Vec<String> {
    diagram.art.parts().map(|part| diagram.art.called(part.id)).collect()
}

/// Left and right things to choose from, as shown.
fn shown(pack: &Pack, asked: &Asked) -> (Vec<String>, Vec<String>) {
    let text = |it: Option<&Markdown>| it.unwrap().0.trim().to_owned();
    let order = asked.order.iter().copied();
    match &asked.item.kind {
        Kind::Choice(it) => {
            (order.map(|at| text(it.options.get(at).map(|it| &it.text))).collect(), vec![])
        }
        Kind::Order(it) => (order.map(|at| text(it.piece(at))).collect(), vec![]),
        Kind::Match(it) => (
            order.map(|at| text(it.pairs.get(at).map(|it| &it.left))).collect(),
            asked.rights.iter().map(|at| text(it.right(*at))).collect(),
        ),
        Kind::Place(_) => (parts(diagram(pack, &asked.item).unwrap()), vec![]),
        _ => (vec![], vec![]),
    }
}

fn how(kind: &Kind) -> String {
    match kind {
        Kind::Choice(it) if it.needed() == 1 => "choose one: its number".to_owned(),
        Kind::Choice(it) => format!("choose {}: their numbers", it.needed()),
        Kind::Order(it) => {
            format!("put {} in order: their numbers, first step first", it.steps.len())
        }
        Kind::Match(_) => "pair each: such as 1b 2a".to_owned(),
        Kind::Number(it) => format!(
            "a number{}",
            it.unit.as_ref().map(|it| format!(" of {it}")).unwrap_or_default()
        ),
        Kind::Text(_) => "a word".to_owned(),
        Kind::Cloze(_) => "fill the gaps, set apart by |".to_owned(),
        Kind::Place(it) => format!("{} of the parts: their numbers", it.needed()),
        Kind::Recall(_) => "answer freely, in a sentence or two".to_owned(),
    }
}

/// One question as a reader gets it.
fn sheet(pack: &Pack, item: &Arc<Item>) -> String {
    let asked = asked(item);
    let mut told = format!("## {}\n\n({})\n\n", item.id, how(&asked.item.kind));
    if let Some(situation) = pack.scenario(&asked.item) {
        writeln!(told, "Situation: {}\n", situation.0.trim()).unwrap();
    }
    let stem = match &asked.item.kind {
        Kind::Cloze(it) => it.with(|_| "____".to_owned()),
        _ => asked.item.stem.clone(),
    };
    writeln!(told, "{}\n", stem.0.trim()).unwrap();
    if let Kind::Place(it) = &asked.item.kind {
        let text = fs::read_to_string(&it.diagram).unwrap();
        let art = text.splitn(3, "---\n").nth(2).unwrap();
        writeln!(told, "```\n{}\n```\n", art.trim_end()).unwrap();
    }
    let (lefts, rights) = shown(pack, &asked);
    for (at, left) in lefts.iter().enumerate() {
        writeln!(told, "{}. {left}", at + 1).unwrap();
    }
    for (at, right) in rights.iter().enumerate() {
        writeln!(told, "   {}. {right}", letter(at)).unwrap();
    }
    told + "\n"
}

fn letter(at: usize) -> char {
    char::from(b'a' + u8::try_from(at).unwrap())
}

/// A reader's line as a response, and in words.
fn response(pack: &Pack, asked: &Asked, line: &str) -> Option<(Response, String)> {
    let (lefts, rights) = shown(pack, asked);
    let numbers = || -> Option<Vec<usize>> {
        let words = line.split([' ', ',']).filter(|it| !it.is_empty());
        words
            .map(|it| it.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < lefts.len()))
            .collect()
    };
    let words = |places: &[usize], join: &str| {
        places.iter().map(|at| lefts[*at].clone()).collect::<Vec<_>>().join(join)
    };
    let authored =
        |places: &[usize]| -> Vec<usize> { places.iter().map(|at| asked.order[*at]).collect() };
    Some(match &asked.item.kind {
        Kind::Choice(_) => {
            let places = numbers()?;
            (Response::Choice(authored(&places).into_iter().collect()), words(&places, "; "))
        }
        Kind::Order(_) => {
            let places = numbers()?;
            (Response::Order(authored(&places)), words(&places, " → "))
        }
        Kind::Match(it) => {
            let mut choices = vec![None; it.pairs.len()];
            let mut told = Vec::new();
            for pair in line.split([' ', ',']).filter(|it| !it.is_empty()) {
                let (number, letter) = pair.split_at(pair.len() - 1);
                let left = number.parse::<usize>().ok()?.checked_sub(1)?;
                let right = usize::from(letter.as_bytes()[0].checked_sub(b'a')?);
                told.push(format!("{} = {}", lefts.get(left)?, rights.get(right)?));
                choices[asked.order[left]] = Some(asked.rights[right]);
            }
            (Response::Match(choices), told.join("; "))
        }
        Kind::Number(it) => match it.read(line) {
            Reading::Number(number) => (Response::Number(number), line.to_owned()),
            _ => return None,
        },
        Kind::Text(_) => (Response::Text(line.to_owned()), line.to_owned()),
        Kind::Cloze(_) => {
            let filled = line.split('|').map(|it| it.trim().to_owned()).collect();
            (Response::Cloze(filled), line.to_owned())
        }
        Kind::Place(_) => {
            let places = numbers()?;
            let art = &diagram(pack, &asked.item)?.art;
            let all: Vec<_> = art.parts().map(|part| part.id).collect();
            let ids = places.iter().map(|at| all[*at]);
            let names = ids.map(|id| tripos::item::PartName::of(art, id)).collect();
            (Response::Place(names), words(&places, "; "))
        }
        Kind::Recall(_) => return None,
    })
}

/// A reader's answer as an entry. Free answers are judged by hand: they count
/// as disagreements until someone has compared them.
fn entry(pack: &Pack, hashes: &BTreeMap<String, String>, given: &Given) -> Entry {
    let item = pack.items.iter().find(|item| *item.id == *given.id);
    let item = item.unwrap_or_else(|| panic!("{}: no such question", given.id));
    let asked = asked(item);
    let read = response(pack, &asked, given.answer.trim());
    let is_free = matches!(asked.item.kind, Kind::Recall(_));
    assert!(read.is_some() || is_free, "{}: `{}` cannot be read", given.id, given.answer);
    let (agreed, answer) = match read {
        Some((response, words)) => {
            (asked.item.kind.grade(&response) == Some(Outcome::Right), words)
        }
        None => (false, given.answer.clone()),
    };
    let open = || (!agreed).then(String::new);
    Entry {
        id: given.id.clone(),
        hash: hashes[&given.id].clone(),
        answer,
        reason: given.reason.clone(),
        agreed,
        changed: open(),
        source: open(),
    }
}

/// Writes the entries in the order of the banks.
fn write(entries: &[Entry]) {
    let banks = banks();
    let order: Vec<String> = banks.iter().flat_map(|(_, bank)| questions(bank)).map(id).collect();
    let mut sorted = entries.to_vec();
    sorted.sort_by_key(|entry| order.iter().position(|id| *id == entry.id));
    fs::write(FILE, format!("{OPENING}{}", serde_yaml::to_string(&sorted).unwrap())).unwrap();
}

/// The helpers, where one is asked for.
fn help(hashes: &BTreeMap<String, String>) {
    let pack = pack::load(&Files::Folder(".".into())).0;
    if let Ok(folder) = env::var("TRIPOS_BLIND") {
        fs::create_dir_all(&folder).unwrap();
        for (name, bank) in banks() {
            let ids: Vec<String> = questions(&bank).into_iter().map(id).collect();
            let items = ids.iter().map(|id| pack.items.iter().find(|it| *it.id == **id).unwrap());
            let text: String = items.map(|item| sheet(&pack, item)).collect();
            fs::write(Path::new(&folder).join(format!("{name}.md")), text).unwrap();
        }
    }
    if let Ok(file) = env::var("TRIPOS_READ") {
        let given: Vec<Given> = serde_yaml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let mut all = entries();
        for given in &given {
            all.retain(|entry| entry.id != given.id);
            all.push(entry(&pack, hashes, given));
        }
        write(&all);
    }
    if env::var_os("TRIPOS_MENDED").is_some() {
        let mut all = entries();
        for entry in all.iter_mut().filter(|entry| entry.changed.is_some()) {
            entry.hash.clone_from(&hashes[&entry.id]);
        }
        write(&all);
    }
}

#[test]
fn every_question_was_read_by_another() {
    let hashes = hashes();
    help(&hashes);
    let told = faults(&entries(), &hashes);
    assert!(told.is_empty(), "{} faults in {FILE}:\n{}", told.len(), told.join("\n"));
}

#[test]
fn a_reading_holds_for_what_was_read() {
    let text = "{id: a, stem: Which?, options: [{text: One, correct: true, why: x}, {text: Two}]}";
    let base: Value = serde_yaml::from_str(text).unwrap();
    let of = |from: &str, to: &str| hash(&serde_yaml::from_str(&text.replace(from, to)).unwrap());
    assert_eq!(of("why: x", "why: another"), hash(&base));
    assert_eq!(of("id: a", "id: b"), hash(&base));
    assert_ne!(of("Which", "What"), hash(&base));
    assert_ne!(of("Two", "Three"), hash(&base));
    assert_ne!(of(", correct: true", ""), hash(&base));
}

#[test]
fn readings_that_are_missing_old_or_open_are_told() {
    let entry = |id: &str, hash: &str, agreed, changed: Option<&str>| Entry {
        id: id.to_owned(),
        hash: hash.to_owned(),
        answer: "One".to_owned(),
        reason: "Because".to_owned(),
        agreed,
        changed: changed.map(str::to_owned),
        source: changed.map(|_| "https://example.org".to_owned()),
    };
    let hashes: BTreeMap<String, String> =
        ["a", "b", "c", "d"].map(|id| (id.to_owned(), "1".to_owned())).into();
    let read = [
        entry("a", "1", true, None),
        entry("b", "0", true, None),
        entry("c", "1", false, Some("")),
        entry("z", "1", false, Some("Left out")),
    ];
    let told = faults(&read, &hashes);
    let starts = ["b: changed", "c: a disagreement", "z: read", "d: never"];
    assert_eq!(told.len(), starts.len(), "{told:?}");
    assert!(told.iter().zip(starts).all(|(told, start)| told.starts_with(start)), "{told:?}");
}
