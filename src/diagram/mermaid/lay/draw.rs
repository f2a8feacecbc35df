//! A level whose items have their order and place across becomes boxes, lines
//! and labels.

use std::collections::BTreeMap;

use super::{
    Framed, Lay,
    level::{Item, Kind, Level, Seg},
    track::{Run, runs},
};
use crate::diagram::{
    mermaid::{
        graph::{Stroke, Towards},
        sheet::{Head, Laid, Placed, Text, What},
        words::widest,
    },
    way::Way,
};

/// What runs between two layers.
struct Gap {
    runs: Vec<Run>,
    /// Cells before the first track and from one to the next.
    before: isize,
    step: isize,
    /// Cells in all.
    depth: isize,
    /// Where it starts.
    start: isize,
}

/// A level being drawn.
struct Draw<'a, 'b> {
    lay: &'a mut Lay<'b>,
    level: Level,
    gaps: Vec<Gap>,
    is_level: bool,
    laid: Laid,
}

impl Lay<'_> {
    pub(super) fn draw(
        &mut self,
        mut level: Level,
        scope: Option<usize>,
        way: Towards,
        frames: BTreeMap<usize, Framed>,
    ) -> Framed {
        (0..level.gaps.len()).for_each(|gap| level.ports(gap));
        let gap = |gap| level.gap(gap, way.is_level(), scope.is_some());
        let gaps = (0..level.gaps.len()).map(gap).collect();
        let is_level = way.is_level();
        let mut draw = Draw { lay: self, level, gaps, is_level, laid: Laid::default() };
        let title = scope.map(|zone| draw.lay.beside_title(zone, is_level));
        let ports = draw.frame(title);
        draw.layers(frames);
        (0..draw.gaps.len()).for_each(|gap| draw.gap(gap));
        Framed { laid: draw.laid, ports }
    }
}

impl Level {
    /// What runs between two layers, and how many cells that takes.
    fn gap(&self, at: usize, is_level: bool, is_zone: bool) -> Gap {
        let segs = self.gaps.get(at).map_or(&[][..], Vec::as_slice);
        let (runs, tracks) = runs(segs);
        let boxes = |layer: usize| {
            self.layers.get(layer).is_some_and(|it| it.iter().any(|at| self.is_box(*at)))
        };
        let is_frame = is_zone && (at == 0 || at + 1 == self.gaps.len());
        let both = boxes(at) && boxes(at + 1);
        let tracks = tracks as isize;
        if !is_level {
            let is_empty = is_zone && self.gaps.len() == 1;
            let depth = tracks.max(isize::from(both || is_empty));
            return Gap { runs, before: 0, step: 1, depth, start: 0 };
        }
        let lead = |side: usize| {
            let leads = segs.iter().map(|seg| match self.item(seg.end(side)).kind {
                Kind::Bend => 0,
                Kind::Label(_) => isize::from(tracks > 0),
                _ => 1 + isize::from(seg.heads[side]),
            });
            leads.max().unwrap_or(0)
        };
        let across = if tracks > 0 { 2 * tracks - 1 } else { 0 };
        let least = if both { 3 } else { isize::from(is_frame) };
        let depth = (lead(0) + across + lead(1)).max(least);
        Gap { runs, before: lead(0), step: 2, depth, start: 0 }
    }
}

impl Draw<'_, '_> {
    /// Finds where layers start along the ranks and how large the level is, if
    /// its frame must hold a title; returns where edges pass the frame.
    fn frame(&mut self, title: Option<isize>) -> BTreeMap<usize, isize> {
        let ends = self.level.items.iter().map(|item| item.at + item.after + item.extra);
        let columns = self.gaps.iter().flat_map(|gap| &gap.runs).map(|run| run.span()[1]);
        let mut across = ends.chain(columns).max().unwrap_or(0) + 1;
        if title.is_some() {
            across += if self.is_level { 1 } else { 2 };
        }
        if title.is_some() {
            across = across.max(3);
        }
        let needed = title.map_or(0, |title| title + 5);
        let mut along = self.along();
        if self.is_level {
            let more = (needed - along).max(0);
            let count = self.gaps.len();
            if let Some(first) = self.gaps.first_mut() {
                first.depth += if count > 1 { more / 2 } else { more };
            }
            if let Some(last) = self.gaps.last_mut().filter(|_| count > 1) {
                last.depth += more - more / 2;
            }
            along = self.along();
        } else {
            let more = (needed - across).max(0);
            self.shift(more / 2);
            across = self.titled(across + more, needed);
        }
        self.laid.size = if self.is_level { [along, across] } else { [across, along] };
        let ports = self.level.items.iter().filter_map(|item| match item.kind {
            Kind::Port(edge) => Some((edge, item.at)),
            _ => None,
        });
        ports.collect()
    }

