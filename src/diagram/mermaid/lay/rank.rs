//! Ranks: what stands before what.

/// A connector between two children of a level, by their places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Ranks between them at least.
    pub(super) span: usize,
}

/// The rank of each child, and whether each pair leads to a higher rank.
pub(super) fn rank(count: usize, pairs: &[Pair]) -> (Vec<usize>, Vec<bool>) {
    let down = orient(count, pairs);
    let turned = pairs.iter().zip(&down).filter(|(pair, _)| pair.from != pair.to);
    let arcs: Vec<_> = turned
        .map(
            |(pair, down)| {
                if *down { *pair } else { Pair { from: pair.to, to: pair.from, ..*pair } }
            },
        )
        .collect();
    (longest(count, &arcs), down)
}

/// Turns each pair that would close a circle with those written before it.
fn orient(count: usize, pairs: &[Pair]) -> Vec<bool> {
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
    let turn = |pair: &Pair| {
        let down = !reaches(&after, pair.to, pair.from);
        let (from, to) = if down { (pair.from, pair.to) } else { (pair.to, pair.from) };
        after.get_mut(from).filter(|_| from != to).into_iter().for_each(|after| after.push(to));
        down
    };
    pairs.iter().map(turn).collect()
}

/// Whether one child leads to another.
fn reaches(after: &[Vec<usize>], from: usize, to: usize) -> bool {
    let (mut seen, mut todo) = (vec![false; after.len()], vec![from]);
    while let Some(at) = todo.pop() {
        if at == to {
            return true;
        }
        if seen.get(at) == Some(&false) {
            seen.get_mut(at).into_iter().for_each(|seen| *seen = true);
            todo.extend(after.get(at).into_iter().flatten());
        }
    }
    false
}

/// Ranks such that every arc leads on; what has only successors stands right
/// before them.
fn longest(count: usize, arcs: &[Pair]) -> Vec<usize> {
    let mut rank = vec![0; count];
    let get = |rank: &[usize], at: usize| rank.get(at).copied().unwrap_or(0);
    for _ in 0..count {
        let mut changed = false;
        for arc in arcs {
            let least = get(&rank, arc.from) + arc.span;
            if let Some(to) = rank.get_mut(arc.to).filter(|to| **to < least) {
                *to = least;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for child in (0..count).rev() {
        let into = arcs.iter().any(|arc| arc.to == child);
        let on = arcs.iter().filter(|arc| arc.from == child);
        let most = on.map(|arc| get(&rank, arc.to).saturating_sub(arc.span)).min();
        if let (false, Some(most), Some(rank)) = (into, most, rank.get_mut(child)) {
            *rank = most;
        }
    }
    squeezed(&rank)
}

/// The same ranks without those that nothing has.
fn squeezed(rank: &[usize]) -> Vec<usize> {
    let mut used = rank.to_vec();
    used.sort_unstable();
    used.dedup();
    rank.iter().map(|rank| used.binary_search(rank).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_lead_on_and_circles_are_turned() {
        for (pairs, ranks, down) in [
            (vec![(0, 1), (1, 2)], vec![0, 1, 2], vec![true, true]),
            (vec![(0, 1), (1, 2), (2, 0)], vec![0, 1, 2], vec![true, true, false]),
            (vec![(0, 1), (2, 1)], vec![0, 1, 0], vec![true, true]),
            (vec![(0, 1), (1, 1), (1, 2)], vec![0, 1, 2], vec![true, false, true]),
        ] {
            let pairs: Vec<_> =
                pairs.into_iter().map(|(from, to)| Pair { from, to, span: 1 }).collect();
            assert_eq!(rank(3, &pairs), (ranks, down));
        }
    }
}
