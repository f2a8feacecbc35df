//! Point at parts of a diagram.

use std::sync::Arc;

use super::{Scope, key_span};
use crate::{
    item::{Kind, PartName, Parts, place::Pointed},
    pack::{
        Code,
        drawing::{self, Drawn},
        near::did_you_mean,
        paths,
        shape::{Key, SOME_TEXTS, Shape, needed, optional},
        sink::Sink,
        take,
        validate::fits,
        world::World,
        yaml::Node,
    },
};

/// The keys of a place.
pub(super) const KEYS: &[Key] = &[
    needed("diagram", Shape::Word, "The diagram: a file below `assets/`."),
    needed("answer", ANSWER, "The part that is right, by its name, or a list of parts."),
    optional("any", Shape::Flag, "`true` makes one of them enough.").or("false"),
];

const ANSWER: Shape = Shape::Either(&Shape::Text, &SOME_TEXTS);

/// Reads a place, and tells what there is to say against it.
pub(super) fn decode(node: &Node, scope: &Scope, sink: &mut Sink) -> Option<Kind> {
    let at = node.get("answer").filter(|it| fits(it, &ANSWER, sink));
    if let Some(list) = at.filter(|it| it.is_list() && it.list().is_empty()) {
        sink.tell(Code::NoAnswer, &list.span, "no part is right; name one or more");
    }
    let (diagram, drawn) = drawn(node, scope.world, sink)?;
    let names = at.map(|at| if at.is_list() { at.list() } else { std::slice::from_ref(at) })?;
    let mut answer = Pointed::new();
    for name in names {
        let part = drawing::part(&drawn.diagram.art, drawn.sound, name.text()?, &name.span, sink)?;
        if !answer.insert(PartName::of(&drawn.diagram.art, part)) {
            sink.tell(Code::EqualOptions, &name.span, "this part is named twice");
        }
    }
    let any = take::flag(node, "any").unwrap_or_default();
    let among = drawn.diagram.art.parts().count();
    if !names.is_empty() && answer.len() == among {
        let message = "every part of the diagram is right, so there is nothing to find";
        sink.tell(Code::AllCorrect, &key_span(node, "answer"), message);
    }
    Some(Kind::Place(Parts { diagram, answer, any, among }))
}

/// The diagram that is named, with its path below the pack.
fn drawn(node: &Node, world: &World, sink: &mut Sink) -> Option<(String, Arc<Drawn>)> {
    let at = node.get("diagram")?;
    let name = at.text().filter(|_| !world.files.is_lone())?.trim();
    let Some(path) = paths::resolve("assets", name).filter(|path| path.starts_with("assets/"))
    else {
        let message = format!("`{name}` leads out of `assets/`; write a path below it");
        sink.tell(Code::OutsidePack, &at.span, &message);
        return None;
    };
    if let Some(drawn) = world.diagrams.get(&path) {
        return Some((path, Arc::clone(drawn)));
    }
    if !world.listing.diagrams.contains(&path) {
        let all = world.listing.diagrams.iter().filter_map(|path| path.strip_prefix("assets/"));
        let message = format!("there is no diagram `{path}`{}", did_you_mean(name, all));
        sink.tell(Code::MissingFile, &at.span, &message);
    }
    None
}
