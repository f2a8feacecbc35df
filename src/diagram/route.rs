//! Ways from part to part along connectors.

use std::collections::{BTreeMap, VecDeque};

use super::{
    PartId,
    net::Net,
    way::{Cell, Way},
};

/// A cell, and the arm by which it was entered.
type Place = (Cell, Option<Way>);

/// The shortest path from part to part, cell by cell.
pub(super) fn route(net: &Net, from: PartId, to: PartId) -> Option<Vec<Cell>> {
    let mut search = Search::new(net, from);
    let end = search.find(|cell| net.node(cell).is_some_and(|node| node.ends_at(to)))?;
    Some(search.path(end))
}

/// Every part that something can flow to from a part.
pub(super) fn reach(net: &Net, from: PartId) -> Vec<PartId> {
    let mut search = Search::new(net, from);
    let _ = search.find(|_| false);
    let cells = search.before.keys().filter_map(|(cell, _)| net.node(*cell));
    let mut parts: Vec<_> = cells.flat_map(|node| &node.ends).map(|(_, part)| *part).collect();
    parts.sort_unstable();
    parts.dedup();
    parts.retain(|part| *part != from);
    parts
}

/// A search that spreads evenly from all ends of a part.
struct Search<'a> {
    net: &'a Net,
    before: BTreeMap<Place, Option<Place>>,
    todo: VecDeque<Place>,
}

impl<'a> Search<'a> {
    fn new(net: &'a Net, from: PartId) -> Self {
        let starts = net.nodes.iter().filter(|(_, node)| node.ends_at(from));
        let todo: VecDeque<Place> = starts.map(|(cell, _)| (*cell, None)).collect();
        Self { net, before: todo.iter().map(|place| (*place, None)).collect(), todo }
    }

    fn find(&mut self, is_end: impl Fn(Cell) -> bool) -> Option<Place> {
        while let Some(place) = self.todo.pop_front() {
            if is_end(place.0) {
                return Some(place);
            }
            self.spread(place);
        }
        None
    }

    fn spread(&mut self, place: Place) {
        let (cell, arm) = place;
        let Some(node) = self.net.node(cell) else { return };
        let onward = arm.map_or(node.linked(), |arm| node.onward(arm));
        for way in onward.ways() {
            let Some(next) = node.link(way).map(|next| (next, Some(way.back()))) else { continue };
            self.before.entry(next).or_insert_with(|| {
                self.todo.push_back(next);
                Some(place)
            });
        }
    }

    /// The cells from the start to a place, with those passed between them.
    fn path(&self, end: Place) -> Vec<Cell> {
        let before = |place: &Place| self.before.get(place).copied().flatten();
        let mut stops: Vec<_> =
            std::iter::successors(Some(end), before).map(|(cell, _)| cell).collect();
        stops.reverse();
        let starts = stops.first().copied();
        let legs = stops.windows(2).flat_map(|leg| match leg {
            [a, b] => between(*a, *b),
            _ => Vec::new(),
        });
        starts.into_iter().chain(legs).collect()
    }
}

/// The cells from one to another of the same row or column, without the first.
fn between(from: Cell, to: Cell) -> Vec<Cell> {
    let length = from.row.abs_diff(to.row) + from.col.abs_diff(to.col);
    from.ray(from.way_to(to)).take(length).collect()
}

#[cfg(test)]
mod tests {
    use crate::diagram::{Art, way::Cell};

    /// The columns and rows passed between two parts of art.
    fn path(art: &str, from: &str, to: &str) -> Option<Vec<(usize, usize)>> {
        let art = Art::parse(art).0;
        let path = art.route(art.part(from).unwrap(), art.part(to).unwrap())?;
        Some(path.into_iter().map(|Cell { row, col }| (row, col)).collect())
    }

    #[test]
    fn paths_are_cells_in_order() {
        let line =
            |row, cols: std::ops::Range<usize>| cols.map(|col| (row, col)).collect::<Vec<_>>();
        for (art, expected) in [
            ("┌───┐   ┌───┐\n│ A ├──►│ B │\n└───┘   └───┘", line(1, 4..8)),
            ("┌───┐   ┌───┐\n│ A │◄──┤ B │\n└───┘   └───┘", line(1, 5..9)),
            ("┌───┐   ┌───┐\n│ A │──►│ B │\n└───┘   └───┘", line(1, 5..8)),
            ("┌───┐  ┌───┐\n│ A ├──▶ B │\n└───┘  └───┘", line(1, 4..8)),
            ("┌───┐┌───┐\n│ A ├┤ B │\n└───┘└───┘", line(1, 4..6)),
            ("+---+   +---+\n| A |-->| B |\n+---+   +---+", line(1, 5..8)),
            ("+---+ +---+\n| A |-| B |\n+---+ +---+", line(1, 5..6)),
            ("┌───┐         ┌───┐\n│ A ├── to ──►│ B │\n└───┘         └───┘", line(1, 4..14)),
            ("┌───┐\n│ A │\n└─┬─┘\n┌─┴─┐\n│ B │\n└───┘", vec![(2, 2), (3, 2)]),
        ] {
            assert_eq!(path(art, "A", "B"), Some(expected.clone()), "{art}");
            let back: Vec<_> = expected.into_iter().rev().collect();
            assert_eq!(path(art, "B", "A"), Some(back), "{art}");
        }
    }

    #[test]
    fn what_is_not_joined_has_no_path() {
        for art in [
            "┌───┐   ┌───┐\n│ A │   │ B │\n└───┘   └───┘",
            "┌───┐  ┌───┐  ┌───┐\n│ A ├─►│ C ├─►│ B │\n└───┘  └───┘  └───┘",
            "┌───┐   ┌───┐\n│ A ├── │ B │\n└───┘   └───┘",
            "┌───┐┌───┐\n│ A ││ B │\n└───┘└───┘",
        ] {
            assert_eq!(path(art, "A", "B"), None, "{art}");
        }
    }

    #[test]
    fn the_shorter_of_two_ways_is_taken() {
        let art = "┌───┐     ┌───┐\n│ A ├────►│ B │\n└─┬─┘     └─▲─┘\n  └─────────┘";
        assert_eq!(path(art, "A", "B").map(|path| path.len()), Some(6));
    }
}
