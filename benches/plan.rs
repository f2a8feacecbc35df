//! How much is recalled on the day of the exam: the plan beside plain FSRS and
//! beside Anki's defaults, at equal minutes a day, over budgets and dates, with
//! two kinds of learners whose memory the planner does not know.
//!
//! `cargo bench --bench plan`

use std::io::{self, Write};

use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};
use tripos::{
    item::Seed,
    study::{
        Day, History, LEAST, Millis, Watch, fit,
        memory::{DEFAULT, Memory, Model, RETENTION, Rating, Retention},
        plan::{Learner, NEAR, Prospect, Way, day, rehearse},
    },
};

/// Learners in each row.
const LEARNERS: u64 = 40;
/// Questions, days to the exam, minutes a day.
const ROWS: [(usize, u32, f64); 8] = [
    (300, 90, 10.0),
    (300, 60, 20.0),
    (300, 60, 10.0),
    (300, 30, 15.0),
    (300, 30, 8.0),
    (300, 14, 20.0),
    (300, 7, 30.0),
    (100, 45, 10.0),
];
/// Seconds a right and a wrong answer take on average.
const SECONDS: (f64, f64) = (20.0, 40.0);

/// What a learner really remembers of a card. The planner never sees it.
#[derive(Clone, Copy)]
enum Truth {
    /// FSRS with parameters of the learner's own.
    Fsrs(Option<Memory>),
    /// A half-life in days, and by how much a recall lengthens it.
    HalfLife { days: Option<f64>, grows: f64 },
}

#[derive(Clone, Copy)]
enum Kind {
    Fsrs,
    HalfLife,
}

#[derive(Clone, Copy, PartialEq)]
enum Policy {
    Plan { fits: bool },
    Fsrs { wanted: Retention, fits: bool },
    Anki,
}

impl Policy {
    fn fits(self) -> bool {
        matches!(self, Self::Plan { fits: true } | Self::Fsrs { fits: true, .. })
    }
}

/// A card in the world: what is remembered, and the policy's own books.
struct Card {
    truth: Truth,
    /// The chance that it is known without ever having been met.
    prior: f64,
    elapsed: u32,
    memory: Option<Memory>,
    sm2: Option<Sm2>,
    history: History,
}

/// Anki's SM-2 with its default deck options.
#[derive(Clone, Copy)]
struct Sm2 {
    ease: f64,
    interval: f64,
}

struct World {
    model: Model,
    cards: Vec<Card>,
}

fn normal(spread: f64, rng: &mut impl Rng) -> f64 {
    let drawn: f64 = StandardNormal.sample(rng);
    spread * drawn
}

fn number(count: usize) -> f64 {
    f64::from(count as u32)
}

impl World {
    fn new(kind: Kind, cards: usize, rng: &mut impl Rng) -> Self {
        let mut w = DEFAULT;
        for at in [0, 1, 2, 3, 8, 11] {
            w[at] *= normal(if at < 4 { 0.5 } else { 0.2 }, rng).exp();
        }
        w[20] = (w[20] * normal(0.3, rng).exp()).clamp(0.1, 0.8);
        let pace = normal(0.3, rng).exp();
        let mut one = || Card {
            truth: match kind {
                Kind::Fsrs => Truth::Fsrs(None),
                Kind::HalfLife => {
                    Truth::HalfLife { days: None, grows: 1.0 + 1.3 * pace * normal(0.4, rng).exp() }
                }
            },
            prior: 0.4 * rng.random::<f64>(),
            elapsed: 0,
            memory: None,
            sm2: None,
            history: History::new(),
        };
        let cards = (0..cards).map(|_| one()).collect();
        Self { model: Model::with(&w).unwrap_or_default(), cards }
    }

    fn recall(card: &Card) -> f64 {
        match card.truth {
            Truth::Fsrs(Some(memory)) => memory.retrievability(card.elapsed).0,
            Truth::HalfLife { days: Some(days), .. } => {
                // What is forgotten is known as well as before; one in twenty slips.
                let kept = 0.5_f64.powf(f64::from(card.elapsed) / days);
                0.95 * (card.prior + (1.0 - card.prior) * kept)
            }
            _ => card.prior,
        }
    }

