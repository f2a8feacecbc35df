//! Diagrams: the list of them, and one in steps.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Effect, Route, Screen};
use crate::{
    text::{Clean, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, DIAGRAM, LIST, Msg, SCROLL},
        widget::{
            list::List,
            pane::{self, MEASURE, Scroll, column},
            prose::markdown,
        },
    },
};

/// The diagrams of a pack.
#[derive(Debug, Default)]
pub struct Gallery {
    list: List,
}

impl Screen for Gallery {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        (Clean::new("Diagrams"), Clean::new(&model.pack.diagrams.len().to_string()))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![LIST, SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Back) => vec![Effect::Close],
            Msg::Act(Action::Confirm) => {
                let path = model.pack.diagrams.keys().nth(self.list.cursor);
                path.map(|path| Effect::Open(Route::Diagram(path.clone()))).into_iter().collect()
            }
            msg => {
                self.list.update(msg, model.pack.diagrams.len(), model.room.height);
                Vec::new()
            }
        }
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let diagrams = model.pack.diagrams.values().map(|diagram| {
            Line(vec![
                Span { text: diagram.title.clone(), look: Role::Body.into() },
                Span::new(&format!("  {} steps", diagram.steps.len()), Role::Faint),
            ])
        });
        self.list.draw(diagrams.collect(), &model.theme, column(area), buf);
    }
}

/// One diagram, at one of its steps.
#[derive(Debug)]
pub struct Stage {
    path: String,
    step: usize,
    scroll: Scroll,
    /// Columns of the drawing left of the window.
    left: usize,
}

/// Columns a key moves a drawing that is wider than the window.
const SIDEWAYS: isize = 8;
/// In windows lower than this what is said stands above the drawing.
const LOW: u16 = 18;

impl Stage {
    /// The whole drawing, before its first step.
    pub fn new(_: &Model, path: String) -> Self {
        Self { path, step: 0, scroll: Scroll::default(), left: 0 }
    }

    fn steps(&self, model: &Model) -> usize {
        model.pack.diagrams.get(&self.path).map_or(0, |diagram| diagram.steps.len())
    }

    /// The drawing, and what is said about it.
    fn lines(&self, model: &Model) -> Vec<Line> {
        let Some(diagram) = model.pack.diagrams.get(&self.path) else { return Vec::new() };
        let picture = diagram.picture(self.step);
        let picture = picture.iter().map(|line| pane::from(line, self.left)).collect();
        let step = self.step.checked_sub(1).and_then(|index| diagram.steps.get(index));
        let said = match step {
            Some(step) => markdown(&step.say, model.room.width.min(MEASURE)),
            None if diagram.steps.is_empty() => return picture,
            None => vec![Line::new("→ goes through it step by step.", Role::Faint)],
        };
        let low = model.room.height < LOW;
        let (above, below) = if low { (said, picture) } else { (picture, said) };
        [above, vec![Line::default()], below].concat()
    }

    /// Moves a drawing that is wider than the window, as far as there is more.
    fn sideways(&mut self, model: &Model, by: isize) {
        let diagram = model.pack.diagrams.get(&self.path);
        let width = diagram.map_or(0, |diagram| diagram.art.width());
        let most = width.saturating_sub(usize::from(model.room.width));
        self.left = self.left.saturating_add_signed(by).min(most);
    }
}

impl Screen for Stage {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let title = model.pack.diagrams.get(&self.path).map(|diagram| diagram.title.clone());
        let steps = self.steps(model);
        let place = if self.step == 0 {
            format!("{steps} steps")
        } else {
            format!("step {} of {steps}", self.step)
        };
        (title.unwrap_or_default(), Clean::new(&place))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![DIAGRAM, SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Back) => return vec![Effect::Close],
            Msg::Act(Action::Step) => self.step = (self.step + 1).min(self.steps(model)),
            Msg::Act(Action::StepBack) => self.step = self.step.saturating_sub(1),
            Msg::Act(Action::Again) => self.step = 0,
            Msg::Act(Action::Left) => self.sideways(model, -SIDEWAYS),
            Msg::Act(Action::Right) => self.sideways(model, SIDEWAYS),
            Msg::Resize(_) => self.sideways(model, 0),
            msg => _ = self.scroll.update(msg, self.lines(model).len(), model.room.height),
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        pane::draw(&self.lines(model), self.scroll, &model.theme, column(area), buf);
    }
}
