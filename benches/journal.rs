//! Long journals: from 10,000 facts to 1,000,000 with 100,000 cards, and Anki's
//! backend (`PyPI` `anki`, where it is installed) doing the same beside it.
//!
//! `cargo bench --bench journal`, or with ` -- CARDS` for one size.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a bench takes the time and may panic"
)]

#[allow(dead_code, clippy::unwrap_used, reason = "each bench takes of it what it needs")]
mod program;

use std::{
    io::{self, Write},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use program::{Running, TRIPOS, large_pack};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use tripos::{
    item::{Id, ItemId, Outcome, PackId, Response, Seed, Values},
    store::{Place, Store, Written},
    study::{Answered, Entry, Fact, Millis, Moment, Occasion, Offset, memory::Rating},
};
use uuid::Uuid;

/// Facts for each card.
const EACH: usize = 10;
/// Cards, from a learner's first month to more than anybody has.
const CARDS: [usize; 3] = [1_000, 10_000, 100_000];
/// Times each figure is taken; the median is told.
const TIMES: usize = 7;
/// When the learner sits down: 2026-11-22T09:00Z.
const NOW: (&str, i64) = ("2026-11-22T09:00:00Z", 1_795_338_000_000);
const DAY: i64 = 86_400_000;

fn main() {
    let heads =
        ["program", "facts", "first screen", "all of it", "answer", "next", "statistics", "MB"];
    tell(&heads.map(str::to_owned));
    let asked: Vec<usize> = std::env::args().filter_map(|it| it.parse().ok()).collect();
    for &cards in if asked.is_empty() { &CARDS[..] } else { &asked } {
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let taken = timed(|| journal(data.path(), cards));
        let _ = writeln!(io::stderr(), "{cards} cards taken in in {taken:.1?}");
        // All the journal tells of is in the pack; or most of it is not any more.
        let fitted = fitted(cards / 100, data.path());
        tell(&tripos("tripos", cards, cards / 100, data.path(), fitted));
        tell(&tripos("journal only", cards, 1, data.path(), 0));
        if let Some(row) = anki(cards) {
            tell(&row);
        }
    }
}

fn tell(row: &[String; 8]) {
    let cells: Vec<_> = row.iter().map(|cell| format!("{cell:>12}")).collect();
    let _ = writeln!(io::stdout(), "{}", cells.join(" "));
}

/// The first start, until memory is fitted beside it and progress read anew; the
/// most memory it had, in MB.
fn fitted(files: usize, data: &Path) -> u64 {
    let pack = large_pack(files);
    let common = ["--now", NOW.0, "--pack", pack.path().to_str().unwrap()];
    let (taken, running) = since(|| Running::start(data, &common, "memory is now fitted"));
    let memory = running.memory() / 1024;
    let _ = writeln!(io::stderr(), "memory fitted in {taken:.1?}, in {memory} MB at most");
    memory
}

/// With a pack of so many files of a hundred questions; so many MB were seen before.
fn tripos(name: &str, cards: usize, files: usize, data: &Path, seen: u64) -> [String; 8] {
    let pack = large_pack(files);
    let pack = pack.path().to_str().unwrap();
    let common = ["--now", NOW.0, "--pack", pack];
    let first = median(|| since(|| Running::start(data, &common, "q quit")).0);
    let mut memory = seen;
    let all = median(|| {
        let (taken, running) = since(|| Running::start(data, &common, "to review"));
        memory = memory.max(running.memory() / 1024);
        taken
    });
    let mut review = Running::start(data, &[&common[..], &["review"]].concat(), "1 of");
    let mut nexts = Vec::new();
    let answer = median(|| {
        review.press("1");
        let answer = timed(|| review.press_until("\r", "next look"));
        nexts.push(timed(|| review.press_until("\r", "Enter answer")));
        answer
    });
    nexts.sort_unstable();
    memory = memory.max(review.memory() / 1024);
    let mut running = Running::start(data, &common, "to review");
    let statistics = median(|| {
        let taken = timed(|| running.press_until("s", "▸Days"));
        running.press_while("\u{1b}", "▸Days");
        taken
    });
    memory = memory.max(running.memory() / 1024);
    let next = nexts[nexts.len() / 2];
    row(name, cards, [first, all, answer, next, statistics].map(millis), memory.to_string())
}

fn anki(cards: usize) -> Option<[String; 8]> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/journal.py");
    let arguments = [script, &cards.to_string(), &EACH.to_string()].map(str::to_owned);
    let output = Command::new("python3").args(arguments).stderr(Stdio::inherit()).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let figures: Vec<_> = said.split_whitespace().map(str::to_owned).collect();
    let [first, all, answer, next, statistics, memory] = figures.try_into().ok()?;
    Some(row("anki", cards, [first, all, answer, next, statistics], memory))
}

