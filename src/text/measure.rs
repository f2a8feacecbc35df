//! Columns that text takes on a terminal.

use std::iter;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What is drawn as one: a letter with its marks, an emoji sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// Where it starts, in bytes.
    pub at: usize,
    /// Its text.
    pub text: &'a str,
    /// Columns it takes.
    pub width: usize,
}

impl Unit<'_> {
    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The units of a text in order.
///
/// Two ASCII characters in a row never join, so that most text needs no table.
pub fn units(text: &str) -> impl Iterator<Item = Unit<'_>> {
    let mut at = 0;
    iter::from_fn(move || {
        let rest = text.get(at..)?;
        let piece = first(rest)?;
        let unit = Unit { at, text: piece, width: piece_width(piece) };
        at += piece.len();
        Some(unit)
    })
}

/// The first unit of a text.
fn first(rest: &str) -> Option<&str> {
    match rest.as_bytes() {
        [] => None,
        [a] if a.is_ascii() => Some(rest),
        [a, b, ..] if a.is_ascii() && b.is_ascii() => rest.get(..1),
        _ => rest.graphemes(true).next(),
    }
}

/// Columns one unit takes.
fn piece_width(piece: &str) -> usize {
    let mut chars = piece.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => char_width(c),
        _ => piece.width(),
    }
}

/// Columns one character takes.
pub fn char_width(c: char) -> usize {
    if c.is_ascii() { 1 } else { c.width().unwrap_or(0) }
}

/// Columns a text takes: the sum of its units, as terminals draw it.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { units(text).map(|unit| unit.width).sum() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_units() {
        let cases = [("", 0), ("abc", 3), ("é", 1), ("e\u{301}x", 2), ("日本", 4), ("🇩🇪🇫🇷", 4)];
        for (text, columns) in cases {
            assert_eq!(width(text), columns, "{text}");
        }
        let texts: Vec<_> = units("a👩\u{200d}💻e\u{301}z").map(|unit| unit.text).collect();
        assert_eq!(texts, ["a", "👩\u{200d}💻", "e\u{301}", "z"]);
    }
}
