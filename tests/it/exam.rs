//! A mock exam, sat with real keys on the real program.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

use crate::{
    learner::{Learner, MORNING, is_clean},
    pty::Session,
    soak,
    stories::{tripos, tripos_with},
};
use tripos::{
    item::{Id, Item, ItemId, Kind, Response, Seed},
    pack::{self, Files, Pack},
    study::{
        Fact, Millis,
        exam::{Attempts, Ended, Form, Mark, Mode, Report, Sitting, begin},
    },
    tui::{Route, Theme},
};

const FULL: [&str; 4] = ["--pack", "tests/packs/full", "--now", "2026-11-22T09:00:00Z"];

fn sit(data: &Path) -> Session {
    Session::start(data, &[&FULL[..], &["--seed", "5", "exam"]].concat())
}

/// What the screen shows of a question: its number, and the places of the options
/// that are right and wrong.
fn shown(screen: &str) -> (String, Vec<u8>, Vec<u8>) {
    let number = screen.split("Question ").nth(1).unwrap()[..3].to_owned();
    let places = |sort: &str| {
        let options = screen.lines().filter(|line| line.contains(&format!("of {number}, {sort}")));
        let digit = |line: &str| line.chars().find(char::is_ascii_digit).unwrap() as u8 - b'0';
        options.map(digit).collect()
    };
    let (right, wrong) = (places("right"), places("wrong"));
    (format!("q{number}"), right, wrong)
}

/// What the script did at a question.
#[derive(Debug, PartialEq)]
struct Did {
    picks: Vec<u8>,
    right: bool,
    flagged: bool,
}

fn digits(picks: &[u8]) -> String {
    picks.iter().map(u8::to_string).collect()
}

/// Answers the question on the screen, the `place`th: some right, some wrong,
/// some after a change, some left open, some flagged.
fn answer(session: &mut Session, place: usize) -> (String, Did) {
    session.sees(&format!("EX-1 · {} of 65", place + 1));
    let (id, right, wrong) = shown(&session.text());
    let flagged = place.is_multiple_of(7);
    if flagged {
        session.types("f").sees("⚑");
    }
    let bad = wrong[..right.len()].to_vec();
    let picks = match place % 10 {
        9 => Vec::new(),
        0 | 3 | 6 => bad,
        1 => {
            // Wrong at first, then taken back and right.
            session.types(&digits(&bad));
            session.until("picked", |screen| screen.matches(['●', '■']).count() == bad.len());
            session.types(&digits(&bad));
            session.until("taken back", |screen| !screen.contains(['●', '■']));
            right.clone()
        }
        _ => right.clone(),
    };
    session.types(&digits(&picks));
    let wanted = picks.len();
    session.until("picked", |screen| screen.matches(['●', '■']).count() == wanted);
    let right = picks == right;
    (id, Did { picks, right, flagged })
}

#[test]
fn a_whole_exam_is_what_the_script_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sit(folder.path());
    session.sees("65 questions, 15 of them do not count").types("\r");
    let mut did: BTreeMap<String, Did> = BTreeMap::new();
    for place in 0..65 {
        let (id, done) = answer(&mut session, place);
        assert!(did.insert(id.clone(), done).is_none(), "{id} twice");
        if place == 31 {
            session.kill("KILL");
            session.ends();
            session = sit(folder.path());
            // At the first question that was left open; back to where it was.
            session.sees("EX-1 · 10 of 65").types("v");
            session.sees("29 answered · 36 open").types("v");
            for next in 11..=32 {
                session.sees(&format!("· {} of 65", next - 1)).types("]");
            }
            session.sees("· 32 of 65");
        }
        session.types("\r");
    }
    session.types("h").sees("59 of 65 answered, 6 open, 10 flagged").types("y");
    session.sees("questions that count are right").types("q");
    session.ends();
    let out =
        tripos(folder.path(), &[&FULL[..], &["exam", "--report", "--format", "json"]].concat());
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    let (mut right, mut scored) = (0, 0);
    for question in report["questions"].as_array().unwrap() {
        let done = &did[question["id"].as_str().unwrap()];
        let picks: Vec<u8> = serde_json::from_value(question["shown"].clone()).unwrap_or_default();
        let told = Did {
            picks,
            right: question["right"].as_bool().unwrap(),
            flagged: question["flagged"].as_bool().unwrap(),
        };
        assert_eq!(told, Did { picks: done.sorted(), ..*done }, "{question}");
        if question["scored"] == true {
            scored += 1;
            right += u32::from(done.right);
        }
    }
    assert_eq!((scored, report["scored"].as_u64().unwrap()), (50, 50));
    assert_eq!(report["right"], right);
    assert_eq!(report["score"], 100 + 900 * right / 50);
    assert_eq!(report["changed"]["wrong_to_right"], 7);
    let domains: Vec<u64> =
        report["domains"].as_array().unwrap().iter().map(|it| it["of"].as_u64().unwrap()).collect();
    assert_eq!(domains, [16, 13, 12, 9]);
    soak::figure(
        "a whole exam in a terminal",
        &format!("65 questions, one kill -9, {right} of 50 right; the JSON equals the script"),
    );
    // Each answer is a review and a first answer, once.
    let stats = tripos(folder.path(), &[&FULL[..], &["stats", "--json"]].concat());
    let stats: Value = serde_json::from_slice(&stats.stdout).unwrap();
    assert_eq!(stats["answered"], 59);
}

