//! One scheduled memory.

use std::{collections::HashMap, fmt, sync::Arc};

use super::{
    goal::Scheduling,
    memory::{Memory, Model, Rating, Retrievability, fuzzed},
    time::{Day, Millis, Moment},
};
use crate::{
    item::{Id, Item, ItemId, ObjectiveId, Seed},
    pack::Pack,
};

/// What a card stands for in its pack. The questions of an objective are
/// variants of one card; a question without an objective is its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardKey {
    /// All questions of an objective.
    Objective(ObjectiveId),
    /// One question.
    Question(ItemId),
}

/// What is known about one scheduled memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Card {
    /// How well it is remembered.
    pub memory: Memory,
    /// When it was last reviewed.
    pub last: Moment,
    /// When it is to be reviewed.
    pub due: Millis,
    /// Reviews so far.
    pub reviews: u32,
    /// Times it was forgotten after having been known.
    pub lapses: u32,
    /// What was drawn, at its last review, for the day it comes back.
    pub drawn: Option<u32>,
}

/// Lapses that make a leech.
const LEECH: u32 = 8;

/// Which card each question belongs to, by any id it ever had. One that is not
/// here has always been called so, and has a card of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cards(HashMap<ItemId, (ItemId, CardKey)>);

impl CardKey {
    /// The card of a question.
    pub fn of(item: &Item) -> Self {
        match &item.objective {
            Some(objective) => Self::Objective(objective.clone()),
            None => Self::Question(item.id.clone()),
        }
    }

    /// Whether [`fmt::Display`] writes it so.
    fn is_written(&self, text: &str) -> bool {
        match self {
            Self::Objective(id) => text.strip_prefix("objective:") == Some(id),
            Self::Question(id) => text.strip_prefix("question:") == Some(id),
        }
    }

    /// Reads what [`fmt::Display`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (sort, id) = text.split_once(':')?;
        match sort {
            "objective" => ObjectiveId::new(id).map(Self::Objective),
            "question" => ItemId::new(id).map(Self::Question),
            _ => None,
        }
    }
}

impl fmt::Display for CardKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Objective(id) => write!(f, "objective:{id}"),
            Self::Question(id) => write!(f, "question:{id}"),
        }
    }
}

impl Card {
    /// The card after a review; `card` is nothing before the first.
    #[must_use]
    pub fn reviewed(card: Option<Self>, model: &Model, now: Moment, rating: Rating) -> Self {
        let elapsed = card.map_or(0, |card| now.day().since(card.last.day()));
        let memory = model.after(card.map(|card| card.memory), elapsed, rating);
        // A second wrong answer on a day forgets nothing that was still known.
        let lapsed =
            rating == Rating::Again && elapsed > 0 && card.is_some_and(|card| card.is_known());
        let next = Self {
            memory,
            last: now,
            due: now.at,
            reviews: card.map_or(0, |card| card.reviews) + 1,
            lapses: card.map_or(0, |card| card.lapses) + u32::from(lapsed),
            drawn: None,
        };
        next.scheduled(&Scheduling::default())
    }

    /// Due when recall will have fallen to what is wanted, give or take the
    /// days that fuzz adds: fewer of them fall on easy days. They come from what
    /// was drawn at the last review, or from its moment, so that a card worked out
    /// anew is due on the same day.
    #[must_use]
    pub fn scheduled(self, wanted: &Scheduling) -> Self {
        let seed = self.last.at.0.unsigned_abs() ^ u64::from(self.reviews).rotate_left(48);
        let last = self.last.day();
        let share = |days: u32| wanted.share(last.plus(i64::from(days)));
        let drawn = self.drawn.map_or_else(|| Seed(seed).of("fuzz").0, u64::from);
        let days = fuzzed(self.memory.lasts(wanted.retention()), drawn, share);
        let due = last.plus(i64::from(days)).dawn(self.last.offset);
        Self { due, ..self }
    }

    /// Whether it is forgotten over and over: eight times or more.
    pub fn is_leech(&self) -> bool {
        self.lapses >= LEECH
    }

    /// Whether its latest lapse is one to be told: the eighth, then every
    /// fourth.
    pub fn is_to_be_told(&self) -> bool {
        self.is_leech() && (self.lapses - LEECH).is_multiple_of(LEECH / 2)
    }

    /// Whether it was remembered for longer than to the next day.
    fn is_known(&self) -> bool {
        self.memory.stability.0 >= 1.5
    }

    /// The day it comes back, as people say it.
    pub fn comes_back(&self, now: Moment) -> String {
        match self.due_day().since(now.day()) {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days => format!("in {days} days"),
        }
    }

