//! The report as one HTML file.

use std::fmt::Write;

use super::{SCALING, clock, ended, heading, percent, words};
use crate::{
    exchange::{markup, page},
    pack::Pack,
    study::exam::{Answer, Part, Report},
};

const STYLE: &str = "body{max-width:46rem}
.score{font-size:3rem;font-weight:650;line-height:1.1;margin:1rem 0 0}
td{padding:.25rem .5rem .25rem 0;vertical-align:middle}td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.bar{position:relative;height:.6rem;width:10rem;background:var(--line);border-radius:.3rem;overflow:hidden}
.bar i{position:absolute;top:0;bottom:0;left:0;background:var(--bar)}
.bar b{position:absolute;top:.22rem;height:.16rem;background:var(--ink);opacity:.55}
ul.rows{list-style:none;padding:0;margin:.6rem 0}ul.rows li{padding-left:1.6rem;text-indent:-1.6rem;margin:.35rem 0}
ul.rows li>*{text-indent:0}ul.rows .why{color:var(--faint);font-size:.93rem}
.sign{display:inline-block;width:1.6rem;text-indent:0;font-weight:700}
pre{overflow-x:auto;background:color-mix(in srgb,var(--line) 35%,transparent);padding:.6rem;border-radius:.3rem;font-size:.85rem}
code{font-size:.92em}@media print{pre{white-space:pre-wrap}}
";

/// The report as a page.
pub fn html(report: &Report, pack: &Pack) -> String {
    let title = format!("{} · {} · {}", pack.manifest.title, report.exam, report.mode.title());
    let language = pack.manifest.language.as_deref().unwrap_or("en");
    let mut out = page::open(language, &title, STYLE);
    head(report, &mut out);
    for (title, parts) in report.parts() {
        table(title, parts, &mut out);
    }
    out.push_str("<h2>The questions</h2>\n");
    for (at, it) in report.asked.iter().enumerate() {
        question(at + 1, it, pack, report, &mut out);
    }
    out.push_str(page::CLOSE);
    out
}

fn head(report: &Report, out: &mut String) {
    let Report { score, scale, right, changed, guesses, used, .. } = report;
    let (class, verdict) =
        if report.passed() { ("good", "✓ passed") } else { ("bad", "✗ not passed") };
    let _ = writeln!(
        out,
        "<p class=\"score\">{score} <span class=\"{class}\" style=\"font-size:1.2rem\">{verdict}</span></p>\n\
         <p class=\"faint\">on a scale of {} to {}; {} passes. {SCALING}</p>\n\
         <p>{} of {} questions that count are right. {} of {} used. {}</p>\n\
         <p class=\"faint\">Begun {}. Answers changed: {} from right to wrong, {} from wrong to right. \
         Sure but wrong: {}. Guesses: {} of {} right. {} a question on average.</p>",
        scale.min,
        scale.max,
        scale.pass,
        right.0,
        right.1,
        clock(used.0),
        clock(used.1),
        ended(report),
        report.begun.in_words(),
        changed.0,
        changed.1,
        report.sure_but_wrong,
        guesses.0,
        guesses.1,
        clock(report.mean)
    );
}

fn table(title: &str, parts: &[Part], out: &mut String) {
    if parts.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h2>{title}</h2>\n<table>");
    for Part { title, right, of, likely } in parts {
        let (low, high) = (likely.low * 100.0, likely.high * 100.0);
        let share = percent(*right, *of);
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td><div class=\"bar\"><i style=\"width:{share}%\"></i>\
             <b style=\"left:{low:.0}%;width:{:.0}%\"></b></div></td>\
             <td class=\"n\">{right} of {of}</td><td class=\"n faint\">{low:.0}–{high:.0} %</td></tr>",
            markup::plain(title),
            (high - low).max(1.0)
        );
    }
    out.push_str(
        "</table>\n<p class=\"faint\">The thin line: where the share lies nine times in ten.</p>\n",
    );
}

fn question(number: usize, it: &Answer, pack: &Pack, report: &Report, out: &mut String) {
    let item = &it.shown.item;
    let (class, verdict) = match (it.is_right(), &it.response) {
        (true, _) => ("good", "✓ right"),
        (false, Some(_)) => ("bad", "✗ wrong"),
        (false, None) => ("bad", "– left open"),
    };
    let mut notes = vec![clock(it.took)];
    notes.extend(it.is_long(report.mean).then(|| "twice the average or more".to_owned()));
    notes.extend(it.sure.map(|sure| sure.word().to_owned()));
    notes.extend(it.flagged.then(|| "flagged".to_owned()));
    notes.extend((!it.scored).then(|| "does not count".to_owned()));
    let _ = writeln!(
        out,
        "<article>\n<h3>{number}. <span class=\"{class}\">{verdict}</span> \
         <span class=\"faint\">{}</span></h3>",
        markup::plain(&notes.join(" · "))
    );
    if let Some(scenario) = pack.scenario(item) {
        let _ = writeln!(out, "<div>{}</div>", page::text(&scenario.0));
    }
    let _ = writeln!(out, "<div>{}</div>\n<ul class=\"rows\">", page::text(&item.stem.0));
    for row in words::rows(&it.shown, it.response.as_ref()) {
        let (class, sign) = match (row.right, row.chosen) {
            (true, _) => ("good", "✓"),
            (false, true) => ("bad", "✗"),
            (false, false) => ("faint", "·"),
        };
        let chosen = if row.chosen { " <em class=\"faint\">your answer</em>" } else { "" };
        let why = row.why.map_or_else(String::new, |why| {
            format!("<div class=\"why\">{}</div>", page::text(&why))
        });
        let text = page::text(&row.text);
        let _ =
            writeln!(out, "<li><span class=\"sign {class}\">{sign}</span>{text}{chosen}{why}</li>");
    }
    out.push_str("</ul>\n");
    if let Some(rationale) = &item.rationale {
        let _ = writeln!(out, "<div>{}</div>", page::text(&rationale.0));
    }
    if let Some(place) = item.lesson.as_ref().and_then(|place| heading(pack, place)) {
        let _ = writeln!(out, "<p class=\"faint\">Read: {}</p>", markup::plain(&place));
    }
    out.push_str("</article>\n");
}
