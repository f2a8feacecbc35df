//! What came of an attempt: the score, and what to study next.

use std::collections::BTreeMap;

use super::{
    attempt::{Attempt, Ended},
    form::Mode,
    score::scaled,
};
use crate::{
    item::{Item, ItemId, Outcome, Response},
    pack::{Exam, Pack, Scale},
    study::{
        rating::Confidence,
        readiness::{Share, jeffreys},
        session,
        time::{Millis, Moment},
    },
    text::Clean,
};

/// What came of an attempt.
#[derive(Clone, Debug)]
pub struct Report {
    /// The exam's code.
    pub exam: Clean,
    /// How it was sat.
    pub mode: Mode,
    /// When it was begun.
    pub begun: Moment,
    /// How it ended.
    pub ended: Ended,
    /// Time used, and time there was.
    pub used: (Millis, Millis),
    /// The score on the exam's scale.
    pub score: u32,
    /// The scale, with its pass mark.
    pub scale: Scale,
    /// Questions that count: right, and all.
    pub right: (u32, u32),
    /// By domain of the exam, in its order.
    pub domains: Vec<Part>,
    /// By topic, the weakest first.
    pub topics: Vec<Part>,
    /// By objective, the weakest first.
    pub objectives: Vec<Part>,
    /// Answers that were changed: from right to wrong, and from wrong to right.
    pub changed: (usize, usize),
    /// Wrong, and the learner was sure.
    pub sure_but_wrong: usize,
    /// Right by a guess, and guesses in all.
    pub guesses: (usize, usize),
    /// Time spent on a question, on average.
    pub mean: Millis,
    /// The questions, in the order of the form.
    pub asked: Vec<Asked>,
}

/// Questions that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What they have in common.
    pub title: Clean,
    /// Right ones.
    pub right: u32,
    /// All.
    pub of: u32,
    /// The share right that is likely, of other questions like these.
    pub likely: Share,
}

/// A question of the form with what was answered.
#[derive(Clone, Debug)]
pub struct Asked {
    /// As it was shown.
    pub shown: session::Asked,
    /// Whether it counts.
    pub scored: bool,
    /// What was answered.
    pub response: Option<Response>,
    /// How it is graded; what was left open is wrong.
    pub outcome: Outcome,
    /// How sure the learner said to be.
    pub sure: Option<Confidence>,
    /// Whether it was flagged.
    pub flagged: bool,
    /// Time spent on it.
    pub took: Millis,
    /// What was chosen before.
    pub before: Vec<Response>,
}

impl Report {
    /// Works it out; nothing if the attempt has not ended, or the pack no longer
    /// has the exam.
    pub fn of(attempt: &Attempt, pack: &Pack) -> Option<Self> {
        let (ended, at) = attempt.ended?;
        let exam = pack.manifest.exams.iter().find(|it| *it.code == *attempt.form.exam)?;
        let asked = asked(attempt, pack);
        let counted = || asked.iter().filter(|it| it.scored);
        let right = counted().filter(|it| it.is_right()).count() as u32;
        let all = counted().count() as u32;
        let mean = mean(&asked);
        let (domains, topics, objectives) = parts(exam, pack, &asked);
        Some(Self {
            exam: Clean::new(&exam.code),
            mode: attempt.form.mode,
            begun: attempt.begun,
            ended,
            used: (attempt.used(at), attempt.form.time),
            score: scaled(exam.scale, right, all),
            scale: exam.scale,
            right: (right, all),
            domains,
            topics,
            objectives,
            changed: changed(&asked),
            sure_but_wrong: sure_but_wrong(&asked),
            guesses: guesses(&asked),
            mean: Millis(mean),
            asked,
        })
    }

    /// What it says by domain, topic and objective, each with a title.
    pub fn parts(&self) -> [(&'static str, &[Part]); 3] {
        [
            ("By domain", &self.domains),
            ("By topic", &self.topics),
            ("By objective", &self.objectives),
        ]
    }

    /// Whether it is enough.
    pub fn passed(&self) -> bool {
        self.score >= self.scale.pass
    }

    /// What was missed or left open, in the order of the form.
    pub fn missed(&self) -> impl Iterator<Item = &Asked> {
        self.asked.iter().filter(|it| !it.is_right())
    }
}

/// The mean time spent on what was looked at.
fn mean(asked: &[Asked]) -> i64 {
    let took = || asked.iter().map(|it| it.took.0).filter(|took| *took > 0);
    took().sum::<i64>() / i64::from(took().count().max(1) as u32)
}

impl Asked {
    /// Whether it took at least twice as long as the others, and not only some
    /// seconds.
    pub fn is_long(&self, mean: Millis) -> bool {
        self.took.0 >= 10_000 && self.took.0 > 2 * mean.0
    }

