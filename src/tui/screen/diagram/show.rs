//! A diagram being shown: its step, what moves, what is selected.

use std::{ops::Range, sync::Arc};

use crate::{
    diagram::{Diagram, PartId, View},
    store::Motion,
    text::{self, Clean, Line, Look, Role, Span},
    tui::{
        app::{Model, TICK},
        key::{Action, Msg},
        widget::{pane, prose},
    },
};

/// A diagram at one of its steps, without the window around it.
#[derive(Debug)]
pub struct Show {
    diagram: Arc<Diagram>,
    step: usize,
    /// How far the mark has come that moves along the flow.
    beat: Option<usize>,
    /// How long the next step is still waited for while it plays.
    rest: Option<u32>,
    selected: Option<PartId>,
    /// Whether the selected part is told about.
    told: bool,
    /// Columns of the drawing left of the window.
    left: usize,
}

/// Columns a key moves a drawing that is wider than the window.
const SIDEWAYS: isize = 8;
/// In windows lower than this what is said stands above the drawing.
pub const LOW: u16 = 18;
/// Ticks a mark takes along a flow at most, one cell a tick if it is shorter.
const LONGEST: usize = 40;
/// Ticks a step rests at least when it plays.
const SHORTEST_REST: u32 = 1500 / TICK.as_millis() as u32;
/// Ticks to read a word: about 220 words a minute.
const WORD: u32 = 270 / TICK.as_millis() as u32;

impl Show {
    /// The whole drawing, before its first step.
    pub fn new(diagram: Arc<Diagram>) -> Self {
        Self { diagram, step: 0, beat: None, rest: None, selected: None, told: false, left: 0 }
    }

    /// For the header.
    pub fn title(&self) -> Clean {
        self.diagram.title.clone()
    }

    /// Which step of how many.
    pub fn standing(&self) -> Clean {
        let steps = self.diagram.steps.len();
        let playing = if self.rest.is_some() { "playing · " } else { "" };
        Clean::new(&match (self.step, steps) {
            (_, 0) => String::new(),
            (0, 1) => format!("{playing}1 step"),
            (0, steps) => format!("{playing}{steps} steps"),
            (step, steps) => format!("{playing}step {step} of {steps}"),
        })
    }

    /// Whether something moves, so that time matters.
    pub fn is_moving(&self) -> bool {
        self.beat.is_some() || self.rest.is_some()
    }

    /// Takes in a key or a tick; whether it was one for a diagram.
    pub fn update(&mut self, model: &Model, msg: &Msg) -> bool {
        match msg {
            Msg::Act(Action::Step) => self.go(model, self.step + 1),
            Msg::Act(Action::StepBack) => self.go(model, self.step.saturating_sub(1)),
            Msg::Act(Action::Again) => self.go(model, 0),
            Msg::Act(Action::Play) => self.play(model),
            Msg::Act(Action::NextField) => self.select(model, 1),
            Msg::Act(Action::LastField) => self.select(model, -1),
            Msg::Act(Action::Confirm) if self.selected.is_some() => self.told = !self.told,
            Msg::Act(Action::Back) if self.selected.is_some() => {
                (self.selected, self.told) = (None, false);
            }
            Msg::Act(Action::Left) => self.sideways(model, -SIDEWAYS),
            Msg::Act(Action::Right) => self.sideways(model, SIDEWAYS),
            Msg::Resize(_) => self.sideways(model, 0),
            Msg::Tick => self.tick(model),
            _ => return false,
        }
        true
    }

    /// Goes to a step; one's own key ends the playing.
    fn go(&mut self, model: &Model, step: usize) {
        self.rest = None;
        self.turn_to(model, step);
    }

    fn turn_to(&mut self, model: &Model, step: usize) {
        let step = step.min(self.diagram.steps.len());
        let forward = step > self.step;
        self.step = step;
        let moves = forward && model.motion == Motion::Full && self.diagram.beats(step) > 0;
        self.beat = moves.then_some(0);
        self.show_step(model);
    }

    /// Moves a drawing wider than the window to where the step happens.
    fn show_step(&mut self, model: &Model) {
        let Some(step) = self.diagram.step(self.step) else { return };
        let parts = [&step.flow, &step.show, &step.fail];
        let Some(parts) = parts.into_iter().find(|parts| !parts.is_empty()) else { return };
        let bounds = |id: &PartId| self.diagram.art.get(*id).map(|part| part.bounds);
        let bounds: Vec<_> = parts.iter().filter_map(bounds).collect();
        let left = bounds.iter().map(|it| it.left).min().unwrap_or(0);
        let right = bounds.iter().map(|it| it.right + 1).max().unwrap_or(0);
        self.bring(model, left, right);
    }

    /// Brings columns of the drawing into the window, the first above all.
    fn bring(&mut self, model: &Model, left: usize, right: usize) {
        let room = usize::from(model.room.width.min(pane::MEASURE));
        self.left = self.left.max(right.saturating_sub(room)).min(left);
        self.sideways(model, 0);
    }

    /// Plays on from here, from the start at the end, or stops.
    fn play(&mut self, model: &Model) {
        if self.rest.is_some() || self.diagram.steps.is_empty() {
            self.rest = None;
            return;
        }
        let step = if self.step == self.diagram.steps.len() { 1 } else { self.step + 1 };
        self.step = step - 1;
        self.turn_to(model, step);
        self.rest = Some(self.reading_time());
    }

    fn reading_time(&self) -> u32 {
        let said = self.diagram.step(self.step).map_or("", |step| &step.say.0);
        let words = said.split_whitespace().count() as u32;
        (words * WORD).max(SHORTEST_REST)
    }

