//! Lays a flowchart out in layers.
//!
//! Each subgraph is a level of its own, laid out inside its frame; connectors
//! that leave it pass the frame at a port. A level is ranked (`rank`), its
//! layers are put in order (`order`), then in place (`place`); what runs
//! between two layers finds its ports (`port`) and its track (`track`).

mod draw;
mod level;
mod order;
mod place;
mod port;
mod rank;
mod scope;
mod track;

use std::collections::BTreeMap;

use super::{
    graph::{End, Graph, Stroke, Towards},
    sheet::Laid,
    words::{cut, widest, width},
};
use level::{Item, Kind, Level, MAX_ITEMS, MAX_SIDE};
use place::Space;
use scope::Inner;

/// Columns of a subgraph's title at most.
const TITLE: usize = 40;
/// Columns of a label between two nodes, for each that a node's may take.
const LABELS: f64 = 0.8;

/// How a flowchart is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub(super) way: Towards,
    /// Columns of a node's label.
    pub(super) room: usize,
}

/// A flowchart in place; nothing if that takes too many bends.
pub(super) fn lay(graph: &Graph, manner: Manner) -> Option<Laid> {
    let down = vec![true; graph.edges.len()];
    let mut lay = Lay { graph, manner, down, nets: 0 };
    let mut laid = lay.scope(None, manner.way)?.laid;
    laid.turn(manner.way);
    Some(laid)
}

/// A flowchart being laid out.
struct Lay<'a> {
    graph: &'a Graph,
    manner: Manner,
    /// Whether each edge leads to a higher rank.
    down: Vec<bool>,
    /// Lines so far.
    nets: usize,
}

/// A level in place, with where edges pass its frame: across, by edge.
#[derive(Default)]
struct Framed {
    laid: Laid,
    ports: BTreeMap<usize, isize>,
}

