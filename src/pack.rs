//! Packs: lessons, questions, diagrams and exams that ship together.

mod allow;
pub mod archive;
mod bank;
mod check;
mod claims;
mod coverage;
mod diagnostic;
mod drawing;
mod edit;
mod explain;
mod figures;
mod file;
mod fix;
mod front;
mod habits;
mod index;
mod kind;
mod lesson;
mod lint;
mod load;
mod manifest;
mod near;
mod pace;
mod paths;
mod question;
mod reading;
mod refs;
mod render;
pub mod schema;
mod search;
mod shape;
mod single;
mod sink;
mod source;
mod spread;
mod take;
mod template;
mod trial;
mod validate;
mod wording;
mod world;
mod yaml;

use std::{collections::BTreeMap, sync::Arc};

pub use bank::BANK;
pub use check::{Checked, check, check_at, coverage};
pub use claims::FACT;
pub use coverage::Coverage;
pub use diagnostic::Diagnostic;
pub use drawing::DIAGRAM;
pub use edit::{Change, Spot, Texts, changes};
pub use explain::{
    Example, Explained, explain, explained, named as code, page as diagnostics_page,
};
pub use figures::{FIGURES, framed};
pub use file::{CheckError, Files};
pub use fix::{Edit, Fix, FixError, fix};
use index::Index;
use jiff::civil::Date;
pub use kind::{KINDS, KindOf, QUESTION};
pub use lesson::LESSON;
pub use lint::{Code, LINTS, Lint, Severity};
pub use load::{audit, load, read_manifest as manifest};
pub use manifest::PACK;
pub use near::nearest;
pub use pace::Pace;
pub use paths::is_external;
pub use reading::{Reading, loose, reading};
pub use search::{Hit, search};
pub use shape::{Form, Key, Need, Shape, Thing};
pub use source::{Position, Source};

use crate::{
    item::{
        DomainId, ExamCode, FactId, Item, ItemId, LessonId, ObjectiveId, PackId, ScenarioId, Slug,
        TopicId,
    },
    text::{Clean, Markdown},
};

/// Everything there is to study, sound and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Who and what.
    pub manifest: Manifest,
    /// In natural order of path.
    pub lessons: Vec<Lesson>,
    /// In natural order of path, then as written.
    pub items: Vec<Arc<Item>>,
    /// Situations shared by several questions.
    pub scenarios: BTreeMap<ScenarioId, Markdown>,
    /// Diagrams by path below the pack, such as `assets/rds.diagram`.
    pub diagrams: BTreeMap<String, Arc<crate::diagram::Diagram>>,
    /// What is taught, with sources.
    pub facts: BTreeMap<FactId, Claim>,
    /// Where everything is, by its id.
    index: Index,
}

/// What `pack.yaml` says.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// Names the pack.
    pub id: PackId,
    /// For people.
    pub title: Clean,
    /// As its author counts.
    pub version: Clean,
    /// A BCP 47 tag.
    pub language: Option<Clean>,
    /// An SPDX expression.
    pub license: Option<Clean>,
    /// Exams it prepares for, in order of date.
    pub exams: Vec<Exam>,
    /// What questions are about.
    pub topics: Vec<Topic>,
}

/// One version of the exam, with its blueprint.
#[derive(Clone, Debug, PartialEq)]
pub struct Exam {
    /// The vendor's code.
    pub code: ExamCode,
    /// First day, the learner's local day.
    pub from: Option<Date>,
    /// Last day, included.
    pub until: Option<Date>,
    /// Questions in all.
    pub questions: u32,
    /// Those of them that do not count.
    pub unscored: u32,
    /// Minutes to answer them.
    pub minutes: u32,
    /// How the score is told.
    pub scale: Scale,
    /// Kinds asked, by name; empty = all but `recall`.
    pub kinds: Vec<Clean>,
    /// Weights sum to 100.
    pub domains: Vec<Domain>,
}

/// The range of a score, and the pass mark in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Nothing right.
    pub min: u32,
    /// All right.
    pub max: u32,
    /// Enough.
    pub pass: u32,
}