impl Did {
    fn sorted(&self) -> Vec<u8> {
        let mut picks = self.picks.clone();
        picks.sort_unstable();
        picks
    }
}

#[test]
fn no_choice_that_was_shown_is_lost_however_often_it_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let kills = soak::full(100, 6);
    let (mut seen, mut choices): (BTreeMap<String, u8>, usize) = (BTreeMap::new(), 0);
    for round in 0..kills {
        let mut session = sit(folder.path());
        if seen.is_empty() {
            session.sees("65 questions").types("\r");
        }
        session.sees(" of 65");
        // A choice that is seen, then some keys that may be cut off.
        let (id, right, _) = shown(&session.text());
        let pick = right[round % right.len()];
        session.types(&pick.to_string());
        session.until("picked", |screen| screen.contains(['●', '■']));
        seen.insert(id, pick);
        session.types(["\r", "v", "h", "\r]", "\rf"][round % 5]);
        session.rest(std::time::Duration::from_millis((round as u64 * 7) % 23));
        session.kill("KILL");
        session.ends();
        if seen.len() == 60 || round + 1 == kills {
            choices += seen.len();
            hand_in(folder.path(), &std::mem::take(&mut seen));
        }
    }
    soak::figure(
        "kill -9 while an exam is sat",
        &format!("{kills} kills, {choices} choices seen, none lost"),
    );
}

/// What was seen as chosen is what is handed in.
fn hand_in(data: &Path, seen: &BTreeMap<String, u8>) {
    let sit = [&FULL[..], &["--seed", "5", "exam", "--plain"]].concat();
    tripos_with(data, &sit, ":hand-in\nyes\n");
    let report = [&FULL[..], &["exam", "--report", "--format", "json"]].concat();
    let report: Value = serde_json::from_slice(&tripos(data, &report).stdout).unwrap();
    let asked = report["questions"].as_array().unwrap();
    for (id, pick) in seen {
        let question = asked.iter().find(|it| it["id"] == id.as_str()).unwrap();
        let shown = question["shown"].as_array().unwrap();
        assert!(shown.contains(&(*pick).into()), "{id}: {pick} was seen, {shown:?} is kept");
    }
}

#[test]
fn time_that_ran_out_meanwhile_hands_in_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let plain = |now: &str, args: &[&str], input: &str| {
        let args =
            [&["--pack", "tests/packs/full", "--seed", "5", "--now", now, "exam"], args].concat();
        let out = tripos_with(folder.path(), &args, input);
        assert_eq!(out.status.code(), Some(0));
        String::from_utf8(out.stdout).unwrap()
    };
    let told = plain("2026-11-22T09:00:00Z", &[], "1\n:flag\n:sheet\n:lesson\n:go 66\n:quit\n");
    assert!(told.contains("Exam: question 2 of 65"), "{told}");
    assert!(told.contains("15 of them do not count and are not marked."), "{told}");
    assert!(told.contains("1 of 65 answered, 1 flagged."), "{told}");
    assert!(told.contains(":go takes the number of a question, 1 to 65."), "{told}");
    assert!(told.contains("`:lesson` is off until the exam is handed in."), "{told}");
    let told = plain("2026-11-22T10:00:00Z", &[], ":time\n:go 3\n1\n");
    assert!(told.contains("1:09:59 left") || told.contains("1:10:00 left"), "{told}");
    let told = plain("2026-11-22T12:00:00Z", &[], "1\n");
    assert!(told.contains("The time was over meanwhile; handed in with what was there."), "{told}");
    assert!(told.contains("scaling is not public"), "{told}");
    assert!(told.contains("Score "), "{told}");
    let told = plain("2026-11-22T12:30:00Z", &["--history"], "");
    assert_eq!(told.lines().count(), 1, "{told}");
    let told = plain("2026-11-22T12:30:00Z", &["--mode", "replay"], ":hand-in\nyes\n");
    assert!(told.contains("The same form again, EX-1: 65 questions, 130 min."), "{told}");
}

