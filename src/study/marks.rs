//! What the learner left in the pack: where they were, bookmarks, notes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::{fact::Fact, time::Day};
use crate::{
    item::{Item, ItemId, LessonId, PackId, Place},
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
    /// Questions that were flagged.
    pub flagged: BTreeSet<ItemId>,
    /// Questions that are not to be asked.
    pub suspended: BTreeSet<ItemId>,
    /// Questions that are not to be asked before a day.
    pub buried: BTreeMap<ItemId, Day>,
    /// Questions reported as faulty, and what was said last.
    pub reported: BTreeMap<ItemId, String>,
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
            Fact::Flagged { question, on, .. } => put(&mut self.flagged, question, *on),
            Fact::Suspended { question, on, .. } => put(&mut self.suspended, question, *on),
            Fact::Buried { question, until: Some(until), .. } => {
                self.buried.insert(question.clone(), Day::of(*until));
            }
            Fact::Buried { question, until: None, .. } => _ = self.buried.remove(question),
            Fact::Reported { question, text, .. } => {
                self.reported.insert(question.clone(), text.clone());
            }
            _ => (),
        }
    }

    /// Whether a question is flagged, by any id it ever had.
    pub fn is_flagged(&self, item: &Item) -> bool {
        ids(item).any(|id| self.flagged.contains(id))
    }

    /// Whether a question is not to be asked, by any id it ever had.
    pub fn is_suspended(&self, item: &Item) -> bool {
        !self.suspended.is_empty() && ids(item).any(|id| self.suspended.contains(id))
    }

    /// Whether a question is not to be asked on a day, by any id it ever had:
    /// left out for good, or buried until a later day.
    pub fn is_out(&self, item: &Item, today: Day) -> bool {
        self.is_suspended(item) || self.is_buried(item, today)
    }

    /// Whether a question is buried until a day later than this.
    pub fn is_buried(&self, item: &Item, today: Day) -> bool {
        let later = |id: &ItemId| self.buried.get(id).is_some_and(|until| *until > today);
        !self.buried.is_empty() && ids(item).any(later)
    }

    /// The fact that brings a question back that was put away.
    pub fn back(&self, pack: &PackId, item: &Item, today: Day) -> Fact {
        let (pack, question) = (pack.clone(), item.id.clone());
        if self.is_buried(item, today) {
            Fact::Buried { pack, question, until: None }
        } else {
            Fact::Suspended { pack, question, on: false }
        }
    }

    /// Whether a question has a bookmark, by any id it ever had.
    pub fn is_bookmarked(&self, item: &Item) -> bool {
        ids(item).any(|id| self.bookmarks.contains(&Mark::Question(id.clone())))
    }

    /// The note on a question, by any id it ever had.
    pub fn note_on(&self, item: &Item) -> Option<&str> {
        let note = |id: &ItemId| self.notes.get(&Mark::Question(id.clone()));
        ids(item).find_map(note).map(String::as_str)
    }
}

fn ids(item: &Item) -> impl Iterator<Item = &ItemId> {
    std::iter::once(&item.id).chain(&item.was)
}

fn put(set: &mut BTreeSet<ItemId>, id: &ItemId, on: bool) {
    if on {
        set.insert(id.clone());
    } else {
        set.remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Id;

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
