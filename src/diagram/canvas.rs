//! A drawing as it is drawn over: each pass changes characters and looks.

use std::collections::BTreeMap;

use super::{
    Art, PartId,
    glyph::{self, Weight},
    grid::{Sheet, TAIL},
    label::Label,
    prune::leading_to,
    state::State,
    way::{Arms, Cell, Way},
};
use crate::text::{Clean, Line, Look, Role, Span};

/// A character and how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Dot {
    c: char,
    look: Look,
}

/// A drawing at a step, being drawn.
pub(super) struct Canvas<'a> {
    art: &'a Art,
    state: &'a State,
    ascii: bool,
    dots: Sheet<Dot>,
}

/// Arms that connectors have lost.
type Gone = BTreeMap<Cell, Arms>;

impl<'a> Canvas<'a> {
    pub(super) fn new(art: &'a Art, state: &'a State, ascii: bool) -> Self {
        let dots = art.plan.grid.map(|glyph| Dot { c: glyph.c, look: Look::default() });
        Self { art, state, ascii, dots }
    }

    /// Blanks hidden parts and the connectors that lead only to them.
    pub(super) fn hide(&mut self) {
        if self.state.hidden.is_empty() {
            return;
        }
        let gone = leading_to(&self.art.net, &self.state.hidden);
        let labels = self.art.labels.iter().filter(|label| !self.is_hidden(label, &gone));
        let mut kept = self.dots.map(|_| false);
        labels.flat_map(Label::cells).for_each(|cell| kept.set(cell, true));
        for cell in self.dots.cells() {
            let c = self.without(cell, &gone, kept.get(cell) == Some(&true));
            self.put(cell, c);
        }
    }

    /// Whether a text goes with its connector, or with its zone.
    fn is_hidden(&self, label: &Label, gone: &Gone) -> bool {
        let in_hidden = label.zone.is_some_and(|zone| self.state.hidden.contains(&zone));
        if label.beside.is_empty() { in_hidden } else { self.is_gone(&label.beside, gone) }
    }

    /// Whether nothing is left of a connector in some of its cells.
    fn is_gone(&self, cells: &[Cell], gone: &Gone) -> bool {
        let arms = |cell| self.art.net.node(cell).map_or(Arms::NONE, |node| node.arms());
        let left = |cell: &Cell| arms(*cell).minus(gone.get(cell).copied().unwrap_or_default());
        cells.iter().all(|cell| left(cell).is_none())
    }

    /// What stands in a cell without what is hidden.
    fn without(&self, cell: Cell, gone: &Gone, kept: bool) -> char {
        let (plan, c) = (&self.art.plan, self.art.plan.grid.char(cell));
        let (edge, node) = (plan.edge(cell), self.art.net.node(cell));
        let is_hidden = |id: &PartId| self.state.hidden.contains(id);
        if edge.is_none() && node.is_none() {
            let in_hidden = plan.owner(cell).as_ref().is_some_and(is_hidden);
            let is_text = plan.is_word(cell) && !plan.is_label(cell);
            return if !kept && (in_hidden || is_text) { ' ' } else { c };
        }
        let rooms = || edge.into_iter().flat_map(|edge| edge.rooms).flatten();
        let border = match rooms().any(|id| is_hidden(&id)) {
            true => rooms()
                .filter(|id| !is_hidden(id))
                .fold(Arms::NONE, |arms, id| arms.or(plan.border_arms(id, cell))),
            false => edge.map_or(Arms::NONE, |edge| edge.along),
        };
        let drawn = node.map_or(Arms::NONE, |node| node.arms());
        let lines = drawn.minus(gone.get(&cell).copied().unwrap_or_default());
        let all = edge.map_or(Arms::NONE, |edge| edge.along).or(drawn);
        redrawn(c, all, border, lines)
    }

    /// Strikes failed parts out and dims the connectors that lead only to them.
    pub(super) fn fail(&mut self) {
        let gone = leading_to(&self.art.net, &self.state.failed);
        for cell in gone.keys().filter(|cell| self.art.plan.edge(**cell).is_none()) {
            if self.is_gone(&[*cell], &gone) {
                self.dim(*cell);
            }
        }
        let labels = self.art.labels.iter().filter(|label| !label.beside.is_empty());
        let dimmed = labels.filter(|label| self.is_gone(&label.beside, &gone));
        for cell in dimmed.flat_map(Label::cells).collect::<Vec<_>>() {
            self.look(cell, |look| look.role = Role::Faint);
        }
        let failed: Vec<_> = self.state.failed.difference(&self.state.hidden).copied().collect();
        failed.iter().for_each(|id| self.strike(*id));
        failed.iter().for_each(|id| self.sign(*id));
    }

