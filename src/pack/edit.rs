//! What an author has just written, and where in a pack that is.

use std::{collections::BTreeMap, sync::Arc};

use super::{Pack, Source, file::Sort, sink::Sink, take, yaml};
use crate::item::{ItemId, LessonId};

/// The files of a pack as they stand, by path.
pub type Texts = BTreeMap<String, Arc<Source>>;

/// A file that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Below the pack, with `/`.
    pub path: String,
    /// Its text now, and the first byte that is another; nothing if it is gone.
    pub now: Option<(Arc<Source>, usize)>,
}

/// What of a pack a place in one of its files is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The pack itself.
    Pack,
    /// A lesson, and the line of its text, from 0.
    Lesson(LessonId, usize),
    /// A question.
    Question(ItemId),
    /// A diagram, by its path.
    Diagram(String),
}

impl Change {
    /// Whether a file that had a text has none now: it may be half saved.
    pub fn is_emptied(&self) -> bool {
        self.now.as_ref().is_some_and(|(source, _)| source.text.is_empty())
    }
}

/// Files that are not as they were, by path.
pub fn changes(before: &Texts, now: &Texts) -> Vec<Change> {
    let other = |(path, source): (&String, &Arc<Source>)| {
        let old = before.get(path);
        if old == Some(source) {
            return None;
        }
        let old = old.map_or("", |old| &old.text);
        let at = old.bytes().zip(source.text.bytes()).take_while(|(one, other)| one == other);
        let at = past_space(&source.text, at.count());
        Some(Change { path: path.clone(), now: Some((Arc::clone(source), at)) })
    };
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    let gone = gone.map(|path| Change { path: path.clone(), now: None });
    now.iter().filter_map(other).chain(gone).collect()
}

impl Pack {
    /// What a byte of a file is about, if the pack has it: of a bank, the question
    /// there.
    pub fn spot(&self, source: &Source, byte: usize) -> Option<Spot> {
        match Sort::of(&source.path)? {
            Sort::Manifest => Some(Spot::Pack),
            Sort::Facts => None,
            Sort::Lesson => self.spot_in_lesson(source, byte),
            Sort::Bank => question(&source.text, byte)
                .and_then(|id| self.item(&id))
                .map(|item| Spot::Question(item.id.clone())),
            Sort::Diagram => {
                let is_there = self.diagrams.contains_key(&source.path);
                is_there.then(|| Spot::Diagram(source.path.clone()))
            }
        }
    }

    /// Lines are counted from the end: the front matter is no part of a lesson.
    fn spot_in_lesson(&self, source: &Source, byte: usize) -> Option<Spot> {
        let lesson = self.lessons.iter().find(|lesson| lesson.file == source.path)?;
        let ends = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
        let all = ends(&source.text);
        let until = source.text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n');
        let below = all - until.count();
        Some(Spot::Lesson(lesson.id.clone(), ends(&lesson.body.0).saturating_sub(below)))
    }
}

/// Space on lines of its own belongs to what follows it: so questions and
/// sections are added.
fn past_space(text: &str, byte: usize) -> usize {
    let (above, below) = text.split_at_checked(byte).unwrap_or((text, ""));
    let rest = below.trim_start();
    let begins = above.is_empty() || above.ends_with('\n');
    if begins && !rest.is_empty() { text.len() - rest.len() } else { byte }
}

/// The question of a bank at a byte, or the first.
fn question(text: &str, byte: usize) -> Option<ItemId> {
    let mut sink = Sink::nowhere();
    let bank = yaml::read(text, 0..text.len(), &mut sink);
    let questions = take::list(&bank, "questions");
    let line =
        |at: usize| text.get(..at).and_then(|text| text.rfind('\n')).map_or(0, |end| end + 1);
    let there = questions.iter().rev().find(|question| line(question.span.start) <= byte);
    take::id(there.or(questions.first())?, "id")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(files: &[(&str, &str)]) -> Texts {
        let source =
            |(path, text): &(&str, &str)| ((*path).to_owned(), Arc::new(Source::new(*path, *text)));
        files.iter().map(source).collect()
    }

    #[test]
    fn what_changed_is_told_with_its_first_byte() {
        let before = texts(&[("a", "one"), ("b", "two"), ("c", "three")]);
        let now = texts(&[("a", "one"), ("b", "twenty"), ("d", "")]);
        let told = changes(&before, &now);
        let told: Vec<_> = told
            .iter()
            .map(|it| (it.path.as_str(), it.now.as_ref().map(|now| now.1), it.is_emptied()))
            .collect();
        assert_eq!(told, [("b", Some(2), false), ("d", Some(0), true), ("c", None, false)]);
    }

    #[test]
    fn an_edit_of_a_bank_is_about_the_question_there() {
        let bank = "topic: t\nquestions:\n  - id: one\n    stem: A\n  - id: two\n    stem: B\n";
        for (words, wanted) in
            [("topic", "one"), ("one", "one"), ("A", "one"), ("two", "two"), ("B", "two")]
        {
            let at = bank.find(words).unwrap();
            assert_eq!(question(bank, at).as_deref(), Some(wanted), "{words}");
        }
        assert_eq!(question(bank, bank.len()).as_deref(), Some("two"));
        let added = format!("{bank}\n  - id: three\n    stem: C\n");
        assert_eq!(question(&added, past_space(&added, bank.len())).as_deref(), Some("three"));
        assert_eq!(question("questions:\n", 3), None);
        assert_eq!(question(": [", 0), None);
    }
}