fn row(program: &str, cards: usize, times: [String; 5], memory: String) -> [String; 8] {
    let [first, all, answer, next, statistics] = times;
    let facts = (cards * EACH).to_string();
    [program.to_owned(), facts, first, all, answer, next, statistics, memory]
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn timed(run: impl FnOnce()) -> Duration {
    since(run).0
}

fn since<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let before = Instant::now();
    let got = run();
    (before.elapsed(), got)
}

fn median(mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<_> = (0..TIMES).map(|_| run()).collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// A journal of ten facts a card, over two years; one in fifty is no answer.
fn journal(data: &Path, cards: usize) {
    let mut random = ChaCha8Rng::seed_from_u64(cards as u64);
    let pack = PackId::new("large").unwrap();
    let mut facts = Vec::new();
    for card in 0..cards {
        let question = ItemId::new(&format!("q-{}-{}", card / 100, card % 100)).unwrap();
        let mut at = NOW.1 - random.random_range(60..700) * DAY;
        let mut pause = 1;
        for _ in 0..EACH {
            let fact = if random.random_range(0..50) == 0 {
                Fact::Flagged {
                    pack: pack.clone(),
                    question: question.clone(),
                    on: random.random(),
                }
            } else {
                let right = random.random_range(0..10) > 0;
                pause = if right { pause * 2 } else { 1 };
                answered(&pack, &question, right, &mut random)
            };
            facts.push((at, fact));
            at = (at + pause * DAY).min(NOW.1 - random.random_range(1..DAY));
        }
    }
    facts.sort_by_key(|(at, _)| *at);
    let device = Uuid::from_u128(7);
    let written = facts.into_iter().zip(1..).map(|((at, fact), seq)| {
        let moment = Moment { at: Millis(at), offset: Offset(0) };
        let id = uuid::Builder::from_unix_timestamp_millis(at.cast_unsigned(), &random.random())
            .into_uuid();
        Written::of(&Entry { id, device, seq, moment, fact }).unwrap()
    });
    let written: Vec<_> = written.collect();
    let path = Place::new(Some(data)).unwrap().database("default").unwrap();
    Store::open(&path).unwrap().take_in(&written).unwrap();
    let set = Command::new(TRIPOS)
        .args(["set", "minutes-a-day", "30", "--now", NOW.0])
        .env("TRIPOS_DATA_DIR", data)
        .stdout(Stdio::null())
        .status();
    assert!(set.unwrap().success());
}

fn answered(pack: &PackId, question: &ItemId, right: bool, random: &mut ChaCha8Rng) -> Fact {
    Fact::Answered(Box::new(Answered {
        pack: pack.clone(),
        version: "1.0.0".to_owned(),
        question: question.clone(),
        response: Response::Choice([usize::from(!right)].into_iter().collect()),
        outcome: if right { Outcome::Right } else { Outcome::Wrong },
        sure: None,
        rating: if right { Rating::Good } else { Rating::Again },
        took: Millis(random.random_range(4_000..60_000)),
        words: random.random_range(10..60),
        seed: Seed(random.random()),
        values: Values::default(),
        occasion: Occasion::Review,
        drawn: None,
    }))
}
