//! Lines of a text, as far as their indentation tells what belongs together.

use std::ops::Range;

/// A line, or what stands of it after a dash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Bytes of the file, with the line's end.
    pub span: Range<usize>,
    /// Columns before the text.
    pub indent: usize,
    pub sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Blank, or a comment.
    Nothing,
    /// Begins with a tab after the given number of spaces.
    Tab,
    /// `- `
    Dash,
    /// `-` without its space.
    TightDash,
    /// `key:`, up to the colon.
    Key(usize),
    /// `]` or `}`: the end of something above.
    Close,
    /// `---` or `...`
    Document,
    /// Anything else.
    Other,
}

impl Line {
    /// Where its text begins.
    pub fn start(&self) -> usize {
        self.span.start + self.indent
    }
}

/// The lines of a part of a file.
pub(super) fn lines(text: &str, range: Range<usize>) -> Vec<Line> {
    let mut at = range.start;
    let part = text.get(range).unwrap_or_default();
    part.split_inclusive('\n')
        .map(|line| {
            let span = at..at + line.len();
            at = span.end;
            let indent = line.len() - line.trim_start_matches(' ').len();
            Line { span, indent, sort: sort(line.trim_start_matches(' ').trim_end()) }
        })
        .collect()
}

/// What a line is, by its text.
pub(super) fn sort(text: &str) -> Sort {
    match text.as_bytes() {
        [] | [b'#', ..] => Sort::Nothing,
        [b'\t', ..] if text.trim().is_empty() || text.trim().starts_with('#') => Sort::Nothing,
        [b'\t', ..] => Sort::Tab,
        b"-" | [b'-', b' ', ..] => Sort::Dash,
        [b']' | b'}', ..] => Sort::Close,
        b"---" | b"..." => Sort::Document,
        [b'-', next, ..] if *next != b'-' => Sort::TightDash,
        _ => key(text).map_or(Sort::Other, Sort::Key),
    }
}

/// The length of a key at the start of a text, if its colon follows.
fn key(text: &str) -> Option<usize> {
    let length = match text.as_bytes() {
        [quote @ (b'"' | b'\''), ..] => text.get(1..)?.find(char::from(*quote))? + 2,
        [b'[' | b'{' | b'*' | b'&' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`', ..] => return None,
        _ => text.match_indices(':').map(|(at, _)| at).find(|at| ends(text, at + 1))?,
    };
    let colon = text.get(length..)?.starts_with(':') && ends(text, length + 1);
    (colon && length <= 80).then_some(length)
}

/// Whether a word ends there.
fn ends(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        for (text, wanted) in [
            ("", Sort::Nothing),
            ("# note", Sort::Nothing),
            ("- a", Sort::Dash),
            ("-a", Sort::TightDash),
            ("id: x", Sort::Key(2)),
            ("id:", Sort::Key(2)),
            ("\"a: b\": c", Sort::Key(6)),
            ("https://x", Sort::Other),
            ("Say a: b", Sort::Key(5)),
            ("]", Sort::Close),
            ("\tid: x", Sort::Tab),
            ("---", Sort::Document),
        ] {
            assert_eq!(sort(text), wanted, "{text:?}");
        }
    }
}
