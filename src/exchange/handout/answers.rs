//! The key: what is right, why, and where it can be looked up.

use std::fmt::Write;

use super::{Bank, Handout};
use crate::{
    exchange::{markup::plain, paper},
    item::{Cloze, Domains, Item, Kind, Number, Text, number::Tolerance, text::Accept},
    text::html,
};

impl Handout<'_> {
    /// The answers to all questions, by topic.
    pub(super) fn answers(&self, banks: &[Bank<'_>], out: &mut String) {
        if banks.is_empty() {
            return;
        }
        out.push_str("<section class=\"part answers\" id=\"answers\">\n<h2>Answers</h2>\n");
        for (_, title, items) in banks {
            let _ = writeln!(out, "<h3>{}</h3>", plain(title));
            for item in items {
                self.answer(item, out);
            }
        }
        out.push_str("</section>\n");
    }

    fn answer(&self, item: &Item, out: &mut String) {
        let (id, number) = (plain(&item.id), self.number(&item.id));
        let _ = write!(out, "<article id=\"a:{id}\">\n<h4><a href=\"#q:{id}\">{number}.</a> ");
        match &item.kind {
            Kind::Choice(_) | Kind::Order(_) | Kind::Match(_) => self.letters(item, out),
            Kind::Number(it) => {
                let _ = writeln!(out, "{}</h4>", plain(&number_said(it)));
            }
            Kind::Text(it) => {
                let _ = writeln!(out, "{}</h4>", text_said(it));
            }
            Kind::Cloze(it) => {
                let _ = writeln!(out, "{}</h4>", gaps(it));
            }
            Kind::Place(it) => {
                let names: Vec<String> = it.answer.iter().map(ToString::to_string).collect();
                let names = names.join(if it.any { " or " } else { ", " });
                let _ = writeln!(out, "{}</h4>", plain(&names));
            }
            Kind::Recall(it) => {
                let _ = writeln!(out, "</h4>\n<div>{}</div>", self.text(&it.answer.0));
            }
        }
        if let Some(rationale) = &item.rationale {
            let _ = writeln!(out, "<div>{}</div>", self.text(&rationale.0));
        }
        self.meant(item, out);
        out.push_str("</article>\n");
    }

    /// The key in letters as they are printed, then each with its text.
    fn letters(&self, item: &Item, out: &mut String) {
        let order = item.kind.order(Self::seed(item));
        let rights = item.kind.rights(Self::seed(item));
        let place = |at: usize, all: &[usize]| all.iter().position(|it| *it == at).unwrap_or(0);
        let (mut short, mut rows) = (Vec::new(), Vec::new());
        match &item.kind {
            Kind::Choice(it) => {
                for (shown, option) in order.iter().filter_map(|at| it.options.get(*at)).enumerate()
                {
                    short.extend(option.correct.then(|| letter(shown)));
                    let sign = if option.correct { "<b class=\"good\">✓</b> " } else { "" };
                    let text = option.correct.then(|| self.text(&option.text.0));
                    let why = option.why.as_ref().map(|it| self.text(&it.0));
                    let why = why.map(|it| format!("<span class=\"why\">{it}</span>"));
                    let all: Vec<String> = text.into_iter().chain(why).collect();
                    if !all.is_empty() {
                        rows.push(format!("{sign}{} {}", letter(shown), all.join(" ")));
                    }
                }
            }
            Kind::Order(it) => {
                short.extend((0..it.steps.len()).map(|at| letter(place(at, &order))));
                rows.extend(
                    short
                        .iter()
                        .zip(&it.steps)
                        .map(|(sign, step)| format!("{sign} {}", self.text(&step.0))),
                );
            }
            Kind::Match(it) => {
                for (shown, at) in order.iter().enumerate() {
                    let Some(pair) = it.pairs.get(*at) else { continue };
                    let same = |right: &usize| it.right(*right) == Some(&pair.right);
                    let right = rights.iter().position(same).unwrap_or(0);
                    short.push(format!("{} {}", shown + 1, letter(right)));
                    let (left, right) = (self.text(&pair.left.0), self.text(&pair.right.0));
                    rows.push(format!("{} {left} → {right}", shown + 1));
                }
            }
            _ => (),
        }
        let _ = writeln!(out, "{}</h4>\n<ul class=\"options\">", short.join(", "));
        for row in rows {
            let _ = writeln!(out, "<li>{row}</li>");
        }
        out.push_str("</ul>\n");
    }

    /// What it is to show, where it is taught, and where it can be looked up.
    fn meant(&self, item: &Item, out: &mut String) {
        let mut told = Vec::new();
        if let Some(read) = &item.lesson {
            let slug = read.slug.as_ref().map_or_else(String::new, |slug| format!(":{}", &**slug));
            let at = plain(&format!("l:{}{slug}", &*read.lesson));
            let title = paper::heading(self.pack, read).unwrap_or_default();
            told.push(format!("Read: <a href=\"#{at}\">{}</a>", plain(&title)));
        }
        let objective = item.objective.as_ref().and_then(|id| self.pack.objective(id));
        told.extend(objective.map(|(_, it)| format!("Objective: {}", plain(&it.text))));
        told.extend(self.domains(item).map(|it| format!("Domain: {}", plain(&it))));
        told.extend(item.difficulty.map(|it| format!("Difficulty: {}", it as u8 + 1)));
        told.extend(item.sources.iter().map(|source| match html::address(source) {
            Some(link) => format!("<a href=\"{0}\">{0}</a>", plain(&link)),
            None => plain(source),
        }));
        if !told.is_empty() {
            let _ = writeln!(out, "<p class=\"faint sources\">{}</p>", told.join(" · "));
        }
    }

    /// Its domains, as the exams call them, each once.
    fn domains(&self, item: &Item) -> Option<String> {
        let exams = &self.pack.manifest.exams;
        let titles = exams.iter().filter_map(|exam| {
            let id = item.domain.in_exam(&exam.code)?;
            let domain = exam.domains.iter().find(|it| it.id == *id)?;
            Some((&exam.code, domain.title.to_string()))
        });
        let mut all: Vec<(String, Vec<String>)> = Vec::new();
        for (code, title) in titles {
            match all.iter_mut().find(|it| it.0 == title) {
                Some(known) => known.1.push(code.to_string()),
                None => all.push((title, vec![code.to_string()])),
            }
        }
        let by_exam = matches!(item.domain, Domains::ByExam(_)) || all.len() > 1;
        let said = all.into_iter().map(|(title, codes)| {
            if by_exam { format!("{title} ({})", codes.join(", ")) } else { title }
        });
        Some(said.collect::<Vec<_>>().join("; ")).filter(|it| !it.is_empty())
    }
}

