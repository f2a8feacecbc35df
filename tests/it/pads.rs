//! Pads, as the learner sees them: every kind of question asked, answered half,
//! right and wrong, and taken back.

use std::{fmt::Write, sync::Arc};

use tripos::{
    item::{Id, Item, ItemId},
    pack::Pack,
    store::Store,
    study::{EntryId, Fact, Filter, Occasion},
    text::Markdown,
    tui::{Route, Theme},
};

use unicode_width::UnicodeWidthStr;

use crate::{
    every_kind::{KINDS, every_kind, lesson, only, practise, with_checkpoint},
    kinds,
    learner::{Learner, is_clean},
    soak::{figure, full, is_full},
};

/// Draws the question of a kind after each of several rows of keys.
#[track_caller]
fn pictures(kind: &str, states: &[(&str, &str)]) {
    for (width, height) in [(80, 24), (40, 12)] {
        let mut shown = String::new();
        for (state, keys) in states {
            let mut learner = Learner::with_pack(every_kind(), practise(kind), (width, height));
            let picture = learner.does(keys).sees();
            is_clean(&picture);
            let _ = writeln!(shown, "=== {state}: {keys}\n{picture}\n");
        }
        insta::assert_snapshot!(format!("{kind}-{width}x{height}"), shown);
    }
}

#[test]
fn steps_are_put_in_order() {
    pictures(
        "order",
        &[
            ("asked", ""),
            ("half-way", "space down"),
            ("aside", "del"),
            ("back again", "del down down down down del"),
            ("lacks", "enter"),
            ("right", "del 3 up 4 up 2 enter"),
            ("partly", "del 3 enter"),
            ("undone", "del enter u"),
        ],
    );
}

#[test]
fn sides_are_matched() {
    pictures(
        "match",
        &[
            ("asked", ""),
            ("half-way", "2"),
            ("turned", "left down right right"),
            ("cleared", "2 up del"),
            ("lacks", "2 enter"),
            ("right", "3 2 1 enter"),
            ("partly", "1 2 3 enter"),
            ("undone", "1 2 3 enter u"),
        ],
    );
}

#[test]
fn numbers_are_typed() {
    pictures(
        "number",
        &[
            ("asked", ""),
            ("half-way", "4.5"),
            ("lacks", "1,5 enter"),
            ("no number", "suq enter"),
            ("left", "4.5 esc"),
            ("near", "4.6 enter"),
            ("right", "4.50rcu enter"),
            ("wrong", "alt-3 18 enter"),
            ("undone", "18 enter u"),
        ],
    );
}

#[test]
fn words_are_typed() {
    pictures(
        "text",
        &[
            ("asked", ""),
            ("half-way", "suqcof"),
            ("lacks", "enter"),
            ("right", "query enter"),
            ("wrong", "scan enter"),
            ("undone", "scan enter u"),
        ],
    );
}

#[test]
fn gaps_are_filled_where_they_stand() {
    pictures(
        "cloze",
        &[
            ("asked", ""),
            ("half-way", "400kb enter 1"),
            ("left", "400kb esc"),
            ("lacks", "400kb esc enter"),
            ("right", "400kb enter 1mb enter"),
            ("partly", "4kb enter 1mb enter"),
            ("undone", "4kb enter 1mb enter u"),
        ],
    );
}

#[test]
fn parts_are_pointed_at() {
    pictures(
        "place",
        &[
            ("asked", ""),
            ("moved", "tab tab tab down right"),
            ("half-way", "tab tab space"),
            ("lacks", "tab space enter"),
            ("right", "tab tab space tab tab space enter"),
            ("partly", "tab space tab space enter"),
            ("undone", "tab space tab space enter u"),
        ],
    );
}

#[test]
fn what_is_recalled_is_rated() {
    pictures(
        "recall",
        &[
            ("asked", ""),
            ("early", "3"),
            ("shown", "enter"),
            ("enter", "enter enter"),
            ("good", "enter 3"),
            ("again", "enter 1"),
            ("undone", "enter 1 u"),
        ],
    );
}

