//! A run through questions, one at a time. Both faces of the program, `tui`
//! and `plain`, show this one machine.

use std::{collections::VecDeque, sync::Arc};

use super::{
    balance,
    card::{Card, CardKey},
    fact::{Answered, EntryId, Occasion},
    memory::Rating,
    pace::IDLE,
    plan,
    progress::Progress,
    queue::{Filter, practice, review, with_new},
    rating::{Confidence, rate},
    time::{Millis, Moment},
};
use crate::{
    item::{Item, ItemId, Outcome, Response, Seed, Values},
    pack::{Manifest, Pack},
};

/// A run through questions.
#[derive(Clone, Debug)]
pub struct Session {
    occasion: Occasion,
    seed: Seed,
    stage: Stage,
    ahead: VecDeque<Turn>,
    done: Vec<Done>,
    /// Lapses of the card before the answer that is being kept.
    lapses: u32,
    away: Vec<Away>,
}

/// A question that was put away unanswered, and how things stood before.
#[derive(Clone, Debug)]
struct Away {
    asked: Asked,
    ahead: VecDeque<Turn>,
    /// Answers given until then.
    after: usize,
}

/// A question waiting for its turn.
#[derive(Clone, Debug)]
struct Turn {
    item: Arc<Item>,
    /// How often it was asked or skipped in this session.
    times: u64,
    skipped: bool,
    step: Option<Step>,
}

/// A question in learning steps: missed, and to be asked again by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    /// Right answers to it since it was missed.
    right: u8,
    /// When it is to come.
    ready: Millis,
}

/// A question that was answered in this session.
#[derive(Clone, Debug)]
pub struct Done {
    /// The question as shown.
    pub asked: Asked,
    /// What came of it.
    pub told: Told,
}

/// A question as it is shown.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The question, with its values if it is a template.
    pub item: Arc<Item>,
    /// Those values.
    pub values: Values,
    /// What can be picked, by its position as authored, in the order shown.
    pub order: Vec<usize>,
    /// The right sides of a match, by their positions as authored, in the
    /// order shown.
    pub rights: Vec<usize>,
    seed: Seed,
    times: u64,
    skipped: bool,
    step: Option<Step>,
    /// The place it had among those ahead.
    place: usize,
}

/// What a learner is told about an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The entry of the journal.
    pub entry: EntryId,
    /// What was answered.
    pub response: Response,
    /// How it was graded.
    pub outcome: Outcome,
    /// How sure they said to be.
    pub sure: Option<Confidence>,
    /// What it counted as.
    pub rating: Rating,
    /// The card from now on.
    pub card: Option<Card>,
    /// Whether the card was forgotten so often that it is to be told now.
    pub leech: bool,
}

/// Where a session stands.
#[derive(Clone, Debug)]
pub enum Stage {
    /// A question waits for an answer.
    Asking(Asked),
    /// An answer is on its way to the disk.
    Saving(Asked, Box<Answered>),
    /// The answer is on disk; this is the feedback.
    Told(Asked, Told),
    /// There is nothing more to ask.
    Over,
}

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What was answered.
    pub response: Response,
    /// How sure they said to be.
    pub sure: Option<Confidence>,
    /// Time since the question was shown.
    pub took: Millis,
}

/// Where a session stands, in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The place of the question shown, from 1.
    pub place: usize,
    /// Questions in all, as far as is known.
    pub total: usize,
    /// Answers given.
    pub answered: usize,
    /// Right ones among them.
    pub right: usize,
}

impl Asked {
    /// A question as a seed shows it: its values, and the order of what can be
    /// picked.
    pub fn new(item: &Arc<Item>, seed: Seed) -> Self {
        let (item, values) = item.drawn(seed);
        let (order, rights) = (item.kind.order(seed), item.kind.rights(seed));
        Self { item, values, order, rights, seed, times: 0, skipped: false, step: None, place: 0 }
    }

    /// What it was shown by.
    pub fn seed(&self) -> Seed {
        self.seed
    }
}

impl Asked {
    /// As it waited for its turn.
    fn turn(&self) -> Turn {
        let Self { item, times, skipped, step, .. } = self;
        Turn { item: Arc::clone(item), times: *times, skipped: *skipped, step: *step }
    }

    /// Its next turn in this session, if it is to come again after an answer.
    fn again(&self, outcome: Outcome, progress: &Progress, now: Moment) -> Option<Turn> {
        let right = match (outcome, self.step) {
            (Outcome::Wrong, _) => 0,
            (Outcome::Right, step) => step?.right + 1,
        };
        let wait = progress.goals.scheduling.step(right)?;
        let ready = Millis(now.at.0.saturating_add(wait.0));
        Some(Turn { times: self.times + 1, step: Some(Step { right, ready }), ..self.turn() })
    }
}

