//! How likely the learner is to pass, from first answers alone: an answer to a
//! question seen before tells of that question and of no other (research.md §4).

use rand::{Rng, RngExt};
use rand_distr::{Beta, Distribution, Normal};

use super::{
    exam::share_out,
    fact::Fact,
    goal::exam_on,
    progress::Progress,
    time::{Millis, Moment},
};
use crate::{
    item::{Item, Seed},
    pack::{Exam, Pack},
    text::Clean,
};

/// How much domains are like each other: the more, the less they differ.
/// With [`SHIFT`], [`HALF`] and [`PRIOR`] a choice of research.md §4, tried in
/// simulation only (docs/readiness.md).
const KAPPA: f64 = 20.0;
/// How much harder or easier than its bank an exam may be, in logits.
const SHIFT: f64 = 0.3;
/// Days after which an answer weighs half as much.
const HALF: f64 = 45.0;
/// Answers, right and wrong, that are believed before there are any.
const PRIOR: (f64, f64) = (3.0, 1.0);
/// Exams that are drawn.
const DRAWS: usize = 2000;
/// First answers below which nothing is said.
pub const ENOUGH: usize = 50;
/// And in each domain.
pub const ENOUGH_EACH: usize = 8;
/// Half of what an interval leaves out, in percent.
const TAIL: usize = 5;
/// Minutes.
const DAY: f64 = 1440.0;

/// A share, with the interval that holds it 9 times in 10.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// At least.
    pub low: f64,
    /// The middle.
    pub middle: f64,
    /// At most.
    pub high: f64,
}

/// First answers in a domain.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    /// So many.
    pub answers: usize,
    /// Their weight: the older, the less.
    pub weight: f64,
    /// The weight of the right ones among them.
    pub right: f64,
}

/// The exam as it is drawn again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Blueprint {
    /// Percent of the exam, by domain.
    pub weights: Vec<u32>,
    /// Questions that count.
    pub questions: u32,
    /// The share of them that must be right.
    pub cut: f64,
}

/// What is expected of an exam.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// The probability to pass.
    pub pass: f64,
    /// The share that is right.
    pub right: Share,
    /// By domain: the share that is right, and the probability that it is at
    /// or above the cut.
    pub domains: Vec<(Share, f64)>,
}

/// How ready the learner is for an exam of the pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Readiness {
    /// The exam's code.
    pub exam: Clean,
    /// The share that must be right, if its scale is even.
    pub cut: f64,
    /// The evidence, by domain in the order of the blueprint.
    pub domains: Vec<(Clean, Seen)>,
    /// What follows, if that is enough.
    pub expected: Option<Expected>,
    /// First answers that are wanting.
    pub wanting: usize,
}

impl Readiness {
    /// For an exam, now.
    pub fn of(exam: &Exam, pack: &Pack, progress: &Progress, now: Moment) -> Self {
        let blueprint = Blueprint::of(exam);
        let mut domains: Vec<_> =
            exam.domains.iter().map(|it| (it.title.clone(), Seen::default())).collect();
        for item in pack.items.iter().filter(|item| is_evidence(exam, item)) {
            let domain = item.domain.in_exam(&exam.code);
            let Some(at) = exam.domains.iter().position(|it| domain == Some(&it.id)) else {
                continue;
            };
            if let (Some(tally), Some((_, seen))) =
                (progress.tallies.get(&item.id), domains.get_mut(at))
            {
                seen.add(tally.first.right, age(tally.first.at, now));
            }
        }
        let seen: Vec<Seen> = domains.iter().map(|it| it.1).collect();
        let wanting = wanting(&seen);
        let enough = wanting == 0 && !seen.is_empty();
        let expected = enough.then(|| expect(&blueprint, &seen, Seed(1)));
        Self { exam: Clean::new(&exam.code), cut: blueprint.cut, domains, expected, wanting }
    }

    /// What is to be written down of it: once a day.
    pub fn forecast(&self, pack: &Pack, progress: &Progress, now: Moment) -> Option<Fact> {
        let pass = (self.expected.as_ref()?.pass * 1000.0).round() as i16;
        let told = progress.forecasts.told.last();
        if told.is_some_and(|told| told.day >= now.day()) {
            return None;
        }
        let (pack, exam) = (pack.manifest.id.clone(), self.exam.to_string());
        let pass = pass.unsigned_abs();
        Some(Fact::Forecast { pack, exam, pass, answers: self.answers() as u32 })
    }

