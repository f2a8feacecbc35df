//! Reads a sequence diagram.

use std::ops::Range;

use super::{MAX_DEPTH, MAX_HEADS, MAX_ROWS, Message, Row, Side, Talk};
use crate::diagram::mermaid::{
    cursor::{Cursor, statements},
    fault::{MermaidFault, Misread},
    graph::Stroke,
    words::Words,
};

/// Arrows: how they are written, whether the line is dashed, and where they
/// have a head. Longer ones come first.
const ARROWS: &[(&str, bool, [bool; 2])] = &[
    ("<<-->>", true, [true, true]),
    ("<<->>", false, [true, true]),
    ("-->>", true, [false, true]),
    ("->>", false, [false, true]),
    ("--x", true, [false, true]),
    ("--)", true, [false, true]),
    ("-->", true, [false, false]),
    ("-x", false, [false, true]),
    ("-)", false, [false, true]),
    ("->", false, [false, false]),
];
/// What opens a section that `end` closes.
const SECTIONS: &[&str] = &["loop", "alt", "opt", "par", "critical", "break", "rect", "box"];
/// What begins another part of a section.
const OTHERS: &[&str] = &["else", "and", "option"];
/// What is not drawn.
const PASSED: &[&str] =
    &["activate", "deactivate", "destroy", "link", "links", "properties", "accTitle:", "accDescr:"];

/// Reads a sequence diagram whose first line ends at `from`.
pub(in crate::diagram::mermaid) fn read(source: &str, from: usize) -> Result<Talk, MermaidFault> {
    let mut reader = Reader { source, ..Reader::default() };
    for span in statements(source, from, false) {
        reader.statement(span)?;
    }
    match reader.open.pop() {
        Some((_, span)) => Err(Misread::Unclosed("section").at(source, span)),
        None if reader.talk.heads.is_empty() => Err(Misread::Empty.at(source, 0..source.len())),
        None => Ok(reader.talk),
    }
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    talk: Talk,
    /// The sections that are open: whether they are drawn, and where they are
    /// written.
    open: Vec<(bool, Range<usize>)>,
    /// The number of the next message, and by how much it grows.
    number: Option<(usize, usize)>,
}

