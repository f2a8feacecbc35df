//! Changes to files: held first, then written, each file whole or not at all.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

use super::Files;
use crate::pack::{Fix, Source};

/// What some editors write before a text.
const MARK: &[u8] = b"\xef\xbb\xbf";

impl Files {
    /// The same, ready for changes.
    pub(in crate::pack) fn changed(self) -> Self {
        Self::Changed(Box::new(self), BTreeMap::new())
    }

    /// Changes a file; its text is that of the source, or of a change before
    /// that stands further behind.
    pub(in crate::pack) fn change(&mut self, source: &Source, fix: &Fix) {
        let Self::Changed(_, texts) = self else { return };
        let text = texts.entry(source.path.clone()).or_insert_with(|| source.text.clone());
        if text.get(fix.span.clone()).is_some() {
            text.replace_range(fix.span.clone(), &fix.text);
        }
    }

    /// What was changed, by path.
    pub(in crate::pack) fn changes(&self) -> impl Iterator<Item = (&String, &String)> {
        match self {
            Self::Changed(_, texts) => Some(texts.iter()).into_iter().flatten(),
            _ => None.into_iter().flatten(),
        }
    }

    /// Writes another text into a file on disk, behind its byte order mark if
    /// it has one.
    pub(in crate::pack) fn replace(&self, path: &str, text: &str) -> io::Result<()> {
        let Some(place) = self.place(path) else { return Err(io::ErrorKind::Unsupported.into()) };
        let place = fs::canonicalize(place)?;
        let mark = if fs::read(&place)?.starts_with(MARK) { MARK } else { b"" };
        renamed(&place, |fresh| {
            write(fresh, mark, text)?;
            fs::set_permissions(fresh, fs::metadata(&place)?.permissions())
        })
    }

    /// Writes a file on disk, new or in the place of another, and through no link
    /// that leads out of the pack.
    pub(in crate::pack) fn put(&self, path: &str, text: &str) -> io::Result<()> {
        let root = self.place("").ok_or(io::ErrorKind::Unsupported)?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = root.join(folder);
        fs::create_dir_all(&folder)?;
        let folder = fs::canonicalize(folder)?;
        if !folder.starts_with(fs::canonicalize(root)?) {
            return Err(io::Error::other("a link leads out of the pack there"));
        }
        renamed(&folder.join(name), |fresh| write(fresh, b"", text))
    }

    /// Where a file is on disk.
    fn place(&self, path: &str) -> Option<PathBuf> {
        match self {
            Self::Folder(root) => Some(root.join(path)),
            Self::Lone(file) => Some(file.clone()),
            Self::Held(_) => None,
            Self::Changed(under, _) => under.place(path),
        }
    }
}

/// Makes a file beside its place and puts it there when it is whole.
fn renamed(place: &Path, make: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let fresh = place.with_file_name(format!(".{name}.{}", process::id()));
    let done = make(&fresh).and_then(|()| fs::rename(&fresh, place));
    done.inspect_err(|_| {
        let _ = fs::remove_file(&fresh);
    })
}

fn write(path: &Path, mark: &[u8], text: &str) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(mark)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
