//! Diagrams: front matter and art.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use super::{
    Code, Diagnostic, Files, front,
    refs::Marks,
    shape::{Shape, TEXTS, Thing, needed, optional},
    sink::Sink,
    take,
    validate::{fits, validate},
    world::World,
    yaml::Node,
};
use crate::{
    diagram::{Art, Diagram, Fault, FaultKind, NameFault, PartId, Step},
    text::{Clean, Markdown},
};

/// The keys of a diagram's front matter.
pub const DIAGRAM: Thing = Thing {
    noun: "diagram",
    keys: &[
        needed("title", Shape::Text, "What learners see."),
        optional(
            "parts",
            Shape::Named(&Shape::Text, &Shape::Markdown),
            "What there is to know about parts of the drawing, by their names; in Markdown.",
        ),
        optional(
            "steps",
            Shape::List(&Shape::Map(&STEP)),
            "What happens, one step after the other.",
        ),
    ],
};

const STEP: Thing = Thing {
    noun: "step",
    keys: &[
        needed("say", Shape::Markdown, "What happens, in Markdown."),
        optional("flow", TEXTS, "Parts from which to which something moves, along the connectors."),
        optional("fail", TEXTS, "Parts that fail, from here on."),
        optional("hide", TEXTS, "Parts that are hidden, from here on."),
        optional("show", TEXTS, "Parts that are no longer failed or hidden, from here on."),
        optional(
            "note",
            Shape::Named(&Shape::Text, &Shape::Text),
            "A few words beside parts, by their names, for this step alone.",
        ),
    ],
};

/// A diagram as it was read.
#[derive(Debug)]
pub(super) struct Drawn {
    pub diagram: Arc<Diagram>,
    /// Whether its art is sound; if not, a name may be missing because of it.
    pub sound: bool,
}

/// Reads a diagram; nothing if its file cannot be read.
pub(super) fn read(files: &Files, path: &str, world: &World) -> (Option<Drawn>, Vec<Diagnostic>) {
    let source = match files.read(path) {
        Ok(source) => source,
        Err(fault) => return (None, vec![*fault]),
    };
    let mut sink = Sink::new(Arc::clone(&source));
    let front = front::read(&source.text, &mut sink);
    validate(&front.node, &Shape::Map(&DIAGRAM), &mut sink);
    let (art, faults) = Art::parse(source.text.get(front.body.clone()).unwrap_or_default());
    for fault in &faults {
        shape(fault, front.body.start, &mut sink);
    }
    let sound = faults.is_empty();
    let mut reader = Reader { art: &art, sound, sink: &mut sink };
    let about = reader.named(front.node.get("parts"), |text| Markdown(text.to_owned()));
    let steps =
        take::list(&front.node, "steps").iter().filter_map(|node| reader.step(node)).collect();
    words(&front.node, world, &mut sink);
    let title =
        take::clean(&front.node, "title").unwrap_or_else(|| Clean::new(super::paths::name(path)));
    let diagram = Arc::new(Diagram { title, about, steps, art });
    (Some(Drawn { diagram, sound }), sink.into_found())
}

/// Tells of a fault in the art.
fn shape(fault: &Fault, start: usize, sink: &mut Sink) {
    let code = match fault.what {
        FaultKind::OpenBox
        | FaultKind::LooseConnector
        | FaultKind::LooseHead
        | FaultKind::ShortConnector
        | FaultKind::NoJunction => Code::OpenShape,
        FaultKind::SameName => Code::SameName,
        FaultKind::TooWide { .. } | FaultKind::TooLarge => Code::ArtSize,
        FaultKind::Tab
        | FaultKind::Combining
        | FaultKind::Emoji
        | FaultKind::WideLine
        | FaultKind::Control => Code::ArtCharacter,
    };
    let span = start + fault.span.start..start + fault.span.end;
    let it = Diagnostic::new(code, &sink.source, &span, &fault.what.to_string());
    sink.push(match fault.what.help() {
        Some(help) => it.help(help),
        None => it,
    });
}

/// Checks the Markdown of captions and of what there is to know.
fn words(node: &Node, world: &World, sink: &mut Sink) {
    let parts = node.get("parts").map(Node::entries).unwrap_or_default();
    let about = parts.iter().map(|entry| &entry.value);
    let steps = take::list(node, "steps").iter().filter_map(|step| step.get("say"));
    for node in about.chain(steps) {
        Marks::of_value(&sink.source.text, node).check(world, &[], sink);
    }
}

/// Reads names as parts of the art.
struct Reader<'a> {
    art: &'a Art,
    /// Whether the art is; if not, a name may be missing because of it.
    sound: bool,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn step(&mut self, node: &Node) -> Option<Step> {
        let flow = self.flow(node);
        let step = Step {
            say: take::markdown(node, "say").unwrap_or_default(),
            flow,
            fail: self.parts(node, "fail"),
            hide: self.parts(node, "hide"),
            show: self.parts(node, "show"),
            note: self.named(node.get("note"), Clean::new),
            ..Step::default()
        };
        fits(node, &Shape::Map(&STEP), self.sink).then_some(step)
    }

    /// A flow; tells of legs that no connector joins.
    fn flow(&mut self, node: &Node) -> Vec<PartId> {
        let nodes = take::list(node, "flow");
        let parts: Vec<_> = nodes.iter().map(|node| self.part(node.text()?, &node.span)).collect();
        for (legs, ends) in nodes.windows(2).zip(parts.windows(2)) {
            let ([Some(from), Some(to)], [one, other]) = (ends, legs) else { continue };
            if self.sound && !self.art.is_joined(*from, *to) {
                let name = |node: &Node| node.text().unwrap_or_default().to_owned();
                let message =
                    format!("no connector leads from `{}` to `{}`", name(one), name(other));
                self.sink.tell(Code::NoPath, &other.span, &message);
            }
        }
        parts.into_iter().flatten().collect()
    }

    fn parts(&mut self, node: &Node, key: &str) -> Vec<PartId> {
        let nodes = take::list(node, key).iter();
        nodes.filter_map(|node| self.part(node.text()?, &node.span)).collect()
    }

    /// Values by the names of parts.
    fn named<T>(&mut self, node: Option<&Node>, make: fn(&str) -> T) -> BTreeMap<PartId, T> {
        let entries = node.map(Node::entries).unwrap_or_default().iter();
        let named = entries.filter(|entry| !entry.key.text.is_empty());
        let value = |entry: &super::yaml::Entry<'_>| {
            let part = self.part(&entry.key.text, &entry.key.span)?;
            Some((part, make(entry.value.text()?)))
        };
        named.filter_map(value).collect()
    }

    fn part(&mut self, name: &str, span: &Range<usize>) -> Option<PartId> {
        part(self.art, self.sound, name, span, self.sink)
    }
}

/// The part of a name; tells if there is none, unless art that is not sound
/// may be why.
pub(super) fn part(
    art: &Art,
    sound: bool,
    name: &str,
    span: &Range<usize>,
    sink: &mut Sink,
) -> Option<PartId> {
    let (code, message) = match art.part(name) {
        Ok(part) => return Some(part),
        Err(NameFault::Unknown(_)) if !sound => return None,
        Err(NameFault::Unknown(near)) => {
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            (Code::UnknownPart, format!("no part is named `{name}`{near}"))
        }
        Err(NameFault::Ambiguous(names)) => {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            let names = names.join(" or ");
            (Code::AmbiguousPart, format!("several parts are named `{name}`; write {names}"))
        }
    };
    sink.tell(code, span, &message);
    None
}
