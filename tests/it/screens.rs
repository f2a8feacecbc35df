//! Screens, as the learner sees them: keys in, picture out.

use tripos::{
    item::{Id, LessonId, Place, Slug},
    pack,
    study::{Filter, Occasion},
    tui::{Route, Theme},
};

use crate::learner::{Learner, MORNING, is_clean};

/// The sizes every screen is drawn at.
const SIZES: &[(u16, u16)] = &[(80, 24), (40, 12)];

fn practice() -> Route {
    Route::Session(Occasion::Practice, Filter::default(), 20)
}

fn lesson(slug: Option<&str>) -> Route {
    let slug = slug.and_then(Slug::new);
    Route::Lesson(Place { lesson: LessonId::new("leaves").unwrap(), slug })
}

/// Draws a screen after some keys, at every size.
#[track_caller]
fn pictures(name: &str, route: &Route, keys: &str) {
    for (width, height) in SIZES {
        let picture = Learner::at(route.clone(), *width, *height).does(keys).sees();
        is_clean(&picture);
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), picture);
    }
}

#[test]
fn home() {
    pictures("home", &Route::Home, "");
}

#[test]
fn a_first_start_asks_two_things() {
    let theme = Theme::default();
    for (width, height) in SIZES {
        let size = (*width, *height);
        let mut learner =
            Learner::new("tests/packs/small", Route::Home, size, theme.clone(), false);
        insta::assert_snapshot!(format!("welcome-{width}x{height}"), learner.does("30").sees());
        assert!(learner.does("enter").sees().contains("Minutes a day"));
        let home = learner.does("45 enter").sees();
        assert!(home.contains("exam in 30 days"), "{home}");
    }
}

#[test]
fn both_questions_of_a_first_start_may_be_skipped_for_good() {
    let theme = Theme::default();
    let mut learner = Learner::new("tests/packs/small", Route::Home, (80, 24), theme, false);
    assert!(learner.does("esc esc").sees().contains("Today"));
    let id = pack::manifest(&pack::Files::Folder("tests/packs/small".into())).0.id;
    assert!(learner.store.progress(&id).unwrap().goals.asked);
}

#[test]
fn lessons() {
    pictures("lessons", &Route::Lessons, "down");
}

#[test]
fn a_lesson() {
    pictures("lesson", &lesson(None), "");
    pictures("lesson-heading", &lesson(Some("six-kinds")), "");
    pictures("lesson-end", &lesson(None), "G");
    pictures("lesson-focus", &lesson(None), "tab tab tab");
}

#[test]
fn a_lesson_counts_as_read_when_its_end_was_seen() {
    let mut learner = Learner::at(Route::Lessons, 80, 24);
    assert!(learner.sees().contains("0 of 2 read"));
    assert!(learner.does("enter G esc").sees().contains("1 of 2 read"));
}

#[test]
fn a_lesson_shorter_than_the_window_is_read_when_it_is_left() {
    let mut learner = Learner::at(Route::Lessons, 80, 24);
    assert!(learner.does("down enter esc").sees().contains("1 of 2 read"));
}

#[test]
fn next_and_previous_lesson() {
    let mut learner = Learner::at(lesson(None), 80, 24);
    assert!(learner.does("]").sees().contains("Three minutes"));
    assert!(learner.does("]").sees().contains("this is the last lesson"));
    assert!(learner.does("[").sees().contains("one plant"));
}

#[test]
fn a_resized_lesson_stays_at_its_place() {
    let mut learner = Learner::at(lesson(Some("water")), 80, 24);
    learner.does("g");
    let mut learner = Learner::at(lesson(Some("six-kinds")), 80, 12);
    assert!(learner.resize(44, 12).sees().contains("Six kinds"));
    assert!(learner.resize(100, 12).sees().contains("Six kinds"));
}

#[test]
fn a_diagram() {
    let route = Route::Diagram("assets/cup.diagram".to_owned());
    pictures("diagram", &route, "");
    pictures("diagram-step", &route, "right right left");
}

#[test]
fn a_wide_drawing_moves_sideways() {
    let route = Route::Diagram("assets/rds-multi-az.diagram".to_owned());
    let mut learner = Learner::new(".", route, (40, 24), Theme::default(), true);
    assert!(!learner.sees().contains("Read replica"));
    let moved = learner.does("shift-right shift-right shift-right shift-right shift-right").sees();
    assert!(moved.contains("Read replica"), "{moved}");
    let back = learner.does("shift-left shift-left shift-left shift-left shift-left").sees();
    assert!(back.contains("Application"), "{back}");
}

