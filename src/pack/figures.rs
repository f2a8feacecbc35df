//! What is drawn in a text: diagrams of the pack, and Mermaid blocks.

use super::Pack;
use crate::{
    diagram::mermaid,
    text::{Figure, Frame, Line},
};

/// Draws code of a language that can be drawn.
pub const FIGURES: &Figure<'static> = &figure;

fn figure(language: &str, source: &str, room: u16) -> Option<Vec<Line>> {
    let drawn = (language == "mermaid").then(|| mermaid(source, usize::from(room)))?;
    drawn.ok().map(|diagram| diagram.picture(0))
}

/// A frame in which Mermaid blocks are drawn; there are no diagrams.
pub fn framed(width: u16) -> Frame<'static> {
    Frame { figure: Some(FIGURES), ..Frame::plain(width) }
}

impl Pack {
    /// Draws the diagram that an image in a file of the pack shows.
    pub fn embed(&self, file: &str, target: &str) -> Option<Vec<Line>> {
        let path = self.path_of(file, target)?;
        self.diagrams.get(&path).map(|diagram| diagram.picture(0))
    }
}