/// Side by side in a wide window, but a drawing is not cut for it.
#[test]
fn wide_windows_hold_stem_and_pad() {
    let mut shown = String::new();
    for (kind, keys) in [("order", "space"), ("match", "2"), ("cloze", "4"), ("place", "tab")] {
        for width in [100, 116, 140] {
            let mut learner = Learner::with_pack(every_kind(), practise(kind), (width, 22));
            let picture = learner.does(keys).sees();
            let _ = writeln!(shown, "=== {kind}, {width} columns\n{picture}\n");
        }
    }
    insta::assert_snapshot!("wide", shown);
}

/// A scenario stands beside the stem where there is room, above it where not;
/// what is longer than the window scrolls, and the options stay.
#[test]
fn a_scenario_stands_beside_the_stem() {
    let mut pack = kinds::kinds();
    let mut item = Item::clone(pack.items.iter().find(|item| &*item.id == "choice").unwrap());
    let text = "A guest comes for tea.\n\n".repeat(30);
    let long = Markdown(format!("{text}And they stay for dinner."));
    item.situation = Some(long);
    pack.items = vec![Arc::new(item)];
    let beside = |line: &str| line.contains("guest comes") && line.contains("What does tea need?");
    let mut learner = Learner::with_pack(pack.clone(), practise("choice"), (120, 24));
    let picture = learner.sees();
    assert!(picture.lines().any(beside), "{picture}");
    assert!(picture.contains("Hot water") && !picture.contains("stay for dinner"), "{picture}");
    let end = learner.does("pgdn pgdn pgdn pgdn").sees();
    assert!(end.contains("Hot water") && end.contains("stay for dinner"), "{end}");
    clicks(&mut learner, "Hot water");
    let told = learner.does("enter").sees();
    assert!(told.contains("✓ Right."), "{told}");
    let mut learner = Learner::with_pack(pack, practise("choice"), (80, 24));
    let above = learner.sees();
    assert!(above.contains("guest comes") && !above.lines().any(beside), "{above}");
    assert!(learner.does("down").sees().contains("Hot water"), "{}", learner.sees());
}

/// What is picked is seen in fonts without our signs too.
#[test]
fn picks_are_seen_in_ascii() {
    let mut theme = Theme::default();
    theme.ascii = true;
    let pack = (every_kind(), 0);
    let mut learner = Learner::opening(pack, practise("place"), (80, 24), theme, true);
    let picked = learner.does("tab tab space up").sees();
    let told = learner.does("tab space enter").sees();
    assert!(picked.is_ascii() && told.is_ascii(), "{picked}\n{told}");
    insta::assert_snapshot!("ascii", format!("{picked}\n\n{told}"));
}

#[test]
fn letters_of_the_question_are_typed_into_a_field() {
    for kind in ["number", "text", "cloze"] {
        let mut learner = Learner::with_pack(every_kind(), practise(kind), (80, 24));
        let typed = learner.does("suqfc?/o").sees();
        assert!(typed.contains("suqfc?/o"), "{typed}");
        assert!(learner.does("alt-1").sees().contains("guess · 1 of 1"));
        learner.types("a\u{1b}[2J\nb");
        assert!(learner.sees().contains("suqfc?/oa[2Jb"), "{}", learner.sees());
        // Left, letters are keys; `i` and Tab go back.
        assert!(!learner.does("esc c").sees().contains("guess"), "{}", learner.sees());
        assert!(learner.does("i x").sees().contains("suqfc?/oa[2Jbx"), "{}", learner.sees());
        assert!(learner.does("esc tab y").sees().contains("suqfc?/oa[2Jbxy"));
        assert!(learner.does("esc esc").kept.is_empty());
        assert!(!learner.app.is_running(), "a second Esc leaves");
    }
}

#[test]
fn an_ambiguous_number_is_asked_back() {
    let mut learner = Learner::with_pack(every_kind(), practise("number"), (80, 24));
    assert!(learner.does("4,5 enter").sees().contains("is that 4.5 or 45?"));
    assert!(learner.kept.is_empty());
    assert!(learner.does("left backspace . enter").sees().contains("✓ Right."));
}

