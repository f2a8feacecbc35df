//! Follows connectors from the boxes they start at.

use super::{
    PartId,
    fault::FaultKind,
    net::{Loose, Net, Node},
    plan::{Edge, Plan},
    way::{Arms, Cell, Way},
};

/// Where a connector leads that leaves a cell.
enum Lead {
    To(Cell),
    /// Onto a line that does not reach back.
    Onto(Cell),
    Ends(Edge),
    Nothing(FaultKind),
}

/// Every connector that starts at a box.
pub(super) fn weave(plan: &Plan) -> Net {
    let mut weaver = Weaver { plan, net: Net::default() };
    weaver.weave();
    weaver.net
}

struct Weaver<'a> {
    plan: &'a Plan,
    net: Net,
}

impl Weaver<'_> {
    fn weave(&mut self) {
        let mut todo: Vec<_> =
            self.plan.rooms.iter().flat_map(|room| room.bounds.border()).collect();
        let beside: Vec<_> = todo.iter().flat_map(|cell| self.leaving(*cell)).collect();
        todo.retain(|cell| !self.arms(*cell).is_none());
        todo.extend(beside);
        while let Some(cell) = todo.pop() {
            if !self.net.nodes.contains_key(&cell) {
                self.add(cell, &mut todo);
            }
        }
    }

    /// The neighbours of a border that reach for it.
    fn leaving(&self, cell: Cell) -> Vec<Cell> {
        let reaches = |way: Way| {
            let next = cell.next(way).filter(|next| self.plan.edge(*next).is_none())?;
            self.arms(next).has(way.back()).then_some(next)
        };
        Way::ALL.into_iter().filter_map(reaches).collect()
    }

    /// Takes a cell into the net, and notes where it leads.
    fn add(&mut self, cell: Cell, todo: &mut Vec<Cell>) {
        let mut onto = Vec::new();
        let mut node = self.net.nodes.remove(&cell).unwrap_or_default();
        for way in self.arms(cell).ways() {
            match self.lead(cell, way) {
                Lead::To(next) => node.set_link(way, Some(next)),
                Lead::Onto(next) => onto.push((way, next)),
                Lead::Ends(edge) => {
                    node.ends
                        .extend(edge.rooms.into_iter().flatten().map(|room| (Some(way), room)));
                }
                Lead::Nothing(what) => {
                    node.loose = node.loose.with(way);
                    self.net.loose.push(Loose { cell, way, what });
                }
            }
        }
        for (way, next) in &onto {
            node.set_link(*way, Some(*next));
        }
        node.ends.extend(self.own_ends(cell, &node));
        todo.extend(node.linked().ways().filter_map(|way| node.link(way)));
        self.net.nodes.insert(cell, node);
        for (way, next) in onto {
            if !self.net.nodes.contains_key(&next) {
                self.add(next, todo);
            }
            if let Some(node) = self.net.nodes.get_mut(&next) {
                node.set_link(way.back(), Some(cell));
            }
        }
    }

    /// The parts on whose border a connector ends.
    fn own_ends(&self, cell: Cell, node: &Node) -> Vec<(Option<Way>, PartId)> {
        let edge = self.plan.edge(cell).filter(|_| node.linked().or(node.touching()).count() == 1);
        let rooms = edge.into_iter().flat_map(|edge| edge.rooms);
        rooms.flatten().map(|room| (None, room)).collect()
    }

    /// The ways a connector leaves a cell, as it is drawn.
    fn arms(&self, cell: Cell) -> Arms {
        let plan = self.plan;
        match plan.edge(cell) {
            _ if plan.is_label(cell) => Arms::NONE,
            Some(edge) if edge.is_corner => Arms::NONE,
            Some(edge) => self.across(cell, edge),
            None if plan.grid.char(cell) == '+' => self.plus(cell),
            None if plan.grid.head(cell).is_some_and(|head| !self.is_fed(cell, head)) => Arms::NONE,
            None => plan.grid.arms(cell),
        }
    }

    /// Whether a line comes in at the back of an arrowhead.
    fn is_fed(&self, cell: Cell, head: Way) -> bool {
        let tail = head.back();
        let touches = cell.next(tail).is_some_and(|next| self.plan.edge(next).is_some());
        touches || self.plan.grid.mates(cell, tail) || self.far(cell, tail).is_some()
    }

    /// The ways a connector leaves a border.
    fn across(&self, cell: Cell, edge: Edge) -> Arms {
        let grid = &self.plan.grid;
        let needs_mate = grid.char(cell) == '+' || grid.head(cell).is_some();
        let leaves = |way: &Way| {
            let next = cell.next(*way).filter(|next| !self.plan.is_label(*next));
            let is_met = !needs_mate || next.is_some_and(|_| self.meets(cell, *way));
            !edge.along.has(*way) && grid.arms(cell).has(*way) && next.is_some() && is_met
        };
        Way::ALL.into_iter().filter(leaves).collect()
    }

    /// Whether a `+` or arrowhead is joined to its neighbour, not just beside it.
    fn meets(&self, cell: Cell, way: Way) -> bool {
        let edge = cell.next(way).and_then(|next| self.plan.edge(next));
        let is_along = edge.is_some_and(|edge| edge.is_corner || edge.along.has(way.back()));
        self.plan.grid.mates(cell, way) && !is_along
    }

    /// The ways a connector leaves a `+`: to what it meets; if that is one
    /// thing alone, on to a border, or straight on.
    fn plus(&self, cell: Cell) -> Arms {
        let met: Arms = Way::ALL.into_iter().filter(|way| self.meets(cell, *way)).collect();
        let Some(only) = met.ways().next().filter(|_| met.count() == 1) else { return met };
        let is_border = |way: &Way| {
            let edge = cell.next(*way).and_then(|next| self.plan.edge(next));
            edge.is_some_and(|edge| !edge.along.has(*way))
        };
        let mut others = [only.back(), only.right(), only.right().back()].into_iter();
        met.with(others.find(is_border).unwrap_or(only.back()))
    }

    /// Where a connector leads that leaves a cell.
    fn lead(&self, cell: Cell, way: Way) -> Lead {
        let Some(next) = cell.next(way) else { return Lead::Nothing(self.loose(cell, way)) };
        let points = self.plan.grid.head(cell) == Some(way);
        if self.arms(next).has(way.back()) {
            return Lead::To(next);
        }
        if let Some(edge) = self.plan.edge(next) {
            let far = next.next(way).filter(|far| !points && self.passes(next, edge, *far, way));
            return far.map_or(Lead::Ends(edge), Lead::To);
        }
        match self.far(cell, way) {
            Some(far) if !points => Lead::To(far),
            _ if points && !self.arms(next).is_none() => Lead::Onto(next),
            _ => Lead::Nothing(self.loose(cell, way)),
        }
    }

    /// Whether a line passes a plain border on its way to the far side.
    fn passes(&self, border: Cell, edge: Edge, far: Cell, way: Way) -> bool {
        let is_zone = |id: PartId| self.plan.room(id).is_some_and(|room| room.is_zone);
        !edge.along.has(way)
            && !edge.is_corner
            && edge.rooms.into_iter().flatten().all(is_zone)
            && self.arms(border).is_none()
            && self.arms(far).has(way.back())
            && self.plan.grid.head(far) != Some(way.back())
    }

    /// Where a line goes on beyond its label.
    fn far(&self, cell: Cell, way: Way) -> Option<Cell> {
        let far = self.plan.grid.beyond_label(cell, way)?;
        let mut between = cell.ray(way).take_while(|cell| *cell != far);
        let is_clear = between.all(|cell| self.plan.edge(cell).is_none());
        let is_drawn = !self.plan.is_label(far)
            && self.plan.edge(far).is_none_or(|edge| !edge.along.has(way))
            && self.plan.grid.arms(far).has(way.back());
        (is_clear && is_drawn).then_some(far)
    }

    /// What is wrong with an end in nothing.
    fn loose(&self, cell: Cell, way: Way) -> FaultKind {
        let is_line = cell.next(way).is_some_and(|next| !self.arms(next).is_none());
        match self.plan.grid.head(cell) {
            _ if self.plan.is_short(cell, way) => FaultKind::ShortConnector,
            Some(head) if head == way => FaultKind::LooseHead,
            _ if is_line => FaultKind::NoJunction,
            _ => FaultKind::LooseConnector,
        }
    }
}
