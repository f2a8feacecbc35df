//! How the parts of an answer are told, whatever the kind of question.

use crate::{
    text::{Clean, Line, Markdown, Role, Span, wrap},
    tui::widget::prose::hang,
};

/// Columns in front of the text of a part: those of a sign and of a number.
pub const INDENT: usize = 7;

/// Right or wrong, as a sign.
pub fn sign(right: bool) -> (&'static str, Role) {
    if right { ("✓", Role::Good) } else { ("✗", Role::Bad) }
}

/// In which of some texts below each other, of so many lines each, a line is.
pub fn hit(heights: impl Iterator<Item = usize>, line: u16) -> Option<usize> {
    let mut below = 0;
    let ends = heights.map(|height| {
        below += height;
        below
    });
    ends.into_iter().position(|end| usize::from(line) < end)
}

/// A part of the answer: its sign, its number, what belongs there.
pub fn part(right: bool, number: usize, text: &Markdown, width: u16) -> Vec<Line> {
    let (sign, role) = sign(right);
    hang(&[Span::new(&format!("  {sign} {number}  "), role)], text, width)
}

/// What was answered instead, below a part: a few words, then a text of the pack.
pub fn beneath(indent: usize, words: &str, text: &Markdown, width: u16) -> Vec<Line> {
    let before = [Span::new(&" ".repeat(indent), Role::Body), Span::new(words, Role::Bad)];
    let mut lines = hang(&before, text, width);
    for span in lines.iter_mut().flat_map(|line| line.0.iter_mut().skip(1)) {
        if span.look.role == Role::Body {
            span.look.role = Role::Faint;
        }
    }
    lines
}

/// A row of an answer in a few words: its sign, what it is, and the text.
pub fn row(right: bool, what: &str, text: &str, width: u16) -> Vec<Line> {
    let (sign, role) = sign(right);
    let before = format!("  {sign} {what:<13}");
    let rest = wrap(&Clean::new(text), Role::Body, width.saturating_sub(17).max(1));
    let blank = " ".repeat(17);
    let first = |index| if index == 0 { Span::new(&before, role) } else { Span::new(&blank, role) };
    let lines = rest.into_iter().enumerate();
    lines.map(|(index, line)| Line([first(index)].into_iter().chain(line.0).collect())).collect()
}
