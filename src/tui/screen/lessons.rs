//! The lessons of a pack.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Effect, Route, Screen};
use crate::{
    item::Place,
    text::{Clean, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, LIST, Msg, SCROLL},
        widget::{list::List, pane::column},
    },
};

/// The list of lessons.
#[derive(Debug, Default)]
pub struct Lessons {
    list: List,
}

impl Screen for Lessons {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let read = &model.progress.read;
        let count = model.pack.lessons.iter().filter(|it| read.contains_key(&it.id)).count();
        (Clean::new("Learn"), Clean::new(&format!("{count} of {} read", model.pack.lessons.len())))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![LIST, SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Back) => vec![Effect::Close],
            Msg::Act(Action::Confirm) => {
                let lesson = model.pack.lessons.get(self.list.cursor);
                let place = lesson.map(|it| Place { lesson: it.id.clone(), slug: None });
                place.map(|place| Effect::Open(Route::Lesson(place))).into_iter().collect()
            }
            msg => {
                self.list.update(msg, model.pack.lessons.len(), model.room.height);
                Vec::new()
            }
        }
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let lessons = model.pack.lessons.iter().map(|lesson| {
            let read = model.progress.read.contains_key(&lesson.id);
            let minutes = lesson.minutes.map_or_else(String::new, |it| format!("  {it} min"));
            let reached = model.progress.marks.reached.get(&lesson.id);
            let reached = reached.filter(|it| !read && it.part < 100);
            let reached = reached.map_or_else(String::new, |it| format!("  {} % so far", it.part));
            Line(vec![
                Span::new(if read { "✓ " } else { "  " }, Role::Good),
                Span { text: lesson.title.clone(), look: Role::Body.into() },
                Span::new(&minutes, Role::Faint),
                Span::new(&reached, Role::Accent),
            ])
        });
        self.list.draw(lessons.collect(), &model.theme, column(area), buf);
    }
}
