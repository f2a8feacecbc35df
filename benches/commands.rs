//! Whole commands, timed from outside. Run with `cargo bench`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench may panic and tell"
)]

#[allow(dead_code, clippy::unwrap_used, reason = "each bench takes of it what it needs")]
mod program;

use std::{
    io::Read,
    process::{Command, Stdio},
};

use divan::Bencher;
use program::{Running, TRIPOS, large_pack};

fn main() {
    divan::main();
}

fn quietly(args: &[&str], data: &std::path::Path) {
    let mut command = Command::new(TRIPOS);
    command.args(args).env("TRIPOS_DATA_DIR", data);
    let status = command.stdout(Stdio::null()).stdin(Stdio::null()).status().unwrap();
    assert!(status.success());
}

#[divan::bench]
fn version(bencher: Bencher<'_, '_>) {
    let data = tempfile::tempdir().unwrap();
    bencher.bench_local(|| quietly(&["--version"], data.path()));
}

#[divan::bench]
fn stats(bencher: Bencher<'_, '_>) {
    let data = tempfile::tempdir().unwrap();
    quietly(&["stats"], data.path());
    bencher.bench_local(|| quietly(&["stats"], data.path()));
}

#[divan::bench]
fn check_built_in(bencher: Bencher<'_, '_>) {
    let data = tempfile::tempdir().unwrap();
    bencher.bench_local(|| quietly(&["check", env!("CARGO_MANIFEST_DIR")], data.path()));
}

/// From the start of the process to the whole first screen in a terminal.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn first_screen(bencher: Bencher<'_, '_>) {
    let data = tempfile::tempdir().unwrap();
    quietly(&["set", "minutes-a-day", "30"], data.path());
    bencher.bench_local(|| Running::start(data.path(), &[], "quit"));
}

/// The same with a pack of 100,000 questions: it does not wait for them.
#[divan::bench(sample_count = 15, sample_size = 1)]
fn first_screen_of_a_large_pack(bencher: Bencher<'_, '_>) {
    let data = tempfile::tempdir().unwrap();
    let pack = large_pack(1000);
    quietly(&["set", "minutes-a-day", "30"], data.path());
    let pack = pack.path().to_str().unwrap();
    bencher.bench_local(|| Running::start(data.path(), &["--pack", pack], "quit"));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn check_a_large_pack(bencher: Bencher<'_, '_>) {
    let data = tempfile::tempdir().unwrap();
    let pack = large_pack(1000);
    let pack = pack.path().to_str().unwrap();
    bencher.bench_local(|| quietly(&["check", pack], data.path()));
}

/// 1 MB of a lesson in a pipe, by this program and, where they are installed, by
/// others.
#[divan::bench(args = ["tripos read", "mdcat", "glow"], sample_count = 20, sample_size = 1)]
fn lesson_of_1_mb_in_a_pipe(bencher: Bencher<'_, '_>, program: &str) {
    let (folder, lesson) = long_lesson();
    let (name, verb) = program.split_once(' ').unwrap_or((program, ""));
    let name = if name == "tripos" { TRIPOS } else { name };
    let run = || {
        let mut command = Command::new(name);
        command.args((!verb.is_empty()).then_some(verb)).arg(&lesson);
        command.env("TRIPOS_DATA_DIR", folder.path()).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().ok()?;
        let mut text = Vec::new();
        child.stdout.take()?.read_to_end(&mut text).ok()?;
        child.wait().ok().filter(std::process::ExitStatus::success)?;
        (text.len() > 900_000).then_some(text.len())
    };
    if run().is_some() {
        bencher.bench_local(|| assert!(run().is_some()));
    }
}

/// From the start of the process to the first screen of it in the reader.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn lesson_of_1_mb_first_screen(bencher: Bencher<'_, '_>) {
    let (folder, lesson) = long_lesson();
    quietly(&["set", "minutes-a-day", "30"], folder.path());
    bencher.bench_local(|| Running::start(folder.path(), &["read", &lesson], "outline"));
}

