//! What is due, within the learner's limits, and as they want it.

use std::{path::Path, sync::Arc};

use proptest::prelude::*;
use tripos::{
    item::{Id, Item, ItemId, Kind, PackId, Response, ScenarioId, Seed},
    pack::{self, Files, Pack},
    store::Store,
    study::{
        Card, CardKey, Cards, Day, EntryId, Fact, Filter, Given, Millis, Mix, Moment, Occasion,
        Progress, Session, Setting, Stage, State, balance, due, leech,
        memory::{Model, Rating},
        review,
    },
};

use crate::{learner::MORNING, soak};

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
    Moment { at: Millis(day.dawn(offset).0 + 5 * 3_600_000), offset }
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

#[test]
fn todays_new_questions_come_with_the_review_where_that_is_wanted() {
    let pack = pack();
    let mut progress = Progress::default();
    for item in &pack.items[3..7] {
        met(&mut progress, item, -5, Rating::Again);
    }
    progress.goals.apply(&set(&pack, Setting::NewADay(Some(2))));
    let mut asked = |mix: Mix, filter: &Filter| {
        progress.goals.apply(&set(&pack, Setting::NewQuestions(mix)));
        let wanted = (filter, usize::MAX);
        let mut session =
            Session::begin(Occasion::Review, &pack, &progress, wanted, on(0), Seed(1));
        let mut turns = String::new();
        while let Some(asked) = session.asked() {
            turns.push(if pack.items[3..7].iter().any(|it| it.id == asked.item.id) {
                'k'
            } else {
                'n'
            });
            session.leave_out(on(0));
        }
        turns
    };
    let all = Filter::default();
    let told = [Mix::Apart, Mix::Mixed, Mix::After, Mix::Before].map(|mix| asked(mix, &all));
    assert_eq!(told, ["kkkk", "kknkkn", "kkkknn", "nnkkkk"]);
    let due = Filter { state: Some(State::Due), ..Filter::default() };
    assert_eq!(asked(Mix::Mixed, &due), "kkkk", "whoever asks for what is due gets that");
}

/// Cards due on the busiest day, and on how many days, after so many reviews of
/// each of many cards that were learnt on one day.
fn busiest(cards: usize, reviews: u32, balanced: bool) -> (usize, usize) {
    let key = |at: usize| CardKey::Question(ItemId::new(&format!("q{at}")).unwrap());
    let mut progress = Progress::default();
    for round in 0..reviews {
        for at in 0..cards {
            let day = progress.cards.get(&key(at)).map_or(on(0).day(), Card::due_day);
            let minute = i64::try_from(at).unwrap() * 20_000;
            let now = Moment { at: Millis(day.dawn(on(0).offset).0 + minute), ..on(0) };
            let before = progress.cards.get(&key(at)).copied();
            assert_eq!(before.map_or(0, |card| card.reviews), round);
            let plain = || Card::reviewed(before, &Model::default(), now, Rating::Good);
            let even = || balance::reviewed(&progress, &key(at), now, Rating::Good).0;
            let card = if balanced { even() } else { plain() };
            progress.cards.insert(key(at), card);
        }
    }
    let mut days: std::collections::BTreeMap<Day, usize> = std::collections::BTreeMap::new();
    for card in progress.cards.values() {
        *days.entry(card.due_day()).or_default() += 1;
    }
    (days.values().max().copied().unwrap_or(0), days.len())
}

#[test]
fn what_is_learnt_on_one_day_does_not_stay_together() {
    let mut told = Vec::new();
    for reviews in 1..=5 {
        let (fuzz, days) = busiest(500, reviews, false);
        let (even, _) = busiest(500, reviews, true);
        told.push(format!("{fuzz} to {even} over {days} days"));
        assert!(even <= fuzz, "{told:?}");
        let fair = 500_usize.div_ceil(days);
        assert!(reviews < 3 || even <= fair + fair / 2 + 5, "much more than its part: {told:?}");
    }
    soak::figure(
        "of 500 cards learnt on one day, due on the busiest day, by chance and balanced, after 1 to 5 reviews",
        &told.join(", "),
    );
}

