//! A list with one entry marked.

use ratatui::{buffer::Buffer, layout::Rect};

use super::pane::{self, Scroll};
use crate::{
    text::{Line, Look, Role, Span},
    tui::{
        key::{Action, Msg},
        theme::Theme,
    },
};

/// Which entry is marked, and how far the list is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The entry marked.
    pub cursor: usize,
    scroll: Scroll,
}

impl List {
    /// A list with this entry marked, and in sight.
    pub fn at(cursor: usize, height: u16) -> Self {
        let mut scroll = Scroll::default();
        scroll.reveal(&(cursor..cursor + 1), height);
        Self { cursor, scroll }
    }

    /// Moves as a message says; whether it was one for moving.
    pub fn update(&mut self, msg: &Msg, entries: usize, height: u16) -> bool {
        let page = usize::from(height).max(1);
        let last = entries.saturating_sub(1);
        self.cursor = match msg {
            Msg::Act(Action::Up) => self.cursor.saturating_sub(1),
            Msg::Act(Action::Down) => self.cursor + 1,
            Msg::Act(Action::PageUp) => self.cursor.saturating_sub(page),
            Msg::Act(Action::PageDown) => self.cursor + page,
            Msg::Act(Action::Top) => 0,
            Msg::Act(Action::Bottom) => last,
            Msg::Wheel(by) => self.cursor.saturating_add_signed(isize::from(by.signum())),
            Msg::Resize(_) => self.cursor,
            _ => return false,
        }
        .min(last);
        self.scroll.reveal(&(self.cursor..self.cursor + 1), height);
        self.scroll.clamp(entries, height);
        true
    }

    /// Whether a message asks to open an entry of so many: the marked one, or
    /// one that is clicked.
    pub fn opens(&mut self, msg: &Msg, entries: usize) -> bool {
        match msg {
            Msg::Act(Action::Confirm) => true,
            Msg::Click(at) => {
                let entry = self.scroll.top + usize::from(at.y);
                let is_there = entry < entries;
                self.cursor = if is_there { entry } else { self.cursor };
                is_there
            }
            _ => false,
        }
    }

    /// Draws it: one line an entry.
    pub fn draw(&self, entries: Vec<Line>, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let marked = |(index, line): (usize, Line)| mark(line, index == self.cursor);
        let lines: Vec<Line> = entries.into_iter().enumerate().map(marked).collect();
        pane::draw(&lines, self.scroll, theme, area, buf);
    }
}

/// A line with the mark before it, or room for it.
pub fn mark(line: Line, marked: bool) -> Line {
    let sign = Span::new(if marked { "▸ " } else { "  " }, Role::Accent);
    let strong = |span: Span| Span {
        look: Look { strong: marked || span.look.strong, ..span.look },
        ..span
    };
    Line([sign].into_iter().chain(line.0.into_iter().map(strong)).collect())
}
