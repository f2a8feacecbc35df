//! The item analysis as one HTML page.

use std::fmt::Write;

use super::{by_version, counts, figures, reliability, versions};
use crate::{
    exchange::{markup, page},
    pack::Pack,
    study::items::{Analysis, EASY, ENOUGH, FLAT, Goal, HARD, Item},
    text::Clean,
};

const STYLE: &str = "body{max-width:56rem}
td,th{padding:.25rem .6rem .25rem 0;text-align:left;vertical-align:top}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
svg text{fill:var(--faint);font:12px system-ui,sans-serif}svg .axis{stroke:var(--line)}svg circle{fill:var(--bar);opacity:.75}svg .bound{stroke:var(--faint);stroke-dasharray:3 4;opacity:.7}svg.sign{width:.7rem;height:.7rem;vertical-align:baseline}svg circle.bad{fill:var(--bad);opacity:1}
.bar{display:inline-block;height:.6rem;background:var(--bar);border-radius:.2rem;vertical-align:middle}.share{width:11rem;padding-right:1rem;vertical-align:middle}.scale{position:relative;height:.6rem;background:var(--line);border-radius:.3rem;overflow:hidden}.scale i{position:absolute;top:0;bottom:0;left:0;background:var(--bar)}.scale b{position:absolute;top:.22rem;height:.16rem;background:var(--ink);opacity:.55}.bar.low{opacity:.35}.bar.mid{opacity:.6}
";

/// One page with plots: nothing is loaded, nothing runs.
pub fn html(it: &Analysis, pack: &Pack) -> String {
    let title = format!("{} · which questions work", pack.manifest.title);
    let mut out = page::open("en", &title, STYLE);
    let told = format!("{}. {}", counts(it), reliability(it));
    let _ = writeln!(out, "<p>{}</p>", markup::plain(&told));
    if let Some(told) = versions(it, pack) {
        let _ = writeln!(out, "<p>{}</p>", markup::plain(&told));
    }
    plot(it, &mut out);
    out.push_str("<h2>To mend first</h2>\n");
    for item in it.items.iter().filter(|it| it.verdict.is_some()) {
        article(item, pack, &mut out);
    }
    out.push_str("<h2>Objectives, the weakest first</h2>\n<table>\n");
    for Goal { text, share, answers, likely, .. } in &it.objectives {
        let few = if *answers < ENOUGH { "too few answers" } else { "" };
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"share\"><div class=\"scale\"><i style=\"width:{:.0}%\"></i>\
             <b style=\"left:{:.0}%;width:{:.0}%\"></b></div></td>\
             <td class=\"n\">{:.0} %</td><td class=\"n faint\">{:.0}–{:.0} %</td>\
             <td class=\"n faint\">{answers} answers {few}</td></tr>",
            markup::plain(text),
            share * 100.0,
            likely.low * 100.0,
            ((likely.high - likely.low) * 100.0).max(1.0),
            share * 100.0,
            likely.low * 100.0,
            likely.high * 100.0
        );
    }
    out.push_str("</table>\n<p class=\"faint\">The thin line: where the share lies nine times in ten.</p>\n<h2>All questions</h2>\n<table>\n<tr><th>question</th><th class=\"n\">right</th><th class=\"n\">discrimination</th><th class=\"n\">answers</th><th></th></tr>\n");
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
        "<h2>Easy and hard, telling and not</h2>\n<svg viewBox=\"0 0 640 330\" width=\"100%\" role=\"img\" \
         aria-label=\"facility against discrimination\">\n",
    );
    axes(out);
    for item in enough {
        let (x, y) = (across(item.facility), up(item.discrimination.unwrap_or(0.0)));
        let class = if item.verdict.is_some() { " class=\"bad\"" } else { "" };
        let _ = writeln!(
            out,
            "<circle{class} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"><title>{}: {:.0} % right, {:+.2}{}</title></circle>",
            markup::plain(&item.id),
            item.facility * 100.0,
            item.discrimination.unwrap_or(0.0),
            item.verdict.map_or_else(String::new, |it| format!(", {}", it.name()))
        );
    }
    out.push_str(
        "</svg>\n<p class=\"faint\"><svg class=\"sign\" viewBox=\"0 0 12 12\"><circle class=\"bad\" cx=\"6\" cy=\"6\" r=\"5\"/></svg> to mend \
         <svg class=\"sign\" viewBox=\"0 0 12 12\"><circle cx=\"6\" cy=\"6\" r=\"5\"/></svg> nothing stands out. \
         Across: the share of right answers. Up: discrimination, how much more often those are right who do well elsewhere; \
         below nought they are right less often. Dashed: below that a question tells nothing, beyond those it is too hard or too easy.</p>\n",
    );
}

/// Where a share right stands.
fn across(share: f64) -> f64 {
    70.0 + 540.0 * share
}

/// Where a discrimination stands.
fn up(r: f64) -> f64 {
    200.0 - 180.0 * r.clamp(-0.5, 1.0)
}

/// Axes with their numbers, and the bounds of verdicts.
fn axes(out: &mut String) {
    let (left, right, top, foot) = (across(0.0), across(1.0), up(1.0), up(-0.5));
    for percent in [0, 25, 50, 75, 100] {
        let x = across(f64::from(percent) / 100.0);
        let _ = writeln!(
            out,
            "<line class=\"axis\" x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{foot}\"/>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{percent} %</text>",
            foot + 18.0
        );
    }
    for tenths in [-5, 0, 5, 10] {
        let r = f64::from(tenths) / 10.0;
        let y = up(r);
        let _ = writeln!(
            out,
            "<line class=\"axis\" x1=\"{left}\" y1=\"{y}\" x2=\"{right}\" y2=\"{y}\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            left - 8.0,
            y + 4.0,
            if tenths == 0 { "0".to_owned() } else { format!("{r:+.1}") }
        );
    }
    let flat = up(FLAT);
    let _ = writeln!(
        out,
        "<line class=\"bound\" x1=\"{left}\" y1=\"{flat}\" x2=\"{right}\" y2=\"{flat}\"/>"
    );
    for share in [HARD, EASY] {
        let x = across(share);
        let _ = writeln!(
            out,
            "<line class=\"bound\" x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{foot}\"/>"
        );
    }
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">right answers</text>\
         <text x=\"14\" y=\"{2}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {2})\">discrimination</text>",
        across(0.5),
        foot + 36.0,
        up(0.25)
    );
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
    if let Some(told) = by_version(it) {
        let _ = writeln!(out, "<p class=\"faint\">{}</p>", markup::plain(&told));
    }
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
