//! What is due, within the learner's limits, and as they want it.

use std::{path::Path, sync::Arc};

use tripos::{
    item::{Id, Item, PackId, ScenarioId},
    pack::{self, Files, Pack},
    store::Store,
    study::{
        Card, CardKey, Cards, Day, Fact, Filter, Moment, Progress, Setting, due,
        memory::{Model, Rating},
        review,
    },
};

use crate::learner::MORNING;

/// A pack with each question a card of its own, the first three of one
/// scenario.
fn pack() -> Pack {
    let (mut pack, _) = pack::load(&Files::Folder("tests/packs/kinds".into()));
    for (at, item) in pack.items.iter_mut().enumerate() {
        let item: &mut Item = Arc::make_mut(item);
        item.objective = None;
        item.scenario = (at < 3).then(|| ScenarioId::new("flash-sale").unwrap());
    }
    assert!(pack.items.len() > 4, "some stand alone");
    pack
}

fn on(day: i64) -> Moment {
    let day: Day = MORNING.day().plus(day);
    let offset = MORNING.offset;
    Moment { at: tripos::study::Millis(day.dawn(offset).0 + 5 * 3_600_000), offset }
}

/// Answered on the day `answered`, right or wrong, for the first time.
fn met(progress: &mut Progress, item: &Item, answered: i64, rating: Rating) {
    let card = Card::reviewed(None, &Model::default(), on(answered), rating);
    progress.cards.insert(CardKey::of(item), card);
}

fn places(pack: &Pack, progress: &Progress, now: Moment) -> Vec<usize> {
    let due = review(&pack.items, progress, &Filter::default(), now);
    assert_eq!(tripos::study::due(pack, progress, now), due.len(), "the first screen says so");
    let place = |it: &Arc<Item>| pack.items.iter().position(|item| item.id == it.id).unwrap();
    due.iter().map(place).collect()
}

#[test]
fn questions_of_a_scenario_come_one_a_day_unless_all_are_due() {
    let pack = pack();
    let items = &pack.items;
    let mut progress = Progress::default();
    met(&mut progress, &items[0], -3, Rating::Again);
    met(&mut progress, &items[3], -2, Rating::Again);
    met(&mut progress, &items[2], -1, Rating::Again);
    assert_eq!(places(&pack, &progress, on(0)), [0, 2, 3], "all that were met are due: together");
    met(&mut progress, &items[1], -1, Rating::Easy);
    assert_eq!(places(&pack, &progress, on(0)), [0, 3], "one is not: the one due longest");
    met(&mut progress, &items[0], 0, Rating::Easy);
    assert_eq!(places(&pack, &progress, on(0)), [3], "one of them was answered today");
    assert_eq!(places(&pack, &progress, on(1)), [3, 2], "the next day another comes");
}

#[test]
fn reviews_keep_to_the_limit_and_new_questions_too() {
    let pack = pack();
    let mut progress = Progress::default();
    for item in &pack.items[3..] {
        met(&mut progress, item, -5, Rating::Again);
    }
    let all = pack.items.len() - 3;
    assert_eq!(due(&pack, &progress, on(0)), all);
    progress.goals.apply(&set(&pack, Setting::ReviewsADay(Some(1))));
    assert_eq!(places(&pack, &progress, on(0)).len(), 1);
    assert_eq!(progress.due(on(0)), all, "what is due stays due");
    let key = CardKey::of(&pack.items[3]);
    let again =
        Card::reviewed(progress.cards.get(&key).copied(), &Model::default(), on(0), Rating::Good);
    progress.cards.insert(key, again);
    assert_eq!(places(&pack, &progress, on(0)).len(), 0, "that was today's");
    for (limit, fresh) in [(0, 0), (2, 2)] {
        progress.goals.apply(&set(&pack, Setting::NewADay(Some(limit))));
        assert_eq!(
            tripos::study::Today::of(
                &pack,
                &Progress { goals: progress.goals, ..Progress::default() },
                on(0)
            )
            .fresh,
            fresh
        );
    }
}

fn set(pack: &Pack, setting: Setting) -> Fact {
    Fact::Set { pack: pack.manifest.id.clone(), setting }
}

#[test]
fn another_retention_moves_what_is_due_and_survives_a_restart() {
    let pack = pack();
    let id: PackId = pack.manifest.id.clone();
    let folder = tempfile::tempdir().unwrap();
    let open = |path: &Path| {
        let mut store = Store::open(path).unwrap();
        store.turn_to(&id, Cards::of(&pack)).unwrap();
        store
    };
    let path = folder.path().join("progress.db");
    let mut store = open(&path);
    let mut progress = store.progress(&id).unwrap();
    let mut keep = |store: &mut Store, fact: Fact, day: i64| {
        let kept = store.record(fact, on(day)).unwrap();
        kept.changes.apply(&kept.entry, &mut progress);
        assert_eq!(progress, store.progress(&id).unwrap(), "as it is read at the next start");
        progress.cards.values().next().map(|card| card.due)
    };
    let answer = |rating: Rating| {
        let mut session = tripos::study::Session::new(
            tripos::study::Occasion::Practice,
            vec![pack.items[0].clone()],
            tripos::item::Seed(1),
        );
        let given = tripos::study::Given {
            response: tripos::item::Response::Choice([0].into()),
            sure: None,
            took: tripos::study::Millis(5000),
        };
        let mut answered = session.answer(given, &Progress::default(), &pack.manifest).unwrap();
        answered.rating = rating;
        Fact::Answered(answered)
    };
    keep(&mut store, answer(Rating::Easy), 0);
    let usual = keep(&mut store, answer(Rating::Good), 8);
    let sooner = keep(&mut store, set(&pack, Setting::Retention(Some(97))), 8);
    assert!(sooner < usual, "{sooner:?} {usual:?}");
    keep(&mut store, answer(Rating::Good), 20);
    drop(store);
    let mut store = open(&path);
    assert!(store.differences().unwrap().is_empty(), "the doctor finds nothing");
    keep(&mut store, set(&pack, Setting::Retention(None)), 21);
    assert!(store.differences().unwrap().is_empty(), "nor after that");
}