impl Lay<'_> {
    /// Lays out what stands directly in a zone, or in none.
    fn scope(&mut self, scope: Option<usize>, way: Towards) -> Option<Framed> {
        let mut inner = Inner::new(self.graph, scope, &self.down);
        let (ranks, down) = inner.ranks();
        for (edge, down) in inner.local.iter().zip(down) {
            self.down.get_mut(edge.edge).into_iter().for_each(|it| *it = down);
        }
        inner.turn(&self.down);
        let mut frames = BTreeMap::new();
        for child in &inner.children {
            if let End::Zone(zone) = child {
                frames.insert(*zone, self.child(*zone, way)?);
            }
        }
        let mut level = self.level(&inner, &ranks, &frames, way)?;
        level.order();
        let is_level = way.is_level();
        let (boxes, lines) = if is_level { (1, 1) } else { (3, 2) };
        let first = if scope.is_none() {
            0
        } else if is_level {
            1
        } else {
            2
        };
        level.place(Space { boxes, lines }, first);
        Some(self.draw(level, scope, way, frames))
    }

    /// Lays out a subgraph, in its own direction if nothing leads into it.
    fn child(&mut self, zone: usize, way: Towards) -> Option<Framed> {
        let own = self.graph.zones.get(zone).and_then(|zone| zone.way);
        let is_closed = |end: End| self.graph.zones_of(end).any(|it| it == zone);
        let mut edges = self.graph.edges.iter();
        let is_free = edges.all(|edge| is_closed(edge.from) == is_closed(edge.to));
        let Some(own) = own.filter(|_| is_free) else { return self.scope(Some(zone), way) };
        let own = if self.manner.way == self.graph.way { own } else { own.turned() };
        let mut framed = self.scope(Some(zone), own)?;
        framed.laid.turn(own);
        framed.laid.turn(way);
        Some(framed)
    }

    /// The layers of a level, with everything in them.
    fn level(
        &self,
        inner: &Inner,
        ranks: &[usize],
        frames: &BTreeMap<usize, Framed>,
        way: Towards,
    ) -> Option<Level> {
        let stack = inner.stack(self.graph, ranks);
        let mut level = Level {
            layers: vec![Vec::new(); stack.layers],
            gaps: vec![Vec::new(); stack.layers.saturating_sub(1)],
            ..Level::default()
        };
        let mut items = Vec::new();
        for (child, rank) in inner.children.iter().zip(ranks) {
            let layer = stack.rank(*rank);
            items.push((layer, level.add(layer, self.item(*child, frames, way))));
        }
        for route in inner.routes(self.graph, &self.down, &items, &mut level, &stack) {
            let fixed = route.ends.map(|(_, item)| {
                let Kind::Zone(zone) = level.item(item).kind else { return None };
                let port = frames.get(&zone)?.ports.get(&route.edge)?;
                Some(port - level.item(item).before)
            });
            let bend = |layer| self.between(route.edge, layer == route.label, way);
            level.run(route.ends[0], route.ends[1], level::Seg { fixed, ..route.seg }, bend);
            if level.items.len() > MAX_ITEMS {
                return None;
            }
        }
        if level.gaps.iter().any(|gap| gap.len() > MAX_SIDE) {
            return None;
        }
        level.share();
        Self::widen(&mut level);
        Some(level)
    }

    /// A child as it stands in a layer.
    fn item(&self, child: End, frames: &BTreeMap<usize, Framed>, way: Towards) -> Item {
        let sized = |kind, [across, down]: [isize; 2]| {
            let turned = if way.is_level() { (down, across) } else { (across, down) };
            Item::sized(kind, turned.0, turned.1)
        };
        match child {
            End::Zone(zone) => {
                sized(Kind::Zone(zone), frames.get(&zone).map_or([2, 2], |framed| framed.laid.size))
            }
            End::Node(node) => {
                let rows = self.rows(node);
                let mut size = [widest(&rows) as isize + 4, rows.len() as isize + 2];
                let label = self.own_edge(node);
                if label.is_some() {
                    size = [size[0].max(7), size[1].max(if way.is_level() { 3 } else { 4 })];
                }
                let beside = |label: Vec<String>| {
                    if way.is_level() {
                        1 + label.len() as isize
                    } else {
                        4 + widest(&label) as isize
                    }
                };
                let extra = label.map_or(0, beside);
                Item { extra, ..sized(Kind::Node(node), size) }
            }
        }
    }

    fn rows(&self, node: usize) -> Vec<String> {
        self.graph.nodes.get(node).map_or(Vec::new(), |node| node.label.wrap(self.manner.room))
    }

    /// The rows of the label of an edge.
    fn label(&self, edge: usize) -> Vec<String> {
        let room = (self.manner.room as f64 * LABELS) as usize;
        self.graph.edges.get(edge).map_or(Vec::new(), |edge| edge.label.wrap(room))
    }

    /// The label of an edge that leads back to the node it comes from.
    fn own_edge(&self, node: usize) -> Option<Vec<String>> {
        let is_own = |edge: &super::graph::Edge| {
            (edge.from, edge.to) == (End::Node(node), End::Node(node))
                && edge.stroke != Stroke::Hidden
        };
        self.graph.edges.iter().position(is_own).map(|edge| self.label(edge))
    }

    /// What stands where an edge passes a layer.
    fn between(&self, edge: usize, is_label: bool, way: Towards) -> Item {
        let rows = if is_label { self.label(edge) } else { Vec::new() };
        if rows.is_empty() {
            return Item { depth: 1, ..Item::default() };
        }
        let (columns, count) = (widest(&rows) as isize, rows.len() as isize);
        let kind = Kind::Label(edge);
        if way.is_level() {
            Item { kind, before: count, depth: columns, ..Item::default() }
        } else {
            Item { kind, after: columns + 1, depth: count, ..Item::default() }
        }
    }

    /// Makes room for the ports of nodes, and nodes of a layer equally deep.
    fn widen(level: &mut Level) {
        for at in 0..level.items.len() {
            let lines = level.lines(at, 0).max(level.lines(at, 1)) as isize;
            let item = level.item(at);
            let across = (item.before + item.after + 1).max(2 * lines + 1);
            if let Some(it) = level.items.get_mut(at).filter(|it| matches!(it.kind, Kind::Node(_)))
            {
                *it = Item { extra: item.extra, ..Item::sized(item.kind, across, item.depth) };
            }
        }
        let is_node = |item: &Item| matches!(item.kind, Kind::Node(_));
        for layer in level.layers.clone() {
            let nodes = || layer.iter().filter(|at| is_node(&level.item(**at)));
            let depth = nodes().map(|at| level.item(*at).depth).max().unwrap_or(0);
            for at in nodes().copied().collect::<Vec<_>>() {
                level.items.get_mut(at).into_iter().for_each(|item| item.depth = depth);
            }
        }
    }

    /// Columns a frame needs for its title; more if connectors end at it.
    fn beside_title(&self, zone: usize, is_level: bool) -> isize {
        let mut edges = self.graph.edges.iter();
        let is_end = edges.any(|edge| [edge.from, edge.to].contains(&End::Zone(zone)));
        let title = width(&self.title(zone)) as isize;
        if is_end && !is_level { 2 * title + 2 } else { title }
    }

    /// The title of a zone as it fits into its frame.
    fn title(&self, zone: usize) -> String {
        let title = self.graph.zones.get(zone).map_or(String::new(), |zone| zone.title.line());
        cut(&title, TITLE.min(self.manner.room * 2))
    }
}
