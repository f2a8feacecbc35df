//! Pick options.

use std::collections::BTreeSet;

use ratatui::layout::Position;

use super::{Came, Drawn, Pad, part::hit};
use crate::{
    item::{Choice, Response, choice::Picks},
    text::{Line, Look, Role, Span},
    tui::{
        key::{Action, Binding, CHOICE, Msg, QUESTION},
        widget::prose::hang,
    },
};

/// Options in the order shown, with what is picked so far.
#[derive(Debug)]
pub struct ChoicePad {
    choice: Choice,
    order: Vec<usize>,
    picks: Picks,
    struck: BTreeSet<usize>,
    /// The place of the highlighted option, in the order shown.
    cursor: usize,
}

impl ChoicePad {
    /// A pad with nothing picked.
    pub fn new(choice: &Choice, order: &[usize]) -> Self {
        Self {
            choice: choice.clone(),
            order: order.to_vec(),
            picks: Picks::new(),
            struck: BTreeSet::new(),
            cursor: 0,
        }
    }

    /// Picks an option, or takes it back.
    fn toggle(&mut self, place: usize) -> Came {
        let Some(option) = self.order.get(place).copied() else {
            return Came::Notice(format!("there are {} options", self.order.len()));
        };
        self.cursor = place;
        let needed = self.choice.needed();
        if self.picks.remove(&option) {
            return Came::Nothing;
        }
        if needed == 1 {
            self.picks.clear();
        } else if self.picks.len() == needed {
            return Came::Notice(format!("choose {needed}: take one back first"));
        }
        self.struck.remove(&option);
        self.picks.insert(option);
        Came::Nothing
    }

    /// An option with its sign and number.
    fn option(&self, place: usize, option: usize, width: u16) -> Vec<Line> {
        let picked = self.picks.contains(&option);
        let sign = match (self.choice.needed() > 1, picked) {
            (false, true) => "●",
            (false, false) => "○",
            (true, true) => "■",
            (true, false) => "□",
        };
        let role = if picked { Role::Accent } else { Role::Faint };
        let before = vec![
            Span::new(if place == self.cursor { "▸ " } else { "  " }, Role::Accent),
            Span::new(&format!("{sign} {}  ", place + 1), role),
        ];
        let mut lines = hang(&before, &self.choice.options[option].text, width);
        if self.struck.contains(&option) {
            strike(&mut lines);
        }
        lines
    }

    fn options(&self, width: u16) -> impl Iterator<Item = Vec<Line>> {
        self.order.iter().enumerate().map(move |(place, it)| self.option(place, *it, width))
    }

    fn strike(&mut self) {
        let Some(option) = self.order.get(self.cursor) else { return };
        if !self.struck.remove(option) {
            self.picks.remove(option);
            self.struck.insert(*option);
        }
    }
}

impl Pad for ChoicePad {
    fn keys(&self) -> Vec<&'static [Binding]> {
        vec![QUESTION, CHOICE]
    }

    fn update(&mut self, msg: &Msg) -> Came {
        match msg {
            Msg::Act(Action::Confirm) => return Came::Answer,
            Msg::Act(Action::Up) => self.cursor = self.cursor.saturating_sub(1),
            Msg::Act(Action::Down) => {
                self.cursor = (self.cursor + 1).min(self.order.len().saturating_sub(1));
            }
            Msg::Act(Action::Pick) => return self.toggle(self.cursor),
            Msg::Act(Action::Digit(digit)) => return self.toggle(usize::from(*digit) - 1),
            Msg::Act(Action::Strike) => self.strike(),
            _ => (),
        }
        Came::Nothing
    }

    fn click(&mut self, at: Position, width: u16) -> Came {
        let place = hit(self.options(width).map(|lines| lines.len()), at.y);
        place.map_or(Came::Nothing, |place| self.toggle(place))
    }

    fn draft(&self) -> Option<Response> {
        (!self.picks.is_empty()).then(|| Response::Choice(self.picks.clone()))
    }

    fn struck(&self) -> Vec<usize> {
        self.struck.iter().copied().collect()
    }

    fn restore(&mut self, kept: Option<&Response>, struck: &[usize]) {
        if let Some(Response::Choice(picks)) = kept {
            self.picks.clone_from(picks);
        }
        self.struck = struck.iter().copied().collect();
    }

    fn response(&self) -> Result<Response, String> {
        let needed = self.choice.needed();
        match self.picks.len() {
            picked if picked == needed => Ok(Response::Choice(self.picks.clone())),
            0 if needed == 1 => Err(format!("pick an option first: 1 to {}", self.order.len())),
            picked => Err(format!("choose {needed}; {picked} picked so far")),
        }
    }

    fn lines(&self, width: u16) -> Drawn {
        let mut lines = Vec::new();
        let mut marked = 0..0;
        for (place, option) in self.options(width).enumerate() {
            let start = lines.len();
            lines.extend(option);
            if place == self.cursor {
                marked = start..lines.len();
            }
        }
        (lines, marked)
    }
}

/// Shows lines as struck out, with a sign for eyes that do not see it.
fn strike(lines: &mut [Line]) {
    for span in lines.iter_mut().flat_map(|line| line.0.iter_mut().skip(2)) {
        span.look = Look { role: Role::Faint, struck: true, ..span.look };
    }
    if let Some(line) = lines.first_mut() {
        line.0[1] = Span::new(&line.0[1].text.replacen(['○', '□'], "–", 1), Role::Faint);
    }
}

/// The options with their signs and reasons.
pub fn feedback(choice: &Choice, order: &[usize], picks: &Picks, width: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    for (place, index) in order.iter().enumerate() {
        let Some(option) = choice.options.get(*index) else { continue };
        let picked = picks.contains(index);
        let (sign, role) = match (option.correct, picked) {
            (true, _) => ("✓", Role::Good),
            (false, true) => ("✗", Role::Bad),
            (false, false) => (" ", Role::Faint),
        };
        let before = vec![Span::new(&format!("  {sign} {}  ", place + 1), role)];
        lines.extend(hang(&before, &option.text, width));
        if picked {
            lines.push(Line(vec![
                Span::new("       ", Role::Body),
                Span::new("your answer", if option.correct { Role::Good } else { Role::Bad }),
            ]));
        }
        if let Some(why) = &option.why {
            let mut reason = hang(&[Span::new("       ", Role::Body)], why, width);
            for span in reason.iter_mut().flat_map(|line| &mut line.0) {
                if span.look.role == Role::Body {
                    span.look.role = Role::Faint;
                }
            }
            lines.extend(reason);
        }
    }
    lines
}
