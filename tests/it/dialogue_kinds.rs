//! Every kind of question line by line.

use tripos::{
    item::Seed,
    plain::{Desk, Place, Shell, run},
    store::Store,
    study::{Cards, Occasion, Progress},
};

use crate::{
    every_kind::{every_kind, only},
    learner::MORNING,
};

/// What is said in a session with the question of a kind when these lines are
/// read, and the answers that were kept.
fn said(kind: &str, lines: &str) -> (String, u32) {
    let folder = tempfile::tempdir().unwrap();
    let pack = every_kind();
    let id = pack.manifest.id.clone();
    let mut store = Store::open(&folder.path().join("progress.db")).unwrap();
    store.turn_to(&id, Cards::of(&pack)).unwrap();
    let progress = Progress::default();
    let mut desk = Desk { pack: &pack, progress, store, seed: Seed(7), note: None };
    let (mut input, mut output) = (lines.as_bytes(), Vec::new());
    let mut shell = Shell::new(&mut input, &mut output, &|| MORNING);
    let place = Place::Session(Occasion::Practice, only(&[kind]), 20);
    run(&mut desk, place, &mut shell).unwrap();
    let kept = desk.store.progress(&id).unwrap();
    (String::from_utf8(output).unwrap(), kept.tallies.values().map(|it| it.answered).sum())
}

/// An answer that cannot be used, a wrong one that is taken back, the right one.
#[test]
fn every_kind_is_asked_and_told_in_lines() {
    for (kind, unusable, wrong, right) in [
        ("choice", "4", "2", "1"),
        ("order", "1 2 3", "3 2 5 1", "3 5 2 4"),
        ("match", "1c 2b 3e", "1c, 2b, 3d", "1c 2b 3a"),
        ("number", "4,5", "18", "4.50 rcu"),
        ("text", "", "scan", "query"),
        ("cloze", "400 KB", "4 KB | 1 MB", "400kb | 1mb"),
        ("place", "3 3", "1 5", "3 5"),
        ("recall", "3\n\n5", "1", "\n4"),
    ] {
        let (said, kept) = said(kind, &format!("{unusable}\n{wrong}\n:undo\n{right}\n"));
        assert!(said.contains("Taken back.") && said.contains("Done: 1 of 1 right."), "{said}");
        assert_eq!(kept, 1, "{kind}");
        insta::assert_snapshot!(format!("dialogue-{kind}"), said);
    }
}

/// A question answered wrong comes back; the answer is then hidden again.
#[test]
fn what_is_to_be_recalled_is_hidden_each_time() {
    let (said, kept) = said("recall", "\n1\n4\n\n4\n");
    assert!(said.contains("an empty line shows it") && said.contains("1 of 2 right."), "{said}");
    assert_eq!((kept, said.matches("A partition that takes").count()), (2, 2));
}