    /// Moves everything across.
    fn shift(&mut self, by: isize) {
        self.level.items.iter_mut().for_each(|item| item.at += by);
        let segs = self.level.gaps.iter_mut().flatten();
        segs.for_each(|seg| seg.port = seg.port.map(|port| port + by));
        let runs = self.gaps.iter_mut().flat_map(|gap| &mut gap.runs);
        runs.flat_map(|run| run.tops.iter_mut().chain(&mut run.bots)).for_each(|at| *at += by);
    }

    /// How wide a frame must be for its title to stand between ports.
    fn titled(&self, across: isize, needed: isize) -> isize {
        let is_port = |item: &&Item| matches!(item.kind, Kind::Port(_));
        let mut ports: Vec<_> =
            self.level.items.iter().filter(is_port).map(|item| item.at).collect();
        ports.sort_unstable();
        let edges: Vec<_> = [0].into_iter().chain(ports).chain([across - 1]).collect();
        let fits = edges.windows(2).any(|pair| pair[1] - pair[0] >= needed - 1);
        if fits || needed == 0 { across } else { across + needed }
    }

    /// Gives layers, gaps and items their place along the ranks; how far they
    /// go.
    fn along(&mut self) -> isize {
        let mut at = 0;
        for layer in 0..self.level.layers.len() {
            let ids = self.level.layers.get(layer).cloned().unwrap_or_default();
            let depth = ids.iter().map(|id| self.level.item(*id).depth).max().unwrap_or(1).max(1);
            for id in ids {
                let Some(item) = self.level.items.get_mut(id) else { continue };
                let spare = if item.kind.is_box() { depth - item.depth } else { 0 };
                item.start = at + spare / 2;
                item.depth = if item.kind.is_box() { item.depth } else { depth };
            }
            at += depth;
            if let Some(gap) = self.gaps.get_mut(layer) {
                gap.start = at;
                at += gap.depth;
            }
        }
        at
    }

    /// A place along and across as column and row.
    fn at(&self, along: isize, across: isize) -> [isize; 2] {
        if self.is_level { [along, across] } else { [across, along] }
    }

    /// Draws what stands in the layers.
    fn layers(&mut self, mut frames: BTreeMap<usize, Framed>) {
        for item in self.level.items.clone() {
            let [x, y] = self.at(item.start, item.at - item.before);
            let end = self.at(item.start + item.depth - 1, item.at + item.after);
            match item.kind {
                Kind::Node(node) => {
                    self.laid.boxes.push(Placed { from: [x, y], to: end, what: What::Node(node) });
                    self.own_edge(node, &item);
                }
                Kind::Zone(zone) => {
                    self.laid.boxes.push(Placed { from: [x, y], to: end, what: What::Zone(zone) });
                    frames
                        .remove(&zone)
                        .into_iter()
                        .for_each(|framed| self.laid.embed(framed.laid, [x, y]));
                }
                Kind::Bend | Kind::Port(_) => self.pass(&item),
                Kind::Label(edge) => {
                    self.pass(&item);
                    self.label(edge, &item);
                }
            }
        }
    }

    /// Draws the line of an edge past a layer.
    fn pass(&mut self, item: &Item) {
        self.lay.nets += 1;
        let (from, to) =
            (self.at(item.start, item.at), self.at(item.start + item.depth - 1, item.at));
        self.laid.line(self.lay.nets, item.stroke, from, to);
    }

