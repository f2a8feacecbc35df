//! What holds for every page, whatever was written.

use std::collections::HashMap;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeStream};
use tripos::text::{Clean, Frame, Markdown, Page, is_forbidden, layout, parse};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

pub fn laid_out(source: &str, width: u16) -> Page {
    layout(&parse(&Markdown(source.to_owned())), &Frame::plain(width))
}

/// The lines as text.
pub fn drawn(page: &Page) -> String {
    page.lines.iter().flat_map(|line| [line.to_string(), "\n".to_owned()]).collect()
}

/// Lays a source out and checks all that must hold.
pub fn check(source: &str, width: u16) {
    let page = laid_out(source, width);
    for line in &page.lines {
        assert!(line.width() <= usize::from(width), "too wide for {width}: {line}\n{source:?}");
        let text = line.to_string();
        let bad = text.chars().find(|c| is_forbidden(*c) && !matches!(c, '\u{200c}' | '\u{200d}'));
        assert_eq!(bad, None, "{source:?}");
    }
    for place in &page.places {
        assert!(place.lines.start < place.lines.end, "{place:?}\n{source:?}");
        assert!(place.lines.end <= page.lines.len(), "{place:?}\n{source:?}");
        let lies = |end: usize| end <= usize::from(width);
        assert!(place.spots.iter().all(|spot| lies(spot.columns.end)), "{place:?}\n{source:?}");
    }
    // Letters of three columns cannot be drawn in two.
    if width > 2 {
        assert_nothing_is_lost(&Said::of(source), &bare(&drawn(&page)), source, width);
    }
}

fn assert_nothing_is_lost(said: &Said, drawn: &str, source: &str, width: u16) {
    for part in said.parts() {
        let part = bare(part);
        assert!(is_subsequence(&part, drawn), "lost at {width}: {part}\n{drawn}\n{source:?}");
    }
    let have = counts([drawn]);
    let parts: Vec<_> = said.parts().map(bare).collect();
    for (c, count) in counts(parts.iter().map(|part| &**part)) {
        let found = have.get(&c).copied().unwrap_or_default();
        assert!(count <= found, "lost at {width}: {c:?}\n{drawn}\n{source:?}");
    }
}

/// What the parser says: running text, and what does not stand in its order.
#[derive(Default)]
struct Said {
    /// Running text of the document and of each open footnote.
    running: Vec<String>,
    /// Cells and footnotes.
    apart: Vec<String>,
    cell: bool,
    quiz: bool,
}

impl Said {
    fn of(source: &str) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST;
        let mut said = Self { running: vec![String::new()], ..Self::default() };
        let events = TextMergeStream::new(Parser::new_ext(source, options));
        events.for_each(|event| said.event(event));
        said
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        self.running.iter().chain(&self.apart).map(|part| &**part)
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                self.quiz = info.split_whitespace().next().is_some_and(|word| word == "quiz");
            }
            Event::End(TagEnd::CodeBlock) => self.quiz = false,
            Event::Start(Tag::TableCell) => {
                self.cell = true;
                self.apart.push(String::new());
            }
            Event::End(TagEnd::TableCell) => self.cell = false,
            Event::Start(Tag::FootnoteDefinition(_)) => self.running.push(String::new()),
            Event::End(TagEnd::FootnoteDefinition) => self.apart.extend(self.running.pop()),
            Event::Text(text) | Event::Code(text) if !self.quiz => {
                let to = if self.cell { self.apart.last_mut() } else { self.running.last_mut() };
                if let Some(to) = to {
                    to.push_str(&Clean::new(&text));
                }
            }
            _ => {}
        }
    }
}

/// A text without white space and marks.
fn bare(text: &str) -> String {
    let skin = |c: char| matches!(c, '\u{1f3fb}'..='\u{1f3ff}');
    let joins = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
    let kept = |c: &char| !c.is_whitespace() && !is_combining_mark(*c) && !skin(*c) && !joins(*c);
    let text: String = text.nfd().filter(kept).collect();
    text.replace("<U+200D>", "").replace("<U+200C>", "")
}

fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|other| other == c))
}

fn counts<'a>(texts: impl IntoIterator<Item = &'a str>) -> HashMap<char, usize> {
    let mut counts = HashMap::new();
    for c in texts.into_iter().flat_map(str::chars) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}
