//! What the command line says: what was asked for on stdout, complaints on stderr.

use std::io::{self, BufWriter, Stdout, Write};

use crate::text::Clean;

/// Both streams.
#[derive(Debug)]
pub struct Output(BufWriter<Stdout>);

impl Default for Output {
    fn default() -> Self {
        Self(BufWriter::new(io::stdout()))
    }
}

impl Output {
    /// Says what was asked for.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.0.write_all(text.as_bytes())
    }

    /// Says a line of what was asked for.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.0, "{text}")
    }

    /// Where what was asked for goes.
    pub fn stream(&mut self) -> &mut dyn Write {
        &mut self.0
    }

    /// What was said is out.
    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    /// Says in one line what is wrong.
    pub fn complain(&mut self, text: &str) {
        let _ = self.flush();
        let _ = writeln!(io::stderr(), "tripos: {}", Clean::new(text));
    }
}
