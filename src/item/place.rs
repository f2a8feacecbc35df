//! Point at parts of a diagram.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use crate::diagram::{Art, PartId};

/// Parts of a diagram to be pointed at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// The diagram, by its path below the pack.
    pub diagram: String,
    /// The parts that are right.
    pub answer: Pointed,
    /// Whether one of them is enough.
    pub any: bool,
    /// How many named parts the diagram has.
    pub among: usize,
}

/// Parts pointed at.
pub type Pointed = BTreeSet<PartName>;

/// A part by its name with those of the zones around it: unlike its number, it
/// outlasts a diagram that is drawn anew.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartName(String);

impl PartName {
    /// What a part is known by.
    pub fn of(art: &Art, part: PartId) -> Self {
        Self(art.full_name(part))
    }

    /// The part of that name, if the diagram still has it.
    pub fn find(&self, art: &Art) -> Option<PartId> {
        art.part(&self.0).ok()
    }
}

impl fmt::Display for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Parts {
    /// How many parts are to be pointed at.
    pub fn needed(&self) -> usize {
        if self.any { 1 } else { self.answer.len() }
    }

    /// Whether these are the parts that were asked for.
    pub fn accepts(&self, pointed: &Pointed) -> bool {
        if self.any {
            pointed.len() == 1 && pointed.is_subset(&self.answer)
        } else {
            *pointed == self.answer
        }
    }

    /// Of each part pointed at, whether it is right.
    pub fn parts_right(&self, pointed: &Pointed) -> Vec<bool> {
        pointed.iter().map(|part| self.answer.contains(part)).collect()
    }

    /// The chance of guessing right.
    pub fn chance(&self) -> f64 {
        let (all, right) = (self.among.max(1) as u32, self.answer.len() as u32);
        if self.any {
            return f64::from(right) / f64::from(all);
        }
        (0..right).map(|i| f64::from(i + 1) / f64::from(all.saturating_sub(i).max(1))).product()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Pointed {
        names.iter().map(|name| PartName((*name).to_owned())).collect()
    }

    #[test]
    fn all_parts_are_wanted_or_any_one() {
        let (diagram, answer) = ("assets/a.diagram".to_owned(), names(&["A", "Z/B"]));
        let mut it = Parts { diagram, answer, any: false, among: 4 };
        assert!(it.accepts(&names(&["Z/B", "A"])));
        assert!(!it.accepts(&names(&["A"])) && !it.accepts(&names(&["A", "Z/B", "C"])));
        assert_eq!(it.parts_right(&names(&["A", "C"])), [true, false]);
        assert!((it.chance() - 1.0 / 6.0).abs() < 1e-9);
        it.any = true;
        assert!(it.accepts(&names(&["A"])) && it.accepts(&names(&["Z/B"])));
        assert!(!it.accepts(&names(&["A", "Z/B"])) && !it.accepts(&names(&[])));
        assert_eq!((it.needed(), it.chance().to_bits()), (1, 0.5_f64.to_bits()));
    }
}
