//! Reads a source from left to right.

use std::ops::Range;

use super::fault::{MermaidFault, Misread};

/// Letters of a statement that a fault quotes.
const QUOTED: usize = 24;

/// A place in a statement of a source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    pub(super) source: &'a str,
    pub(super) at: usize,
    /// Where the statement ends.
    pub(super) end: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(source: &'a str, span: Range<usize>) -> Self {
        Self { source, at: span.start, end: span.end }
    }

    /// What is left of the statement.
    pub(super) fn rest(&self) -> &'a str {
        self.source.get(self.at..self.end).unwrap_or_default()
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest().trim_start().is_empty()
    }

    pub(super) fn skip_blanks(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// Takes a piece of text if it comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Takes a word if it comes next as a whole.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let after = rest.strip_prefix(word).and_then(|rest| rest.chars().next());
        rest.starts_with(word)
            && after.is_none_or(|c| c.is_whitespace() || c == ';')
            && self.eat(word)
    }

    pub(super) fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        self.take(length)
    }

    /// Takes so many bytes.
    pub(super) fn take(&mut self, length: usize) -> &'a str {
        let taken = self.rest().get(..length).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    /// Takes what comes before a mark, and the mark.
    pub(super) fn take_to(&mut self, mark: &str) -> Option<&'a str> {
        let length = self.rest().find(mark)?;
        let taken = self.take(length);
        self.at += mark.len();
        Some(taken)
    }

    /// What is not understood here.
    pub(super) fn fault(&self) -> MermaidFault {
        let rest = self.rest().trim_end();
        let found: String = rest.chars().take(QUOTED).collect();
        Misread::Statement(found).at(self.source, self.at..self.at + rest.len())
    }

    /// A fault of the whole of what is left.
    pub(super) fn tell(&self, what: Misread) -> MermaidFault {
        what.at(self.source, self.at..self.at + self.rest().trim_end().len())
    }
}

/// The statements of a source: lines, and parts of lines between semicolons
/// where `splits`; without comments and blank ones. Quotes and brackets keep
/// what is in them together.
pub(super) fn statements(source: &str, from: usize, splits: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = from;
    for line in source.get(from..).unwrap_or_default().split_inclusive('\n') {
        let text = line.trim_end();
        if !text.trim_start().starts_with("%%") {
            let cuts = if splits { cuts(text) } else { Vec::new() };
            let ends = cuts.iter().copied().chain([text.len()]);
            let starts = std::iter::once(0).chain(cuts.iter().map(|cut| cut + 1));
            let parts = starts.zip(ends).map(|(a, b)| trim(source, start + a..start + b));
            found.extend(parts.filter(|span| !span.is_empty()));
        }
        start += line.len();
    }
    found
}

fn trim(source: &str, span: Range<usize>) -> Range<usize> {
    let text = source.get(span.clone()).unwrap_or_default();
    let start = span.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

/// Where semicolons end a statement: not in quotes or labels, and not those of
/// an entity such as `#quot;`.
fn cuts(line: &str) -> Vec<usize> {
    let (mut depth, mut quoted, mut cuts) = (0usize, false, Vec::new());
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '[' | '(' | '{' if !quoted => depth += 1,
            ']' | ')' | '}' if !quoted => depth = depth.saturating_sub(1),
            ';' if !quoted && depth == 0 && !ends_entity(line.get(..at)) => cuts.push(at),
            _ => (),
        }
    }
    cuts
}

fn ends_entity(before: Option<&str>) -> bool {
    let name = before.and_then(|before| before.rsplit_once('#')).map_or("", |(_, name)| name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
}
