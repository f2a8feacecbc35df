//! `tripos check --fix`: what has one answer is put right and nothing else
//! changes; what has none is left alone.

use std::{fs, path::Path};

use tempfile::TempDir;
use tripos::pack::{self, Checked, Edit};

use crate::stories::{stdout, tripos};

const MANIFEST: &str = "format: 1\nid: test\ntitle: Test\n";

/// A bank as an author writes it, with comments and a layout of its own.
const BANK: &str = "# My bank.
sources: [https://example.org]   # for all

questions:
  - id: one          # the first
    stem: What?
    options:
      - text: A
        correct: true
        why: It is.

      - text: B
        why: It is not.
    rationale: Because.
    difficulty: 2
  - id: two
    kind: number
    stem: How many?
    vars: {n: {range: [1, 9]}}
    answer: \"{{ n }}\"
    rationale: Because.
";

/// What stands in the bank, what a slip makes of it, and what is made of that.
#[rustfmt::skip]
const SLIPS: [(&str, &str, &str); 19] = [
    ("stem: What?", "stme: What?", "stem: What?"),
    ("correct: true", "corect: true", "correct: true"),
    ("correct: true", "correct: yes", "correct: true"),
    ("correct: true", "correct: True", "correct: true"),
    ("difficulty: 2", "difficulty: \"2\"", "difficulty: 2"),
    ("kind: number", "kind: nubmer", "kind: number"),
    ("stem: What?", "stem: Say: what?", "stem: 'Say: what?'"),
    ("text: B", "text: `B` alone", "text: '`B` alone'"),
    ("text: B", "text: @B", "text: '@B'"),
    ("text: B", "text: *B*", "text: '*B*'"),
    ("text: B", "text: [B] or C", "text: '[B] or C'"),
    ("text: B", "text: `B` isn't", "text: \"`B` isn't\""),
    ("text: B", "text: B: it's \"so\"", "text: 'B: it''s \"so\"'"),
    ("answer: \"{{ n }}\"", "answer: {{ n }}", "answer: \"{{ n }}\""),
    ("stem: What?", "stem: \"Wh\\qat?\"", "stem: \"Wh\\\\qat?\""),
    ("stem: What?", "stem:What?", "stem: What?"),
    ("- text: B", "-text: B", "- text: B"),
    ("    rationale: Because.\n    diff", "\trationale: Because.\n    diff", "    rationale: Because.\n    diff"),
    ("        why: It is.\n", "\t\twhy: It is.\n", "        why: It is.\n"),
];

/// Slips with more than one answer, or none that is sure.
const OPEN: [(&str, &str); 9] = [
    ("stem: What?", "stem: What #1?"),
    ("stem: What?", "stem: \"What?"),
    ("rationale: Because.\n    difficulty", "hint: Because.\n    difficulty"),
    ("stem: What?", "stem: What?\n    stme: Why?"),
    ("text: B", "text: `B` # or C"),
    ("difficulty: 2", "difficulty: two"),
    ("correct: true", "correct: maybe"),
    ("id: two", "id: one"),
    ("    stem: What?", "     stem: What?"),
];

fn folder(bank: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pack.yaml"), MANIFEST).unwrap();
    fs::create_dir(folder.path().join("quizzes")).unwrap();
    fs::write(folder.path().join("quizzes/a.yaml"), bank).unwrap();
    folder
}

fn fix(folder: &Path) -> (Vec<Edit>, Checked) {
    pack::fix(folder).unwrap()
}

fn bank(folder: &Path) -> String {
    fs::read_to_string(folder.join("quizzes/a.yaml")).unwrap()
}

/// The bank with something else in the place of a part of it.
fn with(part: &str, other: &str) -> String {
    assert!(BANK.contains(part), "{part}");
    BANK.replacen(part, other, 1)
}

#[test]
fn what_has_one_answer_is_put_right_and_nothing_else() {
    let mut failed = Vec::new();
    for (part, wrong, right) in SLIPS {
        let (wanted, text) = (with(part, right), with(part, wrong));
        let folder = folder(text.as_bytes());
        let (edits, checked) = fix(folder.path());
        let now = bank(folder.path());
        if now != wanted || edits.len() != 1 || !checked.found.is_empty() {
            failed.push(format!("{wrong}\n{edits:?}\n{:?}\n{now}", checked.found));
            continue;
        }
        assert_eq!(fix(folder.path()).0, []);
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn what_has_no_sure_answer_is_left_alone() {
    for (part, wrong) in OPEN {
        let text = with(part, wrong);
        let folder = folder(text.as_bytes());
        let (edits, checked) = fix(folder.path());
        assert_eq!(edits, [], "{wrong}");
        assert!(!checked.found.is_empty(), "{wrong}");
        assert_eq!(bank(folder.path()), text);
        let files = fs::read_dir(folder.path().join("quizzes")).unwrap().count();
        assert_eq!(files, 1);
    }
}

#[test]
fn many_are_put_right_together_with_marks_and_line_ends_kept() {
    let slips = [
        ("stem: What?", "stme: Say: what?"),
        ("text: B", "text: `B`"),
        ("correct: true", "corect: yes"),
        ("kind: number", "kind: nubmer"),
        ("rationale: Because.\n  - id: two", "rationale: Because: so.\n  - id: two"),
    ];
    let text = slips.iter().fold(BANK.to_owned(), |text, (from, to)| text.replacen(from, to, 1));
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let folder = folder(windows.as_bytes());
    let output = tripos(folder.path(), &["check", "--fix", folder.path().to_str().unwrap()]);
    let told = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("mended: quizzes/a.yaml:6:5: `stme` is now `stem`\n"), "{told}");
    assert!(told.ends_with("\nno faults\n"), "{told}");
    let wanted =
        BANK.replacen("stem: What?", "stem: 'Say: what?'", 1).replacen("text: B", "text: '`B`'", 1);
    let wanted = format!("\u{feff}{}", wanted.replace('\n', "\r\n"));
    assert_eq!(bank(folder.path()), wanted);
    let again = tripos(folder.path(), &["check", "--fix", folder.path().to_str().unwrap()]);
    assert_eq!(stdout(&again), "no faults\n");
}

#[test]
fn only_the_part_that_is_named_is_changed() {
    let text = with("stem: What?", "stme: What?");
    let folder = folder(text.as_bytes());
    let lesson = folder.path().join("content/a.md");
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(&lesson, "---\ntitel: A\n---\n").unwrap();
    assert_eq!(fix(&lesson).0.len(), 1);
    assert_eq!(fs::read_to_string(&lesson).unwrap(), "---\ntitle: A\n---\n");
    assert_eq!(bank(folder.path()), text);
}