#[test]
fn only_one_program_sits_an_exam() {
    let folder = tempfile::tempdir().unwrap();
    let plain = |input: &str| {
        let args = [&FULL[..], &["--seed", "5", "--plain", "exam"]].concat();
        let out = tripos_with(folder.path(), &args, input);
        String::from_utf8([out.stdout, out.stderr].concat()).unwrap()
    };
    let mut session = sit(folder.path());
    session.sees("65 questions").types("\r").sees("EX-1 · 1 of 65").types("1");
    session.until("picked", |screen| screen.contains(['●', '■']));
    let told = plain("2\n:hand-in\nyes\n");
    assert!(told.contains("being sat in another window"), "{told}");
    assert!(!told.contains("question 1 of 65") && !told.contains("Score"), "{told}");
    // A second one on a terminal says so too, and leaves the first alone.
    let mut second = sit(folder.path());
    second.sees("being sat in another window").kill("KILL");
    second.ends();
    session.types("h").sees("1 of 65 answered").types("n").sees("1 of 65").kill("KILL");
    session.ends();
    // What was killed is free again.
    let told = plain(":hand-in\nyes\n");
    assert!(told.contains("1 of 65 answered") && told.contains("Score"), "{told}");
    let stats = tripos(folder.path(), &[&FULL[..], &["stats", "--json"]].concat());
    let stats: Value = serde_json::from_slice(&stats.stdout).unwrap();
    assert_eq!(stats["answered"], 1, "an exam counts once");
    let mocks = stats["mock_exams"].as_array().unwrap();
    assert_eq!((mocks.len(), &mocks[0]["scored"]), (1, &50.into()));
    assert_eq!(mocks[0]["passed"], false);
}

#[test]
fn the_date_of_the_exam_tells_which_it_is_and_what_moves() {
    let folder = tempfile::tempdir().unwrap();
    let set = |date: &str| {
        let args = ["--now", "2026-11-22T09:00:00Z", "set", "exam-date", date];
        String::from_utf8(tripos(folder.path(), &args).stdout).unwrap()
    };
    let what = "Development with AWS Services 32 % → 30 %, Testing and Deployment (was Deployment) 24 % → 22 %, \
                Troubleshooting and Optimization 18 % → 22 %.\n";
    let until = "DVA-C02 is given until 30 November 2026; then comes DVA-C03: ";
    assert_eq!(set("2026-11-28"), format!("{until}{what}"));
    let comes = "DVA-C03 comes in place of DVA-C02 on 1 December 2026: ";
    assert_eq!(set("2026-12-20"), format!("{comes}{what}"));
    assert_eq!(set("none"), "");
}

#[test]
fn a_domain_without_questions_makes_a_form_shorter_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    std::fs::create_dir_all(pack.join("quizzes")).unwrap();
    for file in
        ["pack.yaml", "quizzes/counting.yaml", "quizzes/reading.yaml", "quizzes/writing.yaml"]
    {
        std::fs::copy(Path::new("tests/packs/full").join(file), pack.join(file)).unwrap();
    }
    let args = ["--pack", pack.to_str().unwrap(), "--plain", "exam"];
    let out = tripos_with(&folder.path().join("data"), &args, ":quit\n");
    let told = String::from_utf8(out.stdout).unwrap();
    assert!(told.contains("Mock exam, EX-1: 53 questions, 106 min."), "{told}");
    assert!(told.contains("this form is shorter, not by its weights."), "{told}");
    assert!(told.contains("Waiting: 0 questions instead of 9."), "{told}");
}

