//! Any Markdown file in the world, to be read like a lesson.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use sha2::{Digest, Sha256};

use super::{
    CheckError, Files, Lesson, Manifest, Pack, Source,
    file::{Above, head, whole},
    front, load, paths,
    sink::Sink,
    take,
};
use crate::{
    diagram::Diagram,
    item::{Id, LessonId, PackId},
    text::{Clean, Markdown},
};

/// A text to read, and the pack it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The pack; for a file without one, a pack of this file and those of its
    /// folder that it leads to.
    pub pack: Pack,
    /// The text.
    pub lesson: LessonId,
}

/// Bytes of a file that are read.
const MOST: u64 = 16 << 20;
/// Files that are read because another leads to them.
const MOST_FILES: usize = 64;

/// Reads a file as a lesson: of its pack if it is part of one, or else by
/// itself, with the texts and diagrams of its folder that it leads to.
///
/// # Errors
/// If it cannot be read.
pub fn reading(path: &Path) -> Result<Reading, CheckError> {
    let unreadable = |why: io::Error| CheckError::Unreadable {
        path: path.display().to_string(),
        why: why.to_string(),
    };
    let place = whole(path).map_err(unreadable)?;
    if place.is_dir() {
        return Err(unreadable(io::ErrorKind::IsADirectory.into()));
    }
    if let Some(reading) = in_pack(path) {
        return Ok(reading);
    }
    let bytes = head(&place, MOST).map_err(unreadable)?;
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let root = place.parent().unwrap_or(Path::new("/")).to_owned();
    let mut shelf = Shelf { root, lessons: Vec::new(), diagrams: BTreeMap::new() };
    shelf.add(&name, &bytes.0, bytes.1);
    shelf.follow();
    Ok(shelf.into_reading(&place))
}

/// A text that comes from no file.
pub fn loose(title: &str, bytes: &[u8]) -> Reading {
    let mut shelf = Shelf { root: PathBuf::new(), lessons: Vec::new(), diagrams: BTreeMap::new() };
    shelf.add(title, bytes, true);
    shelf.into_reading(Path::new(title))
}

/// The pack that a file is a lesson of.
fn in_pack(path: &Path) -> Option<Reading> {
    let above = Above::find(path).ok()?;
    let (Files::Folder(_), Some(part)) = (&above.files, above.part) else { return None };
    let (pack, _) = load(&above.files);
    let lesson = pack.lessons.iter().find(|lesson| lesson.file == part)?.id.clone();
    Some(Reading { pack, lesson })
}

/// Files of one folder that are read.
struct Shelf {
    root: PathBuf,
    lessons: Vec<Lesson>,
    diagrams: BTreeMap<String, Arc<Diagram>>,
}

impl Shelf {
    fn add(&mut self, file: &str, bytes: &[u8], is_whole: bool) {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = String::from_utf8_lossy(bytes);
        let is_front = text.starts_with("---");
        let source = Arc::new(Source::new(file, if is_front { &text } else { "" }));
        let mut sink = Sink::new(Arc::clone(&source));
        let front = is_front.then(|| front::read(&source.text, &mut sink));
        let from = front.as_ref().map_or(0, |front| front.body.start);
        let mut body = text.get(from..).unwrap_or_default().replace("\r\n", "\n");
        if !is_whole {
            let told = format!("\n\n> [!WARNING]\n> Only the first {} MB are shown.\n", MOST >> 20);
            body.push_str(&told);
        }
        let title = front.and_then(|front| take::clean(&front.node, "title"));
        self.lessons.push(Lesson {
            id: self.id(file),
            title: title.unwrap_or_else(|| Clean::new(paths::name(file))),
            file: file.to_owned(),
            topic: None,
            objectives: Vec::new(),
            minutes: None,
            sources: Vec::new(),
            facts: Vec::new(),
            body: Markdown(body),
        });
    }

    /// An id made of a file's path, different from all before.
    fn id(&self, file: &str) -> LessonId {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let name: String = file.chars().map(plain).take(48).collect();
        let name = format!("f{}-{name}", self.lessons.len());
        LessonId::new(&name).unwrap_or_else(|| unreachable!("letters, digits and `-`: {name}"))
    }

    /// Reads what the texts lead to, and what those lead to.
    fn follow(&mut self) {
        let mut next = 0;
        while let Some(lesson) = self.lessons.get(next) {
            next += 1;
            let folder = paths::folder(&lesson.file).to_owned();
            for target in targets(&lesson.body.0) {
                if let Some(file) = paths::resolve(&folder, &target) {
                    self.fetch(&file);
                }
            }
        }
    }

    fn fetch(&mut self, file: &str) {
        let known = self.lessons.iter().any(|lesson| lesson.file == file);
        if known || self.diagrams.contains_key(file) || self.lessons.len() >= MOST_FILES {
            return;
        }
        let place = self.root.join(file);
        // A link may lead out of the folder in roundabout ways.
        if !whole(&place).is_ok_and(|place| place.starts_with(&self.root)) {
            return;
        }
        if is_diagram(file) {
            let drawn = load(&Files::Lone(place)).0.diagrams.into_values().next();
            self.diagrams.extend(drawn.map(|diagram| (file.to_owned(), diagram)));
        } else if let Ok((bytes, is_whole)) = head(&place, MOST) {
            self.add(file, &bytes, is_whole);
        }
    }

    fn into_reading(self, place: &Path) -> Reading {
        let Self { lessons, diagrams, .. } = self;
        let lesson = lessons.first().map(|lesson| lesson.id.clone());
        let lesson = lesson.unwrap_or_else(|| unreachable!("the first file is there"));
        let title = lessons.first().map(|lesson| lesson.title.clone()).unwrap_or_default();
        let manifest = Manifest {
            id: pack_id(place),
            title,
            version: Clean::default(),
            language: None,
            license: None,
            exams: Vec::new(),
            topics: Vec::new(),
        };
        let (items, scenarios) = (Vec::new(), BTreeMap::new());
        let pack = Pack::new(manifest, lessons, items, scenarios, diagrams, BTreeMap::new());
        Reading { pack, lesson }
    }
}

/// What places and notes in a file are kept under.
fn pack_id(place: &Path) -> PackId {
    let sum = Sha256::digest(place.to_string_lossy().as_bytes());
    let sum = sum.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let name = format!("file-{sum:016x}");
    PackId::new(&name).unwrap_or_else(|| unreachable!("digits and small letters: {name}"))
}

fn is_diagram(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|it| it == "diagram")
}

fn is_text(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|it| it == "md")
}

/// Files that a text may lead to: cheaper than reading it as Markdown, and a
/// file too many does no harm.
fn targets(text: &str) -> Vec<String> {
    let inline = text.match_indices("](").map(|(at, sign)| at + sign.len());
    let defined = text.match_indices("]: ").map(|(at, sign)| at + sign.len());
    let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '#' | '>');
    let target = |at: usize| {
        let rest = text.get(at..)?.trim_start_matches('<');
        let target = rest.get(..rest.find(ends).unwrap_or(rest.len()))?;
        let is_ours = is_text(target) || is_diagram(target);
        (is_ours && !paths::is_external(target)).then(|| paths::unescape(target))
    };
    inline.chain(defined).filter_map(target).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_a_text_leads_to() {
        for (text, wanted) in [
            ("see [a](b.md#c), ![d](x/y.diagram) [e](https://f.md) [g](h.png)", "b.md x/y.diagram"),
            ("[a]: <b%20c.md> \"t\"", "b c.md"),
            ("](", ""),
        ] {
            assert_eq!(targets(text).join(" "), wanted, "{text}");
        }
    }
}
