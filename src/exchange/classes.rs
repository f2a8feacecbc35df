//! The item analysis of a class, to read: text, CSV, one HTML page.

use std::fmt::Write;

use super::{markup, page};
use crate::{
    pack::Pack,
    study::items::{Analysis, ENOUGH, Item},
    text::Clean,
};

/// Questions told at length in the text.
const TOLD: usize = 20;

/// For a terminal.
pub fn text(it: &Analysis, pack: &Pack) -> String {
    let mut out = format!("{}\n{}\n", pack.manifest.title, counts(it));
    let _ = writeln!(out, "{}\n", reliability(it));
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
    for (text, share, answers) in it.objectives.iter().take(TOLD) {
        let few = if *answers < ENOUGH { "  too few answers" } else { "" };
        let _ = writeln!(out, "  {:>3.0} %  {answers:>5} answers  {text}{few}", share * 100.0);
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

/// A row for each question.
pub fn csv(it: &Analysis) -> String {
    let mut out = "question,verdict,answers,right,facility,facility_low,facility_high,\
        discrimination,discrimination_low,discrimination_high,upper_lower,median_seconds,guesses,\
        reported\n"
        .to_owned();
    let number = |it: Option<f64>| it.map_or_else(String::new, |it| format!("{it:.4}"));
    for it in &it.items {
        let _ = writeln!(
            out,
            "{},{},{},{},{:.4},{:.4},{:.4},{},{},{},{},{:.1},{},{}",
            &*it.id,
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
            it.reported
        );
    }
    out
}

const STYLE: &str = "body{max-width:56rem}
td,th{padding:.25rem .6rem .25rem 0;text-align:left;vertical-align:top}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
svg text{fill:var(--faint);font:12px system-ui,sans-serif}svg .axis{stroke:var(--line)}svg circle{fill:var(--bar);opacity:.75}svg circle.bad{fill:var(--bad);opacity:1}
.bar{display:inline-block;height:.6rem;background:var(--bar);border-radius:.2rem;vertical-align:middle}.bar.low{opacity:.35}.bar.mid{opacity:.6}
";

/// One page with plots: nothing is loaded, nothing runs.
pub fn html(it: &Analysis, pack: &Pack) -> String {
    let title = format!("{} · which questions work", pack.manifest.title);
    let mut out = page::open("en", &title, STYLE);
    let told = format!("{}. {}", counts(it), reliability(it));
    let _ = writeln!(out, "<p>{}</p>", markup::plain(&told));
    plot(it, &mut out);
    out.push_str("<h2>To mend first</h2>\n");
    for item in it.items.iter().filter(|it| it.verdict.is_some()) {
        article(item, pack, &mut out);
    }
    out.push_str("<h2>Objectives, the weakest first</h2>\n<table>\n");
    for (text, share, answers) in &it.objectives {
        let few = if *answers < ENOUGH { "too few answers" } else { "" };
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td><span class=\"bar\" style=\"width:{:.0}px\"></span></td>\
             <td class=\"n\">{:.0} %</td><td class=\"n faint\">{answers} answers {few}</td></tr>",
            markup::plain(text),
            share * 160.0,
            share * 100.0
        );
    }
    out.push_str("</table>\n<h2>All questions</h2>\n<table>\n<tr><th>question</th><th class=\"n\">right</th><th class=\"n\">discrimination</th><th class=\"n\">answers</th><th></th></tr>\n");
    for item in &it.items {
        let r = item.discrimination.map_or_else(|| "–".to_owned(), |it| format!("{it:+.2}"));
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"n\">{:.0} %</td><td class=\"n\">{r}</td><td class=\"n\">{}</td><td class=\"bad\">{}</td></tr>",
            markup::plain(&item.id),
            item.facility * 100.0,
            item.answers,
            item.verdict.map_or("", |it| it.name())
        );
    }
    out.push_str("</table>\n");
    out.push_str(page::CLOSE);
    out
}

/// Every question as a point: how easy it is, and how well it tells apart.
fn plot(it: &Analysis, out: &mut String) {
    let enough: Vec<&Item> = it.items.iter().filter(|it| it.answers >= ENOUGH).collect();
    if enough.is_empty() {
        return;
    }
    out.push_str(
        "<h2>Easy and hard, telling and not</h2>\n<svg viewBox=\"0 0 640 300\" width=\"100%\" role=\"img\" aria-label=\"facility against discrimination\">\n\
         <line class=\"axis\" x1=\"40\" y1=\"180\" x2=\"630\" y2=\"180\"/><line class=\"axis\" x1=\"40\" y1=\"10\" x2=\"40\" y2=\"270\"/>\n\
         <text x=\"40\" y=\"292\">0 % right</text><text x=\"630\" y=\"292\" text-anchor=\"end\">100 % right</text><text x=\"46\" y=\"20\">tells apart</text><text x=\"46\" y=\"262\">misleads</text>\n",
    );
    for item in enough {
        let x = 40.0 + 590.0 * item.facility;
        let y = 180.0 - 170.0 * item.discrimination.unwrap_or(0.0).clamp(-0.5, 1.0);
        let class = if item.verdict.is_some() { " class=\"bad\"" } else { "" };
        let _ = writeln!(
            out,
            "<circle{class} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"><title>{}</title></circle>",
            markup::plain(&item.id)
        );
    }
    out.push_str("</svg>\n");
}

fn article(it: &Item, pack: &Pack, out: &mut String) {
    let Some(verdict) = it.verdict else { return };
    let stem = pack.item(&it.id).map(|item| item.stem.0.clone());
    let _ = writeln!(
        out,
        "<article>\n<h3>{} <span class=\"bad\">{}</span></h3>\n<p>{}.</p>\n<div>{}</div>\n<p class=\"faint\">{}</p>",
        markup::plain(&it.id),
        verdict.name(),
        markup::plain(verdict.advice()),
        page::text(&stem.unwrap_or_default()),
        markup::plain(&figures(it))
    );
    if !it.picks.is_empty() {
        out.push_str("<table>\n<tr><th></th><th>option</th><th>lower, middle and upper third of students</th></tr>\n");
    }
    for pick in &it.picks {
        let sign = if pick.correct { "<span class=\"good\">✓</span>" } else { "" };
        let [low, middle, high] = pick.thirds;
        let bar = |class: &str, count: usize| {
            format!(
                "<span class=\"bar {class}\" style=\"width:{}px\"></span> {count} ",
                count * 90 / it.answers.max(1) * 3
            )
        };
        let _ = writeln!(
            out,
            "<tr><td>{sign}</td><td>{}</td><td class=\"faint\">{}{}{}</td></tr>",
            page::text(&Clean::new(&pick.text)),
            bar("low", low),
            bar("mid", middle),
            bar("", high)
        );
    }
    if !it.picks.is_empty() {
        out.push_str("</table>\n");
    }
    out.push_str("</article>\n");
}
