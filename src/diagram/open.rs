//! Boxes that start as one and do not close.

use super::{
    boxes::Bounds,
    chain::{Chain, End, EndKind},
    plan::Plan,
    slip::{Ends, Groups},
    way::{Arms, Cell},
};

/// Cells of a shape too small to start a box.
const MIN: usize = 3;

/// A box that does not close.
#[derive(Debug)]
pub(super) struct OpenBox {
    /// Where its border breaks off first.
    pub(super) at: Cell,
    /// Where it stands, as far as it is drawn.
    pub(super) bounds: Bounds,
    /// The cells of its border and where the border goes from there.
    pub(super) border: Vec<(Cell, Arms)>,
}

/// Every box that does not close; pieces of one box count as one.
pub(super) fn find(plan: &Plan, chains: &[Chain]) -> Vec<OpenBox> {
    let free: Vec<_> = chains.iter().filter(|chain| is_free(chain)).collect();
    let mut groups = group(plan, &free);
    groups.retain(|group| group.iter().any(|chain| is_box(chain)) || is_titled(group));
    groups.iter().map(|group| open(plan, group)).collect()
}

/// Whether a chain is no connector: it touches no box and ends in nothing.
fn is_free(chain: &Chain) -> bool {
    chain.count(EndKind::Box) == 0 && chain.count(EndKind::Nothing) > 0
}

/// Whether a chain starts as a box does: two corners the same way round, or
/// the upper left one.
fn is_box(chain: &Chain) -> bool {
    let turns = if chain.cells.len() > MIN { chain.turn.abs() } else { 0 };
    let is_broken = chain.count(EndKind::Nothing) == 2;
    turns >= 3 || is_broken && (turns == 2 || turns == 1 && chain.starts_box && is_long(chain))
}

/// Whether pieces start as a box with a title does: its corners are apart.
fn is_titled(group: &[&Chain]) -> bool {
    let turns: i32 = group.iter().map(|chain| chain.turn.abs()).sum();
    let cells: usize = group.iter().map(|chain| chain.cells.len()).sum();
    turns >= 2 && cells >= 2 * MIN && group.iter().any(|chain| chain.starts_box)
}

/// Whether both sides of a chain's corner are there.
fn is_long(chain: &Chain) -> bool {
    let [a, b] = chain.ends.map(|end| end.cell);
    a.row != b.row && a.col.abs_diff(b.col) > 1
}

fn open(plan: &Plan, group: &[&Chain]) -> OpenBox {
    let cells = || group.iter().flat_map(|chain| &chain.cells).copied();
    let ends = || group.iter().flat_map(|chain| chain.ends);
    let is_loose = |end: &End| end.kind == EndKind::Nothing;
    let at_title = |end: &End| plan.grid.beyond_label(end.cell, end.way).is_some();
    let loose = ends().filter(|end| is_loose(end) && !at_title(end)).map(|end| end.cell).min();
    let at = loose.or(ends().map(|end| end.cell).min()).unwrap_or_default();
    let mut bounds = Bounds::from(at);
    cells().for_each(|cell| bounds.include(cell));
    OpenBox { at, bounds, border: group.iter().flat_map(|chain| border(chain)).collect() }
}

/// The cells of a chain, and where it goes from each.
fn border(chain: &Chain) -> Vec<(Cell, Arms)> {
    let [first, last] = chain.ends;
    let before = chain.cells.iter().scan(None, |before, cell| Some(before.replace(*cell)));
    let after = chain.cells.iter().skip(1).copied().map(Some).chain([None]);
    let ways = before.zip(after).zip(&chain.cells).map(|((before, after), cell)| {
        let back = before.map_or(first.way, |before| cell.way_to(before));
        let on = after.map_or(last.way, |after| cell.way_to(after));
        (*cell, Arms::NONE.with(back).with(on))
    });
    ways.collect()
}

/// Puts chains together whose ends miss each other.
fn group<'a>(plan: &Plan, chains: &[&'a Chain]) -> Vec<Vec<&'a Chain>> {
    let ends = Ends::new(
        &plan.grid,
        chains.iter().enumerate().flat_map(|(id, chain)| {
            let loose = chain.ends.iter().filter(|end| end.kind == EndKind::Nothing);
            loose.map(move |end| (id, end.cell, end.way))
        }),
    );
    let mut groups = Groups::new(chains.len());
    ends.join(&plan.grid, &mut groups);
    let mut grouped: Vec<Vec<&Chain>> = chains.iter().map(|_| Vec::new()).collect();
    for (id, &chain) in chains.iter().enumerate() {
        if let Some(group) = grouped.get_mut(groups.root(id)) {
            group.push(chain);
        }
    }
    grouped.retain(|group| !group.is_empty());
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::{chain, grid::Grid};

    /// Where the boxes of art break off: line and column, both from 1.
    fn broken(art: &str) -> Vec<(usize, usize)> {
        let plan = Plan::new(Grid::read(art).0);
        find(&plan, &chain::find(&plan))
            .into_iter()
            .map(|open| (open.at.row + 1, open.at.col + 1))
            .collect()
    }

    #[test]
    fn a_box_that_does_not_close_is_found_once() {
        for (art, at) in [
            ("┌───┐\n│ A │\n└── ┘", (3, 3)),
            ("┌───┐\n│ A  │\n└───┘", (1, 5)),
            ("┌───┐\n│ A\n└───┘", (1, 5)),
            ("┌───┐\n│ A │\n│   │", (3, 1)),
            ("┌───\n│ A │\n└───┘", (1, 4)),
            (" ───┐\n│ A │\n└───┘", (1, 2)),
            ("├───┐\n│ A │\n└───┘", (1, 1)),
            ("┌──┐\n│ A │\n└───┘", (1, 4)),
            ("┌───┐\n  A  \n└───┘", (1, 1)),
            ("┌────\n│ A\n│", (1, 5)),
            ("┌ Zone ──┐\n│        │\n└────────", (2, 10)),
            ("+---+\n| A\n+---+", (1, 5)),
            ("+-----\n| A", (1, 6)),
            ("+ VPC ---+\n|        |\n+------- +", (3, 8)),
            ("╔═══╗\n║ A ║\n╚═ ═╝", (3, 2)),
            ("┌─ ─┐\n│ A │\n└───┘", (1, 2)),
            ("┌─────┐\n│ A long name │\n└─────┘", (1, 7)),
            ("┌─────┐\n│ A   │\n└─ x ─┘", (3, 2)),
            ("┌ Zone ───┐\n│ here", (1, 11)),
            ("┌ Zone ────\n│       │\n└───────┘", (1, 11)),
        ] {
            assert_eq!(broken(art), [at], "{art}");
        }
    }

    #[test]
    fn text_is_no_box() {
        for art in [
            "",
            "a plain sentence - with a hyphen, a + b, | and v > ^",
            "src\n├── main.rs\n└── lib.rs",
            "a | b\n--+--\n1 | 2",
            "──────",
            "──► writes\n╌╌► reads",
            "┌───┐\n│ A │\n└───┘",
            "┌───┐   ┌───┐\n│ A ├──►│ B │\n└─┬─┘   └─▲─┘\n  └───────┘",
            "   ┌───┐\n ┌─┴┐ ┌▼─┐\n │A │ │B │\n └──┘ └──┘",
            "┌",
            "1 + 1 = 2\n  |",
        ] {
            assert_eq!(broken(art), [], "{art}");
        }
    }

    #[test]
    fn two_broken_boxes_are_two() {
        let art = "┌───┐           ┌───┐\n│ A │           │ B │\n└──             └──";
        assert_eq!(broken(art).len(), 2);
    }
}
