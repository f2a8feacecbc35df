//! Keys of the pads on which questions are answered. Where a pad is worked
//! with keys that nobody guesses, its table stands before the question's, and
//! begins with Enter as that does.

use ratatui::crossterm::event::KeyCode;

use super::{
    Action, Binding, Key,
    table::{ENTER, ESC, SPACE, TAB, alt, bind, key, plain, shown},
};

const fn digit(n: u8) -> &'static [Key] {
    const DIGITS: [Key; 9] =
        [key('1'), key('2'), key('3'), key('4'), key('5'), key('6'), key('7'), key('8'), key('9')];
    DIGITS.split_at(n as usize - 1).1.split_at(1).0
}

const fn pick(n: u8) -> Binding {
    bind(digit(n), Action::Digit(n), "", "")
}

const fn digits(label: &'static str, about: &'static str) -> Binding {
    shown("1–9", bind(digit(1), Action::Digit(1), label, about))
}

const fn up(label: &'static str, about: &'static str) -> Binding {
    shown("↑ ↓", bind(UP, Action::Up, label, about))
}

const UP: &[Key] = &[plain(KeyCode::Up), key('k')];

const DOWN: Binding = bind(&[plain(KeyCode::Down), key('j')], Action::Down, "", "");
const DELETE: &[Key] = &[plain(KeyCode::Delete), plain(KeyCode::Backspace)];

const ANSWER: Binding = bind(&[ENTER], Action::Confirm, "answer", "answer");

/// Keys of a question with options.
pub static CHOICE: &[Binding] = &[
    digits("pick", "pick an option, or take it back"),
    pick(2),
    pick(3),
    pick(4),
    pick(5),
    pick(6),
    pick(7),
    pick(8),
    pick(9),
    up("", "highlight an option"),
    DOWN,
    bind(&[SPACE], Action::Pick, "", "pick the highlighted option"),
    bind(&[key('-')], Action::Strike, "strike out", "strike the highlighted option out"),
];

/// Keys of steps to be put in order.
pub static ORDER: &[Binding] = &[
    ANSWER,
    bind(&[SPACE], Action::Pick, "take up", "take the highlighted step up, or put it down"),
    digits("carry there", "carry the highlighted step to that place"),
    pick(2),
    pick(3),
    pick(4),
    pick(5),
    pick(6),
    pick(7),
    pick(8),
    pick(9),
    up("", "highlight a step; carry the one taken up"),
    DOWN,
    shown("Del", bind(DELETE, Action::Aside, "aside", "lay it aside, or back among the steps")),
];

/// Keys of steps to be put in order, while one is carried.
pub static CARRY: &[Binding] = &[
    ANSWER,
    bind(&[SPACE], Action::Pick, "put down", "put it down"),
    up("carry", "carry it"),
    DOWN,
    digits("", "carry it to that place"),
    pick(2),
    pick(3),
    pick(4),
    pick(5),
    pick(6),
    pick(7),
    pick(8),
    pick(9),
    shown("Del", bind(DELETE, Action::Aside, "aside", "lay it aside")),
];

/// Keys of sides to be matched.
pub static MATCH: &[Binding] = &[
    ANSWER,
    digits("choose", "choose the right side of that number"),
    pick(2),
    pick(3),
    pick(4),
    pick(5),
    pick(6),
    pick(7),
    pick(8),
    pick(9),
    up("left side", "go to another left side"),
    DOWN,
    shown("← →", bind(&[plain(KeyCode::Right)], Action::Right, "", "another right side for it")),
    bind(&[plain(KeyCode::Left)], Action::Left, "", ""),
    shown("Del", bind(DELETE, Action::Clear, "", "take its right side away")),
];

const LEAVE_FIELD: Binding =
    bind(&[ESC], Action::Back, "leave the field", "leave the field: letters are keys again");
const GUESS: Binding = shown(
    "Alt-1 2 3",
    bind(&[alt('1')], Action::SayGuess, "how sure", "how sure: guess, think so, sure"),
);
const THINK_SO: Binding = bind(&[alt('2')], Action::SayThinkSo, "", "");
const SURE: Binding = bind(&[alt('3')], Action::SaySure, "", "");

/// Keys while an answer is typed, besides those of a field.
pub static TYPED: &[Binding] = &[ANSWER, LEAVE_FIELD, GUESS, THINK_SO, SURE];

/// Keys while gaps are filled, besides those of a field.
pub static GAPS: &[Binding] = &[
    bind(&[ENTER], Action::Confirm, "next gap", "to the next empty gap; answer if there is none"),
    bind(&[TAB], Action::NextField, "", "the next gap"),
    bind(&[plain(KeyCode::BackTab)], Action::LastField, "", "the gap before"),
    LEAVE_FIELD,
    GUESS,
    THINK_SO,
    SURE,
];

/// Keys that lead back into a field.
pub static AWAY: &[Binding] =
    &[bind(&[key('i'), TAB], Action::NextField, "type", "back into the field")];

/// Keys of a diagram in which parts are pointed at.
pub static PLACE: &[Binding] = &[
    ANSWER,
    bind(&[SPACE], Action::Pick, "pick", "pick the part, or let it go"),
    bind(&[TAB], Action::NextField, "next part", "the next part"),
    bind(&[plain(KeyCode::BackTab)], Action::LastField, "", "the part before"),
    shown("← ↑ ↓ →", bind(UP, Action::Up, "", "the nearest part in that direction")),
    DOWN,
    bind(&[plain(KeyCode::Left)], Action::Left, "", ""),
    bind(&[plain(KeyCode::Right)], Action::Right, "", ""),
];

/// How sure one is, where that is not asked.
const UNASKED: Binding = bind(&[key('c'), alt('1'), alt('2'), alt('3')], Action::Nothing, "", "");

/// Keys of a question to be recalled. Its rating says how sure one was.
pub static RECALL: &[Binding] =
    &[bind(&[ENTER], Action::Confirm, "show the answer", "show the answer"), UNASKED];

/// Keys of a question that was recalled: the rating is the answer.
pub static RATE: &[Binding] = &[
    bind(digit(1), Action::Digit(1), "again", "not recalled"),
    bind(digit(2), Action::Digit(2), "hard", "recalled with effort"),
    bind(digit(3), Action::Digit(3), "good", "recalled"),
    bind(digit(4), Action::Digit(4), "easy", "recalled at once"),
    bind(&[ENTER], Action::Confirm, "", ""),
    UNASKED,
];
