//! Match left sides with right sides.

use ratatui::layout::Position;

use super::{
    Came, Drawn, Pad,
    part::{beneath, hit, sign},
};
use crate::{
    item::{Match, Response, pairs::Choices},
    study::Asked,
    text::{Line, Markdown, Role, Span},
    tui::{
        key::{Action, Binding, MATCH, Msg, QUESTION},
        widget::prose::{hang, markdown},
    },
};

/// Left sides with the right sides chosen so far.
#[derive(Debug)]
pub struct MatchPad {
    pairs: Match,
    /// Left sides in the order shown.
    lefts: Vec<usize>,
    /// Right sides in the order shown.
    rights: Vec<usize>,
    choices: Choices,
    /// The place of the left side whose right side is chosen.
    cursor: usize,
}

/// From this width on, right sides stand beside their left sides.
const BESIDE: u16 = 52;
/// Between them.
const ARROW: &str = " → ";

impl MatchPad {
    /// A pad with nothing matched.
    pub fn new(pairs: &Match, asked: &Asked) -> Self {
        let (lefts, rights) = (asked.order.clone(), asked.rights.clone());
        let choices = vec![None; pairs.pairs.len()];
        Self { pairs: pairs.clone(), lefts, rights, choices, cursor: 0 }
    }

    fn chosen(&mut self) -> Option<&mut Option<usize>> {
        self.choices.get_mut(*self.lefts.get(self.cursor)?)
    }

    /// Gives the left side another right side; the next left side that has none
    /// is then at hand.
    fn digit(&mut self, digit: u8) -> Came {
        let Some(right) = self.rights.get(usize::from(digit) - 1).copied() else {
            return Came::Notice(format!("there are {} right sides", self.rights.len()));
        };
        if let Some(chosen) = self.chosen() {
            *chosen = Some(right);
        }
        let count = self.lefts.len();
        let mut next = (1..count).map(|by| (self.cursor + by) % count);
        if let Some(open) = next.find(|place| self.choices[self.lefts[*place]].is_none()) {
            self.cursor = open;
        }
        Came::Nothing
    }

    /// The right side that stands next to the one chosen.
    fn turn(&mut self, forward: bool) {
        let (rights, count) = (self.rights.clone(), self.rights.len());
        let Some(chosen) = self.chosen().filter(|_| count > 0) else { return };
        let at = chosen.and_then(|right| rights.iter().position(|it| *it == right));
        let next = match (at, forward) {
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
            (None, true) => 0,
            (None, false) => count - 1,
        };
        *chosen = rights.get(next).copied();
    }

    /// The number and the text of the right side chosen for a left side.
    fn right(&self, left: usize, width: u16) -> Vec<Line> {
        let chosen = self.choices.get(left).copied().flatten();
        let place = chosen.and_then(|right| self.rights.iter().position(|it| *it == right));
        match (place, chosen.and_then(|right| self.pairs.right(right))) {
            (Some(place), Some(text)) => {
                hang(&[Span::new(&format!("{}  ", place + 1), Role::Accent)], text, width)
            }
            _ => vec![Line::new("–", Role::Faint)],
        }
    }

    /// A left side and its right side, beside or below it.
    fn pair(&self, place: usize, left: usize, width: u16) -> Vec<Line> {
        let mark = if place == self.cursor { "▸ " } else { "  " };
        let before = [Span::new(mark, Role::Accent)];
        let text = self.pairs.pairs.get(left).map(|pair| pair.left.clone()).unwrap_or_default();
        if width < BESIDE {
            let arrow = Span::new("   → ", Role::Faint);
            let right = self.right(left, width.saturating_sub(5));
            return [hang(&before, &text, width), beside(vec![], &arrow, 0, right)].concat();
        }
        let column = self.left_column(width);
        let right = self.right(left, width.saturating_sub(column + ARROW.chars().count() as u16));
        let arrow = Span::new(ARROW, Role::Faint);
        beside(hang(&before, &text, column), &arrow, usize::from(column), right)
    }

    /// The right sides that can be chosen, by number.
    fn offers(&self, width: u16) -> impl Iterator<Item = Vec<Line>> {
        self.rights.iter().enumerate().map(move |(place, right)| {
            let sign = if self.choices.contains(&Some(*right)) { "•" } else { " " };
            let before = [Span::new(&format!("{sign} {}  ", place + 1), Role::Faint)];
            let text = self.pairs.right(*right).cloned().unwrap_or_default();
            hang(&before, &text, width)
        })
    }

