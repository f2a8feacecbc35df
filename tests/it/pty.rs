//! The real program in a real terminal, driven by keys.

#![allow(clippy::disallowed_methods, reason = "a test must give up some time")]

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// So many bytes are kept as they were written.
const KEPT: usize = 4096;

/// A program in a terminal, and what is on its screen.
pub struct Session {
    pub screen: vt100::Parser,
    pub child: Box<dyn Child + Send + Sync>,
    output: mpsc::Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    /// Bytes written by the program so far.
    pub written: usize,
    /// The first of them.
    pub start: Vec<u8>,
}

/// How to start one.
pub struct Start {
    pub data: PathBuf,
    pub args: Vec<String>,
    pub env: Vec<(&'static str, String)>,
    pub size: (u16, u16),
    program: PathBuf,
}

impl Start {
    pub fn new(data: &Path, args: &[&str]) -> Self {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        let program = env!("CARGO_BIN_EXE_tripos").into();
        Self { data: data.to_owned(), args, env: Vec::new(), size: (80, 24), program }
    }

    pub fn size(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self
    }

    pub fn env(mut self, name: &'static str, value: &str) -> Self {
        self.env.push((name, value.to_owned()));
        self
    }

    pub fn run(self) -> Session {
        let (cols, rows) = self.size;
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(&self.program);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        for name in ["NO_COLOR", "COLORTERM", "COLORFGBG"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("TRIPOS_DATA_DIR", &self.data);
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command.args(&self.args);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0);
        Session { screen, child, output, input, master: pair.master, written: 0, start: Vec::new() }
    }
}

impl Session {
    /// Starts the program at a fixed time and seed, past the first questions.
    pub fn start(data: &Path, args: &[&str]) -> Self {
        Start::new(data, args).run()
    }

    /// Starts any program.
    pub fn of(program: &Path, args: &[&str], env: &[(&'static str, String)]) -> Self {
        let start = Start::new(Path::new("."), args);
        Start { program: program.to_owned(), env: env.to_vec(), ..start }.run()
    }

    pub fn types(&mut self, keys: &str) -> &mut Self {
        self.input.write_all(keys.as_bytes()).unwrap();
        self
    }

    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Reads until the screen has the text. Fails with the screen as it is.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.contains(text))
    }

    /// Reads until the screen is as wanted.
    #[track_caller]
    pub fn until(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !wanted(&self.text()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(why) => panic!("{why}, waited for `{what}` on\n{}", self.text()),
            }
        }
        self
    }

    fn take(&mut self, bytes: &[u8]) {
        self.written += bytes.len();
        let room = KEPT.saturating_sub(self.start.len()).min(bytes.len());
        self.start.extend(&bytes[..room]);
        self.screen.process(bytes);
    }

    /// Takes in the rest of a picture that has begun to change.
    pub fn settles(&mut self) {
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(40)) {
            self.take(&bytes);
        }
    }

    /// Takes in whatever is written within a time.
    pub fn rest(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while let Ok(bytes) =
            self.output.recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.take(&bytes);
        }
    }

    pub fn resize(&mut self, cols: u16, rows: u16) {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.screen.screen_mut().set_size(rows.try_into().unwrap(), cols.try_into().unwrap());
        self.master.resize(size).unwrap();
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal as `kill -NAME` does.
    pub fn kill(&self, name: &str) {
        let pid = self.pid().to_string();
        let status = std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap();
        assert!(status.success());
    }

    /// Waits for the end, with all that is still written.
    #[track_caller]
    pub fn ends(mut self) -> (ExitStatus, vt100::Parser) {
        let end = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < end, "it does not end:\n{}", self.text());
            self.rest(Duration::from_millis(5));
        };
        // Nothing more can come once the terminal is closed.
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.take(&bytes);
        }
        (status, self.screen)
    }
}

/// Whether the terminal is as it was before the program.
#[track_caller]
pub fn is_restored(screen: &vt100::Screen) {
    assert!(!screen.alternate_screen(), "still on the other screen");
    assert!(!screen.hide_cursor(), "the cursor is hidden");
    assert!(!screen.bracketed_paste(), "pasted text is still bracketed");
    let mouse = screen.mouse_protocol_mode();
    assert_eq!(mouse, vt100::MouseProtocolMode::None, "the mouse is still taken");
}