    fn label(&mut self, edge: usize, item: &Item) {
        let rows = self.lay.label(edge);
        let [x, y] = self.at(item.start, item.at);
        let (spare, count) = (item.depth - widest(&rows) as isize, rows.len() as isize);
        let at = if self.is_level { [x + spare / 2, y - count] } else { [x + 2, y] };
        self.laid.texts.push(Text { at, rows });
    }

    /// Draws an edge that leads back to the node it comes from, beside it.
    fn own_edge(&mut self, node: usize, item: &Item) {
        let Some(rows) = self.lay.own_edge(node) else { return };
        self.lay.nets += 1;
        let (net, stroke) = (self.lay.nets, Stroke::Plain);
        let side = item.at + item.after;
        if self.is_level {
            let (a, b) = (item.start + 2, item.start + item.depth - 3);
            self.laid.line(net, stroke, [a, side], [a, side + 1]);
            self.laid.line(net, stroke, [a, side + 1], [b, side + 1]);
            self.laid.line(net, stroke, [b, side + 1], [b, side]);
            self.laid.heads.push(Head { at: [b, side], way: Way::North });
            self.laid.texts.push(Text { at: [a, side + 2], rows });
        } else {
            let (a, b) = (item.start + 1, item.start + item.depth - 2);
            self.laid.line(net, stroke, [side, a], [side + 2, a]);
            self.laid.line(net, stroke, [side + 2, a], [side + 2, b]);
            self.laid.line(net, stroke, [side + 2, b], [side + 1, b]);
            self.laid.heads.push(Head { at: [side + 1, b], way: Way::West });
            self.laid.texts.push(Text { at: [side + 4, a], rows });
        }
    }

    /// Draws what runs between two layers.
    fn gap(&mut self, at: usize) {
        let Some(gap) = self.gaps.get(at) else { return };
        let (runs, start) = (gap.runs.clone(), gap.start + gap.before);
        let track = |run: &Run| start + run.track as isize * gap.step;
        let tracks: Vec<_> = runs.iter().map(track).collect();
        let segs = self.level.gaps.get(at).cloned().unwrap_or_default();
        let base = self.lay.nets + 1;
        self.lay.nets += segs.len();
        for (run, track) in runs.iter().zip(&tracks) {
            let net = base + run.net;
            let stroke = segs.get(run.net).map_or(Stroke::Plain, |seg| seg.stroke);
            let halves = |half: &Run| half.on.is_some() && half.net == run.net;
            let is_second = run.on.is_none() && runs.iter().any(halves);
            let [low, high] = run.span();
            for top in run.tops.iter().filter(|_| !is_second) {
                self.end(&segs, (run.net, 0), *top, *track, (net, stroke));
            }
            if low < high {
                let (from, to) = (self.at(*track, low), self.at(*track, high));
                self.laid.line(net, stroke, from, to);
            }
            for bot in &run.bots {
                match run.on.and_then(|on| tracks.get(on)) {
                    Some(on) => {
                        let (from, to) = (self.at(*track, *bot), self.at(*on, *bot));
                        self.laid.line(net, stroke, from, to);
                    }
                    None => self.end(&segs, (run.net, 1), *bot, *track, (net, stroke)),
                }
            }
        }
    }

    /// Draws a line from its track to what it ends at, with its arrowhead.
    fn end(
        &mut self,
        segs: &[Seg],
        (net, side): (usize, usize),
        port: isize,
        track: isize,
        (line, stroke): (usize, Stroke),
    ) {
        let here = |seg: &&Seg| seg.net == net && seg.port[side] == port;
        let Some(seg) = segs.iter().find(here) else { return };
        let item = self.level.item(seg.end(side));
        let border = if side == 0 { item.start + item.depth - 1 } else { item.start };
        let outside = if side == 0 { 1 } else { -1 };
        let has_head = seg.heads[side];
        let end = if has_head && self.is_level { border + outside } else { border };
        let (from, to) = (self.at(track, port), self.at(end, port));
        self.laid.line(line, stroke, from, to);
        if has_head {
            let way = match (self.is_level, side) {
                (true, 0) => Way::West,
                (true, _) => Way::East,
                (false, 0) => Way::North,
                (false, _) => Way::South,
            };
            self.laid.heads.push(Head { at: to, way });
        }
    }
}
