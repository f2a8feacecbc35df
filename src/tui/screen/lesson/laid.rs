//! A lesson on lines, the whole or its beginning.

use std::sync::Arc;

use crate::{
    item::LessonId,
    pack::{FIGURES, Lesson, Pack},
    text::{self, Doc, Frame, Page},
};

/// A lesson laid out while its beginning was read already.
#[derive(Clone, Debug, PartialEq)]
pub struct LaidOut {
    /// Which.
    pub lesson: LessonId,
    /// For this width.
    pub width: u16,
    /// Its text.
    pub doc: Arc<Doc>,
    /// Its lines.
    pub page: Arc<Page>,
}

/// Bytes of a lesson that are laid out without delay.
const AT_ONCE: usize = 128 << 10;
/// Bytes of a longer one that are shown at first.
const BEGINNING: usize = 24 << 10;

/// The text of a lesson, or of its beginning if it is long; and which it is.
pub fn begin(lesson: &Lesson) -> (Doc, bool) {
    if lesson.body.0.len() <= AT_ONCE {
        return (text::parse(&lesson.body), false);
    }
    (text::parse(&text::beginning(&lesson.body, BEGINNING)), true)
}

/// All of a lesson; nothing if there is none of that id.
pub fn lay_out(pack: &Pack, lesson: &LessonId, width: u16) -> Option<LaidOut> {
    let found = pack.lesson(lesson)?;
    let doc = text::parse(&found.body);
    let page = page(pack, &found.file, &doc, width);
    Some(LaidOut { lesson: lesson.clone(), width, doc: doc.into(), page: page.into() })
}

/// The lines of a text that stands in a file of a pack.
pub fn page(pack: &Pack, file: &str, doc: &Doc, width: u16) -> Page {
    let embed = |target: &str, _: u16| pack.embed(file, target);
    text::layout(doc, &Frame { width, embed: &embed, figure: Some(FIGURES) })
}
