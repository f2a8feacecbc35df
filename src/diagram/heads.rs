//! Crossing or branching? Arrowheads tell.

use std::collections::BTreeMap;

use super::{
    net::Net,
    plan::Plan,
    way::{Cell, Way},
};

/// Which lines end in an arrowhead.
pub(super) struct Heads<'a> {
    net: &'a Net,
    plan: &'a Plan,
    known: BTreeMap<(Cell, Way), bool>,
}

impl<'a> Heads<'a> {
    pub(super) fn new(net: &'a Net, plan: &'a Plan) -> Self {
        Self { net, plan, known: BTreeMap::new() }
    }

    /// Whether both lines through a cell have equally many arrowheads. If not,
    /// one line branches off the other.
    pub(super) fn agree(&mut self, cell: Cell) -> bool {
        let [north, east, south, west] = Way::ALL.map(|way| u8::from(self.leads(cell, way)));
        north + south == east + west
    }

    /// Whether the line that leaves a cell ends in an arrowhead.
    fn leads(&mut self, cell: Cell, way: Way) -> bool {
        let (mut at, mut trail) = ((cell, way), Vec::new());
        let found = loop {
            if let Some(known) = self.known.get(&at) {
                break *known;
            }
            self.known.insert(at, false);
            trail.push(at);
            match self.after(at) {
                Ok(next) => at = next,
                Err(is_head) => break is_head,
            }
        };
        self.known.extend(trail.into_iter().map(|at| (at, found)));
        found
    }

    /// Where a line goes on; or whether it ends in an arrowhead.
    fn after(&self, (cell, way): (Cell, Way)) -> Result<(Cell, Way), bool> {
        let next = self.net.node(cell).and_then(|node| node.link(way)).ok_or(false)?;
        let rest = self.net.node(next).ok_or(false)?.linked().without(way.back());
        let mut turns = rest.ways().filter(|_| rest.count() == 1);
        let out = if rest.has(way) { Some(way) } else { turns.next() };
        out.map(|out| (next, out)).ok_or(self.plan.grid.head(next) == Some(way))
    }
}
