//! Whether there are enough questions, told when all of a pack was read
//! without an error: what is left out for a fault must not be missed too.

use std::{collections::HashMap, ops::Range};

use super::{Code, Exam, bank, lesson, manifest::Placed, sink::Sink};
use crate::item::{Item, ObjectiveId};

/// What is told here, of a pack without errors.
pub(super) const CODES: &[Code] = &[Code::OneVariant, Code::Uncovered];

/// Tells of objectives that are always asked in the same words. Those without
/// any question are a gap that `--coverage` tells: a lesson may come first.
pub(super) fn variants(lessons: &mut [lesson::Part], banks: &[bank::Part]) {
    let mut asked: HashMap<&ObjectiveId, (usize, &Item)> = HashMap::new();
    for item in items(banks) {
        if let Some(objective) = &item.objective {
            asked.entry(objective).or_insert((0, item)).0 += 1;
        }
    }
    for part in lessons {
        for (id, at) in &part.objectives {
            let Some((1, item)) = asked.get(id) else { continue };
            // A template is another question each time.
            if item.template.is_some() {
                continue;
            }
            let message = format!(
                "objective `{id}` has one question alone, `{}`: it will be known by heart",
                item.id
            );
            let help = "ask the same in another way, so that reviews can vary";
            part.sink.tell_with_help(Code::OneVariant, at, &message, help);
        }
    }
}

/// Tells of exams that ask more of a domain than there is.
pub(super) fn blueprints(exams: &[Exam], placed: &Placed, banks: &[bank::Part], sink: &mut Sink) {
    // A pack of lessons alone has nothing to sit yet.
    if items(banks).next().is_none() {
        return;
    }
    for exam in exams {
        let lacks: Vec<_> = lacks(exam, banks).collect();
        let Some((first, _)) = lacks.first() else { continue };
        let at: Option<&Range<usize>> = placed.get(&(exam.code.to_string(), first.clone()));
        let told: Vec<_> = lacks.into_iter().map(|(_, told)| told).collect();
        let message = format!("exam `{}` asks more than there is: {}", exam.code, told.join(", "));
        let help = "a mock exam takes what there is, so its weights will be off";
        sink.tell_with_help(Code::Uncovered, at.unwrap_or(&(0..0)), &message, help);
    }
}

/// Domains with fewer questions than their weight asks for.
fn lacks(exam: &Exam, banks: &[bank::Part]) -> impl Iterator<Item = (String, String)> {
    exam.domains.iter().filter_map(move |domain| {
        let wanted = (u64::from(exam.questions) * u64::from(domain.weight) + 50) / 100;
        let is_asked = |item: &&Item| {
            item.domain.in_exam(&exam.code) == Some(&domain.id) && takes(exam, item.kind.name())
        };
        let there = items(banks).filter(is_asked).count();
        let told = format!("{there} of {wanted} of `{}`", domain.id);
        ((there as u64) < wanted).then(|| (domain.id.to_string(), told))
    })
}

/// Whether an exam asks questions of a kind.
fn takes(exam: &Exam, kind: &str) -> bool {
    let named = exam.kinds.iter().any(|name| **name == *kind);
    named || exam.kinds.is_empty() && kind != "recall"
}

fn items(banks: &[bank::Part]) -> impl Iterator<Item = &Item> {
    banks.iter().flat_map(|part| &part.questions).filter_map(|asked| asked.item.as_deref())
}
