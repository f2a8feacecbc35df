//! Failed parts are struck out and carry a sign.

use super::{
    PartId,
    canvas::Canvas,
    glyph,
    way::{Cell, Way},
};
use crate::text::{Look, Role};

impl Canvas<'_> {
    pub(super) fn strike(&mut self, id: PartId) {
        let Some(bounds) = self.art.plan.bounds(id) else { return };
        bounds.border().for_each(|cell| self.look(cell, |look| look.role = Role::Bad));
        for cell in self.art.name_cells(id) {
            self.look(*cell, |look| (look.role, look.struck) = (Role::Bad, true));
        }
    }

    /// Puts the sign of failure beside a name, or else into the border.
    pub(super) fn sign(&mut self, id: PartId) {
        if let Some(cell) = self.sign_cell(id) {
            self.write(cell, "✗", Look { strong: true, ..Role::Bad.into() });
        }
    }

    fn sign_cell(&self, id: PartId) -> Option<Cell> {
        let bounds = self.art.plan.bounds(id)?;
        let names = self.art.name_cells(id);
        let first = names.first().copied().unwrap_or(Cell::new(bounds.top, bounds.left));
        let last = names.iter().rfind(|cell| cell.row == first.row).copied().unwrap_or(first);
        let after = |skip| last.ray(Way::East).nth(skip);
        let before = |skip| first.ray(Way::West).nth(skip);
        let near = |cell: &Option<Cell>| cell.is_some_and(|cell| self.is_free(id, cell));
        let spaced = [[after(0), after(1)], [before(0), before(1)]].into_iter();
        let spaced = spaced.filter(|pair| pair.iter().all(near)).map(|[_, cell]| cell);
        let tight = [after(0), before(0)].into_iter().filter(near);
        let border = Cell::run(bounds.top, bounds.left + 1..bounds.right);
        spaced
            .chain(tight)
            .flatten()
            .next()
            .or_else(|| border.rev().find(|cell| self.is_free(id, *cell)))
    }

    /// Whether a sign can stand in a cell: blank inside a box, or plain border
    /// beside its title.
    fn is_free(&self, id: PartId, cell: Cell) -> bool {
        let plan = &self.art.plan;
        let Some(bounds) = plan.bounds(id).filter(|bounds| bounds.holds(cell)) else {
            return false;
        };
        let c = self.char(cell);
        match plan.edge(cell) {
            Some(edge) if cell.row == bounds.top => {
                !edge.is_corner
                    && self.art.net.node(cell).is_none()
                    && (c == ' ' || glyph::is_line(c) || c == '-')
            }
            Some(_) => false,
            None => c == ' ' && plan.owner(cell) == Some(id),
        }
    }
}