    fn dim(&mut self, cell: Cell) {
        let c = match self.char(cell) {
            '─' => '╌',
            '│' => '╎',
            '-' => '.',
            '|' => ':',
            c => c,
        };
        self.put(cell, c);
        self.look(cell, |look| look.role = Role::Faint);
    }

    fn strike(&mut self, id: PartId) {
        let Some(bounds) = self.art.plan.bounds(id) else { return };
        bounds.border().for_each(|cell| self.look(cell, |look| look.role = Role::Bad));
        for cell in self.art.name_cells(id) {
            self.look(*cell, |look| (look.role, look.struck) = (Role::Bad, true));
        }
    }

    /// Puts the sign of failure beside a name, or else into the border.
    fn sign(&mut self, id: PartId) {
        if let Some(cell) = self.sign_cell(id) {
            self.write(cell, "✗", Look { strong: true, ..Role::Bad.into() });
        }
    }

    fn sign_cell(&self, id: PartId) -> Option<Cell> {
        let bounds = self.art.plan.bounds(id)?;
        let names = self.art.name_cells(id);
        let first = names.first().copied().unwrap_or(Cell::new(bounds.top, bounds.left));
        let last = names.iter().rfind(|cell| cell.row == first.row).copied().unwrap_or(first);
        let after = |skip| last.ray(Way::East).nth(skip);
        let before = |skip| first.ray(Way::West).nth(skip);
        let near = |cell: &Option<Cell>| cell.is_some_and(|cell| self.is_free(id, cell));
        let spaced = [[after(0), after(1)], [before(0), before(1)]].into_iter();
        let spaced = spaced.filter(|pair| pair.iter().all(near)).map(|[_, cell]| cell);
        let tight = [after(0), before(0)].into_iter().filter(near);
        let border = Cell::run(bounds.top, bounds.left + 1..bounds.right);
        spaced
            .chain(tight)
            .flatten()
            .next()
            .or_else(|| border.rev().find(|cell| self.is_free(id, *cell)))
    }

    /// Whether a sign can stand in a cell: blank inside a box, or plain border
    /// beside its title.
    fn is_free(&self, id: PartId, cell: Cell) -> bool {
        let plan = &self.art.plan;
        let Some(bounds) = plan.bounds(id).filter(|bounds| bounds.holds(cell)) else {
            return false;
        };
        let c = self.char(cell);
        match plan.edge(cell) {
            Some(edge) if cell.row == bounds.top => {
                !edge.is_corner
                    && self.art.net.node(cell).is_none()
                    && (c == ' ' || glyph::is_line(c) || c == '-')
            }
            Some(_) => false,
            None => c == ' ' && plan.owner(cell) == Some(id),
        }
    }

    /// Draws what flows heavier.
    pub(super) fn flow(&mut self) {
        for leg in &self.state.legs {
            for (i, cell) in leg.iter().enumerate() {
                let near = [i.checked_sub(1).and_then(|i| leg.get(i)), leg.get(i + 1)];
                let ways = near.into_iter().flatten().map(|near| cell.way_to(*near)).collect();
                let c = self.heavier(*cell, ways, i == 0 || i + 1 == leg.len());
                self.put(*cell, c);
                self.look(*cell, |look| look.role = Role::Accent);
            }
        }
    }

    /// The character of a cell with the arms by which it is passed drawn heavier.
    fn heavier(&self, cell: Cell, ways: Arms, is_end: bool) -> char {
        let c = self.art.plan.grid.char(cell);
        let Some(node) = self.art.net.node(cell) else { return self.char(cell) };
        let touches = node.arms().minus(node.linked());
        let arms = if is_end { ways.or(touches) } else { ways };
        match c {
            c if glyph::head(c).is_some() => c,
            _ if self.ascii || c.is_ascii() => '#',
            c => glyph::reweigh(c, arms, Weight::Heavy).unwrap_or(c),
        }
    }

