//! A pack in a folder.

use std::{
    borrow::Cow,
    collections::HashSet,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{LARGEST, unreadable};
use crate::pack::{Code, Diagnostic, Source};

/// Folders in folders.
const DEEPEST: usize = 32;

/// What a folder is called.
pub(super) fn name(root: &Path) -> Option<String> {
    let whole = fs::canonicalize(root).ok()?;
    Some(whole.file_name()?.to_string_lossy().into_owned())
}

/// Reads a file, and no more of it than may be.
pub(super) fn read(path: &Path) -> io::Result<Cow<'static, [u8]>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(Cow::Owned(bytes))
}

/// All that a pack may be read from.
pub(super) const ROOTS: &[&str] = &["pack.yaml", "facts.yaml", "content", "quizzes", "assets"];

/// All paths of some of these, and what stood in the way.
pub(super) fn list(root: &Path, roots: &[&str]) -> (Vec<String>, Vec<Diagnostic>) {
    let whole = match fs::canonicalize(root) {
        Ok(whole) => whole,
        Err(error) => return (Vec::new(), vec![unreadable("", &error.to_string())]),
    };
    let mut walk = Walk {
        root: root.to_owned(),
        whole,
        seen: HashSet::new(),
        paths: Vec::new(),
        found: Vec::new(),
    };
    for name in roots {
        if root.join(name).symlink_metadata().is_ok() {
            walk.visit(name, 0);
        }
    }
    (walk.paths, walk.found)
}

struct Walk {
    root: PathBuf,
    /// Without links and `..`.
    whole: PathBuf,
    /// Folders so far, likewise.
    seen: HashSet<PathBuf>,
    paths: Vec<String>,
    found: Vec<Diagnostic>,
}

impl Walk {
    fn visit(&mut self, path: &str, depth: usize) {
        let place = self.root.join(path);
        match self.leads_out(&place) {
            Err(error) => self.found.push(unreadable(path, &error.to_string())),
            Ok(true) => self.found.push(link_out(path)),
            Ok(false) if self.is_seen(&place) => {
                self.found.push(unreadable(path, "it links to a folder that is read already"));
            }
            Ok(false) if place.is_dir() => self.folder(path, &place, depth),
            Ok(false) => self.paths.push(path.to_owned()),
        }
    }

    /// Whether a path is a link to something outside of the pack.
    fn leads_out(&self, place: &Path) -> io::Result<bool> {
        let is_link = fs::symlink_metadata(place)?.is_symlink();
        Ok(is_link && !fs::canonicalize(place)?.starts_with(&self.whole))
    }

    /// Whether a link leads to a folder that is read in another place: links
    /// may form rings.
    fn is_seen(&mut self, place: &Path) -> bool {
        let Ok(whole) = fs::canonicalize(place) else { return false };
        place.is_dir() && !self.seen.insert(whole) && place.is_symlink()
    }

    fn folder(&mut self, path: &str, place: &Path, depth: usize) {
        if depth >= DEEPEST {
            return self.found.push(unreadable(path, "folders are too deep"));
        }
        match fs::read_dir(place) {
            Ok(entries) => entries.for_each(|entry| self.entry(path, entry, depth)),
            Err(error) => self.found.push(unreadable(path, &error.to_string())),
        }
    }

    fn entry(&mut self, folder: &str, entry: io::Result<fs::DirEntry>, depth: usize) {
        let name = match entry {
            Ok(entry) => entry.file_name(),
            Err(error) => return self.found.push(unreadable(folder, &error.to_string())),
        };
        match name.to_str() {
            Some(name) if name.starts_with(['.', '_']) => (),
            Some(name) => self.visit(&format!("{folder}/{name}"), depth + 1),
            None => {
                let path = format!("{folder}/{}", name.to_string_lossy());
                self.found.push(unreadable(&path, "its name is not UTF-8"));
            }
        }
    }
}

fn link_out(path: &str) -> Diagnostic {
    let source = Arc::new(Source::new(path, ""));
    let message = "this link leads out of the pack and is not followed";
    Diagnostic::new(Code::LinkOut, &source, &(0..0), message)
        .help("copy what it leads to into the pack")
}
