//! Chains: lines followed through corners and crossings to both their ends,
//! where no box that closes has claimed them.

use super::{
    grid::Sheet,
    plan::Plan,
    way::{Arms, Cell, Way},
};

/// A line from one end to the other.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) cells: Vec<Cell>,
    pub(super) ends: [End; 2],
    /// Right turns less left turns, from the first end to the second.
    pub(super) turn: i32,
    /// Whether it turns at the upper left corner of a box.
    pub(super) starts_box: bool,
}

/// Where a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// The last cell of the line.
    pub(super) cell: Cell,
    /// Where it would have gone on.
    pub(super) way: Way,
    pub(super) kind: EndKind,
}

/// What a line ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EndKind {
    Nothing,
    /// A box that closes.
    Box,
    /// Another line.
    Junction,
    /// Its own arrowhead.
    Head,
}

/// Every chain that has two ends.
pub(super) fn find(plan: &Plan) -> Vec<Chain> {
    let mut walker = Walker { plan, seen: plan.grid.map(|_| Arms::NONE) };
    let starts = plan.grid.cells().flat_map(|cell| Way::ALL.map(|way| (cell, way)));
    starts.filter_map(|(cell, way)| walker.chain(cell, way)).collect()
}

struct Walker<'a> {
    plan: &'a Plan,
    /// The arms already walked.
    seen: Sheet<Arms>,
}

impl Walker<'_> {
    /// The ways lines leave a cell that belongs to no box.
    fn arms(&self, cell: Cell) -> Arms {
        let grid = &self.plan.grid;
        if self.plan.edge(cell).is_some() {
            return Arms::NONE;
        }
        match grid.char(cell) {
            '+' => self.plus(cell),
            _ => [Way::East, Way::South]
                .into_iter()
                .filter(|way| !grid.arms(cell).is_none() && grid.carries(cell, *way))
                .fold(grid.arms(cell), |arms, way| arms.with(way).with(way.back())),
        }
    }

    /// The ways lines leave a `+`: to what it joins, to a title, or straight on.
    fn plus(&self, cell: Cell) -> Arms {
        let grid = &self.plan.grid;
        let mated = grid.mated(cell);
        let mut only = mated.ways().filter(|_| mated.count() == 1);
        match only.next() {
            Some(Way::South) if grid.beyond_label(cell, Way::East).is_some() => {
                mated.with(Way::East)
            }
            Some(way) => mated.with(way.back()),
            None => mated,
        }
    }

    /// Where the line goes on that leaves a cell.
    fn step(&self, cell: Cell, way: Way) -> Result<Cell, EndKind> {
        let next = cell.next(way).ok_or(EndKind::Nothing)?;
        if self.arms(next).has(way.back()) {
            return Ok(next);
        }
        if self.plan.edge(next).is_some() {
            return Err(EndKind::Box);
        }
        let is_tip = self.plan.grid.head(cell) == Some(way);
        Err(if is_tip { EndKind::Head } else { EndKind::Nothing })
    }

    /// Where a line leaves a cell that it entered by one of its arms.
    fn through(&self, cell: Cell, arm: Way) -> Option<Way> {
        let rest = self.arms(cell).without(arm);
        let mut turns = rest.ways().filter(|_| rest.count() == 1);
        if rest.has(arm.back()) { Some(arm.back()) } else { turns.next() }
    }

    /// The chain that ends in this arm, unless it was walked before.
    fn chain(&mut self, cell: Cell, way: Way) -> Option<Chain> {
        let arms = self.arms(cell);
        if !arms.has(way) || self.is_seen(cell, way) {
            return None;
        }
        match self.step(cell, way) {
            Err(kind) => Some(self.walk(cell, way, kind)),
            Ok(next) if self.through(cell, way).is_none() => {
                self.mark(cell, way);
                Some(self.walk(next, way.back(), EndKind::Junction))
            }
            Ok(_) => None,
        }
    }

    fn mark(&mut self, cell: Cell, way: Way) {
        if let Some(seen) = self.seen.get_mut(cell) {
            *seen = seen.with(way);
        }
    }

    /// Follows a line from the arm in which it ends.
    fn walk(&mut self, start: Cell, way: Way, kind: EndKind) -> Chain {
        let end = End { cell: start, way, kind };
        let mut chain = Chain { cells: vec![start], ends: [end, end], turn: 0, starts_box: false };
        let (mut cell, mut arm) = (start, way);
        loop {
            self.mark(cell, arm);
            let out = match self.out(cell, arm) {
                Ok(out) => out,
                Err(kind) => return chain.to(End { cell, way: arm.back(), kind }),
            };
            chain.turns(arm, out);
            self.mark(cell, out);
            match self.step(cell, out) {
                Ok(next) if !self.is_seen(next, out.back()) => (cell, arm) = (next, out.back()),
                Ok(_) => return chain.to(End { cell, way: out, kind: EndKind::Junction }),
                Err(kind) => return chain.to(End { cell, way: out, kind }),
            }
            chain.cells.push(cell);
        }
    }

    fn is_seen(&self, cell: Cell, way: Way) -> bool {
        self.seen.get(cell).is_some_and(|seen| seen.has(way))
    }

    /// Where a line leaves a cell, or why it ends there.
    fn out(&self, cell: Cell, arm: Way) -> Result<Way, EndKind> {
        let is_end = self.arms(cell).without(arm).is_none();
        let kind = if is_end { EndKind::Nothing } else { EndKind::Junction };
        self.through(cell, arm).ok_or(kind)
    }
}

impl Chain {
    fn to(mut self, end: End) -> Self {
        self.ends[1] = end;
        self
    }

    /// Counts the turn from the arm by which a cell was entered.
    fn turns(&mut self, arm: Way, out: Way) {
        let heading = arm.back();
        self.turn += i32::from(heading.right() == out) - i32::from(out.right() == heading);
        let pair = [arm, out];
        self.starts_box |= pair.contains(&Way::East) && pair.contains(&Way::South);
    }

    /// How many of its ends are of a kind.
    pub(super) fn count(&self, kind: EndKind) -> usize {
        self.ends.iter().filter(|end| end.kind == kind).count()
    }
}
