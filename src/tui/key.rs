//! Keys and what they mean. Footer, help screen and `tripos keys` are drawn
//! from these tables too.

mod pads;

use std::{fmt, time::Duration};

use ratatui::{
    crossterm::event::{
        Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
    },
    layout::{Position, Size},
};

pub use pads::{AWAY, CARRY, CHOICE, GAPS, MATCH, ORDER, PLACE, RATE, RECALL, TYPED};

use super::{app::Loaded, screen::LaidOut, theme::Shade};
use crate::{store::Recorded, study::Progress};

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
    /// A fact is on disk.
    Recorded(Box<Recorded>),
    /// Another program wrote to the journal; this is what is known now.
    Refreshed(Box<Progress>),
    /// Something asked for could not be done.
    Failed(String),
    /// A moment has passed; told only while something moves.
    Tick,
    /// The screen has just been opened.
    Opened,
    /// A long lesson is laid out.
    LaidOut(Box<LaidOut>),
    /// The mouse was pressed here, counted from the body of the screen.
    Click(Position),
    /// The program is being left: what is to be kept is to be told now.
    Closing,
}

/// How often [`Msg::Tick`] comes.
pub const TICK: Duration = Duration::from_millis(50);

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
}

/// A key with what is held down beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub KeyCode, pub KeyModifiers);

/// Keys that mean one thing.
#[derive(Clone, Copy, Debug)]
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

const fn plain(code: KeyCode) -> Key {
    Key(code, KeyModifiers::NONE)
}

const fn key(c: char) -> Key {
    plain(KeyCode::Char(c))
}

const fn shift(code: KeyCode) -> Key {
    Key(code, KeyModifiers::SHIFT)
}

const fn ctrl(c: char) -> Key {
    Key(KeyCode::Char(c), KeyModifiers::CONTROL)
}

const fn alt(c: char) -> Key {
    Key(KeyCode::Char(c), KeyModifiers::ALT)
}

const fn bind(
    keys: &'static [Key],
    action: Action,
    label: &'static str,
    about: &'static str,
) -> Binding {
    Binding { keys, shown: "", action, label, about }
}

const fn shown(shown: &'static str, binding: Binding) -> Binding {
    Binding { shown, ..binding }
}

const ENTER: Key = plain(KeyCode::Enter);
const ESC: Key = plain(KeyCode::Esc);
const SPACE: Key = key(' ');
const TAB: Key = plain(KeyCode::Tab);

/// Keys in force on every screen.
pub static EVERYWHERE: &[Binding] = &[
    bind(&[key('?')], Action::Help, "help", "all keys"),
    bind(&[ESC, key('q')], Action::Back, "back", "back to where you came from"),
    shown(
        "Ctrl-P",
        bind(
            &[ctrl('p'), key('/')],
            Action::Palette,
            "go to",
            "go to any screen, lesson or question; where text can be searched, / searches it",
        ),
    ),
    bind(&[ctrl('c')], Action::Leave, "", "leave the program; everything is kept"),
    bind(&[ctrl('z')], Action::Suspend, "", "put the program aside; `fg` brings it back"),
];

/// Keys that move through what is longer than the window.
pub static SCROLL: &[Binding] = &[
    shown("↑ ↓", bind(&[plain(KeyCode::Up), key('k')], Action::Up, "", "move a line")),
    bind(&[plain(KeyCode::Down), key('j')], Action::Down, "", ""),
    shown(
        "PgUp PgDn",
        bind(&[plain(KeyCode::PageUp), ctrl('b')], Action::PageUp, "", "move a page"),
    ),
    bind(&[plain(KeyCode::PageDown), ctrl('f')], Action::PageDown, "", ""),
    shown(
        "g G",
        bind(&[key('g'), plain(KeyCode::Home)], Action::Top, "", "to the beginning, to the end"),
    ),
    bind(&[key('G'), plain(KeyCode::End)], Action::Bottom, "", ""),
];

