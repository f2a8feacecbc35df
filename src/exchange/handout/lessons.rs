//! Lessons, their drawings, and the glossary.

use std::{cell::RefCell, collections::BTreeSet, fmt::Write};

use super::{GLOSSARY, Handout};
use crate::{
    exchange::{markup::plain, page},
    item::Id,
    pack::{FIGURES, Lesson, Pack, is_external},
    text::{
        self, Clean, Markdown,
        html::{self, Web},
    },
};

/// What the folder of banks is called, from which links in questions lead.
const BANK: &str = "quizzes/bank.yaml";

impl Handout<'_> {
    /// All lessons but the glossary, then drawings that none of them shows.
    pub(super) fn lessons(&self, out: &mut String) {
        let shown = RefCell::default();
        let (glossary, lessons): (Vec<_>, Vec<_>) =
            self.pack.lessons.iter().partition(|it| *it.id == *GLOSSARY);
        for lesson in lessons {
            self.lesson(lesson, &shown, out);
        }
        let mut rest = String::new();
        let mine = self.embedded(&glossary);
        for path in self.pack.diagrams.keys().filter(|it| !mine.contains(*it)) {
            if shown.borrow_mut().insert(path.clone()) {
                rest.push_str(&self.drawing(path, &Clean::default()));
            }
        }
        if !rest.is_empty() {
            let head = "<section class=\"part\" id=\"drawings\">\n<h2>Other drawings</h2>\n";
            out.extend([head, &rest, "</section>\n"]);
        }
    }

    /// Whether some drawing is in no lesson.
    pub(super) fn has_loose_drawings(&self) -> bool {
        let all: Vec<&Lesson> = self.pack.lessons.iter().collect();
        self.embedded(&all).len() < self.pack.diagrams.len()
    }

    /// The drawings that these lessons show.
    fn embedded(&self, lessons: &[&Lesson]) -> BTreeSet<String> {
        let found = RefCell::<BTreeSet<String>>::default();
        for lesson in lessons {
            let embed = |target: &str, _: &Clean| {
                let path = self.pack.path_of(&lesson.file, target);
                found.borrow_mut().extend(path.filter(|it| self.pack.diagrams.contains_key(it)));
                String::new()
            };
            html::html(&text::parse(&lesson.body), &Web { embed: &embed, ..Web::plain() });
        }
        found.into_inner()
    }

    pub(super) fn glossary(&self, out: &mut String) {
        let shown = RefCell::new(self.embedded(
            &self.pack.lessons.iter().filter(|it| *it.id != *GLOSSARY).collect::<Vec<_>>(),
        ));
        for lesson in self.pack.lessons.iter().filter(|it| *it.id == *GLOSSARY) {
            self.lesson(lesson, &shown, out);
        }
    }

    /// A lesson; a drawing that was shown already is linked to.
    fn lesson(&self, lesson: &Lesson, shown: &RefCell<BTreeSet<String>>, out: &mut String) {
        let embed = |target: &str, alt: &Clean| {
            let path = self.pack.path_of(&lesson.file, target);
            match path.filter(|it| self.pack.diagrams.contains_key(it)) {
                Some(path) if shown.borrow_mut().insert(path.clone()) => self.drawing(&path, alt),
                Some(path) => {
                    let path = plain(&path);
                    format!("<p><a href=\"#d:{path}\">Drawing: {}</a></p>\n", plain(alt))
                }
                None => format!("<p>[{}]</p>\n", plain(alt)),
            }
        };
        let id = format!("l:{}", &*lesson.id);
        let (anchor, body) = untitled(lesson, &id);
        let body = html::html(
            &text::parse(&body),
            &Web {
                prefix: &format!("{id}:"),
                deeper: 1,
                link: &|target| link(self.pack, &lesson.file, target),
                embed: &embed,
                quiz: &|ids| self.checkpoint(ids),
                figure: Some(FIGURES),
            },
        );
        let _ = writeln!(
            out,
            "<section class=\"part lesson\" id=\"{}\">\n<h2{anchor}>{}</h2>",
            plain(&id),
            plain(&lesson.title)
        );
        objectives(lesson, out);
        out.extend([body.as_str(), "</section>\n"]);
    }

    /// Where the questions of a checkpoint stand.
    fn checkpoint(&self, ids: &[String]) -> String {
        let one = |id: &String| {
            let item = self.pack.item(&crate::item::ItemId::new(id)?)?;
            let number = self.number(&item.id);
            Some(format!("<a href=\"#q:{}\">{number}</a>", plain(&item.id)))
        };
        let links: Vec<String> = ids.iter().filter_map(one).collect();
        let questions = if links.len() == 1 { "question" } else { "questions" };
        format!("<p class=\"checkpoint\">Checkpoint: {questions} {}</p>\n", links.join(", "))
    }

    /// A drawing, what it shows in words, and its steps.
    fn drawing(&self, path: &str, alt: &Clean) -> String {
        let Some(diagram) = self.pack.diagrams.get(path) else { return String::new() };
        let mut out = format!("<figure class=\"diagram\" id=\"d:{}\">\n", plain(path));
        out.push_str(&html::drawing(&diagram.picture(0)));
        let title = &diagram.title;
        let _ = writeln!(out, "<figcaption><b>{}.</b> {}</figcaption>", plain(title), plain(alt));
        if !diagram.steps.is_empty() {
            out.push_str("<ol>\n");
        }
        for (number, step) in (1..).zip(&diagram.steps) {
            let shown = diagram.shown(number).iter().map(ToString::to_string).collect::<Vec<_>>();
            let shown = match shown.join("; ") {
                told if told.is_empty() => told,
                told => format!(" <span class=\"faint\">({})</span>", plain(&told)),
            };
            let _ = writeln!(out, "<li>{}{shown}</li>", page::text(&step.say.0));
        }
        out.push_str(if diagram.steps.is_empty() { "</figure>\n" } else { "</ol>\n</figure>\n" });
        out
    }
}

