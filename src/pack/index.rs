//! Where things are in a pack, by their ids.

use std::{collections::HashMap, sync::Arc};

use super::Lesson;
use crate::item::{Item, ItemId, LessonId, ObjectiveId};

/// Built once with the pack.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Index {
    items: HashMap<ItemId, usize>,
    lessons: HashMap<LessonId, usize>,
    objectives: HashMap<ObjectiveId, (usize, usize)>,
    variants: HashMap<ObjectiveId, Vec<usize>>,
}

impl Index {
    pub fn new(lessons: &[Lesson], items: &[Arc<Item>]) -> Self {
        let mut index = Self::default();
        for (at, item) in items.iter().enumerate() {
            index.items.entry(item.id.clone()).or_insert(at);
            if let Some(objective) = &item.objective {
                index.variants.entry(objective.clone()).or_default().push(at);
            }
        }
        for (at, lesson) in lessons.iter().enumerate() {
            index.lessons.entry(lesson.id.clone()).or_insert(at);
            for (inner, objective) in lesson.objectives.iter().enumerate() {
                index.objectives.entry(objective.id.clone()).or_insert((at, inner));
            }
        }
        index.former(lessons, items);
        index
    }

    /// Ids from before a renaming, where no other has them now.
    fn former(&mut self, lessons: &[Lesson], items: &[Arc<Item>]) {
        for (at, item) in items.iter().enumerate() {
            for id in &item.was {
                self.items.entry(id.clone()).or_insert(at);
            }
        }
        for (at, lesson) in lessons.iter().enumerate() {
            for (inner, objective) in lesson.objectives.iter().enumerate() {
                for id in &objective.was {
                    self.objectives.entry(id.clone()).or_insert((at, inner));
                }
            }
        }
    }

    pub fn item(&self, id: &str) -> Option<usize> {
        self.items.get(id).copied()
    }

    pub fn lesson(&self, id: &LessonId) -> Option<usize> {
        self.lessons.get(id).copied()
    }

    pub fn objective(&self, id: &ObjectiveId) -> Option<(usize, usize)> {
        self.objectives.get(id).copied()
    }

    pub fn variants(&self, id: &ObjectiveId) -> &[usize] {
        self.variants.get(id).map(Vec::as_slice).unwrap_or_default()
    }
}
