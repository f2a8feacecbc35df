//! Questions: what they have in common. What belongs to a kind is in `kind`.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use super::{
    Code,
    kind::{KindOf, QUESTION, Scope},
    refs::{self, Marks, Quizzes},
    shape::Key,
    sink::Sink,
    take,
    template::{self, Plan},
    trial::{self, Care},
    validate::{is_missing, known, missing, name, unknown},
    world::{Names, World},
    yaml::{Node, Value},
};
use crate::{
    item::{
        Content, Difficulty, DomainId, Domains, ExamCode, Item, ItemId, Kind, Place, ScenarioId,
        TopicId,
    },
    text::Clean,
};

/// What the top of a bank says for all its questions.
pub(super) struct Common<'w> {
    pub topic: Option<TopicId>,
    pub domain: Domains,
    pub difficulty: Option<Difficulty>,
    pub lesson: Option<Arc<Place>>,
    pub sources: Arc<[Clean]>,
    /// Nothing if it cannot be told.
    pub kind: Option<&'static KindOf>,
    pub scope: Scope<'w>,
}

/// A question with an id.
pub(super) struct Asked {
    pub id: ItemId,
    /// Where its id is written.
    pub at: Range<usize>,
    /// Its scenario, and where that is named.
    pub scenario: Option<Box<(ScenarioId, Range<usize>)>>,
    /// Nothing if it is faulty.
    pub item: Option<Arc<Item>>,
}

/// Reads a question and tells what there is to say against it. Nothing if not
/// even its id is known.
///
/// What cannot be asked is left out. A question that names a lesson, topic or
/// the like which is not there can be asked, and is kept without that name.
pub(super) fn read(
    node: &Node,
    common: &Common,
    world: &World,
    quizzes: &mut Quizzes,
    sink: &mut Sink,
) -> Option<Asked> {
    let before = sink.errors;
    let kind = match node.get("kind") {
        None => common.kind,
        Some(node) => node.text().and_then(KindOf::named),
    };
    check(node, kind, sink);
    let plan = plan(node, kind, sink);
    let sample = plan.as_ref().and_then(|plan| sample(node, kind?, plan, common, sink));
    let decode = |node: &Node, sink: &mut Sink| {
        let scope = Scope { filled: sample.is_some(), ..common.scope };
        kind.and_then(|kind| (kind.decode)(node, &scope, sink))
    };
    let shown = sample.as_ref().unwrap_or(node);
    let is_template = is_template(node);
    let asked = if is_template && sample.is_none() { None } else { decode(shown, sink) };
    let asked = asked.filter(|_| sink.errors == before && !node.is_torn());
    warn(node, common, sink);
    markdown(node, kind, world, quizzes, sink);
    let mut item = item(shown, common, asked, world, sink);
    if let (Some(it), Some(plan)) = (&mut item, plan) {
        it.template = Some(Arc::new(plan.template.clone()));
        let before = sink.errors;
        trial::run(it, &plan, world.care, sink);
        item = item.filter(|_| sink.errors == before);
    }
    if let (Care::Sample, Some(it)) = (world.care, &mut item) {
        it.content.pack();
    }
    let item = item.map(Arc::new);
    let scenario = take::id(node, "scenario").zip(node.get("scenario"));
    let scenario = scenario.map(|(id, node)| (id, node.span.clone()));
    Some(Asked {
        id: item.as_ref().map(|it| it.id.clone()).or_else(|| take::id(node, "id"))?,
        at: node.get("id")?.span.clone(),
        scenario: scenario.map(Box::new),
        item,
    })
}

/// The template that a question is, if it is one and can be read.
fn plan<'n, 's>(
    node: &'n Node<'s>,
    kind: Option<&KindOf>,
    sink: &mut Sink,
) -> Option<Plan<'n, 's>> {
    if node.get("vars").is_some() {
        return template::read(node, kind?, sink);
    }
    if !is_template(node) {
        template::without_vars(node, sink);
    }
    None
}

/// Whether a question has `vars`, or a key that was likely meant to be it.
fn is_template(node: &Node) -> bool {
    !is_missing(node, "vars", &QUESTION.keys.iter().collect::<Vec<_>>())
}

/// A template with values filled in.
fn sample<'s>(
    node: &Node<'s>,
    kind: &KindOf,
    plan: &Plan<'_, 's>,
    common: &Common,
    sink: &mut Sink,
) -> Option<Node<'s>> {
    let scope = Scope { filled: true, ..common.scope };
    let source = Arc::clone(&sink.source);
    let is_sound = |node: &Node<'s>| {
        let mut scratch = Sink::scratch(Arc::clone(&source));
        (kind.decode)(node, &scope, &mut scratch).is_some() && scratch.errors == 0
    };
    plan.sample(node, is_sound, sink)
}

