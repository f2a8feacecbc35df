//! Lessons: front matter and Markdown.

use std::{ops::Range, sync::Arc};

use super::{
    Code, Files, Lesson, Objective, front, paths,
    refs::Marks,
    shape::{FACTS, Shape, Thing, WORDS, needed, optional},
    sink::Sink,
    take,
    validate::validate,
    world::World,
    yaml::Node,
};
use crate::{
    item::{Id, LessonId, ObjectiveId},
    text::{Clean, Markdown, scan::Mark},
};

/// The keys of a lesson's front matter.
pub const LESSON: Thing = Thing {
    noun: "lesson",
    keys: &[
        optional(
            "id",
            Shape::Id("lesson"),
            "Names it; left out, the file's name without its number and `.md`.",
        ),
        needed("title", Shape::Text, "What learners see."),
        optional("topic", Shape::Id("topic"), "A topic of `pack.yaml` that it is about."),
        optional(
            "objectives",
            Shape::List(&OBJECTIVES),
            "What it teaches; questions name them: `objective: …`.",
        ),
        optional("minutes", Shape::Whole(1, 10_000), "Minutes it takes to read."),
        optional("sources", WORDS, "Addresses where it can be looked up."),
        optional("facts", FACTS, "Rows of `facts.yaml` it teaches."),
    ],
};

const OBJECTIVES: Shape = Shape::Either(&Shape::Id("objective"), &Shape::Map(&OBJECTIVE));

const OBJECTIVE: Thing = Thing {
    noun: "objective",
    keys: &[
        needed("id", Shape::Id("objective"), "Names it; its questions are variants of one card."),
        optional("text", Shape::Text, "What learners see; left out, the id."),
        optional(
            "heading",
            Shape::Word,
            "The heading in the lesson that teaches it, as links name it: `secondary-indexes`.",
        ),
        optional("was", Shape::List(&Shape::Id("objective")), "Ids it had before."),
    ],
};

/// A lesson as far as it could be read, with what is still to be checked.
pub(super) struct Part {
    /// Nothing when another has its id.
    pub lesson: Option<Lesson>,
    pub path: String,
    pub id: LessonId,
    /// Where its id is written, or the beginning of the file.
    pub at: Range<usize>,
    /// Whether its id is sure.
    pub named: bool,
    /// Objectives as written, with their places.
    pub objectives: Vec<(ObjectiveId, Range<usize>)>,
    /// Whether those are all.
    pub whole: bool,
    /// Anchors of its headings; nothing if it could not be read.
    pub slugs: Option<Vec<String>>,
    /// Where its Markdown refers to.
    pub marks: Marks,
    /// What refers to things in the front matter.
    pub sink: Sink,
}

/// Reads a lesson. It is kept whatever is wrong with it: its text is of use.
pub(super) fn read(files: &Files, path: &str, world: &World) -> Part {
    let source = match files.read(path) {
        Ok(source) => source,
        Err(fault) => return unreadable(path, *fault),
    };
    let mut sink = Sink::new(Arc::clone(&source));
    let front = front::read(&source.text, &mut sink);
    let node = &front.node;
    validate(node, &Shape::Map(&LESSON), &mut sink);
    let body = source.text.get(front.body.clone()).unwrap_or_default();
    let marks = Marks::of_body(body, front.body.start);
    let slugs = slugs(&marks);
    headings(node, &slugs, &mut sink);
    let (id, at) = id(node, path, &mut sink);
    let lesson = Lesson {
        title: take::clean(node, "title").unwrap_or_else(|| Clean::new(paths::name(path))),
        topic: world.defined.topics.resolve(node.get("topic"), &mut sink),
        objectives: take::list(node, "objectives").iter().filter_map(objective).collect(),
        minutes: take::whole(node, "minutes"),
        sources: take::cleans(node, "sources"),
        facts: world.facts.resolve_all(node, "facts", &mut sink),
        body: Markdown(body.replace("\r\n", "\n")),
        file: path.to_owned(),
        id: id.clone(),
    };
    let (objectives, whole) = objectives(node);
    let named = is_whole(node) && node.get("id").is_none_or(|id| id.text().is_some());
    Part {
        lesson: Some(lesson),
        path: path.to_owned(),
        id,
        at,
        named,
        objectives,
        whole,
        slugs: Some(slugs),
        marks,
        sink,
    }
}

