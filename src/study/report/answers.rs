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
    let levels = LEVELS.map(|(key, name, meant)| (name, meant, figure(progress, Sort::Sure, key)));
    let sections = vec![sure(&levels), calibration(&levels), times(progress), hours(progress)];
    Page { title: "Answers", sections }
}

fn figure(progress: &Progress, sort: Sort, key: i64) -> DayTally {
    progress.figures.get(&(sort, key)).copied().unwrap_or_default()
}

/// A level, the probability that is meant by it, and what came of it.
type Level = (&'static str, f64, DayTally);

fn sure(levels: &[Level]) -> Section {
    let rows: Vec<Row> = levels.iter().map(|(name, _, it)| level(name, *it)).collect();
    let title = "How sure you said to be, and how often you were right";
    Section::new("sure", title, rows).noting("c before an answer says how sure you are")
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

/// The Brier score of what was said, 0 at best, and its skill: how much better it
/// is than to say the same of every answer (research.md §2).
fn calibration(levels: &[Level]) -> Section {
    let answered: u32 = levels.iter().map(|(.., it)| it.answered).sum();
    let right: u32 = levels.iter().map(|(.., it)| it.right).sum();
    let squares: f64 = levels.iter().map(|(_, meant, it)| squares(*meant, it)).sum();
    let (score, base) =
        (ratio(squares, f64::from(answered)), ratio(f64::from(right), f64::from(answered)));
    let even = base * (1.0 - base);
    let skill = (even > 0.0).then(|| 1.0 - score / even);
    let over = levels.iter().any(|(name, _, it)| {
        *name == "sure" && it.answered >= MANY && jeffreys(it.right, it.answered).high < SURE
    });
    let told = |known: bool, told: String| if known { told } else { "not said yet".to_owned() };
    let known = answered > 0;
    let brier = json!({"brier": known.then(|| rounded(score)), "answered": answered});
    let rows = vec![
        Row::figure("Brier score", told(known, format!("{score:.2}")), brier),
        Row::figure(
            "Skill",
            told(skill.is_some(), format!("{:.2}", skill.unwrap_or(0.0))),
            json!({"skill": skill.map(rounded), "over_confident": over}),
        ),
    ];
    let note = if over {
        "you are surer than you are right"
    } else {
        "a score of 0 is best; a skill above 0 says that you know what you know"
    };
    Section::new("calibration", "Calibration", rows).noting(note)
}

/// The sum of squares between what was meant and what came.
fn squares(meant: f64, it: &DayTally) -> f64 {
    let (right, wrong) = (f64::from(it.right), f64::from(it.answered - it.right));
    right * (1.0 - meant).powi(2) + wrong * meant.powi(2)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Told so often, right so often of it, as sure, think so, guess.
    fn levels(counts: [(u32, u32); 3]) -> [Level; 3] {
        let mut at = 0;
        LEVELS.map(|(_, name, meant)| {
            let (answered, right) = counts[at];
            at += 1;
            (name, meant, DayTally { answered, right, ..DayTally::default() })
        })
    }

    #[test]
    fn calibration_is_a_score_and_a_skill() {
        for (counts, wanted) in [
            (
                [(0, 0), (0, 0), (0, 0)],
                r#"[{"answered":0,"brier":null},{"over_confident":false,"skill":null}]"#,
            ),
            (
                [(10, 10), (0, 0), (0, 0)],
                r#"[{"answered":10,"brier":0.003},{"over_confident":false,"skill":null}]"#,
            ),
            (
                [(20, 19), (0, 0), (20, 7)],
                r#"[{"answered":40,"brier":0.138},{"over_confident":false,"skill":0.396}]"#,
            ),
            (
                [(40, 20), (0, 0), (0, 0)],
                r#"[{"answered":40,"brier":0.453},{"over_confident":true,"skill":-0.81}]"#,
            ),
        ] {
            let rows = calibration(&levels(counts)).rows;
            let data: Vec<_> = rows.into_iter().map(|row| row.data).collect();
            assert_eq!(json!(data).to_string(), wanted, "{counts:?}");
        }
    }
}
