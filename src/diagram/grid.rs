//! Art cut into cells.

use std::{iter::once, mem::take, ops::Range};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::{
    fault::{Fault, FaultKind, MAX_FAULTS},
    way::{Cell, Way},
};
use crate::text::is_forbidden;

/// Columns art may take.
pub const MAX_COLUMNS: usize = 76;
/// Rows beyond which art is not looked at.
const MAX_ROWS: usize = 400;
/// Columns beyond which art is not looked at.
const CUT: usize = 200;
/// Stands for the second column of a wide character.
pub(super) const TAIL: char = '\0';
/// Stands for what must not reach a terminal.
const FORBIDDEN: char = '\u{fffd}';

/// One value for each cell of a drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet<T> {
    pub(super) width: usize,
    cells: Vec<T>,
}

/// What stands in a cell, and where its bytes are in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The characters of a drawing, one to a cell.
pub(super) type Grid = Sheet<Glyph>;

impl<T> Sheet<T> {
    fn place(&self, cell: Cell) -> Option<usize> {
        (cell.col < self.width).then(|| cell.row * self.width + cell.col)
    }

    pub(super) fn get(&self, cell: Cell) -> Option<&T> {
        self.cells.get(self.place(cell)?)
    }

    pub(super) fn get_mut(&mut self, cell: Cell) -> Option<&mut T> {
        let place = self.place(cell)?;
        self.cells.get_mut(place)
    }

    pub(super) fn set(&mut self, cell: Cell, value: T) {
        if let Some(place) = self.get_mut(cell) {
            *place = value;
        }
    }

    pub(super) fn height(&self) -> usize {
        self.cells.len().checked_div(self.width).unwrap_or(0)
    }

    pub(super) fn holds(&self, cell: Cell) -> bool {
        cell.col < self.width && cell.row < self.height()
    }

    /// Every cell in reading order.
    pub(super) fn cells(&self) -> impl DoubleEndedIterator<Item = Cell> + use<T> {
        let (width, height) = (self.width, self.height());
        (0..height).flat_map(move |row| (0..width).map(move |col| Cell::new(row, col)))
    }

    /// A sheet of the same size.
    pub(super) fn map<U>(&self, value: impl FnMut(&T) -> U) -> Sheet<U> {
        Sheet { width: self.width, cells: self.cells.iter().map(value).collect() }
    }
}

impl Grid {
    /// Cuts art into cells, and tells whether it is small enough to be looked
    /// at; if not, only what could be cut comes back.
    pub(super) fn read(source: &str) -> (Self, Vec<Fault>, bool) {
        let mut reader = Reader { cut: CUT, ..Reader::default() };
        let mut rows: Vec<_> = lines(source).map(|(start, line)| reader.row(start, line)).collect();
        let fits = rows.len() <= MAX_ROWS && rows.iter().all(|row| row.len() <= CUT);
        let end = if fits { too_wide(&rows) } else { Some(too_large(&rows)) };
        reader.faults.extend(end);
        rows.truncate(MAX_ROWS);
        for row in &mut rows {
            row.truncate(CUT);
        }
        (Self::from_rows(rows), reader.faults, fits)
    }

    /// Cuts a drawing into cells that was made here, however large it is.
    pub(super) fn whole(source: &str) -> Self {
        let mut reader = Reader { cut: usize::MAX, ..Reader::default() };
        let starts = source.match_indices('\n').map(|(at, _)| at + 1);
        let lines = once(0).chain(starts).zip(source.split('\n'));
        Self::from_rows(lines.map(|(start, line)| reader.row(start, line)).collect())
    }

    fn from_rows(rows: Vec<Vec<Glyph>>) -> Self {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells = rows.into_iter().flat_map(|mut row| {
            let at = row.last().map_or(0, |last| last.end);
            row.resize(width, Glyph { c: ' ', start: at, end: at });
            row
        });
        Self { width, cells: cells.collect() }
    }

    /// The character of a cell; outside the drawing all is blank.
    pub(super) fn char(&self, cell: Cell) -> char {
        self.get(cell).map_or(' ', |glyph| glyph.c)
    }

    /// Nothing stands there.
    pub(super) fn is_blank(&self, cell: Cell) -> bool {
        matches!(self.char(cell), ' ' | '\u{a0}' | '\u{3000}')
    }

    /// The text of some cells; one space where cells are left out.
    pub(super) fn text(&self, cells: impl IntoIterator<Item = Cell>) -> String {
        let mut text = String::new();
        let mut last = None;
        for cell in cells {
            if last != cell.next(Way::West) {
                text.push(' ');
            }
            last = Some(cell);
            text.extend(Some(self.char(cell)).filter(|c| *c != TAIL));
        }
        one_space(&text)
    }

    /// The bytes of a cell.
    pub(super) fn span(&self, cell: Cell) -> Range<usize> {
        self.get(cell).map_or(0..0, |glyph| glyph.start..glyph.end)
    }
}

/// Text with runs of spaces as one.
pub(super) fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of art and where they start, without blank ones at the end; one
/// more than may be looked at.
fn lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let source = source.trim_end();
    let starts = source.match_indices('\n').map(|(at, _)| at + 1);
    once(0).chain(starts).zip(source.split('\n')).take(MAX_ROWS + 1)
}

/// The part of the widest line that is too much.
fn too_wide(rows: &[Vec<Glyph>]) -> Option<Fault> {
    let columns = rows.iter().map(Vec::len).max().filter(|columns| *columns > MAX_COLUMNS)?;
    let row = rows.iter().find(|row| row.len() == columns)?;
    let span = row.get(MAX_COLUMNS)?.start..row.last()?.end;
    Some(Fault { span, what: FaultKind::TooWide { columns } })
}

