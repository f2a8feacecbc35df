//! What a Markdown document is made of.

use super::{Clean, inline::Inline};

/// A document: blocks in order, headings, links and footnotes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doc {
    pub(super) blocks: Vec<Block>,
    pub(super) headings: Vec<Heading>,
    /// Targets; a run of text names one by its place here.
    pub(super) links: Vec<String>,
    /// Footnotes in the order of their numbers.
    pub(super) notes: Vec<Vec<Block>>,
}

/// A heading, as an outline shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    pub level: u8,
    pub slug: String,
    pub title: Clean,
}

/// A part of a document that starts on a line of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading: its text and its place in the document's list.
    Heading(Inline, usize),
    Para(Inline),
    Code(Inline),
    /// Code that can be drawn: its language, its source, and the code.
    Figure(String, String, Inline),
    Quote(Option<Alert>, Vec<Self>),
    List(List),
    /// Terms, each with its definitions.
    Defs(Vec<Self>),
    /// A definition.
    Def(Vec<Self>),
    Table(Table),
    Rule,
    /// A diagram: its path and its description.
    Embed(String, Clean),
    /// A checkpoint: ids of questions.
    Quiz(Vec<String>),
}

/// What an alert is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The first number; none for bullets.
    pub start: Option<u64>,
    /// Whether blank lines stand between items.
    pub loose: bool,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Whether a task is done; none if it is no task.
    pub task: Option<bool>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub align: Vec<Align>,
    pub head: Vec<Inline>,
    pub rows: Vec<Vec<Inline>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

impl Doc {
    /// Level, slug and title of each heading in order.
    pub fn headings(&self) -> impl Iterator<Item = (u8, &str, &Clean)> {
        self.headings.iter().map(|heading| (heading.level, &*heading.slug, &heading.title))
    }
}
