//! Drawings at a step: what flows, what has failed, what is hidden.

use std::collections::BTreeMap;

use super::{Diagram, PartId, canvas::Canvas, note::listed};
use crate::text::{Line, Role};

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
        self.signed(view, &BTreeMap::new())
    }

    /// The drawing with signs on the corners of parts.
    pub fn signed(
        &self,
        view: impl Into<View>,
        signs: &BTreeMap<PartId, (char, Role)>,
    ) -> Vec<Line> {
        let view = view.into();
        let state = self.state(view.step);
        let mut canvas = Canvas::new(&self.art, &state, view.ascii);
        canvas.hide();
        canvas.fail();
        canvas.flow();
        canvas.select(view.selected);
        let left = canvas.note();
        canvas.mark(view.beat);
        for (id, (sign, role)) in signs {
            canvas.stamp(*id, *sign, *role);
        }
        let blank = (!left.is_empty()).then(Line::default);
        let listed = left.into_iter().flat_map(|(part, note)| listed(&self.art.called(part), note));
        canvas.lines().into_iter().chain(blank).chain(listed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_a_view() {
        assert_eq!(View::from(2).step, 2);
        assert_eq!(View::from(&View::from(2)), View::from(2));
    }
}
