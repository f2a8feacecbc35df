//! `pack.yaml`.

mod exam;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use super::{
    Code, Diagnostic, Files, Manifest, Source, Topic,
    near::a,
    shape::{Shape, Thing, needed, optional},
    sink::Sink,
    take,
    validate::validate,
    world::{Defined, Names},
    yaml::{self, Node},
};
use crate::{
    item::{Id, PackId},
    text::Clean,
};

/// The keys of `pack.yaml`.
pub const PACK: Thing = Thing {
    noun: "pack",
    keys: &[
        needed("format", Shape::Whole(1, 999), "The format of the pack: 1.").or("1"),
        needed(
            "id",
            Shape::Id("pack"),
            "Names the pack among others; stable for ever, progress hangs on it.",
        ),
        needed("title", Shape::Text, "What learners see."),
        optional("version", Shape::Word, "As you count; raise it when you hand the pack out anew."),
        optional(
            "language",
            Shape::Word,
            "The language it is written in, such as `en` or `de-AT`.",
        ),
        optional("license", Shape::Word, "Its licence, as SPDX names it: `CC-BY-4.0`."),
        optional(
            "exams",
            Shape::List(&Shape::Map(&exam::EXAM)),
            "Exams it prepares for; the learner's exam date picks one.",
        ),
        optional(
            "topics",
            Shape::List(&Shape::Map(&TOPIC)),
            "What lessons and questions are about.",
        ),
    ],
};

const TOPIC: Thing = Thing {
    noun: "topic",
    keys: &[
        needed("id", Shape::Id("topic"), "Lessons and banks name it by this: `topic: …`."),
        needed("title", Shape::Text, "What learners see."),
    ],
};

/// The format this version reads.
pub(super) const FORMAT: u32 = 1;

/// A manifest, and how much of it could be read.
pub(super) struct Read {
    pub manifest: Manifest,
    /// What it defines, as far as that could be read.
    pub defined: Defined,
    /// Where domains are written.
    pub placed: Placed,
    pub sink: Sink,
}

/// Places of domains, by exam and domain.
pub(super) type Placed = HashMap<(String, String), Range<usize>>;

/// Reads the manifest of a pack, or makes one up from what is readable.
pub(super) fn read(files: &Files, path: Option<&str>) -> Read {
    let made_up = fallback(files.name().as_deref().unwrap_or("pack"));
    let Some(path) = path else {
        let fault = if files.is_lone() { None } else { Some(missing()) };
        return Read::nothing(made_up, fault);
    };
    match files.read(path) {
        Err(fault) => Read::nothing(made_up, Some(*fault)),
        Ok(source) => decode(&source, made_up),
    }
}

impl Read {
    fn nothing(manifest: Manifest, fault: Option<Diagnostic>) -> Self {
        let mut sink = Sink::nowhere();
        if let Some(fault) = fault {
            sink.push(fault);
        }
        Self { manifest, defined: Defined::default(), placed: Placed::new(), sink }
    }
}

fn missing() -> Diagnostic {
    let source = Arc::new(Source::new("pack.yaml", ""));
    let message = "the pack has no `pack.yaml`";
    Diagnostic::new(Code::NoManifest, &source, &(0..0), message)
        .help("write one with at least `format: 1`, `id` and `title`")
}

/// A manifest of a pack that has none, from the name of its folder.
#[expect(clippy::expect_used, reason = "an invariant of ids")]
fn fallback(name: &str) -> Manifest {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
    let id: String = name.to_ascii_lowercase().chars().map(plain).take(64).collect();
    let id = PackId::new(id.trim_matches(['-', '.', '_'])).or_else(|| PackId::new("pack"));
    Manifest {
        id: id.expect("`pack` is an id"),
        title: Clean::new(name),
        version: Clean::new("0.0.0"),
        language: None,
        license: None,
        exams: Vec::new(),
        topics: Vec::new(),
    }
}

fn decode(source: &Arc<Source>, made_up: Manifest) -> Read {
    let mut sink = Sink::new(Arc::clone(source));
    let node = yaml::read(&source.text, 0..source.text.len(), &mut sink);
    if node.is_absent() {
        sink.tell(
            Code::Empty,
            &(0..0),
            "this file is empty; write at least `format: 1`, `id` and `title`",
        );
    } else {
        validate(&node, &Shape::Map(&PACK), &mut sink);
    }
    format(&node, &mut sink);
    let topics = topics(&node, &mut sink);
    let exams = exam::exams(&node, &mut sink);
    let defined = defined(&node);
    let manifest = Manifest {
        id: take::id(&node, "id").unwrap_or(made_up.id),
        title: take::clean(&node, "title").unwrap_or(made_up.title),
        version: take::clean(&node, "version").unwrap_or(made_up.version),
        language: take::clean(&node, "language"),
        license: take::clean(&node, "license"),
        exams,
        topics,
    };
    Read { manifest, defined, placed: placed(&node), sink }
}

fn placed(node: &Node) -> Placed {
    let domains = |exam: &Node| -> Vec<_> {
        let code = exam.get_text("code").unwrap_or_default().to_owned();
        let place = |domain: &Node| {
            let id = domain.get("id")?;
            Some(((code.clone(), id.text()?.to_owned()), id.span.clone()))
        };
        take::list(exam, "domains").iter().filter_map(place).collect()
    };
    take::list(node, "exams").iter().flat_map(domains).collect()
}

/// What others can refer to, be it sound or not.
fn defined(node: &Node) -> Defined {
    let exams = take::list(node, "exams");
    let domains = |exam: &Node| Names::distinct(exam.get("domains"), "id");
    let by_exam = exams.iter().filter_map(|exam| Some((exam.get_text("code")?, domains(exam))));
    let exam_domains: HashMap<_, _> =
        by_exam.map(|(code, domains)| (code.to_owned(), domains)).collect();
    let codes = Names::written(node.get("exams"), "code");
    let known = codes.is_known() && !exam_domains.is_empty();
    Defined {
        topics: Names::written(node.get("topics"), "id"),
        domains: if known { Names::union(exam_domains.values()) } else { Names::default() },
        exams: codes,
        exam_domains,
    }
}

fn format(node: &Node, sink: &mut Sink) {
    let format = take::whole(node, "format").filter(|format| (1..=999).contains(format));
    if let (Some(found), Some(node)) = (format.filter(|it| *it != FORMAT), node.get("format")) {
        let message = format!(
            "format {found} is not known to this version of the program, which reads format {FORMAT}"
        );
        sink.tell(Code::Format, &node.span, &message);
    }
}

fn topics(node: &Node, sink: &mut Sink) -> Vec<Topic> {
    let nodes = take::list(node, "topics");
    unique(nodes, "topic", sink);
    let topic = |node: &Node| {
        let id: crate::item::TopicId = take::id(node, "id")?;
        let title = take::clean(node, "title").unwrap_or_else(|| Clean::new(&id));
        Some(Topic { id, title })
    };
    nodes.iter().filter_map(topic).collect()
}

/// Tells of ids that are used twice in one list.
fn unique(nodes: &[Node], noun: &str, sink: &mut Sink) {
    let mut seen: HashSet<&str> = HashSet::new();
    let ids = nodes.iter().filter_map(|node| node.get("id").or(node.get("code")));
    let doubles: Vec<(Range<usize>, &str)> = ids
        .filter_map(|id| Some((id.span.clone(), id.text()?)))
        .filter(|(_, id)| !seen.insert(id))
        .collect();
    for (span, id) in doubles {
        sink.tell(Code::DuplicateId, &span, &format!("there is {} `{id}` already", a(noun)));
    }
}