impl Reader<'_> {
    fn statement(&mut self, span: Range<usize>) -> Result<(), MermaidFault> {
        let start = Cursor::new(self.source, span.clone());
        let mut cursor = start;
        if self.talk.rows.len() >= MAX_ROWS {
            return Err(start.tell(Misread::TooLarge("messages")));
        }
        if PASSED.iter().any(|word| cursor.eat_word(word)) {
            return Ok(());
        }
        cursor.eat_word("create");
        cursor.skip_blanks();
        if cursor.eat_word("participant") || cursor.eat_word("actor") {
            return self.participant(cursor);
        }
        cursor = start;
        if cursor.eat_word("end") && cursor.is_done() {
            return self.end(span);
        }
        if let Some(word) = SECTIONS.iter().find(|word| cursor.eat_word(word)) {
            return self.section(word, cursor, span);
        }
        if let Some(word) = OTHERS.iter().find(|word| cursor.eat_word(word)) {
            let row = Row::Other { word: (*word).to_owned(), words: Words::new(cursor.rest()) };
            self.talk.rows.push(row);
            return if self.open.is_empty() { Err(start.fault()) } else { Ok(()) };
        }
        if cursor.eat_word("autonumber") {
            self.autonumber(cursor.rest());
            return Ok(());
        }
        if cursor.eat_word("title") || cursor.eat("title:") {
            self.talk.title = Words::new(cursor.rest().trim().trim_start_matches(':')).line();
            return Ok(());
        }
        if cursor.eat_word("Note") || cursor.eat_word("note") {
            return self.note(cursor);
        }
        self.message(start)
    }

    fn participant(&mut self, mut cursor: Cursor<'_>) -> Result<(), MermaidFault> {
        cursor.skip_blanks();
        let text = cursor.rest().trim();
        let text = text.split_once("@{").map_or(text, |(id, _)| id);
        let (id, label) = text.split_once(" as ").unwrap_or((text, text));
        let at = self.named(id, &cursor)?;
        if let Some(head) = self.talk.heads.get_mut(at) {
            let label = Words::new(label.trim());
            head.1 = if label.is_empty() { Words::new("?") } else { label };
        }
        Ok(())
    }

    /// The participant of that name.
    fn named(&mut self, id: &str, cursor: &Cursor<'_>) -> Result<usize, MermaidFault> {
        let id = id.trim();
        if id.is_empty() {
            return Err(cursor.fault());
        }
        if let Some(at) = self.talk.heads.iter().position(|(other, _)| other == id) {
            return Ok(at);
        }
        if self.talk.heads.len() >= MAX_HEADS {
            return Err(cursor.tell(Misread::TooLarge("participants")));
        }
        let label = Words::new(id);
        let label = if label.is_empty() { Words::new("?") } else { label };
        self.talk.heads.push((id.to_owned(), label));
        Ok(self.talk.heads.len() - 1)
    }

    fn section(
        &mut self,
        word: &str,
        cursor: Cursor<'_>,
        span: Range<usize>,
    ) -> Result<(), MermaidFault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Misread::TooLarge("sections in sections").at(self.source, span));
        }
        let is_drawn = !matches!(word, "rect" | "box");
        if is_drawn {
            let words = Words::new(cursor.rest());
            self.talk.rows.push(Row::Open { word: word.to_owned(), words });
        }
        self.open.push((is_drawn, span));
        Ok(())
    }

    fn end(&mut self, span: Range<usize>) -> Result<(), MermaidFault> {
        match self.open.pop() {
            Some((true, _)) => self.talk.rows.push(Row::Close),
            Some(_) => (),
            None => return Err(Misread::StrayEnd.at(self.source, span)),
        }
        Ok(())
    }

    fn autonumber(&mut self, rest: &str) {
        let mut numbers = rest.split_whitespace().filter_map(|word| word.parse().ok());
        let (first, step) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
        self.number = (rest.trim() != "off").then_some((first, step));
    }

    fn note(&mut self, mut cursor: Cursor<'_>) -> Result<(), MermaidFault> {
        cursor.skip_blanks();
        let start = cursor;
        let sides = [("over", Side::Over), ("left of", Side::Left), ("right of", Side::Right)];
        let side = sides.into_iter().find(|(word, _)| cursor.eat_word(word));
        let side = side.ok_or_else(|| start.fault())?.1;
        let whom = cursor.take_to(":").ok_or_else(|| start.fault())?;
        let words = Words::new(cursor.rest());
        let (first, last) = whom.split_once(',').unwrap_or((whom, whom));
        let (a, b) = (self.named(first, &start)?, self.named(last, &start)?);
        self.talk.rows.push(Row::Note { from: a.min(b), to: a.max(b), side, words });
        Ok(())
    }

    fn message(&mut self, start: Cursor<'_>) -> Result<(), MermaidFault> {
        let (line, words) = start.rest().split_once(':').unwrap_or((start.rest(), ""));
        let found = line.char_indices().find_map(|(at, _)| {
            let arrow = ARROWS
                .iter()
                .find(|(sign, ..)| line.get(at..).is_some_and(|it| it.starts_with(sign)))?;
            Some((at, arrow))
        });
        let (at, (sign, is_dashed, heads)) = found.ok_or_else(|| start.fault())?;
        let from = line.get(..at).unwrap_or_default();
        let to = line.get(at + sign.len()..).unwrap_or_default();
        let (from, to) = (
            self.named(from, &start)?,
            self.named(to.trim_start().trim_start_matches(['+', '-']), &start)?,
        );
        let number = self.number.map_or(String::new(), |(number, _)| format!("{number}. "));
        if let Some((number, step)) = &mut self.number {
            *number = number.saturating_add(*step);
        }
        let stroke = if *is_dashed { Stroke::Dashed } else { Stroke::Plain };
        let words = Words::new(&format!("{number}{}", words.trim()));
        self.talk.rows.push(Row::Message(Message { from, to, stroke, heads: *heads, words }));
        Ok(())
    }
}
