//! A path to check: a pack, a part of one, or a file by itself.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{Files, Listing, Sort, unreadable};

/// What a path is in terms of packs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Above {
    /// The pack, or the file alone.
    pub files: Files,
    /// The part of the pack that is meant; nothing means all of it.
    pub part: Option<String>,
}

/// Why a path cannot be checked at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// Nothing is there, or it may not be read.
    #[error("{path}: {why}")]
    Unreadable {
        /// As it was given.
        path: String,
        /// What the system says.
        why: String,
    },
    /// A file that no pack is read from.
    #[error(
        "{0}: a pack is read from `pack.yaml`, `facts.yaml`, `content/**/*.md`, `quizzes/**/*.yaml` and `assets/**/*.diagram`; names that begin with `.` or `_` are skipped"
    )]
    NoPart(String),
}

impl Above {
    /// Finds the pack of a path: the nearest `pack.yaml` at or above it.
    pub fn find(path: &Path) -> Result<Self, CheckError> {
        let shown = path.display().to_string();
        let unreadable =
            |why: io::Error| CheckError::Unreadable { path: shown.clone(), why: why.to_string() };
        let whole = fs::canonicalize(path).map_err(unreadable)?;
        let root = whole.ancestors().find(|above| above.join("pack.yaml").is_file());
        match root {
            Some(root) => part(root, &whole).ok_or(CheckError::NoPart(shown)),
            None if whole.is_dir() => {
                Ok(Self { files: Files::Folder(path.to_owned()), part: None })
            }
            None if sort(&whole).is_none() => Err(CheckError::NoPart(shown)),
            None => Ok(Self { files: Files::Lone(path.to_owned()), part: None }),
        }
    }
}

/// A part of a pack by its path; nothing if the pack is not read from it.
fn part(root: &Path, whole: &Path) -> Option<Above> {
    let below = whole.strip_prefix(root).ok()?;
    let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
    let part = names.join("/");
    let is_part = part.is_empty() || whole.is_dir() || Sort::of(&part).is_some();
    let part = (!part.is_empty()).then_some(part);
    is_part.then(|| Above { files: Files::Folder(PathBuf::from(root)), part })
}

/// What a file by itself is most likely meant to be.
fn sort(path: &Path) -> Option<Sort> {
    let extension = path.extension()?.to_str()?;
    match (path.file_name()?.to_str()?, extension) {
        ("pack.yaml", _) => Some(Sort::Manifest),
        ("facts.yaml", _) => Some(Sort::Facts),
        (_, "yaml" | "yml") => Some(Sort::Bank),
        (_, "md") => Some(Sort::Lesson),
        (_, "diagram") => Some(Sort::Diagram),
        _ => None,
    }
}

/// As much of a file as may be, and whether that is all of it.
pub(in crate::pack) fn head(path: &Path, most: u64) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    let mut file = fs::File::open(path)?;
    file.by_ref().take(most).read_to_end(&mut bytes)?;
    let is_whole = file.read(&mut [0])? == 0;
    Ok((bytes, is_whole))
}

/// A path without links and dots.
pub(in crate::pack) fn whole(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(path)
}

/// The file as the only one of its pack.
pub(super) fn list(path: &Path) -> Listing {
    let mut listing = Listing::default();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match sort(path) {
        Some(sort) => listing.add(name, sort),
        None => listing.found.push(unreadable(&name, "no part of a pack has such a name")),
    }
    listing
}
