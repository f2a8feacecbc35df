//! The plan towards the exam, as the learner sees it, and parameters of their own.

use tripos::{
    item::{Response, Seed},
    pack::{self, Files, Pack},
    store::{Store, Written},
    study::{
        Cards, Day, Entry, Fact, Fit, Given, Millis, Moment, Occasion, Progress, Session, Stage,
        memory::{self, DEFAULT},
        plan::{self, Plan},
    },
    tui::{Route, Theme},
};

use crate::{
    learner::{Learner, MORNING, is_clean},
    pty,
    stories::tripos,
};

/// A learner whose exam is in so many days, with so many minutes a day.
fn learner(days: i64, minutes: Option<u16>, size: (u16, u16)) -> Learner {
    let mut learner = Learner::new("tests/packs/kinds", Route::Home, size, Theme::default(), true);
    let date = MORNING.day().plus(days).date();
    let pack = pack::manifest(&Files::Folder("tests/packs/kinds".into())).0.id;
    for fact in [Fact::ExamDate { pack, date: Some(date) }, Fact::MinutesADay { minutes }] {
        let recorded = learner.store.record(fact, MORNING).unwrap();
        learner.update(&tripos::tui::Msg::Recorded(Box::new(recorded)));
    }
    learner
}

#[test]
fn home_says_whether_the_time_suffices() {
    for (name, days, minutes) in
        [("steady", 40, None), ("short", 40, Some(1)), ("last", 6, Some(10))]
    {
        let shown = learner(days, minutes, (80, 24)).sees();
        is_clean(&shown);
        insta::assert_snapshot!(format!("plan-{name}"), shown);
    }
    is_clean(&learner(6, None, (40, 12)).sees());
}

#[test]
fn home_has_room_for_what_it_tells_of_the_exam() {
    let pack = pack::load(&Files::built_in()).0;
    let mut learner = Learner::with_pack(pack.clone(), Route::Home, (80, 24));
    let date = MORNING.day().plus(24).date();
    let date = Fact::ExamDate { pack: pack.manifest.id.clone(), date: Some(date) };
    let asked = (0..pack.items.len()).filter(|at| at % 2 == 0);
    let choices = asked.filter(|at| pack.items[*at].content.kind_name() == "choice");
    for fact in choices.map(|at| answer(&pack, at)).chain([date]) {
        let recorded = learner.store.record(fact, MORNING).unwrap();
        learner.update(&tripos::tui::Msg::Recorded(Box::new(recorded)));
    }
    insta::assert_snapshot!("home-ready", learner.sees());
}

#[test]
fn in_the_last_days_a_review_asks_what_gains_most_though_nothing_is_due() {
    let mut last = learner(6, None, (80, 24));
    let shown = last.does("r").sees();
    assert!(shown.contains("1 of "), "{shown}");
    let mut far = learner(60, None, (80, 24));
    let shown = far.does("r").sees();
    assert!(!shown.contains("1 of "), "{shown}");
}

fn small() -> Pack {
    pack::load(&Files::Folder("tests/packs/kinds".into())).0
}

fn on(day: i64) -> Moment {
    let day: Day = MORNING.day().plus(day);
    Moment { at: Millis(day.dawn(MORNING.offset).0 + 5 * 3_600_000), ..MORNING }
}

fn answer(pack: &Pack, at: usize) -> Fact {
    let items = vec![pack.items[at].clone()];
    let mut session = Session::new(Occasion::Practice, items, Seed(1));
    let Stage::Asking(_) = session.stage() else { panic!("a question") };
    let response = Response::Choice([0].into());
    let given = Given { response, sure: None, took: Millis(5000) };
    Fact::Answered(session.answer(given, &Progress::default(), &pack.manifest, MORNING).unwrap())
}

#[test]
fn a_date_changes_no_card_and_the_plan_follows_it() {
    let pack = small();
    let mut progress = Progress::default();
    let cards = Cards::of(&pack);
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("progress.db")).unwrap();
    store.turn_to(&pack.manifest.id, cards.clone()).unwrap();
    let mut keep = |fact, day| {
        let kept = store.record(fact, on(day)).unwrap();
        kept.changes.apply(&kept.entry, &mut progress);
        progress.clone()
    };
    let before = keep(answer(&pack, 0), 0);
    assert_eq!(Plan::of(&pack, &before, on(0)), None, "no date, no plan");
    let stages = [(90, plan::Stage::Steady), (14, plan::Stage::Last), (1, plan::Stage::Last)];
    for (days, stage) in stages {
        let date = Some(on(days).day().date());
        let after = keep(Fact::ExamDate { pack: pack.manifest.id.clone(), date }, 0);
        assert_eq!(after.cards, before.cards, "memory and what is due stay");
        let plan = Plan::of(&pack, &after, on(0)).unwrap();
        assert_eq!((plan.stage, plan.days), (stage, u32::try_from(days).unwrap()));
        assert!(plan.kept > plan.stopped, "{plan:?}");
    }
    let past = Some(on(-1).day().date());
    let past = keep(Fact::ExamDate { pack: pack.manifest.id.clone(), date: past }, 0);
    assert_eq!(Plan::of(&pack, &past, on(0)), None);
}

/// A journal, turned to a pack.
fn opened(path: &std::path::Path, pack: &Pack) -> Store {
    let mut store = Store::open(path).unwrap();
    store.turn_to(&pack.manifest.id, Cards::of(pack)).unwrap();
    store
}

