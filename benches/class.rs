//! The report of a class: a million answers from 10,000 students.
//!
//! `cargo bench --bench class`, or with ` -- STUDENTS` for another class of 100
//! answers each.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a bench takes the time and may panic"
)]

use std::{
    fmt::Write as _,
    io::{self, Write},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use serde_json::json;
use tripos::{
    item::Kind,
    pack::{self, Files, Pack},
};

const TRIPOS: &str = env!("CARGO_BIN_EXE_tripos");
const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/full");
const STUDENTS: usize = 10_000;
/// Answers of each student.
const EACH: usize = 100;
/// What is allowed.
const LIMIT: (&str, &str) = ("10.0", "500");

fn main() {
    let asked = std::env::args().find_map(|it| it.parse().ok());
    let students = asked.unwrap_or(STUDENTS);
    let (pack, _) = pack::load(&Files::Folder(PACK.into()));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for student in 0..students {
        let text = export(&pack, student as u64);
        std::fs::write(folder.path().join(format!("{student}.jsonl")), text).unwrap();
    }
    tell(["report as", "students", "answers", "seconds", "MB"]);
    for format in ["text", "csv", "html"] {
        let (taken, memory) = report(folder.path(), format, students);
        let count = (students * EACH).to_string();
        let seconds = format!("{:.2}", taken.as_secs_f64());
        let megabytes = (memory / 1024).to_string();
        tell([format, &students.to_string(), &count, &seconds, &megabytes]);
    }
    if students == STUDENTS {
        let all = (STUDENTS * EACH).to_string();
        tell(["limit", &STUDENTS.to_string(), &all, LIMIT.0, LIMIT.1]);
    }
}

fn tell(row: [&str; 5]) {
    let cells: Vec<_> = row.iter().map(|cell| format!("{cell:>12}")).collect();
    let _ = writeln!(io::stdout(), "{}", cells.join(" "));
}

/// What a student hands in: some are able, some questions are hard.
fn export(pack: &Pack, student: u64) -> String {
    let mut rng = ChaCha8Rng::seed_from_u64(student);
    let able: f64 = rng.random_range(-2.0..2.0);
    let name = format!("{student:08x}-0000-4000-8000-000000000000");
    let head =
        json!({"id": name, "day": "2026-11-02", "kind": "student", "body": {"student": name}});
    let mut text = format!("{head}\n");
    let choices = pack.items.iter().filter_map(|item| match &item.kind {
        Kind::Choice(choice) => Some((item, choice)),
        _ => None,
    });
    for (at, (item, choice)) in choices.take(EACH).enumerate() {
        let hard = f64::from(at as u32) / 25.0 - 2.0;
        let knows = rng.random::<f64>() < 1.0 / (1.0 + (hard - able).exp());
        let all = choice.options.len();
        let wrong = (0..choice.needed()).map(|_| rng.random_range(0..all)).collect();
        let picks = if knows { choice.key() } else { wrong };
        let outcome = if choice.accepts(&picks) { "right" } else { "wrong" };
        let body = json!({"pack": "full", "version": "1.0.0", "question": &*item.id,
            "response": {"choice": picks}, "outcome": outcome, "rating": "good",
            "took": rng.random_range(4_000..90_000), "words": 40, "seed": at,
            "occasion": "practice"});
        let day = 2 + at / 10;
        let line = json!({"id": format!("{student:016x}{at:016x}"), "kind": "answered",
            "day": format!("2026-11-{day:02}"), "first": true, "body": body});
        let _ = writeln!(text, "{line}");
    }
    text
}

/// The time from start to end, and the most memory it had, in KB.
fn report(folder: &Path, format: &str, students: usize) -> (Duration, u64) {
    let data = tempfile::tempdir().unwrap();
    let files = (0..students).map(|it| format!("{it}.jsonl"));
    let begun = Instant::now();
    let mut child = Command::new(TRIPOS)
        .args(["--pack", PACK, "report", "--format", format])
        .args(files)
        .current_dir(folder)
        .env("TRIPOS_DATA_DIR", data.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut memory = 0;
    let status = loop {
        memory = memory.max(most(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success());
    (begun.elapsed(), memory)
}

/// The most memory a program had so far, in KB.
fn most(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    most.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
