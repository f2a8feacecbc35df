//! Quotes, lists and footnotes: what holds blocks.

use std::collections::HashMap;

use super::{Reader, task_sign};
use crate::text::{
    Role,
    doc::{Alert, Block, Item, List},
    inline::Inline,
};

/// Quotes, lists and so on inside each other; what is deeper is shown flat.
const DEPTH: usize = 32;

/// A container that is not closed yet.
pub struct Frame {
    pub kind: Kind,
    pub blocks: Vec<Block>,
}

/// What sort of container it is.
pub enum Kind {
    Quote(Option<Alert>),
    List(List),
    Item(Option<bool>),
    Defs,
    Def,
    Note(String),
}

/// Footnotes: labels in the order of their numbers, and texts as they came.
#[derive(Default)]
pub struct Notes {
    pub numbers: HashMap<String, usize>,
    pub texts: Vec<(String, Vec<Block>)>,
}

impl Reader<'_> {
    /// Opens a container; too deep ones are shown flat.
    pub fn enter(&mut self, kind: Kind) {
        self.flush();
        if self.flat > 0 || (self.depth() >= DEPTH && !matches!(kind, Kind::Item(_))) {
            if self.flat == 0 {
                self.note("nested too deep: shown flat from here");
            }
            self.flat += 1;
            return;
        }
        self.marks.quoted += usize::from(matches!(kind, Kind::Quote(None)));
        self.open.push(Frame { kind, blocks: vec![] });
    }

    /// Containers open, an item counted with its list.
    pub fn depth(&self) -> usize {
        self.open.iter().filter(|frame| !matches!(frame.kind, Kind::Item(_))).count()
    }

    /// Closes a container.
    pub fn leave(&mut self) {
        self.flush();
        if self.flat > 0 {
            self.flat -= 1;
            return;
        }
        let Some(Frame { kind, mut blocks }) = self.open.pop() else { return };
        blocks.shrink_to_fit();
        match kind {
            Kind::Quote(alert) => {
                self.marks.quoted -= usize::from(alert.is_none());
                self.block(Block::Quote(alert, blocks));
            }
            Kind::List(list) => self.block(Block::List(list)),
            Kind::Item(task) => self.item(Item { task, blocks }),
            Kind::Defs => self.block(Block::Defs(blocks)),
            Kind::Def => self.block(Block::Def(blocks)),
            Kind::Note(label) => self.notes.texts.push((label, blocks)),
        }
    }

    /// Adds a block to what is open.
    pub fn block(&mut self, block: Block) {
        self.flush();
        match self.open.last_mut() {
            Some(frame) => frame.blocks.push(block),
            None => self.doc.blocks.push(block),
        }
    }

    /// Makes the text so far a paragraph.
    pub fn flush(&mut self) {
        if !self.text.is_empty() {
            let text = self.text.take();
            self.block(Block::Para(text));
        }
    }

    /// Tells the reader what was cut.
    pub fn note(&mut self, what: &str) {
        self.block(Block::Para(Inline::new(&format!("[{what}]"), Role::Care)));
    }

    pub fn item(&mut self, item: Item) {
        if let Some(Frame { kind: Kind::List(list), .. }) = self.open.last_mut() {
            list.items.push(item);
        }
    }

    pub fn task(&mut self, done: bool) {
        match self.open.last_mut() {
            Some(Frame { kind: Kind::Item(task), .. }) if self.flat == 0 => *task = Some(done),
            _ => self.text.push(task_sign(done), self.marks.style()),
        }
    }
}

impl Notes {
    /// The number of a footnote, from 1.
    pub fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(label.to_lowercase()).or_insert(next)
    }
}
