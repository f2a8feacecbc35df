//! Draws a layout, and tells what it is made of: no line needs to be found
//! again in the drawing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Laid, Names, Placed, What};
use crate::diagram::{
    Art, Bounds,
    boxes::Frame,
    glyph::{self, Weight},
    grid::{Grid, TAIL},
    mermaid::{
        graph::Stroke,
        words::{cut, width},
    },
    way::{Arms, Cell, Way},
};
use unicode_width::UnicodeWidthChar;

/// The lines through one cell: their net, ways and stroke.
type Lines = Vec<(usize, Arms, Stroke)>;

/// A drawing in the making.
struct Ink<'a> {
    laid: &'a Laid,
    rows: Vec<Vec<char>>,
    lines: BTreeMap<Cell, Lines>,
    border: BTreeMap<Cell, Arms>,
    frames: Vec<Frame>,
}

/// Draws a layout.
pub(in crate::diagram::mermaid) fn ink(laid: &Laid, names: &Names<'_>) -> Art {
    let [columns, rows] = laid.size.map(|size| size.max(1) as usize);
    let mut ink = Ink {
        laid,
        rows: vec![vec![' '; columns]; rows],
        lines: BTreeMap::new(),
        border: BTreeMap::new(),
        frames: Vec::new(),
    };
    ink.run();
    ink.boxes(names);
    ink.strokes();
    ink.heads();
    ink.titles(names);
    ink.texts(names);
    ink.finish()
}

fn cell(at: [isize; 2]) -> Cell {
    Cell::new(at[1].max(0) as usize, at[0].max(0) as usize)
}

fn bounds(it: &Placed) -> Bounds {
    let (from, to) = (cell(it.from), cell(it.to));
    Bounds { top: from.row, left: from.col, bottom: to.row, right: to.col }
}

