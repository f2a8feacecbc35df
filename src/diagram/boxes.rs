//! Boxes that close: four corners, four sides, perhaps a title on top.

use super::{
    glyph,
    grid::{Grid, Sheet, TAIL},
    way::{Cell, Way},
};

/// Where a box stands; its border is part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bounds {
    /// The row of its upper border.
    pub top: usize,
    /// The column of its left border.
    pub left: usize,
    /// The row of its lower border.
    pub bottom: usize,
    /// The column of its right border.
    pub right: usize,
}

impl Bounds {
    /// Whether a cell is inside or on the border.
    pub fn holds(&self, cell: Cell) -> bool {
        (self.top..=self.bottom).contains(&cell.row) && (self.left..=self.right).contains(&cell.col)
    }

    /// Whether another box is inside.
    pub fn surrounds(&self, other: &Self) -> bool {
        self.top < other.top
            && self.left < other.left
            && self.bottom > other.bottom
            && self.right > other.right
    }

    /// The cells of its border.
    pub(super) fn border(&self) -> impl Iterator<Item = Cell> + use<> {
        let Self { top, left, bottom, right } = *self;
        let level = move |row| Cell::run(row, left..right + 1);
        let upright = move |row| [Cell::new(row, left), Cell::new(row, right)];
        level(top).chain((top + 1..bottom).flat_map(upright)).chain(level(bottom))
    }

    /// The cells within, row by row.
    pub(super) fn inside(&self) -> impl Iterator<Item = Cell> + use<> {
        let (left, right) = (self.left + 1, self.right);
        (self.top + 1..self.bottom).flat_map(move |row| Cell::run(row, left..right))
    }

    pub(super) fn is_corner(&self, cell: Cell) -> bool {
        (cell.row == self.top || cell.row == self.bottom)
            && (cell.col == self.left || cell.col == self.right)
    }

    /// Makes room for a cell.
    pub(super) fn include(&mut self, cell: Cell) {
        self.top = self.top.min(cell.row);
        self.left = self.left.min(cell.col);
        self.bottom = self.bottom.max(cell.row);
        self.right = self.right.max(cell.col);
    }
}

impl From<Cell> for Bounds {
    fn from(cell: Cell) -> Self {
        Self { top: cell.row, left: cell.col, bottom: cell.row, right: cell.col }
    }
}

/// A box that closes, with the cells of the title in its upper border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) bounds: Bounds,
    pub(super) title: Vec<Cell>,
}

/// How far sides reach from each cell: worked out once for all boxes.
struct Sides<'a> {
    grid: &'a Grid,
    /// The row of the lower left corner, down the side that passes here.
    left: Sheet<Option<usize>>,
    /// The row of the lower right corner.
    right: Sheet<Option<usize>>,
    /// The column of the lower right corner, along the side that passes here.
    bottom: Sheet<Option<usize>>,
}

/// Every box that closes, in reading order.
pub(super) fn find(grid: &Grid) -> Vec<Frame> {
    let sides = Sides::new(grid);
    let corners = grid.cells().filter(|cell| grid.is_corner(*cell, Way::East, Way::South));
    corners.filter_map(|corner| sides.frame(corner)).collect()
}

impl<'a> Sides<'a> {
    fn new(grid: &'a Grid) -> Self {
        Self {
            left: reach(grid, Way::South, |cell| grid.is_corner(cell, Way::East, Way::North)),
            right: reach(grid, Way::South, |cell| grid.is_corner(cell, Way::West, Way::North)),
            bottom: reach(grid, Way::East, |cell| grid.is_corner(cell, Way::West, Way::North)),
            grid,
        }
    }

    /// The box with this upper left corner, if one closes.
    fn frame(&self, corner: Cell) -> Option<Frame> {
        let Cell { row: top, col: left } = corner;
        let bottom = self.left.get(Cell::new(top + 1, left)).copied()??;
        let right = self.bottom.get(Cell::new(bottom, left + 1)).copied()??;
        let closes = self.right.get(Cell::new(top + 1, right)).copied()?? == bottom
            && self.grid.is_corner(Cell::new(top, right), Way::West, Way::South)
            && bottom > top + 1
            && right > left + 1;
        let bounds = closes.then_some(Bounds { top, left, bottom, right })?;
        Some(Frame { bounds, title: title(self.grid, bounds)? })
    }
}

/// For each cell, where the side that passes it along `way` ends in a corner.
fn reach(grid: &Grid, way: Way, ends: impl Fn(Cell) -> bool) -> Sheet<Option<usize>> {
    let mut reach = grid.map(|_| None);
    for cell in grid.cells().rev() {
        let far = if ends(cell) {
            Some(if way.is_level() { cell.col } else { cell.row })
        } else if grid.carries(cell, way) {
            cell.next(way).and_then(|next| reach.get(next).copied()?)
        } else {
            None
        };
        reach.set(cell, far);
    }
    reach
}

