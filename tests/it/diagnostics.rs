//! The table of codes, its examples, and the page drawn from them. With
//! `TRIPOS_BLESS=1` the page is written anew.

use std::{collections::BTreeSet, env, fmt::Write, fs};

use tripos::pack::{self, Code, Example, Files, Severity};

use crate::stories::{stderr, stdout, tripos};

const PAGE: &str = "docs/diagnostics.md";

/// Codes that a piece of a pack cannot show: they are about files on a disk,
/// about more of something than fits on a page, or are not told any more.
const WITHOUT: [Code; 8] = [
    Code::Unreadable,
    Code::NotUtf8,
    Code::TooLarge,
    Code::NoManifest,
    Code::LaterKind,
    Code::OutOfFuel,
    Code::LinkOut,
    Code::TooMany,
];

/// What examples refer to.
const AROUND: [(&str, &str); 4] = [
    (
        "pack.yaml",
        "format: 1\nid: demo\ntitle: Demo\ntopics: [{id: dynamodb, title: DynamoDB}]\nexams:\n  - code: DVA\n    questions: 1\n    minutes: 2\n    scale: {min: 0, max: 10, pass: 7}\n    domains: [{id: development, title: Development, weight: 100}]\n",
    ),
    (
        "content/dynamodb.md",
        "---\ntitle: DynamoDB\nobjectives: [indexes]\n---\n## Secondary indexes\n",
    ),
    ("assets/keys.diagram", "---\ntitle: Keys\n---\n┌─────┐\n│ Key │\n└─────┘\n"),
    ("facts.yaml", "- {id: DDB-01, say: It is., source: https://example.org}\n"),
];

/// The pack that an example is part of: what a question lacks of its needed
/// keys is added, for examples show only what they are about.
fn around(example: &Example) -> Files {
    let text = example.typed();
    let (path, text) = match example.place {
        "question" => ("quizzes/bank.yaml", bank(&text)),
        path => (path, text),
    };
    let mut files: Vec<_> = AROUND.map(|(path, text)| (path, text.to_owned())).to_vec();
    files.retain(|(other, _)| *other != path);
    files.push((path, text));
    Files::held(files)
}

fn bank(question: &str) -> String {
    let mut lines: Vec<String> = question.lines().map(str::to_owned).collect();
    let has = |key: &str| question.lines().any(|line| line.trim().starts_with(key));
    let about_missing = has("kind: recall") && has("answer:");
    if !has("stem:") && !about_missing {
        lines.push("stem: What?".to_owned());
    }
    if !has("kind:") && !has("options:") || has("kind: choice") || has("kind: multiple") {
        lines.push("options: [{text: A, correct: true}, {text: B}]".to_owned());
    }
    let first = lines.remove(0);
    format!("questions:\n  - {first}\n    {}\n", lines.join("\n    "))
}

fn told(example: &Example) -> BTreeSet<Code> {
    pack::audit(&around(example)).1.iter().map(|it| it.code).collect()
}

#[test]
fn every_bad_example_has_its_fault_and_no_good_one_has_an_error() {
    let mut wrong = String::new();
    for it in pack::explained() {
        let (code, number) = (it.lint.code, it.lint.number);
        assert!(it.about.len() > 30, "{number} is not explained");
        let sorts: Vec<bool> = it.examples.iter().map(|example| example.good).collect();
        if WITHOUT.contains(&code) {
            assert!(!sorts.contains(&false), "{number}");
        } else {
            assert_eq!(sorts, [false, true], "{number}");
        }
        for example in &it.examples {
            let told = told(example);
            let others = told.iter().filter(|other| **other != code);
            let has_error = others.into_iter().any(|it| it.severity() == Severity::Error);
            if has_error || told.contains(&code) == example.good {
                writeln!(wrong, "{number}: {told:?} in\n{}", example.text).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_page_is_current() {
    let page = pack::diagnostics_page();
    if env::var_os("TRIPOS_BLESS").is_some() {
        fs::write(PAGE, &page).unwrap();
    }
    let kept = fs::read_to_string(PAGE).unwrap();
    assert!(kept == page, "run this test with TRIPOS_BLESS=1 and read the difference");
}

#[test]
fn a_code_is_explained_by_its_number_or_name() {
    let folder = tempfile::tempdir().unwrap();
    let explain = |code: &str| {
        let run = tripos(folder.path(), &["check", "--explain", code]);
        (run.status.code(), stdout(&run), stderr(&run))
    };
    let (code, told, _) = explain("E012");
    assert_eq!(code, Some(0));
    for wanted in ["E012 unknown-key: ", "Bad, in a question:", "    rationnale: Because."] {
        assert!(told.contains(wanted), "{wanted} in {told}");
    }
    assert!(explain("E009").1.lines().all(|line| line.chars().count() <= 76));
    assert_eq!(explain("Unknown-Key").1, told);
    let (code, told, fault) = explain("unknown-kye");
    assert_eq!((code, told.as_str()), (Some(2), ""));
    assert!(fault.contains("did you mean `unknown-key`?"), "{fault}");
}

#[test]
fn the_packs_of_the_tests_are_sound() {
    for entry in fs::read_dir("tests/packs").unwrap() {
        let (_, found) = pack::audit(&Files::Folder(entry.unwrap().path()));
        assert_eq!(found, []);
    }
}
