//! Lines with their margins, and the places on them.

use crate::text::{
    Clean, Line, Role, Span,
    doc::Doc,
    inline::{Inline, Link},
    page::{Frame, Page, Place, Spot, Start, What},
    row::Row,
};

/// Columns that text keeps however deep it stands; half the width if that is
/// less.
const ROOM: usize = 16;

/// A page in the making.
pub struct Writer<'a> {
    pub doc: &'a Doc,
    pub frame: Frame<'a>,
    pub page: Page,
    margin: Vec<Part>,
    /// Columns the margin takes.
    used: usize,
    /// A rule as long as a line.
    rule: Clean,
    /// The place of each link that stands on the page already.
    links: Vec<Option<usize>>,
    /// Bytes of text so far, without white space and drawings.
    letters: u32,
}

/// A part of the margin.
struct Part {
    /// What stands on the next line only.
    first: Option<Span>,
    /// What stands on each other line.
    rest: Span,
}

impl<'a> Writer<'a> {
    pub fn new(doc: &'a Doc, frame: Frame<'a>) -> Self {
        let links = vec![None; doc.links.len()];
        let rule = Clean::new(&"─".repeat(usize::from(frame.width).max(1)));
        Self { doc, frame, page: Page::default(), margin: vec![], used: 0, rule, links, letters: 0 }
    }

    /// Columns left for text; at least one.
    pub fn room(&self) -> usize {
        self.width() - self.used
    }

    fn width(&self) -> usize {
        usize::from(self.frame.width).max(1)
    }

    /// Whether so many columns more may be taken by the margin.
    pub fn has_room(&self, columns: usize) -> bool {
        let kept = ROOM.min(self.width() / 2).max(3);
        self.room() >= columns + kept
    }

    /// Sets what follows in. Where there is no room, the sign gets a line of
    /// its own; tells whether it has been set in.
    pub fn indent(&mut self, first: Span, rest: &str) -> bool {
        let columns = first.text.width();
        if !self.has_room(columns) {
            let sign = Inline::new(first.text.trim(), first.look);
            sign.rows(self.room()).into_iter().for_each(|row| self.row(row));
            return false;
        }
        let rest = Span::new(rest, first.look);
        self.used += columns;
        self.margin.push(Part { first: Some(first), rest });
        true
    }

    /// Takes the last indent back, if there was one.
    pub fn outdent(&mut self, indented: bool) {
        if let Some(part) = indented.then(|| self.margin.pop()).flatten() {
            self.used -= part.rest.text.width();
        }
    }

    /// A line with nothing but its margin.
    pub fn blank(&mut self) {
        let mut spans = self.margin(0);
        while spans.pop_if(|span| span.text.trim().is_empty()).is_some() {}
        if let Some(last) = spans.last_mut() {
            let end = last.text.trim_end().len();
            last.text = last.text.part(0..end);
        }
        self.start(0, false);
        self.page.lines.push(Line(spans));
    }

    /// Remembers where the text of the next line starts.
    fn start(&mut self, lead: usize, continued: bool) {
        let (column, letters) = ((self.used + lead) as u16, self.letters);
        self.page.starts.push(Start { column, letters, continued });
    }

    /// What is no text: its letters do not count.
    pub fn drawn(&mut self, row: Row) {
        let letters = self.letters;
        self.row(row);
        self.letters = letters;
    }

    /// A line of text.
    pub fn row(&mut self, row: Row) {
        if row.line.0.is_empty() {
            return self.blank();
        }
        self.start(row.lead, row.continued);
        let letters = row.line.0.iter().map(|span| count(&span.text)).sum::<usize>();
        self.letters = self.letters.saturating_add(letters as u32);
        for (link, columns) in row.links {
            self.link(link, columns.start + self.used..columns.end + self.used);
        }
        let line = if self.margin.is_empty() {
            row.line
        } else {
            let mut spans = self.margin(row.line.0.len());
            spans.extend(row.line.0);
            Line(spans)
        };
        self.page.lines.push(line);
    }

    /// A thin rule.
    pub fn rule(&mut self, columns: usize) {
        if columns == 0 {
            return;
        }
        let text = self.rule.part(0..columns * '─'.len_utf8());
        let line = Line(vec![Span { text, look: Role::Faint.into() }]);
        self.drawn(Row { line, ..Row::default() });
    }

    /// Remembers what is drawn from here on; tells its place for [`Self::close`].
    pub fn open(&mut self, what: What) -> usize {
        let start = self.page.lines.len();
        self.page.places.push(Place { what, lines: start..start, spots: vec![] });
        self.page.places.len() - 1
    }

    /// Ends what was opened with the last line.
    pub fn close(&mut self, place: usize) {
        let (end, columns) = (self.page.lines.len(), self.used..self.width());
        if let Some(place) = self.page.places.get_mut(place) {
            place.lines.end = end;
            let spot = |line| Spot { line, columns: columns.clone() };
            place.spots = place.lines.clone().map(spot).collect();
        }
    }

    /// The margin of the next line, with room for so many spans.
    fn margin(&mut self, more: usize) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::with_capacity(1 + more);
        for part in &mut self.margin {
            let span = part.first.take().unwrap_or_else(|| part.rest.clone());
            match spans.last_mut() {
                Some(last) if last.look == span.look => last.text.append(&span.text),
                _ => spans.push(span),
            }
        }
        spans
    }

    /// Remembers a link, or that it goes on.
    fn link(&mut self, link: Link, columns: std::ops::Range<usize>) {
        let at = self.page.lines.len();
        let spot = Spot { line: at, columns };
        let Some(known) = self.links.get_mut(link as usize) else { return };
        if let Some(place) = known.and_then(|known| self.page.places.get_mut(known)) {
            place.lines.end = at + 1;
            place.spots.push(spot);
            return;
        }
        *known = Some(self.page.places.len());
        let target = self.doc.links.get(link as usize).cloned().unwrap_or_default();
        let place = Place { what: What::Link { target }, lines: at..at + 1, spots: vec![spot] };
        self.page.places.push(place);
    }
}

/// Bytes of a text that are no blanks.
fn count(text: &str) -> usize {
    text.bytes().filter(|byte| *byte != b' ').count()
}
