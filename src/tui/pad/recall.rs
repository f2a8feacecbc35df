//! Recall, then say alone how it went.

use ratatui::layout::Position;

use super::{Came, Drawn, Pad};
use crate::{
    item::{Item, Recall, Recalled, Response},
    study::{CardKey, balance},
    text::{Line, Markdown, Role, Span, wrap},
    tui::{
        app::Model,
        key::{Action, Binding, Msg, QUESTION, RATE, RECALL},
        widget::prose::markdown,
    },
};

/// The answer, hidden at first, and what may be said of oneself.
#[derive(Debug)]
pub struct RecallPad {
    answer: Markdown,
    shown: bool,
    said: Option<Recalled>,
    /// When the question comes back after each word that may be said.
    back: Vec<String>,
}

impl RecallPad {
    /// A pad with the answer hidden.
    pub fn new(model: &Model, item: &Item, recall: &Recall) -> Self {
        let key = CardKey::of(item);
        let back = Recalled::ALL.iter().map(|word| {
            let (card, _) = balance::reviewed(&model.progress, &key, model.now, (*word).into());
            card.comes_back(model.now)
        });
        Self { answer: recall.answer.clone(), shown: false, said: None, back: back.collect() }
    }

    fn say(&mut self, digit: u8) -> Came {
        if !self.shown {
            return Came::Nothing;
        }
        self.said = Recalled::numbered(digit.into());
        if self.said.is_some() { Came::Answer } else { Came::Nothing }
    }
}

impl Pad for RecallPad {
    fn keys(&self) -> Vec<&'static [Binding]> {
        vec![if self.shown { RATE } else { RECALL }, QUESTION]
    }

    fn leaves_arrows(&self) -> bool {
        true
    }

    fn update(&mut self, msg: &Msg) -> Came {
        match msg {
            Msg::Act(Action::Confirm) if self.shown => {
                let words = "say how it went: 1 again, 2 hard, 3 good, 4 easy";
                return Came::Notice(words.to_owned());
            }
            Msg::Act(Action::Confirm) => self.shown = true,
            Msg::Act(Action::Digit(digit)) => return self.say(*digit),
            _ => (),
        }
        Came::Nothing
    }

    /// Shows the answer; then takes the word that is pressed.
    fn click(&mut self, at: Position, width: u16) -> Came {
        if !self.shown {
            return self.update(&Msg::Act(Action::Confirm));
        }
        let first = self.lines(width).0.len() - Recalled::ALL.len();
        let word = usize::from(at.y).checked_sub(first);
        word.map_or(Came::Nothing, |word| self.say(word as u8 + 1))
    }

    fn response(&self) -> Result<Response, String> {
        self.said.map(Response::Recall).ok_or_else(|| "look at the answer first".to_owned())
    }

    fn lines(&self, width: u16) -> Drawn {
        if !self.shown {
            let lines = wrap("Recall the answer, then press Enter to see it.", Role::Faint, width);
            let sight = 0..lines.len();
            return (lines, sight);
        }
        let mut lines = markdown(&self.answer, width);
        lines.push(Line::default());
        lines.extend(wrap("How well did you recall it?", Role::Faint, width));
        for ((number, word), back) in (1..).zip(Recalled::ALL).zip(&self.back) {
            lines.push(Line(vec![
                Span::new(&format!("  {number}  "), Role::Accent),
                Span::new(&format!("{:<7}", word.word()), Role::Body),
                Span::new(back, Role::Faint),
            ]));
        }
        let sight = 0..lines.len();
        (lines, sight)
    }
}

/// The answer, and what the learner said.
pub fn feedback(recall: &Recall, said: Recalled, width: u16) -> Vec<Line> {
    let mut lines = markdown(&recall.answer, width);
    lines.push(Line::default());
    lines.push(Line(vec![
        Span::new("You said: ", Role::Faint),
        Span::new(said.word(), Role::Accent),
    ]));
    lines
}