    /// Asks a card; gives whether it was right. A wrong one is learnt again.
    fn ask(&mut self, at: usize, rng: &mut impl Rng) -> bool {
        let right = rng.random::<f64>() < Self::recall(&self.cards[at]);
        let (model, noise) = (self.model, normal(0.3, rng).exp());
        let card = &mut self.cards[at];
        card.truth = match card.truth {
            Truth::Fsrs(memory) => {
                let (rating, elapsed) = (rating(right), card.elapsed);
                let after = model.after(memory, elapsed, rating);
                Truth::Fsrs(Some(if right {
                    after
                } else {
                    model.after(Some(after), 0, Rating::Good)
                }))
            }
            Truth::HalfLife { days, grows } => {
                let first = if right { 6.0 } else { 2.0 };
                // Asked soon after the last time, little is gained.
                let part = 1.0 - 0.5_f64.powf(f64::from(card.elapsed) / days.unwrap_or(1.0));
                let next = match days {
                    None => first,
                    Some(days) if right => days * (1.0 + (grows - 1.0) * (0.4 + 1.2 * part)),
                    Some(days) => (days * 0.5).max(1.0),
                };
                Truth::HalfLife { days: Some(next * noise), grows }
            }
        };
        right
    }

    fn recalled(&self) -> f64 {
        self.cards.iter().map(Self::recall).sum::<f64>() / number(self.cards.len())
    }
}

fn rating(right: bool) -> Rating {
    if right { Rating::Good } else { Rating::Again }
}

/// What came of one learner's study.
struct Came {
    recall: f64,
    unseen: usize,
    hours: f64,
}

fn study(policy: Policy, kind: Kind, (cards, days, minutes): (usize, u32, f64), seed: u64) -> Came {
    let mut rng = Seed(seed).rng();
    let mut world = World::new(kind, cards, &mut rng);
    let mut planner = Model::default();
    let (mut reviews, mut next) = (0.0, LEAST as u32);
    let (mut met, mut known, mut spent, mut clock) = (10.0, 3.0, 0.0, 0);
    for left in (1..=days).rev() {
        let learner =
            Learner { model: planner, known: known / met, right: SECONDS.0, wrong: SECONDS.1 };
        let mut used = 0.0;
        for at in today(policy, &world, &learner, left, minutes * 60.0) {
            if used >= minutes * 60.0 {
                break;
            }
            let fresh = world.cards[at].memory.is_none();
            let right = world.ask(at, &mut rng);
            let mean = if right { SECONDS.0 } else { SECONDS.1 };
            used += mean * normal(0.4, &mut rng).exp() / 1.083;
            if fresh {
                met += 1.0;
                known += f64::from(u8::from(right));
            }
            reviews += f64::from(u8::from(!fresh));
            clock += 1;
            let day = i64::from(days - left);
            world.cards[at].history.push((Millis(clock), Day(day), rating(right)));
            note(&mut world.cards[at], &planner, right);
        }
        spent += used;
        if policy.fits() && reviews >= f64::from(next) {
            planner = refitted(&mut world, planner);
            next += next / 2;
        }
        world.cards.iter_mut().for_each(|card| card.elapsed += 1);
    }
    let unseen = world.cards.iter().filter(|card| card.memory.is_none()).count();
    Came { recall: world.recalled(), unseen, hours: spent / 3600.0 }
}

/// The planner fits its parameters, if that helps, and works out its books anew.
fn refitted(world: &mut World, planner: Model) -> Model {
    let histories: Vec<History> = world.cards.iter().map(|it| it.history.clone()).collect();
    let Ok(fit) = fit(&histories, 0, &Watch::default()) else { return planner };
    let planner = if fit.parameters.is_some() { fit.model() } else { planner };
    for card in &mut world.cards {
        let (mut memory, mut last) = (None, None);
        for (_, day, rating) in &card.history {
            let elapsed = last.map_or(0, |last| day.since(last));
            let after = planner.after(memory, elapsed, *rating);
            let again = *rating == Rating::Again;
            memory = Some(if again { planner.after(Some(after), 0, Rating::Good) } else { after });
            last = Some(*day);
        }
        card.memory = memory;
    }
    planner
}

/// The books after an answer; a wrong one came again the same day.
fn note(card: &mut Card, planner: &Model, right: bool) {
    let after = planner.after(card.memory, card.elapsed, rating(right));
    card.memory = Some(if right { after } else { planner.after(Some(after), 0, Rating::Good) });
    card.sm2 = Some(match card.sm2 {
        None => Sm2 { ease: 2.5, interval: 1.0 },
        Some(it) if right => {
            let late = f64::from(card.elapsed) - it.interval;
            Sm2 {
                interval: ((it.interval + late.max(0.0) / 2.0) * it.ease).max(it.interval + 1.0),
                ..it
            }
        }
        Some(it) => Sm2 { ease: (it.ease - 0.2).max(1.3), interval: 1.0 },
    });
    card.elapsed = 0;
}

