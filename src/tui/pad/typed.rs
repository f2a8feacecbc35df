//! Fields in which answers are typed.

use super::Drawn;
use crate::{
    text::{Line, Role, Span, fold},
    tui::{
        key::{Action, Msg},
        widget::field::Field,
    },
};

/// Fields, one of which has the keys unless they were left.
#[derive(Debug)]
pub struct Typed {
    fields: Vec<Field>,
    at: usize,
    away: bool,
}

/// No answer is longer: what is pasted is cut here.
const LONGEST: usize = 500;

impl Typed {
    /// So many empty fields, the first with the keys.
    pub fn new(count: usize) -> Self {
        Self { fields: vec![Field::default(); count.max(1)], at: 0, away: false }
    }

    /// Whether a field has the keys.
    pub fn is_typing(&self) -> bool {
        !self.away
    }

    /// The field that has the keys.
    pub fn at(&self) -> Option<usize> {
        (!self.away).then_some(self.at)
    }

    /// Gives the keys to a field.
    pub fn go(&mut self, place: usize) {
        (self.at, self.away) = (place.min(self.fields.len() - 1), false);
    }

    /// Gives the keys back to the field that had them.
    pub fn back(&mut self) {
        self.away = false;
    }

    /// Takes in a key.
    pub fn update(&mut self, msg: &Msg) {
        let count = self.fields.len();
        match msg {
            Msg::Act(Action::Back) => self.away = true,
            Msg::Act(Action::NextField | Action::LastField) if self.away => self.back(),
            Msg::Act(Action::NextField) => self.at = (self.at + 1) % count,
            Msg::Act(Action::LastField) => self.at = (self.at + count - 1) % count,
            msg if !self.away => self.edit(msg),
            _ => (),
        }
    }

    fn edit(&mut self, msg: &Msg) {
        let Some(field) = self.fields.get_mut(self.at) else { return };
        let room = LONGEST.saturating_sub(field.text().chars().count());
        match msg {
            Msg::Type(_) if room == 0 => (),
            Msg::Paste(text) => {
                _ = field.update(&Msg::Paste(text.chars().take(room).collect()));
            }
            msg => _ = field.update(msg),
        }
    }

    /// Puts a text in a field.
    pub fn fill(&mut self, place: usize, text: &str) {
        if let Some(field) = self.fields.get_mut(place) {
            *field = Field::new(text);
        }
    }

    /// What stands in a field.
    pub fn text(&self, place: usize) -> String {
        self.fields.get(place).map(Field::text).unwrap_or_default()
    }

    /// What stands in all of them.
    pub fn texts(&self) -> Vec<String> {
        self.fields.iter().map(Field::text).collect()
    }

    /// A field as it is drawn, the cursor in it if it has the keys.
    pub fn line(&self, place: usize) -> Line {
        let has_keys = self.at() == Some(place);
        self.fields.get(place).map(|field| field.line(has_keys)).unwrap_or_default()
    }

    /// The only field, with words after it.
    pub fn alone(&self, after: &str, width: u16) -> Drawn {
        let role = if self.away { Role::Faint } else { Role::Accent };
        let mut line = Line(vec![Span::new("› ", role)]);
        line.0.extend(self.line(0).0);
        line.0.push(Span::new(&format!(" {after}"), Role::Faint));
        let lines = fold(&line, width);
        let all = 0..lines.len();
        let sight = cursor_row(&lines).map_or(all, |row| row..row + 1);
        (lines, sight)
    }
}

/// The line in which the cursor of a field stands.
pub fn cursor_row(lines: &[Line]) -> Option<usize> {
    let has_cursor = |line: &Line| line.0.iter().any(|span| span.look.role == Role::Found);
    lines.iter().position(has_cursor)
}
