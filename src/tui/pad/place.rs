//! Point at parts of a diagram.

use std::{collections::BTreeMap, sync::Arc};

use ratatui::layout::Position;

use super::{
    Came, Drawn, Pad,
    part::{row, sign},
};
use crate::{
    diagram::{Bounds, Diagram, PartId, View},
    item::{PartName, Parts, Response, place::Pointed},
    text::{Line, Look, Role, Span, wrap},
    tui::{
        app::Model,
        key::{Action, Binding, Msg, PLACE, QUESTION},
        widget::pane,
    },
};

/// A diagram, one part highlighted, some picked.
#[derive(Debug)]
pub struct PlacePad {
    parts: Parts,
    /// Nothing if the pack no longer has it.
    diagram: Option<Arc<Diagram>>,
    ascii: bool,
    /// What can be pointed at, in reading order.
    all: Vec<PartId>,
    /// The place of the highlighted part among them.
    cursor: usize,
    picked: Vec<PartId>,
}

/// A row of a drawing is about as high as so many columns are wide.
const ROW: usize = 2;
/// Below a drawing that is not there.
const MISSING: &str = "The diagram is not in the pack. s skips the question.";

/// What is to be done.
pub fn task(parts: &Parts) -> String {
    match parts.needed() {
        1 => "Pick 1 part of the diagram.".to_owned(),
        needed => format!("Pick {needed} parts of the diagram."),
    }
}

impl PlacePad {
    /// A pad with nothing picked.
    pub fn new(model: &Model, parts: &Parts) -> Self {
        let diagram = model.pack.diagrams.get(&parts.diagram).cloned();
        let all = diagram.iter().flat_map(|it| it.art.parts().map(|part| part.id)).collect();
        let ascii = model.theme.ascii;
        Self { parts: parts.clone(), diagram, ascii, all, cursor: 0, picked: Vec::new() }
    }

    fn here(&self) -> Option<PartId> {
        self.all.get(self.cursor).copied()
    }

    /// The next part in reading order, or the one before.
    fn turn(&mut self, forward: bool) {
        let count = self.all.len().max(1);
        let by = if forward { 1 } else { count - 1 };
        self.cursor = (self.cursor + by) % count;
    }

    /// Goes to the nearest part in a direction: to the right and down if positive.
    fn go(&mut self, right: isize, down: isize) {
        let middle = |id: PartId| {
            let part = self.diagram.as_ref()?.art.get(id)?;
            Some(middle(&part.bounds))
        };
        let Some(here) = self.here().and_then(middle) else { return };
        let off = |id: &PartId| {
            let there = middle(*id)?;
            let (x, y) = (there.0 - here.0, there.1 - here.1);
            let (along, across) = (x * right + y * down, (x * down + y * right).abs());
            // First what lies in that direction more than in any other.
            (along > 0).then_some((across > along, along + 2 * across))
        };
        let all = self.all.iter().enumerate();
        let near = all.filter_map(|(place, id)| Some((off(id)?, place))).min();
        self.cursor = near.map_or(self.cursor, |(_, place)| place);
    }

    /// Picks the highlighted part, or lets it go.
    fn pick(&mut self) -> Came {
        let Some(here) = self.here() else { return Came::Notice(MISSING.to_owned()) };
        let needed = self.parts.needed();
        if let Some(at) = self.picked.iter().position(|id| *id == here) {
            self.picked.remove(at);
            return Came::Nothing;
        }
        if needed == 1 {
            self.picked.clear();
        } else if self.picked.len() == needed {
            return Came::Notice(format!("pick {needed}: let one go first"));
        }
        self.picked.push(here);
        Came::Nothing
    }

    /// The part that is highlighted, and those that are picked.
    fn words(&self, diagram: &Diagram, width: u16) -> Vec<Line> {
        let here = self.here().map(|id| diagram.art.called(id)).unwrap_or_default();
        let strong = Look { strong: true, ..Role::Accent.into() };
        let here = Line(vec![Span::new("▸ ", Role::Accent), Span::new(&here, strong)]);
        let names: Vec<_> = self.picked.iter().map(|id| diagram.art.called(*id)).collect();
        let picked = match (names.len(), self.parts.needed()) {
            (0, _) => "Space picks it.".to_owned(),
            (_, 1) => format!("■ {}", names.concat()),
            (count, needed) => format!("■ {count} of {needed}: {}", names.join(", ")),
        };
        [vec![here], wrap(&picked, Role::Faint, width)].concat()
    }
}

/// The middle of a part, in columns to the right and down.
fn middle(bounds: &Bounds) -> (isize, isize) {
    let Bounds { top, left, bottom, right } = *bounds;
    let middle = |a: usize, b: usize| isize::try_from(a + b).unwrap_or(isize::MAX);
    (middle(left, right), middle(top * ROW, bottom * ROW))
}

/// Columns of a drawing that are left out, so that a part of it is seen.
fn hidden(widest: usize, bounds: Option<Bounds>, width: u16) -> usize {
    let room = usize::from(width);
    let Some(bounds) = bounds.filter(|_| widest > room) else { return 0 };
    let wanted = (bounds.left + bounds.right).saturating_sub(room) / 2;
    wanted.min(bounds.left.saturating_sub(1)).min(widest - room)
}

