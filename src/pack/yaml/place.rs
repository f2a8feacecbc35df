//! From a place in a value's text back to the place in the file.

use std::ops::Range;

use super::{Node, Style};

/// Where the text of a scalar stands in its file, piece by piece. Of scalars
/// that fold their lines, only where the whole stands.
#[derive(Debug)]
pub(in crate::pack) struct Places {
    whole: Range<usize>,
    /// From a byte of the text on, it is written from a byte of the file on.
    pieces: Vec<(usize, usize)>,
}

impl Places {
    /// Of a scalar; `file` is the text of its file.
    pub fn of(file: &str, node: &Node) -> Self {
        Self { whole: node.span.clone(), pieces: pieces(file, node).unwrap_or_default() }
    }

    /// The bytes of the file that a part of the text was written with.
    pub fn at(&self, part: &Range<usize>) -> Range<usize> {
        match (self.byte(part.start), self.byte(part.end)) {
            (Some(start), Some(end)) => start..end.max(start),
            _ => self.whole.clone(),
        }
    }

    fn byte(&self, at: usize) -> Option<usize> {
        let after = self.pieces.partition_point(|(text, _)| *text <= at);
        let (text, file) = self.pieces.get(after.checked_sub(1)?)?;
        Some(file + at - text)
    }
}

fn pieces(file: &str, node: &Node) -> Option<Vec<(usize, usize)>> {
    let scalar = node.scalar()?;
    let raw = file.get(node.span.clone())?;
    match scalar.style {
        Style::Literal => literal(file, node.span.start, &scalar.text),
        _ if raw.contains('\n') => None,
        Style::Plain => Some(vec![(0, node.span.start)]),
        Style::Single => quoted(raw.get(1..)?, node.span.start + 1, single),
        Style::Double => quoted(raw.get(1..)?, node.span.start + 1, double),
        Style::Absent | Style::Folded => None,
    }
}

/// A text in quotes; `unit` reads one character: its bytes as written, and as
/// meant.
fn quoted(
    raw: &str,
    start: usize,
    unit: fn(&str) -> Option<(usize, usize)>,
) -> Option<Vec<(usize, usize)>> {
    let mut pieces = vec![(0, start)];
    let (mut at, mut meant) = (0, 0);
    while at < raw.len() {
        let (long, short) = unit(raw.get(at..)?)?;
        at += long;
        meant += short;
        if long != short {
            pieces.push((meant, start + at));
        }
    }
    Some(pieces)
}

fn single(raw: &str) -> Option<(usize, usize)> {
    if raw.starts_with("''") {
        return Some((2, 1));
    }
    plain(raw)
}

fn double(raw: &str) -> Option<(usize, usize)> {
    let digits = match raw.as_bytes() {
        [b'\\', b'x', ..] => 2,
        [b'\\', b'u', ..] => 4,
        [b'\\', b'U', ..] => 8,
        [b'\\', b'N' | b'_', ..] => return Some((2, 2)),
        [b'\\', b'L' | b'P', ..] => return Some((2, 3)),
        [b'\\', ..] => return Some((2, 1)),
        _ => return plain(raw),
    };
    let code = u32::from_str_radix(raw.get(2..2 + digits)?, 16).ok()?;
    Some((2 + digits, char::from_u32(code)?.len_utf8()))
}

fn plain(raw: &str) -> Option<(usize, usize)> {
    let length = raw.chars().next()?.len_utf8();
    Some((length, length))
}

/// A `|` block: its lines stand in the file line by line, each after the same
/// indentation; `start` is in the first that is not blank.
fn literal(file: &str, start: usize, text: &str) -> Option<Vec<(usize, usize)>> {
    let mut line_start = file.get(..start)?.rfind('\n').map_or(0, |end| end + 1);
    let mut lines = file.get(line_start..)?.split_inclusive('\n');
    let mut at = text.len() - text.trim_start_matches('\n').len();
    let mut pieces = Vec::new();
    for line in text.get(at..)?.split_inclusive('\n') {
        let written = lines.next()?;
        let shown = written.trim_end_matches(['\r', '\n']);
        let line_text = line.trim_end_matches('\n');
        let indent = shown.len().checked_sub(line_text.len())?;
        pieces.push((at, shown.ends_with(line_text).then_some(line_start + indent)?));
        line_start += written.len();
        at += line.len();
    }
    Some(pieces)
}
