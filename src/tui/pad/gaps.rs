//! Gaps drawn in the text in which they stand.

use crate::{
    item::Cloze,
    text::{Line, Role, Span},
    tui::{pad::Drawn, widget::prose::markdown},
};

/// The first of the characters that stand for gaps while the text is laid out:
/// they are private, so that no text means them, and one column wide.
const FIRST: u32 = 0x10_0000;
/// No text has more gaps than there are such characters.
const MOST: usize = 6000;

/// The text with each gap as it is drawn, and the lines of one of them.
///
/// Where words break is for the layout to say, so that it is given letters in
/// place of each gap; then they are replaced, cell by cell.
pub fn draw(cloze: &Cloze, gaps: &[Line], wanted: Option<usize>, width: u16) -> Drawn {
    let letters = |place: usize| {
        let letter = char::from_u32(FIRST + place.min(MOST) as u32).unwrap_or('_');
        let columns = gaps.get(place).map_or(1, Line::width);
        std::iter::repeat_n(letter, columns).collect()
    };
    let mut lines = markdown(&cloze.with(letters), width);
    let mut left: Vec<Vec<Span>> = gaps.iter().map(cells).collect();
    let (mut first, mut last) = (None, 0);
    for (row, line) in lines.iter_mut().enumerate() {
        let mut spans = Vec::new();
        for span in std::mem::take(&mut line.0) {
            for piece in pieces(&span) {
                let place = gap(&piece);
                if place.is_some() && place == wanted {
                    (first, last) = (first.or(Some(row)), row);
                }
                match place.and_then(|place| left.get_mut(place)) {
                    Some(cells) => fill(cells, piece.text.chars().count(), &mut spans),
                    None => spans.push(piece),
                }
            }
        }
        line.0 = spans;
    }
    (lines, first.map_or(0..0, |first| first..last + 1))
}

/// Which gap a piece of a line stands for.
fn gap(piece: &Span) -> Option<usize> {
    let letter = u32::from(piece.text.chars().next()?);
    let place = usize::try_from(letter.checked_sub(FIRST)?).ok()?;
    (place < MOST).then_some(place)
}

/// A span cut wherever a gap begins or ends.
fn pieces(span: &Span) -> Vec<Span> {
    let is_gap = |c: char| (FIRST..FIRST + MOST as u32).contains(&u32::from(c));
    let text: Vec<char> = span.text.chars().collect();
    let runs = text.chunk_by(|a, b| if is_gap(*a) { a == b } else { !is_gap(*b) });
    runs.map(|run| Span::new(&run.iter().collect::<String>(), span.look)).collect()
}

/// The last cells of a gap first, so that they are taken from the end.
fn cells(gap: &Line) -> Vec<Span> {
    let mut cells = Vec::new();
    for span in &gap.0 {
        let units = unicode_segmentation::UnicodeSegmentation::graphemes(&*span.text, true);
        cells.extend(units.map(|unit| Span::new(unit, span.look)));
    }
    cells.reverse();
    cells
}

/// Puts so many columns of a gap into a line.
fn fill(cells: &mut Vec<Span>, columns: usize, spans: &mut Vec<Span>) {
    let mut used = 0;
    while used < columns
        && let Some(cell) = cells.pop()
    {
        used += cell.text.width();
        spans.push(cell);
    }
    // A wide letter that was cut in two at the end of a line stands before it.
    let blank = columns.saturating_sub(used);
    spans.push(Span::new(&" ".repeat(blank), Role::Body));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_break_where_words_do_and_lose_nothing() {
        let cloze = Cloze::read("An item has *at most [[x]]* of `[[y]]`, a page [[z]].").unwrap();
        let wide = "日本".repeat(12);
        for width in 8..60 {
            let gaps = [Line::new(&format!("‹{wide}›"), Role::Accent), Line::new("‹b›", Role::Bad)];
            let (lines, sight) = draw(&cloze, &gaps, Some(1), width);
            let text: String = lines.iter().map(|line| line.to_string().replace(' ', "")).collect();
            assert_eq!(text, format!("Anitemhasatmost‹{wide}›of[[y]],apage‹b›."));
            // A wide letter at the edge may reach over it by a column.
            assert!(lines.iter().all(|line| line.width() <= usize::from(width) + 1), "{lines:?}");
            assert!(lines[sight.start].to_string().contains('b') && sight.len() == 1);
        }
    }
}
