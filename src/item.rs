//! Questions: what is asked, what counts as a response, and how it is graded.
//!
//! Each kind of question has a file of its own here, a pad of its own in
//! `tui::pad` and one in `plain::pad`.

pub mod choice;
pub mod cloze;
mod content;
mod exact;
mod id;
pub mod number;
pub mod order;
pub mod pairs;
pub mod place;
pub mod recall;
mod seed;
pub mod template;
pub mod text;

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

pub use choice::Choice;
pub use cloze::Cloze;
pub use content::{Content, Packed};
pub use exact::Exact;
pub use id::{
    DomainId, ExamCode, FactId, Id, ItemId, LessonId, ObjectiveId, PackId, ScenarioId, Slug,
    TopicId,
};
pub use number::{Number, Reading};
pub use order::Order;
pub use pairs::Match;
pub use place::{PartName, Parts};
pub use recall::{Recall, Recalled};
pub use seed::Seed;
pub use template::{Template, Values};
pub use text::Text;

use crate::text::{Clean, Markdown};

/// One thing asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Stable for ever: a learner's history hangs on it.
    pub id: ItemId,
    /// Ids it had before.
    pub was: Box<[ItemId]>,
    /// What it is about.
    pub topic: Option<TopicId>,
    /// Which part of which exam asks it.
    pub domain: Domains,
    /// How much thought it takes.
    pub difficulty: Option<Difficulty>,
    /// A situation it shares with other questions.
    pub scenario: Option<ScenarioId>,
    /// The objective it is a variant of.
    pub objective: Option<ObjectiveId>,
    /// Where it is taught; questions of one bank often share it.
    pub lesson: Option<Arc<Place>>,
    /// Where an author can look it up; questions of one bank often share them.
    pub sources: Arc<[Clean]>,
    /// What is shown of it; read as if it were the item's own.
    pub content: Packed,
    /// What values are drawn and filled in, if any: see [`Item::drawn`].
    pub template: Option<Arc<Template>>,
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// Pick one or more of the options.
    Choice(Choice),
    /// Put steps in order.
    Order(Order),
    /// Match left sides with right sides.
    Match(Match),
    /// Type a number.
    Number(Number),
    /// Type a word.
    Text(Text),
    /// Fill gaps in the stem.
    Cloze(Cloze),
    /// Point at parts of a diagram.
    Place(Parts),
    /// Recall, then say alone how it went.
    Recall(Recall),
}

/// What the learner answered, in terms of the question as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// The options picked.
    Choice(choice::Picks),
    /// The pieces that were put in order, as authored.
    Order(Vec<usize>),
    /// The right side chosen for each left side, as authored.
    Match(pairs::Choices),
    /// The number typed.
    Number(Exact),
    /// The text typed.
    Text(String),
    /// The text typed into each gap.
    Cloze(Vec<String>),
    /// The parts pointed at.
    Place(place::Pointed),
    /// How the learner said it went.
    Recall(Recalled),
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
        let texts = std::iter::once(&self.stem).chain(self.kind.texts());
        texts.map(|text| text.0.split_whitespace().count() as u32).sum()
    }
}

impl Outcome {
    fn of(right: bool) -> Self {
        if right { Self::Right } else { Self::Wrong }
    }
}

