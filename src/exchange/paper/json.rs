//! The report for programs.

use serde_json::{Value, json};

use crate::{
    item::Outcome,
    pack::Pack,
    study::exam::{Answer, Part, Report},
};

/// The report as one JSON object.
pub fn json(report: &Report, pack: &Pack) -> String {
    let Report { exam, mode, score, scale, right, changed, guesses, used, .. } = report;
    let questions: Vec<Value> = report.asked.iter().map(question).collect();
    let told = json!({
        "pack": &*pack.manifest.id,
        "version": pack.manifest.version.to_string(),
        "exam": &**exam,
        "mode": mode.name(),
        "begun": report.begun.rfc3339(),
        "ended": report.ended,
        "seconds": used.0.0 / 1000,
        "seconds_allowed": used.1.0 / 1000,
        "score": score,
        "scale": {"min": scale.min, "max": scale.max, "pass": scale.pass},
        "passed": report.passed(),
        "right": right.0,
        "scored": right.1,
        "domains": parts(&report.domains),
        "topics": parts(&report.topics),
        "objectives": parts(&report.objectives),
        "changed": {"right_to_wrong": changed.0, "wrong_to_right": changed.1},
        "sure_but_wrong": report.sure_but_wrong,
        "guesses": {"right": guesses.0, "all": guesses.1},
        "mean_seconds": report.mean.0 / 1000,
        "questions": questions,
    });
    format!("{told:#}\n")
}

fn parts(parts: &[Part]) -> Vec<Value> {
    let rounded = |it: f64| (it * 1000.0).round() / 1000.0;
    let one = |it: &Part| {
        json!({"title": &*it.title, "right": it.right, "of": it.of,
            "low": rounded(it.likely.low), "high": rounded(it.likely.high)})
    };
    parts.iter().map(one).collect()
}

fn question(it: &Answer) -> Value {
    let places = |picks: &std::collections::BTreeSet<usize>| -> Vec<usize> {
        let order = it.shown.order.iter().enumerate();
        order.filter(|(_, option)| picks.contains(option)).map(|(at, _)| at + 1).collect()
    };
    let shown = match &it.response {
        Some(crate::item::Response::Choice(picks)) => Some(places(picks)),
        _ => None,
    };
    json!({
        "id": &*it.shown.item.id,
        "scored": it.scored,
        "answered": it.response.is_some(),
        "response": it.response,
        "shown": shown,
        "right": it.outcome == Outcome::Right,
        "sure": it.sure,
        "flagged": it.flagged,
        "seconds": it.took.0 / 1000,
        "changed": it.before.len(),
    })
}