impl Turn {
    /// Whether it comes before the session is over, however soon that is.
    fn must_come(&self) -> bool {
        self.step.is_none_or(|step| step.right == 0)
    }
}

impl Session {
    /// Begins with the first question.
    pub fn new(occasion: Occasion, items: Vec<Arc<Item>>, seed: Seed) -> Self {
        let turn = |item| Turn { item, times: 0, skipped: false, step: None };
        let ahead = items.into_iter().map(turn).collect();
        let stage = Stage::Over;
        let mut session =
            Self { occasion, seed, stage, ahead, done: Vec::new(), lapses: 0, away: Vec::new() };
        session.next(Millis(i64::MIN));
        session
    }

    /// Begins with what an occasion asks of a pack, `count` questions at most.
    pub fn begin(
        occasion: Occasion,
        pack: &Pack,
        progress: &Progress,
        (filter, count): (&Filter, usize),
        now: Moment,
        seed: Seed,
    ) -> Self {
        let mut wanted = match occasion {
            Occasion::Practice => practice(&pack.items, progress, filter, now, seed),
            Occasion::Review if plan::Stage::of(pack, progress, now).is_by_gain() => {
                plan::queue(pack, progress, filter, now)
            }
            Occasion::Exam => Vec::new(),
            Occasion::Review => {
                let due = review(&pack.items, progress, filter, now);
                with_new(due, pack, progress, filter, now, seed)
            }
        };
        wanted.truncate(count);
        let answered = u64::from(progress.answered_in_all());
        Self::new(occasion, wanted, Seed(seed.0.wrapping_add(answered)))
    }

    /// Where it stands.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// On what occasion it is held.
    pub fn occasion(&self) -> Occasion {
        self.occasion
    }

    /// The answers so far, in order.
    pub fn done(&self) -> &[Done] {
        &self.done
    }

    /// The question shown, answered or not.
    pub fn asked(&self) -> Option<&Asked> {
        match &self.stage {
            Stage::Asking(asked) | Stage::Saving(asked, _) | Stage::Told(asked, _) => Some(asked),
            Stage::Over => None,
        }
    }

    /// Where it stands, in figures.
    pub fn count(&self) -> Count {
        let answered = self.done.len();
        let open = matches!(self.stage, Stage::Asking(_) | Stage::Saving(..));
        let right = self.done.iter().filter(|done| done.told.outcome == Outcome::Right).count();
        let place = answered + usize::from(open);
        let ahead = self.ahead.iter().filter(|turn| turn.must_come()).count();
        Count { place, total: place + ahead, answered, right }
    }

    /// Leaves the question shown out of the rest; goes on if it waits for an
    /// answer.
    pub fn leave_out(&mut self, now: Moment) {
        let Some(asked) = self.asked().cloned() else { return };
        let is_open = matches!(self.stage, Stage::Asking(_));
        let (id, after) = (asked.item.id.clone(), self.done.len());
        if is_open {
            self.away.push(Away { asked, ahead: self.ahead.clone(), after });
        }
        self.ahead.retain(|turn| turn.item.id != id);
        if is_open {
            self.next(now.at);
        }
    }

    /// The question that was put away last, if nothing was answered since.
    pub fn put_away(&self) -> Option<&Arc<Item>> {
        let away = self.away.last().filter(|away| away.after == self.done.len())?;
        Some(&away.asked.item)
    }

    /// That question is asked after all: things stand as they did before.
    pub fn brought_back(&mut self) {
        if self.put_away().is_some()
            && let Some(Away { asked, ahead, .. }) = self.away.pop()
        {
            self.ahead = ahead;
            self.stage = Stage::Asking(asked);
        }
    }

    /// Ids of the questions still to be asked, the one shown first.
    pub fn open(&self) -> Vec<ItemId> {
        let shown = match &self.stage {
            Stage::Asking(asked) | Stage::Saving(asked, _) => Some(asked.item.id.clone()),
            Stage::Told(..) | Stage::Over => None,
        };
        shown.into_iter().chain(self.ahead.iter().map(|turn| turn.item.id.clone())).collect()
    }

