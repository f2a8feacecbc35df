//! Which box stands in which, and which cell belongs to what.

use std::cmp::Reverse;

use super::{
    PartId,
    boxes::{self, Bounds},
    glyph,
    grid::{Grid, Sheet},
    walls,
    way::{Arms, Cell, Way},
};

/// Blank cells between a connector and the box it stops short of.
const SHORT: usize = 3;

/// The boxes of a drawing on its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) grid: Grid,
    /// In reading order: a [`PartId`] is a place in here.
    pub(super) rooms: Vec<Room>,
    /// Where borders run.
    pub(super) edges: Sheet<Edge>,
    /// The innermost box that each cell is in.
    pub(super) owners: Sheet<Option<PartId>>,
}

/// A box among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Room {
    pub(super) bounds: Bounds,
    pub(super) title: Vec<Cell>,
    /// The zone it stands in.
    pub(super) zone: Option<PartId>,
    /// Whether boxes stand in it.
    pub(super) is_zone: bool,
}

/// What a cell is to the borders that run through it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Edge {
    /// Where the border goes from here; nowhere if there is none.
    pub(super) along: Arms,
    pub(super) is_corner: bool,
    /// Whose border it is: of nobody if the box does not close.
    pub(super) rooms: [Option<PartId>; 2],
}

impl Plan {
    /// Finds the boxes and what stands in what.
    pub(super) fn new(grid: Grid) -> Self {
        let frames = walls::split(&grid, boxes::find(&grid));
        Self::with(grid, frames)
    }

    /// Finds what stands in what, among boxes that are known in reading order.
    pub(super) fn with(grid: Grid, frames: Vec<boxes::Frame>) -> Self {
        let edges = grid.map(|_| Edge::default());
        let owners = grid.map(|_| None);
        let room = |frame: boxes::Frame| Room {
            bounds: frame.bounds,
            title: frame.title,
            zone: None,
            is_zone: false,
        };
        let rooms = frames.into_iter().map(room).collect();
        let mut plan = Self { grid, rooms, edges, owners };
        plan.nest();
        (0..plan.rooms.len()).for_each(|id| plan.fence(PartId(id)));
        plan
    }

    /// A plan without boxes, of art that was not looked at.
    pub(super) fn blank(grid: Grid) -> Self {
        let (edges, owners) = (grid.map(|_| Edge::default()), grid.map(|_| None));
        Self { grid, rooms: Vec::new(), edges, owners }
    }

    /// Finds zones: large boxes claim their cells first, small ones after them.
    fn nest(&mut self) {
        let mut order: Vec<_> = (0..self.rooms.len()).map(PartId).collect();
        order.sort_by_key(|id| Reverse(self.area(*id)));
        for id in order {
            let Some(bounds) = self.bounds(id) else { continue };
            let zone = self.zone_around(bounds);
            bounds.border().chain(bounds.inside()).for_each(|cell| self.owners.set(cell, Some(id)));
            if let Some(room) = self.rooms.get_mut(id.0) {
                room.zone = zone;
            }
            if let Some(zone) = zone.and_then(|zone| self.rooms.get_mut(zone.0)) {
                zone.is_zone = true;
            }
        }
    }

    fn area(&self, id: PartId) -> usize {
        self.bounds(id).map_or(0, |b| (b.bottom - b.top) * (b.right - b.left))
    }

    /// The smallest box around another, among those that have claimed their cells.
    fn zone_around(&self, bounds: Bounds) -> Option<PartId> {
        let mut zone = self.owner(Cell::new(bounds.top, bounds.left));
        while let Some(id) = zone {
            if self.bounds(id)?.surrounds(&bounds) {
                return Some(id);
            }
            zone = self.room(id)?.zone;
        }
        None
    }

    /// Marks the cells of a border.
    fn fence(&mut self, id: PartId) {
        let Some(bounds) = self.bounds(id) else { return };
        for cell in bounds.border() {
            let Some(edge) = self.edges.get_mut(cell) else { continue };
            edge.along = edge.along.or(along(bounds, cell));
            edge.is_corner |= bounds.is_corner(cell);
            if let Some(place) = edge.rooms.iter_mut().find(|room| room.is_none()) {
                *place = Some(id);
            }
        }
    }

    /// Where the border of a box goes on from a cell.
    pub(super) fn border_arms(&self, id: PartId, cell: Cell) -> Arms {
        self.bounds(id).map_or(Arms::NONE, |bounds| along(bounds, cell))
    }

    /// Marks the cells of a border that does not close.
    pub(super) fn fence_open(&mut self, cell: Cell, along: Arms) {
        if let Some(edge) = self.edges.get_mut(cell) {
            edge.along = edge.along.or(along);
            edge.is_corner = edge.along != Arms::LEVEL && edge.along != Arms::UPRIGHT;
        }
    }

    pub(super) fn room(&self, id: PartId) -> Option<&Room> {
        self.rooms.get(id.0)
    }

    pub(super) fn bounds(&self, id: PartId) -> Option<Bounds> {
        self.room(id).map(|room| room.bounds)
    }

    pub(super) fn owner(&self, cell: Cell) -> Option<PartId> {
        self.owners.get(cell).copied().flatten()
    }

