//! Memory beside the Python reference: `tests/fixtures/fsrs/histories.py` wrote
//! what that says of 10,000 random histories.

use tripos::study::memory::{Memory, Model, Rating};

use crate::soak;

const HISTORIES: &str = include_str!("../fixtures/fsrs/histories.txt");
const RATINGS: [Rating; 4] = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];

/// The largest differences seen.
#[derive(Debug, Default)]
struct Worst {
    histories: usize,
    reviews: usize,
    relative: f64,
    days: u32,
    other_days: usize,
}

#[test]
fn memory_is_that_of_the_reference() {
    let mut worst = Worst::default();
    let mut model = Model::default();
    let every = if soak::is_full() { 1 } else { 50 };
    for (number, line) in HISTORIES.lines().enumerate() {
        if let Some(parameters) = line.strip_prefix("w ") {
            let parameters: Vec<f64> =
                parameters.split(' ').map(|it| it.parse().unwrap()).collect();
            model = Model::with(&parameters).expect("21 of them");
        } else if number % every == 0 {
            follow(&model, line, &mut worst);
        }
    }
    let Worst { histories, reviews, relative, days, other_days } = worst;
    assert_eq!(histories, soak::full(10_000, 200));
    assert!(relative < 1e-4 && days <= 1, "{worst:?}");
    soak::figure(
        "memory beside the Python reference",
        &format!(
            "{histories} histories, {reviews} reviews: largest relative difference {relative:.1e}, \
             interval another by one day {other_days} times, by more never"
        ),
    );
}

/// Goes through one history.
fn follow(model: &Model, line: &str, worst: &mut Worst) {
    let mut memory: Option<Memory> = None;
    worst.histories += 1;
    for review in line.split(';') {
        let told: Vec<f64> = review.split(' ').map(|it| it.parse().unwrap()).collect();
        let [days, rating, stability, difficulty, recall, interval] = told[..] else {
            panic!("{line}");
        };
        let days = whole(days);
        let before = memory.map_or(0.0, |memory| memory.retrievability(days).0);
        let now = model.after(memory, days, RATINGS[whole(rating) as usize - 1]);
        let pairs =
            [(now.stability.0, stability), (now.difficulty.0, difficulty), (before, recall)];
        for (ours, theirs) in pairs {
            let relative = (ours - theirs).abs() / theirs.abs().max(1e-6);
            assert!(relative < 1e-4, "{ours} {theirs} in {line}");
            worst.relative = worst.relative.max(relative);
        }
        let apart = model.interval(now).abs_diff(whole(interval));
        worst.days = worst.days.max(apart);
        worst.other_days += usize::from(apart > 0);
        worst.reviews += 1;
        memory = Some(now);
    }
}

fn whole(number: f64) -> u32 {
    (number as i32).unsigned_abs()
}
