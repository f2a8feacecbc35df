//! A file of a pack as its author wrote it, and where things stand in it.

use std::{fmt, ops::Range, sync::OnceLock};

/// One file, kept for the excerpts in diagnostics.
#[derive(Default)]
pub struct Source {
    /// Below the pack, with `/`.
    pub path: String,
    /// Without a byte order mark.
    pub text: String,
    /// Where each line begins.
    lines: OnceLock<Box<[u32]>>,
}

/// Line and column, both from 1; columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1.
    pub column: usize,
}

impl Source {
    /// A file by its path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// The same without its text: it still knows its lines.
    pub(super) fn bare(&self) -> Self {
        let lines = OnceLock::from(Box::from(self.starts()));
        Self { path: self.path.clone(), text: String::new(), lines }
    }

    /// The place of a byte.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_of(offset);
        let start = self.line_start(line);
        let before = self.text.get(start..self.floor(offset)).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// The bytes of a line, without its end.
    pub fn line(&self, line: usize) -> Range<usize> {
        let start = self.line_start(line);
        let rest = self.text.get(start..).unwrap_or_default();
        let text = rest.split('\n').next().unwrap_or_default();
        start..start + text.trim_end_matches('\r').len()
    }

    /// A range that can be cut out: inside the text, and between characters.
    pub fn clamp(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.floor(span.start);
        let end = span.end.clamp(start, self.text.len());
        let end = (end..=self.text.len()).find(|at| self.text.is_char_boundary(*at));
        start..end.unwrap_or(self.text.len())
    }

    /// The line of a byte, from 1.
    fn line_of(&self, offset: usize) -> usize {
        self.starts().partition_point(|start| *start as usize <= offset)
    }

    fn line_start(&self, line: usize) -> usize {
        let start = self.starts().get(line.saturating_sub(1));
        start.map_or(self.text.len(), |start| *start as usize)
    }

    /// No file is as large as 4 GB.
    fn starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect()
        })
    }

    /// The nearest character boundary at or before a byte.
    fn floor(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        (0..=offset).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or_default()
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({:?})", self.path)
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.text == other.text
    }
}

impl Eq for Source {}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: usize) -> String {
        Source::new("x", text).position(offset).to_string()
    }

    #[test]
    fn columns_are_characters() {
        assert_eq!(at("ä: ö\nb", 0), "1:1");
        assert_eq!(at("ä: ö\nb", 4), "1:4");
        assert_eq!(at("ä: ö\nb", 7), "2:1");
        assert_eq!(at("ä: ö\nb", 99), "2:2");
        assert_eq!(at("", 0), "1:1");
        assert_eq!(at("a\n", 2), "2:1");
    }

    #[test]
    fn any_range_can_be_clamped() {
        let source = Source::new("x", "aä€");
        assert_eq!(source.clamp(&(2..4)), 1..6);
        #[expect(clippy::reversed_empty_ranges, reason = "this is what must not panic")]
        let backwards = 9..4;
        assert_eq!(source.clamp(&backwards), 6..6);
    }

    #[test]
    fn lines_have_no_ends() {
        let source = Source::new("x", "one\r\ntwo");
        assert_eq!(&source.text[source.line(1)], "one");
        assert_eq!(&source.text[source.line(2)], "two");
        assert_eq!(source.line(3), 8..8);
    }
}
