//! The only file of the dialogue that touches input, output and the clock.

use std::{
    fmt,
    io::{self, BufRead, Write},
};

use crate::{
    pack::framed,
    study::Moment,
    text::{self, Clean, Line, Markdown},
};

/// Lines in, lines out.
pub struct Shell<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    clock: &'a dyn Fn() -> Moment,
}

impl fmt::Debug for Shell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shell").finish_non_exhaustive()
    }
}

/// Lines are wrapped to this many columns.
const WIDTH: u16 = 76;
/// No line of input is longer.
const LONGEST: u64 = 64 * 1024;

impl<'a> Shell<'a> {
    /// A dialogue over these.
    pub fn new(
        input: &'a mut dyn BufRead,
        output: &'a mut dyn Write,
        clock: &'a dyn Fn() -> Moment,
    ) -> Self {
        Self { input, output, clock }
    }

    /// Now.
    pub fn now(&self) -> Moment {
        (self.clock)()
    }

    /// Says a line.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{}", Clean::new(text))
    }

    /// Says an empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.output)
    }

    /// Says lines already laid out.
    pub fn lines(&mut self, lines: &[Line]) -> io::Result<()> {
        lines.iter().try_for_each(|line| writeln!(self.output, "{}", line.to_string().trim_end()))
    }

    /// Says Markdown.
    pub fn markdown(&mut self, source: &Markdown) -> io::Result<()> {
        self.lines(&text::layout(&text::parse(source), &framed(WIDTH)).lines)
    }

    /// Says a sentence that begins something in Markdown, as one paragraph.
    pub fn begin(&mut self, before: &str, source: &Markdown) -> io::Result<()> {
        let mut lines = text::layout(&text::parse(source), &framed(WIDTH)).lines;
        let first = if lines.is_empty() { String::new() } else { lines.remove(0).to_string() };
        self.say(&format!("{before}{first}"))?;
        self.lines(&lines)
    }

    /// Asks; nothing is answered at the end of input.
    pub fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
        write!(self.output, "{prompt} ")?;
        self.output.flush()?;
        let mut line = Vec::new();
        let read = io::Read::take(&mut *self.input, LONGEST).read_until(b'\n', &mut line)?;
        if read == 0 {
            writeln!(self.output)?;
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
    }
}