    /// For the exam on the learner's date, or the one in force today.
    pub fn now(pack: &Pack, progress: &Progress, now: Moment) -> Option<Self> {
        let day = progress.goals.exam_date.unwrap_or_else(|| now.day().date());
        exam_on(&pack.manifest, day).map(|exam| Self::of(exam, pack, progress, now))
    }

    /// First answers there are.
    pub fn answers(&self) -> usize {
        self.domains.iter().map(|it| it.1.answers).sum()
    }
}

/// A probability as people say it.
pub fn in_words(pass: f64) -> &'static str {
    match pass {
        it if it < 0.1 => "pass very unlikely, below 1 in 10",
        it if it < 0.25 => "pass unlikely, below 1 in 4",
        it if it < 0.42 => "pass in doubt, about 1 in 3",
        it if it < 0.58 => "pass open, about 1 in 2",
        it if it < 0.71 => "pass likelier than not, about 2 in 3",
        it if it < 0.78 => "pass likely, about 3 in 4",
        it if it < 0.9 => "pass likely, about 4 in 5",
        it if it < 0.95 => "pass very likely, above 9 in 10",
        _ => "pass almost sure, above 19 in 20",
    }
}

impl Seen {
    /// One more first answer, so many days old.
    pub fn add(&mut self, right: bool, age: f64) {
        let weight = 0.5_f64.powf(age / HALF);
        self.answers += 1;
        self.weight += weight;
        self.right += if right { weight } else { 0.0 };
    }
}

impl Blueprint {
    fn of(exam: &Exam) -> Self {
        let scale = exam.scale;
        let range = f64::from(scale.max.saturating_sub(scale.min)).max(1.0);
        Self {
            weights: exam.domains.iter().map(|it| it.weight).collect(),
            questions: exam.questions.saturating_sub(exam.unscored).max(1),
            cut: f64::from(scale.pass.saturating_sub(scale.min)) / range,
        }
    }

    /// Questions by domain.
    fn parts(&self) -> Vec<u32> {
        share_out(&self.weights, self.questions)
    }
}

/// Recall is rated by the learner alone and asked by no exam.
fn is_evidence(exam: &Exam, item: &Item) -> bool {
    let name = item.content.kind_name();
    name != "recall" && (exam.kinds.is_empty() || exam.kinds.iter().any(|kind| **kind == *name))
}

fn age(at: Millis, now: Moment) -> f64 {
    let minutes = now.at.0.saturating_sub(at.0).max(0) / 60_000;
    f64::from(minutes as i32) / DAY
}

/// About so many first answers are wanting before anything can be said.
pub fn wanting(seen: &[Seen]) -> usize {
    let all: usize = seen.iter().map(|it| it.answers).sum();
    let each: usize = seen.iter().map(|it| ENOUGH_EACH.saturating_sub(it.answers)).sum();
    ENOUGH.saturating_sub(all).max(each)
}

/// Draws the exam again and again, as well as it is known what the learner can do.
pub fn expect(blueprint: &Blueprint, seen: &[Seen], chance: Seed) -> Expected {
    let mut rng = chance.rng();
    let parts = blueprint.parts();
    let mut totals = Vec::with_capacity(DRAWS);
    let mut shares = vec![Vec::with_capacity(DRAWS); seen.len()];
    for _ in 0..DRAWS {
        let mut right = 0;
        for ((share, part), drawn) in
            abilities(seen, &mut rng).into_iter().zip(&parts).zip(&mut shares)
        {
            right += (0..*part).filter(|_| rng.random::<f64>() < share).count() as u32;
            drawn.push(share);
        }
        totals.push(f64::from(right) / f64::from(blueprint.questions));
    }
    let pass = at_least(&totals, blueprint.cut);
    let domains = shares.iter_mut().map(|it| (at_least(it, blueprint.cut), share(it)));
    let domains = domains.map(|(pass, share)| (share, pass)).collect();
    Expected { pass, right: share(&mut totals), domains }
}

/// One draw of the shares that are right, by domain, in an exam.
fn abilities(seen: &[Seen], rng: &mut impl Rng) -> Vec<f64> {
    let (all, right) = seen.iter().fold((0.0, 0.0), |(n, c), it| (n + it.weight, c + it.right));
    let spread = 1.0 + (all / number(seen.len().max(1))) / (KAPPA + 1.0);
    let mean = beta(right / spread + PRIOR.0, (all - right) / spread + PRIOR.1, rng);
    let shift = Normal::new(0.0, SHIFT).map_or(0.0, |normal| normal.sample(rng));
    let one = |it: &Seen| {
        let wrong = it.weight - it.right;
        let share = beta(it.right + KAPPA * mean, wrong + KAPPA * (1.0 - mean), rng);
        let logit = (share / (1.0 - share)).ln() + shift;
        1.0 / (1.0 + (-logit).exp())
    };
    seen.iter().map(one).collect()
}

