//! What the learner is after: a date, and some minutes a day.

use std::{ops::RangeInclusive, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    fact::Fact,
    memory::{RETENTION, Retention},
    plan::{self, Stage},
    progress::Progress,
    queue::{Filter, review},
    time::{Day, Millis, Moment},
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
    /// How cards are scheduled.
    pub scheduling: Scheduling,
}

/// How cards are scheduled, where the learner said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scheduling {
    /// Desired retention in percent.
    pub percent: Option<u8>,
    /// New questions a day, at most.
    pub fresh: Option<u16>,
    /// Reviews a day, at most.
    pub reviews: Option<u16>,
    /// The share of each weekday, Monday first, in percent.
    pub easy: Option<[u8; 7]>,
    /// Minutes after which a missed question comes again, and then once more.
    pub steps: Option<[u16; 2]>,
    /// Whether leeches are left out by themselves.
    pub suspends: bool,
    /// Where today's new questions stand in a review.
    pub mix: Mix,
    /// Extra time in mock exams, in percent.
    pub extra: Option<u16>,
    /// Whether the clock of a mock exam stands while the program does not run.
    pub pauses: bool,
}

/// Where today's new questions stand in a review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mix {
    /// Nowhere: they come with practice.
    #[default]
    Apart,
    /// Evenly between what is due.
    Mixed,
    /// Behind it.
    After,
    /// Before it.
    Before,
}

/// Something about scheduling that can be set, or left open again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// The chance of recall at which a card is due, in percent.
    Retention(Option<u8>),
    /// New questions a day, at most.
    NewADay(Option<u16>),
    /// Reviews a day, at most.
    ReviewsADay(Option<u16>),
    /// The share of each weekday, Monday first, in percent.
    EasyDays(Option<[u8; 7]>),
    /// Minutes after which a missed question comes again in a session, and
    /// then once more; 0: no second time.
    LearningSteps(Option<[u16; 2]>),
    /// Whether leeches are left out by themselves.
    SuspendLeeches(bool),
    /// Where today's new questions stand in a review.
    NewQuestions(Mix),
    /// Extra time in mock exams, in percent.
    ExtraTime(Option<u16>),
    /// Whether the clock of a mock exam stands while the program does not run.
    ExamPauses(bool),
}

/// Minutes after which a missed question comes again, and then once more, when
/// nothing else is said: those of Anki.
pub const STEPS: [u16; 2] = [1, 10];

impl Scheduling {
    /// The chance of recall at which a card is due.
    pub fn retention(&self) -> Retention {
        self.percent.map_or(RETENTION, |percent| Retention(f64::from(percent) / 100.0))
    }

    /// The share of a day, 100 unless it is an easy one.
    pub fn share(&self, day: Day) -> u8 {
        let Some(shares) = self.easy else { return 100 };
        let weekday = day.0.saturating_add(3).rem_euclid(7) as usize;
        shares.get(weekday).copied().unwrap_or(100)
    }

    /// Milliseconds until a missed question comes again after so many right
    /// answers to it since; nothing if it need not.
    pub fn step(&self, right: u8) -> Option<Millis> {
        let minutes = self.steps.unwrap_or(STEPS).get(usize::from(right)).copied();
        minutes.filter(|it| *it > 0).map(|it| Millis(i64::from(it) * 60_000))
    }

    fn apply(&mut self, setting: Setting) {
        match setting {
            Setting::Retention(percent) => {
                self.percent = percent.filter(|it| RETENTIONS.contains(it));
            }
            Setting::NewADay(most) => self.fresh = most,
            Setting::ReviewsADay(most) => self.reviews = most,
            Setting::EasyDays(shares) => self.easy = shares.map(|it| it.map(|it| it.min(100))),
            Setting::LearningSteps(steps) => self.steps = steps,
            Setting::SuspendLeeches(on) => self.suspends = on,
            Setting::NewQuestions(mix) => self.mix = mix,
            Setting::ExtraTime(percent) => self.extra = percent,
            Setting::ExamPauses(pauses) => self.pauses = pauses,
        }
    }
}

/// What can be asked for as desired retention, in percent.
pub const RETENTIONS: RangeInclusive<u8> = 70..=99;

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
/// Seconds a question takes, give or take.
const SECONDS: usize = 50;