#[test]
fn a_question() {
    pictures("question", &practice(), "down c");
}

#[test]
fn a_right_answer() {
    pictures("question-right", &practice(), &format!("{} enter", right(0)));
}

#[test]
fn a_wrong_answer() {
    pictures("question-wrong", &practice(), &format!("{} enter", wrong(0)));
}

#[test]
fn a_wide_window_has_two_columns() {
    let mut learner = Learner::at(practice(), 120, 40);
    insta::assert_snapshot!("question-120x40", learner.sees());
    insta::assert_snapshot!("question-told-120x40", learner.does("1 enter").sees());
}

/// The digits of the right options of the nth question of [`practice`].
fn right(n: usize) -> String {
    key(n, true)
}

/// As many digits, at least one of them wrong.
fn wrong(n: usize) -> String {
    key(n, false)
}

fn key(n: usize, right: bool) -> String {
    let (pack, _) = pack::load(&pack::Files::Folder("tests/packs/small".into()));
    let seed = tripos::item::Seed(7);
    let progress = tripos::study::Progress::default();
    let items = tripos::study::practice(&pack.items, &progress, &Filter::default(), MORNING, seed);
    let session = tripos::study::Session::new(Occasion::Practice, items[n..].to_vec(), seed);
    let asked = session.asked().unwrap();
    let tripos::item::Kind::Choice(choice) = &asked.item.kind else { panic!() };
    let places = asked.order.iter().enumerate();
    let digits = places.filter(|(_, option)| choice.options[**option].correct == right);
    let digits = digits.map(|(place, _)| (place + 1).to_string() + " ");
    digits.take(choice.needed()).collect()
}

#[test]
fn answers_are_on_disk_before_they_are_told() {
    let mut learner = Learner::at(practice(), 80, 24);
    learner.is_full = true;
    let asking = learner.does(&format!("{} enter", right(0))).sees();
    assert!(asking.contains("not kept: the disk is full") && !asking.contains('✓'), "{asking}");
    learner.is_full = false;
    assert!(learner.does("enter").sees().contains("✓ Right."));
}

#[test]
fn too_few_and_too_many_picks_are_told_not_punished() {
    let mut learner = Learner::at(practice(), 80, 24);
    assert!(learner.does("enter").sees().contains("pick"));
    assert!(learner.does("9").sees().contains("options"));
    while !learner.sees().contains("Choose 2") {
        learner.does("s");
    }
    assert!(learner.does("1 enter").sees().contains("choose 2; 1 picked so far"));
    assert!(learner.does("2 3").sees().contains("choose 2: take one back first"));
}

#[test]
fn an_answer_can_be_taken_back() {
    let mut learner = Learner::at(practice(), 80, 24);
    learner.does(&format!("{} enter", wrong(0)));
    assert!(learner.sees().contains("✗ Not yet."));
    let again = learner.does("u").sees();
    assert!(again.contains("1 of 4 · 0 right"), "{again}");
    assert!(learner.does(&format!("{} enter", right(0))).sees().contains("✓ Right."));
}

#[test]
fn a_struck_option_says_so() {
    let mut learner = Learner::at(practice(), 80, 24);
    insta::assert_snapshot!("question-struck", learner.does("down - up").sees());
}

#[test]
fn the_lesson_opens_at_its_heading_and_the_question_waits() {
    let mut learner = Learner::at(practice(), 80, 12);
    let question = learner.does("down").sees();
    let lesson = learner.does("o").sees();
    assert!(lesson.contains("Leaves: what tea is made of"), "{lesson}");
    assert_eq!(learner.does("esc").sees(), question);
}

#[test]
fn a_session_ends_in_a_summary() {
    let mut learner = Learner::at(practice(), 80, 24);
    learner.does(&format!("c {} enter enter {} enter esc", wrong(0), right(1)));
    insta::assert_snapshot!("summary-80x24", learner.sees());
    insta::assert_snapshot!("summary-40x12", learner.resize(40, 12).sees());
    assert!(learner.does("enter").sees().contains("Not yet"));
    // Esc leads from an answer to the summary, a click on what was missed to it.
    assert!(learner.does("esc").sees().contains("Missed"));
    assert!(learner.click(4, 4).sees().contains("Not yet"));
    assert!(learner.does("m").sees().contains("1 of 1"));
}

