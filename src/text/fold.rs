//! A line broken where it is full, nothing left out.

use super::{Clean, Line, Span, measure::units};

/// The rows of a line in a width, broken between any two letters.
pub fn fold(line: &Line, width: u16) -> Vec<Line> {
    let width = usize::from(width).max(2);
    let (mut rows, mut used) = (vec![Line::default()], 0);
    for span in &line.0 {
        let mut part = Clean::default();
        for unit in units(&span.text) {
            if used + unit.width > width {
                put(&mut rows, &mut part, span);
                rows.push(Line::default());
                used = 0;
            }
            part.append(&span.text.part(unit.at..unit.end()));
            used += unit.width;
        }
        put(&mut rows, &mut part, span);
    }
    rows
}

fn put(rows: &mut [Line], part: &mut Clean, span: &Span) {
    let text = std::mem::take(part);
    if let (false, Some(row)) = (text.is_empty(), rows.last_mut()) {
        row.0.push(Span { text, look: span.look });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Role;

    #[test]
    fn nothing_is_left_out() {
        let line =
            Line(vec![Span::new("https://", Role::Faint), Span::new("a.b/主库c", Role::Link)]);
        let rows: Vec<_> = fold(&line, 5).iter().map(ToString::to_string).collect();
        assert_eq!(rows, ["https", "://a.", "b/主", "库c"]);
        assert_eq!(fold(&Line::default(), 5).len(), 1);
    }
}
