//! Parameters of memory, fitted to the learner's own answers. They are kept only
//! if they foretell later answers, which the fit did not see, better than the
//! usual ones do (research.md §1).

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex},
};

use fsrs::{CombinedProgressState, ComputeParametersInput, FSRSItem, FSRSReview};
use serde::{Deserialize, Serialize};

use super::{
    memory::{Model, Parameters, Rating},
    time::{Day, Millis},
};

/// The reviews of one card, in order of time.
pub type History = Vec<(Millis, Day, Rating)>;

/// Reviews after at least a night that are needed: with fewer, a fit helps as
/// often as it harms.
pub const LEAST: usize = 400;
/// The later part of them, in percent, is held out.
const HELD_OUT: usize = 20;

/// What came of a fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// The parameters in force from now on; nothing stands for the usual ones.
    pub parameters: Option<Parameters>,
    /// Reviews it was made from.
    pub reviews: u32,
    /// Reviews there were: of a long journal, it was made from a part.
    #[serde(default)]
    pub of: u32,
    /// How badly the usual parameters foretold the reviews held out: mean log
    /// loss, the lower the better.
    pub usual: f64,
    /// The same of the fitted ones.
    pub fitted: f64,
}

/// Why there is no fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// So many reviews are wanting.
    TooFew(usize),
    /// The optimiser found nothing.
    Failed,
}

/// How far a fit is, to be asked from another thread.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<Mutex<CombinedProgressState>>);

impl Watch {
    /// The part that is done, 0 to 1.
    pub fn part(&self) -> f64 {
        let Ok(state) = self.0.lock() else { return 0.0 };
        let (done, all) = (state.current() as u32, state.total() as u32);
        if all == 0 { 0.0 } else { f64::from(done) / f64::from(all) }
    }
}

impl Fit {
    /// How memory works with it.
    pub fn model(&self) -> Model {
        self.parameters.as_ref().and_then(|it| Model::with(it)).unwrap_or_default()
    }
}

/// Fits parameters to reviews, of which there are so many in all.
///
/// # Errors
/// If there are too few reviews, or the optimiser fails.
pub fn fit(histories: &[History], of: u32, watch: &Watch) -> Result<Fit, Unfit> {
    let items = items(histories);
    if items.len() < LEAST {
        return Err(Unfit::TooFew(LEAST - items.len()));
    }
    let (early, late) = items.split_at(items.len() * (100 - HELD_OUT) / 100);
    let model = trained(early, &Watch::default())?;
    let (usual, fitted) = (loss(&Model::default(), late), loss(&model, late));
    let better = fitted < usual;
    let parameters = if better { Some(*trained(&items, watch)?.parameters()) } else { None };
    let reviews = items.len() as u32;
    Ok(Fit { parameters, reviews, of: of.max(reviews), usual, fitted })
}

/// What the optimiser learns from: each review after at least a night, with
/// those of its card before it, in order of time.
fn items(histories: &[History]) -> Vec<FSRSItem> {
    let mut items: Vec<(Millis, FSRSItem)> = Vec::new();
    for history in histories {
        let mut reviews = Vec::with_capacity(history.len());
        let mut last = None;
        for (at, day, rating) in history {
            let delta_t = last.map_or(0, |last| day.since(last));
            reviews.push(FSRSReview { rating: *rating as u32 + 1, delta_t });
            if delta_t > 0 {
                items.push((*at, FSRSItem { reviews: reviews.clone() }));
            }
            last = Some(*day);
        }
    }
    items.sort_by_key(|(at, _)| *at);
    items.into_iter().map(|(_, item)| item).collect()
}

fn trained(items: &[FSRSItem], watch: &Watch) -> Result<Model, Unfit> {
    let input = ComputeParametersInput {
        train_set: items.to_vec(),
        progress: Some(Arc::clone(&watch.0)),
        ..ComputeParametersInput::default()
    };
    // The crate panics on data that it does not expect; a fit is never worth that.
    let fitted = catch_unwind(AssertUnwindSafe(|| fsrs::compute_parameters(input)));
    let parameters = fitted.map_err(|_| Unfit::Failed)?.map_err(|_| Unfit::Failed)?;
    let parameters: Vec<f64> = parameters.into_iter().map(f64::from).collect();
    Model::with(&parameters).ok_or(Unfit::Failed)
}

/// Mean log loss of what a model foretells of the last review of each item.
fn loss(model: &Model, items: &[FSRSItem]) -> f64 {
    let sum: f64 = items.iter().map(|item| surprise(model, item)).sum();
    sum / f64::from(items.len().max(1) as u32)
}

fn surprise(model: &Model, item: &FSRSItem) -> f64 {
    let Some((last, before)) = item.reviews.split_last() else { return 0.0 };
    let mut memory = None;
    for review in before {
        memory = Some(model.after(memory, review.delta_t, rating(*review)));
    }
    let Some(memory) = memory else { return 0.0 };
    let recall = memory.retrievability(last.delta_t).0.clamp(1e-6, 1.0 - 1e-6);
    if rating(*last) == Rating::Again { -(1.0 - recall).ln() } else { -recall.ln() }
}

fn rating(review: FSRSReview) -> Rating {
    let at = review.rating.saturating_sub(1) as usize;
    Rating::ALL.get(at).copied().unwrap_or(Rating::Again)
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::*;
    use crate::item::Seed;

    /// A learner who remembers by these parameters, over so many cards.
    fn histories(cards: u64, parameters: &Parameters) -> Vec<History> {
        let model = Model::with(parameters).unwrap();
        let usual = Model::default();
        let one = |card: u64| {
            let mut rng = Seed(card).rng();
            let (mut memory, mut planned, mut day, mut history) =
                (None, None, card.cast_signed(), vec![]);
            for _ in 0..8 {
                let elapsed =
                    history.last().map_or(0, |(_, last, _): &(_, Day, _)| Day(day).since(*last));
                let known = memory.is_some_and(|it: super::super::memory::Memory| {
                    rng.random::<f64>() < it.retrievability(elapsed).0
                });
                let rating = if known || memory.is_none() { Rating::Good } else { Rating::Again };
                history.push((Millis(day * 86_400_000 + card.cast_signed()), Day(day), rating));
                memory = Some(model.after(memory, elapsed, rating));
                let next = usual.after(planned, elapsed, rating);
                planned = Some(next);
                day += i64::from(usual.interval(next));
            }
            history
        };
        (0..cards).map(one).collect()
    }

    #[test]
    fn a_learner_who_forgets_faster_gets_parameters_of_their_own() {
        let mut quick = super::super::memory::DEFAULT;
        quick[..4].iter_mut().for_each(|it| *it /= 4.0);
        quick[8] -= 0.6;
        let histories = histories(150, &quick);
        let fit = fit(&histories, 0, &Watch::default()).unwrap();
        assert!(fit.fitted < fit.usual && fit.parameters.is_some(), "{fit:?}");
        let first = fit.model().after(None, 0, Rating::Good).stability.0;
        assert!(first < 1.5, "{first}");
    }

    #[test]
    fn too_few_reviews_are_told() {
        let few = histories(10, &super::super::memory::DEFAULT);
        let Err(Unfit::TooFew(more)) = fit(&few, 0, &Watch::default()) else { panic!("ten cards") };
        assert_eq!(more, LEAST - items(&few).len());
        assert_eq!(fit(&[], 0, &Watch::default()), Err(Unfit::TooFew(LEAST)));
    }
}
