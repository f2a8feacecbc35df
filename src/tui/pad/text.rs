//! Type a word.

use ratatui::layout::Position;

use super::{Came, Drawn, Pad, part::row, typed::Typed};
use crate::{
    item::{Response, Text, text::is_same},
    text::Line,
    tui::key::{AWAY, Action, Binding, FIELD, Msg, QUESTION, TYPED},
};

/// A field for words.
#[derive(Debug)]
pub struct TextPad {
    typed: Typed,
}

impl Default for TextPad {
    fn default() -> Self {
        Self { typed: Typed::new(1) }
    }
}

impl Pad for TextPad {
    fn keys(&self) -> Vec<&'static [Binding]> {
        if self.typed.is_typing() { vec![TYPED, FIELD] } else { vec![AWAY, QUESTION] }
    }

    fn is_typing(&self) -> bool {
        self.typed.is_typing()
    }

    fn leaves_arrows(&self) -> bool {
        true
    }

    fn update(&mut self, msg: &Msg) -> Came {
        if *msg == Msg::Act(Action::Confirm) {
            return Came::Answer;
        }
        self.typed.update(msg);
        Came::Nothing
    }

    fn click(&mut self, _: Position, _: u16) -> Came {
        self.typed.go(0);
        Came::Nothing
    }

    fn restore(&mut self, kept: Option<&Response>, _: &[usize]) {
        if let Some(Response::Text(typed)) = kept {
            self.typed.fill(0, typed);
        }
    }

    fn response(&self) -> Result<Response, String> {
        let typed = self.typed.text(0).trim().to_owned();
        if typed.is_empty() {
            Err("type an answer first".into())
        } else {
            Ok(Response::Text(typed))
        }
    }

    fn lines(&self, width: u16) -> Drawn {
        self.typed.alone("", width)
    }
}

/// What was typed, and an answer to show unless it is the same.
pub fn feedback(text: &Text, typed: &str, width: u16) -> Vec<Line> {
    let mut lines = row(text.accepts(typed), "your answer", typed, width);
    if let Some(shown) = text.shown().filter(|shown| !is_same(typed, shown, text.exact)) {
        lines.extend(row(true, "right", shown, width));
    }
    lines
}
