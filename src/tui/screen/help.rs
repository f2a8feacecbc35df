//! What the keys mean here, and everywhere.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Effect, Screen};
use crate::{
    text::{Clean, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, Context, Keymap, Msg, SCROLL},
        widget::pane::{self, Scroll, column},
    },
};

/// The help screen: first the keys of the screen it was asked on.
#[derive(Debug)]
pub struct Help {
    lines: Vec<Line>,
    scroll: Scroll,
}

impl Help {
    /// Help about these keys.
    pub fn new(keys: &[&'static [Binding]], keymap: &Keymap) -> Self {
        let place = |context: &Context| {
            let here = keys.iter().position(|table| *table == context.bindings);
            here.unwrap_or(keys.len())
        };
        let mut contexts: Vec<Context> = keymap.contexts().collect();
        contexts.sort_by_key(place);
        let mut lines = Vec::new();
        for (index, context) in contexts.into_iter().enumerate() {
            if index > 0 {
                lines.push(Line::default());
            }
            lines.push(Line::new(context.name, Role::Heading));
            let told = context.bindings.iter().filter(|binding| !binding.about.is_empty());
            lines.extend(told.map(|binding| {
                Line(vec![
                    Span::new(&format!("  {:<14}", binding.keys_shown()), Role::Accent),
                    Span::new(binding.about, Role::Body),
                ])
            }));
        }
        Self { lines, scroll: Scroll::default() }
    }
}

impl Screen for Help {
    fn title(&self, _: &Model) -> (Clean, Clean) {
        (Clean::new("Keys"), Clean::default())
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        if *msg == Msg::Act(Action::Back) {
            return vec![Effect::Close];
        }
        self.scroll.update(msg, self.lines.len(), model.room.height);
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        pane::draw(&self.lines, self.scroll, &model.theme, column(area), buf);
    }
}