impl Goals {
    /// Takes in what the learner said.
    pub fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::ExamDate { date, .. } => self.exam_date = *date,
            Fact::MinutesADay { minutes } => self.minutes = *minutes,
            Fact::Set { setting, .. } => return self.scheduling.apply(*setting),
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
        let answered = done.answered as usize;
        if Stage::of(pack, progress, now).is_by_gain() {
            let (due, fresh, seconds) = plan::left(pack, progress, now);
            let minutes = (seconds / 60.0).ceil() as i32;
            return Self { due, fresh, answered, minutes: minutes.unsigned_abs() as usize };
        }
        let due = due(pack, progress, now);
        let met = |item: &&Arc<Item>| progress.tallies.contains_key(&item.id);
        let today = now.day();
        let asked = pack.items.iter().filter(|item| !progress.marks.is_out(item, today));
        let unmet = asked.filter(|item| !met(item)).count();
        let begun = progress.tallies.values();
        let begun = begun.filter(|it| it.answered == 1 && it.seen.day() == now.day()).count();
        let share = share(unmet + begun, progress.goals.days_left(now));
        let limit = progress.goals.scheduling.fresh.map(usize::from);
        let share = match (limit, progress.goals.exam_date) {
            (Some(limit), None) => limit,
            (limit, _) => share.min(limit.unwrap_or(usize::MAX)),
        };
        let easy = usize::from(progress.goals.scheduling.share(today));
        let share = (share.saturating_mul(easy) / 100).saturating_sub(begun);
        let room = progress.goals.minutes.map_or(usize::MAX, |minutes| {
            (usize::from(minutes) * 60 / SECONDS).saturating_sub(due + answered)
        });
        let fresh = share.min(unmet).min(room);
        let minutes = ((due + fresh) * SECONDS).div_ceil(60);
        Self { due, fresh, answered, minutes }
    }
}

/// Cards to review today: due, with a question that is not left out, within
/// the limit, scenarios apart.
pub fn due(pack: &Pack, progress: &Progress, now: Moment) -> usize {
    let today = now.day();
    let plain = progress.marks.suspended.is_empty()
        && progress.marks.buried.values().all(|until| *until <= today)
        && progress.goals.scheduling.reviews.is_none()
        && pack.items.iter().all(|item| item.scenario.is_none());
    if plain || progress.due(now) == 0 {
        return progress.due(now);
    }
    review(&pack.items, progress, &Filter::default(), now).len()
}

/// New questions a day, so that all are met some days before the exam.
fn share(unmet: usize, days_left: Option<u32>) -> usize {
    days_left.map_or(FRESH, |days| plan::share(unmet, days))
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
    use crate::study::time::Offset;

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
    fn what_is_set_last_holds_and_can_be_left_open_again() {
        let set = |scheduling: &mut Scheduling, setting| scheduling.apply(setting);
        let mut it = Scheduling::default();
        set(&mut it, Setting::Retention(Some(95)));
        set(&mut it, Setting::NewADay(Some(3)));
        assert_eq!((it.retention(), it.fresh, it.reviews), (Retention(0.95), Some(3), None));
        set(&mut it, Setting::Retention(Some(20)));
        assert_eq!(it.retention(), RETENTION, "a journal cannot ask for nonsense");
        set(&mut it, Setting::Retention(None));
        assert_eq!(it.retention(), RETENTION);
    }

    #[test]
    fn easy_days_are_told_by_their_weekday() {
        let shares = [100, 100, 100, 100, 100, 50, 0];
        let it = Scheduling { easy: Some(shares), ..Scheduling::default() };
        let day = |day| Day::of(Date::constant(2026, 11, day));
        assert_eq!([26, 27, 28, 29, 30].map(|date| it.share(day(date))), [100, 100, 50, 0, 100]);
        assert_eq!(Scheduling::default().share(day(29)), 100);
    }

    #[test]
    fn new_questions_are_spread_over_the_days_left() {
        assert_eq!(share(100, None), 10);
        assert_eq!(share(100, Some(57)), 3);
        assert_eq!(share(100, Some(3)), 100);
    }
}