    /// What moves goes on; when it has come to its end, so does what plays.
    fn tick(&mut self, model: &Model) {
        if let Some(beat) = self.beat {
            let beats = self.diagram.beats(self.step);
            let next = beat + beats.div_ceil(LONGEST).max(1);
            self.beat = (next < beats).then_some(next);
        }
        match self.rest {
            Some(0) if self.beat.is_some() => (),
            Some(0) if self.step < self.diagram.steps.len() => {
                self.turn_to(model, self.step + 1);
                self.rest = Some(self.reading_time());
            }
            Some(0) => self.rest = None,
            Some(left) => self.rest = Some(left - 1),
            None => (),
        }
    }

    /// Selects the next part in reading order that is not hidden.
    fn select(&mut self, model: &Model, by: isize) {
        let hidden = self.diagram.state(self.step).hidden;
        let parts = self.diagram.art.parts().map(|part| part.id);
        let parts: Vec<_> = parts.filter(|id| !hidden.contains(id)).collect();
        let at = self.selected.and_then(|it| parts.iter().position(|part| *part == it));
        let next = match at {
            Some(at) => at.checked_add_signed(by).unwrap_or(parts.len()) % (parts.len().max(1)),
            None if by < 0 => parts.len().saturating_sub(1),
            None => 0,
        };
        // One before the first is the last.
        let next = if by < 0 && at == Some(0) { parts.len().saturating_sub(1) } else { next };
        (self.selected, self.told) = (parts.get(next).copied(), false);
        self.show_selected(model);
    }

    /// Moves a drawing wider than the window to where the selected part stands.
    fn show_selected(&mut self, model: &Model) {
        let part = self.selected.and_then(|id| self.diagram.art.get(id));
        let Some(bounds) = part.map(|part| part.bounds) else { return };
        self.bring(model, bounds.left, bounds.right + 1);
    }

    /// Moves a drawing that is wider than the window, as far as there is more.
    fn sideways(&mut self, model: &Model, by: isize) {
        let room = usize::from(model.room.width.min(pane::MEASURE));
        let most = self.diagram.art.width().saturating_sub(room);
        self.left = self.left.saturating_add_signed(by).min(most);
    }

    /// The drawing, as much of it as is right of where it was moved to.
    pub fn picture(&self, model: &Model) -> Vec<Line> {
        let ascii = model.theme.ascii;
        let (step, beat, selected) = (self.step, self.beat, self.selected);
        let picture = self.diagram.picture(View { step, beat, selected, ascii });
        picture.iter().map(|line| pane::from(line, self.left)).collect()
    }

    /// The rows of the drawing on which the selected part stands.
    pub fn selected_rows(&self) -> Option<Range<usize>> {
        let part = self.diagram.art.get(self.selected?)?;
        Some(part.bounds.top..part.bounds.bottom + 1)
    }

    /// The drawing and what is said about it, and which lines matter most.
    pub fn lines(&self, model: &Model, width: u16) -> (Vec<Line>, Range<usize>) {
        let (picture, said) = (self.picture(model), self.said(width));
        let drawn = picture.len();
        let low = model.room.height < LOW;
        let gap = if said.is_empty() { vec![] } else { vec![Line::default()] };
        let from = if low { said.len() + gap.len() } else { 0 };
        let end = drawn + gap.len() + said.len();
        let sight = match self.selected_rows() {
            Some(rows) if low && !self.told => from + rows.start..from + rows.end,
            Some(rows) if !low && end - rows.start <= model.room.height.into() => rows.start..end,
            _ if low => 0..said.len(),
            _ => drawn..end,
        };
        let (above, below) = if low { (said, picture) } else { (picture, said) };
        ([above, gap, below].concat(), sight)
    }

    /// What is said at this step, and about the selected part.
    pub fn said(&self, width: u16) -> Vec<Line> {
        let mut lines = match self.diagram.step(self.step) {
            Some(step) => prose::markdown(&step.say, width),
            None if self.diagram.steps.is_empty() => Vec::new(),
            None => {
                let hint = "→ goes through it step by step, p plays it.";
                text::wrap(hint, Role::Faint, width)
            }
        };
        let Some(part) = self.selected else { return lines };
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        let name = Look { strong: true, ..Role::Accent.into() };
        let name = Span { text: Clean::new(&self.diagram.art.called(part)), look: name };
        if self.told {
            lines.push(Line(vec![name]));
            lines.extend(self.about(part, width));
        } else {
            lines.push(Line(vec![name, Span::new("  Enter tells about it", Role::Faint)]));
        }
        lines
    }

    /// What its author says about a part, and what the drawing does.
    fn about(&self, part: PartId, width: u16) -> Vec<Line> {
        let Diagram { about, art, .. } = &*self.diagram;
        let mut lines = about.get(&part).map_or_else(Vec::new, |it| prose::markdown(it, width));
        let state = self.diagram.state(self.step);
        let told = [
            ("has failed", state.failed.contains(&part)),
            ("takes part in this step", self.flows_through(part)),
        ];
        let told = told.iter().filter(|(_, is)| *is).map(|(text, _)| (*text).to_owned());
        let joined: Vec<_> = art.neighbours(part).iter().map(|id| art.called(*id)).collect();
        let joined = (!joined.is_empty()).then(|| format!("connected to {}", joined.join(", ")));
        let inside: Vec<_> =
            art.parts().filter(|it| it.zone == Some(part)).map(|it| it.name).collect();
        let inside = (!inside.is_empty()).then(|| format!("holds {}", inside.join(", ")));
        let facts: Vec<_> = told.chain(joined).chain(inside).collect();
        if !facts.is_empty() {
            lines.extend(text::wrap(&facts.join(" · "), Role::Faint, width));
        }
        lines
    }

    fn flows_through(&self, part: PartId) -> bool {
        self.diagram.step(self.step).is_some_and(|step| step.flow.contains(&part))
    }
}
