//! How much of a whole.

use crate::text::{Line, Role, Span};

/// A bar, so many columns wide, filled for `part` of `whole`.
pub fn bar(part: usize, whole: usize, width: usize) -> Line {
    filled((part * width).checked_div(whole).unwrap_or(0), width)
}

/// A bar filled for a share of 1, to the nearest column.
pub fn share(part: f64, width: usize) -> Line {
    let columns = (part.clamp(0.0, 1.0) * f64::from(width as u32)).round() as i32;
    filled(columns.unsigned_abs() as usize, width)
}

fn filled(columns: usize, width: usize) -> Line {
    let columns = columns.min(width);
    Line(vec![
        Span::new(&"█".repeat(columns), Role::Accent),
        Span::new(&"░".repeat(width - columns), Role::Faint),
    ])
}

/// The latest of shares as a line of little bars; nothing if there are fewer than two.
pub fn spark(shares: &[f64], width: usize) -> String {
    const SIGNS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    if shares.len() < 2 {
        return String::new();
    }
    let latest = shares.iter().skip(shares.len().saturating_sub(width));
    let sign = |share: &f64| {
        SIGNS.get(((share.clamp(0.0, 1.0) * 7.0).round() as i32).unsigned_abs() as usize)
    };
    latest.filter_map(sign).chain([&' ', &' ']).collect()
}
