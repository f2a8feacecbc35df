//! The headings of a lesson, to go to one of them.

use std::collections::BTreeSet;

use crate::{
    item::{Id, LessonId, Place, Slug},
    study::{Mark, Marks},
    text::{Clean, Line, Page, Role, Span, What},
    tui::widget::list::List,
};

/// The headings, one of them marked.
#[derive(Debug)]
pub struct Outline {
    headings: Vec<Heading>,
    /// Which is marked.
    pub list: List,
}

#[derive(Debug)]
struct Heading {
    level: u8,
    slug: String,
    title: Clean,
}

impl Outline {
    /// The headings of a page; marked is the one a line is under.
    pub fn new(page: &Page, line: usize, height: u16) -> Self {
        let heading = |place: &crate::text::Place| match &place.what {
            What::Heading { level, slug, title } => {
                Some(Heading { level: *level, slug: slug.clone(), title: title.clone() })
            }
            _ => None,
        };
        let headings: Vec<_> = page.places.iter().filter_map(heading).collect();
        let here = page.section(line);
        let at = headings.iter().position(|it| Some(&*it.slug) == here).unwrap_or(0);
        Self { headings, list: List::at(at, height) }
    }

    /// How many headings there are.
    pub fn len(&self) -> usize {
        self.headings.len()
    }

    /// The heading that is marked.
    pub fn slug(&self) -> Option<&str> {
        self.headings.get(self.list.cursor).map(|heading| &*heading.slug)
    }

    /// One line a heading; bookmarks and notes are told.
    pub fn lines(&self, lesson: &LessonId, marks: &Marks) -> Vec<Line> {
        let top = self.headings.iter().map(|it| it.level).min().unwrap_or(1);
        let noted: BTreeSet<&Mark> = marks.notes.keys().collect();
        let line = |heading: &Heading| {
            let slug = Slug::new(&heading.slug);
            let mark = Mark::Section(Place { lesson: lesson.clone(), slug });
            let look = if heading.level == top { Role::Heading } else { Role::Body };
            let mut spans = vec![
                Span::new(&"  ".repeat(usize::from(heading.level - top)), Role::Body),
                Span { text: heading.title.clone(), look: look.into() },
            ];
            if marks.bookmarks.contains(&mark) {
                spans.push(Span::new("  ★", Role::Accent));
            }
            if noted.contains(&mark) {
                spans.push(Span::new("  note", Role::Faint));
            }
            Line(spans)
        };
        self.headings.iter().map(line).collect()
    }
}
