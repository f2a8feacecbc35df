//! What a pack defines, for those who refer to it.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use super::{
    Code, Files, drawing::Drawn, file::Listing, near::did_you_mean, sink::Sink, take, trial::Care,
    yaml::Node,
};
use crate::item::{Id, LessonId};

/// Everything that can be referred to.
#[derive(Debug)]
pub(super) struct World<'f> {
    pub files: &'f Files,
    pub listing: &'f Listing,
    pub defined: Defined,
    pub facts: Names,
    pub objectives: Names,
    pub lessons: Lessons,
    /// How much of what is drawn by chance is tried.
    pub care: Care,
    /// Diagrams that could be read, by path below the pack.
    pub diagrams: HashMap<String, Arc<Drawn>>,
}

/// What the manifest defines.
#[derive(Clone, Debug, Default)]
pub(super) struct Defined {
    pub topics: Names,
    pub exams: Names,
    /// Domains of all exams together.
    pub domains: Names,
    /// Domains by exam.
    pub exam_domains: HashMap<String, Names>,
}

/// Names of one sort; nothing if they are not all known, so that none can be
/// called unknown.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Option<HashSet<Arc<str>>>);

/// Lessons to refer to.
#[derive(Debug, Default)]
pub(super) struct Lessons {
    pub all: Vec<Taught>,
    pub by_id: HashMap<String, usize>,
    pub by_path: HashMap<String, usize>,
    /// Whether every lesson's id is known.
    pub whole: bool,
}

/// A lesson as far as it can be referred to.
#[derive(Debug)]
pub(super) struct Taught {
    pub id: LessonId,
    /// Anchors of its headings; nothing if it could not be read.
    pub slugs: Option<Vec<String>>,
}

impl Names {
    /// Names of which all are known.
    pub fn all(names: impl IntoIterator<Item = Arc<str>>) -> Self {
        Self(Some(names.into_iter().collect()))
    }

    /// The names under a key of the mappings in a list; unknown if there is no
    /// list or one of them cannot be read.
    pub fn written(list: Option<&Node>, key: &str) -> Self {
        let name = |node: &Node| node.get_text(key).map(Arc::from);
        Self(list.filter(|it| it.is_list()).and_then(|it| it.list().iter().map(name).collect()))
    }

    /// Likewise of a short list, where of two that are the same one was likely
    /// meant to be another: then that other is not known.
    pub fn distinct(list: Option<&Node>, key: &str) -> Self {
        let count = list.map_or(0, |list| list.list().len());
        Self(Self::written(list, key).0.filter(|names| names.len() == count))
    }

    /// The names of several together; unknown if one of them is.
    pub fn union<'n>(all: impl IntoIterator<Item = &'n Self>) -> Self {
        let sets: Option<Vec<_>> = all.into_iter().map(|names| names.0.as_ref()).collect();
        Self(sets.map(|sets| sets.into_iter().flatten().cloned().collect()))
    }

    pub fn is_known(&self) -> bool {
        self.0.is_some()
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|names| names.contains(name))
    }

    /// `; did you mean …?`, or nothing.
    pub fn hint<T: Id>(&self, name: &str) -> String {
        let ids = self.0.iter().flatten().map(|id| &**id);
        did_you_mean(name, ids.filter(|id| T::new(id).is_some()))
    }

    /// The id a value names; tells if nothing has it.
    pub fn resolve<T: Id>(&self, node: Option<&Node>, sink: &mut Sink) -> Option<T> {
        let node = node?;
        self.find(node.text()?, &node.span, sink)
    }

    /// The ids in the list under a key; tells of those that nothing has.
    pub fn resolve_all<T: Id>(&self, node: &Node, key: &str, sink: &mut Sink) -> Vec<T> {
        let nodes = take::list(node, key).iter();
        nodes.filter_map(|node| self.resolve(Some(node), sink)).collect()
    }

    /// The id a text is; tells if nothing has it.
    pub fn find<T: Id>(&self, text: &str, span: &Range<usize>, sink: &mut Sink) -> Option<T> {
        // Many questions name the same: they share it.
        if let Some(known) = self.0.as_ref().and_then(|names| names.get(text)) {
            return T::sharing(known);
        }
        let id = T::new(text)?;
        if self.has(text) {
            return Some(id);
        }
        let message = format!("no {} has the id `{text}`{}", T::NOUN, self.hint::<T>(text));
        sink.tell(Code::UnknownId, span, &message);
        None
    }
}

impl Lessons {
    /// A lesson by its id.
    pub fn with_id(&self, id: &str) -> Option<&Taught> {
        self.all.get(*self.by_id.get(id)?)
    }

    /// A lesson by its path below the pack.
    pub fn at_path(&self, path: &str) -> Option<&Taught> {
        self.all.get(*self.by_path.get(path)?)
    }

    /// `; did you mean …?` for an id, or for a path below `content/`.
    pub fn hint(&self, written: &str) -> String {
        let paths = self.by_path.keys().map(|path| path.trim_start_matches("content/"));
        did_you_mean(written, self.by_id.keys().map(String::as_str).chain(paths))
    }

    /// Paths below the pack.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }
}
