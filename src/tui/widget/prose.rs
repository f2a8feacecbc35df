//! Words in lines.

use crate::{
    pack::framed,
    text::{self, Line, Markdown, Role, Span},
};

/// Markdown, wrapped.
pub fn markdown(source: &Markdown, width: u16) -> Vec<Line> {
    text::layout(&text::parse(source), &framed(width)).lines
}

/// Words, wrapped, a little in from the left.
pub fn aside(text: &str, role: Role, indent: usize, width: u16) -> Vec<Line> {
    let source = Markdown(text.to_owned());
    let mut lines = hang(&[Span::new(&" ".repeat(indent), Role::Body)], &source, width);
    for span in lines.iter_mut().flat_map(|line| &mut line.0) {
        span.look.role = role;
    }
    lines
}

/// Markdown, wrapped, with something before the first line and room before the others.
pub fn hang(first: &[Span], source: &Markdown, width: u16) -> Vec<Line> {
    let indent: usize = first.iter().map(|span| span.text.width()).sum();
    let room = width.saturating_sub(indent as u16).max(1);
    let mut lines = markdown(source, room);
    if lines.is_empty() {
        lines.push(Line::default());
    }
    let blank = Span::new(&" ".repeat(indent), Role::Body);
    for (index, line) in lines.iter_mut().enumerate() {
        let before = if index == 0 { first.to_vec() } else { vec![blank.clone()] };
        line.0.splice(0..0, before);
    }
    lines
}
