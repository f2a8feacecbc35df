//! What is in play stands out: the flow, its mark, the selected part.

use super::{
    PartId,
    canvas::Canvas,
    glyph::{self, Weight},
    grid::TAIL,
    way::{Arms, Cell, Way},
};
use crate::text::{Look, Role};

impl Canvas<'_> {
    /// Draws what flows heavier.
    pub(super) fn flow(&mut self) {
        for leg in &self.state.legs {
            for (i, cell) in leg.iter().enumerate() {
                let near = [i.checked_sub(1).and_then(|i| leg.get(i)), leg.get(i + 1)];
                let ways = near.into_iter().flatten().map(|near| cell.way_to(*near)).collect();
                let c = self.heavier(*cell, ways, i == 0 || i + 1 == leg.len());
                self.put(*cell, c);
                self.look(*cell, |look| look.role = Role::Accent);
            }
        }
    }

    /// The character of a cell with the arms by which it is passed drawn heavier.
    fn heavier(&self, cell: Cell, ways: Arms, is_end: bool) -> char {
        let c = self.art.plan.grid.char(cell);
        let Some(node) = self.art.net.node(cell) else { return self.char(cell) };
        let touches = node.arms().minus(node.linked());
        let arms = if is_end { ways.or(touches) } else { ways };
        match c {
            c if glyph::head(c).is_some() => c,
            _ if self.ascii || c.is_ascii() => '#',
            c => glyph::reweigh(c, arms, Weight::Heavy).unwrap_or(c),
        }
    }

    /// Shows which part is selected: a double border, and a strong name.
    pub(super) fn select(&mut self, id: Option<PartId>) {
        let id = id.filter(|id| !self.state.hidden.contains(id));
        let Some((id, bounds)) = id.and_then(|id| Some((id, self.art.plan.bounds(id)?))) else {
            return;
        };
        let name = self.art.name_cells(id);
        for cell in bounds.border().filter(|cell| !name.contains(cell)) {
            let c = self.doubled(cell, self.art.plan.border_arms(id, cell));
            self.put(cell, c);
            self.look(cell, |look| (look.role, look.strong) = (Role::Accent, true));
        }
        for cell in name {
            self.look(*cell, |look| (look.role, look.strong) = (Role::Accent, true));
        }
    }

    fn doubled(&self, cell: Cell, along: Arms) -> char {
        let c = self.char(cell);
        let is_double = along.ways().any(|way| glyph::weight(c, way) == Weight::Double);
        let weight = if is_double { Weight::Heavy } else { Weight::Double };
        match c {
            '-' | '|' | '+' => '*',
            c if self.ascii && glyph::is_line(c) => '*',
            c => glyph::reweigh(c, along, weight).unwrap_or(c),
        }
    }

    /// Puts a sign on each corner of a part.
    pub(super) fn stamp(&mut self, id: PartId, sign: char, role: Role) {
        let Some(bounds) = self.art.plan.bounds(id) else { return };
        for cell in bounds.border().filter(|cell| bounds.is_corner(*cell)) {
            self.put(cell, sign);
            self.look(cell, |look| (look.role, look.strong) = (role, true));
        }
    }

    /// Puts the moving mark on the flow.
    pub(super) fn mark(&mut self, beat: Option<usize>) {
        let path: Vec<_> = self.state.legs.iter().flatten().copied().collect();
        let place = beat.and_then(|beat| path.get(beat.checked_rem(path.len())?).copied());
        let is_wide = |cell: Cell| {
            self.char(cell) == TAIL
                || cell.next(Way::East).is_some_and(|next| self.char(next) == TAIL)
        };
        if let Some(cell) = place.filter(|cell| !is_wide(*cell)) {
            self.write(cell, "●", Look { strong: true, ..Role::Accent.into() });
        }
    }
}
