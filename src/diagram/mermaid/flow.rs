//! Reads a flowchart.

mod link;
mod node;

use std::{collections::BTreeMap, ops::Range};

use super::{
    cursor::{Cursor, statements},
    fault::{MermaidFault, Misread},
    graph::{Edge, End, Graph, MAX_DEPTH, MAX_EDGES, MAX_NODES, Stroke, Towards, Zone},
    words::Words,
};

/// Statements that only say how things look or what a click does.
const PASSED: &[&str] = &[
    "classDef",
    "class",
    "style",
    "linkStyle",
    "click",
    "accTitle:",
    "accDescr:",
    "accTitle",
    "accDescr",
];

/// Reads a flowchart whose first line ends at `from`.
pub(super) fn read(source: &str, way: Towards, from: usize) -> Result<Graph, MermaidFault> {
    let graph = Graph { way, ..Graph::default() };
    let mut reader = Reader { source, graph, ids: BTreeMap::new(), open: Vec::new() };
    for span in statements(source, from, true) {
        reader.statement(span)?;
    }
    match reader.open.pop() {
        Some((_, span)) => Err(Misread::Unclosed("subgraph").at(source, span)),
        None => reader.finish(),
    }
}

struct Reader<'a> {
    source: &'a str,
    graph: Graph,
    ids: BTreeMap<String, usize>,
    /// The subgraphs that are open and where they are written.
    open: Vec<(usize, Range<usize>)>,
}

impl Reader<'_> {
    fn statement(&mut self, span: Range<usize>) -> Result<(), MermaidFault> {
        let mut cursor = Cursor::new(self.source, span.clone());
        if PASSED.iter().any(|word| cursor.eat_word(word)) {
            return Ok(());
        }
        if cursor.eat_word("subgraph") {
            return self.subgraph(cursor, span);
        }
        if cursor.eat_word("end") && cursor.is_done() {
            return self.open.pop().map(|_| ()).ok_or(Misread::StrayEnd.at(self.source, span));
        }
        if cursor.eat_word("direction") {
            return self.direction(cursor);
        }
        self.chain(Cursor::new(self.source, span))
    }

    fn zone(&self) -> Option<usize> {
        self.open.last().map(|(zone, _)| *zone)
    }

    fn direction(&mut self, mut cursor: Cursor<'_>) -> Result<(), MermaidFault> {
        cursor.skip_blanks();
        let way = Towards::read(cursor.rest().trim()).ok_or_else(|| cursor.fault())?;
        match self.zone().and_then(|zone| self.graph.zones.get_mut(zone)) {
            Some(zone) => zone.way = Some(way),
            None => self.graph.way = way,
        }
        Ok(())
    }

    fn subgraph(&mut self, mut cursor: Cursor<'_>, span: Range<usize>) -> Result<(), MermaidFault> {
        if self.open.len() >= MAX_DEPTH || self.graph.zones.len() >= MAX_NODES {
            return Err(Misread::TooLarge("subgraphs").at(self.source, span));
        }
        cursor.skip_blanks();
        let text = cursor.rest().trim();
        let titled = text.split_once('[').filter(|(_, rest)| rest.ends_with(']'));
        let (id, title) =
            titled.map_or((text, text), |(id, title)| (id.trim(), &title[..title.len() - 1]));
        let mut title = Words::new(unquoted(title));
        if title.is_empty() {
            title = Words::new(unquoted(id));
        }
        let zone = Zone { id: unquoted(id).to_owned(), title, zone: self.zone(), way: None };
        self.open.push((self.graph.zones.len(), span));
        self.graph.zones.push(zone);
        Ok(())
    }

    /// Nodes and what joins them: `A & B --> C --> D`.
    fn chain(&mut self, mut cursor: Cursor<'_>) -> Result<(), MermaidFault> {
        let mut from = self.list(&mut cursor)?;
        while !cursor.is_done() {
            let at = cursor.at;
            let link = link::read(&mut cursor)?;
            let to = self.list(&mut cursor)?;
            for (a, b) in from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b))) {
                let (from, to) = (End::Node(a), End::Node(b));
                self.graph.edges.push(Edge { from, to, at, ..link.clone() });
            }
            if self.graph.edges.len() > MAX_EDGES {
                return Err(cursor.tell(Misread::TooLarge("connectors")));
            }
            from = to;
        }
        Ok(())
    }

    fn list(&mut self, cursor: &mut Cursor<'_>) -> Result<Vec<usize>, MermaidFault> {
        let mut nodes = vec![self.node(cursor)?];
        loop {
            let before = *cursor;
            cursor.skip_blanks();
            if !cursor.eat("&") {
                *cursor = before;
                return Ok(nodes);
            }
            nodes.push(self.node(cursor)?);
        }
    }

    /// Makes connectors that name a subgraph end at it.
    fn finish(mut self) -> Result<Graph, MermaidFault> {
        let zones: BTreeMap<_, _> =
            self.graph.zones.iter().enumerate().map(|(at, zone)| (zone.id.clone(), at)).collect();
        let named = |node: &super::graph::Node| zones.get(&node.id).copied();
        let (mut ends, mut kept) = (Vec::new(), 0);
        for node in &self.graph.nodes {
            ends.push(named(node).map_or(End::Node(kept), End::Zone));
            kept += usize::from(named(node).is_none());
        }
        let end = |end| match end {
            End::Node(node) => ends.get(node).copied().unwrap_or(end),
            End::Zone(_) => end,
        };
        for edge in &mut self.graph.edges {
            (edge.from, edge.to) = (end(edge.from), end(edge.to));
        }
        self.graph.nodes.retain(|node| named(node).is_none());
        self.graph.same();
        let within = self.graph.edges.iter().find(|edge| self.graph.is_within(edge));
        match within {
            Some(edge) => Err(Misread::Within.at(self.source, edge.at..edge.at + 1)),
            None if self.graph.nodes.is_empty() && self.graph.zones.is_empty() => {
                Err(Misread::Empty.at(self.source, 0..self.source.len()))
            }
            None => Ok(self.graph),
        }
    }
}

