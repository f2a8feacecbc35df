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