/// The cells of the title in an upper border; `None` if the border has a gap.
pub(super) fn title(grid: &Grid, bounds: Bounds) -> Option<Vec<Cell>> {
    let cells: Vec<_> = Cell::run(bounds.top, bounds.left + 1..bounds.right).collect();
    let mut runs = cells.split(|cell| is_rule(grid, *cell)).filter(|run| !run.is_empty());
    let is_title = |run: &[Cell]| {
        run.iter().any(|cell| !grid.is_blank(*cell))
            && run.iter().all(|cell| !glyph::is_line(grid.char(*cell)))
    };
    let is_word = |cell: &Cell| !is_rule(grid, *cell) && !grid.is_blank(*cell);
    runs.all(is_title).then(|| cells.iter().copied().filter(is_word).collect())
}

/// Whether a cell of an upper border is border, not title.
fn is_rule(grid: &Grid, cell: Cell) -> bool {
    match grid.char(cell) {
        '-' => !is_hyphen(grid, cell),
        '+' => !grid.mated(cell).is_none(),
        _ => grid.carries(cell, Way::East),
    }
}

/// Whether a `-` stands in a title: between two letters, or alone between two words.
fn is_hyphen(grid: &Grid, cell: Cell) -> bool {
    let near = |way: Way, skip| cell.ray(way).nth(skip).map_or(' ', |cell| grid.char(cell));
    let word = |c: char| c.is_alphanumeric() || c == TAIL || "()[].,:/".contains(c);
    let both = |skip| word(near(Way::West, skip)) && word(near(Way::East, skip));
    both(0) || near(Way::West, 0) == ' ' && near(Way::East, 0) == ' ' && both(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the boxes of art stand and what is written in their upper border.
    fn boxes(art: &str) -> Vec<(usize, usize, usize, usize, String)> {
        let grid = Grid::read(art).0;
        let tell = |Frame { bounds: b, title }: Frame| {
            (b.top, b.left, b.bottom, b.right, grid.text(title))
        };
        find(&grid).into_iter().map(tell).collect()
    }

    #[test]
    fn boxes_close() {
        let plain = (0, 0, 2, 4, String::new());
        for art in [
            "┌───┐\n│ A │\n└───┘",
            "╭───╮\n│ A │\n╰───╯",
            "┏━━━┓\n┃ A ┃\n┗━━━┛",
            "╔═══╗\n║ A ║\n╚═══╝",
            "╒═══╕\n│ A │\n╘═══╛",
            "+---+\n| A |\n+---+",
            "┌─▼─┐\n▶ A ├\n└─┬─┘",
            "+-v-+\n> A +\n+-+-+",
            "+-|-+\n+ A +-\n+-+-+",
        ] {
            assert_eq!(boxes(art), std::slice::from_ref(&plain), "{art}");
        }
    }

    #[test]
    fn shapes_that_do_not_close_are_no_boxes() {
        for art in [
            "",
            "+++++\n+++++\n+++++\n+++++",
            "┌───┐\n│ A\n└───┘",
            "┌───┐\n│ A │\n└──",
            "┌─  ─┐\n│ A  │\n└────┘",
            "┌───┐\n└───┘",
            "┌┐\n││\n└┘",
            "a + b\n| c |\n+ - +",
            "├───┐\n│ A │\n└───┘",
        ] {
            assert_eq!(boxes(art), [], "{art}");
        }
    }

    #[test]
    fn titles_stand_in_the_upper_border() {
        for (top, title) in [
            ("┌ Zone 1 ────────────┐", "Zone 1"),
            ("┌── Zone 1 ──────────┐", "Zone 1"),
            ("┌─ VPC ── 10.0.0.0 ──┐", "VPC 10.0.0.0"),
            ("┌ Zone 1 ──┼─────▼───┐", "Zone 1"),
            ("+ us-east-1 ---------+", "us-east-1"),
            ("+-- Zone - 1 ----v---+", "Zone - 1"),
            ("+- C++ -----+--------+", "C++"),
            ("+--VPC---------------+", "VPC"),
            ("┌ 可用区 1 ──────────┐", "可用区 1"),
            ("┌ a > b | c ─────────┐", "a > b | c"),
            ("+ the whole border   +", "the whole border"),
        ] {
            let ascii = top.starts_with('+');
            let (side, foot) = if ascii { ("|", "+") } else { ("│", "└") };
            let (rule, end) = if ascii { ("-", "+") } else { ("─", "┘") };
            let (blank, rule) = (" ".repeat(20), rule.repeat(20));
            let art = format!("{top}\n{side}{blank}{side}\n{foot}{rule}{end}");
            assert_eq!(boxes(&art), [(0, 0, 2, 21, title.to_owned())], "{art}");
        }
    }

    #[test]
    fn boxes_stand_in_boxes_and_side_by_side() {
        let nested = "┌─────┐\n│┌─┐┌─┐\n│└─┘└─┘\n└─────┘";
        assert_eq!(boxes(nested), []);
        let nested = "+-------+\n| +---+ |\n| | A | |\n| +---+ |\n+-------+";
        assert_eq!(boxes(nested).len(), 2);
        let beside = "+---++---+\n| A || B |\n+---++---+\n+--------+\n|   C    |\n+--------+";
        assert_eq!(boxes(beside).len(), 3);
        let shared = "┌───┬───┐\n│ A │ B │\n├───┴───┤\n│ C     │\n└───────┘";
        assert_eq!(boxes(shared).len(), 1);
    }
}
