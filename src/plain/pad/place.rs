//! Parts of a diagram, by their numbers in reading order.

use std::io;

use super::{places, word};
use crate::{
    diagram::{Diagram, PartId},
    item::{PartName, Parts, Response, place::Pointed},
    pack::Pack,
    plain::Shell,
};

/// Told if the pack no longer has the diagram.
const MISSING: &str = "The diagram is not in the pack; :skip goes on.";

fn diagram<'p>(pack: &'p Pack, parts: &Parts) -> Option<&'p Diagram> {
    pack.diagrams.get(&parts.diagram).map(AsRef::as_ref)
}

/// What can be pointed at, in reading order.
fn all(diagram: &Diagram) -> Vec<PartId> {
    diagram.art.parts().map(|part| part.id).collect()
}

/// Says the drawing in words, then its parts.
pub fn ask(pack: &Pack, parts: &Parts, shell: &mut Shell<'_>) -> io::Result<()> {
    let Some(diagram) = diagram(pack, parts) else { return shell.say(MISSING) };
    shell.say(&format!("Diagram: {}", diagram.title))?;
    shell.lines(&diagram.overview())?;
    shell.gap()?;
    shell.say("Its parts:")?;
    for (place, id) in all(diagram).into_iter().enumerate() {
        shell.say(&format!("{}. {}", place + 1, diagram.art.called(id)))?;
    }
    shell.gap()
}

/// The prompt.
pub fn prompt(parts: &Parts) -> String {
    match parts.needed() {
        1 => "The number of a part:".to_owned(),
        needed => format!("The numbers of {needed} parts:"),
    }
}

/// Reads numbers as told into names of parts.
pub fn read(pack: &Pack, parts: &Parts, line: &str) -> Result<Response, String> {
    let Some(diagram) = diagram(pack, parts) else { return Err(MISSING.to_owned()) };
    let (all, needed) = (all(diagram), parts.needed());
    let places = places(line, all.len())?;
    if places.len() != needed {
        let numbers = if needed == 1 { "number" } else { "numbers" };
        return Err(format!("Write {needed} {numbers} from 1 to {}.", all.len()));
    }
    let ids = places.into_iter().filter_map(|place| all.get(place));
    Ok(Response::Place(ids.map(|id| PartName::of(&diagram.art, *id)).collect()))
}

/// Says which parts were right.
pub fn tell(
    pack: &Pack,
    parts: &Parts,
    pointed: &Pointed,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    let diagram = diagram(pack, parts);
    let called = |name: &PartName| {
        let part = diagram.and_then(|it| Some(it.art.called(name.find(&it.art)?)));
        part.unwrap_or_else(|| name.to_string())
    };
    for name in pointed {
        let verdict = word(parts.answer.contains(name));
        shell.say(&format!("Your answer, {verdict}: {}", called(name)))?;
    }
    let also = if parts.any && parts.accepts(pointed) { "Right too" } else { "Right" };
    for name in parts.answer.difference(pointed) {
        shell.say(&format!("{also}: {}", called(name)))?;
    }
    shell.gap()
}
