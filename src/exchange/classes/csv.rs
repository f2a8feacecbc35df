//! The item analysis as a table.

use std::fmt::Write;

use crate::{
    pack::Pack,
    study::items::{Analysis, Goal, Item},
};

/// Rows of questions, each followed by its options, then of objectives: the first
/// column says which. Of options: who of the lower, middle and upper third of
/// students picked it.
pub fn csv(it: &Analysis, pack: &Pack) -> String {
    let mut out = "row,id,text,verdict,answers,right,facility,facility_low,facility_high,\
        discrimination,discrimination_low,discrimination_high,upper_lower,median_seconds,guesses,\
        reported,key_changed,versions,correct,lower,middle,upper\n"
        .to_owned();
    for it in &it.items {
        question(it, pack, &mut out);
    }
    for Goal { text, answers, right, share, likely } in &it.objectives {
        let _ = writeln!(
            out,
            "objective,,{},,{answers},{right},{share:.4},{:.4},{:.4},,,,,,,,,,,,,",
            quoted(text),
            likely.low,
            likely.high
        );
    }
    out
}

fn question(it: &Item, pack: &Pack, out: &mut String) {
    let number = |it: Option<f64>| it.map_or_else(String::new, |it| format!("{it:.4}"));
    let stem = pack.item(&it.id).map(|item| crate::exchange::words(&item.stem.0));
    let versions =
        it.versions.iter().map(|it| format!("{}: {}/{}", it.version, it.right, it.answers));
    let _ = writeln!(
        out,
        "question,{},{},{},{},{},{:.4},{:.4},{:.4},{},{},{},{},{:.1},{},{},{},{},,,,",
        &*it.id,
        quoted(&stem.unwrap_or_default()),
        it.verdict.map_or("", |it| it.name()),
        it.answers,
        it.right,
        it.facility,
        it.likely.low,
        it.likely.high,
        number(it.discrimination),
        number(it.within.map(|it| it.0)),
        number(it.within.map(|it| it.1)),
        number(it.upper_lower),
        it.seconds,
        it.guesses,
        it.reported,
        it.changed,
        quoted(&versions.collect::<Vec<_>>().join("; "))
    );
    for pick in &it.picks {
        let [low, middle, high] = pick.thirds;
        let _ = writeln!(
            out,
            "option,{},{},,,,,,,,,,,,,,,,{},{low},{middle},{high}",
            &*it.id,
            quoted(&pick.text),
            if pick.correct { "yes" } else { "no" }
        );
    }
}

/// A text as a cell. A spreadsheet takes what begins like a formula for one.
fn quoted(text: &str) -> String {
    let formula = if text.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{formula}{}\"", text.replace('"', "\"\""))
}