/// A weighted part of an exam.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Names it.
    pub id: DomainId,
    /// For people.
    pub title: Clean,
    /// Percent.
    pub weight: u32,
}

/// What a question can be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Names it.
    pub id: TopicId,
    /// For people.
    pub title: Clean,
}

/// A text, and what it should teach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Names it.
    pub id: LessonId,
    /// Path below the pack, with `/`.
    pub file: String,
    /// For people.
    pub title: Clean,
    /// What it is about.
    pub topic: Option<TopicId>,
    /// What it should teach.
    pub objectives: Vec<Objective>,
    /// Minutes to read it.
    pub minutes: Option<u32>,
    /// Where an author can look it up.
    pub sources: Vec<Clean>,
    /// Rows of `facts.yaml` it teaches.
    pub facts: Vec<FactId>,
    /// The text after the front matter.
    pub body: Markdown,
}

/// What a lesson should teach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// Names it; its questions are variants of one card.
    pub id: ObjectiveId,
    /// Ids it had before.
    pub was: Vec<ObjectiveId>,
    /// For people; its id when the author gave no text.
    pub text: Clean,
    /// Where in the lesson.
    pub heading: Option<Slug>,
}

/// A row of `facts.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// One sentence.
    pub say: Clean,
    /// Where it is from.
    pub source: Clean,
    /// When it was looked up.
    pub checked: Option<Date>,
    /// Whether sources agree.
    pub settled: bool,
}

impl Pack {
    /// A pack of these parts.
    pub fn new(
        manifest: Manifest,
        lessons: Vec<Lesson>,
        items: Vec<Arc<Item>>,
        scenarios: BTreeMap<ScenarioId, Markdown>,
        diagrams: BTreeMap<String, Arc<crate::diagram::Diagram>>,
        facts: BTreeMap<FactId, Claim>,
    ) -> Self {
        let index = Index::new(&lessons, &items);
        Self { manifest, lessons, items, scenarios, diagrams, facts, index }
    }

    /// A pack of which only this is known yet.
    pub fn empty(manifest: Manifest) -> Self {
        Self::new(
            manifest,
            Vec::new(),
            Vec::new(),
            BTreeMap::new(),
            BTreeMap::new(),
            BTreeMap::new(),
        )
    }

    /// Where a link leads that is written in a file of the pack: a path below
    /// the pack, or nothing if it leads out of it.
    pub fn path_of(&self, file: &str, target: &str) -> Option<String> {
        let path = target.split_once('#').map_or(target, |(path, _)| path);
        if is_external(target) {
            return None;
        }
        paths::resolve(paths::folder(file), &paths::unescape(path))
    }

    /// The question of that id, now or before a renaming.
    pub fn item(&self, id: &ItemId) -> Option<&Arc<Item>> {
        self.items.get(self.index.item(id)?)
    }

    /// The id of a question that is called so now, shared with it.
    pub fn known(&self, id: &str) -> Option<ItemId> {
        let item = self.items.get(self.index.item(id)?)?;
        (*item.id == *id).then(|| item.id.clone())
    }

    /// The situation a question is asked in.
    pub fn scenario<'p>(&'p self, item: &'p Item) -> Option<&'p Markdown> {
        let shared = || self.scenarios.get(item.scenario.as_ref()?);
        item.situation.as_ref().or_else(shared)
    }

    /// The lesson of that id.
    pub fn lesson(&self, id: &LessonId) -> Option<&Lesson> {
        self.lessons.get(self.index.lesson(id)?)
    }

    /// The objective of that id, now or before a renaming, with its lesson.
    pub fn objective(&self, id: &ObjectiveId) -> Option<(&Lesson, &Objective)> {
        let (lesson, at) = self.index.objective(id)?;
        let lesson = self.lessons.get(lesson)?;
        Some((lesson, lesson.objectives.get(at)?))
    }

    /// Questions that name this objective, in the order of the pack.
    pub fn variants(&self, id: &ObjectiveId) -> impl Iterator<Item = &Arc<Item>> {
        self.index.variants(id).iter().filter_map(|at| self.items.get(*at))
    }
}
