//! The answer sheet: what is answered, flagged and open.

use crate::{
    study::exam::Attempt,
    text::{Line, Look, Role, Span},
};

/// Columns of one question.
const CELL: u16 = 7;

/// Questions in a row.
pub fn across(width: u16) -> usize {
    usize::from((width / CELL).clamp(1, 10))
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
