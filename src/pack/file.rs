//! Where the files of a pack come from: the only place of this module, with
//! `archive`, that touches them.

mod built_in;
mod folder;
mod lone;
mod replace;

use std::{borrow::Cow, cmp::Ordering, collections::BTreeMap, path::PathBuf, sync::Arc};

pub use lone::CheckError;
pub(super) use lone::{Above, head, whole};

use super::{Code, Diagnostic, Source, edit::Texts};

/// Bytes of a file at most.
const LARGEST: usize = 8 << 20;

/// The files of a pack. Paths are below the pack, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Files {
    /// A folder.
    Folder(PathBuf),
    /// Held in memory: the built-in pack, an archive, a test.
    Held(BTreeMap<String, Cow<'static, [u8]>>),
    /// One file without a pack around it.
    Lone(PathBuf),
    /// Files of which some have another text now, by path.
    Changed(Box<Self>, BTreeMap<String, String>),
}

/// What there is to read, each sort in natural order of path.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    pub manifest: Option<String>,
    pub facts: Option<String>,
    pub lessons: Vec<String>,
    pub banks: Vec<String>,
    pub diagrams: Vec<String>,
    /// What stood in the way.
    pub found: Vec<Diagnostic>,
}

/// What a file of a pack is, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Manifest,
    Facts,
    Lesson,
    Bank,
    Diagram,
}

impl Files {
    /// A pack in memory.
    pub fn held<P: Into<String>, B: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Self {
        Self::Held(
            files.into_iter().map(|(path, text)| (path.into(), Cow::Owned(text.into()))).collect(),
        )
    }

    /// The pack in the binary.
    pub fn built_in() -> Self {
        Self::Held(built_in::files())
    }

    /// What the folder is called, if it is one.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Folder(root) => folder::name(root),
            Self::Held(_) | Self::Lone(_) => None,
            Self::Changed(under, _) => under.name(),
        }
    }

    /// Whether there is only one file, so that nothing can be said of others.
    pub(super) fn is_lone(&self) -> bool {
        match self {
            Self::Changed(under, _) => under.is_lone(),
            files => matches!(files, Self::Lone(_)),
        }
    }

    /// Everything a pack is read from.
    pub(super) fn list(&self) -> Listing {
        let (paths, found) = match self {
            Self::Folder(root) => folder::list(root, folder::ROOTS),
            Self::Held(files) => (files.keys().cloned().collect(), Vec::new()),
            Self::Lone(path) => return lone::list(path),
            Self::Changed(under, _) => return under.list(),
        };
        let mut listing = Listing { found, ..Listing::default() };
        for path in paths {
            if let Some(sort) = Sort::of(&path) {
                listing.add(path, sort);
            }
        }
        listing.sort();
        listing
    }

    /// The path of the manifest, found without a look at the rest.
    pub(super) fn manifest(&self) -> Option<String> {
        match self {
            Self::Folder(root) => folder::list(root, &["pack.yaml"]).0.pop(),
            _ => self.list().manifest,
        }
    }

    /// Reads a file.
    pub(super) fn read(&self, path: &str) -> Result<Arc<Source>, Box<Diagnostic>> {
        let bytes = match self {
            Self::Folder(root) => folder::read(&root.join(path)),
            Self::Lone(file) => folder::read(file),
            Self::Held(files) => Ok(files.get(path).cloned().unwrap_or_default()),
            Self::Changed(under, texts) => match texts.get(path) {
                Some(text) => return Ok(Arc::new(Source::new(path, text.as_str()))),
                None => return under.read(path),
            },
        };
        match bytes {
            Ok(bytes) if bytes.len() <= LARGEST => source(path, &bytes),
            Ok(_) => Err(Box::new(too_large(path))),
            Err(error) => Err(Box::new(unreadable(path, &error.to_string()))),
        }
    }

    /// All files as they stand; one that cannot be read is as good as empty.
    pub fn texts(&self) -> Texts {
        let Listing { manifest, facts, lessons, banks, diagrams, .. } = self.list();
        let paths = manifest.into_iter().chain(facts).chain(lessons).chain(banks).chain(diagrams);
        let read = |path: String| {
            let source = self.read(&path).unwrap_or_else(|fault| fault.source);
            (path, source)
        };
        paths.map(read).collect()
    }

    /// Whether there is a file of that path, be it part of the pack or not.
    pub(super) fn has(&self, path: &str) -> bool {
        match self {
            Self::Folder(root) => root.join(path).is_file(),
            Self::Held(files) => files.contains_key(path),
            Self::Lone(_) => true,
            Self::Changed(under, _) => under.has(path),
        }
    }
}

