//! Diagrams: ASCII art that knows its boxes and connectors, in steps.

use std::{collections::BTreeMap, ops::Range};

use crate::text::{Clean, Line, Markdown};

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

/// ASCII art, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Art {}

/// Something an author should mend in the art.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Bytes of the art.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: FaultKind,
}

/// What can be wrong with art.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// A box does not close.
    OpenBox,
}

/// Why a name is no part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// No part has it; the nearest name, if one is near.
    Unknown(Option<String>),
    /// Several parts have it; the full names to choose from.
    Ambiguous(Vec<String>),
}

impl Art {
    /// Finds boxes, zones and connectors. Every input is a drawing, so this
    /// cannot fail; what is wrong is told beside it.
    pub fn parse(_source: &str) -> (Self, Vec<Fault>) {
        (Self {}, Vec::new())
    }

    /// The part of that name: `Name`, or `Zone/Name`.
    pub fn part(&self, _name: &str) -> Result<PartId, NameFault> {
        Err(NameFault::Unknown(None))
    }

    /// Whether something can flow between two parts: see design §4.3.
    pub fn is_joined(&self, _from: PartId, _to: PartId) -> bool {
        false
    }
}

impl Diagram {
    /// The drawing at a step (0: the whole drawing), as it is drawn in a lesson.
    pub fn picture(&self, _step: usize) -> Vec<Line> {
        Vec::new()
    }
}
