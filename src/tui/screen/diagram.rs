//! Diagrams: the list of them, and one in steps.

mod show;

use ratatui::{buffer::Buffer, layout::Rect};

pub use show::Show;

use super::{Effect, Route, Screen};
use crate::{
    text::{Clean, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, DIAGRAM, LIST, Msg, SCROLL},
        widget::{
            list::List,
            pane::{self, MEASURE, Scroll, column},
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

/// One diagram, with the window to itself.
#[derive(Debug)]
pub struct Stage {
    path: String,
    /// Nothing until the pack is read.
    show: Option<Show>,
    scroll: Scroll,
}

impl Stage {
    /// A diagram by its path.
    pub fn new(model: &Model, path: String) -> Self {
        let show = model.pack.diagrams.get(&path).cloned().map(Show::new);
        Self { path, show, scroll: Scroll::default() }
    }

    fn lines(&self, model: &Model) -> Vec<Line> {
        let width = model.room.width.min(MEASURE);
        self.show.as_ref().map_or_else(Vec::new, |show| show.lines(model, width).0)
    }

    /// Takes in a key of the diagram, and brings what changed into sight.
    fn show(&mut self, model: &Model, msg: &Msg) -> bool {
        let Some(show) = &mut self.show else { return false };
        if !show.update(model, msg) {
            return false;
        }
        if *msg != Msg::Tick {
            let (lines, sight) = show.lines(model, model.room.width.min(MEASURE));
            self.scroll.reveal(&sight, model.room.height);
            self.scroll.clamp(lines.len(), model.room.height);
        }
        true
    }
}

impl Screen for Stage {
    fn title(&self, _: &Model) -> (Clean, Clean) {
        self.show.as_ref().map(|show| (show.title(), show.standing())).unwrap_or_default()
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![DIAGRAM, SCROLL]
    }

    fn is_moving(&self) -> bool {
        self.show.as_ref().is_some_and(Show::is_moving)
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Loaded(_) if self.show.is_none() => {
                self.show = model.pack.diagrams.get(&self.path).cloned().map(Show::new);
            }
            msg if self.show(model, msg) => (),
            Msg::Act(Action::Back) => return vec![Effect::Close],
            msg => _ = self.scroll.update(msg, self.lines(model).len(), model.room.height),
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        pane::draw(&self.lines(model), self.scroll, &model.theme, column(area), buf);
    }
}
