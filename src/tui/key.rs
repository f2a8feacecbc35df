//! Keys and what they mean. Footer, help screen and `tripos keys` are drawn
//! from these tables too.

mod map;
mod pads;
mod table;

use std::{fmt, sync::Arc};

use ratatui::{
    crossterm::event::{
        Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
    },
    layout::{Position, Size},
};

pub use map::{Changes, Keymap};
pub use pads::{AWAY, CARRY, CHOICE, GAPS, MATCH, ORDER, PLACE, RATE, RECALL, TYPED};
pub use table::*;

use super::{app::Loaded, preview::Saved, screen::LaidOut, theme::Shade};
use crate::{
    store::Recorded,
    study::{Fit, Progress},
};

/// Everything that can happen to the program.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A key that means something here.
    Act(Action),
    /// A character for a field.
    Type(char),
    /// Text for a field, all at once.
    Paste(String),
    /// The wheel was turned by so many lines, down if positive.
    Wheel(i16),
    /// The terminal has another size.
    Resize(Size),
    /// The terminal says what its background is like.
    Background(Shade),
    /// The pack is read.
    Loaded(Box<Loaded>),
    /// Files of the pack were saved; this is what it is now.
    Saved(Box<Saved>),
    /// A fact is on disk.
    Recorded(Box<Recorded>),
    /// Another program wrote to the journal; this is what is known now.
    Refreshed(Arc<Progress>),
    /// Parameters of memory were fitted, and written down.
    Fitted(Box<Fit>),
    /// Something asked for could not be done.
    Failed(String),
    /// A moment has passed; told only while something moves.
    Tick,
    /// The screen has just been opened.
    Opened,
    /// The screen above it was closed.
    Returned,
    /// A long lesson is laid out.
    LaidOut(Box<LaidOut>),
    /// The mouse was pressed here, counted from the body of the screen.
    Click(Position),
    /// The program is being left: what is to be kept is to be told now.
    Closing,
}

/// What the learner means by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the tables below say what each is for")]
pub enum Action {
    Nothing,
    Help,
    Palette,
    Back,
    Quit,
    Leave,
    Suspend,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Confirm,
    Erase,
    Home,
    End,
    NextField,
    LastField,
    Learn,
    Review,
    Practise,
    Diagrams,
    Statistics,
    Settings,
    Packs,
    Digit(u8),
    Pick,
    Strike,
    Aside,
    Clear,
    Sure,
    SayGuess,
    SayThinkSo,
    SaySure,
    Skip,
    Undo,
    OpenLesson,
    NextLesson,
    LastLesson,
    Missed,
    Again,
    Step,
    StepBack,
    Play,
    Outline,
    Find,
    NextMatch,
    LastMatch,
    Bookmark,
    Note,
    Glossary,
    Flag,
    LeaveOut,
    Bury,
    Report,
    Choose,
    Mistakes,
    Weakest,
    GoOn,
    Exam,
    NextQuestion,
    LastQuestion,
    AnswerSheet,
    HandIn,
    Refuse,
    NextFault,
    LastFault,
    WholeFault,
}

/// A key with what is held down beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub KeyCode, pub KeyModifiers);

/// Keys that mean one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Any of them.
    pub keys: &'static [Key],
    /// How the keys are written; when empty, like the first of them.
    pub shown: &'static str,
    /// What they mean.
    pub action: Action,
    /// For the footer; empty = not there.
    pub label: &'static str,
    /// For the help screen; empty = not there.
    pub about: &'static str,
}

/// Keys in force together.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Where they are in force.
    pub name: &'static str,
    /// The keys.
    pub bindings: &'static [Binding],
}

impl Binding {
    /// How its keys are written.
    pub fn keys_shown(&self) -> String {
        if !self.shown.is_empty() {
            return self.shown.to_owned();
        }
        let keys: Vec<String> = self.keys.iter().map(ToString::to_string).collect();
        keys.join(", ")
    }