    /// Takes an answer. It is to be kept before anything is told: give the
    /// outcome of that to [`Session::saved`] or [`Session::failed`].
    pub fn answer(
        &mut self,
        given: Given,
        progress: &Progress,
        pack: &Manifest,
        now: Moment,
    ) -> Option<Box<Answered>> {
        let Stage::Asking(asked) = &self.stage else { return None };
        let asked = asked.clone();
        let outcome = asked.item.kind.grade(&given.response)?;
        let words = asked.item.words();
        let rating = match given.response {
            Response::Recall(recalled) => recalled.into(),
            _ => rate(outcome, given.sure, progress.pace.speed(given.took, words)),
        };
        let key = CardKey::of(&asked.item);
        self.lapses = progress.cards.get(&key).map_or(0, |card| card.lapses);
        let answered = Box::new(Answered {
            pack: pack.id.clone(),
            version: pack.version.to_string(),
            question: asked.item.id.clone(),
            response: given.response,
            outcome,
            sure: given.sure,
            rating,
            took: Millis(given.took.0.clamp(0, IDLE.0)),
            words,
            seed: asked.seed,
            values: asked.values.clone(),
            occasion: self.occasion,
            drawn: balance::reviewed(progress, &key, now, rating).1,
        });
        self.stage = Stage::Saving(asked, answered.clone());
        Some(answered)
    }

    /// The answer is on disk: tell. A question answered wrong comes once more
    /// after the first learning step, or when nothing else is left; after the
    /// second only if the session lasts that long.
    pub fn saved(&mut self, entry: EntryId, progress: &Progress, now: Moment) {
        let Stage::Saving(asked, answered) = std::mem::replace(&mut self.stage, Stage::Over) else {
            return;
        };
        self.ahead.extend(asked.again(answered.outcome, progress, now));
        let card = progress.cards.get(&CardKey::of(&asked.item)).copied();
        let leech = card.is_some_and(|card| card.lapses > self.lapses && card.is_to_be_told());
        let Answered { response, outcome, sure, rating, .. } = *answered;
        self.lapses = 0;
        let told = Told { entry, response, outcome, sure, rating, card, leech };
        self.done.push(Done { asked: asked.clone(), told: told.clone() });
        self.stage = Stage::Told(asked, told);
    }

    /// The answer could not be kept: the question is as it was before.
    pub fn failed(&mut self) {
        if let Stage::Saving(asked, _) = &self.stage {
            self.stage = Stage::Asking(asked.clone());
        }
    }

    /// The latest answer that can be taken back.
    pub fn latest(&self) -> Option<EntryId> {
        self.done.last().map(|done| done.told.entry)
    }

    /// The latest answer was taken back on disk: its question is asked again,
    /// and the one shown meanwhile waits.
    pub fn undone(&mut self) {
        let Some(Done { asked, .. }) = self.done.pop() else { return };
        self.away.retain(|away| away.after <= self.done.len());
        if let Stage::Asking(shown) = &self.stage {
            self.ahead.insert(shown.place.min(self.ahead.len()), shown.turn());
        }
        let again = |turn: &Turn| turn.item.id == asked.item.id && turn.times > asked.times;
        self.ahead.retain(|turn| !again(turn));
        self.stage = Stage::Asking(asked);
    }

    /// Goes on to the next question: one whose learning step is over, else the
    /// next in line. Nobody is made to wait: when only steps are left, the first
    /// ones come at once and the second ones not at all.
    pub fn next(&mut self, now: Millis) {
        let ready = |turn: &Turn| turn.step.is_some_and(|step| step.ready <= now);
        let at = |wanted: &dyn Fn(&Turn) -> bool| self.ahead.iter().position(wanted);
        let next =
            at(&ready).or_else(|| at(&|turn| turn.step.is_none())).or_else(|| at(&Turn::must_come));
        let next = next.and_then(|place| Some((self.ahead.remove(place)?, place)));
        self.stage = match next {
            Some((turn, place)) => Stage::Asking(Asked { place, ..self.ask(turn) }),
            None => Stage::Over,
        };
    }

    /// Puts the question off to the end; a second time, for good.
    pub fn skip(&mut self, now: Moment) {
        let Stage::Asking(asked) = &self.stage else { return };
        if !asked.skipped && !self.ahead.is_empty() {
            self.ahead.push_back(Turn { skipped: true, step: None, ..asked.turn() });
        }
        self.next(now.at);
    }

    /// The questions answered wrong at least once, in order.
    pub fn missed(&self) -> Vec<ItemId> {
        let mut missed: Vec<ItemId> = Vec::new();
        for done in self.done.iter().filter(|done| done.told.outcome == Outcome::Wrong) {
            if !missed.contains(&done.asked.item.id) {
                missed.push(done.asked.item.id.clone());
            }
        }
        missed
    }

    fn ask(&self, turn: Turn) -> Asked {
        let Turn { item, times, skipped, step } = turn;
        let seed = Seed(self.seed.0.wrapping_add(times)).of(&item.id);
        Asked { times, skipped, step, ..Asked::new(&item, seed) }
    }
}