/// A long answer is seen where the cursor stands; nothing is longer than 500.
#[test]
fn the_cursor_stays_in_sight() {
    for kind in ["number", "text", "cloze"] {
        let mut learner = Learner::with_pack(every_kind(), practise(kind), (40, 12));
        learner.types(&"abcdefghi ".repeat(49)).types(&"x".repeat(100)).does("backspace y z");
        assert!(learner.sees().contains("xxxy"), "{}", learner.sees());
        assert!(!learner.sees().contains('z'), "{}", learner.sees());
        let begins = if kind == "cloze" { "‹abc" } else { "› abc" };
        assert!(learner.does("home").sees().contains(begins), "{}", learner.sees());
        is_clean(&learner.sees());
    }
}

/// Presses the mouse on a text that is seen.
#[track_caller]
fn clicks<'a>(learner: &'a mut Learner, text: &str) -> &'a mut Learner {
    let picture = learner.sees();
    let found = picture.lines().enumerate().find_map(|(y, line)| Some((y, line.find(text)?, line)));
    let (y, at, line) = found.unwrap_or_else(|| panic!("no `{text}` in\n{picture}"));
    learner.click(line[..at].width() as u16, y as u16)
}

/// Each kind is answered with the mouse; only Enter is a key.
#[test]
fn pads_take_the_mouse() {
    let presses: &[(&str, &[&str])] = &[
        ("choice", &["A table", "A queue"]),
        (
            "match",
            &["RDS Proxy", "Connections are", "Multi-AZ", "A standby", "Read replica", "Copies"],
        ),
        ("place", &["Cache", "Standby", "Cache", "Zone B"]),
    ];
    for (kind, texts) in presses {
        for size in [(80, 24), (140, 30)] {
            let mut learner = Learner::with_pack(every_kind(), practise(kind), size);
            for text in *texts {
                clicks(&mut learner, text);
            }
            let told = learner.does("enter").sees();
            assert!(told.contains("✓ Right."), "{kind}\n{told}");
        }
    }
    let mut learner = Learner::with_pack(every_kind(), practise("recall"), (80, 24));
    clicks(&mut learner, "press Enter");
    assert!(clicks(&mut learner, "hard").sees().contains("You said: hard"));
    // The question itself is no answer.
    let mut learner = Learner::with_pack(every_kind(), practise("choice"), (80, 24));
    assert!(!clicks(&mut learner, "keeps work").sees().contains('●'));
}

#[test]
fn steps_are_carried_and_fields_gone_back_into_with_the_mouse() {
    let mut learner = Learner::with_pack(every_kind(), practise("order"), (80, 24));
    for _ in 0..2 {
        clicks(&mut learner, "Point the application");
    }
    assert!(learner.sees().contains('↕'), "{}", learner.sees());
    clicks(&mut learner, "1  ");
    assert!(learner.sees().contains("↕ 1  Point the application"), "{}", learner.sees());
    for kind in ["number", "text", "cloze"] {
        let mut learner = Learner::with_pack(every_kind(), practise(kind), (80, 24));
        learner.does("7 esc");
        assert!(!learner.app.is_typing());
        clicks(&mut learner, if kind == "cloze" { "go on typing" } else { "› 7" });
        assert!(learner.app.is_typing(), "{}", learner.sees());
    }
}

/// A drawing that left the pack does not break its question.
#[test]
fn a_question_without_its_diagram_can_be_left() {
    let mut pack = every_kind();
    pack.diagrams.clear();
    let mut learner = Learner::with_pack(pack, practise("place"), (80, 24));
    let picture = learner.does("space tab right enter").sees();
    assert!(picture.contains("s skips the question"), "{picture}");
    assert!(learner.kept.is_empty());
    learner.does("s");
    assert!(!learner.app.is_running());
}

/// A checkpoint in a lesson takes what is typed, too.
#[test]
fn a_checkpoint_is_answered_in_a_field() {
    let mut learner = Learner::with_pack(with_checkpoint("text"), lesson(), (80, 24));
    let typed = learner.does("tab enter suqt").sees();
    assert!(typed.contains("› suqt"), "{typed}");
    assert!(learner.does("esc esc").sees().contains("▸ Checkpoint"), "{}", learner.sees());
    let told = learner.does("enter query enter").sees();
    assert!(told.contains("✓ Right."), "{told}");
    let mut learner = Learner::with_pack(with_checkpoint("place"), lesson(), (80, 24));
    let told = learner.does("tab enter tab tab space tab tab space enter").sees();
    assert!(told.contains("✓ Right."), "{told}");
}

