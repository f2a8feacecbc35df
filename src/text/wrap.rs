//! Where lines end.

mod ascii;

use std::ops::Range;

use super::measure::{Unit, char_width};

/// A part of the text that makes one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether it goes on with a line that was too long.
    pub continued: bool,
}

/// Breaks running text between words; long words and wide letters anywhere.
pub fn words<'a>(
    text: &str,
    breaks: &[usize],
    units: impl Iterator<Item = Unit<'a>>,
    width: usize,
) -> Vec<Piece> {
    if text.is_ascii() {
        ascii::words(text, breaks, width)
    } else {
        general(units, breaks, width, true)
    }
}

/// Breaks code wherever the line is full.
pub fn verbatim<'a>(
    text: &str,
    breaks: &[usize],
    units: impl Iterator<Item = Unit<'a>>,
    width: usize,
) -> Vec<Piece> {
    if text.is_ascii() {
        ascii::verbatim(text, breaks, width)
    } else {
        general(units, breaks, width, false)
    }
}

/// Columns the longest word takes.
pub fn longest_word<'a>(units: impl Iterator<Item = Unit<'a>>) -> usize {
    let (mut longest, mut word) = (0, 0);
    for unit in units {
        word = match unit.text {
            " " => 0,
            _ if unit.width > 1 => unit.width,
            _ => word + unit.width,
        };
        longest = longest.max(word);
    }
    longest
}

/// Breaks any text.
fn general<'a>(
    units: impl Iterator<Item = Unit<'a>>,
    breaks: &[usize],
    width: usize,
    words: bool,
) -> Vec<Piece> {
    let mut wrap = Wrap { width, words, ..Wrap::default() };
    let mut breaks = breaks.iter().copied().peekable();
    for unit in units {
        while let Some(at) = breaks.next_if(|at| *at <= unit.at) {
            wrap.end_line(at);
        }
        if unit.width > width {
            wrap.feed_chars(unit);
        } else {
            wrap.feed(unit);
        }
    }
    breaks.for_each(|at| wrap.end_line(at));
    wrap.end_line(wrap.end);
    wrap.pieces
}

/// A line in the making.
#[derive(Default)]
struct Wrap {
    width: usize,
    words: bool,
    pieces: Vec<Piece>,
    continued: bool,
    /// Where the line starts.
    start: usize,
    /// Where its last letter ends.
    end: usize,
    /// Columns it takes so far.
    column: usize,
    /// The last place where it may be broken.
    gap: Option<Gap>,
    /// The last character of the last unit.
    last: Option<char>,
}

/// A place where a line may be broken.
struct Gap {
    end: usize,
    next: usize,
    column: usize,
}

impl Wrap {
    /// Takes the next unit.
    fn feed(&mut self, unit: Unit<'_>) {
        if self.words && unit.text == " " {
            return self.space(unit.at);
        }
        if self.words && self.may_break_before(unit) {
            self.gap = Some(Gap { end: unit.at, next: unit.at, column: self.column });
        }
        if self.column + unit.width > self.width {
            self.turn(unit);
        }
        self.column += unit.width;
        self.end = unit.end();
        self.last = unit.text.chars().next_back();
    }

    /// Takes a unit that is wider than the line, character by character.
    fn feed_chars(&mut self, unit: Unit<'_>) {
        for (at, c) in unit.text.char_indices() {
            let text = unit.text.get(at..at + c.len_utf8()).unwrap_or_default();
            self.feed(Unit { at: unit.at + at, text, width: char_width(c) });
        }
    }

    /// A space: a place to break, or lost at the start of a full line.
    fn space(&mut self, at: usize) {
        self.last = Some(' ');
        if self.end > self.start {
            self.gap = Some(Gap { end: self.end, next: at + 1, column: self.column + 1 });
        } else if self.column + 1 >= self.width {
            self.start = at + 1;
            return;
        }
        self.column += 1;
    }

    /// Whether a line may end before a letter: where one of both is wide,
    /// unless it is a sign that must not be parted from its word.
    fn may_break_before(&self, unit: Unit<'_>) -> bool {
        let (Some(last), Some(next)) = (self.last, unit.text.chars().next()) else { return false };
        let wide = unit.width > 1 || char_width(last) > 1;
        wide && unit.width > 0 && last != ' ' && !CLOSING.contains(next) && !OPENING.contains(last)
    }

    /// Goes to the next line, before or with the last word.
    fn turn(&mut self, unit: Unit<'_>) {
        if let Some(gap) = self.gap.take() {
            self.cut(gap.end, gap.next);
            self.column -= gap.column;
        }
        if self.column + unit.width > self.width && unit.at > self.start {
            self.cut(unit.at, unit.at);
            self.column = 0;
        }
    }

    /// Ends the line for good.
    fn end_line(&mut self, at: usize) {
        self.cut(self.end.max(self.start), at);
        (self.column, self.gap, self.last) = (0, None, None);
        (self.end, self.continued) = (at, false);
    }

    fn cut(&mut self, end: usize, next: usize) {
        self.pieces.push(Piece { range: self.start..end, continued: self.continued });
        (self.start, self.continued) = (next, true);
    }
}

/// Signs that do not start a line.
const CLOSING: &str = "、。，．・：；？！」』】〕）］｝〉》ー々％)]},.:;!?%…’”»";
/// Signs that do not end a line.
const OPENING: &str = "「『【〔（［｛〈《([{‘“«";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::measure::units;

    fn broken(text: &str, width: usize) -> Vec<&str> {
        let pieces = words(text, &[], units(text), width);
        pieces.into_iter().map(|piece| &text[piece.range]).collect()
    }

    #[test]
    fn lines_end_between_words() {
        let cases: [(&str, usize, &[&str]); 14] = [
            ("", 5, &[""]),
            ("one two three", 7, &["one two", "three"]),
            ("one two three", 8, &["one two", "three"]),
            ("one two", 1, &["o", "n", "e", "t", "w", "o"]),
            ("abcdefgh ij", 3, &["abc", "def", "gh", "ij"]),
            ("a abcdefgh", 4, &["a", "abcd", "efgh"]),
            ("é two three", 5, &["é two", "three"]),
            ("é abcdefgh", 4, &["é", "abcd", "efgh"]),
            ("日本語の文章です。", 6, &["日本語", "の文章", "です。"]),
            ("日本語。", 6, &["日本", "語。"]),
            ("in 日本語 now", 5, &["in 日", "本語", "now"]),
            ("👩\u{200d}💻👩\u{200d}💻", 2, &["👩\u{200d}💻", "👩\u{200d}💻"]),
            ("e\u{333}e\u{333}e\u{333}", 2, &["e\u{333}e\u{333}", "e\u{333}"]),
            ("日本", 1, &["日", "本"]),
        ];
        for (text, width, lines) in cases {
            assert_eq!(broken(text, width), lines, "{text:?} at {width}");
        }
    }

    #[test]
    fn the_short_cut_for_ascii_breaks_alike() {
        let text = "a bc  def ghij klmno pqrstu vwxyz, abcdefghijklm n";
        for width in 1..60 {
            let breaks = [8, 8, 21];
            let (short, long) =
                (ascii::words(text, &breaks, width), general(units(text), &breaks, width, true));
            let show = |pieces: &[Piece]| {
                pieces.iter().map(|piece| text[piece.range.clone()].to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(show(&short), show(&long), "{width}");
            assert_eq!(short, long);
        }
    }
}