    /// Whether it is right.
    pub fn is_right(&self) -> bool {
        self.outcome == Outcome::Right
    }
}

fn asked(attempt: &Attempt, pack: &Pack) -> Vec<Asked> {
    let one = |question: &ItemId| {
        let shown = attempt.form.show(question, pack.item(question)?);
        let mark = attempt.at(question);
        let outcome = mark.response.as_ref().and_then(|it| shown.item.kind.grade(it));
        Some(Asked {
            shown,
            scored: !attempt.form.unscored.contains(question),
            outcome: outcome.unwrap_or(Outcome::Wrong),
            response: mark.response,
            sure: mark.sure,
            flagged: mark.flagged,
            took: mark.took,
            before: mark.before,
        })
    };
    attempt.form.questions.iter().filter_map(one).collect()
}

/// The first whole answer against the last one.
fn changed(asked: &[Asked]) -> (usize, usize) {
    let first = |it: &Asked| {
        let kind = &it.shown.item.kind;
        let whole = |response: &&Response| is_whole(&it.shown.item, response);
        it.before.iter().find(whole).and_then(|response| kind.grade(response))
    };
    let pairs: Vec<(Outcome, Outcome)> =
        asked.iter().filter_map(|it| Some((first(it)?, it.outcome))).collect();
    let count = |pair| pairs.iter().filter(|it| **it == pair).count();
    (count((Outcome::Right, Outcome::Wrong)), count((Outcome::Wrong, Outcome::Right)))
}

/// Whether as much is chosen as is asked for.
fn is_whole(item: &Item, response: &Response) -> bool {
    match (&item.kind, response) {
        (crate::item::Kind::Choice(choice), Response::Choice(picks)) => {
            picks.len() == choice.needed()
        }
        _ => true,
    }
}

fn sure_but_wrong(asked: &[Asked]) -> usize {
    let sure = asked.iter().filter(|it| it.sure == Some(Confidence::Sure));
    sure.filter(|it| !it.is_right() && it.response.is_some()).count()
}

fn guesses(asked: &[Asked]) -> (usize, usize) {
    let guessed = || asked.iter().filter(|it| it.sure == Some(Confidence::Guess));
    (guessed().filter(|it| it.is_right()).count(), guessed().count())
}

fn parts(exam: &Exam, pack: &Pack, asked: &[Asked]) -> (Vec<Part>, Vec<Part>, Vec<Part>) {
    let counted: Vec<&Asked> = asked.iter().filter(|it| it.scored).collect();
    let domain = |it: &Asked| {
        let id = it.shown.item.domain.in_exam(&exam.code)?;
        exam.domains.iter().position(|domain| domain.id == *id)
    };
    let by_domain = grouped(&counted, domain);
    let domains = exam.domains.iter().enumerate().filter_map(|(at, domain)| {
        let (right, of) = *by_domain.get(&at)?;
        Some(Part::new(domain.title.clone(), right, of))
    });
    let topic = |it: &Asked| {
        let id = it.shown.item.topic.as_ref()?;
        let topic = pack.manifest.topics.iter().find(|topic| topic.id == *id);
        Some(topic.map_or_else(|| Clean::new(id), |topic| topic.title.clone()))
    };
    let objective = |it: &Asked| {
        let id = it.shown.item.objective.as_ref()?;
        Some(pack.objective(id).map_or_else(|| Clean::new(id), |it| it.1.text.clone()))
    };
    let all: Vec<&Asked> = asked.iter().collect();
    (domains.collect(), weakest(grouped(&all, topic)), weakest(grouped(&all, objective)))
}

fn grouped<K: Ord>(asked: &[&Asked], key: impl Fn(&Asked) -> Option<K>) -> BTreeMap<K, (u32, u32)> {
    let mut groups: BTreeMap<K, (u32, u32)> = BTreeMap::new();
    for it in asked {
        let Some(key) = key(it) else { continue };
        let (right, of) = groups.entry(key).or_default();
        *right += u32::from(it.is_right());
        *of += 1;
    }
    groups
}

fn weakest(groups: BTreeMap<Clean, (u32, u32)>) -> Vec<Part> {
    let mut parts: Vec<Part> =
        groups.into_iter().map(|(title, (right, of))| Part::new(title, right, of)).collect();
    parts.sort_by_key(|it| (it.right * 1000 / it.of.max(1), std::cmp::Reverse(it.of)));
    parts
}

impl Part {
    fn new(title: Clean, right: u32, of: u32) -> Self {
        Self { title, right, of, likely: jeffreys(right, of) }
    }
}