impl Listing {
    pub fn add(&mut self, path: String, sort: Sort) {
        match sort {
            Sort::Manifest => self.manifest = Some(path),
            Sort::Facts => self.facts = Some(path),
            Sort::Lesson => self.lessons.push(path),
            Sort::Bank => self.banks.push(path),
            Sort::Diagram => self.diagrams.push(path),
        }
    }

    fn sort(&mut self) {
        for paths in [&mut self.lessons, &mut self.banks, &mut self.diagrams] {
            paths.sort_by(|one, other| natural(one, other));
        }
    }
}

impl Sort {
    /// What the file of that path is, if it is part of a pack.
    pub fn of(path: &str) -> Option<Self> {
        if path.split('/').any(|name| name.starts_with(['.', '_'])) {
            return None;
        }
        let ends = |extension: &str| {
            path.rsplit_once('.').is_some_and(|(name, last)| last == extension && !name.is_empty())
        };
        match path.split_once('/') {
            None if path == "pack.yaml" => Some(Self::Manifest),
            None if path == "facts.yaml" => Some(Self::Facts),
            Some(("content", _)) if ends("md") => Some(Self::Lesson),
            Some(("quizzes", _)) if ends("yaml") || ends("yml") => Some(Self::Bank),
            Some(("assets", _)) if ends("diagram") => Some(Self::Diagram),
            _ => None,
        }
    }
}

/// Natural order of paths: `2-` before `10-`, folder by folder.
pub(super) fn natural(one: &str, other: &str) -> Ordering {
    let (mut ones, mut others) = (one.split('/'), other.split('/'));
    loop {
        match (ones.next(), others.next()) {
            (Some(a), Some(b)) => match natord::compare(a, b).then_with(|| a.cmp(b)) {
                Ordering::Equal => (),
                order => return order,
            },
            (a, b) => return a.cmp(&b),
        }
    }
}

/// The text of a file; its byte order mark is no part of it.
fn source(path: &str, bytes: &[u8]) -> Result<Arc<Source>, Box<Diagnostic>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Arc::new(Source::new(path, text))),
        Err(error) => Err(Box::new(not_utf8(path, bytes, error.valid_up_to()))),
    }
}

fn not_utf8(path: &str, bytes: &[u8], at: usize) -> Diagnostic {
    let source = Arc::new(Source::new(path, String::from_utf8_lossy(bytes)));
    let byte = bytes.get(at).copied().unwrap_or_default();
    let message = format!("byte {} of this file, 0x{byte:02X}, is not UTF-8", at + 1);
    Diagnostic::new(Code::NotUtf8, &source, &(at..at + 1), &message)
        .help("save the file as UTF-8; it may be in Latin-1 or Windows-1252")
}

fn too_large(path: &str) -> Diagnostic {
    let source = Arc::new(Source::new(path, ""));
    let message = format!("this file is larger than {} MB; split it", LARGEST >> 20);
    Diagnostic::new(Code::TooLarge, &source, &(0..0), &message)
}

pub(super) fn unreadable(path: &str, why: &str) -> Diagnostic {
    let source = Arc::new(Source::new(path, ""));
    Diagnostic::new(Code::Unreadable, &source, &(0..0), &format!("cannot be read: {why}"))
}

#[cfg(test)]
mod tests;
