//! Knows what a session with a seed asks, and the keys that answer it.

use std::sync::{Arc, LazyLock};

use tripos::{
    item::{Item, Kind, Seed},
    pack::{self, Files, Pack},
    study::{Filter, Moment, Occasion, Progress, Session, Stage, practice, review},
    text::{self, Frame},
};

/// What comes, in order, with the answers as digits.
pub struct Oracle {
    pub pack: Pack,
    pub seed: Seed,
}

/// A question to come.
#[derive(Clone, Debug)]
pub struct Coming {
    pub item: Arc<Item>,
    /// Digits that answer it right.
    pub right: Vec<usize>,
    /// As many digits that do not.
    pub wrong: Vec<usize>,
}

impl Oracle {
    /// For the built-in pack.
    pub fn new(seed: u64) -> Self {
        static PACK: LazyLock<Pack> = LazyLock::new(|| pack::load(&Files::built_in()).0);
        Self::of(PACK.clone(), seed)
    }

    /// For a pack.
    pub fn of(pack: Pack, seed: u64) -> Self {
        Self { pack, seed: Seed(seed) }
    }

    /// What practice asks, of questions with options.
    pub fn practice(&self, progress: &Progress, now: Moment) -> Vec<Coming> {
        let filter = Filter { kind: Some("choice".to_owned()), ..Filter::default() };
        let items = practice(&self.pack.items, progress, &filter, now, self.seed);
        self.session(Occasion::Practice, items, progress)
    }

    /// What a review asks.
    pub fn review(&self, progress: &Progress, now: Moment) -> Vec<Coming> {
        let items = review(&self.pack.items, progress, &Filter::default(), now);
        self.session(Occasion::Review, items, progress)
    }

    fn session(
        &self,
        occasion: Occasion,
        items: Vec<Arc<Item>>,
        progress: &Progress,
    ) -> Vec<Coming> {
        let seed = Seed(self.seed.0.wrapping_add(u64::from(progress.answered_in_all())));
        let mut session = Session::new(occasion, items, seed);
        let mut coming = Vec::new();
        while let Stage::Asking(asked) = session.stage() {
            let Kind::Choice(choice) = &asked.item.kind else { panic!("answer it by hand") };
            let digits = |correct| {
                let places = asked.order.iter().enumerate();
                let digits = places.filter(|(_, index)| choice.options[**index].correct == correct);
                digits.map(|(place, _)| place + 1).collect::<Vec<_>>()
            };
            let (right, mut wrong) = (digits(true), digits(false));
            wrong.truncate(right.len());
            coming.push(Coming { item: Arc::clone(&asked.item), right, wrong });
            session.next(tripos::study::Millis(0));
        }
        coming
    }
}

impl Coming {
    /// The keys of an answer.
    pub fn keys(&self, right: bool) -> String {
        let digits = if right { &self.right } else { &self.wrong };
        digits.iter().map(ToString::to_string).collect()
    }

    /// The line of an answer in a dialogue.
    pub fn line(&self, right: bool) -> String {
        let digits = if right { &self.right } else { &self.wrong };
        digits.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// The beginning of the stem, as it is drawn.
    pub fn stem(&self, width: u16) -> String {
        let page = text::layout(&text::parse(&self.item.stem), &Frame::plain(width));
        page.lines.first().map(ToString::to_string).unwrap_or_default()
    }
}
