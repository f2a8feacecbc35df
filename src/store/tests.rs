//! The journal, driven from outside.

use std::fs;

use super::*;
use crate::{
    item::{Id, ItemId, ObjectiveId, Outcome, PackId, Response, Seed},
    study::{
        Answered, CardKey, Cards, EntryId, Fact, Millis, Moment, Occasion, Offset, memory::Rating,
    },
};

const DAY: i64 = 86_400_000;

fn at(day: i64, minute: i64) -> Moment {
    Moment {
        at: Millis((20_000 + day) * DAY + 12 * 3_600_000 + minute * 60_000),
        offset: Offset(0),
    }
}

fn pack() -> PackId {
    PackId::new("p").unwrap()
}

fn question(id: &str) -> ItemId {
    ItemId::new(id).unwrap()
}

fn answer(id: &str, outcome: Outcome) -> Fact {
    let rating = if outcome == Outcome::Right { Rating::Good } else { Rating::Again };
    Fact::Answered(Box::new(Answered {
        pack: pack(),
        version: "1".into(),
        question: question(id),
        response: Response::Choice([0].into()),
        outcome,
        sure: None,
        rating,
        took: Millis(9_000),
        words: 30,
        seed: Seed(1),
        values: crate::item::Values::default(),
        occasion: Occasion::Practice,
        drawn: None,
    }))
}

/// Cards as a pack has them: `id=objective`, or `id` alone.
fn cards(text: &str) -> Cards {
    let mut cards = Cards::default();
    for word in text.split(' ') {
        let (id, key) = word.split_once('=').map_or_else(
            || (word, CardKey::Question(question(word))),
            |(id, objective)| (id, CardKey::Objective(ObjectiveId::new(objective).unwrap())),
        );
        cards.insert(question(id), question(id), key);
    }
    cards
}

struct Desk {
    folder: tempfile::TempDir,
    store: Store,
}

impl Desk {
    fn new(mapping: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("progress.db")).unwrap();
        store.turn_to(&pack(), cards(mapping)).unwrap();
        Self { folder, store }
    }

    fn answers(&mut self, id: &str, outcome: Outcome, now: Moment) -> EntryId {
        self.store.record(answer(id, outcome), now).unwrap().entry.id
    }

    fn again(&self) -> Store {
        Store::open(&self.folder.path().join("progress.db")).unwrap()
    }
}

#[test]
fn what_is_recorded_is_there_on_the_next_start() {
    let mut desk = Desk::new("a b");
    let mut progress = desk.store.progress(&pack()).unwrap();
    for (id, outcome, minute) in
        [("a", Outcome::Right, 0), ("b", Outcome::Wrong, 1), ("a", Outcome::Wrong, 2)]
    {
        let recorded = desk.store.record(answer(id, outcome), at(0, minute)).unwrap();
        recorded.changes.apply(&recorded.entry, &mut progress);
    }
    assert_eq!(desk.again().progress(&pack()).unwrap(), progress);
    assert_eq!((progress.answered_in_all(), progress.right_in_all()), (3, 1));
    assert_eq!((progress.due(at(0, 3)), progress.due(at(3, 0))), (0, 2));
}

#[test]
fn an_undone_answer_leaves_progress_as_it_was() {
    let mut desk = Desk::new("a=x b=x");
    desk.answers("a", Outcome::Right, at(0, 0));
    let mut before = desk.store.progress(&pack()).unwrap();
    let wrong = desk.answers("b", Outcome::Wrong, at(2, 0));
    desk.store.record(Fact::Undone { entry: wrong }, at(2, 1)).unwrap();
    let mut after = desk.store.progress(&pack()).unwrap();
    after.days.retain(|_, day| day.answered > 0);
    (before.pace, after.pace) = Default::default();
    assert_eq!(after, before);
    desk.store.record(Fact::Undone { entry: wrong }, at(2, 2)).unwrap();
    assert_eq!(desk.store.progress(&pack()).unwrap().answered_in_all(), 1);
}

