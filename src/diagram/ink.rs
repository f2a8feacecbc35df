//! What the characters of a drawing are to their neighbours: lines, corners,
//! arrowheads. No box is known yet.

use super::{
    glyph,
    grid::{Grid, TAIL},
    way::{Arms, Cell, Way},
};

/// Rows of text a connector may pass under.
const LABEL_ROWS: usize = 4;

impl Grid {
    /// The ways in which a character could be joined to a neighbour.
    pub(super) fn arms(&self, cell: Cell) -> Arms {
        match self.char(cell) {
            '-' => Arms::LEVEL,
            '|' => Arms::UPRIGHT,
            '+' => Arms::ALL,
            c if glyph::is_line(c) => glyph::arms(c),
            _ => self.head(cell).map_or(Arms::NONE, |way| Arms::NONE.with(way).with(way.back())),
        }
    }

    /// Where the arrowhead in a cell points; a letter in a word is none.
    pub(super) fn head(&self, cell: Cell) -> Option<Way> {
        let way = glyph::head(self.char(cell))?;
        let beside = [way.right(), way.right().back()];
        let in_word = beside.into_iter().filter_map(|way| cell.next(way)).any(|n| self.is_word(n));
        (!self.char(cell).is_ascii() || way.is_level() || !in_word).then_some(way)
    }

    /// Whether a cell holds a letter or digit.
    pub(super) fn is_word(&self, cell: Cell) -> bool {
        self.char(cell).is_alphanumeric() || self.char(cell) == TAIL
    }

    /// Whether a cell and its neighbour reach for each other.
    pub(super) fn mates(&self, cell: Cell, way: Way) -> bool {
        let meets = |next| self.arms(next).has(way.back());
        self.arms(cell).has(way) && cell.next(way).is_some_and(meets)
    }

    /// The same, not counting `+` beside `+`, which says nothing.
    pub(super) fn surely_mates(&self, cell: Cell, way: Way) -> bool {
        let plus = |cell| self.char(cell) == '+';
        self.mates(cell, way) && !(plus(cell) && cell.next(way).is_some_and(plus))
    }

    /// The ways in which a cell is joined to its neighbours for sure.
    pub(super) fn mated(&self, cell: Cell) -> Arms {
        Way::ALL.into_iter().filter(|way| self.surely_mates(cell, *way)).collect()
    }

    /// Whether a border running along `way` can pass through a cell: a line,
    /// or what crosses it, or an arrowhead that ends at it.
    pub(super) fn carries(&self, cell: Cell, way: Way) -> bool {
        let arms = self.arms(cell);
        let along = |way: Way| arms.has(way) && arms.has(way.back());
        along(way) && self.head(cell).is_none() || along(way.right()) && self.is_flanked(cell, way)
    }

    /// Whether the border goes on on both sides of a cell.
    fn is_flanked(&self, cell: Cell, way: Way) -> bool {
        let goes_on = |way: Way| {
            let next = cell.next(way);
            next.is_some_and(|next| {
                self.arms(next).has(way.back()) || self.is_cross_head(next, way)
            })
        };
        goes_on(way) && goes_on(way.back())
    }

    /// Whether an arrowhead stands across the way, as where it ends at a border.
    fn is_cross_head(&self, cell: Cell, way: Way) -> bool {
        self.head(cell).is_some_and(|head| head.is_level() != way.is_level())
    }

    /// Whether a cell is the corner of a box with sides on `a` and `b`. A named
    /// border may leave the corner's level side blank.
    pub(super) fn is_corner(&self, cell: Cell, a: Way, b: Way) -> bool {
        let sides = Arms::NONE.with(a).with(b);
        match self.char(cell) {
            '+' => {
                let heads = |way| cell.next(way).is_some_and(|next| self.is_cross_head(next, way));
                let is_titled = |way: Way| way.is_level() && b == Way::South;
                let reaches = |way| self.mates(cell, way) || heads(way) || is_titled(way);
                let others = self.mated(cell).minus(sides);
                let is_met =
                    |way: Way| cell.next(way).and_then(|n| self.head(n)) == Some(way.back());
                reaches(a) && reaches(b) && others.ways().all(is_met)
            }
            c => glyph::arms(c) == sides,
        }
    }