impl Kind {
    /// Its name in files and on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Choice(_) => "choice",
            Self::Order(_) => "order",
            Self::Match(_) => "match",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Cloze(_) => "cloze",
            Self::Place(_) => "place",
            Self::Recall(_) => "recall",
        }
    }

    /// Texts to be read beside the stem before an answer.
    pub fn texts(&self) -> Vec<&Markdown> {
        match self {
            Self::Choice(choice) => choice.options.iter().map(|option| &option.text).collect(),
            Self::Order(order) => order.pieces().collect(),
            Self::Match(it) => {
                let lefts = it.pairs.iter().map(|pair| &pair.left);
                lefts.chain(it.rights().into_iter().filter_map(|place| it.right(place))).collect()
            }
            Self::Recall(recall) => vec![&recall.answer],
            Self::Number(_) | Self::Text(_) | Self::Cloze(_) | Self::Place(_) => Vec::new(),
        }
    }

    /// Grades a response, all or nothing, or `None` if it belongs to another
    /// kind of question: a pack may change a question after it was answered.
    pub fn grade(&self, response: &Response) -> Option<Outcome> {
        let right = match (self, response) {
            (Self::Choice(it), Response::Choice(picks)) => it.accepts(picks),
            (Self::Order(it), Response::Order(arranged)) => it.accepts(arranged),
            (Self::Match(it), Response::Match(choices)) => it.accepts(choices),
            (Self::Number(it), Response::Number(number)) => it.accepts(*number),
            (Self::Text(it), Response::Text(typed)) => it.accepts(typed),
            (Self::Cloze(it), Response::Cloze(filled)) => it.accepts(filled),
            (Self::Place(it), Response::Place(pointed)) => it.accepts(pointed),
            (Self::Recall(_), Response::Recall(recalled)) => return Some(recalled.outcome()),
            _ => return None,
        };
        Some(Outcome::of(right))
    }

    /// Which parts of a response were right: of each piece in order, each left
    /// side, each gap, each part pointed at. Empty where there are no parts.
    pub fn parts_right(&self, response: &Response) -> Vec<bool> {
        match (self, response) {
            (Self::Order(it), Response::Order(arranged)) => it.parts_right(arranged),
            (Self::Match(it), Response::Match(choices)) => it.parts_right(choices),
            (Self::Cloze(it), Response::Cloze(filled)) => it.parts_right(filled),
            (Self::Place(it), Response::Place(pointed)) => it.parts_right(pointed),
            _ => Vec::new(),
        }
    }

    /// The chance of answering right by guessing alone, 0 to 1; next to nothing
    /// where something is typed.
    pub fn chance(&self) -> f64 {
        match self {
            Self::Choice(it) => it.chance(),
            Self::Order(it) => it.chance(),
            Self::Match(it) => it.chance(),
            Self::Place(it) => it.chance(),
            Self::Number(_) | Self::Text(_) | Self::Cloze(_) | Self::Recall(_) => 0.0,
        }
    }

    /// The order in which options, pieces or left sides are shown: positions as
    /// authored. Empty where there is nothing to shuffle.
    pub fn order(&self, seed: Seed) -> Vec<usize> {
        match self {
            Self::Choice(it) => it.order(seed),
            Self::Order(it) => it.order(seed),
            Self::Match(it) => it.order(seed),
            _ => Vec::new(),
        }
    }

    /// The order in which right sides are shown: positions as authored. Empty
    /// where there are none.
    pub fn rights(&self, seed: Seed) -> Vec<usize> {
        match self {
            Self::Match(it) => it.rights_order(seed),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn responses_are_kept_and_read_back() {
        let number = Exact::plain("4.5").unwrap_or(Exact::ZERO);
        for (response, kept) in [
            (Response::Choice([2, 0].into()), r#"{"choice":[0,2]}"#),
            (Response::Order(vec![1, 0]), r#"{"order":[1,0]}"#),
            (Response::Match(vec![Some(1), None]), r#"{"match":[1,null]}"#),
            (Response::Number(number), r#"{"number":"4.5"}"#),
            (Response::Text("a".into()), r#"{"text":"a"}"#),
            (Response::Cloze(vec!["a".into()]), r#"{"cloze":["a"]}"#),
            (Response::Place([].into()), r#"{"place":[]}"#),
            (Response::Recall(Recalled::Hard), r#"{"recall":"hard"}"#),
        ] {
            assert_eq!(serde_json::to_string(&response).unwrap(), kept);
            assert_eq!(serde_json::from_str::<Response>(kept).unwrap(), response);
        }
    }

    #[test]
    fn a_response_of_another_kind_is_not_graded() {
        let recall = Kind::Recall(Recall { answer: Markdown("x".into()) });
        assert_eq!(recall.grade(&Response::Text("x".into())), None);
        assert_eq!(recall.grade(&Response::Recall(Recalled::Again)), Some(Outcome::Wrong));
        assert_eq!(recall.grade(&Response::Recall(Recalled::Hard)), Some(Outcome::Right));
    }
}
