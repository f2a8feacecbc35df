//! Notes beside parts: inside the box where there is room, else below the drawing.

use unicode_width::UnicodeWidthStr;

use super::{PartId, canvas::Canvas, grid::MAX_COLUMNS, way::Cell};
use crate::text::{Clean, Line, Look, Role, Span};

impl<'a> Canvas<'a> {
    /// Writes notes where there is room; what finds none comes back.
    pub(super) fn note(&mut self) -> Vec<(PartId, &'a Clean)> {
        let notes = self.state.notes.iter();
        let place = |(id, note): (&PartId, &'a Clean)| (*id, note);
        notes.map(place).filter(|(id, note)| !self.note_in(*id, note)).collect()
    }

    /// Writes a note under a part's name, inside its box.
    fn note_in(&mut self, id: PartId, note: &Clean) -> bool {
        let place = self.note_place(id, note.width());
        if let Some(cell) = place {
            self.write(cell, note, Look { emphasis: true, ..Role::Accent.into() });
        }
        place.is_some()
    }

    fn note_place(&self, id: PartId, width: usize) -> Option<Cell> {
        let room = self.art.plan.room(id).filter(|room| !room.is_zone)?;
        let name = self.art.name_cells(id);
        let (left, right) = (room.bounds.left + 1, room.bounds.right);
        let spare = (right - left).checked_sub(width)?;
        let start = name.first().map_or(left, |cell| cell.col).min(left + spare - spare.min(1));
        let below = name.last().map_or(room.bounds.top, |cell| cell.row) + 1;
        let is_blank =
            |row: &usize| Cell::run(*row, left..right).all(|cell| self.char(cell) == ' ');
        let row = (below..room.bounds.bottom).find(is_blank)?;
        (start >= left && !self.state.hidden.contains(&id)).then_some(Cell::new(row, start))
    }
}

/// A note below the drawing, wrapped to the width of a drawing.
pub(super) fn listed(name: &str, note: &Clean) -> Vec<Line> {
    let mut rows = vec![format!("{name}:")];
    for word in note.split_whitespace() {
        match rows.last_mut() {
            Some(row) if row.width() + 1 + word.width() <= MAX_COLUMNS => {
                row.extend([" ", word]);
            }
            _ => rows.push(format!("  {word}")),
        }
    }
    let strong = Look { strong: true, ..Role::Body.into() };
    let name = Span::new(name, strong);
    let lines = rows.iter().enumerate().map(|(i, row)| match row.strip_prefix(&*name.text) {
        Some(rest) if i == 0 => Line(vec![name.clone(), Span::new(rest, Role::Body)]),
        _ => Line::new(row, Role::Body),
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_wrapped() {
        let lines = listed("Standby", &Clean::new(&"word ".repeat(30)));
        let rows: Vec<_> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.width() <= MAX_COLUMNS), "{rows:?}");
        assert!(rows[0].starts_with("Standby: word") && rows[1].starts_with("  word"));
    }
}