fn beta(a: f64, b: f64, rng: &mut impl Rng) -> f64 {
    let drawn = Beta::new(a.max(1e-3), b.max(1e-3)).map_or(a / (a + b), |beta| beta.sample(rng));
    drawn.clamp(1e-6, 1.0 - 1e-6)
}

fn at_least(drawn: &[f64], cut: f64) -> f64 {
    let share = drawn.iter().filter(|it| **it >= cut - 1e-9).count();
    number(share) / number(drawn.len().max(1))
}

fn number(count: usize) -> f64 {
    f64::from(count as u32)
}

fn share(drawn: &mut [f64]) -> Share {
    drawn.sort_by(f64::total_cmp);
    let at = |percent| {
        let index = drawn.len().saturating_sub(1) * percent / 100;
        drawn.get(index).copied().unwrap_or(0.0)
    };
    Share { low: at(TAIL), middle: at(50), high: at(100 - TAIL) }
}

/// The interval that holds a probability 9 times in 10, of which so many of so
/// many came true: Jeffreys', the quantiles of Beta(right + ½, wrong + ½).
pub fn jeffreys(right: u32, all: u32) -> Share {
    const STEPS: u32 = 2000;
    let (a, b) = (f64::from(right) - 0.5, f64::from(all.saturating_sub(right)) - 0.5);
    let place = |step: u32| (f64::from(step) + 0.5) / f64::from(STEPS);
    let density = |step| a * place(step).ln() + b * (1.0 - place(step)).ln();
    let most = (0..STEPS).map(density).fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = (0..STEPS).map(|step| (density(step) - most).exp()).collect();
    let sum: f64 = weights.iter().sum();
    let quantile = |part: f64| {
        let mut before = 0.0;
        let found = weights.iter().position(|weight| {
            before += weight;
            before >= part * sum
        });
        place(found.unwrap_or(0) as u32)
    };
    let low = if right == 0 { 0.0 } else { quantile(0.05) };
    let high = if right == all { 1.0 } else { quantile(0.95) };
    Share { low, middle: quantile(0.5), high }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(answers: usize, right: usize) -> Seen {
        let mut seen = Seen::default();
        (0..answers).for_each(|at| seen.add(at < right, 0.0));
        seen
    }

    fn blueprint() -> Blueprint {
        Blueprint { weights: vec![32, 26, 24, 18], questions: 50, cut: 0.69 }
    }

    #[test]
    fn questions_are_shared_out_by_weight() {
        assert_eq!(blueprint().parts(), [16, 13, 12, 9]);
    }

    #[test]
    fn too_little_is_told_and_how_much_is_wanting() {
        assert_eq!(wanting(&[seen(30, 20), seen(10, 8)]), 10);
        assert_eq!(wanting(&[seen(90, 20), seen(5, 8), seen(0, 0)]), 11);
        assert_eq!(wanting(&[seen(42, 20), seen(8, 8)]), 0);
    }

    #[test]
    fn who_knows_more_passes_more_often() {
        let pass = |right| expect(&blueprint(), &[seen(40, right); 4], Seed(7)).pass;
        let [poor, middle, good] = [16, 28, 38].map(pass);
        assert!(poor < 0.05 && good > 0.95, "{poor} {good}");
        assert!((0.3..0.8).contains(&middle), "{middle}");
    }

    #[test]
    fn more_answers_make_a_narrower_interval() {
        let width = |n| {
            let right = expect(&blueprint(), &[seen(n, n * 3 / 4); 4], Seed(7)).right;
            right.high - right.low
        };
        assert!(width(15) > width(150) + 0.02, "{} {}", width(15), width(150));
    }

    #[test]
    fn old_answers_weigh_less() {
        let mut old = Seen::default();
        old.add(true, 90.0);
        assert!((old.weight - 0.25).abs() < 1e-12 && old.answers == 1);
    }

    #[test]
    fn jeffreys_intervals_are_those_of_the_books() {
        // 90 %: quantiles of Beta(8.5, 2.5) and Beta(0.5, 10.5).
        let share = jeffreys(8, 10);
        assert!(
            (share.low - 0.5475).abs() < 0.01 && (share.high - 0.9398).abs() < 0.01,
            "{share:?}"
        );
        let none = jeffreys(0, 10);
        assert!(none.low == 0.0 && (none.high - 0.171).abs() < 0.01, "{none:?}");
    }
}
