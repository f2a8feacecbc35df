//! One sitting of a form, as it follows from its facts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::form::Form;
use crate::{
    item::{ItemId, Outcome, Response},
    pack::Pack,
    study::{
        fact::{Answered, Fact, Occasion},
        pace::IDLE,
        progress::Progress,
        rating::{Confidence, rate},
        time::{Millis, Moment},
    },
};

/// Names an attempt: the moment it was begun, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttemptId(pub i64);

/// All attempts at exams of a pack, the latest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attempts(pub Vec<Attempt>);

/// One sitting of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Names it.
    pub id: AttemptId,
    /// What is asked.
    pub form: Form,
    /// When it was begun.
    pub begun: Moment,
    /// What was done, by question.
    pub marks: BTreeMap<ItemId, Mark>,
    /// How it ended, if it did, and when.
    pub ended: Option<(Ended, Moment)>,
    /// Time used while the clock ran, up to `last`.
    used: Millis,
    /// The latest fact about it.
    last: Moment,
    /// Whether the clock stands.
    stands: bool,
}

/// What was done about a question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// What is chosen, perhaps not yet all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// How sure the learner said to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sure: Option<Confidence>,
    /// To be looked at again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flagged: bool,
    /// Options struck out, as authored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub struck: Vec<usize>,
    /// Time spent on it.
    pub took: Millis,
    /// What was chosen before, the first thing first.
    #[serde(skip)]
    pub before: Vec<Response>,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// Handed in.
    HandedIn,
    /// The time was over.
    TimeUp,
    /// The time was over while the program did not run or the machine slept.
    Away,
}

/// What is told when time grows short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning(pub u32);

/// Minutes at which the learner is warned.
const WARNINGS: [u32; 4] = [30, 10, 5, 1];
/// So long after the end and the learner was not there.
const LATE: Millis = Millis(5_000);

impl Attempts {
    /// Takes in a fact, later than all before.
    pub fn apply(&mut self, fact: &Fact, now: Moment) {
        match fact {
            Fact::ExamBegan { attempt, form, .. } => {
                self.0.push(Attempt::new(*attempt, (**form).clone(), now));
            }
            Fact::ExamMarked { attempt, question, mark, .. } => {
                self.with(*attempt, |it| it.mark(question, mark, now));
            }
            Fact::ExamPaused { attempt, on, .. } => self.with(*attempt, |it| it.pause(*on, now)),
            Fact::ExamEnded { attempt, how, .. } => {
                self.with(*attempt, |it| {
                    it.tick(now);
                    it.ended = Some((*how, now));
                });
            }
            _ => (),
        }
    }

    fn with(&mut self, id: AttemptId, change: impl FnOnce(&mut Attempt)) {
        let found = self.0.iter_mut().rev().find(|it| it.id == id && it.ended.is_none());
        found.map(change);
    }

    /// The one that is under way.
    pub fn open(&self) -> Option<&Attempt> {
        self.0.iter().rev().find(|it| it.ended.is_none())
    }

    /// Those that ended, the latest last.
    pub fn ended(&self) -> impl DoubleEndedIterator<Item = &Attempt> {
        self.0.iter().filter(|it| it.ended.is_some())
    }
}

impl Attempt {
    /// Just begun.
    pub fn new(id: AttemptId, form: Form, now: Moment) -> Self {
        Self {
            id,
            form,
            begun: now,
            marks: BTreeMap::new(),
            ended: None,
            used: Millis(0),
            last: now,
            stands: false,
        }
    }

    fn mark(&mut self, question: &ItemId, mark: &Mark, now: Moment) {
        self.tick(now);
        let kept = self.marks.entry(question.clone()).or_default();
        let mut before = std::mem::take(&mut kept.before);
        if let Some(old) = kept.response.take()
            && Some(&old) != mark.response.as_ref()
        {
            before.push(old);
        }
        *kept = Mark { before, ..mark.clone() };
    }

    /// Stands, or runs again. What passed while the program did not run counts
    /// only where the clock goes on; a stop that nobody could write down began
    /// with the latest fact.
    fn pause(&mut self, on: bool, now: Moment) {
        if on {
            self.tick(now);
        }
        (self.stands, self.last) = (on, now);
    }

    fn tick(&mut self, now: Moment) {
        if !self.stands {
            self.used.0 += (now.at.0 - self.last.at.0).max(0);
        }
        self.last = now;
    }

    /// Time used until now. A clock that was set back counts as no time.
    pub fn used(&self, now: Moment) -> Millis {
        if self.form.pauses {
            let running = if self.stands { 0 } else { (now.at.0 - self.last.at.0).max(0) };
            return Millis(self.used.0 + running);
        }
        Millis(now.at.0.max(self.last.at.0) - self.begun.at.0)
    }

    /// Time left; never negative.
    pub fn left(&self, now: Moment) -> Millis {
        Millis((self.form.time.0 - self.used(now).0).max(0))
    }

    /// How it ends now, if the time is over.
    pub fn over(&self, now: Moment) -> Option<Ended> {
        let late = self.used(now).0 - self.form.time.0;
        match late {
            ..0 => None,
            late if late <= LATE.0 => Some(Ended::TimeUp),
            _ => Some(Ended::Away),
        }
    }

    /// The warning that falls between two moments, if any.
    pub fn warning(&self, before: Moment, now: Moment) -> Option<Warning> {
        let (before, now) = (self.left(before).0, self.left(now).0);
        let passed = |minutes: &u32| {
            let at = i64::from(*minutes) * 60_000;
            now <= at && at < before && self.form.time.0 > at
        };
        WARNINGS.iter().rev().copied().find(passed).map(Warning)
    }

    /// What was done about a question.
    pub fn at(&self, question: &ItemId) -> Mark {
        self.marks.get(question).cloned().unwrap_or_default()
    }

    /// Questions with something chosen, flagged ones, and all.
    pub fn counts(&self) -> (usize, usize, usize) {
        let answered = self.marks.values().filter(|it| it.response.is_some()).count();
        let flagged = self.marks.values().filter(|it| it.flagged).count();
        (answered, flagged, self.form.questions.len())
    }

    /// The facts that end it: the hand-in, and every answer as a review. A
    /// question that left the pack meanwhile is passed over.
    pub fn ending(&self, how: Ended, pack: &Pack, progress: &Progress) -> Vec<Fact> {
        let id = pack.manifest.id.clone();
        let end = Fact::ExamEnded { pack: id, attempt: self.id, how };
        let answers = self.form.questions.iter().filter_map(|question| {
            let mark = self.marks.get(question)?;
            self.answered(question, mark, pack, progress)
        });
        std::iter::once(end).chain(answers.map(|it| Fact::Answered(Box::new(it)))).collect()
    }

    fn answered(
        &self,
        question: &ItemId,
        mark: &Mark,
        pack: &Pack,
        progress: &Progress,
    ) -> Option<Answered> {
        let asked = self.form.show(question, pack.item(question)?);
        let response = mark.response.clone()?;
        let outcome = asked.item.kind.grade(&response).unwrap_or(Outcome::Wrong);
        let words = asked.item.words();
        Some(Answered {
            pack: pack.manifest.id.clone(),
            version: pack.manifest.version.to_string(),
            question: question.clone(),
            rating: rate(outcome, mark.sure, progress.pace.speed(mark.took, words)),
            response,
            outcome,
            sure: mark.sure,
            took: Millis(mark.took.0.clamp(0, IDLE.0)),
            words,
            seed: asked.seed(),
            values: asked.values.clone(),
            occasion: Occasion::Exam,
            drawn: None,
        })
    }
}