    /// Where a connector goes on that is interrupted by its own label.
    pub(super) fn beyond_label(&self, cell: Cell, way: Way) -> Option<Cell> {
        let far =
            if way.is_level() { self.beside_label(cell, way) } else { self.below_label(cell, way) };
        far.filter(|far| self.is_line_end(*far, way))
    }

    /// Along a row: words with one space between them and about them.
    fn beside_label(&self, cell: Cell, way: Way) -> Option<Cell> {
        let (mut blanks, mut words) = (0, 0);
        for at in cell.ray(way).take(self.width) {
            if self.is_line_end(at, way) {
                return (words > 0).then_some(at);
            }
            let blank = self.is_blank(at);
            blanks = if blank { blanks + 1 } else { 0 };
            words += usize::from(!blank);
            if blanks > 1 || !self.holds(at) || glyph::is_line(self.char(at)) {
                return None;
            }
        }
        None
    }

    /// Along a column: a few rows of text.
    fn below_label(&self, cell: Cell, way: Way) -> Option<Cell> {
        let mut rows = cell.ray(way).take(LABEL_ROWS).enumerate();
        let (count, far) = rows.find(|(_, at)| !self.is_text(*at) || self.is_line_end(*at, way))?;
        (count > 0).then_some(far)
    }

    /// Whether a cell is part of a text: a character, or a space between two.
    fn is_text(&self, cell: Cell) -> bool {
        let word = |cell: Cell| !self.is_blank(cell) && !glyph::is_line(self.char(cell));
        let beside = [Way::East, Way::West];
        word(cell) || beside.into_iter().all(|way| cell.next(way).is_some_and(word))
    }

    /// Whether a line that came along `way` could go on in a cell.
    fn is_line_end(&self, cell: Cell, way: Way) -> bool {
        if !self.arms(cell).has(way.back()) {
            return false;
        }
        let next = || cell.next(way).filter(|next| !self.is_word(*next));
        let goes_on = || next().is_some_and(|next| !self.arms(next).is_none());
        match self.char(cell) {
            _ if self.head(cell) == Some(way.back()) => false,
            '+' => !self.mated(cell).is_none(),
            c => !c.is_ascii() || goes_on(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(art: &str) -> Grid {
        Grid::read(art).0
    }

    #[test]
    fn letters_are_no_arrowheads() {
        let grid = grid("v via -v- ^\n");
        let heads: Vec<_> = grid.cells().filter(|cell| grid.head(*cell).is_some()).collect();
        assert_eq!(heads, [0, 7, 10].map(|col| Cell::new(0, col)));
    }

    #[test]
    fn borders_pass_what_crosses_them() {
        for (art, carries) in [
            ("─┼─", true),
            ("─▼─", true),
            ("-|-", true),
            ("-v-", true),
            ("-+-", true),
            ("─│─", true),
            ("─a─", false),
            (" ▼─", false),
            ("a|b", false),
        ] {
            assert_eq!(grid(art).carries(Cell::new(0, 1), Way::East), carries, "{art}");
        }
        assert!(grid("┌─\n▶ \n└─").carries(Cell::new(1, 0), Way::South));
    }

    #[test]
    fn corners_have_two_sides() {
        for (art, corner) in [("┌─\n│", true), ("+-\n|", true), ("├─\n│", false), ("a\n|", false)]
        {
            assert_eq!(
                grid(art).is_corner(Cell::new(0, 0), Way::East, Way::South),
                corner,
                "{art}"
            );
        }
        assert!(!grid("-+-\n |").is_corner(Cell::new(0, 1), Way::East, Way::South));
        assert!(grid("+ VPC\n|").is_corner(Cell::new(0, 0), Way::East, Way::South));
    }

    #[test]
    fn labels_stand_in_connectors() {
        for (art, beyond) in [
            ("── two words ─►", Some(13)),
            ("──writes──►", Some(8)),
            ("-- us-east-1 -->", Some(13)),
            ("──  far ──►", None),
            ("──    ──►", None),
            ("── words", None),
            ("── words │", None),
        ] {
            let far = grid(art).beyond_label(Cell::new(0, 1), Way::East);
            assert_eq!(far.map(|cell| cell.col), beyond, "{art}");
        }
        let upright = grid("  │\n copies\n  ▼");
        assert_eq!(upright.beyond_label(Cell::new(0, 2), Way::South), Some(Cell::new(2, 2)));
    }
}
