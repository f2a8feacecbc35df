//! What [`layout`](super::layout) makes: lines, and what stands where on them.

use std::{fmt, ops::Range};

use serde::{Deserialize, Serialize};

use super::{Clean, Line};

/// What a document is laid out for.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// Columns a line may take; 0 is taken as 1.
    pub width: u16,
    /// Draws the diagram of a path in so many columns. Where it gives nothing,
    /// or a line that is too wide, description and path are shown.
    pub embed: &'a dyn Fn(&str, u16) -> Option<Vec<Line>>,
    /// Draws code of a language in so many columns, where code that can be
    /// drawn is to be. Where it gives nothing, or a line that is too wide, the
    /// code is shown, and that it was not drawn.
    pub figure: Option<&'a Figure<'a>>,
}

/// Draws code: its language, its source and the columns there are.
pub type Figure<'a> = dyn Fn(&str, &str, u16) -> Option<Vec<Line>> + 'a;

/// A document laid out for one width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its lines; none is wider than the frame.
    pub lines: Vec<Line>,
    /// What stands on them, in reading order.
    pub places: Vec<Place>,
    /// Where the text of each line starts.
    pub starts: Vec<Start>,
}

/// Where the text of a line starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Columns of margin before it.
    pub column: u16,
    /// Bytes of text on the lines before, white space and drawings left out:
    /// nearly the same whatever the width.
    pub letters: u32,
    /// Whether it goes on with a word or a line of code that was too long.
    pub continued: bool,
}

/// A place in the text that stays what it is when the width changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The heading it is under; none before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// Letters since that heading began.
    pub letters: u32,
}

/// Something on a page that can be gone to.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What it is.
    pub what: What,
    /// Lines it takes.
    pub lines: Range<usize>,
    /// Columns it takes on them; a link may have several spots on one line.
    pub spots: Vec<Spot>,
}

/// Columns of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The line of the page.
    pub line: usize,
    /// Its columns.
    pub columns: Range<usize>,
}

/// What can be gone to.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A heading.
    Heading {
        /// From 1 to 6.
        level: u8,
        /// Its anchor.
        slug: String,
        /// Its text.
        title: Clean,
    },
    /// A link.
    Link {
        /// Where it leads, as written.
        target: String,
    },
    /// A diagram.
    Embed {
        /// Its path, as written.
        target: String,
        /// Its description.
        alt: Clean,
    },
    /// Code that is drawn.
    Figure {
        /// Its source.
        source: String,
    },
    /// A checkpoint.
    Quiz {
        /// Ids of its questions, as written.
        ids: Vec<String>,
    },
}

impl Page {
    /// The last heading that begins on a line or before it: its slug and place.
    fn heading_at(&self, line: usize) -> Option<(&str, &Place)> {
        let until = self.places.partition_point(|place| place.lines.start <= line);
        let mut before = self.places.get(..until)?.iter().rev();
        before.find_map(|place| Some((place.slug()?, place)))
    }

    /// The slug of the heading a line is under.
    pub fn section(&self, line: usize) -> Option<&str> {
        self.heading_at(line).map(|(slug, _)| slug)
    }

    /// The place of a heading.
    pub fn heading(&self, slug: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.slug() == Some(slug))
    }

    /// The lines of a heading and all that is under it.
    pub fn under(&self, slug: &str) -> Option<Range<usize>> {
        let headings = self.places.iter().filter_map(|place| match &place.what {
            What::Heading { level, slug, .. } => Some((*level, slug, place.lines.start)),
            _ => None,
        });
        let (level, _, start) = headings.clone().find(|it| it.1 == slug)?;
        let mut after = headings.filter(|it| it.2 > start && it.0 <= level);
        Some(start..after.next().map_or(self.lines.len(), |it| it.2))
    }

    /// What a line is known by, whatever the width.
    pub fn anchor(&self, line: usize) -> Anchor {
        let heading = self.heading_at(line);
        let from = heading.map_or(0, |(_, place)| self.letters(place.lines.start));
        let slug = heading.map(|(slug, _)| slug.to_owned());
        Anchor { slug, letters: self.letters(line).saturating_sub(from) }
    }

    /// The line of an anchor; the nearest if the text has changed since.
    pub fn line_of(&self, anchor: &Anchor) -> usize {
        let heading = anchor.slug.as_deref().and_then(|slug| self.heading(slug));
        let from = heading.map_or(0, |place| place.lines.start);
        let wanted = self.letters(from).saturating_add(anchor.letters);
        let rest = self.starts.get(from..).unwrap_or_default();
        from + rest.partition_point(|start| start.letters <= wanted).saturating_sub(1)
    }

    fn letters(&self, line: usize) -> u32 {
        self.starts.get(line).map_or(0, |start| start.letters)
    }
}

impl Place {
    /// Its anchor, if it is a heading.
    pub fn slug(&self) -> Option<&str> {
        match &self.what {
            What::Heading { slug, .. } => Some(slug),
            _ => None,
        }
    }
}

impl Frame<'static> {
    /// A frame in which diagrams are not drawn, and code is code.
    pub fn plain(width: u16) -> Self {
        Self { width, embed: &|_, _| None, figure: None }
    }
}

impl fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame").field("width", &self.width).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Markdown, layout, parse};

    const SOURCE: &str = "Before all.\n\n# One\n\nA few words that are wrapped, then many more \
        of them to fill the lines.\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n\n## Two\n\n\
        - an item\n  - and one below it, which is long enough to be wrapped\n";

    /// Whatever the width, an anchor leads to the line with the same words.
    #[test]
    fn an_anchor_keeps_the_place() {
        let doc = parse(&Markdown(SOURCE.to_owned()));
        let pages: Vec<_> = [24, 40, 76].map(|width| layout(&doc, &Frame::plain(width))).into();
        for word in ["Before", "One", "wrapped, then", "fill", "c ", "Two", "below", "enough"] {
            let line = |page: &Page| {
                page.lines.iter().position(|line| line.to_string().contains(word)).unwrap()
            };
            for (from, to) in pages.iter().flat_map(|a| pages.iter().map(move |b| (a, b))) {
                let at = to.line_of(&from.anchor(line(from)));
                // A line of the wider page may begin before the word.
                assert!(line(to).abs_diff(at) <= 2, "{word}: {} for {}", at, line(to));
            }
        }
    }

    #[test]
    fn a_section_is_the_heading_above() {
        let page = layout(&parse(&Markdown(SOURCE.to_owned())), &Frame::plain(40));
        let line = |word: &str| {
            page.lines.iter().position(|line| line.to_string().contains(word)).unwrap()
        };
        assert_eq!(page.section(0), None);
        assert_eq!(page.section(line("One")), Some("one"));
        assert_eq!(page.section(line("fill")), Some("one"));
        assert_eq!(page.section(line("below")), Some("two"));
        assert_eq!(page.under("one"), Some(line("One")..page.lines.len()));
        assert_eq!(page.under("two"), Some(line("Two")..page.lines.len()));
        assert_eq!(page.under("gone"), None);
        assert_eq!(page.line_of(&page.anchor(line("Two"))), line("Two"));
        let gone = Anchor { slug: Some("gone".into()), letters: 9 };
        assert_eq!(page.line_of(&gone), 0);
    }
}