/// Whatever is pressed, nothing breaks, and each answer is in the journal.
#[test]
fn keys_at_random_lose_nothing() {
    let mut answers = 0;
    for seed in 1..=full(3, 2) as u64 {
        answers += at_random(seed);
    }
    assert!(answers > 15, "{answers} answers are too few to say much");
    if is_full() {
        let answers = five_hundred(1);
        let shown =
            format!("500 answers that stand, of 8 kinds, {answers} answers, all in the journal");
        figure("keys at random", &shown);
    }
}

/// Keys that may come; some rows of them answer a question of some kind.
const KEYS: &[&str] = &[
    "enter",
    "enter",
    "space",
    "up",
    "down",
    "left",
    "right",
    "tab",
    "backtab",
    "del",
    "backspace",
    "home",
    "end",
    "1",
    "2",
    "3",
    "4",
    "9",
    "a",
    "c",
    "i",
    "j",
    "s",
    "u",
    ",",
    "|",
    "-",
    "alt-1",
    "alt-3",
    "pgup",
    "pgdn",
    "g",
    "G",
    "query",
    "400kb",
    "esc",
    "esc s",
    "1 enter",
    "del enter",
    "1 2 3 enter",
    "enter 3",
    "enter 1",
    "tab space tab space enter",
    "end backspace backspace backspace backspace backspace backspace backspace 4.5 enter",
];

/// The next of a row of numbers by chance.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

/// Presses many keys; how many answers stand at the end.
fn at_random(seed: u64) -> u32 {
    let size = if seed.is_multiple_of(2) { (80, 24) } else { (40, 12) };
    let route = Route::Session(Occasion::Practice, only(KINDS), 20);
    let mut learner = Learner::with_pack(every_kind(), route.clone(), size);
    let (mut state, mut stand) = (seed, 0);
    for _ in 0..full(2_000, 250) {
        let key = KEYS[next(&mut state) % KEYS.len()];
        if key.starts_with("esc") && !learner.app.is_typing() {
            continue;
        }
        let picture = learner.does(key).sees();
        is_clean(&picture);
        if !picture.starts_with(" Practise") || picture.starts_with(" Practise · done") {
            stand += standing(&learner);
            learner = Learner::with_pack(every_kind(), route.clone(), size);
        }
    }
    stand + standing(&learner)
}

/// Answers that were kept and not taken back; the journal has them all.
fn standing(learner: &Learner) -> u32 {
    let answered = learner.kept.iter().filter(|fact| matches!(fact, Fact::Answered(_))).count();
    let undone = learner.kept.iter().filter(|fact| matches!(fact, Fact::Undone { .. })).count();
    let progress = learner.store.progress(&every_kind().manifest.id).unwrap();
    let in_journal: u32 = progress.tallies.values().map(|tally| tally.answered).sum();
    assert_eq!(in_journal as usize, answered - undone);
    in_journal
}

/// So many keys answer 500 questions, whatever they are.
const MOST: usize = 200_000;
/// So many keys in a row change nothing that is seen or kept.
const STILL: usize = 200;
/// So many keys in a row answer nothing.
const UNANSWERED: usize = 5_000;
/// Keys by chance, until each of 500 questions was answered; so many answers
/// were given for that, those that were taken back among them.
fn five_hundred(seed: u64) -> usize {
    let route = Route::Session(Occasion::Practice, Filter::default(), 500);
    let mut learner = Learner::with_pack(many(), route, (80, 24));
    let (mut state, mut still, mut unanswered) = (seed, 0, 0);
    let mut before = (learner.sees(), 0);
    for _ in 0..MOST {
        let picture = press(&mut learner, next(&mut state));
        is_clean(&picture);
        let now = (picture, learner.kept.len());
        still = if now == before { still + 1 } else { 0 };
        unanswered = if now.1 == before.1 { unanswered + 1 } else { 0 };
        assert!(still < STILL && unanswered < UNANSWERED, "stuck at\n{}", now.0);
        before = now;
        if stand(&learner) == 500 {
            return in_journal(&learner);
        }
    }
    panic!("{} answers after {MOST} keys, at\n{}", stand(&learner), before.0);
}

