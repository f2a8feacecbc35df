//! References out of a text: links, images, checkpoints, places in lessons.

use std::{ops::Range, sync::Arc};

use super::{
    Code,
    near::{self, did_you_mean},
    paths,
    single::forbidden,
    sink::Sink,
    world::{Taught, World},
    yaml::{Node, Places},
};
use crate::{
    diagram::{MAX_COLUMNS as COLUMNS, mermaid},
    item::{Id, LessonId, Place, Slug},
    text::scan::{Mark, scan_source},
};

/// What a Markdown text refers to, with places in the file.
#[derive(Debug, Default)]
pub(super) struct Marks(pub Vec<(Range<usize>, Mark)>);

impl Marks {
    /// Of the part of a file that is all Markdown.
    pub fn of_body(body: &str, start: usize) -> Self {
        let marks = faulty(scan_source(body)).into_iter();
        Self(marks.map(|(at, mark)| (start + at.start..start + at.end, mark)).collect())
    }

    /// Of a value that is Markdown.
    pub fn of_value(file: &str, node: &Node) -> Self {
        let Some(text) = node.text() else { return Self::default() };
        let marks = faulty(scan_source(text));
        if marks.is_empty() {
            return Self::default();
        }
        let places = Places::of(file, node);
        Self(marks.into_iter().map(|(at, mark)| (places.at(&at), mark)).collect())
    }

    /// Tells of everything that leads nowhere, except questions, which are not
    /// all known before every bank was read: their ids are given back.
    pub fn check(self, world: &World, own: &[String], sink: &mut Sink) -> Quizzes {
        let mut quizzes = Vec::new();
        for (at, mark) in self.0 {
            if sink.is_full() {
                break;
            }
            match mark {
                Mark::Heading(_) => (),
                Mark::Link(target) => Link { at, target: &target, world, own }.check(sink),
                Mark::Image(target) => image(&target, &at, world, sink),
                Mark::Quiz(id) => quizzes.push((id, at)),
                Mark::Figure(source, _) => {
                    if let Err(fault) = mermaid(&source, COLUMNS) {
                        let message =
                            format!("this Mermaid block is shown as its source: {}", fault.what);
                        sink.tell(Code::Figure, &at, &message);
                    }
                }
                Mark::OpenFence => {
                    let message = "this code fence is never closed, so all that follows is code";
                    sink.tell(Code::OpenFence, &at, message);
                }
                Mark::Forbidden(c) => sink.tell(Code::Forbidden, &at, &forbidden(c)),
            }
        }
        quizzes
    }
}

/// The marks without figures that are understood; the others where their fault
/// is.
fn faulty(marks: Vec<(Range<usize>, Mark)>) -> Vec<(Range<usize>, Mark)> {
    let narrow = |(at, mark): (Range<usize>, Mark)| {
        let Mark::Figure(source, places) = &mark else { return Some((at, mark)) };
        let span = mermaid(source, COLUMNS).err()?.span;
        let written = |place: usize| {
            let piece = places.iter().rfind(|(start, _)| *start <= place);
            piece.map(|(start, text)| text + place - start)
        };
        let start = written(span.start).unwrap_or(at.start);
        let last = span.end.saturating_sub(1).max(span.start);
        let end = written(last).map_or(at.end, |last| last + 1);
        Some((start..end.max(start + usize::from(start < at.end)), mark))
    };
    marks.into_iter().filter_map(narrow).collect()
}

/// Ids of questions in checkpoints, and where they are written.
pub(super) type Quizzes = Vec<(String, Range<usize>)>;

/// A link in a file.
struct Link<'a> {
    at: Range<usize>,
    target: &'a str,
    world: &'a World<'a>,
    /// Anchors of its own file.
    own: &'a [String],
}

impl Link<'_> {
    fn check(&self, sink: &mut Sink) {
        if paths::is_external(self.target) || self.target.is_empty() {
            return;
        }
        let (path, slug) = split(self.target);
        if path.is_empty() {
            return self.heading(Some(self.own), slug.unwrap_or_default(), sink);
        }
        if self.world.files.is_lone() {
            return;
        }
        let folder = paths::folder(&sink.source.path).to_owned();
        let Some(file) = paths::resolve(&folder, &paths::unescape(path)) else {
            return outside(path, &self.part(path), sink);
        };
        match (self.world.lessons.at_path(&file), slug) {
            (Some(lesson), Some(slug)) => self.heading(lesson.slugs.as_deref(), slug, sink),
            (Some(_), None) => (),
            (None, _) if self.world.files.has(&file) => (),
            (None, _) => self.missing(path, &file, sink),
        }
    }

    fn heading(&self, slugs: Option<&[String]>, slug: &str, sink: &mut Sink) {
        let slug = paths::unescape(slug);
        if let Some(slugs) = slugs.filter(|slugs| !slugs.contains(&slug)) {
            unknown_heading(&slug, slugs, &self.part(&slug), sink);
        }
    }

    fn missing(&self, path: &str, file: &str, sink: &mut Sink) {
        no_file(path, file, self.world.lessons.paths(), &self.part(path), sink);
    }

    /// The place of a part of the target, if the target is written as it is.
    fn part(&self, part: &str) -> Range<usize> {
        subspan(&self.at, self.target, part)
    }
}

