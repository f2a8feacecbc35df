//! Is a forecast of the exam as good as its word? Learners and exams that do
//! not share the model's constants; a table of ten bins, whatever it shows.
//!
//! `cargo bench --bench readiness`

use std::io::{self, Write};

use rand::{Rng, RngExt};
use rand_distr::{Distribution, Normal, StandardNormal};
use tripos::{
    item::Seed,
    study::readiness::{Blueprint, Expected, Seen, expect, jeffreys},
};

const LEARNERS: u32 = 4000;
const WEIGHTS: [u32; 4] = [32, 26, 24, 18];

/// A way in which learners and exams differ from the model.
struct World {
    name: &'static str,
    /// How much domains differ, in logits.
    domains: f64,
    /// How much questions differ, in logits.
    questions: f64,
    /// How much harder the exam is than the bank, in logits: mean and spread.
    harder: (f64, f64),
    /// What is learnt between the first answers and the exam, in logits.
    learnt: f64,
    /// First answers, by domain.
    answers: (usize, usize),
}

const WORLDS: [World; 4] = [
    World {
        name: "questions differ, exam as the bank",
        domains: 0.5,
        questions: 1.0,
        harder: (0.0, 0.2),
        learnt: 0.0,
        answers: (15, 60),
    },
    World {
        name: "domains differ much, exam varies much",
        domains: 1.0,
        questions: 1.0,
        harder: (0.0, 0.5),
        learnt: 0.0,
        answers: (15, 60),
    },
    World {
        name: "the exam is harder than the bank",
        domains: 0.5,
        questions: 1.0,
        harder: (0.4, 0.2),
        learnt: 0.0,
        answers: (15, 60),
    },
    World {
        name: "learners go on learning",
        domains: 0.5,
        questions: 1.0,
        harder: (0.0, 0.2),
        learnt: 0.5,
        answers: (15, 60),
    },
];

fn normal(mean: f64, spread: f64, rng: &mut impl Rng) -> f64 {
    let drawn: f64 = StandardNormal.sample(rng);
    mean + spread * drawn
}

fn answers(ability: f64, spread: f64, rng: &mut impl Rng) -> bool {
    let logit = normal(ability, spread, rng);
    // A question of four options is guessed where it is not known.
    let known = 1.0 / (1.0 + (-logit).exp());
    rng.random::<f64>() < 0.25 + 0.75 * known
}

/// A learner's forecast, and the exam: the share right and whether it is passed.
fn learner(world: &World, chance: u64) -> (Expected, f64, bool) {
    let mut rng = Seed(chance).rng();
    let mean = normal(0.6, 0.9, &mut rng);
    let shift = Normal::new(world.harder.0, world.harder.1).map_or(0.0, |it| it.sample(&mut rng));
    let blueprint = Blueprint { weights: WEIGHTS.to_vec(), questions: 50, cut: 0.69 };
    let (mut seen, mut right) = ([Seen::default(); 4], 0);
    for (domain, weight) in seen.iter_mut().zip(WEIGHTS) {
        let ability = normal(mean, world.domains, &mut rng);
        for _ in 0..rng.random_range(world.answers.0..=world.answers.1) {
            // Older answers were given by who knew less.
            let age = rng.random_range(0.0..60.0);
            let then = ability - world.learnt * age / 60.0;
            domain.add(answers(then, world.questions, &mut rng), age);
        }
        for _ in 0..weight / 2 {
            right += u32::from(answers(ability - shift, world.questions, &mut rng));
        }
    }
    let share = f64::from(right) / 50.0;
    (expect(&blueprint, &seen, Seed(chance)), share, share >= 0.69)
}

fn table(world: &World, first: u64, out: &mut impl Write) -> io::Result<()> {
    let mut bins = [(0_u32, 0_u32, 0.0); 10];
    let (mut held, mut squares, mut passed) = (0, 0.0, 0);
    for seed in 0..u64::from(LEARNERS) {
        let (it, share, pass) = learner(world, first + seed);
        let bin = &mut bins[(((it.pass * 10.0) as i32).unsigned_abs() as usize).min(9)];
        *bin = (bin.0 + 1, bin.1 + u32::from(pass), bin.2 + it.pass);
        held += u32::from((it.right.low - 1e-9..=it.right.high + 1e-9).contains(&share));
        squares += (it.pass - f64::from(u8::from(pass))).powi(2);
        passed += u32::from(pass);
    }
    let all = f64::from(LEARNERS);
    let base = f64::from(passed) / all;
    writeln!(
        out,
        "\n### {}\n\n| told | learners | mean told | passed | 90 % interval | |",
        world.name
    )?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for (at, (count, pass, told)) in bins.iter().enumerate() {
        let told = if *count > 0 { told / f64::from(*count) } else { 0.0 };
        let (share, interval) =
            (f64::from(*pass) / f64::from(*count).max(1.0), jeffreys(*pass, *count));
        let good = (interval.low..=interval.high).contains(&told);
        let sign = if *count == 0 {
            ""
        } else if good {
            "✓"
        } else {
            "✗"
        };
        writeln!(
            out,
            "| {}–{} % | {count} | {:.1} % | {:.1} % | {:.1}–{:.1} % | {sign} |",
            at * 10,
            at * 10 + 10,
            told * 100.0,
            share * 100.0,
            interval.low * 100.0,
            interval.high * 100.0
        )?;
    }
    let brier = squares / all;
    writeln!(
        out,
        "\nThe 90 % interval of the share right held it in {:.1} % of exams; Brier score {brier:.3}, skill {:.2} against the base rate of {:.1} %.",
        f64::from(held) / all * 100.0,
        1.0 - brier / (base * (1.0 - base)),
        base * 100.0
    )?;
    Ok(())
}

fn main() -> io::Result<()> {
    // Under `cargo test` a bench is only to start.
    if std::env::args().any(|arg| arg == "--bench") {
        for (first, world) in (0..).step_by(1_000_000).zip(&WORLDS) {
            table(world, first, &mut io::stdout())?;
        }
    }
    Ok(())
}
