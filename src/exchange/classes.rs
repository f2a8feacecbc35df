//! The item analysis of a class, to read: text, CSV, one HTML page.

mod csv;
mod html;

use std::fmt::Write;

pub use self::{csv::csv, html::html};
use crate::{
    pack::Pack,
    study::items::{Analysis, ENOUGH, Goal, Item, Version},
};

/// Questions told at length in the text.
const TOLD: usize = 20;

/// For a terminal.
pub fn text(it: &Analysis, pack: &Pack) -> String {
    let mut out = format!("{}\n{}\n", pack.manifest.title, counts(it));
    let _ = writeln!(out, "{}", reliability(it));
    if let Some(told) = versions(it, pack) {
        let _ = writeln!(out, "{told}");
    }
    out.push('\n');
    let mend: Vec<&Item> = it.items.iter().filter(|it| it.verdict.is_some()).collect();
    if mend.is_empty() {
        out.push_str("No question stands out.\n");
    } else {
        out.push_str("To mend first\n");
    }
    for item in mend.iter().take(TOLD) {
        let Some(verdict) = item.verdict else { continue };
        let _ = writeln!(out, "  {}  {}", &*item.id, verdict.name());
        let _ = writeln!(out, "    {}", verdict.advice());
        let _ = writeln!(out, "    {}", figures(item));
        if let Some(told) = by_version(item) {
            let _ = writeln!(out, "    {told}");
        }
        for pick in &item.picks {
            let sign = if pick.correct { "✓" } else { " " };
            let [low, middle, high] = pick.thirds;
            let _ = writeln!(out, "    {sign} {low:>3} {middle:>3} {high:>3}  {}", pick.text);
        }
    }
    if mend.len() > TOLD {
        let _ = writeln!(out, "  and {} more; --format csv or html has all", mend.len() - TOLD);
    }
    if !mend.is_empty() {
        out.push_str("  (picks of the lower, middle and upper third of students)\n");
    }
    out.push_str("\nObjectives, the weakest first\n");
    for it in it.objectives.iter().take(TOLD) {
        let Goal { text, share, answers, likely, .. } = it;
        let few = if *answers < ENOUGH { "  too few answers" } else { "" };
        let (low, high) = (likely.low * 100.0, likely.high * 100.0);
        let _ = writeln!(
            out,
            "  {:>3.0} % ({low:.0} to {high:.0})  {answers:>5} answers  {text}{few}",
            share * 100.0
        );
    }
    out
}

fn counts(it: &Analysis) -> String {
    let Analysis { students, answers, again, damaged, others, .. } = it;
    let mut told = format!("{students} students, {answers} first answers");
    for (count, what) in [
        (again, "files of a student known already, taken together"),
        (damaged, "damaged lines passed over"),
        (others, "answers to other packs left out"),
    ] {
        if *count > 0 {
            let _ = write!(told, "; {count} {what}");
        }
    }
    told
}

fn reliability(it: &Analysis) -> String {
    it.reliability.map_or_else(
        || "Reliability: too few answers; ten students must have answered the same questions.".to_owned(),
        |it| {
            format!(
                "KR-20 {:.2}, standard error of measurement {:.1} questions ({} students, {} questions).",
                it.alpha, it.error, it.students, it.questions
            )
        },
    )
}

/// Which versions were answered, if it is not just the one at hand.
fn versions(it: &Analysis, pack: &Pack) -> Option<String> {
    let here = &pack.manifest.version;
    let is_one = it.versions.iter().all(|it| *it.version == **here);
    if is_one && it.changed == 0 {
        return None;
    }
    let all = it.versions.iter().map(|it| format!("{} ({})", it.version, it.answers));
    let all = all.collect::<Vec<_>>().join(", ");
    let mut told = format!("Answers by version of the pack: {all}; the one at hand is {here}.");
    if it.changed > 0 {
        let _ = write!(
            told,
            " Left out: {} answers to questions whose key has changed since.",
            it.changed
        );
    }
    Some(told)
}

/// How a question did in each version, if it was answered in several.
fn by_version(it: &Item) -> Option<String> {
    let one = |it: &Version| {
        format!("{} {} % of {}", it.version, it.right * 100 / it.answers.max(1), it.answers)
    };
    let all = it.versions.iter().map(one).collect::<Vec<_>>().join(", ");
    match (it.versions.len() > 1, it.changed) {
        (false, 0) => None,
        (true, 0) => Some(format!("by version: {all}")),
        (_, changed) => {
            Some(format!("by version: {all}; left out, its key has changed: {changed}"))
        }
    }
}

/// The figures of a question in a line.
fn figures(it: &Item) -> String {
    if it.answers < ENOUGH {
        return format!("too few answers: {}", it.answers);
    }
    let r = match (it.discrimination, it.within) {
        (Some(r), Some((low, high))) => format!("{r:+.2} ({low:+.2} to {high:+.2})"),
        _ => "–".to_owned(),
    };
    let ends = it.upper_lower.map_or_else(|| "–".to_owned(), |it| format!("{it:+.2}"));
    format!(
        "{:.0} % right ({:.0}–{:.0} %), discrimination {r}, upper–lower {ends}, {} answers, {:.0} s, {} \
         guessed, {} reports",
        it.facility * 100.0,
        it.likely.low * 100.0,
        it.likely.high * 100.0,
        it.answers,
        it.seconds,
        it.guesses,
        it.reported
    )
}
