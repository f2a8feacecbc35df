//! The real program in a terminal, and packs large enough to be felt.

use std::{fmt::Write, io::Read, path::Path};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

/// The program that is timed.
pub const TRIPOS: &str = env!("CARGO_BIN_EXE_tripos");

/// A pack of questions in files of a hundred.
pub fn large_pack(files: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let save = |path: String, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    for name in ["content", "quizzes"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    save("pack.yaml".into(), "format: 1\nid: large\ntitle: Large\n");
    save("content/a.md".into(), "---\nid: a\ntitle: A\n---\n# A\n");
    for file in 0..files {
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
pub struct Running {
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
    pub fn start(data: &Path, args: &[&str], seen: &str) -> Self {
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

    pub fn read(&mut self) {
        let mut buffer = [0; 4096];
        let read = self.reader.read(&mut buffer).unwrap();
        self.screen.process(&buffer[..read]);
    }

    pub fn shows(&self, text: &str) -> bool {
        self.screen.screen().contents().contains(text)
    }

    /// Presses keys and waits until the picture is another.
    pub fn press(&mut self, keys: &str) {
        let before = self.screen.screen().contents();
        std::io::Write::write_all(&mut self.writer, keys.as_bytes()).unwrap();
        while self.screen.screen().contents() == before {
            self.read();
        }
    }

    /// Waits until this is seen.
    pub fn until(&mut self, seen: &str) {
        while !self.shows(seen) {
            self.read();
        }
    }

    /// Presses keys and waits until this is seen.
    pub fn press_until(&mut self, keys: &str, seen: &str) {
        std::io::Write::write_all(&mut self.writer, keys.as_bytes()).unwrap();
        while !self.shows(seen) {
            self.read();
        }
    }

    /// Presses keys and waits until this is seen no more.
    pub fn press_while(&mut self, keys: &str, seen: &str) {
        std::io::Write::write_all(&mut self.writer, keys.as_bytes()).unwrap();
        while self.shows(seen) {
            self.read();
        }
    }

    /// The most memory it ever had, in KB.
    pub fn memory(&self) -> u64 {
        let id = self.child.process_id().unwrap();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        most.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
    }
}
