//! Between two layers: on which track each connector runs across, such that no
//! two meet and few cross.

use super::level::Seg;

/// A connector's run across a gap.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) net: usize,
    /// Where lines come in from above.
    pub(super) tops: Vec<isize>,
    /// Where lines go on below.
    pub(super) bots: Vec<isize>,
    /// The second half of the connector, which goes on from `bots`.
    pub(super) on: Option<usize>,
    /// How far down it runs across.
    pub(super) track: usize,
}

impl Run {
    fn ends(&self) -> impl Iterator<Item = isize> {
        self.tops.iter().chain(&self.bots).copied()
    }

    /// The first and the last column.
    pub(super) fn span(&self) -> [isize; 2] {
        [self.ends().min().unwrap_or(0), self.ends().max().unwrap_or(0)]
    }

    fn is_straight(&self) -> bool {
        let [low, high] = self.span();
        low == high
    }

    /// Whether it would run into another that is not below it.
    fn blocks(&self, other: &Self) -> bool {
        self.tops.iter().any(|top| other.bots.contains(top))
    }

    /// How often they cross if this one is above the other.
    fn crossings(&self, other: &Self) -> usize {
        let inside = |[low, high]: [isize; 2], ends: &[isize]| {
            ends.iter().filter(|at| low < **at && **at < high).count()
        };
        inside(other.span(), &self.bots) + inside(self.span(), &other.tops)
    }

    fn is_near(&self, other: &Self) -> bool {
        let ([a, b], [c, d]) = (self.span(), other.span());
        a <= d + 1 && c <= b + 1
    }
}

/// The runs across a gap, and how many tracks they take.
pub(super) fn runs(segs: &[Seg]) -> (Vec<Run>, usize) {
    let mut nets: Vec<_> = segs.iter().map(|seg| seg.net).collect();
    nets.sort_unstable();
    nets.dedup();
    let mut runs: Vec<_> = nets.into_iter().map(|net| run(segs, net)).collect();
    let tracks = assign(&mut runs);
    (runs, tracks)
}

fn run(segs: &[Seg], net: usize) -> Run {
    let ports = |side: usize| {
        let mut ports: Vec<_> =
            segs.iter().filter(|seg| seg.net == net).map(|seg| seg.port[side]).collect();
        ports.sort_unstable();
        ports.dedup();
        ports
    };
    Run { net, tops: ports(0), bots: ports(1), ..Run::default() }
}

/// Finds a track for every run that is not straight; how many there are.
fn assign(runs: &mut Vec<Run>) -> usize {
    let mut left: Vec<_> = (0..runs.len()).filter(|at| !is_straight(runs, *at)).collect();
    let mut placed: Vec<usize> = Vec::new();
    let mut tracks = 0;
    while !left.is_empty() {
        let Some(next) = next(runs, &left) else {
            let Some(half) = left.iter().copied().find(|at| can_split(runs, *at)) else { break };
            left.push(split(runs, half));
            continue;
        };
        left.retain(|at| *at != next);
        let over = placed.iter().filter(|it| must(runs, **it, next) || near(runs, **it, next));
        let track = over.filter_map(|it| runs.get(*it)).map(|run| run.track + 1).max().unwrap_or(0);
        runs.get_mut(next).into_iter().for_each(|run| run.track = track);
        tracks = tracks.max(track + 1);
        placed.push(next);
    }
    tracks
}

fn is_straight(runs: &[Run], at: usize) -> bool {
    runs.get(at).is_none_or(Run::is_straight)
}

fn near(runs: &[Run], a: usize, b: usize) -> bool {
    runs.get(a).zip(runs.get(b)).is_some_and(|(a, b)| a.is_near(b))
}

/// Whether one must run above another.
fn must(runs: &[Run], a: usize, b: usize) -> bool {
    let Some((upper, lower)) = runs.get(a).zip(runs.get(b)) else { return false };
    upper.on == Some(b) || lower.on != Some(a) && a != b && upper.blocks(lower)
}

/// What may be placed next: what has nothing left that must be above it; of
/// those, what crosses least if it is above all that is left.
fn next(runs: &[Run], left: &[usize]) -> Option<usize> {
    let is_free = |at: &usize| !left.iter().any(|other| must(runs, *other, *at));
    let cost = |at: usize| {
        let others = left.iter().filter(|other| **other != at);
        let pairs = others.filter_map(|other| runs.get(at).zip(runs.get(*other)));
        pairs.filter(|(a, b)| a.crossings(b) > b.crossings(a)).count()
    };
    left.iter().copied().filter(is_free).min_by_key(|at| cost(*at))
}

fn can_split(runs: &[Run], at: usize) -> bool {
    runs.get(at).is_some_and(|run| run.on.is_none()) && runs.iter().all(|run| run.on != Some(at))
}

/// Cuts a run in two halves, joined in a column that nothing else uses.
fn split(runs: &mut Vec<Run>, at: usize) -> usize {
    let used: Vec<_> = runs.iter().flat_map(Run::ends).collect();
    let Some([low, high]) = runs.get(at).map(Run::span) else { return at };
    let is_free = |column: &isize| used.iter().all(|it| (it - column).abs() > 1);
    let last = used.iter().max().map_or(high, |it| it + 2);
    let column = (low + 1..high).chain(high..last).find(is_free).unwrap_or(last);
    let half = runs.len();
    let Some(run) = runs.get_mut(at) else { return at };
    let bots = std::mem::replace(&mut run.bots, vec![column]);
    run.on = Some(half);
    let net = run.net;
    runs.push(Run { net, tops: vec![column], bots, ..Run::default() });
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tracks(ports: &[[isize; 2]]) -> Vec<usize> {
        let segs: Vec<_> = ports
            .iter()
            .enumerate()
            .map(|(net, port)| Seg { net, port: *port, ..Seg::default() })
            .collect();
        let (runs, count) = runs(&segs);
        runs.iter().map(|run| run.track).chain([count]).collect()
    }

    #[test]
    fn runs_do_not_meet() {
        for (ports, expected) in [
            (vec![[1, 1]], vec![0, 0]),
            (vec![[1, 5], [3, 7]], vec![1, 0, 2]),
            (vec![[5, 1], [7, 3]], vec![0, 1, 2]),
            (vec![[1, 4], [8, 11]], vec![0, 0, 1]),
            (vec![[1, 5], [5, 9]], vec![1, 0, 2]),
            (vec![[1, 9], [9, 1]], vec![0, 1, 2, 3]),
        ] {
            assert_eq!(tracks(&ports), expected, "{ports:?}");
        }
    }
}