#[test]
fn a_clock_that_pauses_stands_and_extra_time_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str], now: &str, input: &str| {
        let args = [&["--pack", "tests/packs/full", "--seed", "5", "--now", now], args].concat();
        let out = tripos_with(folder.path(), &args, input);
        String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap()
    };
    run(&["set", "exam-clock", "pauses"], "2026-11-22T08:00:00Z", "");
    run(&["set", "extra-time", "50"], "2026-11-22T08:00:00Z", "");
    assert_eq!(run(&["set", "exam-clock"], "2026-11-22T08:00:00Z", ""), "pauses\n");
    let told =
        run(&["exam", "--count", "10", "--minutes", "20"], "2026-11-22T09:00:00Z", ":quit\n");
    assert!(told.contains("Custom exam, EX-1: 10 questions, 30 min."), "{told}");
    let told = run(&["exam"], "2026-11-24T09:00:00Z", ":time\n:quit\n");
    assert!(told.contains("0:29:5") || told.contains("0:30:00"), "{told}");
    let told = run(&["exam"], "2026-11-22T07:00:00Z", ":time\n:quit\n");
    assert!(told.contains("0:29:5") || told.contains("0:30:00"), "a clock set back: {told}");
}

#[test]
fn what_cannot_be_sat_is_said() {
    let folder = tempfile::tempdir().unwrap();
    for (pack, args, told) in [
        ("tests/packs/kinds", &["exam"][..], "has no exam"),
        ("tests/packs/full", &["exam", "--exam", "X"], "the pack has EX-1"),
        ("tests/packs/full", &["exam", "--domain", "riting"], "did you mean `writing`?"),
        ("tests/packs/full", &["exam", "--mode", "mistakes"], "no exam was sat yet"),
        ("tests/packs/full", &["exam", "--report"], "there is no such exam"),
    ] {
        let out = tripos(folder.path(), &[&["--pack", pack], args].concat());
        let all = [out.stdout, out.stderr].concat();
        let all = String::from_utf8_lossy(&all).into_owned();
        assert!(all.contains(told), "{all}");
    }
}

#[test]
fn the_pictures_of_an_exam() {
    for size in [(80, 24), (40, 12), (120, 40)] {
        let route = Route::Exam(Sitting::default());
        let mut learner = Learner::new("tests/packs/full", route, size, Theme::default(), true);
        let mut picture = |name: &str, keys: &str| {
            let shown = learner.does(keys).sees();
            is_clean(&shown);
            insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), shown);
        };
        picture("exam-choice", "");
        picture("exam-question", "enter 2 f");
        picture("exam-sheet", "enter v");
        picture("exam-hand-in", "h");
        picture("exam-report", "y");
        picture("exam-looked-through", "enter");
    }
}

#[test]
fn nothing_is_told_before_the_hand_in() {
    let route = Route::Exam(Sitting::default());
    let mut learner = Learner::new("tests/packs/full", route, (80, 24), Theme::default(), true);
    learner.does("enter 1");
    for key in ["o", "u", "x", "!", "ctrl-p", "/"] {
        let shown = learner.does(key).sees();
        assert!(shown.contains("off until the exam is handed in"), "{key}: {shown}");
        assert!(shown.contains("EX-1 · 1 of 65"), "{key}: {shown}");
    }
    assert!(!learner.does("enter").sees().contains("Because"));
}

/// Runs Chromium without a window on a page; nothing where it is not installed.
#[expect(clippy::print_stderr, reason = "who reads the tests should know")]
pub fn chromium(page: &Path, extra: &[&str]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let out = std::process::Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", folder.path().display()))
        .args(extra)
        .arg(format!("file://{}", page.display()))
        .output();
    if out.is_err() {
        eprintln!("skipped: Chromium is not installed");
    }
    out.ok().map(|out| out.stdout)
}

