//! What a flowchart is made of.

use super::words::Words;

/// Nodes of one flowchart at most.
pub(super) const MAX_NODES: usize = 200;
/// Edges of one flowchart at most.
pub(super) const MAX_EDGES: usize = 400;
/// Subgraphs in subgraphs at most.
pub(super) const MAX_DEPTH: usize = 8;

/// A flowchart as it is written.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) way: Towards,
    pub(super) nodes: Vec<Node>,
    pub(super) zones: Vec<Zone>,
    pub(super) edges: Vec<Edge>,
}

/// Where a flowchart leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Towards {
    #[default]
    Down,
    Up,
    Right,
    Left,
}

impl Towards {
    pub(super) fn read(word: &str) -> Option<Self> {
        Some(match word {
            "TD" | "TB" | "v" => Self::Down,
            "BT" | "^" => Self::Up,
            "LR" | ">" => Self::Right,
            "RL" | "<" => Self::Left,
            _ => return None,
        })
    }

    /// Whether ranks are columns.
    pub(super) const fn is_level(self) -> bool {
        matches!(self, Self::Right | Self::Left)
    }

    /// Whether it leads against the way of reading.
    pub(super) const fn is_back(self) -> bool {
        matches!(self, Self::Up | Self::Left)
    }

    /// The same a quarter turn on, for where there is no room across.
    pub(super) const fn turned(self) -> Self {
        match self {
            Self::Down => Self::Right,
            Self::Up => Self::Left,
            Self::Right => Self::Down,
            Self::Left => Self::Up,
        }
    }
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) label: Words,
    /// A rhombus: its label asks.
    pub(super) asks: bool,
    pub(super) zone: Option<usize>,
}

#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "a zone stands in a zone")]
pub(super) struct Zone {
    pub(super) id: String,
    pub(super) title: Words,
    pub(super) zone: Option<usize>,
    pub(super) way: Option<Towards>,
}

/// A connector as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) label: Words,
    pub(super) stroke: Stroke,
    /// Whether an arrowhead is at `from`, at `to`.
    pub(super) heads: [bool; 2],
    /// Ranks it spans at least.
    pub(super) span: usize,
    /// Where it is written.
    pub(super) at: usize,
}

/// What a connector ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    Node(usize),
    Zone(usize),
}

/// What a connector is drawn with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stroke {
    #[default]
    Plain,
    Dashed,
    Heavy,
    /// Not drawn: it only keeps nodes apart.
    Hidden,
}