/// As much of a drawing as fits, so that a part of it is seen; a mark where it
/// is cut.
fn window(picture: Vec<Line>, bounds: Option<Bounds>, width: u16) -> Vec<Line> {
    let widest = picture.iter().map(Line::width).max().unwrap_or(0);
    let left = hidden(widest, bounds, width);
    if left == 0 {
        return picture;
    }
    let cut = |line: &Line| {
        let mut rest = pane::from(line, left + 1);
        rest.0.insert(0, Span::new("…", Role::Faint));
        if line.width() > left { rest } else { Line::default() }
    };
    picture.iter().map(cut).collect()
}

impl Pad for PlacePad {
    fn keys(&self) -> Vec<&'static [Binding]> {
        vec![PLACE, QUESTION]
    }

    fn update(&mut self, msg: &Msg) -> Came {
        match msg {
            Msg::Act(Action::Confirm) => return Came::Answer,
            Msg::Act(Action::Pick) => return self.pick(),
            Msg::Act(Action::NextField) => self.turn(true),
            Msg::Act(Action::LastField) => self.turn(false),
            Msg::Act(Action::Up) => self.go(0, -1),
            Msg::Act(Action::Down) => self.go(0, 1),
            Msg::Act(Action::Left) => self.go(-1, 0),
            Msg::Act(Action::Right) => self.go(1, 0),
            _ => (),
        }
        Came::Nothing
    }

    /// Picks the innermost part at that place, or lets it go.
    fn click(&mut self, at: Position, width: u16) -> Came {
        let Some(diagram) = &self.diagram else { return Came::Nothing };
        let (art, bounds) = (&diagram.art, |id: &PartId| Some(diagram.art.get(*id)?.bounds));
        let left = hidden(art.width(), self.here().and_then(|id| bounds(&id)), width);
        let (x, y) = (left + usize::from(at.x), usize::from(at.y));
        let around = |(place, id): (usize, &PartId)| {
            let Bounds { top, left, bottom, right } = bounds(id)?;
            let is_in = (left..=right).contains(&x) && (top..=bottom).contains(&y);
            is_in.then_some(((right - left) * (bottom - top), place))
        };
        let Some((_, place)) = self.all.iter().enumerate().filter_map(around).min() else {
            return Came::Nothing;
        };
        self.cursor = place;
        self.pick()
    }

    fn restore(&mut self, kept: Option<&Response>, _: &[usize]) {
        let Some((Response::Place(names), diagram)) = kept.zip(self.diagram.as_ref()) else {
            return;
        };
        self.picked = names.iter().filter_map(|name| name.find(&diagram.art)).collect();
    }

    fn response(&self) -> Result<Response, String> {
        let Some(diagram) = &self.diagram else { return Err(MISSING.to_owned()) };
        let names = self.picked.iter().map(|id| PartName::of(&diagram.art, *id));
        match (self.picked.len(), self.parts.needed()) {
            (picked, needed) if picked == needed => Ok(Response::Place(names.collect())),
            (_, 1) => Err("pick a part first: Space".to_owned()),
            (picked, needed) => Err(format!("pick {needed}; {picked} picked so far")),
        }
    }

    fn lines(&self, width: u16) -> Drawn {
        let Some(diagram) = &self.diagram else {
            return (wrap(MISSING, Role::Faint, width), 0..0);
        };
        let view = View { selected: self.here(), ascii: self.ascii, ..View::default() };
        let signs = self.picked.iter().map(|id| (*id, ('■', Role::Accent))).collect();
        let bounds = self.here().and_then(|id| diagram.art.get(id)).map(|part| part.bounds);
        let mut lines = window(diagram.signed(view, &signs), bounds, width);
        lines.push(Line::default());
        lines.extend(self.words(diagram, width));
        let sight = bounds.map_or(0, |bounds| bounds.top)..lines.len();
        (lines, sight)
    }
}

/// The diagram with signs on what was right and wrong, and the same in words.
pub fn feedback(model: &Model, parts: &Parts, pointed: &Pointed, width: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    let diagram = model.pack.diagrams.get(&parts.diagram);
    if let Some(diagram) = diagram {
        let find = |name: &PartName| name.find(&diagram.art);
        let all = pointed.iter().chain(&parts.answer);
        let signed = |name| {
            let (sign, role) = sign(parts.answer.contains(name));
            Some((find(name)?, (sign.chars().next()?, role)))
        };
        let signs: BTreeMap<_, _> = all.filter_map(signed).collect();
        let view = View { ascii: model.theme.ascii, ..View::default() };
        let right = parts.answer.iter().find_map(find).and_then(|id| diagram.art.get(id));
        lines = window(diagram.signed(view, &signs), right.map(|part| part.bounds), width);
        lines.push(Line::default());
    }
    let called = |name: &PartName| {
        let part = diagram.and_then(|it| Some(it.art.called(name.find(&it.art)?)));
        part.unwrap_or_else(|| name.to_string())
    };
    for name in pointed {
        lines.extend(row(parts.answer.contains(name), "your answer", &called(name), width));
    }
    let also = if parts.any && parts.accepts(pointed) { "right too" } else { "right" };
    for name in parts.answer.difference(pointed) {
        lines.extend(row(true, also, &called(name), width));
    }
    lines
}