#[test]
fn cards_follow_parameters_of_the_learners_own_and_back() {
    let pack = small();
    let id = &pack.manifest.id;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let open = || opened(&path, &pack);
    let mut store = open();
    store.record(answer(&pack, 0), on(0)).unwrap();
    store.record(answer(&pack, 0), on(3)).unwrap();
    let usual = store.progress(id).unwrap();
    let mut own = DEFAULT;
    own[2] *= 3.0;
    own[20] = 0.3;
    let fit = |parameters| Fit { parameters, reviews: 500, of: 500, usual: 0.4, fitted: 0.3 };
    let fitted = |parameters| Fact::Fitted { pack: id.clone(), fit: fit(parameters) };
    assert!(store.record(fitted(Some(own)), on(3)).unwrap().stale, "to be read anew");
    let mine = store.progress(id).unwrap();
    assert_ne!(mine.cards, usual.cards);
    store.record(answer(&pack, 0), on(9)).unwrap();
    drop(store);
    let mut store = open();
    assert_eq!(store.differences().unwrap(), Vec::<String>::new());
    let nine = store.progress(id).unwrap();
    store.record(fitted(None), on(9)).unwrap();
    assert_ne!(store.progress(id).unwrap().cards, nine.cards);
    assert_eq!(store.differences().unwrap(), Vec::<String>::new());
    // The answer of the ninth day, taken back, leaves the cards of the third.
    let [a, b] = [usual, store.progress(id).unwrap()].map(|it| it.cards.len());
    assert_eq!(a, b);
}

#[test]
fn what_another_program_fitted_is_in_force_at_once() {
    let pack = small();
    let id = &pack.manifest.id;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let open = || opened(&path, &pack);
    let (mut one, mut other) = (open(), open());
    one.record(answer(&pack, 0), on(0)).unwrap();
    let mut own = DEFAULT;
    own[2] *= 3.0;
    // A number that comes out of JSON with another last digit.
    let read = |it: f64| serde_json::from_str::<f64>(&it.to_string()).unwrap();
    let mut some = (1..1000).map(|n| 2.0 + f64::from(n) / 7.0);
    own[2] = some.find(|it| read(*it).to_bits() != it.to_bits()).unwrap();
    let fit = Fit { parameters: Some(own), reviews: 500, of: 2000, usual: 0.4, fitted: 0.3 };
    other.record(Fact::Fitted { pack: id.clone(), fit }, on(1)).unwrap();
    assert!(one.record(answer(&pack, 0), on(5)).unwrap().stale);
    assert_eq!(one.differences().unwrap(), Vec::<String>::new());
    // Of a long journal only a part is fitted to: what counts is how long it was.
    assert_eq!(one.progress(id).unwrap().fitted, 2000);
}

/// A journal of a learner who forgets faster than most: every question of the
/// pack, again and again.
fn journal(data: &std::path::Path, pack: &Pack) {
    let path = data.join("profiles/default/progress.db");
    let device = uuid::Uuid::from_u128(7);
    let mut entries = Vec::new();
    for round in 0..16_i64 {
        for (at, item) in (0_i64..).zip(&pack.items) {
            let Fact::Answered(mut answered) = answer(pack, 0) else { continue };
            answered.question = item.id.clone();
            let fails = round > 0 && (at + round) % 2 == 0;
            answered.rating = if fails { memory::Rating::Again } else { memory::Rating::Good };
            let seq = round * 100 + at + 1;
            let moment = on(round * 3 + at % 2);
            let moment = Moment { at: Millis(moment.at.0 + at * 1000), ..moment };
            let id = uuid::Uuid::from_u128(seq.unsigned_abs().into());
            let fact = Fact::Answered(answered);
            entries.push(Written::of(&Entry { id, device, seq, moment, fact }).unwrap());
        }
    }
    let mut store = opened(&path, pack);
    let minutes = Fact::MinutesADay { minutes: None };
    store.record(minutes, on(0)).unwrap();
    assert!(store.take_in(&entries).unwrap().added > 450);
}

#[test]
fn the_program_fits_by_itself_once_and_on_demand() {
    let pack = small();
    let folder = tempfile::tempdir().unwrap();
    journal(folder.path(), &pack);
    let args = ["--pack", "tests/packs/kinds", "--now", "2027-02-01T09:00:00Z"];
    let mut session = pty::Session::start(folder.path(), &args);
    session.sees("memory is now fitted to your 4");
    session.types("q");
    session.ends();
    let told = |extra: &[&str]| {
        let out = tripos(folder.path(), &[&args[..], extra].concat());
        String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap()
    };
    let store = Store::open(&folder.path().join("profiles/default/progress.db")).unwrap();
    let fitted = store.progress(&pack.manifest.id).unwrap();
    assert!(fitted.fitted > 400 && !fitted.is_worth_a_fit(), "{}", fitted.fitted);
    assert!(told(&["progress", "fit"]).contains("in force from now on"));
    assert!(told(&["progress", "fit", "--usual"]).contains("usual parameters are in force"));
    assert_eq!(store.progress(&pack.manifest.id).unwrap().model, memory::Model::default());
    let none = tempfile::tempdir().unwrap();
    let out = tripos(none.path(), &["progress", "fit"]);
    assert_eq!(out.status.code(), Some(1));
}
