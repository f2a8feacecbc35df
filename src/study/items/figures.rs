//! The figures of one question, and of a whole test. Sources of the formulas:
//! docs/item-analysis.md.

use std::collections::HashMap;

use super::{ENOUGH, Student, Verdict, Version, number};
use crate::{
    item::{self, ItemId, Kind},
    study::readiness::{Share, jeffreys},
    text::Clean,
};

/// The figures of a question.
#[derive(Clone, Debug)]
pub struct Item {
    /// The question.
    pub id: ItemId,
    /// First answers.
    pub answers: usize,
    /// Right ones.
    pub right: usize,
    /// The share right, with the interval that holds it nine times in ten.
    pub facility: f64,
    /// That interval.
    pub likely: Share,
    /// Correlation of right or wrong with the share right elsewhere: the
    /// point-biserial, corrected; nothing if all are right or all wrong.
    pub discrimination: Option<f64>,
    /// Its interval, nine times in ten (Fisher's z).
    pub within: Option<(f64, f64)>,
    /// Right among the upper 27 % of students, less right among the lower.
    pub upper_lower: Option<f64>,
    /// Options of a choice: who picked them.
    pub picks: Vec<Pick>,
    /// Seconds, in the middle.
    pub seconds: f64,
    /// Said to be guessed.
    pub guesses: usize,
    /// Reported as faulty.
    pub reported: u32,
    /// Answers by version of the pack.
    pub versions: Vec<Version>,
    /// Answers left out, as the key has changed since.
    pub changed: usize,
    /// What is to be done, if anything.
    pub verdict: Option<Verdict>,
}

/// An option, and how many of the lower, middle and upper third of students
/// picked it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// Its text.
    pub text: Clean,
    /// Whether it is part of the key.
    pub correct: bool,
    /// By third of students, the lower first.
    pub thirds: [usize; 3],
}

/// How far scores can be relied on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reliability {
    /// Students who answered all the questions.
    pub students: usize,
    /// Those questions.
    pub questions: usize,
    /// KR-20, which is Cronbach's alpha of right and wrong.
    pub alpha: f64,
    /// Standard error of measurement, in questions.
    pub error: f64,
}

/// The part of students at either end.
const ENDS: f64 = 0.27;
/// Questions that so many of the students answered make up the test, in percent.
const COMMON: usize = 80;

/// One student at one question: how they do elsewhere, and here.
struct Seen<'a> {
    rest: f64,
    right: bool,
    first: &'a super::student::First,
}

/// The figures of a question; nothing if nobody answered it.
pub(super) fn item(
    item: &item::Item,
    students: &[Student],
    reports: &HashMap<ItemId, u32>,
) -> Option<Item> {
    let mut seen: Vec<Seen<'_>> = students.iter().filter_map(|it| seen(it, &item.id)).collect();
    if seen.is_empty() {
        return None;
    }
    let reported = reports.get(&item.id).copied().unwrap_or(0);
    let (answers, right) = (seen.len(), seen.iter().filter(|it| it.right).count());
    let scores: Vec<f64> = seen.iter().map(|it| f64::from(u8::from(it.right))).collect();
    let rests: Vec<f64> = seen.iter().map(|it| it.rest).collect();
    let discrimination = correlation(&scores, &rests);
    seen.sort_by(|a, b| a.rest.total_cmp(&b.rest));
    let mut millis: Vec<i64> = seen.iter().map(|it| it.first.millis).collect();
    millis.sort_unstable();
    let mut figures = Item {
        id: item.id.clone(),
        answers,
        right,
        facility: number(right) / number(answers),
        likely: jeffreys(right as u32, answers as u32),
        within: discrimination.and_then(|r| fisher(r, answers)),
        discrimination,
        upper_lower: upper_lower(&seen),
        picks: picks(item, &seen),
        seconds: millis
            .get(millis.len() / 2)
            .map_or(0.0, |it| f64::from((*it).clamp(0, 86_400_000) as i32) / 1000.0),
        guesses: seen.iter().filter(|it| it.first.guess).count(),
        reported,
        versions: Vec::new(),
        changed: 0,
        verdict: None,
    };
    let told = (reported > 0).then_some(Verdict::Reported);
    figures.verdict = if answers >= ENOUGH { Verdict::of(&figures) } else { told };
    Some(figures)
}

fn seen<'a>(student: &'a Student, id: &ItemId) -> Option<Seen<'a>> {
    let first = student.firsts.get(id)?;
    let others = student.firsts.len() - 1;
    let right = student.firsts.values().filter(|it| it.right).count() - usize::from(first.right);
    let rest = if others == 0 { 0.5 } else { number(right) / number(others) };
    Some(Seen { rest, right: first.right, first })
}

