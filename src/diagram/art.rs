//! A drawing understood: its parts, its connectors, its text.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter::once,
};

use super::{
    PartId,
    boxes::{Bounds, Frame},
    chain::{self, Chain, EndKind},
    fault::{Fault, FaultKind, MAX_FAULTS},
    grid::Grid,
    label::{self, Label},
    net::{Loose, Net},
    open::{self, OpenBox},
    plan::Plan,
    route,
    slip::{Ends, Groups},
    way::Cell,
};

/// ASCII art, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Art {
    pub(super) plan: Plan,
    pub(super) net: Net,
    pub(super) labels: Vec<Label>,
    names: Vec<Name>,
}

/// A named box or zone of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// What it is called by in steps.
    pub id: PartId,
    /// Its name, without its zone's.
    pub name: &'a str,
    /// The zone it stands in.
    pub zone: Option<PartId>,
    /// Where it stands.
    pub bounds: Bounds,
    /// Whether other boxes stand in it.
    pub is_zone: bool,
}

/// What a box is called, and where that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    text: String,
    cells: Vec<Cell>,
}

impl Art {
    /// Finds boxes, zones and connectors. Every input is a drawing, so this
    /// cannot fail; what is wrong is told beside it.
    pub fn parse(source: &str) -> (Self, Vec<Fault>) {
        let (grid, mut faults, fits) = Grid::read(source);
        if !fits {
            return (Self { plan: Plan::blank(grid), ..Self::default() }, faults);
        }
        let mut plan = Plan::new(grid);
        let chains = chain::find(&plan);
        faults.extend(chains.iter().filter_map(|chain| stray_arrow(&plan, chain)));
        let open = open::find(&plan, &chains);
        let fence = open.iter().flat_map(|open| &open.border);
        fence.for_each(|(cell, along)| plan.fence_open(*cell, *along));
        let net = Net::new(&plan);
        let labels = label::find(&plan, &net);
        let names = names(&plan, &labels);
        let art = Self { plan, net, labels, names };
        faults.extend(art.faults(&open));
        faults.sort_by_key(|fault| (fault.span.start, fault.what));
        faults.dedup();
        faults.truncate(MAX_FAULTS);
        (art, faults)
    }

    /// A drawing that was made here: its boxes are known, and where its
    /// connectors cross.
    pub(super) fn made(grid: Grid, frames: Vec<Frame>, crossings: &BTreeSet<Cell>) -> Self {
        let plan = Plan::with(grid, frames);
        let mut net = Net::new(&plan);
        net.cross(&plan, crossings);
        let labels = label::find(&plan, &net);
        let names = names(&plan, &labels);
        Self { plan, net, labels, names }
    }

    fn faults(&self, open: &[OpenBox]) -> Vec<Fault> {
        let fault = |cell, what| Fault { span: self.plan.grid.span(cell), what };
        let open_boxes = open.iter().map(|open| fault(open.at, FaultKind::OpenBox));
        let ends: Vec<_> = self.net.loose.iter().filter(|end| !is_dragged(end, open)).collect();
        let loose = self.slips(&ends).into_iter().map(|end| fault(end.cell, end.what));
        open_boxes.chain(loose).chain(self.same_names()).collect()
    }

    /// The ends of connectors in nothing, one for each slip of the pen.
    fn slips(&self, ends: &[&Loose]) -> Vec<Loose> {
        let mut groups = Groups::new(ends.len());
        let numbered = ends.iter().enumerate().map(|(id, end)| (id, end.cell, end.way));
        Ends::new(&self.plan.grid, numbered).join(&self.plan.grid, &mut groups);
        let mut first: BTreeMap<usize, Loose> = BTreeMap::new();
        for (id, end) in ends.iter().enumerate() {
            first.entry(groups.root(id)).and_modify(|kept| *kept = kept.or(end)).or_insert(**end);
        }
        first.into_values().collect()
    }

    /// Parts that cannot be told apart, each but the first.
    fn same_names(&self) -> Vec<Fault> {
        let mut first = BTreeMap::new();
        let mut faults = Vec::new();
        for id in self.ids() {
            let zone = self.plan.zones(id).find(|zone| !self.name(*zone).is_empty());
            if *first.entry((zone, self.name(id))).or_insert(id) != id {
                faults.push(Fault { span: self.name_span(id), what: FaultKind::SameName });
            }
        }
        faults
    }

    /// The bytes of the first line of a name.
    fn name_span(&self, id: PartId) -> std::ops::Range<usize> {
        let cells = self.name_cells(id);
        let Some(first) = cells.first() else { return 0..0 };
        let line = cells.iter().rfind(|cell| cell.row == first.row).unwrap_or(first);
        self.plan.grid.span(*first).start..self.plan.grid.span(*line).end
    }

    /// Columns the drawing takes.
    pub fn width(&self) -> usize {
        self.plan.grid.width
    }