    /// As wide as the widest left side, half of the room at most.
    fn left_column(&self, width: u16) -> u16 {
        let lines = self.pairs.pairs.iter().flat_map(|pair| markdown(&pair.left, width));
        let widest = lines.map(|line| line.width()).max().unwrap_or(0) as u16;
        (widest + 2).min(width / 2)
    }
}

/// Two texts beside each other, what is between them on the first line.
fn beside(left: Vec<Line>, between: &Span, column: usize, right: Vec<Line>) -> Vec<Line> {
    let count = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let gap = Span::new(&" ".repeat(between.text.width()), Role::Body);
    let line = |index| {
        let mut line = left.next().unwrap_or_default();
        let blank = column.saturating_sub(line.width());
        line.0.push(Span::new(&" ".repeat(blank), Role::Body));
        line.0.push(if index == 0 { between.clone() } else { gap.clone() });
        line.0.extend(right.next().unwrap_or_default().0);
        line
    };
    (0..count).map(line).collect()
}

impl Pad for MatchPad {
    fn keys(&self) -> Vec<&'static [Binding]> {
        vec![MATCH, QUESTION]
    }

    fn update(&mut self, msg: &Msg) -> Came {
        match msg {
            Msg::Act(Action::Confirm) => return Came::Answer,
            Msg::Act(Action::Up) => self.cursor = self.cursor.saturating_sub(1),
            Msg::Act(Action::Down) => {
                self.cursor = (self.cursor + 1).min(self.lefts.len().saturating_sub(1));
            }
            Msg::Act(Action::Left) => self.turn(false),
            Msg::Act(Action::Right) => self.turn(true),
            Msg::Act(Action::Digit(digit)) => return self.digit(*digit),
            Msg::Act(Action::Clear) => {
                if let Some(chosen) = self.chosen() {
                    *chosen = None;
                }
            }
            _ => (),
        }
        Came::Nothing
    }

    /// On a left side: to it; on a right side: chooses that.
    fn click(&mut self, at: Position, width: u16) -> Came {
        let lefts = self.lefts.iter().enumerate();
        let lefts = lefts.map(|(place, left)| self.pair(place, *left, width).len());
        let rights = self.offers(width).map(|lines| lines.len());
        let count = self.lefts.len();
        match hit(lefts.chain([1]).chain(rights), at.y) {
            Some(left) if left < count => self.cursor = left,
            Some(place) if place > count => return self.digit((place - count) as u8),
            _ => (),
        }
        Came::Nothing
    }

    fn restore(&mut self, kept: Option<&Response>, _: &[usize]) {
        if let Some(Response::Match(choices)) = kept {
            self.choices.clone_from(choices);
        }
    }

    fn response(&self) -> Result<Response, String> {
        match self.choices.iter().filter(|chosen| chosen.is_none()).count() {
            0 => Ok(Response::Match(self.choices.clone())),
            1 => Err("1 left side has no right side yet".to_owned()),
            open => Err(format!("{open} left sides have no right side yet")),
        }
    }

    fn lines(&self, width: u16) -> Drawn {
        let (mut lines, mut sight) = (Vec::new(), 0..0);
        for (place, left) in self.lefts.iter().enumerate() {
            let start = lines.len();
            lines.extend(self.pair(place, *left, width));
            if place == self.cursor {
                sight = start..lines.len();
            }
        }
        lines.push(Line::default());
        lines.extend(self.offers(width).flatten());
        (lines, sight)
    }
}

/// Each left side with its own right side, and what was chosen instead.
pub fn feedback(pairs: &Match, order: &[usize], choices: &Choices, width: u16) -> Vec<Line> {
    let right = pairs.parts_right(choices);
    let mut lines = Vec::new();
    for left in order {
        let Some(pair) = pairs.pairs.get(*left) else { continue };
        let is_right = right.get(*left) == Some(&true);
        let (sign, role) = sign(is_right);
        lines.extend(hang(&[Span::new(&format!("  {sign} "), role)], &pair.left, width));
        lines.extend(hang(&[Span::new("    → ", Role::Faint)], &pair.right, width));
        if !is_right {
            let chosen = choices.get(*left).copied().flatten().and_then(|it| pairs.right(it));
            let nothing = Markdown("nothing".to_owned());
            lines.extend(beneath(6, "you chose: ", chosen.unwrap_or(&nothing), width));
        }
    }
    lines
}
