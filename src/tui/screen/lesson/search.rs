//! Words being looked for in a lesson.

use std::ops::Range;

use crate::text::{Finder, Page};

/// What is looked for, where it was found, and which of that one is at.
#[derive(Clone, Debug, Default)]
pub struct Search {
    finder: Option<Finder>,
    words: String,
    found: Vec<Range<usize>>,
    at: usize,
}

/// A match on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Columns it takes.
    pub columns: Range<usize>,
    /// Whether it is the one that one is at.
    pub is_current: bool,
}

impl Search {
    /// Looks for words; the first match from a line on is the one to be at.
    pub fn look(&mut self, words: &str, page: &Page, from: usize) {
        let finder = self.finder.get_or_insert_with(|| Finder::new(page));
        self.found = finder.find(words);
        words.clone_into(&mut self.words);
        self.at = self.found.iter().position(|found| finder.line(found) >= from).unwrap_or(0);
    }

    /// Looks again after the page was laid out anew.
    pub fn relook(&mut self, page: &Page) {
        self.finder = None;
        if self.is_on() {
            let (words, at) = (std::mem::take(&mut self.words), self.at);
            self.look(&words, page, 0);
            self.at = at.min(self.found.len().saturating_sub(1));
        }
    }

    /// Whether something is looked for.
    pub fn is_on(&self) -> bool {
        !self.words.is_empty()
    }

    /// Goes to the next match, after the last to the first.
    pub fn next(&mut self) {
        self.at = if self.at + 1 < self.found.len() { self.at + 1 } else { 0 };
    }

    /// Goes to the match before, before the first to the last.
    pub fn last(&mut self) {
        self.at = self.at.checked_sub(1).unwrap_or(self.found.len().saturating_sub(1));
    }

    /// The line of the match one is at.
    pub fn line(&self) -> Option<usize> {
        Some(self.finder.as_ref()?.line(self.found.get(self.at)?))
    }

    /// Which match of how many.
    pub fn standing(&self) -> String {
        match self.found.len() {
            0 => "not found".to_owned(),
            count => format!("match {} of {count}", self.at + 1),
        }
    }

    /// The matches on a line.
    pub fn on(&self, page: &Page, line: usize) -> Vec<Match> {
        let Some(finder) = self.finder.as_ref().filter(|_| !self.found.is_empty()) else {
            return Vec::new();
        };
        let columns = finder.columns(page, line, &self.found).into_iter();
        columns.map(|(hit, columns)| Match { columns, is_current: hit == self.at }).collect()
    }
}
