//! The whole pack as one page to print: lessons, drawings, questions, glossary,
//! and last of all the answers, so that they can be kept back.

mod answers;
mod lessons;
mod questions;

use std::{collections::BTreeMap, fmt::Write};

use super::{Loss, Sent, counted, markup::plain, page};
use crate::{
    item::{Item, ItemId, Seed, TopicId},
    pack::Pack,
};

/// The lesson that is a glossary.
const GLOSSARY: &str = "glossary";

const STYLE: &str = "body{max-width:52rem}
a{color:var(--bar)}h1{font-size:1.9rem;line-height:1.2}h2{font-size:1.5rem;line-height:1.25;margin:3rem 0 .8rem}h3{font-size:1.2rem;margin:1.8rem 0 .5rem}h4{font-size:1.03rem;margin:1.4rem 0 .4rem}
article h4{margin:0 0 .4rem}article a{text-decoration:none}li{margin:.2rem 0}
nav ol{columns:2;column-gap:2.5rem;padding-left:1.4rem}nav li{break-inside:avoid}
pre{overflow-x:auto;background:color-mix(in srgb,var(--line) 30%,transparent);padding:.7rem .9rem;border-radius:.3rem;font-size:.85rem;line-height:1.45}
code{font-size:.9em;overflow-wrap:break-word}pre code{font-size:1em}
figure{margin:1.2rem 0;container-type:inline-size;break-inside:avoid}figcaption{margin:.4rem 0}figcaption,figure ol{font-size:.93rem}
pre.drawing{background:none;padding:0;font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;line-height:1.16;font-size:min(.85rem,calc(100cqw/(var(--w)*.61)))}
.accent,.keyword{color:var(--bar)}.type{color:var(--bar)}.literal{color:var(--good)}.comment{color:var(--faint)}.care{color:var(--bad)}
.wide{overflow-x:auto;margin:.8rem 0}th,td{padding:.35rem .7rem .35rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}th{border-bottom-width:2px}td.center,th.center{text-align:center}td.right,th.right{text-align:right}
blockquote{margin:1rem 0;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--line)}blockquote.alert{border-color:var(--bar)}blockquote.Warning,blockquote.Caution{border-color:var(--bad)}blockquote>p{margin:.4rem 0}
dt{font-weight:600;margin-top:.6rem}.notes{border-top:1px solid var(--line);padding-top:.6rem;font-size:.9rem}
.options{padding-left:1.7rem}.sides{display:grid;grid-template-columns:1fr 1fr;gap:0 1.5rem}
.blank{display:inline-block;min-width:12rem;border-bottom:1px solid var(--ink)}.stem .blank{min-width:6rem}.room{height:4rem;border-bottom:1px solid var(--line)}
.checkpoint{padding:.5rem .9rem;border:1px solid var(--line);border-radius:.3rem}.why{color:var(--faint)}.answers ul{list-style:none;padding:0;margin:.3rem 0}.answers li{margin:.1rem 0}.sources{overflow-wrap:anywhere}
@media print{a{color:inherit;text-decoration:none}.answers{font-size:.93em}.answers article{padding:.5rem 0}.part{break-before:page}h2{margin-top:0}h3,h4{break-after:avoid}pre,blockquote,.checkpoint,nav{break-inside:avoid}pre:not(.drawing){white-space:pre-wrap}p,li{orphans:3;widows:3}}
";

/// The pack as it is printed: its questions have numbers, and an order of their
/// options that does not give the key away.
struct Handout<'a> {
    pack: &'a Pack,
    numbers: BTreeMap<&'a ItemId, usize>,
    answers: bool,
}

/// Writes a pack as a page, with or without the answers to its questions.
pub(super) fn write(pack: &Pack, answers: bool) -> Sent {
    let mut it = Handout { pack, numbers: BTreeMap::new(), answers };
    let banks = it.banks();
    let ids = banks.iter().flat_map(|bank| &bank.2).map(|item| &item.id);
    it.numbers = ids.zip(1..).collect();
    let language = pack.manifest.language.as_deref().unwrap_or("en");
    let mut out = page::open(language, &pack.manifest.title, STYLE);
    it.front(&banks, &mut out);
    it.lessons(&mut out);
    for (topic, title, items) in &banks {
        let id = topic.map_or_else(String::new, ToString::to_string);
        let _ = writeln!(
            out,
            "<section class=\"part\" id=\"t:{}\">\n<h2>Questions: {}</h2>",
            plain(&id),
            plain(title)
        );
        for item in items {
            it.question(item, &mut out);
        }
        out.push_str("</section>\n");
    }
    it.glossary(&mut out);
    if answers {
        it.answers(&banks, &mut out);
    }
    out.push_str(page::CLOSE);
    Sent { bytes: out.into_bytes(), questions: pack.items.len(), losses: it.losses() }
}

