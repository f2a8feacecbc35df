//! Connectors: which cells they run through, where they end, what is loose.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    PartId,
    fault::FaultKind,
    heads::Heads,
    plan::Plan,
    way::{Arms, Cell, Way},
    weave::weave,
};

/// All connectors of a drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Net {
    pub(super) nodes: BTreeMap<Cell, Node>,
    pub(super) loose: Vec<Loose>,
}

/// A cell that a connector runs through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    /// Where each way leads: the neighbour, or a cell beyond a border or label.
    links: [Option<Cell>; 4],
    /// The parts it ends at, and the way to them; none on their own border.
    pub(super) ends: Vec<(Option<Way>, PartId)>,
    /// The ways in which it ends in nothing.
    pub(super) loose: Arms,
    /// Whether what comes in can only go straight on.
    pub(super) is_crossing: bool,
}

/// An end of a connector in nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loose {
    pub(super) cell: Cell,
    pub(super) way: Way,
    pub(super) what: FaultKind,
}

impl Loose {
    /// The first of two ends that miss each other: neither stops short of a box.
    pub(super) fn or(&self, other: &Self) -> Self {
        let first = if other.cell < self.cell { other } else { self };
        let is_short = first.what == FaultKind::ShortConnector;
        Self { what: if is_short { FaultKind::LooseConnector } else { first.what }, ..*first }
    }
}

impl Node {
    pub(super) fn link(&self, way: Way) -> Option<Cell> {
        self.links.get(way as usize).copied().flatten()
    }

    pub(super) fn set_link(&mut self, way: Way, to: Option<Cell>) {
        if let Some(link) = self.links.get_mut(way as usize) {
            *link = to;
        }
    }

    /// The ways that lead on.
    pub(super) fn linked(&self) -> Arms {
        Way::ALL.into_iter().filter(|way| self.link(*way).is_some()).collect()
    }

    /// The ways that lead to a part.
    pub(super) fn touching(&self) -> Arms {
        self.ends.iter().filter_map(|(way, _)| *way).collect()
    }

    /// Every way the connector leaves the cell.
    pub(super) fn arms(&self) -> Arms {
        self.linked().or(self.touching()).or(self.loose)
    }

    /// The ways on for what came in by an arm.
    pub(super) fn onward(&self, arm: Way) -> Arms {
        let rest = self.linked().without(arm);
        if self.is_crossing { rest.and(Arms::NONE.with(arm.back())) } else { rest }
    }

    /// Whether it ends at a part.
    pub(super) fn ends_at(&self, part: PartId) -> bool {
        self.ends.iter().any(|(_, end)| *end == part)
    }
}

impl Net {
    /// Follows every connector that starts at a box.
    pub(super) fn new(plan: &Plan) -> Self {
        let mut net = weave(plan);
        net.join_back();
        net.drop_strokes(plan);
        net.mark_crossings(plan);
        net
    }

    /// Tells which cells are crossings where no border runs, for a drawing that
    /// was made and not found.
    pub(super) fn cross(&mut self, plan: &Plan, crossings: &BTreeSet<Cell>) {
        for (cell, node) in &mut self.nodes {
            node.is_crossing = plan.edge(*cell).is_some() || crossings.contains(cell);
        }
    }

    pub(super) fn node(&self, cell: Cell) -> Option<&Node> {
        self.nodes.get(&cell)
    }

    /// Lets every link lead both ways.
    fn join_back(&mut self) {
        let links = |(cell, node): (&Cell, &Node)| {
            let link = |way| Some((*cell, way, node.link(way)?));
            Way::ALL.into_iter().filter_map(link).collect::<Vec<_>>()
        };
        for (cell, way, next) in self.nodes.iter().flat_map(links).collect::<Vec<_>>() {
            let back = self.node(next).and_then(|node| node.link(way.back()));
            match back {
                Some(back) if back == cell => (),
                Some(_) => self.set_link(cell, way, None),
                None => self.set_link(next, way.back(), Some(cell)),
            }
        }
    }

    fn set_link(&mut self, cell: Cell, way: Way, to: Option<Cell>) {
        if let Some(node) = self.nodes.get_mut(&cell) {
            node.set_link(way, to);
        }
    }

    /// A single stroke of ASCII that only touches a box is text.
    fn drop_strokes(&mut self, plan: &Plan) {
        let is_stroke = |cell: &Cell, node: &Node| {
            plan.grid.char(*cell).is_ascii() && node.linked().is_none() && !node.loose.is_none()
        };
        self.nodes.retain(|cell, node| !is_stroke(cell, node));
        let Self { nodes, loose } = self;
        loose.retain(|loose| nodes.contains_key(&loose.cell));
    }

    /// Finds the cells where what comes in goes straight on: at borders, and
    /// where two connectors cross.
    fn mark_crossings(&mut self, plan: &Plan) {
        let mut heads = Heads::new(self, plan);
        let is_crossing = |(cell, node): (&Cell, &Node)| {
            let crosses =
                plan.edge(*cell).is_some() || node.linked() == Arms::ALL && heads.agree(*cell);
            crosses.then_some(*cell)
        };
        let crossings: BTreeSet<_> = self.nodes.iter().filter_map(is_crossing).collect();
        for (cell, node) in &mut self.nodes {
            node.is_crossing = crossings.contains(cell);
        }
    }
}
