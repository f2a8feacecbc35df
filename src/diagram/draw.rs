//! Drawings at a step: what flows, what has failed, what is hidden.

use unicode_width::UnicodeWidthStr;

use super::{Diagram, PartId, canvas::Canvas, grid::MAX_COLUMNS};
use crate::text::{Clean, Line, Look, Role, Span};

/// What is to be seen of a diagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The step; 0 is the whole drawing.
    pub step: usize,
    /// How far the moving mark has come along the flow, if it moves.
    pub beat: Option<usize>,
    /// The part that is selected.
    pub selected: Option<PartId>,
    /// Whether lines and signs are drawn in ASCII.
    pub ascii: bool,
}

impl From<usize> for View {
    fn from(step: usize) -> Self {
        Self { step, ..Self::default() }
    }
}

impl From<&Self> for View {
    fn from(view: &Self) -> Self {
        *view
    }
}

impl Diagram {
    /// The drawing as `view` has it; a number stands for that step, with
    /// nothing selected. Notes without room in the drawing follow it.
    pub fn picture(&self, view: impl Into<View>) -> Vec<Line> {
        let view = view.into();
        let state = self.state(view.step);
        let mut canvas = Canvas::new(&self.art, &state, view.ascii);
        canvas.hide();
        canvas.fail();
        canvas.flow();
        canvas.select(view.selected);
        let left = canvas.note();
        canvas.mark(view.beat);
        let listed = left.into_iter().flat_map(|(part, note)| listed(self.art.name(part), note));
        let mut lines = canvas.lines();
        lines.extend(listed);
        lines
    }
}

/// A note below the drawing, wrapped to the width of a drawing.
fn listed(name: &str, note: &Clean) -> Vec<Line> {
    let mut rows = vec![format!("{name}:")];
    for word in note.split_whitespace() {
        match rows.last_mut() {
            Some(row) if row.width() + 1 + word.width() <= MAX_COLUMNS => {
                *row += &format!(" {word}")
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

    #[test]
    fn a_step_is_a_view() {
        assert_eq!(View::from(2).step, 2);
        assert_eq!(View::from(&View::from(2)), View::from(2));
    }
}
