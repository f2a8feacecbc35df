//! A page with lines of the learner's own between its lines, or in their place.

use std::ops::Range;

use crate::text::{Line, Page};

/// Lines that are no part of the lesson.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    /// The lines of the page in whose place they stand; an empty range is a
    /// place between two lines.
    pub instead: Range<usize>,
    /// What is shown there.
    pub lines: Vec<Line>,
}

/// Rows: lines of the page and own lines, in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// In order, none reaching into the next; each with its first row.
    own: Vec<(usize, Own)>,
    lines: usize,
}

impl Sheet {
    /// The rows of a page of so many lines.
    pub fn new(lines: usize, mut own: Vec<Own>) -> Self {
        own.sort_by_key(|own| (own.instead.start, own.instead.end));
        let mut sheet = Self { own: Vec::with_capacity(own.len()), lines };
        for own in own {
            let row = sheet.row(own.instead.start);
            sheet.own.push((row, own));
        }
        sheet
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        match self.own.last() {
            Some((row, own)) => row + own.lines.len() + self.lines.saturating_sub(own.instead.end),
            None => self.lines,
        }
    }

    /// What is shown on a row.
    pub fn get<'a>(&'a self, page: &'a Page, row: usize) -> Option<&'a Line> {
        match self.at(row) {
            Some((first, own)) if row < first + own.lines.len() => own.lines.get(row - first),
            Some((first, own)) => page.lines.get(row - first - own.lines.len() + own.instead.end),
            None => page.lines.get(row),
        }
    }

    /// The line of the page on a row; none where own lines stand.
    pub fn line(&self, row: usize) -> Option<usize> {
        match self.at(row) {
            Some((first, own)) if row < first + own.lines.len() => None,
            Some((first, own)) => Some(row - first - own.lines.len() + own.instead.end),
            None => Some(row),
        }
    }

    /// The line of the page on a row, or the one next to it.
    pub fn near(&self, row: usize) -> usize {
        match self.at(row) {
            Some((first, own)) if row < first + own.lines.len() => own.instead.start,
            _ => self.line(row).unwrap_or(0),
        }
    }

    /// The row of a line of the page; where it is not shown, the first row in
    /// its place.
    pub fn row(&self, line: usize) -> usize {
        let before = self.own.partition_point(|(_, own)| own.instead.start <= line);
        match before.checked_sub(1).and_then(|index| self.own.get(index)) {
            Some((first, own)) if line < own.instead.end => *first,
            Some((first, own)) => first + own.lines.len() + (line - own.instead.end),
            None => line,
        }
    }

    /// The rows of own lines that stand in place of these.
    pub fn rows_of(&self, instead: &Range<usize>) -> Range<usize> {
        let found = self.own.iter().find(|(_, own)| own.instead == *instead);
        found.map_or(0..0, |(row, own)| *row..*row + own.lines.len())
    }

    fn at(&self, row: usize) -> Option<&(usize, Own)> {
        let before = self.own.partition_point(|(first, _)| *first <= row);
        self.own.get(before.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Role;

    fn own(instead: Range<usize>, text: &str) -> Own {
        let lines = text.chars().map(|c| Line::new(&c.to_string(), Role::Body)).collect();
        Own { instead, lines }
    }

    fn shown(lines: usize, own: Vec<Own>) -> (String, Sheet) {
        let letters = "0123456789".chars().take(lines);
        let lines: Vec<_> = letters.map(|c| Line::new(&c.to_string(), Role::Body)).collect();
        let page = Page { lines, ..Page::default() };
        let sheet = Sheet::new(page.lines.len(), own);
        let rows = (0..sheet.len()).map(|row| sheet.get(&page, row).unwrap().to_string());
        (rows.collect(), sheet)
    }

    #[test]
    fn own_lines_stand_between_or_instead() {
        for (own, wanted) in [
            (vec![], "01234"),
            (vec![own(2..2, "ab")], "01ab234"),
            (vec![own(2..4, "a")], "01a4"),
            (vec![own(2..4, "")], "014"),
            (vec![own(0..0, "a"), own(5..5, "b")], "a01234b"),
            (vec![own(3..4, "cd"), own(1..1, "a")], "0a12cd4"),
            (vec![own(1..3, "ab"), own(3..4, "c")], "0abc4"),
            (vec![own(1..1, "n"), own(1..3, "ab")], "0nab34"),
        ] {
            assert_eq!(shown(5, own.clone()).0, wanted, "{own:?}");
        }
    }

    #[test]
    fn rows_and_lines_lead_to_each_other() {
        let (text, sheet) = shown(6, vec![own(1..1, "n"), own(2..4, "abc"), own(5..5, "z")]);
        assert_eq!(text, "0n1abc4z5");
        for (line, row) in [(0, 0), (1, 2), (2, 3), (3, 3), (4, 6), (5, 8)] {
            assert_eq!(sheet.row(line), row, "line {line}");
        }
        let lines: Vec<_> = (0..sheet.len()).map(|row| sheet.line(row)).collect();
        assert_eq!(lines, [Some(0), None, Some(1), None, None, None, Some(4), None, Some(5)]);
        assert_eq!((sheet.near(1), sheet.near(4)), (1, 2));
        assert_eq!(sheet.rows_of(&(2..4)), 3..6);
    }
}