#[test]
fn what_was_wrong_is_asked_again() {
    let mut learner = Learner::at(practice(), 80, 24);
    learner.does(&format!("{} enter", wrong(0)));
    assert!(learner.does("enter").sees().contains("2 of 5"));
}

#[test]
fn statistics() {
    let route = Route::Home;
    for (width, height) in SIZES {
        let mut learner = Learner::at(route.clone(), *width, *height);
        learner.does("p").does(&format!("{} enter enter {} enter", wrong(0), right(1)));
        let picture = learner.does("esc esc s").sees();
        insta::assert_snapshot!(format!("statistics-{width}x{height}"), picture);
    }
}

#[test]
fn packs() {
    pictures("packs", &Route::Home, "o j");
    let mut learner = Learner::at(Route::Home, 80, 24);
    assert!(learner.does("o G enter").sees().contains("tripos pack update tea"));
    assert!(learner.does("esc").sees().contains("Review what is due"));
}

#[test]
fn settings() {
    pictures("settings", &Route::Home, ", 2026-12-24");
}

#[test]
fn a_date_that_is_none_is_told() {
    let mut learner = Learner::at(Route::Home, 80, 24);
    let told = learner.does(", soon enter").sees();
    assert!(told.contains("`soon` is no date; write it like 2026-12-20"), "{told}");
}

#[test]
fn help() {
    pictures("help", &Route::Home, "?");
    pictures("help-question", &practice(), "?");
}

#[test]
fn palette() {
    pictures("palette", &Route::Home, "ctrl-p water");
}

#[test]
fn the_palette_goes_to_screens_lessons_and_questions() {
    for (typed, seen) in [
        ("stat", "Reviews ahead"),
        ("brewing", "Three minutes"),
        ("bitter", "A green tea tastes bitter"),
        ("leaftocup", "From leaf to cup"),
    ] {
        let mut learner = Learner::at(Route::Home, 80, 24);
        let picture = learner.does(&format!("ctrl-p {typed} enter")).sees();
        assert!(picture.contains(seen), "{typed}:\n{picture}");
    }
}

#[test]
fn a_window_too_small_says_so() {
    let picture = Learner::at(Route::Home, 39, 12).sees();
    assert_eq!(picture.lines().next(), Some("Tripos needs 40×12; this is 39×12"));
}

#[test]
fn ascii_needs_no_special_font() {
    let theme = Theme::default().with_ascii(true);
    let routes = [
        Route::Home,
        lesson(None),
        lesson(Some("six-kinds")),
        practice(),
        Route::Diagram("assets/cup.diagram".to_owned()),
        Route::Statistics,
    ];
    for route in routes {
        let mut learner = Learner::new("tests/packs/small", route, (80, 24), theme.clone(), true);
        // What is gone into has a sign of its own: a checkpoint, the next page.
        for picture in [learner.sees(), learner.does("G tab tab enter").sees()] {
            let strange: String = picture.chars().filter(|c| !c.is_ascii() && *c != '°').collect();
            assert!(strange.is_empty(), "{strange} in\n{picture}");
        }
    }
}

#[test]
fn no_size_is_too_small_to_survive() {
    let routes =
        [Route::Home, Route::Lessons, lesson(None), practice(), Route::Statistics, Route::Palette];
    for route in routes {
        let mut learner = Learner::at(route, 80, 24);
        for (width, height) in
            (1..=60).step_by(7).flat_map(|w| (1..=30).step_by(3).map(move |h| (w, h)))
        {
            learner.resize(width, height).sees();
            learner.does("down pgdn up");
        }
    }
}

#[test]
fn a_click_opens_what_stands_there() {
    for (route, line, seen) in [
        (Route::Lessons, "Brewing", "Three minutes"),
        (Route::Diagrams, "From leaf to cup", "2 steps"),
        (Route::Home, "Statistics", "Reviews ahead"),
    ] {
        let mut learner = Learner::at(route, 80, 24);
        let y = learner.sees().lines().position(|it| it.contains(line)).unwrap();
        learner.click(10, y as u16);
        assert!(learner.sees().contains(seen), "{line}: {}", learner.sees());
    }
}

