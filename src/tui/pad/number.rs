//! Type a number.

use ratatui::layout::Position;

use super::{Came, Drawn, Pad, part::row, typed::Typed};
use crate::{
    item::{Exact, Number, Response, number::Reading},
    text::Line,
    tui::key::{AWAY, Action, Binding, FIELD, Msg, QUESTION, TYPED},
};

/// A field for a number.
#[derive(Debug)]
pub struct NumberPad {
    number: Number,
    typed: Typed,
}

impl NumberPad {
    /// A pad with nothing typed.
    pub fn new(number: &Number) -> Self {
        Self { number: number.clone(), typed: Typed::new(1) }
    }
}

impl Pad for NumberPad {
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
        if let Some(Response::Number(number)) = kept {
            self.typed.fill(0, &number.to_string());
        }
    }

    fn response(&self) -> Result<Response, String> {
        let typed = self.typed.text(0);
        match self.number.read(&typed) {
            Reading::Number(number) => Ok(Response::Number(number)),
            Reading::Ambiguous { decimal, group } => {
                Err(format!("is that {decimal} or {group}? Write it without a comma"))
            }
            Reading::NotANumber if typed.trim().is_empty() => Err("type a number first".to_owned()),
            Reading::NotANumber => Err(match &self.number.unit {
                Some(unit) => format!("that is not a number of {unit}, such as 1.5 or 1,000"),
                None => "that is not a number, such as 1.5 or 1,000".to_owned(),
            }),
        }
    }

    fn lines(&self, width: u16) -> Drawn {
        self.typed.alone(self.number.unit.as_deref().unwrap_or_default(), width)
    }
}

/// What was typed, and the right number unless that was it.
pub fn feedback(number: &Number, typed: Exact, width: u16) -> Vec<Line> {
    let mut lines = row(number.accepts(typed), "your answer", &number.with_unit(typed), width);
    if typed != number.answer {
        lines.extend(row(true, "right", &number.shown(), width));
    }
    lines
}
