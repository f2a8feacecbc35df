//! Whole commands, timed from outside. Run with `cargo bench`.

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench may panic")]

use std::{
    fmt::Write,
    io::Read,
    process::{Command, Stdio},
};

use divan::Bencher;
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

const TRIPOS: &str = env!("CARGO_BIN_EXE_tripos");

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
    bencher.bench_local(|| until_seen(data.path(), &[]));
}

/// The same with a pack of 100,000 questions: it does not wait for them.
#[divan::bench(sample_count = 15, sample_size = 1)]
fn first_screen_of_a_large_pack(bencher: Bencher<'_, '_>) {
    let data = tempfile::tempdir().unwrap();
    let pack = large_pack();
    quietly(&["set", "minutes-a-day", "30"], data.path());
    let pack = pack.path().to_str().unwrap();
    bencher.bench_local(|| until_seen(data.path(), &["--pack", pack]));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn check_a_large_pack(bencher: Bencher<'_, '_>) {
    let data = tempfile::tempdir().unwrap();
    let pack = large_pack();
    let pack = pack.path().to_str().unwrap();
    bencher.bench_local(|| quietly(&["check", pack], data.path()));
}

/// 100,000 questions in 1,000 files.
fn large_pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let save = |path: String, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    for name in ["content", "quizzes"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    save("pack.yaml".into(), "format: 1\nid: large\ntitle: Large\n");
    save("content/a.md".into(), "---\nid: a\ntitle: A\n---\n# A\n");
    for file in 0..1000 {
        let mut bank = "lesson: a\nsources: [https://example.org]\nquestions:\n".to_owned();
        for n in 0..100 {
            let _ = write!(
                bank,
                "  - id: q-{file}-{n}\n    stem: Which is number {n} of {file}, from zero?\n    \
                 options:\n      - text: The one of {n}\n        correct: true\n        why: It is.\n      \
                 - text: The one after\n        why: That is the next.\n      \
                 - text: The one before\n        why: That is the last.\n    rationale: One counts.\n"
            );
        }
        save(format!("quizzes/{file}.yaml"), &bank);
    }
    folder
}

/// A program in a terminal, ended when it is dropped, outside of the time taken.
struct Running(Box<dyn Child + Send + Sync>);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn until_seen(data: &std::path::Path, args: &[&str]) -> Running {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(TRIPOS);
    command.env("TRIPOS_DATA_DIR", data);
    command.env("TERM", "xterm-256color");
    command.args(args);
    let child = pair.slave.spawn_command(command).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    let mut buffer = [0; 4096];
    while !screen.screen().contents().contains("quit") {
        let read = reader.read(&mut buffer).unwrap();
        screen.process(&buffer[..read]);
    }
    Running(child)
}
