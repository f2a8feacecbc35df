//! Draws a sequence diagram: participants side by side, their lifelines down,
//! a row or two for each message.

use super::{Message, Row, Side, Talk};
use crate::diagram::{
    mermaid::{
        graph::Stroke,
        sheet::{Head, Laid, Placed, Text, What},
        words::widest,
    },
    way::{Cell, Way},
};

/// Rows of one drawing at most.
const MAX_ROWS: isize = 1200;

/// A sequence diagram in place, and where each message runs.
pub(in crate::diagram::mermaid) struct Told {
    pub(in crate::diagram::mermaid) laid: Laid,
    pub(in crate::diagram::mermaid) paths: Vec<Vec<Cell>>,
}

/// A drawing in the making.
struct Draw<'a> {
    talk: &'a Talk,
    /// Columns a line of words may take.
    room: usize,
    /// The column of each lifeline.
    lives: Vec<isize>,
    /// The next free row.
    row: isize,
    net: usize,
    laid: Laid,
    paths: Vec<Vec<Cell>>,
    open: Vec<Section>,
    done: Vec<Section>,
}

/// A framed part of a drawing.
struct Section {
    top: isize,
    bottom: isize,
    title: Vec<String>,
    /// Where it goes on otherwise.
    others: Vec<(isize, Vec<String>)>,
    /// The first and last column of what is in it.
    span: Option<[isize; 2]>,
}

/// Draws a sequence diagram; nothing if it is too long.
pub(in crate::diagram::mermaid) fn draw(talk: &Talk, room: usize) -> Option<Told> {
    let lives = lives(talk, room);
    let mut draw = Draw {
        talk,
        room,
        lives,
        row: 0,
        net: 0,
        laid: Laid::default(),
        paths: Vec::new(),
        open: Vec::new(),
        done: Vec::new(),
    };
    draw.heads();
    talk.rows.iter().for_each(|row| draw.row(row));
    draw.finish()
}

/// The column of each lifeline, such that what is said fits between them.
fn lives(talk: &Talk, room: usize) -> Vec<isize> {
    let half = |at: usize| {
        talk.heads.get(at).map_or(0, |head| widest(&head.1.wrap(room)) as isize / 2 + 2)
    };
    let mut lives: Vec<isize> = Vec::new();
    for at in 0..talk.heads.len() {
        let beside =
            at.checked_sub(1).and_then(|last| Some(lives.get(last)? + half(last) + half(at) + 2));
        let needs = talk.rows.iter().filter_map(|row| {
            let (from, to, columns) = need(row, room)?;
            let from = if to == at { lives.get(from)? } else { return None };
            Some(from + columns)
        });
        lives.push(needs.chain(beside).max().unwrap_or_else(|| half(0)));
    }
    let left = talk.rows.iter().filter_map(|row| match row {
        Row::Note { from: 0, side: Side::Left, words, .. } => {
            Some(widest(&words.wrap(room)) as isize + 6)
        }
        _ => None,
    });
    let shift = left.max().unwrap_or(0) - lives.first().copied().unwrap_or(0);
    lives.iter().map(|at| at + shift.max(0)).collect()
}

/// Columns that something needs between two lifelines.
fn need(row: &Row, room: usize) -> Option<(usize, usize, isize)> {
    match row {
        Row::Message(Message { from, to, words, .. }) => {
            let columns = widest(&words.wrap(room)) as isize;
            let (first, last) = (*from.min(to), *from.max(to));
            if first == last {
                Some((first, first + 1, columns + 7))
            } else {
                Some((first, last, columns + 4))
            }
        }
        Row::Note { from, side, words, .. } => {
            let columns = widest(&words.wrap(room)) as isize + 8;
            if *side == Side::Left {
                Some((from.checked_sub(1)?, *from, columns))
            } else {
                Some((*from, from + 1, columns))
            }
        }
        _ => None,
    }
}

