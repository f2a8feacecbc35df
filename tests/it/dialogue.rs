//! The same sessions line by line, from a pipe.

use tempfile::TempDir;
use tripos::study::Progress;

use crate::{
    kinds,
    learner::MORNING,
    oracle::{Coming, Oracle},
    stories::{stats, stats_of, stderr, stdout, tripos_with},
};

const NOW: &str = "2026-11-22T09:00:00Z";
const PACK: &str = "tests/packs/kinds";
const PRACTISE: &[&str] =
    &["practise", "--pack", PACK, "--kind", "choice", "--count", "4", "--now", NOW, "--seed", "9"];

/// What it asks, in order.
fn coming() -> Vec<Coming> {
    Oracle::of(kinds::kinds(), 9).practice(&Progress::default(), MORNING)
}

/// Answered and correct in `stats --json`.
fn counted(folder: &TempDir) -> (u64, u64) {
    let figures = stats_of(PACK, folder.path(), NOW);
    (figures["answered"].as_u64().unwrap(), figures["correct"].as_u64().unwrap())
}

#[test]
fn questions_are_answered_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let coming = coming();
    let input = format!(
        ":sure\n{}\n{}\nnonsense\n99\n:guess\n{}\n:quit\n",
        coming[0].line(true),
        coming[1].line(false),
        coming[2].line(true),
    );
    let output = tripos_with(folder.path(), PRACTISE, &input);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = stdout(&output);
    let order = [
        "Practise: question 1 of 4.",
        "Right.",
        "Practise: question 2 of 4.",
        "Wrong.",
        "wrong, your answer:",
        "Next look: tomorrow.",
        "`nonsense` is not a number",
        "`99` is not a number",
        "Right, but counted as not known.",
        "Done: 2 of 3 right.",
    ];
    let mut rest = said.as_str();
    for line in order {
        let found = rest.find(line).unwrap_or_else(|| panic!("no `{line}` in\n{rest}"));
        rest = &rest[found + line.len()..];
    }
    assert!(!said.contains('\x1b'), "control sequences in a pipe");
    assert_eq!(counted(&folder), (3, 2));
}

#[test]
fn the_end_of_input_keeps_all_that_was_answered() {
    let folder = tempfile::tempdir().unwrap();
    let coming = coming();
    let output = tripos_with(folder.path(), PRACTISE, &coming[0].line(true));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(counted(&folder).0, 1);
}

#[test]
fn an_answer_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let coming = coming();
    let input = format!(":undo\n{}\n:undo\n{}\n", coming[0].line(false), coming[0].line(true));
    let said = stdout(&tripos_with(folder.path(), PRACTISE, &input));
    assert!(said.contains("There is no answer to take back."), "{said}");
    assert!(said.contains("Taken back."), "{said}");
    assert_eq!(counted(&folder), (1, 1));
}

#[test]
fn commands_help_on() {
    let folder = tempfile::tempdir().unwrap();
    let said = stdout(&tripos_with(folder.path(), PRACTISE, ":help\n:lesson\n:what\n:skip\n"));
    for line in [":sure: say that you are sure", "`:what` is not a command", "question 1 of 4"] {
        assert!(said.contains(line), "no `{line}` in\n{said}");
    }
    assert_eq!(counted(&folder).0, 0);
}

#[test]
fn home_is_a_choice_of_lines() {
    let folder = tempfile::tempdir().unwrap();
    let output = tripos_with(folder.path(), &["--now", NOW], "7\n2\n1\n1\n:quit\n");
    let said = stdout(&output);
    for line in
        ["1. Review what is due: 0", "Write a number from 1 to 4", "Amazon RDS", "Nothing is due."]
    {
        assert!(said.contains(line), "no `{line}` in\n{said}");
    }
    assert_eq!(stats(folder.path(), NOW)["lessons_read"], 1);
}

#[test]
fn the_same_seed_asks_the_same() {
    let said = |seed| {
        let folder = tempfile::tempdir().unwrap();
        let args = ["practise", "--pack", PACK, "--now", NOW, "--seed", seed];
        stdout(&tripos_with(folder.path(), &args, ""))
    };
    assert_eq!(said("1"), said("1"));
    assert_ne!(said("1"), said("2"));
}

#[test]
fn what_is_buried_is_gone_until_it_is_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let coming = coming();
    let input = format!(":bury\n:undo\n{}\n:bury\n:quit\n", coming[0].line(true));
    let said = stdout(&tripos_with(folder.path(), PRACTISE, &input));
    let order = [
        "question 1 of 4",
        "Not before tomorrow.",
        "question 1 of 3",
        "Asked again.",
        "question 1 of 4",
        "Right.",
        "Not before tomorrow.",
        "question 2 of 3",
        "Done: 1 of 1 right.",
    ];
    let mut rest = said.as_str();
    for line in order {
        let found = rest.find(line).unwrap_or_else(|| panic!("no `{line}` in\n{rest}"));
        rest = &rest[found + line.len()..];
    }
}

#[test]
fn what_was_left_out_is_listed_and_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    tripos_with(folder.path(), PRACTISE, ":suspend\n:quit\n");
    let listed = ["practise", "--pack", PACK, "--state", "suspended", "--now", NOW];
    let said = stdout(&tripos_with(folder.path(), &listed, ":suspend\n:quit\n"));
    assert!(
        said.contains("question 1 of 1") && said.contains("Asked again from now on."),
        "{said}"
    );
    let said = stdout(&tripos_with(folder.path(), &listed, ""));
    assert!(said.contains("No question is like that."), "{said}");
}