/// The first character that is too much.
fn too_large(rows: &[Vec<Glyph>]) -> Fault {
    let wide = rows.iter().find_map(|row| row.get(CUT));
    let long = rows.get(MAX_ROWS).and_then(|row| row.first());
    let span = wide.or(long).map_or(0..0, |glyph| glyph.start..glyph.end);
    Fault { span, what: FaultKind::TooLarge }
}

/// Cuts lines into glyphs.
#[derive(Default)]
struct Reader {
    /// Columns beyond which a line is not read.
    cut: usize,
    faults: Vec<Fault>,
    row: Vec<Glyph>,
}

impl Reader {
    fn row(&mut self, start: usize, line: &str) -> Vec<Glyph> {
        for (at, cluster) in line.trim_end().grapheme_indices(true) {
            self.cluster(start + at, cluster);
            if self.row.len() > self.cut {
                break;
            }
        }
        take(&mut self.row)
    }

    /// Takes what a reader sees as one character.
    fn cluster(&mut self, start: usize, cluster: &str) {
        let span = start..start + cluster.len();
        let c = cluster.chars().next().map_or(' ', shown);
        let fault = fault(cluster);
        if let Some(what) = fault {
            self.tell(span.clone(), what);
        }
        let width = c.width().unwrap_or(0);
        for tail in 0..width {
            let c = if tail == 0 { c } else { TAIL };
            self.row.push(Glyph { c, start: span.start, end: span.end });
        }
    }

    /// Tells a fault; one for a run of the same.
    fn tell(&mut self, span: Range<usize>, what: FaultKind) {
        let is_room = self.faults.len() < MAX_FAULTS;
        match self.faults.last_mut() {
            Some(last) if last.what == what && last.span.end == span.start => {
                last.span.end = span.end;
            }
            _ if is_room => self.faults.push(Fault { span, what }),
            _ => (),
        }
    }
}

/// What is drawn for a character.
fn shown(c: char) -> char {
    match c {
        '\t' => ' ',
        c if is_forbidden(c) => FORBIDDEN,
        c => c,
    }
}

/// What is wrong with what a reader sees as one character.
fn fault(cluster: &str) -> Option<FaultKind> {
    let mut chars = cluster.chars();
    let (first, rest) = (chars.next()?, chars.as_str());
    match first {
        '\t' => Some(FaultKind::Tab),
        c if is_emoji(c) || rest.contains('\u{fe0f}') => Some(FaultKind::Emoji),
        c if is_forbidden(c) => Some(FaultKind::Control),
        c if !rest.is_empty() || c.width() == Some(0) => Some(FaultKind::Combining),
        c if is_wide_line(c) => Some(FaultKind::WideLine),
        _ => None,
    }
}

fn is_emoji(c: char) -> bool {
    c.width() == Some(2) && matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Wide twins of what lines are drawn with.
fn is_wide_line(c: char) -> bool {
    matches!(c, '＋' | '－' | '｜' | '＜' | '＞' | '＾' | '＿' | '＝')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(source: &str) -> Vec<(Range<usize>, FaultKind)> {
        Grid::read(source).1.into_iter().map(|fault| (fault.span, fault.what)).collect()
    }

    #[test]
    fn a_cell_is_a_column() {
        let (grid, faults, fits) = Grid::read("a日b\r\n ×\n\n");
        assert_eq!((grid.width, grid.height(), fits), (4, 2, true));
        assert_eq!(grid.char(Cell::new(0, 3)), 'b');
        assert_eq!(grid.char(Cell::new(0, 2)), TAIL);
        assert_eq!(grid.span(Cell::new(0, 1)), 1..4);
        assert_eq!(grid.span(Cell::new(1, 1)), 8..10);
        assert_eq!(grid.char(Cell::new(7, 7)), ' ');
        assert_eq!(grid.text(grid.cells()), "a日b ×");
        assert!(faults.is_empty());
    }

    #[test]
    fn some_characters_have_no_place() {
        use FaultKind::{Combining, Control, Emoji, Tab, WideLine};
        for (source, expected) in [
            ("plain text: a + b | v > ✓ ★ é", vec![]),
            ("日本語、 (主)", vec![]),
            ("\t\ta", vec![(0..2, Tab)]),
            ("a\tb\tc", vec![(1..2, Tab), (3..4, Tab)]),
            ("e\u{301}", vec![(0..3, Combining)]),
            ("a 🚀 b", vec![(2..6, Emoji)]),
            ("⚠\u{fe0f}", vec![(0..6, Emoji)]),
            ("⚡", vec![(0..3, Emoji)]),
            ("a\u{1b}[0m", vec![(1..2, Control)]),
            ("a\u{202e}b", vec![(1..4, Control)]),
            ("＋－－＋", vec![(0..12, WideLine)]),
        ] {
            assert_eq!(faults(source), expected, "{source:?}");
        }
    }

    #[test]
    fn wide_art_is_told_once() {
        let wide = format!("short\n{}\n{}\n", "x".repeat(80), "y".repeat(81));
        assert_eq!(faults(&wide), [(163..168, FaultKind::TooWide { columns: 81 })]);
        assert!(faults(&format!("{}   ", "x".repeat(76))).is_empty());
    }

    #[test]
    fn large_art_is_cut() {
        for (source, start) in [("+".repeat(10_000_000), 200), ("+\n".repeat(5000), 800)] {
            let (grid, faults, fits) = Grid::read(&source);
            assert!(!fits && grid.width <= CUT && grid.height() <= MAX_ROWS);
            assert_eq!(faults, [Fault { span: start..start + 1, what: FaultKind::TooLarge }]);
        }
    }
}
