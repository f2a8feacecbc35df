//! The order in each layer, such that few connectors cross.

use super::level::{Level, Seg};

/// Times the layers are gone through.
const SWEEPS: usize = 12;
/// Pieces of edges beyond which the order is left as it is.
const MANY: usize = 1500;
/// Pieces side by side up to which swaps of neighbours are tried.
const FEW: usize = 40;

impl Level {
    /// Looks for an order in which few connectors cross.
    pub(super) fn order(&mut self) {
        let pieces: usize = self.gaps.iter().map(Vec::len).sum();
        if pieces > MANY {
            return;
        }
        let mut best = (self.crossings(), self.layers.clone());
        for sweep in 0..SWEEPS {
            if best.0 == 0 {
                break;
            }
            self.sweep(sweep % 2 == 0);
            if self.gaps.iter().all(|gap| gap.len() <= FEW) {
                self.swap();
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.layers.clone());
            }
        }
        self.layers = best.1;
    }

    /// Where each item stands in its layer.
    fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.items.len()];
        for (place, item) in self.layers.iter().flat_map(|layer| layer.iter().enumerate()) {
            places.get_mut(*item).into_iter().for_each(|it| *it = place);
        }
        places
    }

    fn crossings(&self) -> usize {
        let places = self.places();
        self.gaps.iter().map(|gap| crossings(&self.ends(gap, &places))).sum()
    }

    /// The ends of pieces in the order of their layers.
    fn ends(&self, gap: &[Seg], places: &[usize]) -> Vec<[f64; 2]> {
        let end = |seg: &Seg, side| self.end(seg, side, places);
        gap.iter().map(|seg| [end(seg, 0), end(seg, 1)]).collect()
    }

    /// Where a piece ends among the items of a layer: a fixed port counts.
    fn end(&self, seg: &Seg, side: usize, places: &[usize]) -> f64 {
        let (at, offset) = (seg.end(side), seg.fixed[side].unwrap_or(0));
        let place = places.get(at).copied().unwrap_or(0) as f64;
        let across = self.items.get(at).map_or(1, |item| item.before + item.after + 2);
        place + 0.9 * offset as f64 / across as f64
    }

    /// Puts each layer in the order of what it is joined to in the one before.
    fn sweep(&mut self, down: bool) {
        let count = self.gaps.len();
        for step in 0..count {
            let gap = if down { step } else { count - 1 - step };
            let (near, far) = if down { (1, 0) } else { (0, 1) };
            let means = self.means(gap, near, far);
            let layer = if down { gap + 1 } else { gap };
            let Some(layer) = self.layers.get_mut(layer) else { continue };
            let mean = |at: usize| means.get(at).copied().flatten();
            let mut keys: Vec<_> = layer
                .iter()
                .enumerate()
                .map(|(place, item)| (mean(*item).unwrap_or(place as f64), *item))
                .collect();
            keys.sort_by(|a, b| a.0.total_cmp(&b.0));
            *layer = keys.into_iter().map(|(_, item)| item).collect();
        }
    }

    fn means(&self, gap: usize, near: usize, far: usize) -> Vec<Option<f64>> {
        let places = self.places();
        let mut sums = vec![(0.0, 0.0); self.items.len()];
        for seg in self.gaps.get(gap).into_iter().flatten() {
            let inner = self.end(seg, near, &places)
                - self.end(&Seg { fixed: [None; 2], ..*seg }, near, &places);
            if let Some((sum, count)) = sums.get_mut(seg.end(near)) {
                *sum += self.end(seg, far, &places) - inner;
                *count += 1.0;
            }
        }
        sums.into_iter().map(|(sum, count)| (count > 0.0).then(|| sum / count)).collect()
    }

    /// Swaps neighbours where that leaves fewer crossings.
    fn swap(&mut self) {
        for layer in 0..self.layers.len() {
            for place in 1..self.layers.get(layer).map_or(0, Vec::len) {
                let before = self.around(layer);
                self.swap_at(layer, place);
                if self.around(layer) >= before {
                    self.swap_at(layer, place);
                }
            }
        }
    }

    fn swap_at(&mut self, layer: usize, place: usize) {
        self.layers.get_mut(layer).into_iter().for_each(|layer| layer.swap(place - 1, place));
    }

    /// Crossings before and after a layer.
    fn around(&self, layer: usize) -> usize {
        let places = self.places();
        let gaps = [layer.checked_sub(1), Some(layer)].into_iter().flatten();
        gaps.filter_map(|gap| self.gaps.get(gap))
            .map(|gap| crossings(&self.ends(gap, &places)))
            .sum()
    }
}

fn crossings(ends: &[[f64; 2]]) -> usize {
    let crosses = |a: &[f64; 2], b: &[f64; 2]| (a[0] - b[0]) * (a[1] - b[1]) < -1e-9;
    let pairs = ends.iter().enumerate();
    pairs.map(|(at, a)| ends.iter().skip(at + 1).filter(|b| crosses(a, b)).count()).sum()
}
