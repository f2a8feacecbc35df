//! Put steps in order.

use ratatui::layout::Position;

use super::{
    Came, Drawn, Pad,
    part::{INDENT, beneath, hit, part},
};
use crate::{
    item::{Order, Response},
    text::{Line, Markdown, Role, Span},
    tui::{
        key::{Action, Binding, CARRY, Msg, ORDER, QUESTION},
        widget::prose::hang,
    },
};

/// Steps as they are arranged so far, and those laid aside.
#[derive(Debug)]
pub struct OrderPad {
    order: Order,
    arranged: Vec<usize>,
    aside: Vec<usize>,
    /// The place of the highlighted one: among the arranged, then those aside.
    cursor: usize,
    /// Whether the highlighted one is taken up.
    carried: bool,
    /// Whether anything was moved: at first nothing is chosen.
    touched: bool,
}

/// What is to be done.
pub fn task(order: &Order) -> String {
    let (steps, extra) = (order.steps.len(), order.extra.len());
    match extra {
        0 => "Put these in order.".to_owned(),
        extra => format!("Put {steps} of these in order; lay {extra} aside."),
    }
}

impl OrderPad {
    /// A pad with everything as it is shown at first.
    pub fn new(order: &Order, shown: &[usize]) -> Self {
        let (order, arranged) = (order.clone(), shown.to_vec());
        Self { order, arranged, aside: Vec::new(), cursor: 0, carried: false, touched: false }
    }

    fn len(&self) -> usize {
        self.arranged.len() + self.aside.len()
    }

    /// The highlighted one goes to a place among the arranged.
    fn carry(&mut self, to: usize) {
        self.touched = true;
        if self.len() == 0 {
            return;
        }
        if self.cursor >= self.arranged.len() {
            let piece = self.aside.remove(self.cursor - self.arranged.len());
            self.arranged.push(piece);
            self.cursor = self.arranged.len() - 1;
        }
        let to = to.min(self.arranged.len().saturating_sub(1));
        let piece = self.arranged.remove(self.cursor);
        self.arranged.insert(to, piece);
        self.cursor = to;
    }

    fn step(&mut self, to: usize) {
        if self.carried {
            self.carry(to);
        } else {
            self.cursor = to.min(self.len().saturating_sub(1));
        }
    }

    /// Takes the highlighted one up, or puts it down.
    fn pick(&mut self) -> Came {
        if self.cursor >= self.arranged.len() {
            return Came::Notice("Del puts it back among the steps".to_owned());
        }
        self.carried = !self.carried;
        Came::Nothing
    }

    fn digit(&mut self, digit: u8) -> Came {
        let (to, is_aside) = (usize::from(digit), self.cursor >= self.arranged.len());
        let last = self.arranged.len() + usize::from(is_aside);
        if to > last {
            return Came::Notice(format!("there are {last} places"));
        }
        self.carry(to - 1);
        Came::Nothing
    }

    /// Lays the highlighted one aside, or back at the end of the steps.
    fn lay_aside(&mut self) -> Came {
        if self.order.extra.is_empty() {
            return Came::Notice("all of these belong to the order".to_owned());
        }
        if self.cursor >= self.arranged.len() {
            self.carry(usize::MAX);
        } else {
            self.carried = false;
            let piece = self.arranged.remove(self.cursor);
            self.aside.push(piece);
        }
        Came::Nothing
    }

    /// All that can be carried, those laid aside below a heading of their own.
    fn pieces(&self, width: u16) -> impl Iterator<Item = Vec<Line>> {
        let pieces = self.arranged.iter().chain(&self.aside).enumerate();
        pieces.map(move |(place, piece)| {
            let mut lines = Vec::new();
            if place == self.arranged.len() {
                lines.extend([Line::default(), Line::new("  Aside", Role::Faint)]);
            }
            let is_aside = place >= self.arranged.len();
            let number = if is_aside { "–".to_owned() } else { (place + 1).to_string() };
            lines.extend(self.piece(*piece, &number, place == self.cursor, width));
            lines
        })
    }

