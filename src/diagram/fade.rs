//! What is hidden is blank; connectors to what has failed are dim.

use std::collections::BTreeMap;

use super::{
    PartId,
    canvas::Canvas,
    glyph,
    label::Label,
    net::Node,
    prune::leading_to,
    way::{Arms, Cell},
};
use crate::text::Role;

/// Arms that connectors have lost.
type Gone = BTreeMap<Cell, Arms>;

impl Canvas<'_> {
    /// Blanks hidden parts and the connectors that lead only to them.
    pub(super) fn hide(&mut self) {
        if self.state.hidden.is_empty() {
            return;
        }
        let gone = leading_to(&self.art.net, &self.state.hidden);
        let labels = self.art.labels.iter().filter(|label| !self.is_hidden(label, &gone));
        let mut kept = self.dots.map(|_| false);
        labels.flat_map(Label::cells).for_each(|cell| kept.set(cell, true));
        for cell in self.dots.cells() {
            let c = self.without(cell, &gone, kept.get(cell) == Some(&true));
            self.put(cell, c);
        }
    }

    /// Whether a text goes with its connector, or with its zone.
    fn is_hidden(&self, label: &Label, gone: &Gone) -> bool {
        let in_hidden = label.zone.is_some_and(|zone| self.state.hidden.contains(&zone));
        if label.beside.is_empty() { in_hidden } else { self.is_gone(&label.beside, gone) }
    }

    /// Whether nothing is left of a connector in some of its cells.
    fn is_gone(&self, cells: &[Cell], gone: &Gone) -> bool {
        let arms = |cell| self.art.net.node(cell).map_or(Arms::NONE, Node::arms);
        let left = |cell: &Cell| arms(*cell).minus(gone.get(cell).copied().unwrap_or_default());
        cells.iter().all(|cell| left(cell).is_none())
    }

    /// What stands in a cell without what is hidden.
    fn without(&self, cell: Cell, gone: &Gone, kept: bool) -> char {
        let (plan, c) = (&self.art.plan, self.art.plan.grid.char(cell));
        let node = self.art.net.node(cell);
        if plan.edge(cell).is_none() && node.is_none() {
            let owner = plan.owner(cell);
            let is_hidden = owner.is_some_and(|id| self.state.hidden.contains(&id));
            let is_text = plan.is_word(cell) && !plan.is_label(cell);
            return if !kept && (is_hidden || is_text) { ' ' } else { c };
        }
        let drawn = node.map_or(Arms::NONE, Node::arms);
        let lines = drawn.minus(gone.get(&cell).copied().unwrap_or_default());
        let along = plan.edge(cell).map_or(Arms::NONE, |edge| edge.along);
        redrawn(c, along.or(drawn), self.border(cell), lines)
    }

    /// Where visible borders go on from a cell.
    fn border(&self, cell: Cell) -> Arms {
        let Some(edge) = self.art.plan.edge(cell) else { return Arms::NONE };
        let hidden = |id: &PartId| self.state.hidden.contains(id);
        let rooms = || edge.rooms.into_iter().flatten();
        let seen = rooms().filter(|id| !hidden(id)).map(|id| self.art.plan.border_arms(id, cell));
        if rooms().any(|id| hidden(&id)) { seen.fold(Arms::NONE, Arms::or) } else { edge.along }
    }

    /// Strikes failed parts out and dims the connectors that lead only to them.
    pub(super) fn fail(&mut self) {
        let gone = leading_to(&self.art.net, &self.state.failed);
        for cell in gone.keys().filter(|cell| self.art.plan.edge(**cell).is_none()) {
            if self.is_gone(&[*cell], &gone) {
                self.dim(*cell);
            }
        }
        let labels = self.art.labels.iter().filter(|label| !label.beside.is_empty());
        let dimmed = labels.filter(|label| self.is_gone(&label.beside, &gone));
        for cell in dimmed.flat_map(Label::cells).collect::<Vec<_>>() {
            self.look(cell, |look| look.role = Role::Faint);
        }
        let failed: Vec<_> = self.state.failed.difference(&self.state.hidden).copied().collect();
        for id in &failed {
            self.strike(*id);
        }
        for id in failed {
            self.sign(id);
        }
    }

    fn dim(&mut self, cell: Cell) {
        let c = match self.char(cell) {
            '─' => '╌',
            '│' => '╎',
            '-' => '.',
            '|' => ':',
            c => c,
        };
        self.put(cell, c);
        self.look(cell, |look| look.role = Role::Faint);
    }
}

/// A character of a drawing with some arms of its border and connector left.
fn redrawn(c: char, all: Arms, border: Arms, lines: Arms) -> char {
    let left = border.or(lines);
    match glyph::only(c, left) {
        _ if left == all => c,
        _ if left.is_none() => ' ',
        Some(fewer) if glyph::arms(fewer) == left => fewer,
        _ if glyph::head(c).is_some() && !lines.is_none() => c,
        _ if c.is_ascii() => glyph::ascii(left),
        _ => glyph::light(left),
    }
}
