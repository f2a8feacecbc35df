//! A run through questions, one at a time. Both faces of the program, `tui`
//! and `plain`, show this one machine.

use std::{collections::VecDeque, sync::Arc};

use super::{
    card::{Card, CardKey},
    fact::{Answered, EntryId, Occasion},
    memory::Rating,
    pace::IDLE,
    plan,
    progress::Progress,
    queue::{Filter, practice, review},
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
}

/// A question waiting for its turn.
#[derive(Clone, Debug)]
struct Turn {
    item: Arc<Item>,
    /// How often it was asked or skipped in this session.
    times: u64,
    skipped: bool,
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
        Self { item, values, order, rights, seed, times: 0, skipped: false }
    }

    /// What it was shown by.
    pub fn seed(&self) -> Seed {
        self.seed
    }
}

impl Session {
    /// Begins with the first question.
    pub fn new(occasion: Occasion, items: Vec<Arc<Item>>, seed: Seed) -> Self {
        let turn = |item| Turn { item, times: 0, skipped: false };
        let ahead = items.into_iter().map(turn).collect();
        let mut session = Self { occasion, seed, stage: Stage::Over, ahead, done: Vec::new() };
        session.next();
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
            Occasion::Review => review(&pack.items, progress, filter, now),
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
        Count { place, total: place + self.ahead.len(), answered, right }
    }

    /// Leaves the question shown out for good, unanswered.
    pub fn leave_out(&mut self) {
        if let Stage::Asking(asked) = &self.stage {
            let id = asked.item.id.clone();
            self.ahead.retain(|turn| turn.item.id != id);
            self.next();
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
    ) -> Option<Box<Answered>> {
        let Stage::Asking(asked) = &self.stage else { return None };
        let asked = asked.clone();
        let outcome = asked.item.kind.grade(&given.response)?;
        let words = asked.item.words();
        let rating = match given.response {
            Response::Recall(recalled) => recalled.into(),
            _ => rate(outcome, given.sure, progress.pace.speed(given.took, words)),
        };
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
        });
        self.stage = Stage::Saving(asked, answered.clone());
        Some(answered)
    }

    /// The answer is on disk: tell. A question answered wrong comes once more.
    pub fn saved(&mut self, entry: EntryId, progress: &Progress) {
        let Stage::Saving(asked, answered) = std::mem::replace(&mut self.stage, Stage::Over) else {
            return;
        };
        if answered.outcome == Outcome::Wrong {
            let item = Arc::clone(&asked.item);
            self.ahead.push_back(Turn { item, times: asked.times + 1, skipped: asked.skipped });
        }
        let card = progress.cards.get(&CardKey::of(&asked.item)).copied();
        let Answered { response, outcome, sure, rating, .. } = *answered;
        let told = Told { entry, response, outcome, sure, rating, card };
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
        let Some(Done { asked, told }) = self.done.pop() else { return };
        if let Stage::Asking(Asked { item, times, skipped, .. }) = &self.stage {
            let turn = Turn { item: Arc::clone(item), times: *times, skipped: *skipped };
            self.ahead.push_front(turn);
        }
        if told.outcome == Outcome::Wrong {
            let again = |turn: &Turn| turn.item.id == asked.item.id && turn.times > asked.times;
            if let Some(index) = self.ahead.iter().rposition(again) {
                self.ahead.remove(index);
            }
        }
        self.stage = Stage::Asking(asked);
    }

    /// Goes on to the next question.
    pub fn next(&mut self) {
        self.stage = match self.ahead.pop_front() {
            Some(turn) => Stage::Asking(self.ask(turn)),
            None => Stage::Over,
        };
    }

    /// Puts the question off to the end; a second time, for good.
    pub fn skip(&mut self) {
        let Stage::Asking(asked) = &self.stage else { return };
        if !asked.skipped && !self.ahead.is_empty() {
            let item = Arc::clone(&asked.item);
            self.ahead.push_back(Turn { item, times: asked.times, skipped: true });
        }
        self.next();
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
        let Turn { item, times, skipped } = turn;
        let seed = Seed(self.seed.0.wrapping_add(times)).of(&item.id);
        Asked { times, skipped, ..Asked::new(&item, seed) }
    }
}
