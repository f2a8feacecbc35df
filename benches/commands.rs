//! Whole commands, timed from outside. Run with `cargo bench`.

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench may panic")]

use std::{
    io::Read,
    process::{Command, Stdio},
};

use divan::Bencher;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

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
    bencher.bench_local(|| until_seen(data.path(), "quit"));
}

fn until_seen(data: &std::path::Path, text: &str) {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(TRIPOS);
    command.env("TRIPOS_DATA_DIR", data);
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    let mut buffer = [0; 4096];
    while !screen.screen().contents().contains(text) {
        let read = reader.read(&mut buffer).unwrap();
        screen.process(&buffer[..read]);
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
