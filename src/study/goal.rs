//! What the learner is after: a date, and some minutes a day.

use std::{collections::HashSet, sync::Arc};

use jiff::civil::Date;

use super::{
    card::CardKey,
    fact::Fact,
    progress::Progress,
    time::{Day, Moment},
};
use crate::{
    item::Item,
    pack::{Exam, Manifest, Pack},
};

/// What the learner said they want.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Goals {
    /// Whether they were asked at all.
    pub asked: bool,
    /// The day of the exam.
    pub exam_date: Option<Date>,
    /// Minutes of study a day.
    pub minutes: Option<u16>,
}

/// What there is to do today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// Cards to review.
    pub due: usize,
    /// New questions that are today's share.
    pub fresh: usize,
    /// Responses given today.
    pub answered: usize,
    /// Minutes all of it may take.
    pub minutes: usize,
}

/// New questions a day when nothing else is said.
const FRESH: usize = 10;
/// Days before the exam in which nothing new should be left.
const CALM: u32 = 7;
/// Seconds a question takes, give or take.
const SECONDS: usize = 50;

impl Goals {
    /// Takes in what the learner said.
    pub fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::ExamDate { date, .. } => self.exam_date = *date,
            Fact::MinutesADay { minutes } => self.minutes = *minutes,
            _ => return,
        }
        self.asked = true;
    }

    /// Days to the exam, if that is still to come.
    pub fn days_left(&self, now: Moment) -> Option<u32> {
        let (exam, today) = (Day::of(self.exam_date?), now.day());
        (exam >= today).then(|| exam.since(today))
    }
}

impl Today {
    /// What there is to do, with a date and a measure of minutes kept in mind.
    pub fn of(pack: &Pack, progress: &Progress, now: Moment) -> Self {
        let done = progress.on(now.day());
        let due = due(pack, progress, now);
        let met = |item: &&Arc<Item>| progress.tallies.contains_key(&item.id);
        let asked = pack.items.iter().filter(|item| !progress.marks.is_suspended(item));
        let unmet = asked.filter(|item| !met(item)).count();
        let begun = progress.tallies.values();
        let begun = begun.filter(|it| it.answered == 1 && it.seen.day() == now.day()).count();
        let share = share(unmet + begun, progress.goals.days_left(now)).saturating_sub(begun);
        let room = progress.goals.minutes.map_or(usize::MAX, |minutes| {
            (usize::from(minutes) * 60 / SECONDS).saturating_sub(due + done.answered as usize)
        });
        let fresh = share.min(unmet).min(room);
        let minutes = ((due + fresh) * SECONDS).div_ceil(60);
        Self { due, fresh, answered: done.answered as usize, minutes }
    }
}

/// Cards to review: due, and with a question that is not left out.
pub fn due(pack: &Pack, progress: &Progress, now: Moment) -> usize {
    if progress.marks.suspended.is_empty() {
        return progress.due(now);
    }
    let asked = pack.items.iter().filter(|item| !progress.marks.is_suspended(item));
    let keys: HashSet<CardKey> = asked.map(|item| CardKey::of(item)).collect();
    let due = progress.cards.iter().filter(|(key, card)| card.is_due(now) && keys.contains(key));
    due.count()
}

/// New questions a day, so that all are met some days before the exam.
fn share(unmet: usize, days_left: Option<u32>) -> usize {
    days_left.map_or(FRESH, |days| {
        let days = days.saturating_sub(CALM).max(1) as usize;
        unmet.div_ceil(days)
    })
}

/// The exam of a pack that is in force on a day.
pub fn exam_on(manifest: &Manifest, date: Date) -> Option<&Exam> {
    let in_force = |exam: &&Exam| {
        exam.from.is_none_or(|from| from <= date) && exam.until.is_none_or(|until| date <= until)
    };
    manifest.exams.iter().find(in_force).or(manifest.exams.last())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::time::{Millis, Offset};

    #[test]
    fn the_days_to_the_exam_are_counted_down() {
        let now =
            Moment { at: Day::of(Date::constant(2026, 11, 22)).dawn(Offset(0)), offset: Offset(0) };
        let goals = |date| Goals { exam_date: Some(date), ..Goals::default() };
        assert_eq!(goals(Date::constant(2026, 12, 26)).days_left(now), Some(34));
        assert_eq!(goals(Date::constant(2026, 11, 22)).days_left(now), Some(0));
        assert_eq!(goals(Date::constant(2026, 11, 21)).days_left(now), None);
        let earlier = Moment { at: Millis(now.at.0 - 1), ..now };
        assert_eq!(goals(Date::constant(2026, 11, 21)).days_left(earlier), Some(0));
    }

    #[test]
    fn new_questions_are_spread_over_the_days_left() {
        assert_eq!(share(100, None), 10);
        assert_eq!(share(100, Some(57)), 2);
        assert_eq!(share(100, Some(3)), 100);
    }
}
