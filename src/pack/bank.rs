//! Question banks.

use std::{ops::Range, sync::Arc};

use super::{
    Files, habits,
    kind::{self, DOMAIN, KindOf, Scope},
    question::{self, Asked, Common},
    refs::{self, Marks, Quizzes},
    shape::{Shape, Thing, WORDS, needed, optional},
    sink::Sink,
    take,
    trial::Care,
    validate::{fits, validate},
    wording,
    world::World,
    yaml::{self, Node},
};
use crate::{
    item::{Id, ItemId, ScenarioId},
    text::Markdown,
};

/// The keys of a bank.
pub const BANK: Thing = Thing {
    noun: "bank",
    keys: &[
        optional("topic", Shape::Id("topic"), "The topic of all its questions that name none."),
        optional("domain", DOMAIN, "The domain of its questions, or one for each exam."),
        optional("kind", Shape::Kind, "The kind of its questions that name none.").or("choice"),
        optional(
            "difficulty",
            Shape::Whole(1, 3),
            "How hard its questions are: 1 to recall, 2 to apply, 3 to analyse.",
        ),
        optional(
            "lesson",
            Shape::Word,
            "Where they are taught: a lesson's id or file, and `#heading`.",
        ),
        optional("sources", WORDS, "Addresses where its questions can be looked up."),
        optional("shuffle", Shape::Flag, "`false` shows options in the order they are written.")
            .or("true"),
        optional(
            "scenarios",
            Shape::List(&Shape::Map(&SCENARIO)),
            "Situations that several questions share.",
        ),
        needed("questions", Shape::List(&Shape::Question), "The questions."),
    ],
};

const SCENARIO: Thing = Thing {
    noun: "scenario",
    keys: &[
        needed("id", Shape::Id("scenario"), "Questions name it by this: `scenario: …`."),
        needed("text", Shape::Markdown, "The situation, in Markdown."),
    ],
};

/// A bank as far as it could be read, with what is still to be checked.
pub(super) struct Part {
    pub questions: Vec<Asked>,
    pub scenarios: Vec<(ScenarioId, Range<usize>, Option<Markdown>)>,
    /// Former ids of questions, and where they are written.
    pub former: Vec<(ItemId, Range<usize>)>,
    /// Whether the ids of all questions are known.
    pub whole: bool,
    /// Whether the ids of all scenarios are known.
    pub scenarios_known: bool,
    pub quizzes: Quizzes,
    pub sink: Sink,
}

/// Reads a bank; faulty questions are told and left out.
pub(super) fn read(files: &Files, path: &str, world: &World) -> Part {
    let source = match files.read(path) {
        Ok(source) => source,
        Err(fault) => {
            let mut sink = Sink::new(Arc::clone(&fault.source));
            sink.push(*fault);
            return decode(&Node::broken(0..0), world, sink);
        }
    };
    let mut sink = Sink::new(Arc::clone(&source));
    let node = yaml::read(&source.text, 0..source.text.len(), &mut sink);
    if node.is_absent() {
        let message = "this bank is empty; write `questions:` and a list of them";
        sink.tell(super::Code::Empty, &(0..0), message);
    } else {
        validate(&node, &Shape::Map(&BANK), &mut sink);
    }
    let mut part = decode(&node, world, sink);
    part.sink.sleep();
    part
}

fn decode(node: &Node, world: &World, mut sink: Sink) -> Part {
    let common = common(node, world, &mut sink);
    let mut quizzes = Vec::new();
    let scenarios = take::list(node, "scenarios").iter();
    let read = |node: &Node| scenario(node, world, &mut quizzes, &mut sink);
    let scenarios = scenarios.filter_map(read).collect();
    let list = take::list(node, "questions");
    let mut questions = Vec::with_capacity(list.len());
    let mut nodes = Vec::with_capacity(list.len());
    for node in list {
        if let Some(asked) = question::read(node, &common, world, &mut quizzes, &mut sink) {
            nodes.push(node);
            questions.push(asked);
        }
    }
    if world.care != Care::Sample {
        let written = nodes.into_iter().zip(&questions);
        let written: Vec<_> =
            written.filter_map(|(node, asked)| Some((node, asked.item.as_deref()?))).collect();
        habits::check(&written, &kind::key_span(node, "questions"), &mut sink);
        wording::check(&written, &mut sink);
    }
    let lossless =
        node.entries().iter().all(|entry| !entry.key.text.is_empty()) && !node.entries().is_empty();
    Part {
        questions,
        scenarios,
        former: former(node),
        whole: lossless && all_named::<ItemId>(node, "questions"),
        scenarios_known: lossless && all_named::<ScenarioId>(node, "scenarios"),
        quizzes,
        sink,
    }
}

/// Former ids of all questions.
fn former(node: &Node) -> Vec<(ItemId, Range<usize>)> {
    let questions = take::list(node, "questions").iter();
    let ids = questions.flat_map(|question| take::list(question, "was"));
    ids.filter_map(|node| Some((ItemId::new(node.text()?)?, node.span.clone()))).collect()
}

/// Whether everything in a list has an id that can be read.
fn all_named<T: Id>(node: &Node, key: &str) -> bool {
    let named = |node: &Node| take::id::<T>(node, "id").is_some();
    node.get(key).is_none_or(|list| list.is_list() && list.list().iter().all(named))
}

/// What the top of the bank says for all its questions.
fn common<'w>(node: &Node, world: &'w World, sink: &mut Sink) -> Common<'w> {
    Common {
        topic: world.defined.topics.resolve(node.get("topic"), sink),
        domain: question::domains(node.get("domain"), world, sink).unwrap_or_default(),
        difficulty: question::difficulty(node),
        lesson: refs::place(world, node.get("lesson"), sink).map(Arc::new),
        sources: take::cleans(node, "sources").into(),
        kind: kind(node),
        scope: Scope { shuffle: take::flag(node, "shuffle").unwrap_or(true), world, filled: false },
    }
}

/// The kind of questions that name none; nothing if it cannot be told.
fn kind(node: &Node) -> Option<&'static KindOf> {
    node.get("kind").map_or(Some("choice"), Node::text).and_then(KindOf::named)
}

fn scenario(
    node: &Node,
    world: &World,
    quizzes: &mut Quizzes,
    sink: &mut Sink,
) -> Option<(ScenarioId, Range<usize>, Option<Markdown>)> {
    let (id, at) = (take::id(node, "id")?, node.get("id")?.span.clone());
    if let Some(text) = node.get("text") {
        let marks = Marks::of_value(&sink.source.text, text);
        quizzes.append(&mut marks.check(world, &[], sink));
    }
    let sound = fits(node, &Shape::Map(&SCENARIO), sink);
    Some((id, at, take::markdown(node, "text").filter(|_| sound)))
}