#[test]
fn the_choice_of_what_to_practise() {
    pictures("builder", &Route::Home, "P right down down");
    let mut learner = Learner::at(Route::Home, 80, 24);
    assert!(learner.does("P").sees().contains("4 questions match; all are asked."));
    // Only what is new, five at most; the choice is kept.
    assert!(learner.does("down down down down down right").sees().contains("new to me"));
    let asked = learner.does("enter").sees();
    assert!(asked.contains("1 of 4"), "{asked}");
    learner.does("esc");
    assert!(learner.does("P").sees().contains("new to me"));
    assert!(learner.does("0").sees().contains("anything"));
    // What nothing is like is told before it begins.
    learner.does("down down down down down right right right");
    assert!(learner.sees().contains("No question is like that."), "{}", learner.sees());
    assert!(learner.does("enter").sees().contains("0 begins the choice anew"));
}

#[test]
fn a_practice_left_half_way_can_be_gone_on_with() {
    let mut learner = Learner::at(Route::Home, 80, 24);
    assert!(!learner.sees().contains("Go on"));
    learner.does("p").does(&format!("{} enter enter esc esc", right(0)));
    let home = learner.sees();
    assert!(home.contains("▸ Go on with your practice"), "{home}");
    assert!(learner.does("c").sees().contains("1 of 3"));
    for _ in 0..40 {
        learner.does("s");
    }
    assert!(!learner.does("esc").sees().contains("Go on"), "{}", learner.sees());
}

#[test]
fn flags_notes_and_reports_are_kept_with_the_question() {
    let mut learner = Learner::at(practice(), 80, 24);
    assert!(learner.does("f").sees().contains("⚑"));
    assert!(learner.does("f").sees().contains("no longer flagged"));
    learner.does("f m a").types("ask about this").does("enter");
    assert!(learner.sees().contains("the note is kept"));
    learner.does("!").types("the key is outdated").does("enter");
    assert!(learner.sees().contains("the report is kept"));
    let told = learner.does(&format!("{} enter", right(0))).sees();
    assert!(told.contains("▏ ask about this") && told.contains("⚑ · ★"), "{told}");
    let id = pack::manifest(&pack::Files::Folder("tests/packs/small".into())).0.id;
    let marks = learner.store.progress(&id).unwrap().marks;
    assert_eq!((marks.flagged.len(), marks.bookmarks.len(), marks.reported.len()), (1, 1, 1));
    // What is being written takes every key; Esc leaves it as it was.
    assert!(learner.does("a q s esc").sees().contains("▏ ask about this"));
}

#[test]
fn a_question_left_out_is_asked_no_more() {
    let mut learner = Learner::at(practice(), 80, 24);
    assert!(learner.sees().contains("1 of 4"));
    assert!(learner.does("x").sees().contains("1 of 3"));
    assert!(learner.does("u").sees().contains("1 of 4"));
    assert!(learner.does("z").sees().contains("not before tomorrow"));
    assert!(learner.does("x").sees().contains("1 of 2"));
    assert!(learner.does("u u").sees().contains("1 of 4"));
    learner.does("esc");
    let mut learner_home = Learner::at(Route::Home, 80, 24);
    learner_home.does("p x esc esc");
    assert!(learner_home.does("P").sees().contains("3 questions match"));
    let back = learner_home.does("down down down down down left").sees();
    assert!(back.contains("left out") && back.contains("1 question matches."), "{back}");
    assert!(learner_home.does("enter x").sees().contains("asked again from now on"));
    // What is left out is neither due nor new.
    let mut learner = Learner::at(Route::Home, 80, 24);
    assert!(learner.does("p x x x x").sees().contains("nothing left for today"));
}

#[test]
fn only_questions_that_are_shown_take_their_full_room() {
    let (whole, _) = pack::load(&pack::Files::built_in());
    let open = || whole.items.iter().filter(|item| item.content.is_open()).count();
    let before = open();
    assert!(before < whole.items.len() / 20, "{before}, whose patterns are compiled");
    let mut learner = Learner::with_pack(whole.clone(), Route::Home, (80, 24));
    // Statistics page by page, the builder, the palette; then three questions.
    learner.does("s right right right right right right esc b esc").sees();
    learner.does("ctrl-p").types("aurora").does("esc").sees();
    assert_eq!(open(), before, "nothing was asked yet");
    let mut learner = Learner::with_pack(whole.clone(), practice(), (80, 24));
    learner.does("1 enter enter 1 enter enter").sees();
    assert!((1..=4).contains(&(open() - before)), "{}", open() - before);
}
