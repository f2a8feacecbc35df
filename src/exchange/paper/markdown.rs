//! The report as Markdown.

use std::fmt::Write;

use super::{SCALING, clock, ended, heading, percent, words};
use crate::{
    pack::Pack,
    study::exam::{Answer, Part, Report},
};

/// The report as a document.
pub fn markdown(report: &Report, pack: &Pack) -> String {
    let mut out = String::new();
    head(report, pack, &mut out);
    for (title, parts) in report.parts() {
        table(title, parts, &mut out);
    }
    out.push_str("\n## The questions\n");
    for (at, it) in report.asked.iter().enumerate() {
        question(at + 1, it, pack, report, &mut out);
    }
    out
}

fn head(report: &Report, pack: &Pack, out: &mut String) {
    let Report { exam, mode, score, scale, right, changed, guesses, used, .. } = report;
    let verdict = if report.passed() { "✓ passed" } else { "✗ not passed" };
    let lines = [
        format!("# {} · {exam} · {}\n", pack.manifest.title, mode.title()),
        format!(
            "**{score}** of {}–{} · pass mark {} · **{verdict}**\n",
            scale.min, scale.max, scale.pass
        ),
        format!("{SCALING}\n"),
        format!("- {} of {} questions that count are right", right.0, right.1),
        format!("- begun {}; {} of {} used", report.begun.in_words(), clock(used.0), clock(used.1)),
        format!("- {}", ended(report)),
        format!(
            "- answers changed: {} from right to wrong, {} from wrong to right",
            changed.0, changed.1
        ),
        format!("- sure but wrong: {}", report.sure_but_wrong),
        format!("- guesses: {} of {} right", guesses.0, guesses.1),
        format!("- {} a question on average", clock(report.mean)),
    ];
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
}

fn table(title: &str, parts: &[Part], out: &mut String) {
    if parts.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## {title}\n\n| | right | of | | likely |\n|---|---:|---:|---:|---|");
    for Part { title, right, of, likely } in parts {
        let title = title.replace('|', "\\|");
        let (low, high) = (likely.low * 100.0, likely.high * 100.0);
        let share = percent(*right, *of);
        let _ = writeln!(out, "| {title} | {right} | {of} | {share} % | {low:.0}–{high:.0} % |");
    }
}

fn question(number: usize, it: &Answer, pack: &Pack, report: &Report, out: &mut String) {
    let item = &it.shown.item;
    let verdict = match (it.is_right(), &it.response) {
        (true, _) => "✓ right",
        (false, Some(_)) => "✗ wrong",
        (false, None) => "– left open",
    };
    let mut notes = vec![verdict.to_owned(), clock(it.took)];
    notes.extend(it.is_long(report.mean).then(|| "twice the average or more".to_owned()));
    notes.extend(it.sure.map(|sure| sure.word().to_owned()));
    notes.extend(it.flagged.then(|| "flagged".to_owned()));
    notes.extend((!it.scored).then(|| "does not count".to_owned()));
    let _ = writeln!(out, "\n### {number}. {}\n", notes.join(" · "));
    if let Some(scenario) = pack.scenario(item) {
        let _ = writeln!(out, "{}\n", scenario.0);
    }
    let _ = writeln!(out, "{}\n", item.stem.0);
    for row in words::rows(&it.shown, it.response.as_ref()) {
        let sign = match (row.right, row.chosen) {
            (true, _) => "✓",
            (false, true) => "✗",
            (false, false) => "·",
        };
        let chosen = if row.chosen { " *(your answer)*" } else { "" };
        let _ = writeln!(out, "- {sign} {}{chosen}", row.text.trim());
        if let Some(why) = row.why {
            let _ = writeln!(out, "  {}", why.trim().replace('\n', "\n  "));
        }
    }
    if let Some(rationale) = &item.rationale {
        let _ = writeln!(out, "\n{}", rationale.0.trim());
    }
    if let Some(place) = item.lesson.as_ref().and_then(|place| heading(pack, place)) {
        let _ = writeln!(out, "\nRead: {place}");
    }
}
