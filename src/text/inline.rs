//! Text with marks: one string, and runs that tell how it looks.

use super::{
    Clean, Look, Span,
    measure::{self, Unit},
    row::Row,
    wrap::{self, Piece},
};

/// Text of a paragraph, heading, cell or code block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inline {
    text: Clean,
    runs: Vec<Run>,
    /// Where lines end whatever the width, in bytes.
    breaks: Vec<usize>,
    /// Whether the next text starts a run of its own.
    sealed: bool,
}

/// How a run of text looks, and the link it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Style {
    pub look: Look,
    pub link: Option<Link>,
}

/// A link of the document, by its number.
pub type Link = u32;

impl<T: Into<Look>> From<T> for Style {
    fn from(look: T) -> Self {
        Self { look: look.into(), link: None }
    }
}

/// A run from the end of the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    /// In bytes; four of them, as a document may have very many runs.
    end: u32,
    style: Style,
}

impl Run {
    fn end(&self) -> usize {
        self.end as usize
    }
}

impl Inline {
    /// Text of one look.
    pub fn new(raw: &str, look: impl Into<Style>) -> Self {
        let mut inline = Self::default();
        inline.push(raw, look.into());
        inline
    }

    /// Adds text as it is.
    pub fn push(&mut self, raw: &str, style: Style) {
        self.text.push(raw);
        self.close(self.text.len(), style);
    }

    /// Adds running text, in which white space is one space.
    pub fn push_prose(&mut self, raw: &str, style: Style) {
        let raw = if self.at_space() { raw.trim_start_matches(' ') } else { raw };
        let mut pieces = raw.split("  ");
        self.push(pieces.next().unwrap_or_default(), style);
        for piece in pieces {
            let space = if self.at_space() { "" } else { " " };
            self.push(space, style);
            self.push(piece.trim_start_matches(' '), style);
        }
    }

    /// Adds text of another one, without its links.
    pub fn append(&mut self, other: &Self, links: bool) {
        let base = self.text.len();
        self.text.append(&other.text);
        for run in &other.runs {
            let link = run.style.link.filter(|_| links);
            self.sealed = true;
            self.close(base + run.end(), Style { link, ..run.style });
        }
    }

    /// Ends the line.
    pub fn push_break(&mut self) {
        self.breaks.push(self.text.len());
        self.sealed = true;
    }

    /// Takes back line breaks at the end.
    pub fn trim_breaks(&mut self) {
        while self.breaks.pop_if(|at| *at == self.text.len()).is_some() {}
    }

    /// The text so far, without room to grow; starts anew.
    pub fn take(&mut self) -> Self {
        let mut text = std::mem::take(self);
        text.text.shrink();
        text.runs.shrink_to_fit();
        text
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.breaks.is_empty()
    }

    /// The text alone.
    pub fn text(&self) -> &Clean {
        &self.text
    }

    /// Its text, run by run; nothing stands for the end of a line, which is the
    /// end of a run too.
    pub fn runs(&self) -> Vec<Option<(&str, Style)>> {
        let mut breaks = self.breaks.iter().peekable();
        let (mut all, mut start) = (Vec::new(), 0);
        for run in &self.runs {
            while breaks.next_if(|at| **at <= start).is_some() {
                all.push(None);
            }
            all.push(self.text.get(start..run.end()).map(|text| (text, run.style)));
            start = run.end();
        }
        all.extend(breaks.map(|_| None));
        all
    }

    /// Columns from the start of the line to the end of the text, or nearly.
    pub fn column(&self) -> usize {
        self.text.len() - self.breaks.last().copied().unwrap_or_default()
    }

    /// Columns it takes on one line.
    pub fn width(&self) -> usize {
        if self.text.is_ascii() { self.text.len() } else { self.units().map(|u| u.width).sum() }
    }

    /// Columns its longest word takes.
    pub fn longest_word(&self) -> usize {
        if self.text.is_ascii() {
            return self.text.split(' ').map(str::len).max().unwrap_or_default();
        }
        wrap::longest_word(self.units())
    }

    /// Its lines at a width, broken between words.
    pub fn rows(&self, width: usize) -> Vec<Row> {
        self.cut(width, &wrap::words(&self.text, &self.breaks, self.units(), width))
    }

    /// Its lines at a width, white space kept and broken anywhere.
    pub fn verbatim_rows(&self, width: usize) -> Vec<Row> {
        self.cut(width, &wrap::verbatim(&self.text, &self.breaks, self.units(), width))
    }

    /// Whether a space would be one too many here.
    fn at_space(&self) -> bool {
        let at = self.text.len();
        self.text.ends_with(' ') || at == self.breaks.last().copied().unwrap_or_default()
    }

    /// Ends a run; one of the same look grows.
    fn close(&mut self, end: usize, style: Style) {
        let end = end as u32;
        let start = self.runs.last().map_or(0, |run| run.end);
        match self.runs.last_mut() {
            _ if end == start => return,
            Some(run) if run.style == style && !self.sealed => run.end = end,
            _ => self.runs.push(Run { end, style }),
        }
        self.sealed = false;
    }

    /// Its units; none reaches over the end of a run.
    fn units(&self) -> impl Iterator<Item = Unit<'_>> {
        let starts = std::iter::once(0).chain(self.runs.iter().map(Run::end));
        starts.zip(&self.runs).flat_map(|(start, run)| {
            let units = measure::units(self.text.get(start..run.end()).unwrap_or_default());
            units.map(move |unit| Unit { at: start + unit.at, ..unit })
        })
    }

    /// Cuts the text at the pieces.
    fn cut(&self, width: usize, pieces: &[Piece]) -> Vec<Row> {
        let linked = self.runs.iter().any(|run| run.style.link.is_some());
        let mut rest = &*self.runs;
        let mut end = None;
        let row = |piece: &Piece| {
            let passed = rest.iter().take_while(|run| run.end() <= piece.range.start).count();
            rest = rest.get(passed..).unwrap_or_default();
            let more = rest.iter().take_while(|run| run.end() < piece.range.end).count();
            let row = self.row(piece, rest.get(..=more).unwrap_or(rest), width, linked);
            let continued = piece.continued && end == Some(piece.range.start);
            end = Some(piece.range.end);
            Row { continued, ..row }
        };
        pieces.iter().map(row).collect()
    }

    /// The row of one piece, whose runs are known.
    fn row(&self, piece: &Piece, runs: &[Run], width: usize, linked: bool) -> Row {
        let mut row = Row::default();
        if piece.range.is_empty() {
            return row;
        }
        row.line.0.reserve_exact(runs.len());
        let (mut start, mut column) = (piece.range.start, 0);
        for run in runs {
            let end = run.end().min(piece.range.end);
            let text = narrowed(self.text.part(start..end), width);
            if linked {
                column += row.link(run.style.link, column, text.width());
            }
            row.line.0.push(Span { text, look: run.style.look });
            start = end;
        }
        row
    }
}

/// A letter may be three columns wide; a mark stands for one that does not fit.
fn narrowed(text: Clean, width: usize) -> Clean {
    if width < 3 && text.width() > width { Clean::new("…") } else { text }
}
