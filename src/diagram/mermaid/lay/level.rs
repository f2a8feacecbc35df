//! One level of a flowchart: what stands directly in one zone, in layers, with
//! bends where connectors pass a layer.

use crate::diagram::mermaid::graph::Stroke;

/// Bends of one drawing at most.
pub(super) const MAX_ITEMS: usize = 3000;
/// Connectors side by side at most: more could not be told apart.
pub(super) const MAX_SIDE: usize = 120;

/// The layers of a level, and what joins each to the next.
#[derive(Debug, Default)]
pub(super) struct Level {
    pub(super) items: Vec<Item>,
    pub(super) layers: Vec<Vec<usize>>,
    pub(super) gaps: Vec<Vec<Seg>>,
}

/// Something in a layer. `main` is the way ranks go, `cross` the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// Cells across before and after its anchor.
    pub(super) before: isize,
    pub(super) after: isize,
    /// Cells across for what is drawn beside it.
    pub(super) extra: isize,
    /// What its line is drawn with, if it is no box.
    pub(super) stroke: Stroke,
    /// Cells along the ranks.
    pub(super) depth: isize,
    /// Where its anchor is across.
    pub(super) at: isize,
    /// Where it starts along the ranks.
    pub(super) start: isize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Bend,
    Node(usize),
    Zone(usize),
    /// The label of an edge, and the edge's way past it.
    Label(usize),
    /// Where an edge passes the border of the zone.
    Port(usize),
}

/// A piece of an edge from one layer to the next.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seg {
    pub(super) upper: usize,
    pub(super) lower: usize,
    pub(super) stroke: Stroke,
    /// Whether an arrowhead is at its upper end, at its lower end.
    pub(super) heads: [bool; 2],
    /// Where it must leave a zone, from the zone's anchor.
    pub(super) fixed: [Option<isize>; 2],
    /// Pieces of the same number share a line.
    pub(super) net: usize,
    /// Where it starts and ends across.
    pub(super) port: [isize; 2],
    /// How much it matters that it is straight.
    pub(super) weight: f64,
}

impl Kind {
    pub(super) const fn is_box(self) -> bool {
        matches!(self, Self::Node(_) | Self::Zone(_))
    }
}

impl Seg {
    /// The item at one of its ends.
    pub(super) const fn end(&self, side: usize) -> usize {
        if side == 0 { self.upper } else { self.lower }
    }
}

impl Level {
    pub(super) fn item(&self, at: usize) -> Item {
        self.items.get(at).cloned().unwrap_or_default()
    }

    pub(super) fn is_box(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.kind.is_box())
    }

    /// Puts something into a layer.
    pub(super) fn add(&mut self, layer: usize, item: Item) -> usize {
        let id = self.items.len();
        self.items.push(item);
        self.layers.get_mut(layer).into_iter().for_each(|layer| layer.push(id));
        id
    }

    /// Lets an edge run from an item of one layer to one of a later layer, past
    /// its label if it has one. `make` makes what stands in a layer between.
    pub(super) fn run(
        &mut self,
        (first, upper): (usize, usize),
        (last, lower): (usize, usize),
        seg: Seg,
        make: impl Fn(usize) -> Item,
    ) {
        let mut at = upper;
        for layer in first..last {
            let is_last = layer + 1 == last;
            let between = || Item { stroke: seg.stroke, ..make(layer + 1) };
            let next = if is_last { lower } else { self.add(layer + 1, between()) };
            let (begins, ends) = (layer == first, is_last);
            let fixed = [seg.fixed[0].filter(|_| begins), seg.fixed[1].filter(|_| ends)];
            let heads = [
                seg.heads[0] && begins && fixed[0].is_none(),
                seg.heads[1] && ends && fixed[1].is_none(),
            ];
            let piece = Seg { upper: at, lower: next, heads, fixed, ..seg };
            self.gaps.get_mut(layer).into_iter().for_each(|gap| gap.push(piece));
            at = next;
        }
    }

    /// Joins pieces that may share a line: those that leave one box in the same
    /// manner, or else those that come into one.
    pub(super) fn share(&mut self) {
        let boxes: Vec<_> = self.items.iter().map(|item| item.kind.is_box()).collect();
        let is_box = |at: usize| boxes.get(at) == Some(&true);
        for gap in &mut self.gaps {
            let all = gap.clone();
            let shares = |side: usize, a: &Seg, b: &Seg| {
                is_box(a.end(side))
                    && a.end(side) == b.end(side)
                    && (a.stroke, a.heads[side]) == (b.stroke, b.heads[side])
                    && a.fixed[side].is_none()
                    && b.fixed[side].is_none()
            };
            let fan = |seg: &Seg| all.iter().filter(|other| shares(0, seg, other)).count() > 1;
            let fanned: Vec<_> = all.iter().map(fan).collect();
            for (at, seg) in gap.iter_mut().enumerate() {
                let fans = |at: usize| fanned.get(at) == Some(&true);
                let same = |(place, other): (usize, &Seg)| {
                    if fans(at) {
                        shares(0, seg, other)
                    } else {
                        shares(1, seg, other) && !fans(place)
                    }
                };
                let found = all.iter().enumerate().find(|it| same(*it));
                seg.net = found.map_or(at, |(place, _)| place);
            }
        }
    }

    /// Lines that leave an item on one side of it.
    pub(super) fn lines(&self, item: usize, side: usize) -> usize {
        let pieces = self.gaps.iter().enumerate().flat_map(|(gap, segs)| {
            let here = segs.iter().filter(move |seg| seg.end(side) == item);
            here.map(move |seg| (gap, seg.net))
        });
        let mut nets: Vec<_> = pieces.collect();
        nets.sort_unstable();
        nets.dedup();
        nets.len()
    }
}
