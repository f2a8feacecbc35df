//! Diagrams: ASCII art that knows its boxes and connectors, in steps.
//!
//! [`Art::parse`] cuts art into cells (`grid`), finds the boxes that close
//! (`boxes`) and what stands in what (`plan`), those that do not (`chain`,
//! `open`), and follows connectors between them (`net`). What a step shows is
//! worked out in `state` and drawn in `draw`; `words` says the same in words.

mod accent;
mod art;
mod boxes;
mod canvas;
mod chain;
mod draw;
mod fade;
mod fault;
mod glyph;
mod grid;
mod heads;
mod ink;
mod label;
mod mermaid;
mod name;
mod net;
mod note;
mod open;
mod plan;
mod prune;
mod route;
mod sign;
mod slip;
mod state;
mod walls;
mod way;
mod weave;
mod words;

use std::collections::BTreeMap;

pub use art::{Art, Part};
pub use boxes::Bounds;
pub use draw::View;
pub use fault::{Fault, FaultKind};
pub use grid::MAX_COLUMNS;
pub use mermaid::{MermaidFault, Misread, mermaid};
pub use name::NameFault;
pub use state::State;
pub use way::Cell;

use crate::text::{Clean, Markdown};

/// A drawing with its parts and steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// For people.
    pub title: Clean,
    /// What there is to know about a part.
    pub about: BTreeMap<PartId, Markdown>,
    /// What happens, one after the other.
    pub steps: Vec<Step>,
    /// The drawing.
    pub art: Art,
}

/// One step: what is said and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The caption.
    pub say: Markdown,
    /// What moves, from part to part.
    pub flow: Vec<PartId>,
    /// Where it moves, cell by cell, if not the shortest way.
    pub path: Vec<Cell>,
    /// What fails, from here on.
    pub fail: Vec<PartId>,
    /// What is hidden, from here on.
    pub hide: Vec<PartId>,
    /// What is no longer failed or hidden.
    pub show: Vec<PartId>,
    /// Words beside a part, for this step.
    pub note: BTreeMap<PartId, Clean>,
}

/// A box or zone of a drawing, by its place among the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartId(pub usize);