    /// The day it is due: that of the calendar, wherever the learner is then.
    pub fn due_day(&self) -> Day {
        Moment { at: self.due, ..self.last }.day()
    }

    /// Whether it is time to review it: from four in the morning of its day on,
    /// by the clock as it stands where the learner is.
    pub fn is_due(&self, now: Moment) -> bool {
        self.due_day() <= now.day()
    }

    /// The chance of recall now.
    pub fn retrievability(&self, now: Moment) -> Retrievability {
        self.memory.retrievability(now.day().since(self.last.day()))
    }
}

impl Cards {
    /// Those of a pack as it is now.
    pub fn of(pack: &Pack) -> Self {
        let mut cards = HashMap::new();
        let alone = |item: &&Arc<Item>| item.objective.is_none() && item.was.is_empty();
        for item in pack.items.iter().filter(|item| !alone(item)) {
            for id in item.was.iter().chain([&item.id]) {
                cards.insert(id.clone(), (item.id.clone(), CardKey::of(item)));
            }
        }
        Self(cards)
    }

    /// The current id of a question and its card. A question that left the
    /// pack keeps a card of its own.
    pub fn find(&self, id: &ItemId) -> (ItemId, CardKey) {
        let known = self.0.get(id).cloned();
        known.unwrap_or_else(|| (id.clone(), CardKey::Question(id.clone())))
    }

    /// Whether a question has this current id and this card, both as written.
    pub fn has(&self, id: &str, current: &str, card: &str) -> bool {
        match self.0.get(id) {
            Some((now, key)) => **now == *current && key.is_written(card),
            None => id == current && card.strip_prefix("question:") == Some(id),
        }
    }

    /// Every id with the current one and the card.
    pub fn iter(&self) -> impl Iterator<Item = (&ItemId, &ItemId, &CardKey)> {
        self.0.iter().map(|(id, (now, card))| (id, now, card))
    }

    /// Adds a question.
    pub fn insert(&mut self, id: ItemId, now: ItemId, card: CardKey) {
        self.0.insert(id, (now, card));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::time::Offset;

    const DAY: i64 = 86_400_000;

    fn at(day: i64, hour: i64) -> Moment {
        Moment { at: Millis(day * DAY + hour * 3_600_000), offset: Offset(0) }
    }

    #[test]
    fn a_wrong_answer_is_due_at_four_the_next_morning() {
        let card = Card::reviewed(None, &Model::default(), at(100, 23), Rating::Again);
        assert_eq!(card.due, at(101, 4).at);
        assert!(!card.is_due(at(101, 3)) && card.is_due(at(101, 4)));
    }

    #[test]
    fn a_lapse_is_forgetting_what_was_known() {
        let model = Model::default();
        let new = Card::reviewed(None, &model, at(100, 9), Rating::Again);
        assert_eq!(Card::reviewed(Some(new), &model, at(100, 10), Rating::Again).lapses, 0);
        let known = Card::reviewed(None, &model, at(100, 9), Rating::Easy);
        let known = Card::reviewed(Some(known), &model, at(108, 9), Rating::Good);
        let known = Card::reviewed(Some(known), &model, at(150, 9), Rating::Good);
        let lapsed = Card::reviewed(Some(known), &model, at(300, 9), Rating::Again);
        assert!(lapsed.lapses == 1 && lapsed.is_known(), "{lapsed:?}");
        let again = Card::reviewed(Some(lapsed), &model, at(300, 10), Rating::Again);
        assert_eq!(again.lapses, 1, "wrong twice on a day is forgotten once");
    }

    #[test]
    fn a_leech_is_told_at_eight_lapses_and_every_four() {
        let card = Card::reviewed(None, &Model::default(), at(100, 9), Rating::Good);
        let told = (0..=20).filter(|lapses| Card { lapses: *lapses, ..card }.is_to_be_told());
        assert_eq!(told.collect::<Vec<_>>(), [8, 12, 16, 20]);
    }

    #[test]
    fn another_retention_and_back_is_due_as_before() {
        let mut card = Card::reviewed(None, &Model::default(), at(100, 9), Rating::Easy);
        for day in [108, 130, 190] {
            card = Card::reviewed(Some(card), &Model::default(), at(day, 9), Rating::Good);
            let sooner = card.scheduled(&Scheduling { percent: Some(97), ..Scheduling::default() });
            assert!(sooner.due < card.due && sooner.memory == card.memory, "{card:?}");
            assert_eq!(sooner.scheduled(&Scheduling::default()), card);
        }
    }

    #[test]
    fn keys_are_read_as_written() {
        for text in ["objective:rds-failover", "question:q1"] {
            assert_eq!(CardKey::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(CardKey::parse("card:q1"), None);
    }
}