/// What a lesson should teach, and where.
fn objectives(lesson: &Lesson, out: &mut String) {
    if lesson.objectives.is_empty() {
        return;
    }
    out.push_str("<ul class=\"faint\">\n");
    for objective in &lesson.objectives {
        let text = plain(&objective.text);
        let _ = match &objective.heading {
            Some(slug) => {
                let at = plain(&format!("l:{}:{}", &*lesson.id, &**slug));
                writeln!(out, "<li><a href=\"#{at}\">{text}</a></li>")
            }
            None => writeln!(out, "<li>{text}</li>"),
        };
    }
    out.push_str("</ul>\n");
}

/// The text of a lesson without a heading that says its title again; the anchor
/// of that heading instead.
fn untitled(lesson: &Lesson, id: &str) -> (String, Markdown) {
    let title = format!("# {}", lesson.title);
    let Some(rest) = lesson.body.0.trim_start().strip_prefix(&title) else {
        return (String::new(), lesson.body.clone());
    };
    if !rest.is_empty() && !rest.starts_with('\n') {
        return (String::new(), lesson.body.clone());
    }
    let slug = text::Slugs::default().next(&lesson.title);
    (format!(" id=\"{}\"", plain(&format!("{id}:{slug}"))), Markdown(rest.to_owned()))
}

/// Markdown of a question.
pub(super) fn text(pack: &Pack, markdown: &str) -> String {
    let doc = text::parse(&Markdown(markdown.to_owned()));
    let web = Web { link: &|target| link(pack, BANK, target), deeper: 3, ..Web::plain() };
    html::html(&doc, &web)
}

/// Where a link in a file of the pack leads: within the page, or into the web.
fn link(pack: &Pack, file: &str, target: &str) -> Option<String> {
    if is_external(target) {
        return html::address(target);
    }
    let path = if target.starts_with('#') { file.to_owned() } else { pack.path_of(file, target)? };
    let slug = target.split_once('#').map(|(_, slug)| slug);
    if let Some(lesson) = pack.lessons.iter().find(|it| it.file == path) {
        let heading = slug.map_or_else(String::new, |slug| format!(":{slug}"));
        return Some(format!("#l:{}{heading}", &*lesson.id));
    }
    pack.diagrams.contains_key(&path).then(|| format!("#d:{path}"))
}
