//! Whole commands, timed from outside. Run with `cargo bench`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench may panic and tell"
)]

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
    bencher.bench_local(|| Running::start(data.path(), &[], "quit"));
}

/// The same with a pack of 100,000 questions: it does not wait for them.
#[divan::bench(sample_count = 15, sample_size = 1)]
fn first_screen_of_a_large_pack(bencher: Bencher<'_, '_>) {
    let data = tempfile::tempdir().unwrap();
    let pack = large_pack();
    quietly(&["set", "minutes-a-day", "30"], data.path());
    let pack = pack.path().to_str().unwrap();
    bencher.bench_local(|| Running::start(data.path(), &["--pack", pack], "quit"));
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

/// A lesson of 1 MB as authors write them: the built-in one, many times.
fn long_lesson() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.md");
    let source = include_str!("../content/02-rds.md");
    let body = source.splitn(3, "---\n").nth(2).unwrap();
    std::fs::write(&path, body.repeat(1_000_000 / body.len() + 1)).unwrap();
    (folder, path.to_str().unwrap().to_owned())
}

/// A program in a terminal, ended when it is dropped, outside of the time taken.
struct Running {
    child: Box<dyn Child + Send + Sync>,
    reader: Box<dyn Read + Send>,
    writer: Box<dyn std::io::Write + Send>,
    screen: vt100::Parser,
    _pair: portable_pty::PtyPair,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    /// Starts the program; it is there when this is seen.
    fn start(data: &std::path::Path, args: &[&str], seen: &str) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(TRIPOS);
        command.env("TRIPOS_DATA_DIR", data);
        command.env("TERM", "xterm-256color");
        command.args(args);
        let child = pair.slave.spawn_command(command).unwrap();
        let reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
        let mut running = Self { child, reader, writer, screen, _pair: pair };
        while !running.screen.screen().contents().contains(seen) {
            running.read();
        }
        running
    }

    fn read(&mut self) {
        let mut buffer = [0; 4096];
        let read = self.reader.read(&mut buffer).unwrap();
        self.screen.process(&buffer[..read]);
    }

    /// Presses keys and waits until the picture is another.
    fn press(&mut self, keys: &str) {
        let before = self.screen.screen().contents();
        std::io::Write::write_all(&mut self.writer, keys.as_bytes()).unwrap();
        while self.screen.screen().contents() == before {
            self.read();
        }
    }

    /// The most memory it ever had, in KB.
    fn memory(&self) -> u64 {
        let id = self.child.process_id().unwrap();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        most.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
    }
}