/// A topic, its title, and its questions.
type Bank<'a> = (Option<&'a TopicId>, String, Vec<&'a Item>);

impl<'a> Handout<'a> {
    /// Questions by topic, as the pack lists topics; those without one last.
    fn banks(&self) -> Vec<Bank<'a>> {
        let topics = &self.pack.manifest.topics;
        let known = |id: &TopicId| topics.iter().any(|it| it.id == *id);
        let listed = topics.iter().map(|it| (Some(&it.id), it.title.to_string()));
        let all = listed.chain([(None, "without a topic".to_owned())]).map(|(topic, title)| {
            let of = |item: &&'a Item| item.topic.as_ref().filter(|it| known(it)) == topic;
            (topic, title, self.pack.items.iter().map(AsRef::as_ref).filter(of).collect())
        });
        all.filter(|bank: &Bank<'_>| !bank.2.is_empty()).collect()
    }

    /// What it is, and where everything stands.
    fn front(&self, banks: &[Bank<'_>], out: &mut String) {
        let Pack { manifest, lessons, items, diagrams, .. } = self.pack;
        let licence = manifest.license.as_ref().map_or_else(String::new, |it| format!(" · {it}"));
        let counts = [
            counted(lessons.len(), "lesson"),
            counted(diagrams.len(), "drawing"),
            counted(items.len(), "question"),
        ];
        let told = format!("Version {}{licence} · {}", manifest.version, counts.join(", "));
        let _ = writeln!(out, "<p class=\"faint\">{}</p>", plain(&told));
        self.exams(out);
        out.push_str("<nav>\n<h2>Contents</h2>\n<ol>\n");
        let mut link = |id: &str, title: &str| {
            let _ = writeln!(out, "<li><a href=\"#{}\">{}</a></li>", plain(id), plain(title));
        };
        for lesson in lessons.iter().filter(|it| *it.id != *GLOSSARY) {
            link(&format!("l:{}", &*lesson.id), &lesson.title);
        }
        if self.has_loose_drawings() {
            link("drawings", "Other drawings");
        }
        for (topic, title, items) in banks {
            let id = topic.map_or_else(String::new, ToString::to_string);
            link(&format!("t:{id}"), &format!("Questions: {title} ({})", items.len()));
        }
        for lesson in lessons.iter().filter(|it| *it.id == *GLOSSARY) {
            link(&format!("l:{}", &*lesson.id), &lesson.title);
        }
        if self.answers && !items.is_empty() {
            link("answers", "Answers");
        }
        out.push_str("</ol>\n</nav>\n");
    }

    /// The exams it prepares for.
    fn exams(&self, out: &mut String) {
        for exam in &self.pack.manifest.exams {
            let day = |word: &str, day: Option<jiff::civil::Date>| {
                day.map_or_else(String::new, |day| format!(", {word} {day}"))
            };
            let domains = exam.domains.iter().map(|it| format!("{} {} %", it.title, it.weight));
            let told = format!(
                "{}{}{}: {}, {} minutes, {} of {} to pass. {}",
                &*exam.code,
                day("from", exam.from),
                day("until", exam.until),
                counted(exam.questions as usize, "question"),
                exam.minutes,
                exam.scale.pass,
                exam.scale.max,
                domains.collect::<Vec<_>>().join(" · ")
            );
            let _ = writeln!(out, "<p>{}</p>", plain(&told));
        }
    }

    fn number(&self, id: &ItemId) -> usize {
        self.numbers.get(id).copied().unwrap_or(0)
    }

    /// The order its options are printed in, the same each time.
    fn seed(item: &Item) -> Seed {
        Seed(0).of(&item.id)
    }

    fn losses(&self) -> Vec<Loss> {
        let mut losses = Vec::new();
        let mut lose = |question: Option<&ItemId>, what: String| {
            losses.push(Loss { line: None, question: question.map(ToString::to_string), what });
        };
        for item in &self.pack.items {
            if item.template.is_some() {
                lose(Some(&item.id), "its numbers are those of one draw".to_owned());
            }
            if let crate::item::Kind::Place(_) = item.kind {
                let what = "to be pointed at; its drawing is printed, parts are named in writing";
                lose(Some(&item.id), what.to_owned());
            }
            if !item.was.is_empty() {
                lose(Some(&item.id), "its former id has no place there".to_owned());
            }
        }
        for (path, diagram) in &self.pack.diagrams {
            let steps = diagram.steps.len();
            if steps > 0 {
                lose(None, format!("{path}: {} told in words", counted(steps, "step")));
            }
        }
        if !self.pack.facts.is_empty() {
            let facts = counted(self.pack.facts.len(), "fact");
            lose(None, format!("facts.yaml: {facts} left out"));
        }
        losses
    }
}
