//! Zones that share a border: a box around boxes with lines through it from
//! side to side, and boxes on either side of each.

use super::{
    boxes::{Bounds, Frame, title},
    grid::Grid,
    way::{Cell, Way},
};

/// Puts the zones that share borders in the place of the box around them.
pub(super) fn split(grid: &Grid, frames: Vec<Frame>) -> Vec<Frame> {
    let all: Vec<_> = frames.iter().map(|frame| frame.bounds).collect();
    let mut split: Vec<_> = frames
        .into_iter()
        .flat_map(|frame| {
            let within: Vec<_> =
                all.iter().copied().filter(|it| frame.bounds.surrounds(it)).collect();
            let zones = Walls { grid, outer: frame.bounds, within }.zones(frame.bounds);
            let frames = zones
                .into_iter()
                .filter_map(|bounds| Some(Frame { bounds, title: title(grid, bounds)? }));
            let frames: Vec<_> = frames.collect();
            if frames.len() > 1 { frames } else { vec![frame] }
        })
        .collect();
    split.sort_by_key(|frame| (frame.bounds.top, frame.bounds.left));
    split
}

/// What is looked at to cut one box.
struct Walls<'a> {
    grid: &'a Grid,
    outer: Bounds,
    /// The boxes in it.
    within: Vec<Bounds>,
}

impl Walls<'_> {
    /// The zones that walls cut a zone into; itself if there are none.
    fn zones(&self, zone: Bounds) -> Vec<Bounds> {
        let cut = [self.cut(zone, Way::South), self.cut(zone, Way::East)].into_iter().flatten();
        match cut.into_iter().next() {
            Some(pieces) => pieces.into_iter().flat_map(|piece| self.zones(piece)).collect(),
            None => vec![zone],
        }
    }

    /// The pieces between walls that run one way, if boxes stand in each.
    fn cut(&self, zone: Bounds, way: Way) -> Option<Vec<Bounds>> {
        let Bounds { top, left, bottom, right } = zone;
        let (from, to) = if way == Way::South { (left, right) } else { (top, bottom) };
        let is_wall = |at: &usize| match way {
            Way::South => self.is_wall(zone, way, Cell::new(top, *at), Cell::new(bottom, *at)),
            _ => self.is_wall(zone, way, Cell::new(*at, left), Cell::new(*at, right)),
        };
        let walls: Vec<_> = (from + 1..to).filter(is_wall).collect();
        let starts = [from].into_iter().chain(walls.iter().copied());
        let ends = walls.iter().copied().chain([to]);
        let pieces = starts.zip(ends).map(|(from, to)| match way {
            Way::South => Bounds { left: from, right: to, ..zone },
            _ => Bounds { top: from, bottom: to, ..zone },
        });
        let pieces: Vec<_> = pieces.collect();
        let is_zone = |piece: &Bounds| self.within.iter().any(|it| piece.surrounds(it));
        (pieces.len() > 1 && pieces.iter().all(is_zone)).then_some(pieces)
    }

    /// Whether a line runs from one side of a zone to the other and not on
    /// through both, as a connector does.
    fn is_wall(&self, zone: Bounds, way: Way, from: Cell, to: Cell) -> bool {
        let joins = |cell, way| self.joins(cell, way);
        let is_whole = match way {
            Way::South => {
                let cells = (from.row + 1..to.row).map(|row| Cell::new(row, from.col));
                cells.into_iter().all(|cell| self.grid.carries(cell, way))
            }
            _ => title(self.grid, Bounds { top: from.row, ..zone }).is_some(),
        };
        joins(from, way)
            && joins(to, way.back())
            && is_whole
            && !(self.leaves(from, way.back()) && self.leaves(to, way))
    }

    /// Whether a line goes on from a cell to a side.
    fn joins(&self, cell: Cell, way: Way) -> bool {
        let arms =
            if self.grid.char(cell) == '+' { self.grid.mated(cell) } else { self.grid.arms(cell) };
        arms.has(way)
    }

    /// Whether a line goes on out of the whole.
    fn leaves(&self, cell: Cell, way: Way) -> bool {
        let outside = cell.next(way).is_none_or(|next| !self.outer.holds(next));
        outside && self.joins(cell, way)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::boxes;

    fn zones(art: &str) -> usize {
        let grid = Grid::read(art).0;
        let found = boxes::find(&grid);
        split(&grid, found).len()
    }

    #[test]
    fn only_zones_are_cut() {
        for (art, boxes) in [
            ("┌───┬───┐\n│ A │ B │\n└───┴───┘", 1),
            (
                "┌──────────┐\n│ Orders   │\n├──────────┤\n│ ┌───┐    │\n│ │ A │    │\n│ └───┘    │\n└──────────┘",
                2,
            ),
            (
                "┌───────┬───────┐\n│ ┌───┐ │ ┌───┐ │\n│ │ A │ │ │ B │ │\n│ └───┘ │ └───┘ │\n└───────┴───────┘",
                4,
            ),
            // A connector through the zone is no wall.
            (
                "      ┌───┐\n      │ C │\n      └─┬─┘\n┌───────┼───────┐\n│ ┌───┐ │ ┌───┐ │\n│ │ A │ │ │ B │ │\n│ └───┘ │ └───┘ │\n└───────┼───────┘\n      ┌─┴─┐\n      │ D │\n      └───┘",
                5,
            ),
        ] {
            assert_eq!(zones(art), boxes, "{art}");
        }
    }
}
