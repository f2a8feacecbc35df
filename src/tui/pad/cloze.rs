//! Fill gaps, where they stand.

use ratatui::layout::Position;

use super::{
    Came, Drawn, Pad, gaps,
    part::{part, sign},
    typed::{Typed, cursor_row},
};
use crate::{
    item::{Cloze, Response},
    text::{Line, Markdown, Role, Span, wrap},
    tui::{
        key::{AWAY, Action, Binding, FIELD, GAPS, Msg, QUESTION, TYPED},
        pad::part::INDENT,
    },
};

/// A field for each gap.
#[derive(Debug)]
pub struct ClozePad {
    cloze: Cloze,
    typed: Typed,
}

impl ClozePad {
    /// A pad with all gaps open.
    pub fn new(cloze: &Cloze) -> Self {
        Self { typed: Typed::new(cloze.gaps().len()), cloze: cloze.clone() }
    }

    /// The next gap with nothing in it, after the one that has the keys.
    fn next_empty(&self) -> Option<usize> {
        let count = self.cloze.gaps().len();
        let at = self.typed.at().unwrap_or(0);
        let mut others = (1..count).map(|by| (at + by) % count);
        others.find(|place| self.is_empty(*place))
    }

    fn is_empty(&self, place: usize) -> bool {
        self.typed.text(place).trim().is_empty()
    }

    /// A gap with what is typed; open ones are told by a line, the one that has
    /// the keys by the cursor.
    fn gap(&self, place: usize) -> Line {
        let here = self.typed.at() == Some(place);
        let role = if here { Role::Accent } else { Role::Faint };
        let mut spans = vec![Span::new("‹", role)];
        spans.extend(self.typed.line(place).0);
        if self.typed.text(place).is_empty() {
            spans.push(Span::new(if here { "___" } else { "____" }, Role::Faint));
        }
        spans.push(Span::new("›", role));
        Line(spans)
    }
}

impl Pad for ClozePad {
    fn keys(&self) -> Vec<&'static [Binding]> {
        match (self.typed.is_typing(), self.next_empty()) {
            (false, _) => vec![AWAY, QUESTION],
            (true, Some(_)) => vec![GAPS, FIELD],
            (true, None) => vec![TYPED, GAPS, FIELD],
        }
    }

    fn is_typing(&self) -> bool {
        self.typed.is_typing()
    }

    fn leaves_arrows(&self) -> bool {
        true
    }

    fn update(&mut self, msg: &Msg) -> Came {
        match (msg, self.next_empty()) {
            (Msg::Act(Action::Confirm), Some(empty)) if self.is_typing() => self.typed.go(empty),
            (Msg::Act(Action::Confirm), _) => return Came::Answer,
            (msg, _) => self.typed.update(msg),
        }
        Came::Nothing
    }

    fn click(&mut self, _: Position, _: u16) -> Came {
        self.typed.back();
        Came::Nothing
    }

    fn restore(&mut self, kept: Option<&Response>, _: &[usize]) {
        if let Some(Response::Cloze(filled)) = kept {
            filled.iter().enumerate().for_each(|(place, text)| self.typed.fill(place, text));
        }
    }

    fn response(&self) -> Result<Response, String> {
        let count = self.cloze.gaps().len();
        match (0..count).find(|place| self.is_empty(*place)) {
            None => {
                let texts = self.typed.texts().iter().map(|text| text.trim().to_owned()).collect();
                Ok(Response::Cloze(texts))
            }
            Some(_) if count == 1 => Err("fill the gap first".to_owned()),
            Some(empty) => Err(format!("gap {} of {count} is still empty", empty + 1)),
        }
    }

    fn stem(&self, width: u16) -> Option<Drawn> {
        let count = self.cloze.gaps().len();
        let drawn: Vec<Line> = (0..count).map(|place| self.gap(place)).collect();
        let (lines, gap) = gaps::draw(&self.cloze, &drawn, self.typed.at(), width);
        let sight = cursor_row(&lines).map_or(gap, |row| row..row + 1);
        Some((lines, sight))
    }

    fn lines(&self, width: u16) -> Drawn {
        let count = self.cloze.gaps().len();
        let words = match self.typed.at() {
            None => "i or Tab: go on typing".to_owned(),
            Some(_) if count == 1 => "Type what belongs into the gap.".to_owned(),
            Some(at) => format!("Gap {} of {count}", at + 1),
        };
        (wrap(&words, Role::Faint, width), 0..0)
    }
}

/// The stem as it was filled, each gap with its sign.
pub fn told(cloze: &Cloze, filled: &[String], width: u16) -> Vec<Line> {
    let right = cloze.parts_right(filled);
    let gap = |place: usize| {
        let (sign, role) = sign(right.get(place) == Some(&true));
        let typed = filled.get(place).map_or("", String::as_str);
        Line::new(&format!("‹{sign} {typed}›"), role)
    };
    let drawn: Vec<Line> = (0..cloze.gaps().len()).map(gap).collect();
    gaps::draw(cloze, &drawn, None, width).0
}

/// What belongs into each gap, and what was typed instead.
pub fn feedback(cloze: &Cloze, filled: &[String], width: u16) -> Vec<Line> {
    let right = cloze.parts_right(filled);
    let mut lines = Vec::new();
    for (place, gap) in cloze.gaps().iter().enumerate() {
        let is_right = right.get(place) == Some(&true);
        let shown = cloze_text(&gap.shown());
        lines.extend(part(is_right, place + 1, &shown, width));
        if !is_right {
            let typed = filled.get(place).map_or("nothing", String::as_str);
            let before = Span::new(&" ".repeat(INDENT), Role::Body);
            let text = format!("you typed: {typed}");
            let rows = wrap(&text, Role::Bad, width.saturating_sub(INDENT as u16).max(1));
            let row = |line: Line| Line([before.clone()].into_iter().chain(line.0).collect());
            lines.extend(rows.into_iter().map(row));
        }
    }
    lines
}

/// Plain text as Markdown that shows it as it is.
fn cloze_text(text: &str) -> Markdown {
    let escape = |c: char| if c.is_ascii_punctuation() { vec!['\\', c] } else { vec![c] };
    Markdown(text.chars().flat_map(escape).collect())
}