    /// Rows the drawing takes.
    pub fn height(&self) -> usize {
        self.plan.grid.height()
    }

    /// Every part that has a name, in reading order.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.ids().filter_map(|id| self.get(id))
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = PartId> {
        let all = (0..self.plan.rooms.len()).map(PartId);
        all.filter(|id| !self.name(*id).is_empty())
    }

    /// A part by its id.
    pub fn get(&self, id: PartId) -> Option<Part<'_>> {
        let room = self.plan.room(id)?;
        let name = self.name(id);
        Some(Part { id, name, zone: room.zone, bounds: room.bounds, is_zone: room.is_zone })
    }

    /// The innermost named part that covers a cell: what is meant by a click.
    pub fn part_at(&self, cell: Cell) -> Option<PartId> {
        let owner = self.plan.owner(cell)?;
        once(owner).chain(self.plan.zones(owner)).find(|id| !self.name(*id).is_empty())
    }

    /// A part's name, without its zone's; empty if it has none.
    pub fn name(&self, id: PartId) -> &str {
        self.names.get(id.0).map_or("", |name| name.text.as_str())
    }

    /// Where a part's name is written.
    pub(super) fn name_cells(&self, id: PartId) -> &[Cell] {
        self.names.get(id.0).map_or(&[], |name| name.cells.as_slice())
    }

    /// Whether something can flow between two parts: see design §4.3.
    pub fn is_joined(&self, from: PartId, to: PartId) -> bool {
        self.route(from, to).is_some()
    }

    /// The shortest path between two parts along connectors, cell by cell.
    pub fn route(&self, from: PartId, to: PartId) -> Option<Vec<Cell>> {
        route::route(&self.net, from, to)
    }

    /// Every part that something can flow to from a part, in reading order.
    pub fn neighbours(&self, id: PartId) -> Vec<PartId> {
        route::reach(&self.net, id)
    }

    /// A part and everything inside it.
    pub(super) fn within(&self, id: PartId) -> impl Iterator<Item = PartId> {
        let all = (0..self.plan.rooms.len()).map(PartId);
        all.filter(move |part| *part == id || self.plan.zones(*part).any(|zone| zone == id))
    }
}

/// An arrow that touches no box, but stops short of one at both its ends.
fn stray_arrow(plan: &Plan, chain: &Chain) -> Option<Fault> {
    let is_stray = chain.count(EndKind::Box) == 0
        && chain
            .ends
            .iter()
            .all(|end| plan.is_short(end.cell, end.way) && !plan.is_label(end.cell));
    let head = chain.ends.iter().find(|end| is_stray && end.kind == EndKind::Head)?;
    Some(Fault { span: plan.grid.span(head.cell), what: FaultKind::ShortConnector })
}

/// Whether an end is loose only because a box beside it does not close.
fn is_dragged(end: &Loose, open: &[OpenBox]) -> bool {
    open.iter().any(|open| {
        let Bounds { top, left, bottom, right } = open.bounds;
        let Cell { row, col } = end.cell;
        let near = |a: usize, b: usize| a.abs_diff(b) <= 1;
        let in_rows = row + 1 >= top && row <= bottom + 1;
        let in_cols = col + 1 >= left && col <= right + 1;
        in_cols && (near(row, top) || near(row, bottom))
            || in_rows && (near(col, left) || near(col, right))
            || open.border.iter().any(|(cell, _)| cell.is_near(end.cell, 2))
    })
}

/// What each box is called.
fn names(plan: &Plan, labels: &[Label]) -> Vec<Name> {
    let mut in_zone: BTreeMap<PartId, Vec<&Label>> = BTreeMap::new();
    for label in labels {
        if let Some(zone) = label.zone {
            in_zone.entry(zone).or_default().push(label);
        }
    }
    let ids = (0..plan.rooms.len()).map(PartId);
    let cells = ids.map(|id| name_cells(plan, id, in_zone.get(&id).map_or(&[], Vec::as_slice)));
    cells.map(|cells| Name { text: plan.grid.text(cells.iter().copied()), cells }).collect()
}

/// Where a box is named: in its border, or else in it.
fn name_cells(plan: &Plan, id: PartId, labels: &[&Label]) -> Vec<Cell> {
    match plan.room(id) {
        Some(room) if !room.title.is_empty() => room.title.clone(),
        Some(room) if room.is_zone => {
            let free = || labels.iter().filter(|label| label.beside.is_empty());
            let first = labels.iter().filter(|label| label.row == room.bounds.top + 1).take(1);
            let chosen: Vec<_> =
                if free().next().is_some() { free().collect() } else { first.collect() };
            let cells = chosen.into_iter().flat_map(|label| label.cells());
            cells.filter(|cell| plan.is_word(*cell)).collect()
        }
        _ => plan.inner_text(id),
    }
}
