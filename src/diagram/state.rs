//! What holds at a step.

use std::collections::{BTreeMap, BTreeSet};

use super::{Diagram, PartId, Step, way::Cell};
use crate::text::Clean;

/// What has come about up to a step, and what happens at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Parts that have failed, with all that is inside them.
    pub failed: BTreeSet<PartId>,
    /// Parts that are hidden, with all that is inside them.
    pub hidden: BTreeSet<PartId>,
    /// What flows now, leg by leg, cell by cell.
    pub legs: Vec<Vec<Cell>>,
    /// Words beside parts, now.
    pub notes: BTreeMap<PartId, Clean>,
}

impl Diagram {
    /// What holds at a step; 0 is the whole drawing.
    pub fn state(&self, step: usize) -> State {
        let mut state = State::default();
        self.steps.iter().take(step).for_each(|step| self.befall(&mut state, step));
        if let Some(step) = self.step(step) {
            state.legs = self.legs(step);
            state.notes.clone_from(&step.note);
        }
        state
    }

    /// A step by its number, from 1.
    pub fn step(&self, number: usize) -> Option<&Step> {
        self.steps.get(number.checked_sub(1)?)
    }

    /// Cells the moving mark passes at a step.
    pub fn beats(&self, step: usize) -> usize {
        self.step(step).map_or(0, |step| self.legs(step).iter().map(Vec::len).sum())
    }

    /// Lets a step's lasting effects befall parts and what is inside them.
    fn befall(&self, state: &mut State, step: &Step) {
        let within = |ids: &[PartId]| {
            ids.iter().flat_map(|id| self.art.within(*id)).collect::<BTreeSet<_>>()
        };
        state.failed.extend(within(&step.fail));
        state.hidden.extend(within(&step.hide));
        let shown = within(&step.show);
        state.failed.retain(|id| !shown.contains(id));
        state.hidden.retain(|id| !shown.contains(id));
    }

    fn legs(&self, step: &Step) -> Vec<Vec<Cell>> {
        if !step.path.is_empty() {
            return vec![step.path.clone()];
        }
        let legs = step.flow.windows(2).filter_map(|leg| match leg {
            [from, to] => self.art.route(*from, *to),
            _ => None,
        });
        legs.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::Art;

    const ART: &str = "\
┌ Z ───────────┐
│ ┌───┐  ┌───┐ │  ┌───┐
│ │ A ├─►│ B ├─┼─►│ C │
│ └───┘  └───┘ │  └───┘
└──────────────┘";

    fn diagram() -> Diagram {
        let art = Art::parse(ART).0;
        let part = |name| art.part(name).unwrap();
        let note = BTreeMap::from([(part("C"), Clean::new("here"))]);
        let steps = vec![
            Step {
                fail: vec![part("Z")],
                flow: vec![part("A"), part("B"), part("C")],
                ..Step::default()
            },
            Step { show: vec![part("B")], hide: vec![part("C")], note, ..Step::default() },
            Step { hide: vec![part("Z")], show: vec![part("A")], ..Step::default() },
            Step {
                show: vec![part("Z"), part("C")],
                flow: vec![part("A"), part("C")],
                ..Step::default()
            },
        ];
        Diagram { title: "".into(), about: BTreeMap::new(), steps, art }
    }

    #[test]
    fn effects_last_until_undone() {
        let diagram = diagram();
        let names = |ids: &BTreeSet<PartId>| {
            ids.iter().map(|id| diagram.art.name(*id)).collect::<Vec<_>>().join(" ")
        };
        for (step, failed, hidden) in [
            (0, "", ""),
            (1, "Z A B", ""),
            (2, "Z A", "C"),
            (3, "Z", "Z B C"),
            (4, "", ""),
            (99, "", ""),
        ] {
            let state = diagram.state(step);
            assert_eq!(
                (names(&state.failed), names(&state.hidden)),
                (failed.into(), hidden.into())
            );
        }
    }

    #[test]
    fn flows_and_notes_are_of_their_step() {
        let diagram = diagram();
        let legs: Vec<_> = (0..6).map(|step| diagram.state(step).legs.len()).collect();
        assert_eq!(legs, [0, 2, 0, 0, 0, 0]);
        let notes: Vec<_> = (0..6).map(|step| diagram.state(step).notes.len()).collect();
        assert_eq!(notes, [0, 0, 1, 0, 0, 0]);
        assert_eq!((diagram.beats(1), diagram.beats(4)), (3 + 5, 0));
    }
}