#[test]
fn cards_are_worked_out_anew_when_objectives_change() {
    let mut desk = Desk::new("a b");
    desk.answers("a", Outcome::Right, at(0, 0));
    desk.answers("b", Outcome::Wrong, at(1, 0));
    desk.store.turn_to(&pack(), cards("a=x b=x")).unwrap();
    let joined = desk.store.progress(&pack()).unwrap();
    assert_eq!(joined.cards.values().map(|card| card.reviews).collect::<Vec<_>>(), [2]);
    assert_eq!(joined.tallies.len(), 2);

    let mut other = Desk::new("a=x b=x");
    other.answers("a", Outcome::Right, at(0, 0));
    other.answers("b", Outcome::Wrong, at(1, 0));
    assert_eq!(other.store.progress(&pack()).unwrap(), joined);
}

#[test]
fn a_renamed_question_keeps_its_history() {
    let mut desk = Desk::new("old");
    desk.answers("old", Outcome::Wrong, at(0, 0));
    let mut renamed = Cards::default();
    for id in ["old", "new"] {
        renamed.insert(question(id), question("new"), CardKey::Question(question("new")));
    }
    desk.store.turn_to(&pack(), renamed).unwrap();
    let progress = desk.store.progress(&pack()).unwrap();
    assert_eq!(progress.tallies.keys().map(|id| &**id).collect::<Vec<_>>(), ["new"]);
    assert_eq!(progress.cards.len(), 1);
}

#[test]
fn facts_can_neither_be_changed_nor_removed() {
    let mut desk = Desk::new("a");
    desk.answers("a", Outcome::Right, at(0, 0));
    let db = rusqlite::Connection::open(desk.folder.path().join("progress.db")).unwrap();
    for sql in ["UPDATE fact SET at = 0", "DELETE FROM fact"] {
        let told = db.execute(sql, []).unwrap_err().to_string();
        assert!(told.contains("never"), "{told}");
    }
}

#[test]
fn a_clock_put_right_by_minutes_keeps_the_order_and_by_days_is_believed() {
    let mut desk = Desk::new("a");
    desk.answers("a", Outcome::Right, at(5, 30));
    let recorded = desk.store.record(answer("a", Outcome::Right), at(5, 0)).unwrap();
    assert_eq!(recorded.entry.moment.at, Millis(at(5, 30).at.0 + 1));
    let recorded = desk.store.record(answer("a", Outcome::Right), at(1, 0)).unwrap();
    assert_eq!((recorded.entry.moment.at, recorded.entry.seq), (at(1, 0).at, 3));
    assert_eq!(desk.store.differences().unwrap(), Vec::<String>::new());
}

#[test]
fn two_programs_on_one_profile_lose_nothing() {
    let mut desk = Desk::new("a b");
    let mut second = desk.again();
    second.turn_to(&pack(), cards("a b")).unwrap();
    desk.answers("a", Outcome::Right, at(0, 0));
    let recorded = second.record(answer("b", Outcome::Wrong), at(0, 1)).unwrap();
    assert!(recorded.stale);
    desk.answers("a", Outcome::Wrong, at(0, 2));
    let progress = desk.again().progress(&pack()).unwrap();
    assert_eq!((progress.answered_in_all(), progress.cards.len()), (3, 2));
}

