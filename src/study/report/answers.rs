//! When answers are given, how fast, and how well the learner knows themselves.

use serde_json::json;

use super::{Page, Row, Section, counted, percent, ratio, rounded};
use crate::study::{DayTally, Progress, Sort, TIMES, readiness::jeffreys};

/// Levels: their number in the table, what they are called, and the
/// probability to be right that is meant by them.
const LEVELS: [(i64, &str, f64); 3] =
    [(3, "sure", 0.95), (2, "think so", 0.75), (1, "guess", 0.35)];
/// Whoever is sure should be right so often.
const SURE: f64 = 0.85;
/// Answers below which nobody is called over-confident.
const MANY: u32 = 30;

pub fn page(progress: &Progress) -> Page {
    Page { title: "Answers", sections: vec![sure(progress), times(progress), hours(progress)] }
}

fn figure(progress: &Progress, sort: Sort, key: i64) -> DayTally {
    progress.figures.get(&(sort, key)).copied().unwrap_or_default()
}

fn sure(progress: &Progress) -> Section {
    let levels = LEVELS.map(|(key, name, meant)| (name, meant, figure(progress, Sort::Sure, key)));
    let rows: Vec<Row> = levels.iter().map(|(name, _, it)| level(name, *it)).collect();
    let section =
        Section::new("sure", "How sure you said to be, and how often you were right", rows);
    section.noting(&brier(&levels))
}

fn level(name: &str, it: DayTally) -> Row {
    let share = jeffreys(it.right, it.answered);
    let part = ratio(f64::from(it.right), f64::from(it.answered));
    let told = if it.answered == 0 {
        "not said yet".to_owned()
    } else {
        let (low, high) = (share.low * 100.0, share.high * 100.0);
        format!("{} ({low:.0}–{high:.0} %) of {}", percent(part), it.answered)
    };
    let data = json!({"level": name, "answered": it.answered, "correct": it.right,
        "low": rounded(share.low), "high": rounded(share.high)});
    Row::bar(name.to_owned(), part, told, data)
}

/// The Brier score of what was said, and how much better that is than to say
/// the same of every answer.
fn brier(levels: &[(&str, f64, DayTally); 3]) -> String {
    let (all, right) =
        levels.iter().fold((0, 0), |(all, right), (.., it)| (all + it.answered, right + it.right));
    if all == 0 {
        return "c before an answer says how sure you are".to_owned();
    }
    let squares: f64 = levels
        .iter()
        .map(|(_, meant, it)| {
            let (right, wrong) = (f64::from(it.right), f64::from(it.answered - it.right));
            right * (1.0 - meant).powi(2) + wrong * meant.powi(2)
        })
        .sum();
    let (score, base) = (squares / f64::from(all), f64::from(right) / f64::from(all));
    let even = base * (1.0 - base);
    let skill =
        if even > 0.0 { format!(", skill {:.2}", 1.0 - score / even) } else { String::new() };
    let over = levels.iter().any(|(name, _, it)| {
        *name == "sure" && it.answered >= MANY && jeffreys(it.right, it.answered).high < SURE
    });
    let over = if over { " · you are surer than you are right" } else { "" };
    format!("Brier score {score:.2}{skill}{over}")
}

fn times(progress: &Progress) -> Section {
    let slots = 0..=TIMES.len();
    let rows = slots.map(|slot| {
        let it = figure(progress, Sort::Time, i64::from(slot as u32));
        let (from, to) = (slot.checked_sub(1).and_then(|at| TIMES.get(at)), TIMES.get(slot));
        let label = match (from, to) {
            (None, Some(to)) => format!("below {to} s"),
            (Some(from), Some(to)) => format!("{from}–{to} s"),
            (from, None) => format!("{} s and more", from.unwrap_or(&0)),
        };
        let data = json!({"from": from, "to": to, "answered": it.answered, "correct": it.right});
        (label, it.answered, data)
    });
    Section::new("times", "Time for an answer", counted(rows.collect()))
}

fn hours(progress: &Progress) -> Section {
    // From four in the morning, when a day begins.
    let hours = (4..24).chain(0..4).map(|hour| (hour, figure(progress, Sort::Hour, hour)));
    let most = hours.clone().map(|it| it.1.answered).max().unwrap_or(0);
    let rows = hours.map(|(hour, it)| {
        let part = ratio(f64::from(it.answered), f64::from(most));
        let right = ratio(f64::from(it.right), f64::from(it.answered));
        let right =
            if it.answered > 0 { format!(" · {} right", percent(right)) } else { String::new() };
        let data = json!({"hour": hour, "answered": it.answered, "correct": it.right});
        Row::bar(format!("{hour:02}:00"), part, format!("{}{right}", it.answered), data)
    });
    Section::new("hours", "Answers by hour", rows.collect())
}