/// Checks a question against the tables of its kind; if that is not known,
/// its own keys can not be.
fn check(node: &Node, kind: Option<&KindOf>, sink: &mut Sink) {
    match node.value {
        Value::Map(_) => (),
        _ if node.is_absent() => return,
        Value::Broken => return,
        _ => {
            let message = "a question is a mapping of keys to values: `id: …`, `stem: …`";
            return sink.tell(Code::WrongType, &node.head(), message);
        }
    }
    let own = kind.map(|kind| kind.keys).unwrap_or_default();
    let keys: Vec<&Key> = QUESTION.keys.iter().chain(own).collect();
    for entry in known(node, &keys, sink) {
        if kind.is_some() {
            unknown(entry, &keys, sink);
        }
    }
    missing(node, QUESTION.noun, &keys, sink);
}

/// Tells of what a good question has.
fn warn(node: &Node, common: &Common, sink: &mut Sink) {
    let keys: Vec<&Key> = QUESTION.keys.iter().collect();
    let lacks = |key| !node.entries().is_empty() && !node.is_torn() && is_missing(node, key, &keys);
    let name = name(node, QUESTION.noun);
    if lacks("rationale") {
        let message = format!("{name} has no `rationale`: say why the key is the key");
        sink.tell(Code::MissingRationale, &node.head(), &message);
    }
    if common.sources.is_empty() && lacks("sources") {
        let message = format!("{name} has no `sources`: say where it can be looked up");
        sink.tell(Code::MissingSources, &node.head(), &message);
    }
}

/// Checks every Markdown text of a question.
fn markdown(
    node: &Node,
    kind: Option<&KindOf>,
    world: &World,
    quizzes: &mut Quizzes,
    sink: &mut Sink,
) {
    let own = ["stem", "rationale"].into_iter().filter_map(|key| node.get(key));
    let inner = kind.map(|kind| (kind.fields)(node)).unwrap_or_default().into_iter();
    let inner = inner.filter(|(field, _)| field.is_markdown()).map(|(_, node)| node);
    for node in own.chain(inner) {
        let marks = Marks::of_value(&sink.source.text, node);
        quizzes.append(&mut marks.check(world, &[], sink));
    }
}

/// The question, if it can be asked; what it refers to is checked in any case.
fn item(
    node: &Node,
    common: &Common,
    kind: Option<Kind>,
    world: &World,
    sink: &mut Sink,
) -> Option<Item> {
    let topic = world.defined.topics.resolve(node.get("topic"), sink);
    let domain = domains(node.get("domain"), world, sink);
    let lesson = refs::place(world, node.get("lesson"), sink);
    let objective = world.objectives.resolve(node.get("objective"), sink);
    let facts = world.facts.resolve_all(node, "facts", sink);
    let sources = take::cleans(node, "sources");
    let kind = kind?;
    let stem = match &kind {
        // What belongs into its gaps is nowhere to be seen.
        Kind::Cloze(cloze) => cloze.blank(),
        _ => take::markdown(node, "stem")?,
    };
    let rationale = take::markdown(node, "rationale");
    let content = Content { situation: None, stem, kind, rationale, facts };
    Some(Item {
        id: take::id(node, "id")?,
        was: take::ids(node, "was").into(),
        topic: topic.or_else(|| common.topic.clone()),
        domain: domain.unwrap_or_else(|| common.domain.clone()),
        difficulty: difficulty(node).or(common.difficulty),
        scenario: take::id(node, "scenario"),
        template: None,
        objective,
        lesson: lesson.map(Arc::new).or_else(|| common.lesson.clone()),
        sources: if sources.is_empty() { Arc::clone(&common.sources) } else { sources.into() },
        content: content.into(),
    })
}

/// How much thought a question takes.
pub(super) fn difficulty(node: &Node) -> Option<Difficulty> {
    match take::whole(node, "difficulty")? {
        1 => Some(Difficulty::Recall),
        2 => Some(Difficulty::Apply),
        3 => Some(Difficulty::Analyse),
        _ => None,
    }
}

/// One domain, or one for each exam.
pub(super) fn domains(node: Option<&Node>, world: &World, sink: &mut Sink) -> Option<Domains> {
    let node = node?;
    if node.text().is_some() {
        let domain = world.defined.domains.resolve(Some(node), sink)?;
        return Some(Domains::Everywhere(domain));
    }
    let mut domains: BTreeMap<ExamCode, DomainId> = BTreeMap::new();
    for entry in node.entries().iter().filter(|entry| !entry.key.text.is_empty()) {
        let key = &entry.key;
        let exam = world.defined.exams.find::<ExamCode>(&key.text, &key.span, sink);
        let unknown = Names::default();
        let names = world.defined.exam_domains.get(&*key.text).unwrap_or(&unknown);
        let domain = names.resolve::<DomainId>(Some(&entry.value), sink);
        domains.extend(exam.zip(domain));
    }
    Some(Domains::ByExam(domains))
}