impl Draw<'_> {
    fn life(&self, at: usize) -> isize {
        self.lives.get(at).copied().unwrap_or(0)
    }

    fn line(&mut self, stroke: Stroke, from: [isize; 2], to: [isize; 2]) {
        self.laid.line(self.net, stroke, from, to);
    }

    /// Notes that something takes some columns of the section it is in.
    fn take(&mut self, from: isize, to: isize) {
        if let Some(section) = self.open.last_mut() {
            let [low, high] = section.span.unwrap_or([from, to]);
            section.span = Some([low.min(from), high.max(to)]);
        }
    }

    /// Draws the participants.
    fn heads(&mut self) {
        let rows =
            |at: usize| self.talk.heads.get(at).map_or(Vec::new(), |head| head.1.wrap(self.room));
        let height = (0..self.lives.len()).map(|at| rows(at).len()).max().unwrap_or(0) as isize + 2;
        for at in 0..self.lives.len() {
            let (columns, life) = (widest(&rows(at)) as isize, self.life(at));
            let left = life - isize::midpoint(columns, 3);
            let to = [left + columns + 3, height - 1];
            self.laid.boxes.push(Placed { from: [left, 0], to, what: What::Node(at) });
        }
        self.row = height;
    }

    fn row(&mut self, row: &Row) {
        match row {
            Row::Message(message) if message.from == message.to => self.own(message),
            Row::Message(message) => self.message(message),
            Row::Note { from, to, side, words } => {
                self.note([*from, *to], *side, &words.wrap(self.room));
            }
            Row::Open { word, words } => {
                let title = titled(word, &words.line());
                let section =
                    Section { top: self.row, bottom: 0, title, others: Vec::new(), span: None };
                self.open.push(section);
                self.row += 1;
            }
            Row::Other { word, words } => {
                let row = self.row;
                let title = titled(word, &words.line());
                self.open
                    .last_mut()
                    .into_iter()
                    .for_each(|it| it.others.push((row, title.clone())));
                self.row += 1;
            }
            Row::Close => self.close(),
        }
    }

    /// What is said stands over its arrow.
    fn message(&mut self, message: &Message) {
        let rows = message.words.wrap(self.room);
        let (from, to) = (self.life(message.from), self.life(message.to));
        let (low, high) = (from.min(to), from.max(to));
        self.take(low, high);
        let columns = widest(&rows) as isize;
        let at = [low + 1 + (high - low - 1 - columns) / 2, self.row];
        self.row += (rows.len() as isize).max(1);
        self.laid.texts.push(Text { at, rows });
        self.net += 1;
        let step = (to - from).signum();
        let [tail, head] = message.heads.map(isize::from);
        let ends = [[from + step * tail, self.row], [to - step * head, self.row]];
        self.line(message.stroke, ends[0], ends[1]);
        let way = if to > from { Way::East } else { Way::West };
        if head > 0 {
            self.laid.heads.push(Head { at: ends[1], way });
        }
        if tail > 0 {
            self.laid.heads.push(Head { at: ends[0], way: way.back() });
        }
        let columns = (0..=high - low).map(|by| from + step * by);
        let cell = |col: isize| Cell::new(self.row as usize, col.max(0) as usize);
        self.paths.push(columns.map(cell).collect());
        self.row += 1;
    }

    /// What one says to itself.
    fn own(&mut self, message: &Message) {
        let rows = message.words.wrap(self.room);
        let (life, top) = (self.life(message.from), self.row);
        let height = (rows.len() as isize).max(2) - 1;
        let (far, bottom) = (life + 3, top + height);
        self.take(life, far + 2 + widest(&rows) as isize);
        self.net += 1;
        self.line(message.stroke, [life, top], [far, top]);
        self.line(message.stroke, [far, top], [far, bottom]);
        self.line(message.stroke, [far, bottom], [life + 1, bottom]);
        self.laid.heads.push(Head { at: [life + 1, bottom], way: Way::West });
        self.laid.texts.push(Text { at: [far + 2, top], rows });
        let cell = |col: isize, row: isize| Cell::new(row as usize, col.max(0) as usize);
        let out = (life..=far).map(|col| cell(col, top));
        let down = (top + 1..=bottom).map(|row| cell(far, row));
        let back = (life..far).rev().map(|col| cell(col, bottom));
        self.paths.push(out.chain(down).chain(back).collect());
        self.row = bottom + 1;
    }

    /// A note stands in a frame beside a lifeline, or between two.
    fn note(&mut self, [from, to]: [usize; 2], side: Side, rows: &[String]) {
        let columns = widest(rows) as isize + 4;
        let life = self.life(from);
        let left = match side {
            Side::Left => life - 1 - columns,
            Side::Over if to > from => life + 1 + (self.life(from + 1) - life - columns) / 2,
            _ => life + 2,
        };
        let (right, top) = (left + columns - 1, self.row);
        let bottom = top + rows.len() as isize + 1;
        self.take(left.min(life), right.max(life));
        self.frame([left, top], [right, bottom]);
        self.laid.texts.push(Text { at: [left + 2, top + 1], rows: rows.to_vec() });
        self.row = bottom + 1;
    }

    fn frame(&mut self, [left, top]: [isize; 2], [right, bottom]: [isize; 2]) {
        self.net += 1;
        self.line(Stroke::Plain, [left, top], [right, top]);
        self.line(Stroke::Plain, [right, top], [right, bottom]);
        self.line(Stroke::Plain, [right, bottom], [left, bottom]);
        self.line(Stroke::Plain, [left, bottom], [left, top]);
    }

    /// Ends a section; what is around it takes it in.
    fn close(&mut self) {
        let Some(mut section) = self.open.pop() else { return };
        section.bottom = self.row;
        self.row += 1;
        let life = self.life(0);
        let [low, high] = section.span.unwrap_or([life, life]);
        let titles = section.others.iter().map(|other| &other.1).chain([&section.title]);
        let needed = titles.map(|title| widest(title) as isize + 6).max().unwrap_or(0);
        let low = self.beside(low - 3, -1);
        let high = self.beside((high + 3).max(low + needed), 1);
        section.span = Some([low, high]);
        self.take(low, high);
        self.done.push(section);
    }

    /// A column where no lifeline is near.
    fn beside(&self, column: isize, step: isize) -> isize {
        let near = |column: isize| self.lives.iter().any(|life| (life - column).abs() <= 1);
        let reach = 3 * self.lives.len() as isize;
        let mut columns = (0..=reach).map(|by| column + by * step);
        columns.find(|column| !near(*column)).unwrap_or(column)
    }

    /// Draws sections and lifelines, and moves everything to the right of the
    /// first column.
    fn finish(mut self) -> Option<Told> {
        for section in std::mem::take(&mut self.done) {
            let Some([left, right]) = section.span else { continue };
            self.frame([left, section.top], [right, section.bottom]);
            let mut titles = vec![(section.top, section.title)];
            for (row, title) in section.others {
                self.net += 1;
                self.line(Stroke::Dashed, [left + 1, row], [right - 1, row]);
                titles.push((row, title));
            }
            let texts = titles.into_iter().map(|(row, rows)| Text { at: [left + 1, row], rows });
            self.laid.texts.extend(texts);
        }
        let top = self.laid.boxes.first().map_or(0, |it| it.to[1]);
        for at in 0..self.lives.len() {
            self.net += 1;
            self.line(Stroke::Plain, [self.life(at), top], [self.life(at), self.row]);
        }
        (self.row < MAX_ROWS).then(|| self.moved())
    }

    fn moved(mut self) -> Told {
        let left = |laid: &Laid| {
            let boxes = laid.boxes.iter().map(|it| it.from[0]);
            boxes.chain(laid.lines.iter().map(|it| it.from[0].min(it.to[0]))).min().unwrap_or(0)
        };
        let by = -left(&self.laid);
        let mut laid = Laid::default();
        laid.embed(std::mem::take(&mut self.laid), [by, 0]);
        let boxes = laid.boxes.iter().map(|it| it.to[0]);
        let lines = laid.lines.iter().map(|it| it.from[0].max(it.to[0]));
        let texts = laid.texts.iter().map(|it| it.at[0] + widest(&it.rows) as isize - 1);
        let right = boxes.chain(lines).chain(texts).max().unwrap_or(0);
        laid.size = [right + 1, self.row + 1];
        for cell in self.paths.iter_mut().flatten() {
            cell.col = cell.col.saturating_add_signed(by);
        }
        Told { laid, paths: self.paths }
    }
}

/// The title of a section, with blanks about it.
fn titled(word: &str, words: &str) -> Vec<String> {
    let title = if words.is_empty() { word.to_owned() } else { format!("{word}: {words}") };
    vec![format!(" {} ", super::super::words::cut(&title, 60))]
}
