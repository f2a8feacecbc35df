//! Words on a page, found wherever its lines break.

use std::ops::Range;

use super::{Line, Page, measure::units};

/// A page made ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    /// The text of all lines in small letters, runs of white space as one
    /// space; an empty line is a line feed, which no search asks for.
    text: String,
    /// Where each line starts in it.
    starts: Vec<usize>,
}

impl Finder {
    /// Reads a page.
    pub fn new(page: &Page) -> Self {
        let mut finder = Self::default();
        for (index, line) in page.lines.iter().enumerate() {
            let start = page.starts.get(index).copied().unwrap_or_default();
            finder.separate(line.0.is_empty(), start.continued);
            finder.starts.push(finder.text.len());
            walk(line, start.column.into(), |_, c| finder.push(c));
        }
        finder
    }

    fn separate(&mut self, blank: bool, continued: bool) {
        match self.text.chars().next_back() {
            None => (),
            Some(_) if blank => self.text.push('\n'),
            Some(c) if continued || c.is_whitespace() => (),
            Some(_) => self.text.push(' '),
        }
    }

    fn push(&mut self, c: char) {
        if c != ' ' || !is_blank(&self.text) {
            self.text.push(c);
        }
    }

    /// Where the words stand, as ranges of the page's text: letters big or
    /// small, line breaks as spaces. Nothing is found of nothing.
    pub fn find(&self, words: &str) -> Vec<Range<usize>> {
        let wanted = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted: String = wanted.chars().flat_map(char::to_lowercase).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        self.text.match_indices(&wanted).map(|(at, it)| at..at + it.len()).collect()
    }

    /// The line on which a found range begins.
    pub fn line(&self, found: &Range<usize>) -> usize {
        self.starts.partition_point(|start| *start <= found.start).saturating_sub(1)
    }

    /// Columns of a line that found ranges cover, each with its place among them.
    pub fn columns(
        &self,
        page: &Page,
        line: usize,
        found: &[Range<usize>],
    ) -> Vec<(usize, Range<usize>)> {
        let Some((from, text)) = self.starts.get(line).zip(page.lines.get(line)) else {
            return Vec::new();
        };
        let until = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let first = found.partition_point(|range| range.end <= *from);
        let hits = found.get(first..).unwrap_or_default().iter();
        let hits: Vec<_> = hits.take_while(|range| range.start < until).collect();
        if hits.is_empty() {
            return Vec::new();
        }
        let mut columns: Vec<Option<Range<usize>>> = vec![None; hits.len()];
        let start = page.starts.get(line).copied().unwrap_or_default();
        let before = self.text.get(..*from).unwrap_or_default();
        let (mut at, mut blank) = (*from, is_blank(before));
        walk(text, start.column.into(), |cell, c| {
            if c == ' ' && blank {
                return;
            }
            blank = c == ' ';
            for (hit, columns) in hits.iter().zip(&mut columns) {
                if hit.contains(&at) {
                    let from = columns.as_ref().map_or(cell.start, |known| known.start);
                    *columns = Some(from..cell.end);
                }
            }
            at += c.len_utf8();
        });
        let numbered = columns.into_iter().enumerate();
        numbered.filter_map(|(index, columns)| Some((first + index, columns?))).collect()
    }
}

/// Whether another space would say nothing.
fn is_blank(text: &str) -> bool {
    text.is_empty() || text.ends_with([' ', '\n'])
}

/// Tells every letter of a line behind its margin, in small letters and white
/// space as spaces, with the columns it stands in.
fn walk(line: &Line, margin: usize, mut tell: impl FnMut(Range<usize>, char)) {
    let mut column = 0;
    for unit in line.0.iter().flat_map(|span| units(&span.text)) {
        let cell = column..column + unit.width;
        column = cell.end;
        if cell.start < margin {
            continue;
        }
        for c in unit.text.chars().flat_map(char::to_lowercase) {
            tell(cell.clone(), if c.is_whitespace() { ' ' } else { c });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Frame, Markdown, layout, parse};

    fn found(source: &str, width: u16, words: &str) -> Vec<String> {
        let page = layout(&parse(&Markdown(source.to_owned())), &Frame::plain(width));
        let finder = Finder::new(&page);
        let found = finder.find(words);
        let mut told = vec![String::new(); found.len()];
        for (index, line) in page.lines.iter().enumerate() {
            for (hit, columns) in finder.columns(&page, index, &found) {
                let letters: String = line.to_string().chars().collect();
                let part: String =
                    letters.chars().skip(columns.start).take(columns.len()).collect();
                told[hit] = format!("{}{index}:{}:{part} ", told[hit], columns.start);
            }
        }
        told
    }

    #[test]
    fn words_are_found_where_they_stand() {
        for (source, width, words, wanted) in [
            ("One two.", 40, "TWO", &["0:4:two "] as &[&str]),
            ("One two.", 40, "  ", &[]),
            ("One two.", 40, "three", &[]),
            ("aaa", 40, "aa", &["0:0:aa "]),
            ("**On**e *tw*o", 40, "one two", &["0:0:One two "]),
            ("a word that is wrapped", 12, "that is", &["0:7:that 1:0:is "]),
            ("> quoted words here", 12, "words here", &["1:2:words here "]),
            ("> quoted words here", 10, "words here", &["1:2:words 2:2:here "]),
            ("- item one\n- item two", 40, "item", &["0:2:item ", "1:2:item "]),
            ("end\n\nstart", 40, "end start", &[]),
            ("Straße ÄÖ", 40, "straße äö", &["0:0:Straße ÄÖ "]),
            ("```\nabcdefghij\n```", 8, "cdefgh", &["0:4:cdef 1:2:gh "]),
            ("```\na  b\n```", 40, "a b", &["0:2:a  b "]),
        ] {
            assert_eq!(found(source, width, words), wanted, "{source} {words}");
        }
    }

    #[test]
    fn wide_letters_take_their_columns() {
        let page = layout(&parse(&Markdown("主库 and 备库".to_owned())), &Frame::plain(40));
        let finder = Finder::new(&page);
        let found = finder.find("备库");
        assert_eq!(finder.columns(&page, 0, &found), [(0, 9..13)]);
        assert_eq!(finder.line(&found[0]), 0);
    }
}
