//! What an author is told on the command line, and what a learner of a broken
//! pack is not kept from.

use std::{fs, path::Path};

use crate::{
    soak::figure,
    stories::{stderr, stdout, tripos, tripos_with},
};

/// Copies the small pack, to be broken.
fn copy(to: &Path) {
    let from = Path::new("tests/packs/small");
    for folder in ["content", "quizzes", "assets"] {
        fs::create_dir_all(to.join(folder)).unwrap();
        for entry in fs::read_dir(from.join(folder)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), to.join(folder).join(entry.file_name())).unwrap();
        }
    }
    fs::copy(from.join("pack.yaml"), to.join("pack.yaml")).unwrap();
}

/// Writes something else in the place of the first of its kind.
#[track_caller]
fn spoil(pack: &Path, file: &str, right: &str, wrong: &str) {
    let path = pack.join(file);
    let source = fs::read_to_string(&path).unwrap();
    assert!(source.contains(right), "no `{right}` in {file}");
    fs::write(path, source.replacen(right, wrong, 1)).unwrap();
}

#[test]
fn ten_mistakes_are_ten_faults_at_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    copy(&pack);
    let bank = "quizzes/tea.yaml";
    spoil(&pack, "pack.yaml", "weight: 40", "weight: 41");
    spoil(&pack, "pack.yaml", "minutes: 10", "minuts: 10");
    spoil(&pack, "content/01-leaves.md", "#water)", "#warter)");
    spoil(&pack, "content/01-leaves.md", "../assets/cup.diagram", "../assets/cap.diagram");
    spoil(&pack, "content/01-leaves.md", "\ngreen-water\n", "\ngreen-waiter\n");
    spoil(&pack, "content/02-brewing.md", "minutes: 1", "minutes: one");
    spoil(&pack, "assets/cup.diagram", "flow: [Kettle, Pot]", "flow: [Kettle, Pott]");
    spoil(
        &pack,
        bank,
        "        correct: true\n        why: Green leaves are scalded",
        "        corect: true\n        why: Green leaves are scalded",
    );
    spoil(&pack, bank, "objective: kinds", "objective: kind");
    spoil(&pack, bank, "  - id: darker", "  - id: green-water");
    let output = tripos(folder.path(), &["check", pack.to_str().unwrap()]);
    let told = stdout(&output);
    let places = [
        "pack.yaml:11:5",
        "pack.yaml:13:5",
        "content/01-leaves.md:14:91",
        "content/01-leaves.md:27:21",
        "content/01-leaves.md:42:1",
        "content/02-brewing.md:5:10",
        "assets/cup.diagram:7:20",
        "quizzes/tea.yaml:13:9",
        "quizzes/tea.yaml:34:16",
        "quizzes/tea.yaml:53:9",
        "10 errors, 0 warnings",
    ];
    insta::assert_snapshot!(told);
    for place in places {
        assert!(told.contains(place), "no `{place}` in\n{told}");
    }
    assert_eq!(output.status.code(), Some(1));
    figure("a pack with ten mistakes", "10 told at their lines and columns, exit 1");

    let json = tripos(folder.path(), &["check", "--format", "json", pack.to_str().unwrap()]);
    let lines: Vec<serde_json::Value> =
        stdout(&json).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let errors = lines.iter().filter(|line| line["severity"] == "error").count();
    assert_eq!(errors, 10, "{lines:#?}");
}

#[test]
fn the_sound_rest_of_a_broken_pack_is_studied() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    copy(&pack);
    spoil(
        &pack,
        "quizzes/tea.yaml",
        "        correct: true\n        why: Green leaves",
        "        why: Green leaves",
    );
    let args = ["practise", "--pack", pack.to_str().unwrap()];
    let output = tripos_with(folder.path(), &args, "");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("question 1 of 3."), "{}", stdout(&output));
    assert!(stderr(&output).contains("tripos check"), "{}", stderr(&output));
}

#[test]
fn warnings_count_when_they_are_denied() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    copy(&pack);
    let path = pack.to_str().unwrap();
    assert_eq!(
        tripos(folder.path(), &["check", "--deny", "warnings", path]).status.code(),
        Some(0)
    );
    spoil(
        &pack,
        "quizzes/tea.yaml",
        "        why: The size of a cup does not change the taste.\n",
        "",
    );
    let output = tripos(folder.path(), &["check", path]);
    assert!(stdout(&output).contains("warning["), "{}", stdout(&output));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        tripos(folder.path(), &["check", "--deny", "warnings", path]).status.code(),
        Some(1)
    );
}

#[test]
fn a_folder_opens_as_a_pack_and_keeps_progress_apart() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let pack = "./tests/packs/small";
    let output = tripos_with(data, &[pack, "practise", "--seed", "1"], "1\n");
    assert!(stdout(&output).contains("question 1 of 4."), "{}", stdout(&output));
    let count = |args: &[&str]| {
        let figures: serde_json::Value =
            serde_json::from_str(&stdout(&tripos(data, args))).unwrap();
        figures["answered"].as_u64().unwrap()
    };
    assert!(count(&["stats", "--json", "--pack", pack]) <= 1);
    assert_eq!(count(&["stats", "--json"]), 0);
}