#[test]
fn what_is_told_before_an_answer_holds_after_it_and_after_a_restart() {
    let pack = pack();
    let id: PackId = pack.manifest.id.clone();
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("progress.db")).unwrap();
    store.turn_to(&id, Cards::of(&pack)).unwrap();
    let mut progress = store.progress(&id).unwrap();
    for (day, item) in [(0, 3), (0, 4), (9, 3), (9, 4), (40, 3)] {
        let item = &pack.items[item];
        let key = CardKey::of(item);
        let mut session = Session::new(Occasion::Practice, vec![Arc::clone(item)], Seed(1));
        let given =
            Given { response: Response::Choice([0].into()), sure: None, took: Millis(5000) };
        let answered = session.answer(given, &progress, &pack.manifest, on(day));
        let Some(mut answered) = answered else { continue };
        answered.rating = Rating::Easy;
        let told = balance::reviewed(&progress, &key, on(day), Rating::Easy);
        answered.drawn = told.1;
        let kept = store.record(Fact::Answered(answered), on(day)).unwrap();
        kept.changes.apply(&kept.entry, &mut progress);
        assert_eq!(progress.cards[&key].due, told.0.due, "day {day}");
        assert_eq!(progress, store.progress(&id).unwrap());
    }
    store.rebuild().unwrap();
    assert_eq!(progress, store.progress(&id).unwrap(), "from the journal alone");
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
        let mut session = Session::new(Occasion::Practice, vec![pack.items[0].clone()], Seed(1));
        let given =
            Given { response: Response::Choice([0].into()), sure: None, took: Millis(5000) };
        let mut answered =
            session.answer(given, &Progress::default(), &pack.manifest, MORNING).unwrap();
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

/// Three questions, none of them a template; the third is not in the pack.
fn three(pack: &Pack) -> Vec<Arc<Item>> {
    let plain = |item: &&Arc<Item>| item.template.is_none() && matches!(item.kind, Kind::Choice(_));
    let mut three: Vec<_> = pack.items.iter().filter(plain).take(2).cloned().collect();
    let mut third = Item::clone(&three[0]);
    third.id = ItemId::new("third").unwrap();
    three.push(Arc::new(third));
    three
}

/// Answers what is asked, at a second of the session.
fn answers(session: &mut Session, right: bool, second: i64, progress: &Progress, pack: &Pack) {
    let now = later(second);
    let Stage::Asking(asked) = session.stage() else { panic!("nothing is asked") };
    let Kind::Choice(choice) = &asked.item.kind else { panic!("no choice") };
    let picks = (0..choice.options.len()).filter(|at| choice.options[*at].correct == right);
    let wanted = choice.options.iter().filter(|option| option.correct).count();
    let response = Response::Choice(picks.take(wanted).collect());
    let given = Given { response, sure: None, took: Millis(5000) };
    session.answer(given, progress, &pack.manifest, MORNING).unwrap();
    session.saved(EntryId::from_u128(second.unsigned_abs().into()), progress, now);
}

fn later(second: i64) -> Moment {
    Moment { at: Millis(MORNING.at.0 + second * 1000), ..MORNING }
}

/// What is asked, by its place among three; nothing when it is over.
fn shown(session: &Session, three: &[Arc<Item>]) -> Option<usize> {
    let id = &session.asked()?.item.id;
    three.iter().position(|item| item.id == *id)
}

