//! What keys may do while an exam is sat.

use crate::{
    study::Confidence,
    tui::{
        key::{Action, Binding, EXAM, QUESTION, SCROLL},
        pad::Pad,
    },
};

/// Keys that tell too much before the hand-in.
pub fn is_off(action: Action) -> bool {
    matches!(
        action,
        Action::OpenLesson | Action::Undo | Action::LeaveOut | Action::Report | Action::Bookmark
    )
}

/// The keys of a pad in an exam: those of a question are the exam's own, which
/// stand behind the pad's.
pub fn keys(pad: &dyn Pad) -> Vec<&'static [Binding]> {
    let tables = pad.keys().into_iter().filter(|table| !std::ptr::eq(*table, QUESTION));
    let own = if pad.is_typing() { None } else { Some(EXAM) };
    tables.chain(own).chain([SCROLL]).collect()
}

/// Whether a key says how sure the learner is.
pub fn says_how_sure(action: Action) -> bool {
    matches!(action, Action::Sure | Action::SayGuess | Action::SayThinkSo | Action::SaySure)
}

/// How sure the learner is after such a key.
pub fn sure(action: Action, before: Option<Confidence>) -> Option<Confidence> {
    match action {
        Action::SayGuess => Some(Confidence::Guess),
        Action::SayThinkSo => Some(Confidence::ThinkSo),
        Action::SaySure => Some(Confidence::Sure),
        _ => Confidence::next(before),
    }
}