/// The letter an option is printed with: A to Z, then AA.
fn letter(at: usize) -> String {
    let last = char::from(b'A' + (at % 26) as u8);
    match at / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letter(more - 1)),
    }
}

fn number_said(it: &Number) -> String {
    let unit = it.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
    let within = match it.tolerance {
        Tolerance::Absolute(by) => by.to_string(),
        Tolerance::Percent(by) => format!("{by} %"),
    };
    let within = match &*within {
        "0" | "0 %" => String::new(),
        within => format!(" (± {within})"),
    };
    format!("{}{unit}{within}", it.answer)
}

fn text_said(it: &Text) -> String {
    match &it.accept {
        Accept::OneOf(all) => all
            .iter()
            .map(|it| plain(it))
            .collect::<Vec<_>>()
            .join(" <span class=\"faint\">or</span> "),
        Accept::Pattern(pattern) => {
            format!("what matches <code>{}</code>", plain(&pattern.source().to_string()))
        }
    }
}

fn gaps(it: &Cloze) -> String {
    let gap = |(at, gap): (usize, &crate::item::cloze::Gap)| {
        let all = gap.accept.iter().map(|it| plain(it)).collect::<Vec<_>>();
        format!("({}) {}", at + 1, all.join(" <span class=\"faint\">or</span> "))
    };
    it.gaps().iter().enumerate().map(gap).collect::<Vec<_>>().join(" ")
}