    /// How the first of its keys is written.
    pub fn key_shown(&self) -> String {
        match (self.shown, self.keys.first()) {
            ("", Some(key)) => key.to_string(),
            (shown, _) => shown.to_owned(),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1.contains(KeyModifiers::CONTROL) {
            f.write_str("Ctrl-")?;
        }
        if self.1.contains(KeyModifiers::ALT) {
            f.write_str("Alt-")?;
        }
        match self.0 {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.1.contains(KeyModifiers::CONTROL) => {
                write!(f, "{}", c.to_ascii_uppercase())
            }
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            code => write!(f, "{code}"),
        }
    }
}

/// Lines a notch of the wheel moves.
const NOTCH: i16 = 3;

/// Reads a terminal event in the light of the keys now in force. `typing`:
/// a field has the keys, and every printable character is for it.
pub fn read(event: Event, keys: &[&[Binding]], typing: bool) -> Option<Msg> {
    match event {
        Event::Resize(width, height) => Some(Msg::Resize(Size::new(width, height))),
        Event::Paste(text) if typing => Some(Msg::Paste(text)),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollUp => Some(Msg::Wheel(-NOTCH)),
            MouseEventKind::ScrollDown => Some(Msg::Wheel(NOTCH)),
            MouseEventKind::Down(MouseButton::Left) => {
                Some(Msg::Click(Position::new(mouse.column, mouse.row)))
            }
            _ => None,
        },
        Event::Key(key) if key.kind != KeyEventKind::Release => pressed(key, keys, typing),
        _ => None,
    }
}

fn pressed(event: KeyEvent, keys: &[&[Binding]], typing: bool) -> Option<Msg> {
    let held = event.modifiers.intersection(KeyModifiers::CONTROL.union(KeyModifiers::ALT));
    if let (true, KeyCode::Char(c), true) = (typing, event.code, held.is_empty()) {
        return Some(Msg::Type(c));
    }
    let arrow = matches!(event.code, KeyCode::Left | KeyCode::Right);
    let shift = event.modifiers.intersection(KeyModifiers::SHIFT);
    let pressed = Key(event.code, if arrow { held.union(shift) } else { held });
    let mut bindings = keys.iter().flat_map(|table| table.iter());
    let bound = bindings.find(|binding| binding.keys.contains(&pressed));
    bound.map(|binding| Msg::Act(binding.action))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_meaning_in_a_table() {
        for context in CONTEXTS {
            let mut seen = Vec::new();
            for key in context.bindings.iter().flat_map(|binding| binding.keys) {
                assert!(!seen.contains(key), "{key} twice in `{}`", context.name);
                seen.push(*key);
            }
        }
    }

    #[test]
    fn keys_of_a_question_do_not_hide_those_of_its_pad() {
        for tables in map::TOGETHER {
            let mut seen = std::collections::HashMap::new();
            for binding in tables.iter().copied().flatten() {
                for key in binding.keys {
                    let one = *seen.entry(*key).or_insert(binding.action);
                    assert_eq!(one, binding.action, "{key} means two things");
                }
            }
        }
    }

    #[test]
    fn a_field_takes_every_printable_character() {
        let press = |code, held| Event::Key(KeyEvent::new(code, held));
        let keys: &[&[Binding]] = &[FIELD, EVERYWHERE];
        let read = |code, held| read(press(code, held), keys, true);
        assert_eq!(read(KeyCode::Char('q'), KeyModifiers::NONE), Some(Msg::Type('q')));
        assert_eq!(read(KeyCode::Char('?'), KeyModifiers::SHIFT), Some(Msg::Type('?')));
        assert_eq!(
            read(KeyCode::Char('p'), KeyModifiers::CONTROL),
            Some(Msg::Act(Action::Palette))
        );
        assert_eq!(read(KeyCode::Backspace, KeyModifiers::NONE), Some(Msg::Act(Action::Erase)));
    }
}
