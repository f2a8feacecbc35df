//! Tables, as far as they are not too large.

use std::mem;

use pulldown_cmark::Alignment;

use super::Reader;
use crate::text::{
    doc::{Align, Block, Table},
    inline::Inline,
};

/// Columns shown; further ones are cut.
const COLUMNS: usize = 100;
/// Cells shown; further rows are cut.
const CELLS: usize = 5_000;

/// The table in the making, and what was cut from it.
#[derive(Default)]
pub struct Tables {
    table: Table,
    row: Vec<Inline>,
    columns: usize,
    rows: usize,
}

impl Reader<'_> {
    pub fn start_table(&mut self, align: &[Alignment]) {
        self.flush();
        self.marks.table = true;
        let shown = align.iter().take(COLUMNS).map(|align| own(*align)).collect();
        let table = Table { align: shown, ..Table::default() };
        self.tables = Tables { table, columns: align.len(), ..Tables::default() };
    }

    pub fn end_cell(&mut self) {
        let cell = self.text.take();
        if self.tables.row.len() < self.tables.table.align.len() {
            self.tables.row.push(cell);
        }
    }

    /// Keeps a row; the first one is the head.
    pub fn end_row(&mut self) {
        let mut row = mem::take(&mut self.tables.row);
        row.shrink_to_fit();
        let table = &mut self.tables.table;
        if table.head.is_empty() {
            table.head = row;
            return;
        }
        self.tables.rows += 1;
        if (table.rows.len() + 2) * table.align.len() <= CELLS {
            table.rows.push(row);
        }
    }

    pub fn end_table(&mut self) {
        self.marks.table = false;
        let Tables { table, columns, rows, .. } = mem::take(&mut self.tables);
        let (shown_columns, shown_rows) = (table.align.len(), table.rows.len());
        self.block(Block::Table(table));
        if shown_columns < columns {
            self.note(&format!("table cut: {shown_columns} of {columns} columns shown"));
        }
        if shown_rows < rows {
            self.note(&format!("table cut: {shown_rows} of {rows} rows shown"));
        }
    }
}

fn own(align: Alignment) -> Align {
    match align {
        Alignment::None | Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