impl Ink<'_> {
    fn put(&mut self, at: Cell, c: char) {
        let place = self.rows.get_mut(at.row).and_then(|row| row.get_mut(at.col));
        if let Some(place) = place {
            *place = c;
        }
    }

    fn write(&mut self, at: Cell, text: &str) {
        let mut col = at.col;
        for c in text.chars() {
            for tail in 0..c.width().unwrap_or(0) {
                self.put(Cell::new(at.row, col), if tail == 0 { c } else { TAIL });
                col += 1;
            }
        }
    }

    /// Finds which lines run through each cell.
    fn run(&mut self) {
        for line in &self.laid.lines {
            for (at, arms) in line.cells() {
                let lines = self.lines.entry(cell(at)).or_default();
                match lines.iter_mut().find(|(net, ..)| *net == line.net) {
                    Some((_, all, _)) => *all = all.or(arms),
                    None => lines.push((line.net, arms, line.stroke)),
                }
            }
        }
    }

    /// Draws borders, with what leaves them.
    fn boxes(&mut self, names: &Names<'_>) {
        for it in &self.laid.boxes {
            let bounds = bounds(it);
            self.frames.push(Frame { bounds, title: Vec::new() });
            for at in bounds.border() {
                let ways = Way::ALL.into_iter().filter(|way| {
                    let next = at.next(*way).filter(|next| bounds.holds(*next));
                    next.is_some_and(|next| {
                        bounds.border().any(|it| it == next) && beside(bounds, at, next)
                    })
                });
                let arms = ways.collect();
                self.border.insert(at, arms);
                let round = names.asks(it.what) && bounds.is_corner(at);
                self.put(at, if round { rounded(arms) } else { glyph::light(arms) });
            }
        }
    }

    /// Draws lines.
    fn strokes(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        for (at, lines) in &lines {
            let border = self.border.get(at).copied().unwrap_or(Arms::NONE);
            let arms = lines.iter().fold(border, |all, (_, arms, _)| all.or(*arms));
            let c = match lines.as_slice() {
                all if border.is_none() && all.iter().all(|it| it.2 == Stroke::Dashed) => {
                    dashed(arms)
                }
                _ => lines.iter().fold(glyph::light(arms), |c, (_, arms, stroke)| {
                    let heavy = if *stroke == Stroke::Heavy { *arms } else { Arms::NONE };
                    glyph::reweigh(c, heavy, Weight::Heavy).unwrap_or(c)
                }),
            };
            if !arms.is_none() {
                self.put(*at, c);
            }
        }
        self.lines = lines;
    }

    fn heads(&mut self) {
        for head in &self.laid.heads {
            let c = match head.way {
                Way::North => '▲',
                Way::East => '►',
                Way::South => '▼',
                Way::West => '◄',
            };
            self.put(cell(head.at), c);
        }
    }

    /// Writes the title of each zone where its upper border is free.
    fn titles(&mut self, names: &Names<'_>) {
        for (place, it) in self.laid.boxes.iter().enumerate() {
            let What::Zone(zone) = it.what else { continue };
            let bounds = bounds(it);
            let title = cut(&names.title(zone), names.room * 2);
            let Some((start, room)) = self.free(bounds, width(&title) + 2) else { continue };
            let title = cut(&title, room.saturating_sub(2));
            self.write(Cell::new(bounds.top, start), &format!(" {title} "));
            let cells = Cell::run(bounds.top, start + 1..start + 1 + width(&title)).collect();
            if let Some(frame) = self.frames.get_mut(place) {
                frame.title = cells;
            }
        }
    }

    /// The first place in an upper border that has so much room, or else the
    /// one that has most; and its room.
    fn free(&self, bounds: Bounds, needed: usize) -> Option<(usize, usize)> {
        let is_free = |col: &usize| {
            let at = Cell::new(bounds.top, *col);
            !self.lines.contains_key(&at) && !self.laid.heads.iter().any(|head| cell(head.at) == at)
        };
        let cols: Vec<_> = (bounds.left + 1..bounds.right).collect();
        let runs =
            cols.split(|col| !is_free(col)).filter_map(|run| Some((*run.first()?, run.len())));
        let mut runs: Vec<_> = runs.filter(|(_, room)| *room >= 4).collect();
        runs.sort_by_key(|(start, room)| (std::cmp::Reverse((*room).min(needed)), *start));
        runs.first().copied()
    }

    /// Writes what stands in boxes and beside lines.
    fn texts(&mut self, names: &Names<'_>) {
        for it in &self.laid.boxes {
            let What::Node(node) = it.what else { continue };
            let (bounds, rows) = (bounds(it), names.rows(node));
            let (across, down) = (bounds.right - bounds.left - 1, bounds.bottom - bounds.top - 1);
            let top = bounds.top + 1 + down.saturating_sub(rows.len()) / 2;
            for (row, text) in rows.iter().enumerate() {
                let left = bounds.left + 1 + across.saturating_sub(width(text)) / 2;
                self.write(Cell::new(top + row, left), text);
            }
        }
        for text in &self.laid.texts {
            for (row, words) in text.rows.iter().enumerate() {
                self.write(cell([text.at[0], text.at[1] + row as isize]), words);
            }
        }
    }

    /// Where one line goes straight on over another.
    fn crossings(&self) -> BTreeSet<Cell> {
        let has = |lines: &Lines, ways: Arms| lines.iter().any(|(_, arms, _)| *arms == ways);
        let crosses = |lines: &Lines| has(lines, Arms::LEVEL) && has(lines, Arms::UPRIGHT);
        let cells = self.lines.iter().filter(|(_, lines)| crosses(lines));
        cells.map(|(at, _)| *at).collect()
    }

    fn finish(mut self) -> Art {
        let crossings = self.crossings();
        self.frames.sort_by_key(|frame| (frame.bounds.top, frame.bounds.left));
        let rows = self.rows.iter().map(|row| {
            let row: String = row.iter().filter(|c| **c != TAIL).collect();
            row.trim_end().to_owned()
        });
        let source = rows.collect::<Vec<_>>().join("\n");
        Art::made(Grid::whole(&source), self.frames, &crossings)
    }
}

/// Whether two cells of a border follow each other along it.
fn beside(bounds: Bounds, a: Cell, b: Cell) -> bool {
    a.row == b.row && (a.row == bounds.top || a.row == bounds.bottom)
        || a.col == b.col && (a.col == bounds.left || a.col == bounds.right)
}

fn rounded(arms: Arms) -> char {
    let has = |a: Way, b: Way| arms == Arms::NONE.with(a).with(b);
    match () {
        () if has(Way::East, Way::South) => '╭',
        () if has(Way::West, Way::South) => '╮',
        () if has(Way::East, Way::North) => '╰',
        () => '╯',
    }
}

fn dashed(arms: Arms) -> char {
    match arms {
        Arms::LEVEL => '╌',
        Arms::UPRIGHT => '╎',
        arms => glyph::light(arms),
    }
}