    /// Shows which part is selected: a double border, and a strong name.
    pub(super) fn select(&mut self, id: Option<PartId>) {
        let id = id.filter(|id| !self.state.hidden.contains(id));
        let Some((id, bounds)) = id.and_then(|id| Some((id, self.art.plan.bounds(id)?))) else {
            return;
        };
        let name = self.art.name_cells(id);
        for cell in bounds.border().filter(|cell| !name.contains(cell)) {
            let c = self.doubled(cell, self.art.plan.border_arms(id, cell));
            self.put(cell, c);
            self.look(cell, |look| (look.role, look.strong) = (Role::Accent, true));
        }
        for cell in name {
            self.look(*cell, |look| (look.role, look.strong) = (Role::Accent, true));
        }
    }

    fn doubled(&self, cell: Cell, along: Arms) -> char {
        let c = self.char(cell);
        let is_double = along.ways().any(|way| glyph::weight(c, way) == Weight::Double);
        let weight = if is_double { Weight::Heavy } else { Weight::Double };
        match c {
            '-' | '|' | '+' => '*',
            c if self.ascii && glyph::is_line(c) => '*',
            c => glyph::reweigh(c, along, weight).unwrap_or(c),
        }
    }

    /// Writes notes where there is room; what finds none comes back.
    pub(super) fn note(&mut self) -> Vec<(PartId, &'a Clean)> {
        let notes = self.state.notes.iter();
        let place = |(id, note): (&PartId, &'a Clean)| (*id, note);
        notes.map(place).filter(|(id, note)| !self.note_in(*id, note)).collect()
    }

    /// Writes a note under a part's name, inside its box.
    fn note_in(&mut self, id: PartId, note: &Clean) -> bool {
        let place = self.note_place(id, note.width());
        if let Some(cell) = place {
            self.write(cell, note, Look { emphasis: true, ..Role::Accent.into() });
        }
        place.is_some()
    }

    fn note_place(&self, id: PartId, width: usize) -> Option<Cell> {
        let room = self.art.plan.room(id).filter(|room| !room.is_zone)?;
        let name = self.art.name_cells(id);
        let (left, right) = (room.bounds.left + 1, room.bounds.right);
        let start = name.first().map_or(left, |cell| cell.col).min(right.checked_sub(width)?);
        let below = name.last().map_or(room.bounds.top, |cell| cell.row) + 1;
        let is_blank =
            |row: &usize| Cell::run(*row, left..right).all(|cell| self.char(cell) == ' ');
        let row = (below..room.bounds.bottom).find(is_blank)?;
        (start >= left && !self.state.hidden.contains(&id)).then_some(Cell::new(row, start))
    }

    /// Puts the moving mark on the flow.
    pub(super) fn mark(&mut self, beat: Option<usize>) {
        let path: Vec<_> = self.state.legs.iter().flatten().copied().collect();
        let place = beat.and_then(|beat| path.get(beat.checked_rem(path.len())?).copied());
        let is_wide = |cell: Cell| {
            self.char(cell) == TAIL
                || cell.next(Way::East).is_some_and(|next| self.char(next) == TAIL)
        };
        if let Some(cell) = place.filter(|cell| !is_wide(*cell)) {
            self.write(cell, "●", Look { strong: true, ..Role::Accent.into() });
        }
    }

    fn char(&self, cell: Cell) -> char {
        self.dots.get(cell).map_or(' ', |dot| dot.c)
    }

    fn put(&mut self, cell: Cell, c: char) {
        if let Some(dot) = self.dots.get_mut(cell) {
            dot.c = c;
        }
    }

    fn look(&mut self, cell: Cell, change: impl FnOnce(&mut Look)) {
        if let Some(dot) = self.dots.get_mut(cell) {
            change(&mut dot.look);
        }
    }

    /// Writes text from a cell to the right.
    fn write(&mut self, at: Cell, text: &str, look: Look) {
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
        c => glyph::to_ascii(c),
    }
}

/// A character of a drawing with some arms of its border and connector left.
fn redrawn(c: char, all: Arms, border: Arms, lines: Arms) -> char {
    let left = border.or(lines);
    match glyph::only(c, left) {
        _ if left == all => c,
        _ if left.is_none() => ' ',
        Some(fewer) if glyph::arms(fewer) == left => fewer,
        _ if glyph::head(c).is_some() && !lines.is_none() => c,
        _ if c.is_ascii() => glyph::ascii(left),
        _ => glyph::light(left),
    }
}
