//! Answer questions one by one, and see at once why.

mod marks;
mod quiz;

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Flex, Layout, Position, Rect, Size},
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

/// From this width on, the scenario or the stem stands left and the rest right.
const WIDE: u16 = 116;
/// Columns between them.
const GUTTER: u16 = 4;

impl Questions {
    /// Questions for an occasion; drawn once the pack is read.
    pub fn new(model: &Model, occasion: Occasion, filter: Filter, count: usize) -> Self {
        let quiz = Quiz::new(model, occasion, filter, count);
        Self { quiz, scroll: Scroll::default(), begun: false }
    }

    fn compose(&self, model: &Model) -> Option<Composed> {
        self.quiz.compose(model, width(model.room.width, self.is_split(model)))
    }

    fn is_split(&self, model: &Model) -> bool {
        is_split(model.room.width, self.quiz.needs(model))
    }

    /// Scrolls so that what matters after a turn is seen.
    fn follow(&mut self, model: &Model, turn: Turn) {
        if matches!(turn, Turn::Asked | Turn::Told) {
            self.scroll = Scroll::default();
        }
        let Some(composed) = self.compose(model) else { return };
        let wide = self.is_split(model);
        let sight = match turn {
            Turn::Same | Turn::Asked | Turn::Over => return,
            Turn::Told => composed.sight.start..composed.lines.len(),
            Turn::Moved => composed.sight,
        };
        // In its column, where there are two.
        let shift = if wide && sight.start >= composed.left { composed.left } else { 0 };
        self.scroll.reveal(&(sight.start - shift..sight.end - shift), model.room.height);
    }

    /// Whether a message moved the page. Before the answer, arrows are the pad's.
    fn move_page(&mut self, model: &Model, msg: &Msg) -> bool {
        let page = matches!(msg, Msg::Act(Action::PageUp | Action::PageDown) | Msg::Wheel(_));
        let split = self.is_split(model);
        let lines = self.compose(model).map_or(0, |it| height(&it, split));
        (page || self.quiz.leaves_arrows()) && self.scroll.update(msg, lines, model.room.height)
    }

    /// A press of the mouse, for the pad if it is there.
    fn click(&mut self, model: &Model, at: Position) -> Vec<Effect> {
        let Some(composed) = self.compose(model) else { return Vec::new() };
        let split = self.is_split(model);
        let Some((at, width)) = in_pad(&composed, split, self.scroll, model.room, at) else {
            return Vec::new();
        };
        let (effects, turn) = self.quiz.click(model, at, width);
        self.follow(model, turn);
        effects
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

/// Whether stem and pad stand side by side: in a wide window, unless the drawing
/// that belongs to the question, so many columns wide, would be cut.
pub fn is_split(room: u16, needs: u16) -> bool {
    room >= WIDE && needs <= half(room)
}

/// The columns a question is set in.
pub fn width(room: u16, split: bool) -> u16 {
    if split { half(room) } else { room.min(MEASURE) }
}

/// Where stem and pad are drawn: in two columns, or in one.
fn columns(split: bool, area: Rect) -> [Rect; 2] {
    if !split {
        return [column(area); 2];
    }
    Layout::horizontal([Constraint::Length(half(area.width)); 2])
        .spacing(GUTTER)
        .flex(Flex::Center)
        .areas(area)
}

/// A press of the mouse as the pad counts it, with the pad's width; nothing if it
/// was elsewhere.
pub fn in_pad(
    composed: &Composed,
    split: bool,
    scroll: Scroll,
    room: Size,
    at: Position,
) -> Option<(Position, u16)> {
    let [_, pad] = columns(split, Rect::new(0, 0, room.width, room.height));
    let left = if split { composed.left } else { 0 };
    let top = within(scroll, composed.lines.len() - left, room.height).top;
    let y = (top + left + usize::from(at.y)).checked_sub(composed.stem)?;
    let x = at.x.checked_sub(pad.x)?;
    Some((Position { x, y: y as u16 }, pad.width))
}

/// Draws a question, in one column or two.
pub fn paint(
    composed: &Composed,
    split: bool,
    scroll: Scroll,
    model: &Model,
    area: Rect,
    buf: &mut Buffer,
) {
    let [left, right] = columns(split, area);
    if left == right {
        return pane::draw(&composed.lines, scroll, &model.theme, left, buf);
    }
    let (first, rest) = composed.lines.split_at(composed.left);
    for (lines, area) in [(first, left), (rest, right)] {
        let scroll = within(scroll, lines.len(), area.height);
        pane::draw(lines, scroll, &model.theme, area, buf);
    }
}

/// The width of one of two columns in a window.
fn half(room: u16) -> u16 {
    (room.saturating_sub(GUTTER) / 2).min(MEASURE)
}

/// Lines a question takes, on one column or two.
fn height(composed: &Composed, split: bool) -> usize {
    let (all, left) = (composed.lines.len(), composed.left);
    if split { left.max(all - left) } else { all }
}

/// How far one column of two is scrolled: not past its own end.
fn within(mut scroll: Scroll, lines: usize, height: u16) -> Scroll {
    scroll.clamp(lines, height);
    scroll
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

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        self.quiz.keys()
    }

    fn is_typing(&self) -> bool {
        self.quiz.is_typing()
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Back) if !self.quiz.is_typing() => return self.leave(),
            Msg::Opened => return self.begun(model),
            Msg::Click(at) => return self.click(model, *at),
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
                (true, Occasion::Practice | Occasion::Exam) => "No question is like that.",
            };
            let lines = [Line::new(text, Role::Faint)];
            return pane::draw(&lines, Scroll::default(), &model.theme, column(area), buf);
        };
        paint(&composed, self.is_split(model), self.scroll, model, area, buf);
    }
}
