//! A layout on cells: boxes, lines, arrowheads and labels become [`Art`].

mod ink;

use super::{
    graph::{Graph, Stroke, Towards},
    words::width,
};
use crate::diagram::way::{Arms, Way};
pub(super) use ink::ink;

/// Everything of a drawing in its place; columns before rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Laid {
    pub(super) size: [isize; 2],
    pub(super) boxes: Vec<Placed>,
    pub(super) lines: Vec<Stretch>,
    pub(super) heads: Vec<Head>,
    pub(super) texts: Vec<Text>,
}

/// A box from corner to corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) from: [isize; 2],
    pub(super) to: [isize; 2],
    pub(super) what: What,
}

/// What a box is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Node(usize),
    Zone(usize),
}

/// A straight piece of a line; pieces of one net are joined where they meet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) net: usize,
    pub(super) stroke: Stroke,
    pub(super) from: [isize; 2],
    pub(super) to: [isize; 2],
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) at: [isize; 2],
    pub(super) way: Way,
}

#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) at: [isize; 2],
    pub(super) rows: Vec<String>,
}

impl Laid {
    pub(super) fn line(&mut self, net: usize, stroke: Stroke, from: [isize; 2], to: [isize; 2]) {
        self.lines.push(Stretch { net, stroke, from, to });
    }

    /// Takes another layout in, moved.
    pub(super) fn embed(&mut self, inner: Self, by: [isize; 2]) {
        let moved = |at: [isize; 2]| [at[0] + by[0], at[1] + by[1]];
        let boxes = inner.boxes.into_iter();
        self.boxes.extend(boxes.map(|it| Placed { from: moved(it.from), to: moved(it.to), ..it }));
        let lines = inner.lines.into_iter();
        self.lines.extend(lines.map(|it| Stretch { from: moved(it.from), to: moved(it.to), ..it }));
        self.heads.extend(inner.heads.into_iter().map(|it| Head { at: moved(it.at), ..it }));
        self.texts.extend(inner.texts.into_iter().map(|it| Text { at: moved(it.at), ..it }));
    }

    /// Mirrors a layout that was made downwards or to the right.
    pub(super) fn turn(&mut self, way: Towards) {
        if !way.is_back() {
            return;
        }
        let axis = usize::from(!way.is_level());
        let end = self.size[axis] - 1;
        let flip = |at: &mut [isize; 2]| at[axis] = end - at[axis];
        for it in &mut self.boxes {
            flip(&mut it.from);
            flip(&mut it.to);
            let (from, to) = (it.from[axis], it.to[axis]);
            (it.from[axis], it.to[axis]) = (to, from);
        }
        for it in &mut self.lines {
            flip(&mut it.from);
            flip(&mut it.to);
        }
        for it in &mut self.heads {
            flip(&mut it.at);
            it.way = if it.way.is_level() == (axis == 0) { it.way.back() } else { it.way };
        }
        for it in &mut self.texts {
            let columns = it.rows.iter().map(|row| width(row)).max().unwrap_or(0);
            let size = [columns as isize, it.rows.len() as isize];
            it.at[axis] = end - (it.at[axis] + size[axis] - 1);
        }
    }
}

/// What a layout shows of a flowchart: the rows of each node, the title of
/// each zone.
pub(super) struct Names<'a> {
    pub(super) graph: &'a Graph,
    pub(super) room: usize,
}

impl Names<'_> {
    fn rows(&self, node: usize) -> Vec<String> {
        self.graph.nodes.get(node).map_or(Vec::new(), |node| node.label.wrap(self.room))
    }

    fn title(&self, zone: usize) -> String {
        self.graph.zones.get(zone).map_or(String::new(), |zone| zone.title.line())
    }

    fn asks(&self, what: What) -> bool {
        matches!(what, What::Node(node) if self.graph.nodes.get(node).is_some_and(|node| node.asks))
    }
}

/// The way from one place to another of the same column or row.
fn way(from: [isize; 2], to: [isize; 2]) -> Way {
    match (to[0] - from[0], to[1] - from[1]) {
        (0, down) if down < 0 => Way::North,
        (0, _) => Way::South,
        (right, _) if right < 0 => Way::West,
        _ => Way::East,
    }
}

impl Stretch {
    /// Its cells, and where it goes from each.
    fn cells(&self) -> impl Iterator<Item = ([isize; 2], Arms)> + use<> {
        let Self { from, to, .. } = *self;
        let length = (to[0] - from[0]).abs() + (to[1] - from[1]).abs();
        let on = way(from, to);
        let step = [(to[0] - from[0]).signum(), (to[1] - from[1]).signum()];
        (0..=length).map(move |by| {
            let back = (by > 0).then(|| on.back());
            let ahead = (by < length).then_some(on);
            let at = [from[0] + by * step[0], from[1] + by * step[1]];
            (at, back.into_iter().chain(ahead).collect())
        })
    }
}
