//! What the learner left in the pack: where they were, bookmarks, notes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::fact::Fact;
use crate::{
    item::{ItemId, LessonId, Place},
    text::Anchor,
};

/// What a bookmark or a note is on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// A part of a lesson.
    Section(Place),
    /// A question.
    Question(ItemId),
}

/// How far a lesson was read the last time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// The first line on the screen.
    pub at: Anchor,
    /// How much of the lesson was above the screen's end, in percent.
    pub part: u8,
}

/// Everything of that sort, of one pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Where lessons were left.
    pub reached: HashMap<LessonId, Reached>,
    /// Bookmarks.
    pub bookmarks: BTreeSet<Mark>,
    /// Notes of the learner's own.
    pub notes: BTreeMap<Mark, String>,
}

impl Marks {
    /// Takes in a fact, later than all before.
    pub fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Left { lesson, at, part, .. } => {
                self.reached.insert(lesson.clone(), Reached { at: at.clone(), part: *part });
            }
            Fact::Bookmarked { mark, on: true, .. } => _ = self.bookmarks.insert(mark.clone()),
            Fact::Bookmarked { mark, on: false, .. } => _ = self.bookmarks.remove(mark),
            Fact::Noted { mark, text, .. } if text.trim().is_empty() => {
                self.notes.remove(mark);
            }
            Fact::Noted { mark, text, .. } => _ = self.notes.insert(mark.clone(), text.clone()),
            _ => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::{Id, PackId};

    #[test]
    fn the_latest_counts() {
        let pack = PackId::new("p").unwrap();
        let mark = Mark::Question(ItemId::new("q").unwrap());
        let note = |text: &str| Fact::Noted {
            pack: pack.clone(),
            mark: mark.clone(),
            text: text.to_owned(),
        };
        let book = |on| Fact::Bookmarked { pack: pack.clone(), mark: mark.clone(), on };
        let mut marks = Marks::default();
        for fact in [note("one"), book(true), note("two")] {
            marks.apply(&fact);
        }
        assert_eq!(marks.notes.get(&mark).map(String::as_str), Some("two"));
        assert!(marks.bookmarks.contains(&mark));
        marks.apply(&note(" "));
        marks.apply(&book(false));
        assert_eq!(marks, Marks::default());
    }
}
