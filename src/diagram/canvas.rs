//! A drawing as it is drawn over: each pass changes characters and looks.

use super::{
    Art, glyph,
    grid::{Sheet, TAIL},
    state::State,
    way::Cell,
};
use crate::text::{Clean, Line, Look, Span};

/// A character and how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dot {
    c: char,
    look: Look,
}

/// A drawing at a step, being drawn.
pub(super) struct Canvas<'a> {
    pub(super) art: &'a Art,
    pub(super) state: &'a State,
    pub(super) ascii: bool,
    pub(super) dots: Sheet<Dot>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(art: &'a Art, state: &'a State, ascii: bool) -> Self {
        let dots = art.plan.grid.map(|glyph| Dot { c: glyph.c, look: Look::default() });
        Self { art, state, ascii, dots }
    }

    pub(super) fn char(&self, cell: Cell) -> char {
        self.dots.get(cell).map_or(' ', |dot| dot.c)
    }

    pub(super) fn put(&mut self, cell: Cell, c: char) {
        if let Some(dot) = self.dots.get_mut(cell) {
            dot.c = c;
        }
    }

    pub(super) fn look(&mut self, cell: Cell, change: impl FnOnce(&mut Look)) {
        if let Some(dot) = self.dots.get_mut(cell) {
            change(&mut dot.look);
        }
    }

    /// Writes text from a cell to the right.
    pub(super) fn write(&mut self, at: Cell, text: &str, look: Look) {
        let cells = text.chars().flat_map(|c| {
            let tails = Clean::new(c.encode_utf8(&mut [0; 4])).width().saturating_sub(1);
            std::iter::once(c).chain(std::iter::repeat_n(TAIL, tails))
        });
        for (i, c) in cells.enumerate() {
            self.dots.set(Cell::new(at.row, at.col + i), Dot { c, look });
        }
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        (0..self.dots.height()).map(|row| self.line(row)).collect()
    }

    /// A row as runs of one look, without blanks at its end.
    fn line(&self, row: usize) -> Line {
        let cells = Cell::run(row, 0..self.dots.width);
        let mut dots: Vec<_> = cells.filter_map(|cell| self.dots.get(cell).copied()).collect();
        while dots.last().is_some_and(|dot| dot.c == ' ') {
            dots.pop();
        }
        let runs = dots.chunk_by(|a, b| a.look == b.look);
        Line(
            runs.map(|run| {
                Span::new(&self.text(run), run.first().map_or_else(Look::default, |dot| dot.look))
            })
            .collect(),
        )
    }

    fn text(&self, run: &[Dot]) -> String {
        let shown = run.iter().map(|dot| dot.c).filter(|c| *c != TAIL);
        shown.map(|c| if self.ascii { plain(c) } else { c }).collect()
    }
}

/// What every font has instead of a character.
fn plain(c: char) -> char {
    match c {
        '✗' => 'X',
        '●' => 'O',
        '■' => '#',
        '✓' => 'V',
        c => glyph::to_ascii(c),
    }
}
