//! A pack from its files: every file by itself, on as many threads as there
//! are, then all of them together.

mod merge;
mod parallel;

use std::{collections::HashMap, sync::Arc};

use parallel::parallel;

use super::{
    Code, Diagnostic, Files, Lesson, Manifest, Pace, Pack, bank, claims,
    drawing::{self, Drawn},
    file::Listing,
    lesson, manifest,
    refs::Marks,
    spread,
    trial::{self, Care},
    world::{Lessons, Names, World},
};

/// Who and what a pack is, without reading the rest of it.
pub fn read_manifest(files: &Files) -> (Manifest, Vec<Diagnostic>) {
    let read = manifest::read(files, files.manifest().as_deref());
    (read.manifest, sorted(read.sink.into_found()))
}

/// Reads all of a pack: what is sound, and everything there is to say against
/// the rest, draws of templates apart: a learner waits.
pub fn load(files: &Files) -> (Pack, Vec<Diagnostic>) {
    read(files, Care::Sample, &Pace::default())
}

/// Reads all of a pack and tries its templates, as its author wants it.
pub fn audit(files: &Files) -> (Pack, Vec<Diagnostic>) {
    audit_at(files, &Pace::default())
}

/// The same, telling how far it is.
pub(super) fn audit_at(files: &Files, pace: &Pace) -> (Pack, Vec<Diagnostic>) {
    read(files, trial::ALL, pace)
}

fn read(files: &Files, care: Care, watch: &Pace) -> (Pack, Vec<Diagnostic>) {
    let mut listing = files.list();
    watch.begin(listing.lessons.len() + listing.diagrams.len() + listing.banks.len());
    let mut found = std::mem::take(&mut listing.found);
    let mut manifest = manifest::read(files, listing.manifest.as_deref());
    let claims = claims::read(files, listing.facts.as_deref());
    found.extend(claims.found);
    let mut world = World {
        files,
        listing: &listing,
        defined: std::mem::take(&mut manifest.defined),
        facts: claims.names,
        objectives: Names::default(),
        lessons: Lessons::default(),
        care,
        diagrams: HashMap::new(),
    };
    let mut lessons = parallel(&listing.lessons, watch, |path| lesson::read(files, path, &world));
    merge::lessons(&mut lessons, files);
    world.objectives = merge::objectives(&lessons, files);
    world.lessons = merge::taught(&lessons);
    let diagrams = parallel(&listing.diagrams, watch, |path| drawing::read(files, path, &world));
    world.diagrams = drawings(&listing, diagrams, &mut found);
    let mut banks = parallel(&listing.banks, watch, |path| bank::read(files, path, &world));
    let questions = merge::banks(&mut banks, files);
    if care != Care::Sample && !files.is_lone() {
        enough(&mut manifest, &mut lessons, &banks);
    }
    found.extend(manifest.sink.into_found());
    let lessons =
        lessons.into_iter().filter_map(|part| finish(part, &world, &questions, &mut found));
    let lessons = lessons.collect();
    let (mut scenarios, mut items) = (Vec::new(), Vec::new());
    for part in banks {
        scenarios.extend(part.scenarios.into_iter().filter_map(|it| Some((it.0, it.2?))));
        items.extend(part.questions.into_iter().filter_map(|it| it.item));
        found.extend(part.sink.into_found());
    }
    let drawn = world.diagrams.into_iter();
    let diagrams = drawn.map(|(path, it)| (path, Arc::clone(&it.diagram))).collect();
    let scenarios = scenarios.into_iter().collect();
    let pack = Pack::new(manifest.manifest, lessons, items, scenarios, diagrams, claims.facts);
    // Not everything was looked for that may be allowed.
    if care == Care::Sample || files.is_lone() {
        found.retain(|it| it.code != Code::UnusedAllow);
    }
    (pack, sorted(found))
}

/// Tells where a pack that is sound so far has too few questions.
fn enough(manifest: &mut manifest::Read, lessons: &mut [lesson::Part], banks: &[bank::Part]) {
    let sinks = lessons.iter().map(|part| &part.sink).chain(banks.iter().map(|part| &part.sink));
    if manifest.sink.errors + sinks.map(|sink| sink.errors).sum::<usize>() == 0 {
        spread::variants(lessons, banks);
        let exams = &manifest.manifest.exams;
        spread::blueprints(exams, &manifest.placed, banks, &mut manifest.sink);
    } else {
        let sinks = lessons.iter_mut().map(|part| &mut part.sink).chain([&mut manifest.sink]);
        sinks.for_each(|sink| sink.excuse(spread::CODES));
    }
}

/// Checks where a lesson leads, now that everything is known.
fn finish(
    mut part: lesson::Part,
    world: &World,
    questions: &Names,
    found: &mut Vec<Diagnostic>,
) -> Option<Lesson> {
    let own = part.slugs.unwrap_or_default();
    let marks: Marks = part.marks;
    let quizzes = marks.check(world, &own, &mut part.sink);
    merge::quizzes(&quizzes, questions, world.files, &mut part.sink);
    found.extend(part.sink.into_found());
    part.lesson
}

fn drawings(
    listing: &Listing,
    read: Vec<(Option<Drawn>, Vec<Diagnostic>)>,
    found: &mut Vec<Diagnostic>,
) -> HashMap<String, Arc<Drawn>> {
    let mut drawings = HashMap::new();
    for (path, (drawing, faults)) in listing.diagrams.iter().zip(read) {
        found.extend(faults);
        drawings.extend(drawing.map(|it| (path.clone(), it.into())));
    }
    drawings
}

fn sorted(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by(Diagnostic::order);
    found
}
