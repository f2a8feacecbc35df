//! Places in a drawing, and the ways that lead from one to the next.

use std::{iter::successors, ops::Range};

/// A place in a drawing; both count from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Rows above it.
    pub row: usize,
    /// Columns left of it.
    pub col: usize,
}

/// A way to leave a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Way {
    North,
    East,
    South,
    West,
}

/// The ways in which a line leaves a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Arms(u8);

impl Cell {
    pub(super) const fn new(row: usize, col: usize) -> Self {
        Self { row, col }
    }

    /// The neighbour on that side, unless the drawing begins here.
    pub(super) fn next(self, way: Way) -> Option<Self> {
        let Self { row, col } = self;
        Some(match way {
            Way::North => Self::new(row.checked_sub(1)?, col),
            Way::East => Self::new(row, col + 1),
            Way::South => Self::new(row + 1, col),
            Way::West => Self::new(row, col.checked_sub(1)?),
        })
    }

    /// All cells on that side, nearest first; without end to the east and south.
    pub(super) fn ray(self, way: Way) -> impl Iterator<Item = Self> {
        successors(self.next(way), move |cell| cell.next(way))
    }

    /// The cells of one row.
    pub(super) fn run(
        row: usize,
        cols: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = Self> + Clone {
        cols.map(move |col| Self::new(row, col))
    }

    /// The way to another cell of the same row or column.
    pub(super) fn way_to(self, other: Self) -> Way {
        match (self.row.cmp(&other.row), self.col < other.col) {
            (std::cmp::Ordering::Greater, _) => Way::North,
            (std::cmp::Ordering::Less, _) => Way::South,
            (std::cmp::Ordering::Equal, true) => Way::East,
            (std::cmp::Ordering::Equal, false) => Way::West,
        }
    }

    /// Whether two cells lie at most `reach` rows and columns apart.
    pub(super) fn is_near(self, other: Self, reach: usize) -> bool {
        self.row.abs_diff(other.row) <= reach && self.col.abs_diff(other.col) <= reach
    }
}

impl Way {
    pub(super) const ALL: [Self; 4] = [Self::North, Self::East, Self::South, Self::West];

    pub(super) const fn back(self) -> Self {
        match self {
            Self::North => Self::South,
            Self::East => Self::West,
            Self::South => Self::North,
            Self::West => Self::East,
        }
    }

    /// Left or right, not up or down.
    pub(super) const fn is_level(self) -> bool {
        matches!(self, Self::East | Self::West)
    }

    /// The way a quarter turn to the right.
    pub(super) const fn right(self) -> Self {
        match self {
            Self::North => Self::East,
            Self::East => Self::South,
            Self::South => Self::West,
            Self::West => Self::North,
        }
    }
}

impl Arms {
    pub(super) const NONE: Self = Self(0);
    pub(super) const LEVEL: Self = Self::NONE.with(Way::East).with(Way::West);
    pub(super) const UPRIGHT: Self = Self::NONE.with(Way::North).with(Way::South);
    pub(super) const ALL: Self = Self(15);

    pub(super) const fn with(self, way: Way) -> Self {
        Self(self.0 | 1 << way as u8)
    }

    pub(super) const fn without(self, way: Way) -> Self {
        Self(self.0 & !(1 << way as u8))
    }

    pub(super) const fn has(self, way: Way) -> bool {
        self.0 & 1 << way as u8 != 0
    }

    pub(super) const fn is_none(self) -> bool {
        self.0 == 0
    }

    pub(super) const fn count(self) -> u32 {
        self.0.count_ones()
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn ways(self) -> impl Iterator<Item = Way> {
        Way::ALL.into_iter().filter(move |way| self.has(*way))
    }
}

impl FromIterator<Way> for Arms {
    fn from_iter<I: IntoIterator<Item = Way>>(ways: I) -> Self {
        ways.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_turn_round() {
        for way in Way::ALL {
            assert_eq!(way.back().back(), way);
            assert_eq!(way.right().right(), way.back());
            assert_ne!(way.is_level(), way.right().is_level());
        }
    }

    #[test]
    fn a_drawing_begins_at_its_corner() {
        let corner = Cell::new(0, 0);
        assert_eq!(corner.next(Way::North), None);
        assert_eq!(corner.next(Way::West), None);
        assert_eq!(corner.next(Way::East), Some(Cell::new(0, 1)));
        assert_eq!(Cell::new(3, 1).ray(Way::North).count(), 3);
    }

    #[test]
    fn arms_are_a_set() {
        let arms: Arms = [Way::North, Way::East].into_iter().collect();
        assert_eq!(arms.count(), 2);
        assert!(arms.minus(Arms::LEVEL).has(Way::North));
        assert!(!arms.minus(Arms::LEVEL).has(Way::East));
        assert_eq!(Arms::LEVEL.or(Arms::UPRIGHT), Arms::ALL);
    }
}
