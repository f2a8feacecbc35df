//! The answer sheet: what is answered, flagged and open; and what is asked before
//! the hand-in and before leaving.

use super::clock;
use crate::{
    study::{
        Moment,
        exam::{Attempt, Ended},
    },
    text::{Line, Look, Role, Span, wrap},
    tui::key::{Action, Msg},
};

/// Columns of one question.
const CELL: u16 = 7;

/// Questions in a row.
pub fn across(width: u16) -> usize {
    usize::from((width / CELL).clamp(1, 10))
}

/// The question marked after a key.
pub fn moved(msg: &Msg, at: usize, across: usize, all: usize) -> usize {
    let to = match msg {
        Msg::Act(Action::Left | Action::LastQuestion) => at.saturating_sub(1),
        Msg::Act(Action::Right | Action::NextQuestion) => at + 1,
        Msg::Act(Action::Up) => at.checked_sub(across).unwrap_or(at),
        Msg::Act(Action::Down) if at + across < all => at + across,
        _ => at,
    };
    to.min(all.saturating_sub(1))
}

/// The sheet with one question marked; the line of that.
pub fn lines(attempt: &Attempt, at: usize, width: u16) -> (Vec<Line>, usize) {
    let (answered, flagged, all) = attempt.counts();
    let open = all - answered;
    let told = format!("{answered} answered · {open} open · {flagged} flagged");
    let mut lines = vec![Line::new(&told, Role::Heading), Line::default()];
    let across = across(width);
    let ids: Vec<_> = attempt.form.questions.iter().enumerate().collect();
    let mut marked = 0;
    for row in ids.chunks(across) {
        let cells = row.iter().map(|(place, id)| {
            let mark = attempt.at(id);
            let sign = if mark.response.is_some() { "●" } else { "○" };
            let flag = if mark.flagged { "⚑" } else { " " };
            let role = match (mark.flagged, mark.response.is_some()) {
                (true, _) => Role::Care,
                (false, true) => Role::Accent,
                (false, false) => Role::Faint,
            };
            let here = *place == at;
            let before = if here { "▸" } else { " " };
            Span::new(
                &format!("{before}{:>3}{sign}{flag} ", place + 1),
                Look { strong: here, ..role.into() },
            )
        });
        if row.iter().any(|(place, _)| *place == at) {
            marked = lines.len();
        }
        lines.push(Line(cells.collect()));
    }
    lines.push(Line::default());
    lines.push(Line::new("● answered   ○ open   ⚑ flagged", Role::Faint));
    (lines, marked)
}

/// What is asked before the hand-in.
pub fn hand_in(attempt: &Attempt, now: Moment, width: u16) -> Vec<Line> {
    let (answered, flagged, all) = attempt.counts();
    let left = clock(attempt.left(now));
    let open = all - answered;
    let told =
        format!("{answered} of {all} answered, {open} open, {flagged} flagged. {left} left.");
    let mut lines = vec![Line::new("Hand in?", Role::Heading), Line::default()];
    lines.extend(wrap(&told, Role::Body, width));
    if open > 0 {
        let told = "What is open counts as wrong; a guess costs nothing.";
        lines.extend(wrap(told, Role::Care, width));
    }
    lines
}

/// What is asked before leaving.
pub fn leave(attempt: &Attempt, width: u16) -> Vec<Line> {
    let told = if attempt.form.pauses {
        "Everything is kept. The clock stands until you come back."
    } else {
        "Everything is kept, but the clock goes on, as in a real exam. \
         (`tripos set exam-clock pauses` makes it stand.)"
    };
    let mut lines = vec![Line::new("Leave the exam?", Role::Heading), Line::default()];
    lines.extend(wrap(told, Role::Body, width));
    lines
}

/// How it ended, if the learner did not end it.
pub fn ended(how: Ended) -> Option<&'static str> {
    match how {
        Ended::HandedIn => None,
        Ended::TimeUp => Some("the time is over: handed in"),
        Ended::Away => Some("the time was over meanwhile: handed in as it was"),
    }
}
