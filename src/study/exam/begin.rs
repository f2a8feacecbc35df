//! From what a learner wants to a form, and what is to be said before it begins.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    attempt::{Attempt, AttemptId},
    draw::{Draw, Missed, Wish, asks, draw, offer},
    form::{Form, Mode},
    share::share_out,
};
use crate::{
    item::{DomainId, Item, ItemId, Outcome, Seed},
    pack::{Exam, Pack},
    study::{
        fact::Fact,
        goal::exam_on,
        progress::Progress,
        time::{Millis, Moment},
    },
};

/// What a learner wants.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// How it is sat.
    pub mode: Mode,
    /// Only these domains; empty = all. A section has one.
    pub domains: Vec<DomainId>,
    /// Questions, if not those of the exam.
    pub questions: Option<u32>,
    /// Minutes, if not those of the exam.
    pub minutes: Option<u32>,
    /// Extra time in percent, if not the learner's setting.
    pub extra: Option<u16>,
    /// The seed, if one is given: then a class gets one form.
    pub seed: Option<Seed>,
    /// The form to be sat again; none = the latest.
    pub replay: Option<AttemptId>,
}

/// An exam that is to be sat.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sitting {
    /// The exam's code; none = the one for the learner's date.
    pub exam: Option<String>,
    /// What is wanted of its form.
    pub wanted: Wanted,
    /// Whether every answer is told at once: then it is a practice with the
    /// questions of a form.
    pub tutor: bool,
}

impl Sitting {
    /// The exam meant; nothing if the pack has none.
    pub fn exam<'p>(&self, pack: &'p Pack, progress: &Progress, now: Moment) -> Option<&'p Exam> {
        let day = progress.goals.exam_date.unwrap_or_else(|| now.day().date());
        match &self.exam {
            Some(code) => pack.manifest.exams.iter().find(|it| it.code.eq_ignore_ascii_case(code)),
            None => exam_on(&pack.manifest, day),
        }
    }
}

/// A form, ready to be sat.
#[derive(Clone, Debug, PartialEq)]
pub struct Ready {
    /// This one.
    pub form: Form,
    /// Questions that were wanted, if the pack makes up fewer.
    pub shortened: Option<u32>,
    /// Domains that did not come out as the blueprint wants.
    pub missed: Vec<Missed>,
}

/// Why there is no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cannot {
    /// The bank has nothing for it.
    #[error("the pack has no question for it")]
    NoQuestion,
    /// Nothing was wrong in a past exam that was not right since.
    #[error("no mistakes are left from past exams")]
    NoMistake,
    /// There is no past exam.
    #[error("no exam was sat yet")]
    NoPast,
}

/// A form that is shorter than this part of what the bank has, in percent, is
/// not offered: then each domain comes as near as it can.
const WORTH: u32 = 60;

/// Gets a form ready; chance comes from `seed` where none is wanted.
///
/// # Errors
/// If the bank or the past has nothing for it.
pub fn ready(
    pack: &Pack,
    progress: &Progress,
    exam: &Exam,
    wanted: &Wanted,
    seed: Seed,
) -> Result<Ready, Cannot> {
    match wanted.mode {
        Mode::Replay => replay(progress, wanted),
        Mode::Mistakes => mistakes(pack, progress, exam, wanted, seed),
        Mode::Real | Mode::Section | Mode::Custom => drawn(pack, progress, exam, wanted, seed),
    }
}

/// The facts that begin an attempt.
pub fn begin(pack: &Pack, form: Form, now: Moment) -> (Fact, Attempt) {
    let id = AttemptId(now.at.0);
    let begun = Fact::ExamBegan {
        pack: pack.manifest.id.clone(),
        version: pack.manifest.version.to_string(),
        attempt: id,
        form: Box::new(form.clone()),
    };
    (begun, Attempt::new(id, form, now))
}

fn drawn(
    pack: &Pack,
    progress: &Progress,
    exam: &Exam,
    wanted: &Wanted,
    seed: Seed,
) -> Result<Ready, Cannot> {
    let (questions, unscored) = size(exam, wanted);
    let mut wish = Wish {
        exam,
        questions,
        unscored,
        domains: wanted.domains.clone(),
        only: None,
        seed: wanted.seed.unwrap_or(seed),
        blind: wanted.seed.is_some(),
    };
    let mut minutes = wanted.minutes.unwrap_or_else(|| in_proportion(exam, questions));
    let there = bank(pack, progress, &wish).min(questions);
    let offered = offer(pack, progress, &wish, minutes);
    let worth = offered.filter(|it| it.questions * 100 >= there * WORTH);
    if let Some(offered) = worth.filter(|it| it.questions < questions) {
        (wish.questions, wish.unscored) = (offered.questions, offered.unscored);
        minutes = wanted.minutes.unwrap_or(offered.minutes);
    }
    let Draw { questions: drawn, unscored, missed } = draw(pack, progress, &wish);
    if drawn.is_empty() {
        return Err(Cannot::NoQuestion);
    }
    if drawn.len() < wish.questions as usize && wanted.minutes.is_none() {
        minutes = in_proportion(exam, drawn.len() as u32);
    }
    let form = form(exam, wanted, progress, drawn, minutes, wish.seed);
    let shortened = (form.questions.len() < questions as usize).then_some(questions);
    Ok(Ready { form: Form { unscored, ..form }, shortened, missed })
}

