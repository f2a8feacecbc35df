//! Answer questions one by one, and see at once why.

mod marks;
mod quiz;

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
};

pub use quiz::{Composed, Quiz, Turn, told};

use super::{Effect, Route, Screen};
use crate::{
    study::{Fact, Filter, Occasion},
    text::{Clean, Line, Markdown, Role},
    tui::{
        app::Model,
        key::{Action, Binding, Msg},
        widget::{
            pane::{self, MEASURE, Scroll, column},
            prose::markdown,
        },
    },
};

/// A session on the screen.
#[derive(Debug)]
pub struct Questions {
    quiz: Quiz,
    scroll: Scroll,
    /// Whether it was written down that it began.
    begun: bool,
}

/// From this width on, the stem stands left and the options right.
const WIDE: u16 = 116;

impl Questions {
    /// Questions for an occasion; drawn once the pack is read.
    pub fn new(model: &Model, occasion: Occasion, filter: Filter, count: usize) -> Self {
        let quiz = Quiz::new(model, occasion, filter, count);
        Self { quiz, scroll: Scroll::default(), begun: false }
    }

    fn compose(&self, model: &Model) -> Option<Composed> {
        self.quiz.compose(model, measure(model.room.width))
    }

    /// Scrolls so that what matters after a turn is seen.
    fn follow(&mut self, model: &Model, turn: Turn) {
        if matches!(turn, Turn::Asked | Turn::Told) {
            self.scroll = Scroll::default();
        }
        let Some(composed) = self.compose(model) else { return };
        let wide = model.room.width >= WIDE;
        let sight = match turn {
            Turn::Same | Turn::Asked | Turn::Over => return,
            Turn::Told if wide => 0..composed.lines.len(),
            Turn::Told => composed.sight.start..composed.lines.len(),
            Turn::Moved => {
                let shift = if wide { composed.stem } else { 0 };
                composed.sight.start - shift..composed.sight.end - shift
            }
        };
        self.scroll.reveal(&sight, model.room.height);
    }

    /// Whether a message moved the page. Before the answer, arrows are the pad's.
    fn move_page(&mut self, model: &Model, msg: &Msg) -> bool {
        let page = matches!(msg, Msg::Act(Action::PageUp | Action::PageDown) | Msg::Wheel(_));
        let lines = self.compose(model).map_or(0, |it| height(&it, model.room.width));
        (page || !self.quiz.is_asking()) && self.scroll.update(msg, lines, model.room.height)
    }

    /// A practice that has begun can be gone on with when it is left.
    fn begun(&mut self, model: &Model) -> Vec<Effect> {
        let questions = self.quiz.open();
        if self.begun || self.quiz.occasion != Occasion::Practice || questions.len() < 2 {
            return Vec::new();
        }
        self.begun = true;
        let pack = model.pack.manifest.id.clone();
        vec![Effect::Record(Fact::Began { pack, questions })]
    }

    fn ended(&self, model: &Model) -> Option<Effect> {
        let pack = model.pack.manifest.id.clone();
        self.begun.then_some(Effect::Record(Fact::Ended { pack }))
    }

    /// Away; with a summary when something was answered.
    fn leave(&self) -> Vec<Effect> {
        let done = self.quiz.done();
        if done.is_empty() {
            return vec![Effect::Close];
        }
        vec![Effect::Replace(Route::Summary(self.quiz.occasion, done.to_vec()))]
    }
}

/// The width of a column of text in a window.
fn measure(room: u16) -> u16 {
    if room >= WIDE { ((room - 4) / 2).min(MEASURE) } else { room.min(MEASURE) }
}

/// Lines a question takes in a window.
fn height(composed: &Composed, width: u16) -> usize {
    if width < WIDE {
        return composed.lines.len();
    }
    composed.stem.max(composed.lines.len() - composed.stem)
}

/// The first line of a text, for a list.
pub fn first_line(source: &Markdown) -> Clean {
    let lines = markdown(source, 400);
    Clean::new(&lines.first().map(ToString::to_string).unwrap_or_default())
}

impl Screen for Questions {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        self.quiz.title(model)
    }

    fn is_typing(&self) -> bool {
        self.quiz.is_writing()
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        self.quiz.keys()
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Opened => return self.begun(model),
            Msg::Act(Action::Back) if !self.quiz.is_writing() => return self.leave(),
            Msg::Resize(_) => self.follow(model, Turn::Moved),
            msg if self.move_page(model, msg) => (),
            msg => {
                let (mut effects, turn) = self.quiz.update(model, msg);
                self.follow(model, turn);
                if matches!(msg, Msg::Loaded(_)) {
                    effects.extend(self.begun(model));
                }
                if turn == Turn::Over {
                    effects.extend(self.ended(model));
                    effects.extend(self.leave());
                }
                return effects;
            }
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let Some(composed) = self.compose(model) else {
            let text = match (model.ready, self.quiz.occasion) {
                (false, _) => "Reading the pack…",
                (true, Occasion::Review) => "Nothing is due. Come back tomorrow, or practise.",
                (true, Occasion::Practice) => "No question is like that.",
            };
            let lines = [Line::new(text, Role::Faint)];
            return pane::draw(&lines, Scroll::default(), &model.theme, column(area), buf);
        };
        if area.width < WIDE {
            return pane::draw(&composed.lines, self.scroll, &model.theme, column(area), buf);
        }
        let side = measure(area.width);
        let [left, right] = Layout::horizontal([Constraint::Length(side); 2])
            .spacing(4)
            .flex(ratatui::layout::Flex::Center)
            .areas(area);
        let (stem, rest) = composed.lines.split_at(composed.stem);
        pane::draw(stem, self.scroll, &model.theme, left, buf);
        pane::draw(rest, self.scroll, &model.theme, right, buf);
    }
}