    /// The border in a cell, if one runs there.
    pub(super) fn edge(&self, cell: Cell) -> Option<Edge> {
        self.edges.get(cell).copied().filter(|edge| !edge.along.is_none())
    }

    /// Whether a border is what comes first on that side, a few blanks away.
    pub(super) fn is_short(&self, cell: Cell, way: Way) -> bool {
        let mut ahead = cell.ray(way).take(SHORT + 1);
        let first = ahead.find(|cell| !self.grid.is_blank(*cell));
        first.is_some_and(|cell| self.edge(cell).is_some())
    }

    /// Whether a cell is within a box that holds no other: nothing is drawn there.
    pub(super) fn is_label(&self, cell: Cell) -> bool {
        let owner = self.owner(cell).and_then(|id| self.room(id));
        owner.is_some_and(|room| !room.is_zone) && self.edge(cell).is_none()
    }

    /// The zones around a part, innermost first.
    pub(super) fn zones(&self, id: PartId) -> impl Iterator<Item = PartId> {
        let zone = |id: PartId| self.room(id).and_then(|room| room.zone);
        std::iter::successors(zone(id), move |id| zone(*id))
    }

    /// The text written in a box that holds no other.
    pub(super) fn inner_text(&self, id: PartId) -> Vec<Cell> {
        let Some(room) = self.room(id) else { return Vec::new() };
        let cells = |row| Cell::run(row, room.bounds.left + 1..room.bounds.right);
        let rows = (room.bounds.top + 1..room.bounds.bottom).map(cells);
        let text = rows.filter(|row| !self.is_divider(row.clone())).flatten();
        text.filter(|cell| self.is_word(*cell)).collect()
    }

    /// Whether a row of a box is a line of ASCII from side to side.
    fn is_divider(&self, mut row: impl Iterator<Item = Cell> + Clone) -> bool {
        let dashes = row.clone().filter(|cell| self.grid.char(*cell) == '-').count();
        dashes > 1 && row.all(|cell| matches!(self.grid.char(cell), '-' | '+'))
    }

    /// Whether a cell holds text, not a line and not nothing.
    pub(super) fn is_word(&self, cell: Cell) -> bool {
        !self.grid.is_blank(cell) && !glyph::is_line(self.grid.char(cell))
    }
}

/// Where a border goes on from one of its cells.
fn along(bounds: Bounds, cell: Cell) -> Arms {
    let goes_on = |way: &Way| {
        let next = cell.next(*way).filter(|next| bounds.holds(*next));
        next.is_some_and(|n| {
            n.row == bounds.top && cell.row == bounds.top
                || n.row == bounds.bottom && cell.row == bounds.bottom
                || n.col == bounds.left && cell.col == bounds.left
                || n.col == bounds.right && cell.col == bounds.right
        })
    };
    Way::ALL.into_iter().filter(goes_on).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NESTED: &str = "
┌ Outer ──────────────┐
│ ┌ Middle ─────────┐ │
│ │ ┌───┐     ┌───┐ │ │
│ │ │ A │     │ B │ │ │
│ │ └───┘     └───┘ │ │
│ └─────────────────┘ │
│ ┌───┐               │
│ │ C │               │
│ └───┘               │
└─────────────────────┘";

    #[test]
    fn boxes_nest_at_any_depth() {
        let plan = Plan::new(Grid::read(NESTED).0);
        let zones: Vec<_> = plan.rooms.iter().map(|room| room.zone.map(|id| id.0)).collect();
        assert_eq!(zones, [None, Some(0), Some(1), Some(1), Some(0)]);
        let are_zones: Vec<_> = plan.rooms.iter().map(|room| room.is_zone).collect();
        assert_eq!(are_zones, [true, true, false, false, false]);
        assert_eq!(plan.zones(PartId(2)).collect::<Vec<_>>(), [PartId(1), PartId(0)]);
        assert!(plan.is_label(Cell::new(4, 6)) && !plan.is_label(Cell::new(4, 10)));
    }

    #[test]
    fn borders_know_where_they_go() {
        let plan = Plan::new(Grid::read("┌───┐\n│ A │\n└───┘").0);
        let along = |row, col| plan.edges.get(Cell::new(row, col)).map(|edge| edge.along);
        assert_eq!(along(0, 0), Some(Arms::NONE.with(Way::East).with(Way::South)));
        assert_eq!(along(0, 2), Some(Arms::LEVEL));
        assert_eq!(along(1, 4), Some(Arms::UPRIGHT));
        assert_eq!(along(1, 2), Some(Arms::NONE));
    }

    #[test]
    fn text_in_a_box_leaves_lines_out() {
        for (art, text) in [
            ("┌────────┐\n│ two    │\n│  lines │\n└────────┘", "two lines"),
            ("┌────┐\n│ a  │\n├────┤\n│ b  │\n└────┘", "a b"),
            ("+----+\n| a  |\n|----|\n| -b |\n+----+", "a -b"),
            ("+-----+\n| a+b |\n+-----+", "a+b"),
            ("┌──────┐\n│ 主库 │\n└──────┘", "主库"),
        ] {
            let plan = Plan::new(Grid::read(art).0);
            assert_eq!(plan.grid.text(plan.inner_text(PartId(0))), text, "{art}");
        }
    }
}
