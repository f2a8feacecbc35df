//! Diagrams: the list of them, and one in steps.

mod show;

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
};

pub use show::{LOW, Show};

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

    /// What scrolls, and what stands below it whatever is scrolled.
    fn parts(&self, model: &Model) -> (Vec<Line>, Vec<Line>) {
        let Some(show) = &self.show else { return Default::default() };
        let (width, height) = (model.room.width.min(MEASURE), usize::from(model.room.height));
        let (all, _) = show.lines(model, width);
        let said = show.said(width);
        if model.room.height < LOW || all.len() <= height || said.len() > height / 2 {
            return (all, Vec::new());
        }
        let below = [vec![Line::default()], said].concat();
        (show.picture(model), below)
    }

    /// Takes in a key of the diagram, and brings what changed into sight.
    fn show(&mut self, model: &Model, msg: &Msg) -> bool {
        let Some(show) = &mut self.show else { return false };
        if !show.update(model, msg) {
            return false;
        }
        if *msg != Msg::Tick {
            self.reveal(model);
        }
        true
    }

    fn reveal(&mut self, model: &Model) {
        let (lines, below) = self.parts(model);
        let height = model.room.height - below.len() as u16;
        let Some(show) = &self.show else { return };
        let sight = if below.is_empty() {
            Some(show.lines(model, model.room.width.min(MEASURE)).1)
        } else {
            show.selected_rows()
        };
        if let Some(sight) = sight {
            self.scroll.reveal(&sight, height);
        }
        self.scroll.clamp(lines.len(), height);
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
            msg => {
                let (lines, below) = self.parts(model);
                self.scroll.update(msg, lines.len(), model.room.height - below.len() as u16);
            }
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let (lines, below) = self.parts(model);
        let [above_area, below_area] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(below.len() as u16)])
                .areas(column(area));
        pane::draw(&lines, self.scroll, &model.theme, above_area, buf);
        pane::draw(&below, Scroll::default(), &model.theme, below_area, buf);
    }
}
