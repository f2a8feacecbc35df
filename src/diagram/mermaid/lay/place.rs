//! Where things stand across: near what they are joined to, in order, apart.

use super::level::{Item, Kind, Level, Seg};

/// Times the layers are gone through.
const SWEEPS: usize = 24;

/// Blank cells between two items.
#[derive(Clone, Copy, Debug)]
pub(super) struct Space {
    pub(super) boxes: isize,
    pub(super) lines: isize,
}

impl Level {
    /// Finds a place across for every item, from `first` on.
    pub(super) fn place(&mut self, space: Space, first: isize) {
        self.weigh();
        (0..self.layers.len()).for_each(|layer| self.settle(layer, space, |_, _| 0.0));
        for sweep in 0..SWEEPS {
            let both = sweep >= SWEEPS / 2;
            let down = sweep % 2 == 0;
            for step in 0..self.layers.len() {
                let layer = if down { step } else { self.layers.len() - 1 - step };
                let weight = move |side: usize, weight: f64| {
                    if both || (side == 1) == down { weight } else { weight / 64.0 }
                };
                self.settle(layer, space, weight);
            }
        }
        (0..3).for_each(|_| self.straighten(space));
        let least = self.items.iter().map(|item| item.at - item.before).min().unwrap_or(0);
        self.items.iter_mut().for_each(|item| item.at += first - least);
    }

    /// Cells between the anchors of two neighbours.
    fn apart(&self, a: usize, b: usize, space: Space) -> isize {
        let (a, b) = (self.item(a), self.item(b));
        let both = a.kind.is_box() && b.kind.is_box();
        let is_over = matches!(b.kind, Kind::Label(_)) && b.before > 0;
        let space = if is_over {
            0
        } else if both {
            space.boxes
        } else {
            space.lines
        };
        a.after + a.extra + b.before + 1 + space
    }

    /// Moves the items of a layer to where they are wanted, as far as there is
    /// room; `weight` says how much a piece on a side of an item counts.
    fn settle(&mut self, layer: usize, space: Space, weight: impl Fn(usize, f64) -> f64) {
        let Some(ids) = self.layers.get(layer).cloned() else { return };
        let mut offset = 0;
        let mut wanted = Vec::with_capacity(ids.len());
        for (place, id) in ids.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|place| ids.get(place));
            offset += before.map_or(0, |before| self.apart(*before, *id, space));
            let (sum, total) = self.wanted(layer, *id, &weight);
            wanted.push((sum / total - offset as f64, total, offset));
        }
        let settled = isotonic(wanted.iter().map(|(at, weight, _)| (*at, *weight)));
        for ((id, at), (_, _, offset)) in ids.iter().zip(settled).zip(&wanted) {
            let at = at.round() as isize + offset;
            self.items.get_mut(*id).into_iter().for_each(|item| item.at = at);
        }
    }

    /// The weighted sum of where an item is wanted, and the weights.
    fn wanted(&self, layer: usize, id: usize, weight: &impl Fn(usize, f64) -> f64) -> (f64, f64) {
        let at = self.items.get(id).map_or(0, |item| item.at);
        let (mut sum, mut total) = (at as f64 * 1e-3, 1e-3);
        let sides = [(layer.checked_sub(1), 1), (Some(layer), 0)];
        for (gap, side) in sides {
            let gap = gap.and_then(|gap| self.gaps.get(gap));
            for seg in gap.into_iter().flatten().filter(|seg| seg.end(side) == id) {
                let there = self.items.get(seg.end(1 - side)).map_or(0, |item| item.at);
                let there = there + seg.fixed[1 - side].unwrap_or(0) - seg.fixed[side].unwrap_or(0);
                let weight = weight(side, seg.weight);
                sum += there as f64 * weight;
                total += weight;
            }
        }
        (sum, total)
    }

    /// Long edges are to be straight, and those that are alone at their box.
    fn weigh(&mut self) {
        for gap in 0..self.gaps.len() {
            let Some(segs) = self.gaps.get(gap).cloned() else { continue };
            let alone = |seg: &Seg, side: usize| {
                segs.iter().filter(|other| other.end(side) == seg.end(side)).count() == 1
            };
            let weight = |seg: &Seg| match [0, 1].map(|side| self.is_box(seg.end(side))) {
                [true, true] => {
                    if alone(seg, 0) && alone(seg, 1) {
                        4.0
                    } else {
                        1.0
                    }
                }
                [false, false] => 8.0,
                [true, false] => {
                    if alone(seg, 0) {
                        6.0
                    } else {
                        1.0
                    }
                }
                [false, true] => {
                    if alone(seg, 1) {
                        6.0
                    } else {
                        1.0
                    }
                }
            };
            let weights: Vec<_> = segs.iter().map(weight).collect();
            let segs = self.gaps.get_mut(gap).into_iter().flatten();
            segs.zip(weights).for_each(|(seg, weight)| seg.weight = weight);
        }
    }

    /// Moves bends and labels next to each other into line where there is room.
    fn straighten(&mut self, space: Space) {
        for gap in 0..self.gaps.len() {
            for seg in self.gaps.get(gap).cloned().unwrap_or_default() {
                let points = |at: usize| !self.is_box(at);
                if points(seg.upper) && points(seg.lower) {
                    let (upper, lower) = (self.item(seg.upper).at, self.item(seg.lower).at);
                    let _ = upper == lower
                        || self.shift(gap + 1, seg.lower, upper, space)
                        || self.shift(gap, seg.upper, lower, space);
                }
            }
        }
    }

    /// Moves an item within the room that its neighbours leave.
    fn shift(&mut self, layer: usize, id: usize, to: isize, space: Space) -> bool {
        let Some(ids) = self.layers.get(layer) else { return false };
        let Some(place) = ids.iter().position(|it| *it == id) else { return false };
        let before = place.checked_sub(1).and_then(|place| ids.get(place)).copied();
        let after = ids.get(place + 1).copied();
        let fits = before.is_none_or(|it| self.item(it).at + self.apart(it, id, space) <= to)
            && after.is_none_or(|it| to + self.apart(id, it, space) <= self.item(it).at);
        if let Some(item) = self.items.get_mut(id).filter(|_| fits) {
            item.at = to;
        }
        fits
    }
}

impl Item {
    /// Something of a size across, anchored in its middle.
    pub(super) fn sized(kind: Kind, across: isize, depth: isize) -> Self {
        let before = (across - 1) / 2;
        Self { kind, before, after: across - 1 - before, depth, ..Self::default() }
    }
}

/// The sequence nearest to the given one that never falls; with weights.
pub(super) fn isotonic(wanted: impl Iterator<Item = (f64, f64)>) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (at, weight) in wanted {
        let mut pool = (at, weight, 1);
        while let Some(last) = pools.last().copied().filter(|last| last.0 > pool.0) {
            pools.pop();
            let weight = last.1 + pool.1;
            pool = ((last.0 * last.1 + pool.0 * pool.1) / weight, weight, last.2 + pool.2);
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(at, _, count)| std::iter::repeat_n(at, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_made_to_rise() {
        let wanted = [1.0, 5.0, 3.0, 4.0, 9.0].map(|at| (at, 1.0));
        assert_eq!(isotonic(wanted.into_iter()), [1.0, 4.0, 4.0, 4.0, 9.0]);
    }
}