impl Graph {
    /// Drops connectors that say nothing new.
    fn same(&mut self) {
        let mut kept: Vec<Edge> = Vec::new();
        for edge in std::mem::take(&mut self.edges) {
            let same = |other: &Edge| Edge { at: edge.at, ..other.clone() } == edge;
            if !kept.iter().any(same) {
                kept.push(edge);
            }
        }
        self.edges = kept;
    }

    /// Whether an edge joins a subgraph with itself or what stands in it.
    fn is_within(&self, edge: &Edge) -> bool {
        let around = |outer: End, inner: End| match outer {
            End::Zone(zone) => outer == inner || self.zones_of(inner).any(|at| at == zone),
            End::Node(_) => false,
        };
        around(edge.from, edge.to) || around(edge.to, edge.from)
    }

    /// The zones around what an edge ends at, innermost first.
    pub(super) fn zones_of(&self, end: End) -> impl Iterator<Item = usize> {
        let first = match end {
            End::Node(node) => self.nodes.get(node).and_then(|node| node.zone),
            End::Zone(zone) => self.zone_around(zone),
        };
        std::iter::successors(first, move |zone| self.zone_around(*zone))
    }

    fn zone_around(&self, zone: usize) -> Option<usize> {
        self.zones.get(zone).and_then(|zone| zone.zone)
    }
}

/// A text without the quotes about it.
pub(super) fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let inner = |text: &'_ str, c| {
        text.strip_prefix(c).and_then(|text| text.strip_suffix(c)).map(str::len).map(|l| 1..=l)
    };
    let cut = |text: &'_ str, c| inner(text, c).map_or(0..text.len(), |r| *r.start()..*r.end() + 1);
    let text = text.get(cut(text, '"')).unwrap_or(text);
    text.get(cut(text, '`')).unwrap_or(text)
}

impl Default for Edge {
    fn default() -> Self {
        let (from, to, label) = (End::Node(0), End::Node(0), Words::default());
        Self { from, to, label, stroke: Stroke::Plain, heads: [false, true], span: 1, at: 0 }
    }
}
