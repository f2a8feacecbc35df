//! The line with the keys that work now.

use ratatui::{
    buffer::Buffer,
    crossterm::event::KeyCode,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::{
    text::{Clean, Role},
    tui::{
        key::{Action, Binding, Key},
        theme::Theme,
    },
};

const GAP: &str = " · ";

/// Draws as many keys as fit, help in any case.
pub fn draw(keys: &[&[Binding]], typing: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let mut shown = labels(keys, typing);
    let help = shown.iter().position(|label| label.2 == Action::Help);
    let help = help.map(|index| shown.remove(index));
    let width = |label: &Label| label.0.width() + 1 + label.1.width() + GAP.width();
    let mut room = usize::from(area.width) + GAP.width()
        - help.as_ref().map_or(0, width).min(usize::from(area.width));
    shown.retain(|label| {
        let fits = width(label) <= room;
        room = if fits { room - width(label) } else { 0 };
        fits
    });
    let faint = theme.role(Role::Faint);
    let mut spans = Vec::new();
    for (key, label, _) in shown.into_iter().chain(help) {
        if !spans.is_empty() {
            spans.push(Span::styled(GAP, faint));
        }
        spans.push(Span::styled(key, theme.role(Role::Accent)));
        spans.push(Span::styled(format!(" {label}"), faint));
    }
    Line::from(spans).render(area, buf);
}

type Label = (String, &'static str, Action);

/// Keys that do what they say: one hidden behind a nearer one is left out, and
/// in a field so are those that only type.
fn labels(keys: &[&[Binding]], typing: bool) -> Vec<Label> {
    let mut taken: Vec<Key> = Vec::new();
    let mut labels = Vec::new();
    for binding in keys.iter().flat_map(|table| table.iter()) {
        let is_free = |key: &&Key| !(taken.contains(key) || typing && types(key));
        let free = binding.keys.iter().find(is_free);
        if let (Some(free), false) = (free, binding.label.is_empty()) {
            let first = binding.keys.first() == Some(free);
            let key = if first { binding.key_shown() } else { free.to_string() };
            labels.push((key, binding.label, binding.action));
        }
        taken.extend(binding.keys);
    }
    labels
}

/// Whether a key is a character in a field.
fn types(key: &Key) -> bool {
    matches!(key.0, KeyCode::Char(_)) && key.1.is_empty()
}

/// Text cut to a width, with a mark where it was cut.
pub fn cut(text: &Clean, width: u16) -> String {
    let width = usize::from(width);
    if text.width() <= width {
        return text.to_string();
    }
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        if kept.width() + grapheme.width() + 1 > width {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.push('…');
    kept
}