/// Keys of the home screen.
pub static HOME: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "start", "do what is marked: at first what is best done next"),
    bind(&[key('l')], Action::Learn, "", "learn: the lessons"),
    bind(&[key('r')], Action::Review, "", "review what is due"),
    bind(&[key('p')], Action::Practise, "", "practise questions"),
    bind(&[key('d')], Action::Diagrams, "", "the diagrams"),
    bind(&[key('s')], Action::Statistics, "", "statistics"),
    bind(&[key(',')], Action::Settings, "settings", "settings: the exam date, minutes a day"),
    bind(&[key('q')], Action::Quit, "quit", "quit"),
    bind(&[ESC], Action::Nothing, "", ""),
];

/// Keys of a list.
pub static LIST: &[Binding] = &[bind(&[ENTER], Action::Confirm, "open", "open what is marked")];

/// Keys of a lesson.
pub static LESSON: &[Binding] = &[
    shown("PgDn", bind(&[SPACE], Action::PageDown, "on", "move a page")),
    bind(&[TAB], Action::NextField, "next link", "to the next link, diagram or checkpoint"),
    bind(&[plain(KeyCode::BackTab)], Action::LastField, "", "to the one before"),
    bind(
        &[ENTER],
        Action::Confirm,
        "go",
        "go into it: open the link, step through the diagram, answer the checkpoint",
    ),
    bind(&[key('t')], Action::Outline, "outline", "outline: go to a heading"),
    bind(&[key('/')], Action::Find, "find", "find words"),
    shown("n N", bind(&[key('n')], Action::NextMatch, "", "next match, match before")),
    bind(&[key('N')], Action::LastMatch, "", ""),
    bind(&[key('m')], Action::Bookmark, "bookmark", "bookmark this section, or take the mark away"),
    bind(&[key('a')], Action::Note, "note", "write a note of your own about this section"),
    shown(
        "] [",
        bind(&[key(']')], Action::NextLesson, "next lesson", "next lesson, previous lesson"),
    ),
    bind(&[key('[')], Action::LastLesson, "", ""),
];

/// Keys of a diagram.
pub static DIAGRAM: &[Binding] = &[
    shown(
        "→ ←",
        bind(&[plain(KeyCode::Right), SPACE], Action::Step, "step", "next step, step back"),
    ),
    bind(&[plain(KeyCode::Left)], Action::StepBack, "", ""),
    bind(&[key('p')], Action::Play, "play", "play it step by step, or pause"),
    bind(&[TAB], Action::NextField, "select a part", "select the next part"),
    bind(&[plain(KeyCode::BackTab)], Action::LastField, "", "the part before"),
    bind(&[ENTER], Action::Confirm, "", "tell about the selected part"),
    bind(&[key('0')], Action::Again, "from the start", "start again"),
    shown(
        "Shift-← →",
        bind(&[shift(KeyCode::Right)], Action::Right, "", "move a drawing wider than the window"),
    ),
    bind(&[shift(KeyCode::Left)], Action::Left, "", ""),
];

/// Keys of a question that waits for an answer, whatever its kind.
pub static QUESTION: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "answer", "answer"),
    bind(&[key('c')], Action::Sure, "how sure", "say how sure you are: sure, think so, guess"),
    SKIP,
    LESSON_OF,
    UNDO,
    shown("Alt-1 2 3", bind(&[alt('1')], Action::SayGuess, "", "how sure: guess, think so, sure")),
    bind(&[alt('2')], Action::SayThinkSo, "", ""),
    bind(&[alt('3')], Action::SaySure, "", ""),
];

const SKIP: Binding =
    bind(&[key('s')], Action::Skip, "skip", "put it off to the end; a second time, for good");
const LESSON_OF: Binding =
    bind(&[key('o')], Action::OpenLesson, "lesson", "open the lesson at its heading");
const UNDO: Binding = bind(&[key('u')], Action::Undo, "", "take the latest answer back");

/// Keys of a question that was answered.
pub static TOLD: &[Binding] = &[
    bind(&[ENTER, SPACE], Action::Confirm, "next", "go on to the next question"),
    bind(&[key('o')], Action::OpenLesson, "read the lesson", "open the lesson at its heading"),
    bind(&[key('u')], Action::Undo, "undo", "take the answer back"),
];

/// Keys of a summary.
pub static SUMMARY: &[Binding] = &[
    bind(&[key('m')], Action::Missed, "practise the missed", "practise the missed once more"),
    bind(&[ENTER], Action::Confirm, "look through", "look through the answers; at their end, done"),
];