#[test]
fn the_report_is_a_page_that_a_browser_shows_and_prints() {
    let folder = tempfile::tempdir().unwrap();
    let sit = [&FULL[..], &["--seed", "5", "exam", "--plain"]].concat();
    let out = tripos_with(folder.path(), &sit, "1\n:guess\n2\n:hand-in\nyes\n");
    assert!(String::from_utf8_lossy(&out.stdout).contains("Score "));
    let html = [&FULL[..], &["exam", "--report", "--format", "html"]].concat();
    let html = tripos(folder.path(), &html).stdout;
    let told = String::from_utf8(html.clone()).unwrap();
    for word in ["http://", "https://", "<script", "src="] {
        assert!(!told.contains(word), "nothing is loaded and nothing runs: {word}");
    }
    let page = folder.path().join("report.html");
    std::fs::write(&page, html).unwrap();
    let Some(dom) = chromium(&page, &["--dump-dom"]) else { return };
    let dom = String::from_utf8(dom).unwrap();
    assert!(
        dom.contains("questions that count are right") && dom.matches("<article>").count() == 65
    );
    if !soak::is_full() {
        return;
    }
    let shot = |name: &str, extra: &[&str]| {
        let path = folder.path().join(name);
        let wanted = format!("--screenshot={}", path.display());
        chromium(&page, &[&[wanted.as_str()], extra].concat());
        std::fs::read(path).unwrap()
    };
    let light = shot("light.png", &["--blink-settings=preferredColorScheme=1"]);
    let dark = shot("dark.png", &["--blink-settings=preferredColorScheme=0"]);
    assert!(light != dark, "it follows the reader's light or dark");
    let pdf = folder.path().join("report.pdf");
    chromium(&page, &[&format!("--print-to-pdf={}", pdf.display())]);
    let pdf = std::fs::read(pdf).unwrap();
    let pages = pdf
        .windows(12)
        .filter(|it| it.starts_with(b"/Type /Page") && it != b"/Type /Pages")
        .count();
    assert!(pdf.starts_with(b"%PDF") && pages > 3, "{pages} pages");
    soak::figure(
        "the report in Chromium",
        &format!("65 questions, light and dark, {pages} pages printed"),
    );
}

#[test]
fn in_plain_letters_answered_and_flagged_are_told_apart() {
    let mut theme = Theme::default();
    theme.ascii = true;
    let route = Route::Exam(Sitting::default());
    let mut learner = Learner::new("tests/packs/full", route, (80, 24), theme, true);
    let sheet = learner.does("enter 1 enter f v").sees();
    assert!(sheet.contains("1* ") && sheet.contains("2oF") && sheet.is_ascii(), "{sheet}");
}

#[test]
fn a_question_that_was_renamed_is_still_in_the_report_of_a_past_exam() {
    let mut pack = pack::load(&Files::Folder("tests/packs/full".into())).0;
    let old = pack.items[0].id.clone();
    let key = match &pack.items[0].kind {
        Kind::Choice(choice) => choice.key(),
        kind => panic!("{kind:?}"),
    };
    let form = Form {
        exam: "EX-1".to_owned(),
        mode: Mode::Real,
        questions: vec![old.clone()],
        unscored: [].into(),
        time: Millis(60_000),
        seed: Seed(3),
        pauses: false,
    };
    let (begun, attempt) = begin(&pack, form, MORNING);
    let (id, seen) = (pack.manifest.id.clone(), attempt.form.show(&old, &pack.items[0]).order);
    let mark = Box::new(Mark { response: Some(Response::Choice(key)), ..Mark::default() });
    let marked =
        Fact::ExamMarked { pack: id.clone(), attempt: attempt.id, question: old.clone(), mark };
    let ended = Fact::ExamEnded { pack: id, attempt: attempt.id, how: Ended::HandedIn };
    let mut attempts = Attempts::default();
    for fact in [begun, marked, ended] {
        attempts.apply(&fact, MORNING);
    }
    let mut item = Item::clone(&pack.items[0]);
    (item.id, item.was) = (ItemId::new("new-name").unwrap(), [old].into());
    let mut items = pack.items.clone();
    items[0] = std::sync::Arc::new(item);
    pack = Pack::new(pack.manifest, pack.lessons, items, pack.scenarios, pack.diagrams, pack.facts);
    let report = Report::of(attempts.ended().next().unwrap(), &pack).unwrap();
    assert_eq!((report.right, report.score), ((1, 1), 1000));
    assert_eq!(report.asked[0].shown.order, seen, "as it was shown then");
}
