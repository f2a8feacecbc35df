//! Text of a drawing outside the boxes that hold no other: labels of
//! connectors, names of zones, captions.

use super::{
    PartId,
    net::Net,
    plan::Plan,
    way::{Cell, Way},
};

/// Words with one space between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) row: usize,
    pub(super) start: usize,
    /// The column after the last.
    pub(super) end: usize,
    /// The zone it stands in.
    pub(super) zone: Option<PartId>,
    /// The connector cells it stands beside; none if it is no label of one.
    pub(super) beside: Vec<Cell>,
}

impl Label {
    fn new(at: Cell, zone: Option<PartId>) -> Self {
        Self { row: at.row, start: at.col, end: at.col + 1, zone, beside: Vec::new() }
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = Cell> + use<> {
        Cell::run(self.row, self.start..self.end)
    }

    /// Whether two of them stand on neighbouring rows, one over the other.
    fn is_stacked(&self, other: &Self) -> bool {
        self.zone == other.zone
            && self.row.abs_diff(other.row) == 1
            && self.start < other.end
            && other.start < self.end
    }
}

/// Every text that is not in a box of its own.
pub(super) fn find(plan: &Plan, net: &Net) -> Vec<Label> {
    let mut labels: Vec<_> =
        (0..plan.grid.height()).flat_map(|row| in_row(plan, net, row)).collect();
    for label in &mut labels {
        label.beside = beside(net, label);
    }
    spread(plan, &mut labels);
    labels
}

fn in_row(plan: &Plan, net: &Net, row: usize) -> Vec<Label> {
    let is_word = |cell: Cell| {
        plan.is_word(cell)
            && plan.edge(cell).is_none()
            && !plan.is_label(cell)
            && net.node(cell).is_none()
    };
    let is_free = |col| {
        let cell = Cell::new(row, col);
        plan.edge(cell).is_none() && net.node(cell).is_none()
    };
    let mut labels: Vec<Label> = Vec::new();
    for cell in Cell::run(row, 0..plan.grid.width).filter(|cell| is_word(*cell)) {
        let end = cell.col + 1;
        match labels.last_mut() {
            Some(last) if last.end + 1 >= cell.col && is_free(last.end) => last.end = end,
            _ => labels.push(Label::new(cell, plan.owner(cell))),
        }
    }
    labels
}

/// The connector cells beside a text: over it, under it, or next to it with at
/// most one blank between.
fn beside(net: &Net, label: &Label) -> Vec<Cell> {
    let Label { row, start, end, .. } = *label;
    let over = label.cells().filter_map(|cell| cell.next(Way::North));
    let under = label.cells().filter_map(|cell| cell.next(Way::South));
    let around = Cell::run(row, start.saturating_sub(2)..start).chain(Cell::run(row, end..end + 2));
    over.chain(under).chain(around).filter(|cell| net.node(*cell).is_some()).collect()
}

/// A text over or under a label belongs to it: once down the drawing, once up.
fn spread(plan: &Plan, labels: &mut [Label]) {
    let count = labels.len();
    for i in (0..count).chain((0..count).rev()) {
        let Some(label) = labels.get(i) else { continue };
        if label.beside.is_empty() && !is_name(plan, labels, i) {
            let from = neighbours(labels, i).find(|other| other.is_stacked(label));
            let beside = from.map(|from| from.beside.clone()).unwrap_or_default();
            labels.iter_mut().skip(i).take(1).for_each(|label| label.beside.clone_from(&beside));
        }
    }
}

/// The labels on the rows before and after one, that stand beside a connector.
fn neighbours(labels: &[Label], i: usize) -> impl Iterator<Item = &Label> {
    let row = labels.get(i).map_or(0, |label| label.row);
    let before = labels.iter().take(i).rev().take_while(move |other| other.row + 1 >= row);
    let after = labels.iter().skip(i + 1).take_while(move |other| other.row <= row + 1);
    before.chain(after).filter(|label| !label.beside.is_empty())
}

/// Whether a text stands where a zone without a title has its name: first.
fn is_name(plan: &Plan, labels: &[Label], i: usize) -> bool {
    let Some(label) = labels.get(i) else { return false };
    let before = labels.iter().take(i).rev().take_while(|other| other.row == label.row);
    let zone = label.zone.and_then(|zone| plan.room(zone));
    zone.is_some_and(|zone| zone.title.is_empty() && zone.bounds.top + 1 == label.row)
        && before.into_iter().all(|other| other.zone != label.zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::Art;

    /// The texts of art, and whether they are labels of connectors.
    fn texts(art: &str) -> Vec<(String, bool)> {
        let art = Art::parse(art).0;
        let text = |label: &Label| (art.plan.grid.text(label.cells()), !label.beside.is_empty());
        art.labels.iter().map(text).collect()
    }

    #[test]
    fn labels_stand_beside_connectors() {
        for (art, expected) in [
            ("┌───┐ to ┌───┐\n│ A ├───►│ B │\n└───┘    └───┘", vec![("to", true)]),
            ("┌───┐    ┌───┐\n│ A ├───►│ B │\n└───┘ to └───┘", vec![("to", true)]),
            ("┌───┐    ┌───┐\n│ A ├───►│ B │\n└───┘    └───┘\n   far", vec![("far", false)]),
            ("┌───┐\n│ A │\n└─┬─┘\n  │ goes down\n┌─▼─┐\n│ B │\n└───┘", vec![("goes down", true)]),
            (
                "to be\n┌───┐ or ┌───┐\n│ A ├───►│ B │\n└───┘    └───┘",
                vec![("to be", false), ("or", true)],
            ),
            (" two  words", vec![("two", false), ("words", false)]),
        ] {
            let found = texts(art);
            let found: Vec<_> = found.iter().map(|(text, is)| (text.as_str(), *is)).collect();
            assert_eq!(found, expected, "{art}");
        }
    }

    #[test]
    fn labels_may_take_several_rows() {
        let art = "┌───┐\n│ A │\n└─┬─┘\n  │ one\n  │   two\n      three\n      four";
        assert!(texts(art).iter().take(3).all(|(_, is_label)| *is_label));
    }
}