#[test]
fn what_was_missed_comes_again_by_the_clock_and_delays_nothing() {
    // At a second: the place of what is asked, and whether it is answered right.
    type Story = &'static [(i64, usize, bool)];
    let table: [(Option<[u16; 2]>, Story); 6] = [
        (None, &[(1, 0, true), (2, 1, true), (3, 2, true)]),
        (None, &[(1, 0, false), (62, 1, true), (63, 0, true), (70, 2, true)]),
        (None, &[(1, 0, false), (5, 1, true), (9, 2, true), (12, 0, true)]),
        (None, &[(1, 0, false), (61, 1, true), (62, 0, true), (700, 2, true), (701, 0, true)]),
        (None, &[(1, 0, false), (5, 1, true), (9, 2, true), (12, 0, false), (13, 0, true)]),
        (Some([5, 0]), &[(1, 0, false), (61, 1, true), (400, 2, true), (401, 0, true)]),
    ];
    let pack = pack();
    let three = three(&pack);
    for (steps, story) in table {
        let mut progress = Progress::default();
        progress.goals.apply(&set(&pack, Setting::LearningSteps(steps)));
        let mut session = Session::new(Occasion::Practice, three.clone(), Seed(1));
        for (second, place, right) in story {
            assert_eq!(shown(&session, &three), Some(*place), "{steps:?} {second} {story:?}");
            answers(&mut session, *right, *second, &progress, &pack);
            session.next(later(*second).at);
        }
        assert!(matches!(session.stage(), Stage::Over), "{steps:?} {story:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// However answers, waiting and putting away follow each other: undone one
    /// by one, the session stands where it stood.
    #[test]
    fn undoing_leads_back_step_by_step(moves in prop::collection::vec((0..5_u8, 0..90_i64), 1..14)) {
        let pack = pack();
        let progress = Progress::default();
        let mut session = Session::new(Occasion::Practice, three(&pack), Seed(1));
        let (mut before, mut second) = (Vec::new(), 1);
        for (what, wait) in moves {
            if !matches!(session.stage(), Stage::Asking(_)) {
                break;
            }
            second += wait + 1;
            before.push(format!("{session:?}"));
            if what == 0 {
                session.leave_out(later(second));
            } else {
                answers(&mut session, what < 3, second, &progress, &pack);
                session.next(later(second).at);
            }
        }
        for before in before.into_iter().rev() {
            if session.put_away().is_some() { session.brought_back() } else { session.undone() }
            prop_assert_eq!(format!("{session:?}"), before);
        }
    }
}

#[test]
fn a_leech_is_told_when_it_becomes_one_and_left_out_if_that_is_wanted() {
    let pack = pack();
    let item = &three(&pack)[0];
    let mut progress = Progress::default();
    progress.goals.apply(&set(&pack, Setting::SuspendLeeches(true)));
    for (before, after, told) in [(6, 7, false), (7, 8, true), (8, 8, false), (11, 12, true)] {
        let card = Card::reviewed(None, &Model::default(), on(0), Rating::Again);
        let key = CardKey::of(item);
        progress.cards.insert(key.clone(), Card { lapses: before, ..card });
        let mut session = Session::new(Occasion::Review, vec![Arc::clone(item)], Seed(1));
        let given = Given { response: Response::Choice([].into()), sure: None, took: Millis(1) };
        session.answer(given, &progress, &pack.manifest, MORNING).unwrap();
        progress.cards.insert(key, Card { lapses: after, ..card });
        session.saved(EntryId::from_u128(1), &progress, MORNING);
        let done = session.done().last().unwrap();
        assert_eq!(leech::told(&done.told, &progress).is_some(), told, "{before} {after}");
        for fact in leech::left_out(done, &pack, &progress) {
            progress.marks.apply(&fact);
        }
        assert_eq!(progress.marks.is_suspended(item), told);
        let listed = Filter { state: Some(State::Leech), ..Filter::default() };
        assert_eq!(listed.takes(item, &progress, MORNING), after >= 8, "left out or not");
        for fact in leech::back(done, &pack, &progress) {
            progress.marks.apply(&fact);
        }
        assert!(!progress.marks.is_suspended(item), "the answer was taken back");
    }
}

#[test]
fn what_is_buried_comes_tomorrow() {
    let pack = pack();
    let item = &three(&pack)[0];
    let mut progress = Progress::default();
    met(&mut progress, item, -3, Rating::Again);
    let place = pack.items.iter().position(|it| it.id == item.id).unwrap();
    assert_eq!(places(&pack, &progress, on(0)), [place]);
    let until = Some(on(0).day().plus(1).date());
    let (id, question) = (pack.manifest.id.clone(), item.id.clone());
    progress.marks.apply(&Fact::Buried { pack: id.clone(), question, until });
    assert_eq!(places(&pack, &progress, on(0)), [0; 0]);
    assert_eq!(places(&pack, &progress, on(1)), [place]);
    let back = progress.marks.back(&id, item, on(0).day());
    progress.marks.apply(&back);
    assert_eq!(places(&pack, &progress, on(0)), [place]);
}

#[test]
fn easy_days_get_their_share_and_are_kept() {
    let pack = pack();
    let mut progress = Progress::default();
    let due = |progress: &Progress, weekday: i64| {
        let days = progress.cards.values().map(|card| Moment { at: card.due, ..MORNING }.day());
        days.filter(|day| (day.0 + 3).rem_euclid(7) == weekday).count()
    };
    for at in 0..1400_i64 {
        let moment = Moment { at: Millis(MORNING.at.0 + at * 61_000), ..MORNING };
        let card = Card::reviewed(None, &Model::default(), moment, Rating::Easy);
        let key = CardKey::Question(ItemId::new(&format!("q{at}")).unwrap());
        progress.cards.insert(key, card);
    }
    let usual = progress.clone();
    let easy = Setting::EasyDays(Some([0, 100, 100, 50, 100, 100, 100]));
    progress.note(&set(&pack, easy), MORNING);
    assert_eq!(due(&progress, 0), 0, "none on Mondays");
    assert!(due(&progress, 3) < due(&usual, 3), "fewer on Thursdays");
    progress.note(&set(&pack, Setting::EasyDays(None)), MORNING);
    assert_eq!(progress.cards, usual.cards, "and back");
}

#[test]
fn the_doctor_sees_a_damaged_due_whatever_is_wanted() {
    let pack = pack();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let mut store = Store::open(&path).unwrap();
    store.turn_to(&pack.manifest.id, Cards::of(&pack)).unwrap();
    let mut session = Session::new(Occasion::Practice, three(&pack), Seed(1));
    let given = Given { response: Response::Choice([0].into()), sure: None, took: Millis(5) };
    let answered = session.answer(given, &Progress::default(), &pack.manifest, MORNING).unwrap();
    store.record(Fact::Answered(answered), MORNING).unwrap();
    store.record(set(&pack, Setting::Retention(Some(80))), MORNING).unwrap();
    assert_eq!(store.differences().unwrap(), Vec::<String>::new());
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute("UPDATE card SET due = due + 86400000", []).unwrap();
    assert_eq!(store.differences().unwrap().len(), 1);
}