/// How many questions there are for a form.
fn bank(pack: &Pack, progress: &Progress, wish: &Wish<'_>) -> u32 {
    let is = |item: &&Arc<Item>| {
        let domain = item.domain.in_exam(&wish.exam.code);
        domain.is_some_and(|it| wish.domains.is_empty() || wish.domains.contains(it))
            && asks(wish.exam, item)
            && (wish.blind || !progress.marks.is_suspended(item))
    };
    pack.items.iter().filter(is).count() as u32
}

/// Questions in all, and those that do not count.
fn size(exam: &Exam, wanted: &Wanted) -> (u32, u32) {
    match wanted.mode {
        Mode::Section => {
            let weights: Vec<u32> = exam.domains.iter().map(|it| it.weight).collect();
            let shares = share_out(&weights, exam.questions);
            let shares = exam.domains.iter().zip(shares);
            let own = shares.filter(|(domain, _)| wanted.domains.contains(&domain.id));
            let own: u32 = own.map(|(_, share)| share).sum();
            (wanted.questions.unwrap_or(own).max(1), 0)
        }
        Mode::Custom => (wanted.questions.unwrap_or(exam.questions).max(1), 0),
        _ => (exam.questions, exam.unscored),
    }
}

/// As long as the exam gives for so many.
fn in_proportion(exam: &Exam, questions: u32) -> u32 {
    let minutes = u64::from(exam.minutes) * u64::from(questions);
    minutes.div_ceil(u64::from(exam.questions.max(1))) as u32
}

fn form(
    exam: &Exam,
    wanted: &Wanted,
    progress: &Progress,
    questions: Vec<ItemId>,
    minutes: u32,
    seed: Seed,
) -> Form {
    let extra = wanted.extra.or(progress.goals.scheduling.extra).unwrap_or(0);
    let usual = i64::from(minutes) * 60_000;
    Form {
        exam: exam.code.to_string(),
        mode: wanted.mode,
        questions,
        unscored: BTreeSet::new(),
        time: Millis(usual + usual * i64::from(extra) / 100),
        seed,
        pauses: progress.goals.scheduling.pauses,
    }
}

fn replay(progress: &Progress, wanted: &Wanted) -> Result<Ready, Cannot> {
    let is = |it: &&Attempt| wanted.replay.is_none_or(|id| it.id == id);
    let past = progress.exams.ended().rev().find(is).ok_or(Cannot::NoPast)?;
    let form = Form { mode: Mode::Replay, ..past.form.clone() };
    Ok(Ready { form, shortened: None, missed: Vec::new() })
}

/// What was wrong or left open in past exams and not right since.
fn mistakes(
    pack: &Pack,
    progress: &Progress,
    exam: &Exam,
    wanted: &Wanted,
    seed: Seed,
) -> Result<Ready, Cannot> {
    let asked: BTreeSet<&ItemId> =
        progress.exams.ended().flat_map(|it| &it.form.questions).collect();
    if asked.is_empty() {
        return Err(Cannot::NoPast);
    }
    let wrong = |item: &&Arc<Item>| {
        let tally = progress.tallies.get(&item.id);
        asked.contains(&item.id)
            && tally.is_none_or(|tally| tally.last == Outcome::Wrong)
            && !progress.marks.is_suspended(item)
    };
    let seed = wanted.seed.unwrap_or(seed);
    let mut groups: BTreeMap<u64, Vec<ItemId>> = BTreeMap::new();
    for item in pack.items.iter().filter(wrong) {
        let group = item.scenario.as_ref().map_or_else(|| seed.of(&item.id), |it| seed.of(it));
        groups.entry(group.0).or_default().push(item.id.clone());
    }
    let most = wanted.questions.unwrap_or(exam.questions) as usize;
    let questions: Vec<ItemId> = groups.into_values().flatten().take(most).collect();
    if questions.is_empty() {
        return Err(Cannot::NoMistake);
    }
    let minutes = wanted.minutes.unwrap_or_else(|| in_proportion(exam, questions.len() as u32));
    let form = form(exam, wanted, progress, questions, minutes, seed);
    Ok(Ready { form, shortened: None, missed: Vec::new() })
}