/// Pearson's correlation; nothing if one of the two does not vary.
pub fn correlation(one: &[f64], other: &[f64]) -> Option<f64> {
    let n = number(one.len());
    let (a, b) = (one.iter().sum::<f64>() / n, other.iter().sum::<f64>() / n);
    let (mut both, mut first, mut second) = (0.0, 0.0, 0.0);
    for (x, y) in one.iter().zip(other) {
        both += (x - a) * (y - b);
        first += (x - a).powi(2);
        second += (y - b).powi(2);
    }
    (first > 1e-12 && second > 1e-12).then(|| both / (first * second).sqrt())
}

/// The interval of a correlation: Fisher's transformation, 1.645 standard errors.
fn fisher(r: f64, n: usize) -> Option<(f64, f64)> {
    if n < 4 {
        return None;
    }
    let (z, error) = (r.clamp(-0.999_999, 0.999_999).atanh(), 1.645 / number(n - 3).sqrt());
    Some(((z - error).tanh(), (z + error).tanh()))
}

/// Sorted by how they do elsewhere.
fn upper_lower(seen: &[Seen<'_>]) -> Option<f64> {
    let ends = (number(seen.len()) * ENDS).ceil() as i32;
    let ends = ends.unsigned_abs() as usize;
    if seen.len() < ENOUGH || ends == 0 {
        return None;
    }
    let share =
        |part: &[Seen<'_>]| number(part.iter().filter(|it| it.right).count()) / number(part.len());
    Some(share(&seen[seen.len() - ends..]) - share(&seen[..ends]))
}

fn picks(item: &item::Item, seen: &[Seen<'_>]) -> Vec<Pick> {
    let Kind::Choice(choice) = &item.kind else { return Vec::new() };
    let third = |place: usize| (place * 3 / seen.len().max(1)).min(2);
    let one = |(at, option): (usize, &item::choice::Opt)| {
        let mut thirds = [0; 3];
        for (place, it) in seen.iter().enumerate() {
            if it.first.given.has(at) {
                thirds[third(place)] += 1;
            }
        }
        Pick { text: Clean::new(&option.text.0), correct: option.correct, thirds }
    };
    choice.options.iter().enumerate().map(one).collect()
}

/// Of the questions that most students answered, and the students who answered
/// all of them.
pub(super) fn of_class(students: &[Student]) -> Option<Reliability> {
    let mut counts: std::collections::BTreeMap<&ItemId, usize> = std::collections::BTreeMap::new();
    for id in students.iter().flat_map(|it| it.firsts.keys()) {
        *counts.entry(id).or_default() += 1;
    }
    let common: Vec<&ItemId> = counts
        .into_iter()
        .filter(|(_, count)| count * 100 >= students.len() * COMMON)
        .map(|(id, _)| id)
        .collect();
    let row = |student: &Student| -> Option<Vec<bool>> {
        common.iter().map(|id| student.firsts.get(*id).map(|it| it.right)).collect()
    };
    let rows: Vec<Vec<bool>> = students.iter().filter_map(row).collect();
    reliability(&rows)
}

/// KR-20 of students who all answered the same questions, a row each:
/// `k/(k−1) · (1 − Σ p(1−p) / σ²)`, σ² the variance of the totals over n
/// (Kuder and Richardson 1937); the error is `σ · √(1 − KR-20)`. Nothing for
/// fewer than ten students or three questions, or totals that do not vary.
pub fn reliability(rows: &[Vec<bool>]) -> Option<Reliability> {
    let (students, questions) = (rows.len(), rows.first()?.len());
    if students < ENOUGH || questions < 3 {
        return None;
    }
    let n = number(students);
    let totals: Vec<f64> =
        rows.iter().map(|row| number(row.iter().filter(|it| **it).count())).collect();
    let mean = totals.iter().sum::<f64>() / n;
    let variance = totals.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / n;
    if variance < 1e-12 {
        return None;
    }
    let share = |at: usize| number(rows.iter().filter(|row| row[at]).count()) / n;
    let sum: f64 = (0..questions).map(|at| share(at) * (1.0 - share(at))).sum();
    let k = number(questions);
    let alpha = k / (k - 1.0) * (1.0 - sum / variance);
    let error = (variance * (1.0 - alpha).max(0.0)).sqrt();
    Some(Reliability { students, questions, alpha, error })
}