fn unreadable(path: &str, fault: super::Diagnostic) -> Part {
    let mut sink = Sink::new(Arc::clone(&fault.source));
    sink.push(fault);
    Part {
        lesson: None,
        path: path.to_owned(),
        id: default_id(path).unwrap_or_else(nameless),
        at: 0..0,
        named: false,
        objectives: Vec::new(),
        whole: false,
        slugs: None,
        marks: Marks::default(),
        sink,
    }
}

/// Anchors of the headings of a text.
fn slugs(marks: &Marks) -> Vec<String> {
    let slug = |mark: &Mark| match mark {
        Mark::Heading(slug) => Some(slug.clone()),
        _ => None,
    };
    marks.0.iter().filter_map(|(_, mark)| slug(mark)).collect()
}

/// The id of a lesson, and where to point when it is wrong.
fn id(node: &Node, path: &str, sink: &mut Sink) -> (LessonId, Range<usize>) {
    if let Some(at) = node.get("id") {
        let id = at.text().and_then(LessonId::new).or_else(|| default_id(path));
        return (id.unwrap_or_else(nameless), at.span.clone());
    }
    let head = node.head();
    let id = default_id(path).unwrap_or_else(|| {
        if !node.entries().is_empty() {
            let message = "no id can be made from the name of this file; write `id:`";
            sink.tell(Code::BadId, &head, message);
        }
        nameless()
    });
    (id, head)
}

/// The file's name without a leading number and `.md`.
fn default_id(path: &str) -> Option<LessonId> {
    let name = paths::name(path);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let bare = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = bare.trim_start_matches(['-', '_', '.', ' ']);
    LessonId::new(bare).or_else(|| LessonId::new(stem))
}

#[expect(clippy::expect_used, reason = "an invariant of ids")]
fn nameless() -> LessonId {
    LessonId::new("lesson").expect("`lesson` is an id")
}

/// An objective, written out or as a bare id.
fn objective(node: &Node) -> Option<Objective> {
    let id: ObjectiveId = match node.text() {
        Some(text) => Id::new(text)?,
        None => take::id(node, "id")?,
    };
    let text = take::clean(node, "text").unwrap_or_else(|| Clean::new(&id));
    Some(Objective { was: take::ids(node, "was"), text, heading: take::id(node, "heading"), id })
}

/// Every objective that can be read, and whether those are all.
fn objectives(node: &Node) -> (Vec<(ObjectiveId, Range<usize>)>, bool) {
    let place = |node: &Node| {
        let at = node.get("id").unwrap_or(node);
        Some((ObjectiveId::new(at.text()?)?, at.span.clone()))
    };
    let nodes = take::list(node, "objectives");
    let all: Vec<_> = nodes.iter().filter_map(place).collect();
    let sure = is_whole(node) && node.get("objectives").is_none_or(Node::is_list);
    let whole = sure && all.len() == nodes.len();
    (all, whole)
}

/// Whether every key of a front matter could be read.
fn is_whole(node: &Node) -> bool {
    let entries = node.entries();
    !entries.is_empty() && entries.iter().all(|entry| !entry.key.text.is_empty())
}

/// Tells of objectives that name a heading which is not there.
fn headings(node: &Node, slugs: &[String], sink: &mut Sink) {
    for objective in take::list(node, "objectives") {
        let Some(heading) = objective.get("heading") else { continue };
        let Some(slug) = heading.text().filter(|slug| slugs.iter().all(|it| it != slug)) else {
            continue;
        };
        let near = super::near::did_you_mean(slug, slugs.iter().map(String::as_str));
        let message = format!("this lesson has no heading `{slug}`{near}");
        sink.tell(Code::UnknownHeading, &heading.span, &message);
    }
}
