//! How much of a whole.

use crate::text::{Line, Role, Span};

/// A bar, so many columns wide, filled for `part` of `whole`.
pub fn bar(part: usize, whole: usize, width: usize) -> Line {
    let filled = (part * width).checked_div(whole).unwrap_or(0).min(width);
    Line(vec![
        Span::new(&"█".repeat(filled), Role::Accent),
        Span::new(&"░".repeat(width - filled), Role::Faint),
    ])
}
