//! Which questions work: classes whose bad questions are known.

use std::{
    collections::HashMap,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use rand::RngExt;
use serde_json::{Value, json};
use tripos::{
    item::{Choice, Kind, Seed},
    pack::{self, Files, Pack},
    study::items::{Analysis, Student, Verdict, analyse, names},
};

use crate::{exam::chromium, soak, stories::tripos};

const FULL: &str = "tests/packs/full";
/// Questions with one right option.
const ITEMS: usize = 20;

fn full() -> Pack {
    pack::load(&Files::Folder(FULL.into())).0
}

/// The places of questions with one right option.
fn singles(pack: &Pack) -> Vec<usize> {
    let is = |kind: &Kind| matches!(kind, Kind::Choice(it) if it.needed() == 1);
    (0..pack.items.len()).filter(|at| is(&pack.items[*at].kind)).take(ITEMS).collect()
}

/// An answer as an anonymous export has it.
fn line(pack: &Pack, item: usize, picked: usize, student: usize, at: usize) -> String {
    let item = &pack.items[item];
    let Kind::Choice(choice) = &item.kind else { panic!("a choice") };
    let right = choice.options[picked].correct;
    let body = json!({"pack": "full", "version": "1.0.0", "question": &*item.id,
        "response": {"choice": [picked]}, "outcome": if right { "right" } else { "wrong" },
        "rating": if right { "good" } else { "again" }, "took": 9000 + at, "words": 12,
        "seed": 1, "occasion": "exam"});
    json!({"id": format!("{student}-{at}"), "at": 1000 * at, "kind": "answered", "body": body})
        .to_string()
}

fn key(choice: &Choice) -> usize {
    choice.options.iter().position(|it| it.correct).unwrap()
}

/// A class: the first question has a wrong key, the second two right ones, the
/// third is too easy; at the others the able are right more often.
fn class(pack: &Pack, students: usize, seed: u64, bad: bool) -> Vec<String> {
    let mut rng = Seed(seed).rng();
    let items = singles(pack);
    let student = |student: usize| {
        let able: f64 = rng.random_range(-2.0..2.0);
        let mut text = String::new();
        for (at, item) in items.iter().enumerate() {
            let Kind::Choice(choice) = &pack.items[*item].kind else { continue };
            let (key, all) = (key(choice), choice.options.len());
            let hard = f64::from(at as u32) / 10.0 - 1.0;
            let knows = rng.random::<f64>() < 1.0 / (1.0 + (-2.0 * (able - hard)).exp());
            let other = (key + 1 + rng.random_range(0..all - 1)) % all;
            let chosen = match (bad, at, knows) {
                (true, 0, true) => (key + 1) % all,
                (true, 1, true) if rng.random::<f64>() < 0.5 => (key + 1) % all,
                (true, 0, false) => (key + 2 + rng.random_range(0..all - 1)) % all,
                (true, 2, _) | (_, _, true) => key,
                (_, _, false) => other,
            };
            let _ = writeln!(text, "{}", line(pack, *item, chosen, student, at));
        }
        text
    };
    (0..students).map(student).collect()
}

fn analysed(pack: &Pack, texts: &[String]) -> Analysis {
    let (id, names) = (&pack.manifest.id, names(pack));
    analyse(pack, texts.iter().flat_map(|it| Student::read(it, id, &names)).collect())
}

#[test]
fn the_questions_that_are_bad_are_told_first() {
    let pack = full();
    let items = singles(&pack);
    let (classes, mut first, mut named) = (soak::full(1000, 12), 0, 0);
    for seed in 0..classes as u64 {
        let it = analysed(&pack, &class(&pack, 100, seed, true));
        let verdict = |at: usize| {
            let id = &pack.items[items[at]].id;
            it.items.iter().find(|it| it.id == *id).and_then(|it| it.verdict)
        };
        let right = [Verdict::KeyWrong, Verdict::TwoRight, Verdict::TooEasy].map(Some);
        let told: Vec<&str> = it.items.iter().take(3).map(|it| &*it.id).collect();
        let bad: Vec<&str> = items[..3].iter().map(|at| &*pack.items[*at].id).collect();
        let found = bad.iter().all(|id| told.contains(id));
        first += usize::from(found);
        named += usize::from([verdict(0), verdict(1), verdict(2)] == right);
    }
    soak::figure(
        "questions with a wrong key, two right, too easy",
        &format!(
            "the first three in {first} of {classes} classes of 100, rightly named in {named}"
        ),
    );
    assert!(first * 100 >= classes * 90, "{first} of {classes}");
}

#[test]
fn the_figures_are_those_of_numpy() {
    let has = Command::new("python3").args(["-c", "import numpy"]).output();
    if !has.is_ok_and(|it| it.status.success()) {
        eprintln!("skipped: Python's package `numpy` is not installed");
        return;
    }
    let pack = full();
    let items = singles(&pack);
    let classes = soak::full(1000, 8);
    let mut told = String::new();
    for seed in 0..classes as u64 {
        let texts = class(&pack, 40, 7000 + seed, false);
        let it = analysed(&pack, &texts);
        let rows: Vec<Vec<u8>> = texts
            .iter()
            .map(|text| text.lines().map(|line| u8::from(line.contains("\"right\""))).collect())
            .collect();
        let by: HashMap<&str, Value> = it
            .items
            .iter()
            .map(|it| {
                let figures = json!({"facility": it.facility, "discrimination": it.discrimination,
                    "upper_lower": it.upper_lower});
                (&*it.id, figures)
            })
            .collect();
        let figures: Vec<&Value> = items.iter().map(|at| &by[&*pack.items[*at].id]).collect();
        let it = it.reliability.unwrap();
        let line = json!({"rows": rows, "items": figures, "alpha": it.alpha, "error": it.error});
        let _ = writeln!(told, "{line}");
    }
    let mut child = Command::new("python3")
        .arg("tests/it/items.py")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(told.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let worst: f64 = String::from_utf8(out.stdout).unwrap().trim().parse().unwrap();
    assert!(worst < 1e-9, "{worst}");
    soak::figure(
        "item analysis beside numpy",
        &format!("{classes} classes, largest difference {worst:.1e}"),
    );
}

#[test]
fn whatever_the_files_are_the_report_says_what_it_left_out() {
    let pack = full();
    let mut texts = class(&pack, 12, 3, false);
    texts.push(texts[0].clone());
    texts[1].push_str("{\"id\": \"half\n");
    texts[2].push_str(&line(&pack, singles(&pack)[0], 0, 2, 99).replace("\"full\"", "\"other\""));
    let it = analysed(&pack, &texts);
    assert_eq!((it.students, it.again, it.damaged, it.others), (12, 1, 1, 1));
    let few = analysed(&pack, &class(&pack, 5, 3, true));
    assert!(few.items.iter().all(|it| it.verdict.is_none()) && few.reliability.is_none());
}

/// Writes a class as files; their paths.
fn files(folder: &Path, texts: &[String]) -> Vec<String> {
    let file = |(at, text): (usize, &String)| {
        let path = folder.join(format!("{at}.jsonl"));
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    texts.iter().enumerate().map(file).collect()
}

#[test]
fn the_report_is_told_as_text_as_a_table_and_as_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let pack = full();
    let files = files(folder.path(), &class(&pack, 60, 1, true));
    let report = |extra: &[&str]| {
        let mut args = vec!["--pack", FULL, "report"];
        args.extend(extra);
        args.extend(files.iter().map(String::as_str));
        let out = tripos(folder.path(), &args);
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    let told = report(&[]);
    assert!(
        told.contains("60 students, 1200 first answers") && told.contains("KR-20 0."),
        "{told}"
    );
    assert!(told.contains("key wrong?") && told.contains("two right?"), "{told}");
    let csv = report(&["--format", "csv"]);
    let mut rows = csv.lines();
    let wide = rows.next().unwrap().split(',').count();
    let rows: Vec<&str> = rows.collect();
    let of = |sort: &str| rows.iter().filter(|it| it.starts_with(sort)).count();
    assert_eq!((of("question,"), of("option,")), (ITEMS, 4 * ITEMS), "{csv}");
    assert!(of("objective,") > 0, "{csv}");
    // No text of this pack has a comma within quotation marks but the options'.
    let plain = rows.iter().filter(|it| !it.starts_with("option"));
    assert!(plain.clone().all(|it| it.split(',').count() == wide), "{csv}");
    let one = rows.iter().filter(|it| it.starts_with("option"));
    let picks: usize =
        one.flat_map(|it| it.rsplit(',').take(3).map(|it| it.parse::<usize>().unwrap())).sum();
    assert_eq!(picks, 60 * ITEMS, "each answer is a pick of one option");
    let page = folder.path().join("class.html");
    report(&["--format", "html", "-o", page.to_str().unwrap()]);
    let html = fs::read_to_string(&page).unwrap();
    assert!(!html.contains("http") && !html.contains("<script"), "nothing is loaded, nothing runs");
    let Some(dom) = chromium(&page, &["--dump-dom"]) else { return };
    let dom = String::from_utf8(dom).unwrap();
    // And two in the legend.
    assert_eq!(dom.matches("<circle").count(), ITEMS + 2);
    for number in [">0 %<", ">50 %<", ">100 %<", ">-0.5<", ">0<", ">+1.0<"] {
        assert!(dom.contains(number), "the axes have numbers: {number}");
    }
    assert!(dom.matches("<article>").count() >= 3);
}

#[test]
fn what_a_student_hands_in_names_nobody_and_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let (data, now) = (folder.path(), "2026-11-22T09:00:00Z");
    let args = [
        "--pack", FULL, "--now", now, "--seed", "4", "practise", "--count", "3", "--kind", "choice",
    ];
    crate::stories::tripos_with(data, &args, "1\n:note mine\n:quit\n");
    let told = tripos(data, &["progress", "export", "--anonymous"]).stdout;
    let told = String::from_utf8(told).unwrap();
    assert!(
        told.contains("answered") && !told.contains("device") && !told.contains("mine"),
        "{told}"
    );
    let file = data.join("me.jsonl");
    fs::write(&file, told).unwrap();
    let out = tripos(data, &["--pack", FULL, "report", file.to_str().unwrap()]);
    let told = String::from_utf8(out.stdout).unwrap();
    assert!(told.contains("1 students, 1 first answers"), "{told}");
    let out = tripos(data, &["--pack", "tests/packs/kinds", "report", file.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
}

/// Practises with the keys given, on a device of its own; the folder.
fn practised(now: &str, keys: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let args = [
        "--pack", FULL, "--now", now, "--seed", "4", "practise", "--count", "3", "--kind", "choice",
    ];
    crate::stories::tripos_with(folder.path(), &args, keys);
    folder
}

/// What is handed in from a folder.
fn handed_in(data: &Path) -> String {
    String::from_utf8(tripos(data, &["progress", "export", "--anonymous"]).stdout).unwrap()
}

#[test]
fn a_student_is_one_however_often_and_from_wherever_they_hand_in() {
    let pack = full();
    let morning = practised("2026-11-22T09:00:00Z", "1\n:quit\n");
    let data = morning.path();
    let first = handed_in(data);
    let args = ["--pack", FULL, "--now", "2026-11-24T09:00:00Z", "--seed", "9"];
    let more = [&args[..], &["practise", "--count", "3", "--kind", "choice"]].concat();
    crate::stories::tripos_with(data, &more, "1\n1\n1 2\n1\n:quit\n");
    let second = handed_in(data);
    let at_home = practised("2026-11-23T09:00:00Z", "2\n:quit\n");
    let alone = handed_in(at_home.path());
    // A day, an order, first answers; no moment, no entry of the journal.
    let lines: Vec<Value> =
        second.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["kind"], "student");
    let answers: Vec<&Value> = lines.iter().filter(|it| it["kind"] == "answered").collect();
    assert!(answers.len() > 2, "{second}");
    assert_eq!(answers[0]["day"], "2026-11-22");
    assert_eq!(answers.last().unwrap()["day"], "2026-11-24");
    assert!(answers.iter().all(|it| it["at"].is_null() && it["id"].as_str().unwrap().len() == 32));
    let students = |texts: &[&str]| {
        let it = analysed(&pack, &texts.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        (it.students, it.answers, it.again)
    };
    let firsts = answers.iter().filter(|it| it["first"] == true).count();
    assert_eq!(students(&[&first, &second]), (1, firsts, 1));
    assert_eq!(students(&[&first, &alone]).0, 2, "nothing tells that they are one");
    // The one takes in the other: then both files, and the old ones, are one student's.
    let whole = tripos(at_home.path(), &["progress", "export"]).stdout;
    let file = data.join("home.jsonl");
    fs::write(&file, whole).unwrap();
    tripos(data, &["progress", "merge", file.to_str().unwrap()]);
    let merged = handed_in(data);
    let (one, all, _) = students(&[&merged]);
    assert_eq!((one, students(&[&first, &alone, &merged])), (1, (1, all, 2)));
    // Even where no answer is shared, the name is.
    let names = |text: &str| -> String {
        text.lines()
            .filter(|it| it.contains("\"student\""))
            .fold(String::new(), |all, it| all + it + "\n")
    };
    assert_eq!(students(&[&names(&second), &first]), students(&[&first, &first]));
    // Files put after each other are still so many students.
    let joined = format!("{first}{alone}{second}");
    assert_eq!(students(&[&joined]), students(&[&second, &alone, &first]));
}

#[test]
fn answers_to_a_question_as_it_was_are_told_apart() {
    let pack = full();
    let (one, two) = (singles(&pack)[0], singles(&pack)[1]);
    let Kind::Choice(choice) = &pack.items[one].kind else { panic!("a choice") };
    let wrong = (key(choice) + 1) % choice.options.len();
    let older = |text: String| text.replace("1.0.0", "0.9.0");
    // In 0.9.0 another option was the key of the first question; not of the second.
    let was_right = |student: usize| {
        let it = line(&pack, one, wrong, student, 0).replace("\"wrong\"", "\"right\"");
        older(it + "\n" + &line(&pack, two, 0, student, 1))
    };
    let now = |student: usize| {
        line(&pack, one, key(choice), student, 0) + "\n" + &line(&pack, two, 1, student, 1)
    };
    let was_wrong = |student: usize| older(line(&pack, one, (wrong + 1) % 4, student, 0));
    let texts: Vec<String> = (0..6).map(was_right).chain((6..9).map(now)).collect();
    let texts = [texts, vec![was_wrong(9)]].concat();
    let it = analysed(&pack, &texts);
    let find = |at: usize| it.items.iter().find(|it| it.id == pack.items[at].id).unwrap();
    let (first, second) = (find(one), find(two));
    assert_eq!((first.answers, first.right, first.changed), (3, 3, 7), "one such answer tells all");
    assert_eq!((second.answers, second.changed), (9, 0));
    let versions: Vec<(&str, usize)> =
        second.versions.iter().map(|it| (&*it.version, it.answers)).collect();
    assert_eq!(versions, [("0.9.0", 6), ("1.0.0", 3)]);
    assert_eq!((it.changed, it.versions.len()), (7, 2));
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path(), &texts);
    let args: Vec<&str> =
        ["--pack", FULL, "report"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let told = String::from_utf8(tripos(folder.path(), &args).stdout).unwrap();
    let line = "Answers by version of the pack: 0.9.0 (6), 1.0.0 (6); the one at hand is 1.0.0. \
        Left out: 7 answers to questions whose key has changed since.";
    assert!(told.contains(line), "{told}");
}

#[test]
fn what_was_taken_back_overlaps_or_is_of_another_pack_is_counted_rightly() {
    let pack = full();
    let at = singles(&pack)[0];
    let text = line(&pack, at, 0, 1, 1);
    let again = line(&pack, at, 1, 1, 2);
    let undone = r#"{"id": "u", "at": 1500, "kind": "undone", "body": {"entry": "1-1"}}"#;
    let it = analysed(&pack, &[format!("{text}\n{undone}\n{again}\n")]);
    assert_eq!(it.answers, 1, "taken back and given again");
    // Two parts and their union are one student, in any order.
    let (one, two) = (line(&pack, at, 0, 1, 1), line(&pack, singles(&pack)[1], 0, 1, 2));
    let both = format!("{one}\n{two}\n");
    for files in [[one.clone(), two.clone(), both.clone()], [both, two, one]] {
        let it = analysed(&pack, &files);
        assert_eq!((it.students, it.answers, it.again), (1, 2, 2));
    }
    // A report of a student without answers counts; of another pack, or undone, it does not.
    let id = &*pack.items[at].id;
    let report = |entry: &str, of: &str| {
        json!({"id": entry, "at": 5, "kind": "reported",
            "body": {"pack": of, "version": "1", "question": id, "text": "x"}})
        .to_string()
    };
    let undo = r#"{"id": "v", "at": 9, "kind": "undone", "body": {"entry": "r3"}}"#;
    let files =
        [text, report("r1", "full"), report("r2", "other"), report("r3", "full") + "\n" + undo];
    let it = analysed(&pack, &files);
    let item = it.items.iter().find(|it| &*it.id == id).unwrap();
    assert_eq!(
        (item.reported, item.verdict),
        (1, Some(Verdict::Reported)),
        "one answer, no other verdict"
    );
}
