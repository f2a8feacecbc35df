//! A session that was begun and not yet brought to its end.

use super::fact::{Answered, Fact, Occasion};
use crate::item::{ItemId, Outcome};

/// What is left of the latest practice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Going {
    /// Its questions that were not answered right since, in order.
    pub left: Vec<ItemId>,
    /// How many it had.
    pub all: usize,
}

impl Going {
    /// Takes in a fact, later than all before.
    pub fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Began { questions, .. } => {
                *self = Self { left: questions.clone(), all: questions.len() };
            }
            Fact::Ended { .. } => *self = Self::default(),
            _ => (),
        }
    }

    /// Takes in an answer: what was right need not be asked again.
    pub fn apply_answer(&mut self, answered: &Answered) {
        if answered.occasion == Occasion::Practice && answered.outcome == Outcome::Right {
            self.left.retain(|id| *id != answered.question);
        }
    }

    /// Whether there is something to go on with: begun, and not over.
    pub fn is_open(&self) -> bool {
        !self.left.is_empty() && self.left.len() < self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::{Id, PackId};

    #[test]
    fn what_was_answered_right_is_done() {
        let id = |name: &str| ItemId::new(name).unwrap();
        let pack = PackId::new("p").unwrap();
        let mut going = Going::default();
        going
            .apply(&Fact::Began { pack: pack.clone(), questions: vec![id("a"), id("b"), id("c")] });
        assert!(!going.is_open());
        going.left.retain(|it| *it != id("b"));
        assert!(going.is_open());
        going.apply(&Fact::Ended { pack });
        assert_eq!(going, Going::default());
    }
}
