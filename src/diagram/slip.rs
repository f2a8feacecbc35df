//! Ends of lines that miss each other: one slip of the pen, one fault.

use super::{
    glyph,
    grid::{Grid, Sheet},
    way::{Cell, Way},
};

/// Cells between two ends that miss each other by a slip.
const SLIP: usize = 2;
/// Cells a line may be interrupted for.
const GAP: usize = 40;

/// Loose ends on the cells of a drawing.
pub(super) struct Ends {
    all: Vec<(usize, Cell, Way)>,
    sheet: Sheet<Vec<(usize, Way)>>,
}

impl Ends {
    pub(super) fn new(grid: &Grid, ends: impl Iterator<Item = (usize, Cell, Way)>) -> Self {
        let all: Vec<_> = ends.collect();
        let mut sheet = grid.map(|_| Vec::new());
        for (id, cell, way) in &all {
            if let Some(here) = sheet.get_mut(*cell) {
                here.push((*id, *way));
            }
        }
        Self { all, sheet }
    }

    fn at(&self, cell: Cell) -> impl Iterator<Item = (usize, Way)> {
        self.sheet.get(cell).into_iter().flatten().copied()
    }

    /// Puts lines together whose ends lie next to each other or face each other.
    pub(super) fn join(&self, grid: &Grid, groups: &mut Groups) {
        for (id, cell, way) in &self.all {
            let beside = around(*cell).flat_map(|near| self.at(near));
            let missed = beside.filter(|(_, other)| other != way);
            missed.for_each(|(other, _)| groups.join(*id, other));
            self.facing(grid, *cell, *way).into_iter().for_each(|other| groups.join(*id, other));
        }
    }

    /// The line that goes on where this one breaks off.
    fn facing(&self, grid: &Grid, cell: Cell, way: Way) -> Option<usize> {
        let mut ahead = cell.ray(way).take(GAP).take_while(|cell| grid.holds(*cell));
        let far = ahead
            .find(|cell| glyph::is_line(grid.char(*cell)) || self.at(*cell).next().is_some())?;
        self.at(far).find(|(_, other)| *other == way.back()).map(|(id, _)| id)
    }
}

/// The cells within a slip of another.
fn around(cell: Cell) -> impl Iterator<Item = Cell> {
    let rows = cell.row.saturating_sub(SLIP)..=cell.row + SLIP;
    rows.flat_map(move |row| Cell::run(row, cell.col.saturating_sub(SLIP)..cell.col + SLIP + 1))
}

/// What belongs together.
pub(super) struct Groups(Vec<usize>);

impl Groups {
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The one that stands for all of its group.
    pub(super) fn root(&mut self, mut id: usize) -> usize {
        while let Some(up) = self.0.get(id).copied().filter(|up| *up != id) {
            let top = self.0.get(up).copied().unwrap_or(up);
            if let Some(place) = self.0.get_mut(id) {
                *place = top;
            }
            id = top;
        }
        id
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(place) = self.0.get_mut(a.max(b)) {
            *place = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_joined() {
        let mut groups = Groups::new(6);
        for (a, b) in [(4, 5), (0, 1), (5, 1), (9, 2)] {
            groups.join(a, b);
        }
        let roots: Vec<_> = (0..6).map(|id| groups.root(id)).collect();
        assert_eq!(roots, [0, 0, 2, 3, 0, 0]);
    }

    #[test]
    fn ends_that_miss_each_other_are_one_slip() {
        use Way::{East, North, South, West};
        for (a, b, is_one) in [
            ((0, 0, East), (0, 9, West), true),
            ((0, 0, East), (1, 2, South), true),
            ((0, 0, East), (2, 0, East), false),
            ((0, 0, East), (1, 9, West), false),
            ((0, 5, South), (3, 5, North), true),
            ((3, 5, North), (0, 5, North), false),
        ] {
            let grid = Grid::read(&"          .\n".repeat(4)).0;
            let cell = |(row, col, way): (usize, usize, Way)| (Cell::new(row, col), way);
            let ends = [cell(a), cell(b)].into_iter().enumerate();
            let ends = Ends::new(&grid, ends.map(|(id, (cell, way))| (id, cell, way)));
            let mut groups = Groups::new(2);
            ends.join(&grid, &mut groups);
            assert_eq!(groups.root(0) == groups.root(1), is_one, "{a:?} {b:?}");
        }
    }
}
