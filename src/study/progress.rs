//! What follows from the facts about one pack.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    card::{Card, CardKey, Cards},
    exam::Attempts,
    fact::{Answered, Entry, EntryId, Fact},
    figures::{self, Figures, First, Recalls},
    fit::LEAST,
    forecast::Forecasts,
    goal::Goals,
    going::Going,
    marks::Marks,
    memory::{Model, Rating},
    pace::Pace,
    queue::Filter,
    rating::Confidence,
    time::{Day, Millis, Moment},
};
use crate::item::{ItemId, LessonId, Outcome};

/// Everything known about a learner and a pack: a fold over the journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Scheduled memories.
    pub cards: HashMap<CardKey, Card>,
    /// By question, as it is called now.
    pub tallies: HashMap<ItemId, Tally>,
    /// By day of study.
    pub days: BTreeMap<Day, DayTally>,
    /// Lessons read to the end, and when.
    pub read: HashMap<LessonId, Moment>,
    /// Places, bookmarks and notes in it.
    pub marks: Marks,
    /// The practice that was begun last.
    pub going: Going,
    /// What the learner chose to practise last, and how many.
    pub chosen: Option<(Filter, usize)>,
    /// What the learner is after.
    pub goals: Goals,
    /// How fast they answer.
    pub pace: Pace,
    /// Answers by hour, by how sure, by time.
    pub figures: Figures,
    /// What was foretold about the exam, and what came of it.
    pub forecasts: Forecasts,
    /// Mock exams.
    pub exams: Attempts,
    /// How memory works in this learner.
    pub model: Model,
    /// Reviews there were when its parameters were fitted last.
    pub fitted: u32,
}

/// How often a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Responses.
    pub answered: u32,
    /// Right ones among them, guessed or not.
    pub right: u32,
    /// How the latest was graded.
    pub last: Outcome,
    /// Whether the latest was right by a guess.
    pub guessed: bool,
    /// When that was.
    pub seen: Moment,
    /// The first one.
    pub first: First,
    /// Those to what had been met on an earlier day.
    pub recalls: Recalls,
}

/// What was done on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayTally {
    /// Responses.
    pub answered: u32,
    /// Right ones among them.
    pub right: u32,
    /// Time spent on them.
    pub took: Millis,
}

impl Progress {
    /// Works it out from entries in order of time. Undone ones count for nothing.
    pub fn fold<'a>(
        entries: impl Iterator<Item = &'a Entry> + Clone,
        cards: &Cards,
        model: &Model,
    ) -> Self {
        let undone: HashSet<EntryId> = entries.clone().filter_map(undoes).collect();
        let mut progress = Self { model: *model, ..Self::default() };
        for entry in entries.filter(|entry| !undone.contains(&entry.id)) {
            progress.apply(entry, cards);
        }
        progress
    }

    /// Takes in one more entry, later than all before.
    pub fn apply(&mut self, entry: &Entry, cards: &Cards) {
        match &entry.fact {
            Fact::Answered(answered) => self.answered(answered, entry.moment, cards),
            fact => self.note(fact, entry.moment),
        }
    }

    /// Takes in a fact that is no answer.
    pub fn note(&mut self, fact: &Fact, now: Moment) {
        if let Fact::Read { lesson, .. } = fact {
            self.read.insert(lesson.clone(), now);
        }
        if let Fact::Fitted { fit, .. } = fact {
            self.fitted = fit.of.max(fit.reviews);
        }
        if let Fact::Chosen { filter, count, .. } = fact {
            self.chosen = Some((filter.clone(), *count));
        }
        self.exams.apply(fact, now);
        self.marks.apply(fact);
        self.going.apply(fact);
        let before = self.goals.scheduling;
        self.goals.apply(fact);
        self.forecasts.apply(fact, now);
        let wanted = self.goals.scheduling;
        if (wanted.percent, wanted.easy) != (before.percent, before.easy) {
            self.cards.values_mut().for_each(|card| *card = card.scheduled(&wanted));
        }
    }

    fn answered(&mut self, answered: &Answered, now: Moment, cards: &Cards) {
        let (question, key) = cards.find(&answered.question);
        let before = self.cards.get(&key).copied();
        let card = Card::reviewed(before, &self.model, now, answered.rating);
        let card = Card { drawn: answered.drawn, ..card };
        self.cards.insert(key, card.scheduled(&self.goals.scheduling));
        let mut tally = Tally::after(self.tallies.get(&question), answered, now);
        if let Some(before) = before.filter(|card| card.last.day() < now.day()) {
            tally.recalls.add(before.retrievability(now).0, answered.rating);
        }
        self.tallies.insert(question, tally);
        self.going.apply_answer(answered);
        self.days.entry(now.day()).or_default().add(answered);
        for key in figures::keys(answered, now) {
            self.figures.entry(key).or_default().add(answered);
        }
        self.pace.add(answered.took, answered.words);
    }

    /// Responses so far.
    pub fn answered_in_all(&self) -> u32 {
        self.days.values().map(|day| day.answered).sum()
    }

    /// Right ones among them.
    pub fn right_in_all(&self) -> u32 {
        self.days.values().map(|day| day.right).sum()
    }

    /// What was done on a day.
    pub fn on(&self, day: Day) -> DayTally {
        self.days.get(&day).copied().unwrap_or_default()
    }

    /// Whether so much was reviewed since the parameters were fitted last that it
    /// is worth doing again: a quarter more.
    pub fn is_worth_a_fit(&self) -> bool {
        self.reviews() >= (LEAST as u32).max(self.fitted.saturating_add(self.fitted / 4))
    }

    /// Answers to what had been met on an earlier day.
    pub fn reviews(&self) -> u32 {
        self.tallies.values().map(|tally| tally.recalls.asked).sum()
    }

    /// Cards whose time is past.
    pub fn due(&self, now: Moment) -> usize {
        self.cards.values().filter(|card| card.is_due(now)).count()
    }
}

/// The entry this one undoes.
pub fn undoes(entry: &Entry) -> Option<EntryId> {
    match entry.fact {
        Fact::Undone { entry } => Some(entry),
        _ => None,
    }
}

impl Tally {
    /// With one more response.
    fn after(tally: Option<&Self>, it: &Answered, now: Moment) -> Self {
        let (answered, right) = tally.map_or((0, 0), |tally| (tally.answered, tally.right));
        let is_right = it.outcome == Outcome::Right;
        let right = right + u32::from(is_right);
        let guessed = is_right && it.sure == Some(Confidence::Guess);
        let first = First { right: is_right, at: now.at };
        let (first, recalls) =
            tally.map_or((first, Recalls::default()), |tally| (tally.first, tally.recalls));
        let last = it.outcome;
        Self { answered: answered + 1, right, last, guessed, seen: now, first, recalls }
    }
}

impl Recalls {
    fn add(&mut self, foretold: f64, rating: Rating) {
        self.asked += 1;
        self.kept += u32::from(rating != Rating::Again);
        self.foretold += ((foretold.clamp(0.0, 1.0) * 1000.0).round() as i32).unsigned_abs();
    }
}

impl DayTally {
    /// Counts a response.
    pub fn add(&mut self, answered: &Answered) {
        self.answered += 1;
        self.right += u32::from(answered.outcome == Outcome::Right);
        self.took.0 += answered.took.0;
    }

    /// Counts a response no longer.
    pub fn take_back(&mut self, answered: &Answered) {
        self.answered = self.answered.saturating_sub(1);
        self.right = self.right.saturating_sub(u32::from(answered.outcome == Outcome::Right));
        self.took.0 -= answered.took.0;
    }
}