/// The place of a part of a text that is written at a span, if it is written
/// as it is meant.
fn subspan(at: &Range<usize>, text: &str, part: &str) -> Range<usize> {
    match text.rfind(part).filter(|_| at.len() == text.len() && !part.is_empty()) {
        Some(start) => at.start + start..at.start + start + part.len(),
        None => at.clone(),
    }
}

/// A path as it is written in a file of a folder.
fn relative(folder: &str, path: &str) -> String {
    let mut folder: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let mut names: Vec<&str> = path.split('/').collect();
    while folder.first().is_some_and(|name| names.len() > 1 && names.first() == Some(name)) {
        folder.remove(0);
        names.remove(0);
    }
    "../".repeat(folder.len()) + &names.join("/")
}

/// A path and an anchor.
fn split(target: &str) -> (&str, Option<&str>) {
    match target.split_once('#') {
        Some((path, slug)) => (path, Some(slug)),
        None => (target, None),
    }
}

fn outside(path: &str, at: &Range<usize>, sink: &mut Sink) {
    let message = format!("`{path}` leads out of the pack; write a path relative to this file");
    sink.tell(Code::OutsidePack, at, &message);
}

fn unknown_heading(slug: &str, slugs: &[String], at: &Range<usize>, sink: &mut Sink) {
    let near = did_you_mean(slug, slugs.iter().map(String::as_str));
    sink.tell(Code::UnknownHeading, at, &format!("there is no heading `{slug}`{near}"));
}

fn image(target: &str, at: &Range<usize>, world: &World, sink: &mut Sink) {
    if paths::is_external(target) || world.files.is_lone() {
        return;
    }
    let folder = paths::folder(&sink.source.path).to_owned();
    let Some(file) = paths::resolve(&folder, &paths::unescape(target)) else {
        return outside(target, at, sink);
    };
    let diagrams = &world.listing.diagrams;
    let is_diagram = file.rsplit_once('.').is_some_and(|(_, extension)| extension == "diagram");
    let is_there = if is_diagram { diagrams.contains(&file) } else { world.files.has(&file) };
    if !is_there {
        no_file(target, &file, diagrams.iter().map(String::as_str), at, sink);
    }
}

/// Tells of a path to nothing, and of one among others that is likely meant.
fn no_file<'p>(
    written: &str,
    file: &str,
    paths: impl Iterator<Item = &'p str>,
    at: &Range<usize>,
    sink: &mut Sink,
) {
    let folder = paths::folder(&sink.source.path);
    let paths: Vec<String> = paths.map(|path| relative(folder, path)).collect();
    let bare = |path: &'_ str| path.rsplit_once('.').map_or(path.len(), |(bare, _)| bare.len());
    let names = paths.iter().filter_map(|path| path.get(..bare(path)));
    let near = near::nearest(written.get(..bare(written)).unwrap_or_default(), names);
    let near = near.and_then(|near| paths.iter().find(|path| path.starts_with(near)));
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    sink.tell(Code::MissingFile, at, &format!("there is no file `{file}`{near}"));
}

/// The place in a lesson that a value names: `rds`, `rds.md`, `rds.md#storage`.
pub(super) fn place(world: &World, node: Option<&Node>, sink: &mut Sink) -> Option<Place> {
    let node = node?;
    let text = node.text()?;
    let (name, slug) = split(text);
    let source = Arc::clone(&sink.source);
    let at = |part: Range<usize>| Places::of(&source.text, node).at(&part);
    if world.files.is_lone() {
        let slug = slug.and_then(Slug::new);
        return Some(Place { lesson: LessonId::new(name)?, slug });
    }
    let lesson = taught(world, name, &at(0..name.len()), sink)?;
    if let (Some(slug), Some(slugs)) = (slug, &lesson.slugs)
        && !slugs.iter().any(|it| it == slug)
    {
        unknown_heading(slug, slugs, &at(text.len() - slug.len()..text.len()), sink);
        return Some(Place { lesson: lesson.id.clone(), slug: None });
    }
    Some(Place { lesson: lesson.id.clone(), slug: slug.and_then(Slug::new) })
}

/// The lesson of an id, or of a file below `content/`.
fn taught<'w>(
    world: &'w World,
    name: &str,
    at: &Range<usize>,
    sink: &mut Sink,
) -> Option<&'w Taught> {
    let lessons = &world.lessons;
    let Some(path) = paths::resolve("content", name).filter(|path| path.starts_with("content/"))
    else {
        outside(name, at, sink);
        return None;
    };
    let found = lessons.at_path(&path).or_else(|| lessons.with_id(name));
    let is_file = name.rsplit_once('.').is_some_and(|(_, extension)| extension == "md");
    let sure = lessons.whole || is_file;
    if found.is_none() && sure {
        let message = format!("there is no lesson `{name}`{}", lessons.hint(name));
        sink.tell(Code::UnknownLesson, at, &message);
    }
    found
}