/// What a policy asks for on a day, in order.
fn today(policy: Policy, world: &World, learner: &Learner, left: u32, seconds: f64) -> Vec<usize> {
    let all = || world.cards.iter().enumerate();
    let fresh: Vec<usize> = all().filter(|(_, it)| it.memory.is_none()).map(|it| it.0).collect();
    let due = |is: &dyn Fn(&Card) -> bool| -> Vec<usize> {
        all().filter(|(_, card)| is(card)).map(|(at, _)| at).collect()
    };
    match policy {
        Policy::Plan { .. } => planned(world, learner, left, seconds),
        Policy::Fsrs { wanted, .. } => {
            let is = |card: &Card| {
                card.memory.is_some_and(|it| it.retrievability(card.elapsed).0 <= wanted.0 + 1e-9)
            };
            let new = fresh.len().div_ceil(left.saturating_sub(SPREAD).max(1) as usize);
            due(&is).into_iter().chain(fresh.into_iter().take(new)).collect()
        }
        Policy::Anki => {
            let is = |card: &Card| {
                card.sm2.is_some_and(|it| f64::from(card.elapsed) >= it.interval.round())
            };
            due(&is).into_iter().take(200).chain(fresh.into_iter().take(20)).collect()
        }
    }
}

/// Plain FSRS meets what is new evenly, all of it a week before the exam.
const SPREAD: u32 = 7;

fn planned(world: &World, learner: &Learner, left: u32, seconds: f64) -> Vec<usize> {
    let cards: Vec<Prospect> = world
        .cards
        .iter()
        .map(|it| Prospect { memory: it.memory, elapsed: it.elapsed, value: 1.0 })
        .collect();
    let way = Way { days: left, seconds, short: false };
    let short = left > NEAR && rehearse(&cards, learner, way, Seed(1)).unseen > 0;
    day(&cards, learner, left, Way { short, ..way })
}

/// Mean, and half of the interval that holds it nine times in ten.
fn interval(figures: &[f64]) -> (f64, f64) {
    let n = number(figures.len());
    let mean = figures.iter().sum::<f64>() / n;
    let square = figures.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, 1.685 * (square / n).sqrt())
}

const PLAN: Policy = Policy::Plan { fits: true };

const POLICIES: [(&str, Policy); 5] = [
    ("the plan", PLAN),
    ("the plan, usual parameters", Policy::Plan { fits: false }),
    ("FSRS 0.90", Policy::Fsrs { wanted: RETENTION, fits: true }),
    ("FSRS 0.95", Policy::Fsrs { wanted: Retention(0.95), fits: true }),
    ("Anki's defaults (SM-2)", Policy::Anki),
];

fn table(name: &str, kind: Kind, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n### {name}\n")?;
    writeln!(
        out,
        "| questions · days · min/day | how | recalled on the day | never met | hours | the plan is better by |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for row in ROWS {
        let mut plan = Vec::new();
        for (label, policy) in POLICIES {
            let came: Vec<Came> =
                (0..LEARNERS).map(|seed| study(policy, kind, row, seed)).collect();
            let recall: Vec<f64> = came.iter().map(|it| it.recall * 100.0).collect();
            if policy == PLAN {
                plan.clone_from(&recall);
            }
            let apart: Vec<f64> = plan.iter().zip(&recall).map(|(a, b)| a - b).collect();
            let (mean, _) = interval(&recall);
            let (better, around) = interval(&apart);
            let hours = came.iter().map(|it| it.hours).sum::<f64>() / number(LEARNERS as usize);
            let unseen =
                came.iter().map(|it| number(it.unseen)).sum::<f64>() / number(LEARNERS as usize);
            let (cards, days, minutes) = row;
            let told = if policy == PLAN {
                "–".to_owned()
            } else {
                format!("{better:+.1} ± {around:.1}")
            };
            writeln!(
                out,
                "| {cards} · {days} · {minutes} | {label} | {mean:.1} % | {unseen:.0} | {hours:.1} | {told} |"
            )?;
        }
    }
    Ok(())
}

fn main() -> io::Result<()> {
    // Under `cargo test` a bench is only to start.
    if std::env::args().any(|arg| arg == "--bench") {
        let mut out = io::stdout();
        table("FSRS with parameters of the learner's own", Kind::Fsrs, &mut out)?;
        table("a half-life by question, with noise", Kind::HalfLife, &mut out)?;
    }
    Ok(())
}
