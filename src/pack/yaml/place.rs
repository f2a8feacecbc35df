//! From a place in a value's text back to the place in the file.

use std::ops::Range;

use super::{Node, Style};

/// The bytes of the file that a part of a scalar's text was written with. Of
/// scalars that fold their lines, the whole scalar.
pub(in crate::pack) fn place(file: &str, node: &Node, part: &Range<usize>) -> Range<usize> {
    exact(file, node, part).unwrap_or(node.span.clone())
}

fn exact(file: &str, node: &Node, part: &Range<usize>) -> Option<Range<usize>> {
    let scalar = node.scalar()?;
    let raw = file.get(node.span.clone())?;
    if scalar.style == Style::Literal {
        return literal(file, node.span.start, &scalar.text, part);
    }
    if raw.contains('\n') {
        return None;
    }
    let from = match scalar.style {
        Style::Plain => part.start,
        Style::Single => 1 + written(raw.get(1..)?, part.start, single)?,
        Style::Double => 1 + written(raw.get(1..)?, part.start, double)?,
        _ => return None,
    };
    let to = match scalar.style {
        Style::Plain => part.end,
        Style::Single => 1 + written(raw.get(1..)?, part.end, single)?,
        _ => 1 + written(raw.get(1..)?, part.end, double)?,
    };
    Some(node.span.start + from..node.span.start + to)
}

/// How many bytes were written for the first bytes of a text; `unit` reads one
/// character: its bytes as written, and as meant.
fn written(raw: &str, wanted: usize, unit: fn(&str) -> Option<(usize, usize)>) -> Option<usize> {
    let (mut at, mut meant) = (0, 0);
    while meant < wanted {
        let (long, short) = unit(raw.get(at..)?)?;
        at += long;
        meant += short;
    }
    Some(at)
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

/// Both ends of a part of a `|` block.
fn literal(file: &str, start: usize, text: &str, part: &Range<usize>) -> Option<Range<usize>> {
    let from = in_literal(file, start, text, part.start)?;
    let to = in_literal(file, start, text, part.end)?;
    Some(from..to)
}

/// A place in a `|` block: its lines stand in the file line by line, each with
/// the same indentation before it; `start` is the first that is not blank.
fn in_literal(file: &str, start: usize, text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(line_start..)?.split('\n').next()?;
    let blank = text.len() - text.trim_start_matches('\n').len();
    let skipped = before.matches('\n').count().checked_sub(blank)?;
    let first = file.get(..start)?.rfind('\n').map_or(0, |end| end + 1);
    let above = file.get(first..)?.split_inclusive('\n').take(skipped);
    let written = first + above.map(str::len).sum::<usize>();
    let shown = file.get(written..)?.split('\n').next()?.trim_end_matches('\r');
    let indent = shown.len().checked_sub(line.len())?;
    shown.ends_with(line).then_some(written + indent + at - line_start)
}
