//! What can only be said when every file was read.

use std::{collections::HashMap, hash::Hash, ops::Range, sync::Arc};

use crate::{
    item::{Id, ItemId, ObjectiveId, ScenarioId},
    pack::{
        Code, Files, Source, bank, lesson,
        near::a,
        question::Asked,
        refs::Quizzes,
        sink::Sink,
        template,
        world::{Lessons, Names, Taught},
    },
    text::Markdown,
};

/// Where ids of one sort were written first.
struct Firsts<'f, T> {
    files: &'f Files,
    firsts: HashMap<T, (Arc<Source>, usize)>,
}

impl<'f, T: Id + Eq + Hash + Clone + std::ops::Deref<Target = str>> Firsts<'f, T> {
    fn new(files: &'f Files) -> Self {
        Self { files, firsts: HashMap::new() }
    }

    /// Whether an id is new; tells if it is not.
    fn is_new(&mut self, id: &T, at: &Range<usize>, sink: &mut Sink) -> bool {
        let Some((source, first)) = self.firsts.get(id) else {
            self.firsts.insert(id.clone(), (Arc::clone(&sink.source), at.start));
            return true;
        };
        let message = format!("there is {} `{}` already", a(T::NOUN), &**id);
        let help = format!("the first is in {}:{}", source.path, source.position(*first).line);
        sink.wake(self.files);
        sink.tell_with_help(Code::DuplicateId, at, &message, &help);
        false
    }
}

/// Tells of lessons and objectives with the same id, and leaves the second out.
pub(super) fn lessons(parts: &mut [lesson::Part], files: &Files) {
    let mut ids = Firsts::new(files);
    let mut objectives: Firsts<'_, ObjectiveId> = Firsts::new(files);
    for part in parts {
        let Some(lesson) = &mut part.lesson else { continue };
        let written = part.objectives.iter();
        let fresh: Vec<bool> =
            written.map(|(id, at)| objectives.is_new(id, at, &mut part.sink)).collect();
        let mut fresh = fresh.into_iter();
        lesson.objectives.retain(|_| fresh.next().unwrap_or(true));
        if part.named && !ids.is_new(&lesson.id, &part.at, &mut part.sink) {
            part.lesson = None;
        }
    }
}

/// Every objective there is.
pub(super) fn objectives(parts: &[lesson::Part], files: &Files) -> Names {
    if files.is_lone() || !parts.iter().all(|part| part.whole) {
        return Names::default();
    }
    Names::all(parts.iter().flat_map(|part| &part.objectives).map(|(id, _)| id.shared()))
}

/// Every lesson there is.
pub(super) fn taught(parts: &[lesson::Part]) -> Lessons {
    let mut lessons = Lessons { whole: true, ..Lessons::default() };
    for (at, part) in parts.iter().enumerate() {
        lessons.whole &= part.named;
        lessons.by_path.insert(part.path.clone(), at);
        if part.named {
            lessons.by_id.entry(part.id.to_string()).or_insert(at);
        }
        lessons.all.push(Taught { id: part.id.clone(), slugs: part.slugs.clone() });
    }
    lessons
}

/// Tells of questions and scenarios with the same id, of scenarios and
/// questions that are not there, and gives the names of all questions.
pub(super) fn banks(parts: &mut [bank::Part], files: &Files) -> Names {
    scenarios(parts, files);
    let mut ids: Firsts<'_, ItemId> = Firsts::new(files);
    for part in parts.iter_mut() {
        for asked in &mut part.questions {
            let fresh = ids.is_new(&asked.id, &asked.at, &mut part.sink);
            asked.item = asked.item.take().filter(|_| fresh);
        }
    }
    former(parts, &mut ids);
    let whole = parts.iter().all(|part| part.whole) && !files.is_lone();
    let names = ids.firsts.into_keys().map(|id| id.shared());
    let names = if whole { Names::all(names) } else { Names::default() };
    for part in parts {
        quizzes(&part.quizzes, &names, files, &mut part.sink);
    }
    names
}

/// Tells of former ids that are in use.
fn former(parts: &mut [bank::Part], ids: &mut Firsts<'_, ItemId>) {
    for part in parts {
        for (id, at) in &part.former {
            ids.is_new(id, at, &mut part.sink);
        }
    }
}

fn scenarios(parts: &mut [bank::Part], files: &Files) {
    let mut ids = Firsts::new(files);
    for part in parts.iter_mut() {
        let (scenarios, sink) = (&mut part.scenarios, &mut part.sink);
        scenarios.retain(|(id, at, _)| ids.is_new(id, at, sink));
    }
    let whole = parts.iter().all(|part| part.scenarios_known) && !files.is_lone();
    let sound: HashMap<ScenarioId, Markdown> = parts
        .iter()
        .flat_map(|part| &part.scenarios)
        .filter_map(|(id, _, text)| Some((id.clone(), text.clone()?)))
        .collect();
    let names = Names::all(ids.firsts.into_keys().map(|id| id.shared()));
    let names = if whole { names } else { Names::default() };
    for part in parts {
        for asked in &mut part.questions {
            scenario(asked, &names, &sound, files, &mut part.sink);
        }
    }
}

/// Leaves out a question without its scenario: it cannot be understood.
fn scenario(
    asked: &mut Asked,
    names: &Names,
    sound: &HashMap<ScenarioId, Markdown>,
    files: &Files,
    sink: &mut Sink,
) {
    let Some((id, at)) = asked.scenario.as_deref() else { return };
    if !names.has(id) {
        sink.wake(files);
        let _: Option<ScenarioId> = names.find(id, at, sink);
    }
    let text = sound.get(id);
    asked.item = match (asked.item.take(), text) {
        (Some(item), Some(text)) if item.template.is_some() && text.0.contains("{{") => {
            sink.wake(files);
            template::in_scenario(Arc::unwrap_or_clone(item), text, at, sink).map(Arc::new)
        }
        (item, text) => item.filter(|_| text.is_some()),
    };
}

/// Tells of checkpoints that name questions which are not there.
pub(super) fn quizzes(quizzes: &Quizzes, questions: &Names, files: &Files, sink: &mut Sink) {
    for (id, at) in quizzes {
        if !questions.has(id) {
            let near = questions.hint::<ItemId>(id);
            sink.wake(files);
            sink.tell(Code::UnknownId, at, &format!("no question has the id `{id}`{near}"));
        }
    }
}
