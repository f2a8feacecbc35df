//! Diagrams: ASCII art that knows its boxes and connectors, in steps.

/// A drawing with its parts and steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {}
