//! What stands directly in a zone, and the edges that matter there.

use super::{
    level::{Item, Kind, Level, Seg},
    rank::{Pair, rank},
};
use crate::diagram::mermaid::graph::{End, Graph, Stroke};

/// The children of a zone and what joins them.
pub(super) struct Inner {
    pub(super) children: Vec<End>,
    /// Edges between two children.
    pub(super) local: Vec<Local>,
    /// Edges that pass the frame of the zone.
    passing: Vec<Passing>,
    is_zone: bool,
}

/// An edge between two children.
pub(super) struct Local {
    pub(super) edge: usize,
    pair: Pair,
    down: bool,
}

/// An edge that leaves the zone.
struct Passing {
    edge: usize,
    child: usize,
    /// Whether it leaves where the ranks end, not where they start.
    is_out: bool,
}

/// How ranks become layers: those of nodes, and those of labels after them.
pub(super) struct Stack {
    ranks: Vec<usize>,
    labels: Vec<usize>,
    pub(super) layers: usize,
}

/// An edge from layer to layer, downwards.
pub(super) struct Route {
    pub(super) edge: usize,
    pub(super) ends: [(usize, usize); 2],
    pub(super) seg: Seg,
    /// The layer its label stands in.
    pub(super) label: usize,
}

impl Inner {
    pub(super) fn new(graph: &Graph, scope: Option<usize>, down: &[bool]) -> Self {
        let nodes = graph.nodes.iter().enumerate().filter(|(_, node)| node.zone == scope);
        let zones = graph.zones.iter().enumerate().filter(|(_, zone)| zone.zone == scope);
        let nodes = nodes.map(|(at, _)| End::Node(at));
        let children: Vec<_> = nodes.chain(zones.map(|(at, _)| End::Zone(at))).collect();
        let is_zone = scope.is_some();
        let mut inner = Self { children, local: Vec::new(), passing: Vec::new(), is_zone };
        let down = |edge: usize| down.get(edge) != Some(&false);
        for (at, edge) in graph.edges.iter().enumerate() {
            let ends = [edge.from, edge.to].map(|end| inner.child(graph, end, scope));
            match ends {
                [Some(from), Some(to)] if from != to => {
                    let pair = Pair { from, to, span: edge.span };
                    inner.local.push(Local { edge: at, pair, down: true });
                }
                _ if edge.stroke == Stroke::Hidden => (),
                [Some(child), None] => {
                    inner.passing.push(Passing { edge: at, child, is_out: down(at) });
                }
                [None, Some(child)] => {
                    inner.passing.push(Passing { edge: at, child, is_out: !down(at) });
                }
                _ => (),
            }
        }
        inner
    }

    /// The child in which an end is.
    fn child(&self, graph: &Graph, end: End, scope: Option<usize>) -> Option<usize> {
        let mut at = end;
        let mut around = graph.zones_of(end);
        loop {
            let zone = around.next();
            if zone == scope {
                return self.children.iter().position(|child| *child == at);
            }
            at = End::Zone(zone?);
        }
    }

    /// The rank of each child, and whether each local edge leads down.
    pub(super) fn ranks(&self) -> (Vec<usize>, Vec<bool>) {
        let pairs: Vec<_> = self.local.iter().map(|local| local.pair).collect();
        rank(self.children.len(), &pairs)
    }

    /// Notes which edges lead down.
    pub(super) fn turn(&mut self, down: &[bool]) {
        for local in &mut self.local {
            local.down = down.get(local.edge) != Some(&false);
        }
    }

    pub(super) fn stack(&self, graph: &Graph, ranks: &[usize]) -> Stack {
        let count = ranks.iter().max().map_or(0, |rank| rank + 1);
        let is_told = |local: &Local| {
            graph
                .edges
                .get(local.edge)
                .is_some_and(|it| !it.label.is_empty() && it.stroke != Stroke::Hidden)
        };
        let upper = |local: &Local| if local.down { local.pair.from } else { local.pair.to };
        let told: Vec<_> = self
            .local
            .iter()
            .filter(|local| is_told(local))
            .filter_map(|local| ranks.get(upper(local)))
            .collect();
        let mut stack =
            Stack { ranks: Vec::new(), labels: Vec::new(), layers: usize::from(self.is_zone) };
        for rank in 0..count {
            stack.ranks.push(stack.layers);
            let labels = usize::from(told.contains(&&rank));
            stack.labels.push(if labels == 0 { usize::MAX } else { stack.layers + 1 });
            stack.layers += 1 + labels;
        }
        stack.layers += usize::from(self.is_zone);
        stack
    }

    /// Every edge from layer to layer; those that leave the zone from or to a
    /// port that is put into the level here.
    pub(super) fn routes(
        &self,
        graph: &Graph,
        down: &[bool],
        items: &[(usize, usize)],
        level: &mut Level,
        stack: &Stack,
    ) -> Vec<Route> {
        let place = |child: usize| items.get(child).copied().unwrap_or_default();
        let seg = |at: usize| {
            let edge = graph.edges.get(at);
            let heads = edge.map_or([false; 2], |edge| edge.heads);
            let is_down = down.get(at) != Some(&false);
            let heads = if is_down { heads } else { [heads[1], heads[0]] };
            Seg { stroke: edge.map_or(Stroke::Plain, |edge| edge.stroke), heads, ..Seg::default() }
        };
        let mut routes = Vec::new();
        for Local { edge, pair, down } in &self.local {
            let [upper, lower] = if *down { [pair.from, pair.to] } else { [pair.to, pair.from] };
            let ends = [upper, lower].map(place);
            let label = stack.ranks.iter().position(|layer| *layer == ends[0].0);
            let label =
                label.and_then(|rank| stack.labels.get(rank)).copied().unwrap_or(usize::MAX);
            routes.push(Route { edge: *edge, ends, seg: seg(*edge), label });
        }
        routes.retain(|route| route.seg.stroke != Stroke::Hidden);
        for Passing { edge, child, is_out } in &self.passing {
            let layer = if *is_out { stack.layers - 1 } else { 0 };
            let stroke = seg(*edge).stroke;
            let item = Item { kind: Kind::Port(*edge), depth: 1, stroke, ..Item::default() };
            let port = (layer, level.add(layer, item));
            let ends = if *is_out { [place(*child), port] } else { [port, place(*child)] };
            let heads = seg(*edge).heads;
            let heads = if *is_out { [heads[0], false] } else { [false, heads[1]] };
            let seg = Seg { heads, ..seg(*edge) };
            routes.push(Route { edge: *edge, ends, seg, label: usize::MAX });
        }
        routes
    }
}

impl Stack {
    /// The layer of a rank.
    pub(super) fn rank(&self, rank: usize) -> usize {
        self.ranks.get(rank).copied().unwrap_or(0)
    }
}