/// From a key to the next picture in it: a page on, or a letter of what is
/// looked for.
#[divan::bench(args = [" ", "e"], sample_count = 100, sample_size = 1)]
fn lesson_of_1_mb_key_to_picture(bencher: Bencher<'_, '_>, key: &str) {
    let (folder, lesson) = long_lesson();
    let mut running = Running::start(folder.path(), &["read", &lesson], " %");
    if key != " " {
        running.press("/th");
    }
    let mut erase = false;
    bencher.bench_local(|| {
        running.press(if erase { "\x7f" } else { key });
        erase = !erase && key != " ";
    });
    println!("figure: memory with a lesson of 1 MB = {} MB", running.memory() / 1024);
}

/// From a save beside a preview to the question just written on the screen: of
/// the built-in pack, and of one of 20,000 questions.
#[divan::bench(args = ["built-in", "20,000"], sample_count = 30, sample_size = 1)]
fn save_to_screen(bencher: Bencher<'_, '_>, pack: &str) {
    let (pack, bank, stem) = match pack {
        "built-in" => (built_in(), "quizzes/rds.yaml", "stem: |\n      "),
        _ => (large_pack(200), "quizzes/7.yaml", "stem: "),
    };
    let bank = pack.path().join(bank);
    let text = std::fs::read_to_string(&bank).unwrap();
    let mut running =
        Running::start(pack.path(), &["preview", pack.path().to_str().unwrap()], "not kept");
    let mut count = 0;
    bencher.bench_local(|| {
        count += 1;
        let edited = text.replacen(stem, &format!("{stem}Take {count}. "), 1);
        std::fs::write(&bank, edited).unwrap();
        running.until(&format!("Take {count}."));
    });
}

/// A copy of the pack in this repository.
fn built_in() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["pack.yaml", "facts.yaml"] {
        std::fs::copy(root.join(name), folder.path().join(name)).unwrap();
    }
    for name in ["content", "quizzes", "assets"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        for entry in std::fs::read_dir(root.join(name)).unwrap() {
            let entry = entry.unwrap();
            let to = folder.path().join(name).join(entry.file_name());
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
    folder
}

/// From Enter to the feedback on the screen, with the answer on disk before it;
/// beside it one append of 4 KB with `fdatasync` in the same folder.
#[divan::bench(args = ["answer to feedback", "append and fdatasync"], sample_count = 100, sample_size = 1)]
fn answering(bencher: Bencher<'_, '_>, what: &str) {
    let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    if what == "append and fdatasync" {
        let path = data.path().join("plain");
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        bencher.bench_local(|| {
            std::io::Write::write_all(&mut file, &[7; 4096]).unwrap();
            file.sync_data().unwrap();
        });
        return;
    }
    let args = ["practise", "--count", "1000", "--seed", "5", "--kind", "choice"];
    let running = std::cell::RefCell::new(Running::start(data.path(), &args, "1 of"));
    bencher
        .with_inputs(|| {
            // To the next question, and as many picks as it wants.
            let mut running = running.borrow_mut();
            if running.shows("next look") {
                running.press("\r");
                while running.shows("next look") {
                    running.read();
                }
            }
            running.press("1");
            if running.shows("Choose 2") {
                running.press("2");
            }
            if running.shows("Choose 3") {
                running.press("2");
                running.press("3");
            }
        })
        .bench_local_values(|()| {
            let mut running = running.borrow_mut();
            running.press_until("\r", "next look");
        });
}

/// A lesson of 1 MB as authors write them: the built-in one, many times.
fn long_lesson() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.md");
    let source = include_str!("../content/02-rds.md");
    let body = source.splitn(3, "---\n").nth(2).unwrap();
    std::fs::write(&path, body.repeat(1_000_000 / body.len() + 1)).unwrap();
    (folder, path.to_str().unwrap().to_owned())
}
