//! `facts.yaml`: what is taught, with sources.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Claim, Code, Diagnostic, Files,
    shape::{Shape, Thing, needed, optional},
    sink::Sink,
    take,
    validate::{fits, validate},
    world::Names,
    yaml::{self, Node},
};
use crate::item::FactId;

/// The keys of a row.
pub const FACT: Thing = Thing {
    noun: "fact",
    keys: &[
        needed(
            "id",
            Shape::Code("fact"),
            "Lessons and questions name it by this: `facts: [RDS-04]`.",
        ),
        needed("say", Shape::Text, "One sentence in your own words."),
        needed("source", Shape::Word, "The address it is from."),
        optional("checked", Shape::Date, "The day it was looked up, such as `2026-11-22`."),
        optional("settled", Shape::Flag, "`false` where sources do not agree.").or("true"),
    ],
};

/// Rows, their names, and what there is to say against them.
#[derive(Default)]
pub(super) struct Read {
    pub facts: BTreeMap<FactId, Claim>,
    pub names: Names,
    pub found: Vec<Diagnostic>,
}

/// Reads the facts of a pack; one without has none.
pub(super) fn read(files: &Files, path: Option<&str>) -> Read {
    let Some(path) = path else {
        let names = if files.is_lone() { Names::default() } else { Names::all([]) };
        return Read { names, ..Read::default() };
    };
    let source = match files.read(path) {
        Ok(source) => source,
        Err(fault) => return Read { found: vec![*fault], ..Read::default() },
    };
    let mut sink = Sink::new(Arc::clone(&source));
    let node = yaml::read(&source.text, 0..source.text.len(), &mut sink);
    if !node.is_absent() {
        validate(&node, &Shape::List(&Shape::Map(&FACT)), &mut sink);
    }
    let names = Names::written(Some(&node), "id");
    let facts = rows(node.list(), &mut sink);
    Read { facts, names, found: sink.into_found() }
}

fn rows(nodes: &[Node], sink: &mut Sink) -> BTreeMap<FactId, Claim> {
    let mut rows: BTreeMap<FactId, (Claim, usize)> = BTreeMap::new();
    for node in nodes {
        let Some((id, at)) = take::id::<FactId>(node, "id").zip(node.get("id")) else { continue };
        if let Some((_, first)) = rows.get(&id) {
            let line = sink.source.position(*first).line;
            let message = format!("there is a fact `{id}` already");
            sink.tell_with_help(
                Code::DuplicateId,
                &at.span,
                &message,
                &format!("the first is on line {line}"),
            );
        } else if let Some(claim) = claim(node).filter(|_| fits(node, &Shape::Map(&FACT), sink)) {
            rows.insert(id, (claim, at.span.start));
        }
    }
    rows.into_iter().map(|(id, (claim, _))| (id, claim)).collect()
}

fn claim(node: &Node) -> Option<Claim> {
    Some(Claim {
        say: take::clean(node, "say")?,
        source: take::clean(node, "source")?,
        checked: take::date(node, "checked"),
        settled: take::flag(node, "settled").unwrap_or(true),
    })
}
