//! The short cut for ASCII, in which each byte takes one column.

use std::ops::Range;

use super::Piece;

/// Breaks running text between words.
pub fn words(text: &str, breaks: &[usize], width: usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len() / width.max(1) + 1);
    for line in lines(text, breaks) {
        let whole = text.get(line.clone()).unwrap_or_default().trim_end_matches(' ');
        let (mut at, mut rest, mut continued) = (line.start, whole, false);
        while rest.len() > width {
            let (length, next) = first_line(rest, width);
            pieces.push(Piece { range: at..at + length, continued });
            (at, rest, continued) = (at + next, rest.get(next..).unwrap_or_default(), true);
        }
        pieces.push(Piece { range: at..at + rest.len(), continued });
    }
    pieces
}

/// How much of a text that is too long stands on its first line, and where the
/// second one starts.
fn first_line(rest: &str, width: usize) -> (usize, usize) {
    let head = rest.get(..=width).unwrap_or(rest);
    let space = head.rfind(' ').unwrap_or_default();
    let length = head.get(..space).unwrap_or_default().trim_end_matches(' ').len();
    if length == 0 {
        return (width, width);
    }
    let spaces = rest.bytes().skip(space).take_while(|byte| *byte == b' ').count();
    (length, space + spaces)
}

/// Breaks code wherever the line is full.
pub fn verbatim(text: &str, breaks: &[usize], width: usize) -> Vec<Piece> {
    let mut pieces = vec![];
    for line in lines(text, breaks) {
        let mut start = line.start;
        while line.end - start > width {
            pieces.push(Piece { range: start..start + width, continued: start > line.start });
            start += width;
        }
        pieces.push(Piece { continued: start > line.start, range: start..line.end });
    }
    pieces
}

/// The text between breaks.
fn lines(text: &str, breaks: &[usize]) -> impl Iterator<Item = Range<usize>> {
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([text.len()]);
    starts.zip(ends).map(|(start, end)| start..end)
}
