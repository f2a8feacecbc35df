//! Questions as they are handed out: to be answered with a pen.

use std::fmt::Write;

use super::{Handout, lessons};
use crate::{
    exchange::markup::plain,
    item::{Choice, Item, Kind, Match, Order, Parts},
    text::{Markdown, html},
};

/// Room for a word.
const BLANK: &str = "<span class=\"blank\">&nbsp;</span>";
/// What stands for a gap until it is made one; no author types it.
const GAP: &str = "\u{e000}";

impl Handout<'_> {
    /// A question with its options, without its key.
    pub(super) fn question(&self, item: &Item, out: &mut String) {
        let (id, number) = (plain(&item.id), self.number(&item.id));
        let wanted = wanted(&item.kind);
        let shown = if self.answers {
            format!("<a href=\"#a:{id}\">{number}.</a>")
        } else {
            format!("{number}.")
        };
        let _ = writeln!(
            out,
            "<article id=\"q:{id}\">\n<h4>{shown} <span class=\"faint\">{wanted}</span></h4>"
        );
        if let Some(scenario) = self.pack.scenario(item) {
            let _ = writeln!(out, "<div>{}</div>", self.text(&scenario.0));
        }
        let stem = match &item.kind {
            Kind::Cloze(cloze) => self.text(&cloze.with(|_| GAP.to_owned()).0).replace(GAP, BLANK),
            _ => self.text(&item.stem.0),
        };
        let _ = writeln!(out, "<div class=\"stem\">{stem}</div>");
        self.body(item, out);
        out.push_str("</article>\n");
    }

    pub(super) fn text(&self, markdown: &str) -> String {
        lessons::text(self.pack, markdown)
    }

    fn body(&self, item: &Item, out: &mut String) {
        let order = item.kind.order(Self::seed(item));
        let blank = |unit: &str| format!("<p>Answer: {BLANK} {}</p>\n", plain(unit));
        match &item.kind {
            Kind::Choice(Choice { options, .. }) => {
                let texts = order.iter().filter_map(|at| options.get(*at)).map(|it| &it.text);
                self.list("A", texts, out);
            }
            Kind::Order(it) => {
                self.list("A", order.iter().filter_map(|at| it.piece(*at)), out);
                out.push_str(&blank(""));
            }
            Kind::Match(it) => {
                out.push_str("<div class=\"sides\">\n");
                let lefts = order.iter().filter_map(|at| it.pairs.get(*at)).map(|it| &it.left);
                self.list("1", lefts, out);
                let rights = item.kind.rights(Self::seed(item));
                self.list("A", rights.iter().filter_map(|at| it.right(*at)), out);
                out.push_str("</div>\n");
            }
            Kind::Number(it) => out.push_str(&blank(it.unit.as_deref().unwrap_or_default())),
            Kind::Text(_) => out.push_str(&blank("")),
            Kind::Cloze(_) => (),
            Kind::Place(it) => {
                if let Some(diagram) = self.pack.diagrams.get(&it.diagram) {
                    let drawn = html::drawing(&diagram.picture(0));
                    let _ = writeln!(out, "<figure>{drawn}</figure>");
                }
                out.push_str(&blank(""));
            }
            Kind::Recall(_) => out.push_str("<div class=\"room\"></div>\n"),
        }
    }

    fn list<'t>(&self, sort: &str, texts: impl Iterator<Item = &'t Markdown>, out: &mut String) {
        let _ = writeln!(out, "<ol class=\"options\" type=\"{sort}\">");
        for text in texts {
            let _ = writeln!(out, "<li>{}</li>", self.text(&text.0));
        }
        out.push_str("</ol>\n");
    }
}

/// What is to be done.
fn wanted(kind: &Kind) -> String {
    match kind {
        Kind::Choice(it) => format!("Choose {}.", it.needed()),
        Kind::Order(Order { extra, .. }) if extra.is_empty() => "Put in order.".to_owned(),
        Kind::Order(_) => "Put in order; some do not belong.".to_owned(),
        Kind::Match(Match { extra, .. }) if extra.is_empty() => "Match.".to_owned(),
        Kind::Match(_) => "Match; some letters are left over.".to_owned(),
        Kind::Number(_) => "A number.".to_owned(),
        Kind::Text(_) => "A word or two.".to_owned(),
        Kind::Cloze(_) => "Fill the gaps.".to_owned(),
        Kind::Place(Parts { any: true, .. }) => "Name a part of the drawing.".to_owned(),
        Kind::Place(Parts { answer, .. }) => match answer.len() {
            1 => "Name a part of the drawing.".to_owned(),
            parts => format!("Name {parts} parts of the drawing."),
        },
        Kind::Recall(_) => "In your own words.".to_owned(),
    }
}