    fn piece(&self, piece: usize, number: &str, here: bool, width: u16) -> Vec<Line> {
        let mark = match (here, self.carried) {
            (true, true) => "↕ ",
            (true, false) => "▸ ",
            (false, _) => "  ",
        };
        let role = if here && self.carried { Role::Accent } else { Role::Faint };
        let before = [Span::new(mark, Role::Accent), Span::new(&format!("{number}  "), role)];
        let text = self.order.piece(piece).cloned().unwrap_or_default();
        let mut lines = hang(&before, &text, width);
        if here && self.carried {
            let spans = lines.iter_mut().flat_map(|line| line.0.iter_mut().skip(1));
            spans.for_each(|span| span.look.strong = true);
        }
        lines
    }
}

impl Pad for OrderPad {
    fn keys(&self) -> Vec<&'static [Binding]> {
        vec![if self.carried { CARRY } else { ORDER }, QUESTION]
    }

    fn update(&mut self, msg: &Msg) -> Came {
        match msg {
            Msg::Act(Action::Confirm) => return Came::Answer,
            Msg::Act(Action::Up) => self.step(self.cursor.saturating_sub(1)),
            Msg::Act(Action::Down) => self.step(self.cursor + 1),
            Msg::Act(Action::Pick) => return self.pick(),
            Msg::Act(Action::Digit(digit)) => return self.digit(*digit),
            Msg::Act(Action::Aside) => return self.lay_aside(),
            _ => (),
        }
        Came::Nothing
    }

    /// Highlights, or carries what is taken up; the highlighted one is taken up
    /// or put down.
    fn click(&mut self, at: Position, width: u16) -> Came {
        match hit(self.pieces(width).map(|lines| lines.len()), at.y) {
            Some(place) if place == self.cursor => return self.pick(),
            Some(place) => self.step(place),
            None => (),
        }
        Came::Nothing
    }

    fn restore(&mut self, kept: Option<&Response>, _: &[usize]) {
        let Some(Response::Order(places)) = kept else { return };
        self.aside = self.arranged.iter().copied().filter(|it| !places.contains(it)).collect();
        self.arranged.clone_from(places);
        self.touched = true;
    }

    fn draft(&self) -> Option<Response> {
        self.touched.then(|| self.response().ok()).flatten()
    }

    fn response(&self) -> Result<Response, String> {
        let (steps, extra) = (self.order.steps.len(), self.order.extra.len());
        if self.arranged.len() == steps {
            return Ok(Response::Order(self.arranged.clone()));
        }
        Err(format!("lay {extra} aside with Del; {} so far", self.aside.len()))
    }

    fn lines(&self, width: u16) -> Drawn {
        let (mut lines, mut sight) = (Vec::new(), 0..0);
        for (place, piece) in self.pieces(width).enumerate() {
            let start = lines.len();
            lines.extend(piece);
            if place == self.cursor {
                sight = start..lines.len();
            }
        }
        (lines, sight)
    }
}

/// The right order, what was put where something else belongs, and the extras.
pub fn feedback(order: &Order, arranged: &[usize], width: u16) -> Vec<Line> {
    let right = order.parts_right(arranged);
    let mut lines = Vec::new();
    for (place, step) in order.steps.iter().enumerate() {
        let is_right = right.get(place) == Some(&true);
        lines.extend(part(is_right, place + 1, step, width));
        if !is_right {
            let put = arranged.get(place).and_then(|piece| order.piece(*piece));
            let nothing = Markdown("nothing".to_owned());
            lines.extend(beneath(INDENT, "you put: ", put.unwrap_or(&nothing), width));
        }
    }
    if !order.extra.is_empty() {
        lines.extend([Line::default(), Line::new("    Not part of it", Role::Faint)]);
    }
    for extra in &order.extra {
        lines.extend(hang(&[Span::new("    –  ", Role::Faint)], extra, width));
    }
    lines
}