/// Keys of a form with fields.
pub static FORM: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "next", "take the field, go to the next"),
    shown("Tab", bind(&[TAB, plain(KeyCode::Down)], Action::NextField, "", "next field")),
    bind(&[plain(KeyCode::BackTab), plain(KeyCode::Up)], Action::LastField, "", "field before"),
    bind(&[ESC], Action::Back, "skip", "leave it open"),
];

/// Keys of a field for text, besides every character.
pub static FIELD: &[Binding] = &[
    bind(&[plain(KeyCode::Backspace), ctrl('h')], Action::Erase, "", "erase"),
    shown("← →", bind(&[plain(KeyCode::Left)], Action::Left, "", "move in the text")),
    bind(&[plain(KeyCode::Right)], Action::Right, "", ""),
    bind(&[plain(KeyCode::Home), ctrl('a')], Action::Home, "", "to its beginning"),
    bind(&[plain(KeyCode::End), ctrl('e')], Action::End, "", "to its end"),
];

/// Keys while words to find are typed.
pub static FIND: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "stay here", "stay at the match; n and N go on to others"),
    shown(
        "↑ ↓",
        bind(&[plain(KeyCode::Up)], Action::LastMatch, "match", "match before, next match"),
    ),
    bind(&[plain(KeyCode::Down), TAB], Action::NextMatch, "", ""),
    bind(&[ESC], Action::Back, "back", "back to where you were"),
];

/// Keys while a note is written.
pub static NOTE: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "keep", "keep the note; an empty one is taken away"),
    bind(&[ESC], Action::Back, "leave it", "leave it as it was"),
];

/// Keys of the outline of a lesson.
pub static OUTLINE: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "go", "go to the heading"),
    bind(&[key('t')], Action::Back, "", "back to the text"),
];

/// Keys of a link that leads out of the pack.
pub static LINK: &[Binding] =
    &[bind(&[ENTER, key('y')], Action::Confirm, "copy it", "copy the address")];

/// Keys of the palette.
pub static PALETTE: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "go", "go there"),
    shown("↑ ↓", bind(&[plain(KeyCode::Up), ctrl('k')], Action::Up, "choose", "choose")),
    bind(&[plain(KeyCode::Down), ctrl('j')], Action::Down, "", ""),
    bind(&[ESC], Action::Back, "back", "stay where you were"),
];

/// All keys, for people.
pub static CONTEXTS: &[Context] = &[
    Context { name: "everywhere", bindings: EVERYWHERE },
    Context { name: "moving about", bindings: SCROLL },
    Context { name: "home", bindings: HOME },
    Context { name: "lists", bindings: LIST },
    Context { name: "lesson", bindings: LESSON },
    Context { name: "outline", bindings: OUTLINE },
    Context { name: "finding", bindings: FIND },
    Context { name: "a note", bindings: NOTE },
    Context { name: "a link out of the pack", bindings: LINK },
    Context { name: "diagram", bindings: DIAGRAM },
    Context { name: "question", bindings: QUESTION },
    Context { name: "choice", bindings: CHOICE },
    Context { name: "order", bindings: ORDER },
    Context { name: "order, a step taken up", bindings: CARRY },
    Context { name: "match", bindings: MATCH },
    Context { name: "number, text", bindings: TYPED },
    Context { name: "text with gaps", bindings: GAPS },
    Context { name: "number, text, gaps: the field left", bindings: AWAY },
    Context { name: "place", bindings: PLACE },
    Context { name: "recall", bindings: RECALL },
    Context { name: "recall, the answer shown", bindings: RATE },
    Context { name: "question, answered", bindings: TOLD },
    Context { name: "summary", bindings: SUMMARY },
    Context { name: "first start, settings", bindings: FORM },
    Context { name: "field", bindings: FIELD },
    Context { name: "palette", bindings: PALETTE },
];

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
        for tables in [
            &[QUESTION, CHOICE][..],
            &[QUESTION, ORDER],
            &[QUESTION, CARRY],
            &[QUESTION, MATCH],
            &[QUESTION, PLACE],
            &[QUESTION, AWAY],
            &[TYPED, FIELD],
            &[GAPS, FIELD],
        ] {
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
