//! Tables: columns side by side, or records where there is no room.

use super::{
    Look, Role,
    doc::{Align, Table},
    inline::Inline,
    layout::Writer,
    row::Row,
};

/// Columns between two columns.
const GAP: usize = 2;
/// Columns by which the second line of a record is set in.
const STEP: usize = 2;
/// A word up to this width is not broken; rather the table becomes records.
const WORD: usize = 16;

/// Draws a table.
pub fn draw(writer: &mut Writer<'_>, table: &Table) {
    match widths(table, writer.room()) {
        Some(widths) => grid(writer, table, &widths),
        None => records(writer, table),
    }
}

/// All rows, the head first.
fn rows(table: &Table) -> impl Iterator<Item = &[Inline]> {
    std::iter::once(&*table.head).chain(table.rows.iter().map(|row| &**row))
}

/// The widest of each column by some measure.
fn widest(table: &Table, measure: impl Fn(&Inline) -> usize) -> Vec<usize> {
    let mut widest = vec![1; table.align.len()];
    for row in rows(table) {
        for (most, cell) in widest.iter_mut().zip(row) {
            *most = measure(cell).max(*most);
        }
    }
    widest
}

/// The width of each column; none if they do not fit side by side.
fn widths(table: &Table, room: usize) -> Option<Vec<usize>> {
    let gaps = GAP * table.align.len().saturating_sub(1);
    let room = room.checked_sub(gaps)?;
    let natural = widest(table, Inline::width);
    if natural.iter().sum::<usize>() <= room {
        return Some(natural);
    }
    let least = widest(table, |cell| cell.longest_word().min(WORD));
    (least.iter().sum::<usize>() <= room).then(|| share(&natural, &least, room))
}

/// Shares the room out: who needs less than an even share gets what it needs.
fn share(natural: &[usize], least: &[usize], room: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..natural.len()).collect();
    order.sort_by_key(|i| natural.get(*i));
    let mut widths = least.to_vec();
    let mut left = room - least.iter().sum::<usize>();
    for (done, i) in order.iter().enumerate() {
        let (Some(width), Some(want)) = (widths.get_mut(*i), natural.get(*i)) else { continue };
        let even = left / (order.len() - done);
        let more = want.saturating_sub(*width).min(even);
        *width += more;
        left -= more;
    }
    if let Some(width) = order.last().and_then(|i| widths.get_mut(*i)) {
        *width += left;
    }
    widths
}

/// Columns side by side, with a rule below the head.
fn grid(writer: &mut Writer<'_>, table: &Table, widths: &[usize]) {
    let cells = |row: &[Inline]| -> Vec<Vec<Row>> {
        row.iter().zip(widths).map(|(cell, width)| cell.rows(*width)).collect()
    };
    let body: Vec<_> = table.rows.iter().map(|row| cells(row)).collect();
    let spaced = body.iter().flatten().any(|cell| cell.len() > 1);
    side_by_side(writer, cells(&table.head), widths, &table.align);
    let across = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    writer.rule(across);
    for (i, row) in body.into_iter().enumerate() {
        if spaced && i > 0 {
            writer.blank();
        }
        side_by_side(writer, row, widths, &table.align);
    }
}

/// One row of cells, each of some lines.
fn side_by_side(writer: &mut Writer<'_>, cells: Vec<Vec<Row>>, widths: &[usize], align: &[Align]) {
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    let mut cells: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
    for _ in 0..height {
        let mut line = Row::default();
        let (mut start, mut at) = (0, 0);
        for ((cell, width), align) in cells.iter_mut().zip(widths).zip(align) {
            if let Some(row) = cell.next().filter(|row| !row.line.0.is_empty()) {
                let taken = row.line.width();
                let column = start + lead(*align, width.saturating_sub(taken));
                line.pad(column - at);
                line.join(row, column);
                at = column + taken;
            }
            start += width + GAP;
        }
        writer.row(line);
    }
}

/// Blanks before a cell that leaves some columns free.
fn lead(align: Align, free: usize) -> usize {
    match align {
        Align::Left => 0,
        Align::Center => free / 2,
        Align::Right => free,
    }
}

/// Each row as lines of `Header: value`.
fn records(writer: &mut Writer<'_>, table: &Table) {
    for (i, row) in table.rows.iter().enumerate() {
        if i > 0 {
            writer.blank();
        }
        for (head, cell) in table.head.iter().zip(row) {
            record(writer, head, cell, i == 0);
        }
    }
    if table.rows.is_empty() {
        table.head.iter().for_each(|head| record(writer, head, &Inline::default(), true));
    }
}

/// One value below its header; lines that follow are set in.
fn record(writer: &mut Writer<'_>, head: &Inline, cell: &Inline, first: bool) {
    let mut text = Inline::default();
    text.append(head, first);
    if !head.is_empty() {
        text.push(":", Look { strong: true, ..Look::default() }.into());
    }
    if !head.is_empty() && !cell.is_empty() {
        text.push(" ", Role::Body.into());
    }
    text.append(cell, true);
    if text.is_empty() {
        return;
    }
    let step = if writer.has_room(STEP) { STEP } else { 0 };
    for (i, row) in text.rows(writer.room() - step).into_iter().enumerate() {
        let mut line = Row::default();
        let column = if i > 0 { step } else { 0 };
        line.pad(column);
        line.join(row, column);
        writer.row(line);
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Frame, Line, Markdown, layout, parse};

    #[test]
    fn tables_fit_wrap_or_become_records() {
        let table =
            "| Key | Use it for |\n|---|--:|\n| `pk` | one *item* |\n| sk | [a range](r.md) |";
        let cases: [(&str, u16, &[&str]); 6] = [
            (
                table,
                30,
                &["Key  Use it for", "───────────────", "pk     one item", "sk      a range"],
            ),
            (
                table,
                13,
                &[
                    "Key    Use it",
                    "          for",
                    "─────────────",
                    "pk   one item",
                    "sk    a range",
                ],
            ),
            (
                table,
                7,
                &[
                    "Key:", "  pk", "Use", "  it", "  for:", "  one", "  item", "", "Key:", "  sk",
                    "Use", "  it", "  for:", "  a", "  range",
                ],
            ),
            ("|a|\n|-|", 9, &["a", "─"]),
            ("|a|b|\n|:-:|-|\n|xyz||", 9, &[" a   b", "──────", "xyz"]),
            ("|日本|b|\n|-|-|\n|e\u{301}|c|", 9, &["日本  b", "───────", "é     c"]),
        ];
        for (source, width, lines) in cases {
            let page = layout(&parse(&Markdown(source.to_owned())), &Frame::plain(width));
            let drawn: Vec<_> = page.lines.iter().map(Line::to_string).collect();
            assert_eq!(drawn, lines, "{source} at {width}");
        }
    }

    #[test]
    fn links_in_cells_keep_their_columns() {
        let source = "|a|b|\n|-|-|\n|one|[two](t)|";
        let page = layout(&parse(&Markdown(source.to_owned())), &Frame::plain(20));
        let spot = &page.places[0].spots[0];
        assert_eq!((spot.line, spot.columns.clone()), (2, 5..8));
    }
}