/// Presses a row of keys by its number; none that leaves the session or skips.
fn press(learner: &mut Learner, number: usize) -> String {
    let is_typing = learner.app.is_typing();
    // The last rows answer; they come more often, so that it comes to an end.
    let rows = if number % 7 < 2 { &KEYS[KEYS.len() - 7..] } else { KEYS };
    match rows.get(number / 7 % (rows.len() + 1)) {
        Some(&("s" | "esc s")) => (),
        Some(&("esc" | "query")) | None if !is_typing => (),
        // Taken back one time in four: more are to be answered than that.
        Some(&"u") if !is_typing && !number.is_multiple_of(4) => (),
        Some(key) => _ = learner.does(key),
        None => {
            // A field is emptied, and a number typed.
            learner.does("end").does(&"backspace ".repeat(20)).does("1 enter");
        }
    }
    learner.sees()
}

/// 500 questions of all kinds, templates among them, each with an id of its own.
fn many() -> Pack {
    let (ours, theirs) = (every_kind(), kinds::kinds());
    let items: Vec<_> = ours.items.iter().chain(&theirs.items).collect();
    let copy = |number: usize| {
        let mut item = Item::clone(items[number % items.len()]);
        item.id = ItemId::new(&format!("{}-{number}", &*item.id)).unwrap();
        // Variants of one card would all come at the end.
        item.objective = None;
        Arc::new(item)
    };
    let diagrams = ours.diagrams.into_iter().chain(theirs.diagrams).collect();
    let copies = (0..500).map(copy).collect();
    Pack::new(ours.manifest, theirs.lessons, copies, theirs.scenarios, diagrams, theirs.facts)
}

/// Answers that were given and not taken back.
fn stand(learner: &Learner) -> usize {
    let count = |is: fn(&Fact) -> bool| learner.kept.iter().filter(|fact| is(fact)).count();
    count(|fact| matches!(fact, Fact::Answered(_)))
        - count(|fact| matches!(fact, Fact::Undone { .. }))
}

/// Every answer is in the journal as another program reads it, and what follows
/// from it counts each question; how many were given.
fn in_journal(learner: &Learner) -> usize {
    let path = learner.database();
    let db = rusqlite::Connection::open(&path).unwrap();
    let mut rows = db.prepare("SELECT kind, body FROM fact ORDER BY seq").unwrap();
    let fact = |row: &rusqlite::Row<'_>| {
        let (kind, body): (String, String) = (row.get(0)?, row.get(1)?);
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let fact = serde_json::json!({"kind": kind, "body": body});
        Ok(serde_json::from_value(fact).unwrap())
    };
    let facts: Vec<Fact> = rows.query_map([], fact).unwrap().map(Result::unwrap).collect();
    // The first was there before.
    assert!(facts[1..] == learner.kept, "the journal is not what was kept");
    let progress = Store::open(&path).unwrap().progress(&every_kind().manifest.id).unwrap();
    // What is missed comes back soon, so that not all of them are met.
    let undone: Vec<EntryId> = learner.kept.iter().filter_map(undone).collect();
    let ids: Vec<EntryId> = ids(&db);
    let standing = facts.iter().zip(&ids).filter(|(_, id)| !undone.contains(id));
    let met: std::collections::HashSet<&ItemId> = standing
        .filter_map(|(fact, _)| match fact {
            Fact::Answered(it) => Some(&it.question),
            _ => None,
        })
        .collect();
    assert_eq!((progress.answered_in_all(), progress.tallies.len()), (500, met.len()));
    facts.iter().filter(|fact| matches!(fact, Fact::Answered(_))).count()
}

fn undone(fact: &Fact) -> Option<EntryId> {
    match fact {
        Fact::Undone { entry } => Some(*entry),
        _ => None,
    }
}

/// The ids of all entries, in order.
fn ids(db: &rusqlite::Connection) -> Vec<EntryId> {
    let mut rows = db.prepare("SELECT id FROM fact ORDER BY seq").unwrap();
    let id = |row: &rusqlite::Row<'_>| row.get::<_, Vec<u8>>(0);
    let ids = rows.query_map([], id).unwrap();
    ids.map(|id| EntryId::from_slice(&id.unwrap()).unwrap()).collect()
}
