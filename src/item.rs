//! Questions: what is asked, what counts as a response, and how it is graded.
//!
//! Each kind of question has a file of its own here, a pad of its own in
//! `tui::pad` and one in `plain::pad`.

pub mod choice;
mod id;
mod seed;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use choice::Choice;
pub use id::{
    DomainId, ExamCode, FactId, Id, ItemId, LessonId, ObjectiveId, PackId, ScenarioId, Slug,
    TopicId,
};
pub use seed::Seed;

use crate::text::{Clean, Markdown};

/// One thing asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Stable for ever: a learner's history hangs on it.
    pub id: ItemId,
    /// Ids it had before.
    pub was: Vec<ItemId>,
    /// What it is about.
    pub topic: Option<TopicId>,
    /// Which part of which exam asks it.
    pub domain: Domains,
    /// How much thought it takes.
    pub difficulty: Option<Difficulty>,
    /// A situation it shares with other questions.
    pub scenario: Option<ScenarioId>,
    /// The question.
    pub stem: Markdown,
    /// What sort of question, with what belongs to that sort.
    pub kind: Kind,
    /// Why the key is the key.
    pub rationale: Option<Markdown>,
    /// The objective it is a variant of.
    pub objective: Option<ObjectiveId>,
    /// Where it is taught.
    pub lesson: Option<Place>,
    /// Where an author can look it up.
    pub sources: Vec<Clean>,
    /// Rows of `facts.yaml` it rests on.
    pub facts: Vec<FactId>,
}

/// A place in a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The lesson.
    pub lesson: LessonId,
    /// The heading, or the lesson's beginning.
    pub slug: Option<Slug>,
}

/// The domain of a question in each exam.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Domains {
    /// In none.
    #[default]
    Nowhere,
    /// The same in every exam.
    Everywhere(DomainId),
    /// By exam; an exam left out does not ask it.
    ByExam(BTreeMap<ExamCode, DomainId>),
}

/// How much thought a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// 1: to recall a fact.
    Recall,
    /// 2: to apply it.
    Apply,
    /// 3: to weigh several.
    Analyse,
}

/// What sort of question it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Pick one or more of the options.
    Choice(Choice),
}

/// What the learner answered, in terms of the question as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// The options picked.
    Choice(choice::Picks),
}

/// How a response was graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As the key has it, all of it.
    Right,
    /// Anything else.
    Wrong,
}

impl Domains {
    /// The domain in the given exam, if that asks it.
    pub fn in_exam(&self, exam: &ExamCode) -> Option<&DomainId> {
        match self {
            Self::Nowhere => None,
            Self::Everywhere(domain) => Some(domain),
            Self::ByExam(domains) => domains.get(exam),
        }
    }

    /// Whether some exam asks it in that domain.
    pub fn has(&self, domain: &DomainId) -> bool {
        match self {
            Self::Nowhere => false,
            Self::Everywhere(it) => it == domain,
            Self::ByExam(domains) => domains.values().any(|it| it == domain),
        }
    }
}

impl Item {
    /// Words to read before it can be answered.
    pub fn words(&self) -> u32 {
        let count = |text: &Markdown| text.0.split_whitespace().count();
        let options: usize = match &self.kind {
            Kind::Choice(choice) => choice.options.iter().map(|option| count(&option.text)).sum(),
        };
        (count(&self.stem) + options) as u32
    }
}

impl Kind {
    /// Its name in files and on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Choice(_) => "choice",
        }
    }

    /// Grades a response, or `None` if it belongs to another kind of question:
    /// a pack may change a question after it was answered.
    pub fn grade(&self, response: &Response) -> Option<Outcome> {
        let right = match (self, response) {
            (Self::Choice(choice), Response::Choice(picks)) => choice.accepts(picks),
        };
        Some(if right { Outcome::Right } else { Outcome::Wrong })
    }

    /// The chance of answering right by guessing alone, 0 to 1.
    pub fn chance(&self) -> f64 {
        match self {
            Self::Choice(choice) => choice.chance(),
        }
    }

    /// The order in which what can be picked is shown: positions as authored.
    pub fn order(&self, seed: Seed) -> Vec<usize> {
        match self {
            Self::Choice(choice) => choice.order(seed),
        }
    }
}