#[test]
fn a_file_that_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let foreign = folder.path().join("foreign.db");
    let db = rusqlite::Connection::open(&foreign).unwrap();
    db.execute_batch("CREATE TABLE t (a)").unwrap();
    drop(db);
    for bytes in [b"hello".to_vec(), vec![0; 4096], fs::read(foreign).unwrap()] {
        fs::write(&path, &bytes).unwrap();
        let told = Store::open(&path).unwrap_err().to_string();
        assert!(told.contains("not a Tripos database") && !told.contains('\n'), "{told}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
}

#[test]
fn a_newer_database_is_left_alone() {
    let desk = Desk::new("a");
    let path = desk.folder.path().join("progress.db");
    let Desk { folder: _folder, store } = desk;
    drop(store);
    let db = rusqlite::Connection::open(&path).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    let bytes = fs::read(&path).unwrap();
    let told = Store::open(&path).unwrap_err().to_string();
    assert!(told.contains("newer Tripos") && told.contains("99"), "{told}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = Desk::new("a");
    desk.answers("a", Outcome::Right, at(0, 0));
    for entry in fs::read_dir(desk.folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o77, 0, "{entry:?}");
    }
}

#[test]
fn first_answers_and_sums_are_kept() {
    let mut desk = Desk::new("a");
    desk.answers("a", Outcome::Wrong, at(0, 0));
    desk.answers("a", Outcome::Right, at(3, 0));
    let progress = desk.store.progress(&pack()).unwrap();
    let tally = progress.tallies[&question("a")];
    assert_eq!((tally.first.right, tally.first.at), (false, at(0, 0).at));
    assert_eq!((tally.recalls.asked, tally.recalls.kept), (1, 1));
    let noon = progress.figures[&(crate::study::Sort::Hour, 12)];
    assert_eq!((noon.answered, noon.right), (2, 1));
}

#[test]
fn a_database_of_format_1_is_brought_up_to_date() {
    let mut desk = Desk::new("a=x b=x c");
    for (id, day) in [("a", 0), ("b", 2), ("c", 3), ("a", 9)] {
        desk.answers(id, if day == 2 { Outcome::Wrong } else { Outcome::Right }, at(day, 0));
    }
    let wrong = desk.answers("c", Outcome::Wrong, at(11, 0));
    desk.store.record(Fact::Undone { entry: wrong }, at(11, 1)).unwrap();
    let mut before = desk.store.progress(&pack()).unwrap();
    before.days.retain(|_, day| day.answered > 0);
    let path = desk.folder.path().join("progress.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch("DROP TABLE figure; DROP TABLE tally; CREATE TABLE tally (x INTEGER);")
        .unwrap();
    db.pragma_update(None, "user_version", 1).unwrap();
    drop(db);
    let mut store = Store::open(&path).unwrap();
    store.turn_to(&pack(), cards("a=x b=x c")).unwrap();
    assert_eq!(store.progress(&pack()).unwrap(), before);
}

#[test]
fn a_fit_sees_each_review_once_in_order_and_none_that_was_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("progress.db")).unwrap();
    store.turn_to(&pack(), cards("a=o b=o c")).unwrap();
    for (day, id) in [(1, "a"), (2, "c"), (3, "b"), (4, "a"), (5, "c")] {
        store.record(answer(id, Outcome::Right), at(day, 0)).unwrap();
    }
    let last = store.record(answer("c", Outcome::Wrong), at(6, 0)).unwrap();
    store.record(Fact::Undone { entry: last.entry.id }, at(6, 1)).unwrap();
    let days = |history: &crate::study::History| -> Vec<i64> {
        history.iter().map(|(_, day, _)| day.0 - 20_000).collect()
    };
    let histories = store.histories(&pack()).unwrap();
    assert_eq!(histories.iter().map(days).collect::<Vec<_>>(), [vec![1, 3, 4], vec![2, 5]]);
}

#[test]
fn what_is_answered_while_memory_is_fitted_counts_too() {
    let mut desk = Desk::new("a=o b=o c");
    for (id, day) in [("a", 0), ("c", 0), ("b", 3)] {
        desk.answers(id, Outcome::Right, at(day, 0));
    }
    let mut own = crate::study::memory::DEFAULT;
    own[2] *= 3.0;
    let fit =
        crate::study::Fit { parameters: Some(own), reviews: 1, of: 1, usual: 0.4, fitted: 0.3 };
    let db = open::open(desk.store.path()).unwrap().0;
    let refit = refit::Refit::of(&db, &pack(), fit.model()).unwrap();
    assert!(refit.holds(&db).unwrap());
    // Another program writes an answer before the tables are put in place.
    desk.answers("c", Outcome::Wrong, at(5, 0));
    assert!(!refit.holds(&db).unwrap());
    refit.write(&db).unwrap();
    let aside = desk.store.progress(&pack()).unwrap();
    desk.store.record(Fact::Fitted { pack: pack(), fit }, at(6, 0)).unwrap();
    let recorded = desk.store.progress(&pack()).unwrap();
    assert_eq!(aside.tallies, recorded.tallies);
    assert_eq!(desk.store.differences().unwrap(), Vec::<String>::new());
    let wrong = recorded.tallies[&question("c")];
    assert_eq!((wrong.answered, wrong.right), (2, 1));
}
