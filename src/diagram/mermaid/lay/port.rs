//! Where connectors leave and enter boxes: straight on where that is possible.

use super::{
    level::{Kind, Level, Seg},
    place::isotonic,
};

/// Cells from one port to the next.
const APART: isize = 2;

/// A line at one side of a box: where it is wanted.
struct Aim {
    net: usize,
    /// What it leads to: lines are in this order.
    order: isize,
    at: f64,
    weight: f64,
}

impl Level {
    /// Finds where each piece of a gap starts and ends.
    pub(super) fn ports(&mut self, gap: usize) {
        let Some(segs) = self.gaps.get(gap).cloned() else { return };
        let mut ported = segs.clone();
        for side in [0, 1] {
            let mut done = Vec::new();
            for seg in &segs {
                let id = seg.end(side);
                if !done.contains(&id) {
                    done.push(id);
                    self.side(&segs, &mut ported, id, side);
                }
            }
        }
        self.gaps.get_mut(gap).into_iter().for_each(|gap| gap.clone_from(&ported));
    }

    /// Finds the ports of one side of one item.
    fn side(&self, segs: &[Seg], ported: &mut [Seg], id: usize, side: usize) {
        let item = self.item(id);
        let here = |seg: &&Seg| seg.end(side) == id;
        let mut aims: Vec<Aim> = Vec::new();
        for seg in segs.iter().filter(here).filter(|seg| self.is_free(seg, side)) {
            if !aims.iter().any(|aim| aim.net == seg.net) {
                aims.push(self.aim(segs, seg, side));
            }
        }
        aims.sort_by_key(|aim| aim.order);
        let span = [item.at - item.before + 1, item.at + item.after - 1];
        let fixed: Vec<_> = segs
            .iter()
            .filter(here)
            .filter_map(|seg| seg.fixed[side])
            .map(|at| item.at + at)
            .collect();
        let ports = spread(&aims, span, &fixed);
        for seg in ported.iter_mut().filter(|seg| seg.end(side) == id) {
            let free = aims.iter().position(|aim| aim.net == seg.net && self.is_free(seg, side));
            let port = free.and_then(|at| ports.get(at)).copied();
            seg.port[side] = port.unwrap_or(item.at + seg.fixed[side].unwrap_or(0));
        }
    }

    /// Whether a piece may end anywhere on a side of a box.
    fn is_free(&self, seg: &Seg, side: usize) -> bool {
        self.is_box(seg.end(side)) && seg.fixed[side].is_none()
    }

    fn aim(&self, segs: &[Seg], seg: &Seg, side: usize) -> Aim {
        let (own, other) = (self.item(seg.end(side)), self.item(seg.end(1 - side)));
        let fan = segs.iter().filter(|it| it.net == seg.net && it.end(side) == seg.end(side));
        let ends: Vec<_> = fan.map(|it| self.item(it.end(1 - side)).at).collect();
        let order = ends.iter().sum::<isize>() / ends.len().max(1) as isize
            + seg.fixed[1 - side].unwrap_or(0);
        let aim = |at: isize, weight| Aim { net: seg.net, order, at: at as f64, weight };
        let span =
            |item: &super::level::Item| [item.at - item.before + 1, item.at + item.after - 1];
        let (mine, theirs) = (span(&own), span(&other));
        let within = |at: isize| (mine[0]..=mine[1]).contains(&at);
        if ends.len() > 1 {
            return aim(own.at, 4.0);
        }
        if !self.is_free(seg, 1 - side) {
            let at = other.at + seg.fixed[1 - side].unwrap_or(0);
            return if within(at) { aim(at, 100.0) } else { aim(own.at, 1.0) };
        }
        let (low, high) = (mine[0].max(theirs[0]), mine[1].min(theirs[1]));
        if low > high {
            return aim(own.at, 1.0);
        }
        let fanned = |side: usize| {
            segs.iter().filter(|it| it.net == seg.net && it.end(side) == seg.end(side)).count() > 1
        };
        let is_alone = |side: usize| self.alone(segs, seg, side);
        let at = match (is_alone(side), is_alone(1 - side)) {
            _ if fanned(1 - side) => other.at,
            (true, true) if theirs[1] - theirs[0] < mine[1] - mine[0] => other.at,
            (true, true) if theirs[1] - theirs[0] > mine[1] - mine[0] => own.at,
            (true, true) => own.at.min(other.at),
            (true, false) => own.at,
            (false, true) => other.at,
            (false, false) => i64::midpoint(low as i64, high as i64) as isize,
        };
        aim(at.clamp(low, high), 100.0)
    }

    /// Whether no other line ends on that side of the box.
    fn alone(&self, segs: &[Seg], seg: &Seg, side: usize) -> bool {
        segs.iter().all(|it| it.end(side) != seg.end(side) || it.net == seg.net)
            && !matches!(self.item(seg.end(side)).kind, Kind::Zone(_))
    }
}

/// Ports near where they are wanted, in order, apart from each other and from
/// those that are fixed.
fn spread(aims: &[Aim], span: [isize; 2], fixed: &[isize]) -> Vec<isize> {
    let offset = |place: usize| place as isize * APART;
    let wanted = aims.iter().enumerate();
    let settled = isotonic(wanted.map(|(place, aim)| (aim.at - offset(place) as f64, aim.weight)));
    let most = (span[1] - offset(aims.len().saturating_sub(1))).max(span[0]);
    let ports = settled.into_iter().enumerate();
    let ports = ports.map(|(place, at)| (at.round() as isize).clamp(span[0], most) + offset(place));
    let mut used = fixed.to_vec();
    let free = |at: isize| {
        let port = if fixed.is_empty() { at } else { nearest(at, span, &used) };
        used.push(port);
        port
    };
    ports.map(free).collect()
}

/// The free place nearest to one.
fn nearest(at: isize, span: [isize; 2], used: &[isize]) -> isize {
    let reach = span[1] - span[0];
    let around = (0..=reach).flat_map(|by| [at + by, at - by]);
    let is_free = |apart: isize, at: isize| {
        (span[0]..=span[1]).contains(&at) && used.iter().all(|it| (it - at).abs() >= apart)
    };
    let mut first =
        [APART, 1].into_iter().filter_map(|apart| around.clone().find(|at| is_free(apart, *at)));
    first.next().unwrap_or(at)
}
