//! Installed packs: a folder each, below the folder of data.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{Held, Refusal, Sum, gather, sum, unpack};
use crate::{
    item::{Id, PackId},
    pack::{Files, Manifest, audit, manifest, nearest},
    text::Clean,
};

/// The folder of installed packs.
#[derive(Clone, Debug)]
pub struct Shelf(PathBuf);

/// An installed pack.
#[derive(Clone, Debug)]
pub struct Installed {
    /// Its id here.
    pub id: PackId,
    /// What its `pack.yaml` says.
    pub manifest: Manifest,
    /// Its sum when it was installed.
    pub sum: String,
    /// Where it came from.
    pub source: PathBuf,
    /// Its folder.
    pub folder: PathBuf,
}

/// Why a pack cannot be installed, updated or removed.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The file is refused.
    #[error("{}: {why}; nothing was installed", path.display())]
    Refused {
        /// Which.
        path: PathBuf,
        /// Why.
        why: Refusal,
    },
    /// A folder that is no pack, or cannot be read.
    #[error("{}: {why}", path.display())]
    Source {
        /// Which.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The pack has errors.
    #[error("{} has errors, {count} in all, the first: {first}; nothing was installed", path.display())]
    Faulty {
        /// Which.
        path: PathBuf,
        /// Errors in it.
        count: usize,
        /// What the first says.
        first: Clean,
    },
    /// There is one of that id.
    #[error(
        "there is a pack `{id}` already, version {version}; `tripos pack update {id}` renews it, `--as ID` installs this one beside it"
    )]
    There {
        /// That id.
        id: String,
        /// The version that is there.
        version: String,
    },
    /// There is none of that id.
    #[error("no pack `{id}` is installed{near}")]
    None {
        /// That id.
        id: String,
        /// What may have been meant.
        near: String,
    },
    /// An id that means something else on the command line.
    #[error(
        "`{0}` names a verb or the built-in pack, so that a pack of that id could not be opened; install it with `--as ID`"
    )]
    Taken(String),
    /// Another pack than the one that is to be renewed.
    #[error("{} is the pack `{found}`, not `{wanted}`; `tripos pack install` installs it beside the other", path.display())]
    Other {
        /// Which.
        path: PathBuf,
        /// Its id.
        found: String,
        /// The id it should have.
        wanted: String,
    },
    /// A manifest whose id cannot be changed line by line.
    #[error("{}: its id cannot be changed; write `id: {id}` on a line of its own in pack.yaml", path.display())]
    NoRename {
        /// Which.
        path: PathBuf,
        /// The id it has.
        id: String,
    },
    /// No id.
    #[error("`{0}` cannot be an id: small letters, digits, `-`, `_` and `.`, 64 at most")]
    NoId(String),
    /// The disk says no.
    #[error("{}: {source}", path.display())]
    Disk {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// What is kept beside a pack.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    sum: String,
    source: PathBuf,
    /// The id that its author gave it.
    #[serde(default)]
    id: Option<String>,
}

/// A pack that was read and may be put on the shelf.
struct Read {
    files: Held,
    sum: Sum,
    manifest: Manifest,
}

const NOTE: &str = ".installed.yaml";
/// While a pack is written, and the one it replaces.
const FRESH: &str = ".new-";
const OLD: &str = ".old-";
/// Held while the shelf is changed.
const LOCK: &str = ".lock";

impl Shelf {
    /// The shelf in a folder of data.
    pub fn new(data: &Path) -> Self {
        Self(data.join("packs"))
    }

    /// What is installed, by id. What a killed update left is put right first.
    pub fn list(&self) -> Vec<Installed> {
        self.mend_if_free();
        let Ok(entries) = fs::read_dir(&self.0) else { return Vec::new() };
        let names = entries.flatten().filter_map(|it| it.file_name().into_string().ok());
        let mut found: Vec<Installed> =
            names.filter_map(|name| PackId::new(&name)).filter_map(|id| self.read(&id)).collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found
    }

    /// The installed pack of that id.
    pub fn find(&self, id: &str) -> Option<Installed> {
        let id = PackId::new(id)?;
        self.read(&id).or_else(|| {
            self.mend_if_free();
            self.read(&id)
        })
    }

    fn note(&self, id: &PackId) -> Option<Note> {
        let note = fs::read_to_string(self.0.join(&**id).join(NOTE)).ok()?;
        serde_yaml::from_str(&note).ok()
    }

    fn read(&self, id: &PackId) -> Option<Installed> {
        let folder = self.0.join(&**id);
        let note = self.note(id)?;
        let (manifest, _) = manifest(&Files::Folder(folder.clone()));
        Some(Installed { id: id.clone(), manifest, sum: note.sum, source: note.source, folder })
    }

    /// The file whose lock says that the shelf is being changed.
    fn lock_file(&self) -> io::Result<fs::File> {
        fs::create_dir_all(&self.0)?;
        let mut options = fs::OpenOptions::new();
        options.create(true).truncate(false).write(true).open(self.0.join(LOCK))
    }

    /// Nobody else changes the shelf while the file is held.
    fn locked(&self) -> Result<fs::File, ShelfError> {
        let lock = self.lock_file().and_then(|file| file.lock().map(|()| file));
        lock.map_err(|source| ShelfError::Disk { path: self.0.clone(), source })
    }

    /// What another program is just writing is not half-written.
    fn mend_if_free(&self) {
        if !self.0.is_dir() {
            return;
        }
        let Ok(lock) = self.lock_file() else { return };
        if lock.try_lock().is_ok() {
            self.mend();
        }
    }

    /// Puts the old pack back where its successor did not come, and takes away
    /// what was half written.
    fn mend(&self) {
        let Ok(entries) = fs::read_dir(&self.0) else { return };
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            if let Some(id) = name.strip_prefix(OLD) {
                let place = self.0.join(id);
                let _ = if place.exists() {
                    fs::remove_dir_all(entry.path())
                } else {
                    fs::rename(entry.path(), place)
                };
            } else if name.starts_with(FRESH) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// Installs a pack from a folder or a built file, under its id or another.
    ///
    /// # Errors
    /// If it is refused, has errors, there is one of that id, or the id is one of
    /// `taken`.
    pub fn install(
        &self,
        source: &Path,
        name: Option<&str>,
        taken: &[String],
    ) -> Result<Installed, ShelfError> {
        let read = read(source)?;
        let id = match name {
            Some(name) => PackId::new(name).ok_or_else(|| ShelfError::NoId(name.to_owned()))?,
            None => read.manifest.id.clone(),
        };
        if taken.iter().any(|it| **it == *id) {
            return Err(ShelfError::Taken(id.to_string()));
        }
        let _lock = self.locked()?;
        self.mend();
        if let Some(there) = self.read(&id) {
            let version = there.manifest.version.to_string();
            return Err(ShelfError::There { id: id.to_string(), version });
        }
        self.put(&id, read, source)
    }

    /// Renews a pack, from where it came or from elsewhere. Gives what was there
    /// and what is there now.
    ///
    /// # Errors
    /// If there is none of that id, or the new one is refused or has errors.
    pub fn update(&self, id: &str, from: Option<&Path>) -> Result<(Files, Installed), ShelfError> {
        let there = self.find(id).ok_or_else(|| self.none(id))?;
        let source = from.unwrap_or(&there.source).to_owned();
        let read = read(&source)?;
        let (found, wanted) = (&read.manifest.id, self.note(&there.id).and_then(|it| it.id));
        if let Some(wanted) = wanted.filter(|wanted| **wanted != **found) {
            return Err(ShelfError::Other { path: source, found: found.to_string(), wanted });
        }
        let _lock = self.locked()?;
        self.mend();
        let before = gather(&Files::Folder(there.folder.clone()));
        let before = Files::held(before.unwrap_or_default());
        Ok((before, self.put(&there.id, read, &source)?))
    }

    /// Takes a pack away; what is known of its learners stays.
    ///
    /// # Errors
    /// If there is none of that id, or it cannot be taken away.
    pub fn remove(&self, id: &str) -> Result<(), ShelfError> {
        let there = self.find(id).ok_or_else(|| self.none(id))?;
        let _lock = self.locked()?;
        let fault = |source| ShelfError::Disk { path: there.folder.clone(), source };
        let gone = self.0.join(format!("{FRESH}{id}"));
        fs::rename(&there.folder, &gone).map_err(fault)?;
        fs::remove_dir_all(&gone).map_err(fault)
    }

    fn none(&self, id: &str) -> ShelfError {
        let list = self.list();
        let near = nearest(id, list.iter().map(|it| &*it.id));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        ShelfError::None { id: id.to_owned(), near }
    }

    /// Writes a pack beside its place, whole, and then puts it there.
    fn put(&self, id: &PackId, read: Read, source: &Path) -> Result<Installed, ShelfError> {
        let place = self.0.join(&**id);
        let fresh = self.0.join(format!("{FRESH}{}", &**id));
        let old = self.0.join(format!("{OLD}{}", &**id));
        let files = renamed(read.files, &read.manifest.id, id, source)?;
        let source = std::path::absolute(source).unwrap_or_else(|_| source.to_owned());
        let note =
            Note { sum: read.sum.to_string(), source, id: Some(read.manifest.id.to_string()) };
        let done = write(&fresh, &files, &note).and_then(|()| {
            if place.exists() {
                fs::rename(&place, &old)?;
            }
            fs::rename(&fresh, &place)?;
            if old.exists() { fs::remove_dir_all(&old) } else { Ok(()) }
        });
        done.map_err(|source| ShelfError::Disk { path: place, source })?;
        self.read(id).ok_or_else(|| self.none(id))
    }
}

/// A pack under another id says so itself: progress hangs on it.
fn renamed(mut files: Held, was: &PackId, id: &PackId, source: &Path) -> Result<Held, ShelfError> {
    if was == id {
        return Ok(files);
    }
    if let Some(text) = files.get_mut("pack.yaml") {
        let line = |line: &str| {
            let key = line.split(':').next().unwrap_or_default().trim_end();
            let is_id = matches!(key, "id" | "\"id\"" | "'id'");
            if is_id { format!("id: {}", &**id) } else { line.to_owned() }
        };
        let lines: Vec<String> = String::from_utf8_lossy(text).lines().map(line).collect();
        *text = (lines.join("\n") + "\n").into_bytes();
    }
    let says = manifest(&Files::held(files.clone())).0.id;
    if says == *id {
        return Ok(files);
    }
    Err(ShelfError::NoRename { path: source.to_owned(), id: was.to_string() })
}

fn write(folder: &Path, files: &Held, note: &Note) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    let note = serde_yaml::to_string(note).map_err(io::Error::other)?;
    let note = (NOTE.to_owned(), note.into_bytes());
    for (path, bytes) in files.iter().chain([(&note.0, &note.1)]) {
        let path = folder.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(&path, bytes)?;
        fs::File::open(&path)?.sync_all()?;
    }
    Ok(())
}

/// Reads a pack from a folder or a built file; it must be without errors.
fn read(source: &Path) -> Result<Read, ShelfError> {
    let fault = |why: String| ShelfError::Source { path: source.to_owned(), why };
    let files = if source.is_dir() {
        if !source.join("pack.yaml").is_file() {
            return Err(fault(
                "no pack.yaml in it; a pack is a folder with a pack.yaml".to_owned(),
            ));
        }
        gather(&Files::Folder(source.to_owned())).map_err(fault)?
    } else {
        const MOST: u64 = 256 << 20;
        let size = fs::metadata(source).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => fault("no such file or folder".to_owned()),
            _ => fault(error.to_string()),
        })?;
        if size.len() > MOST {
            return Err(fault("larger than 256 MB".to_owned()));
        }
        let bytes = fs::read(source).map_err(|error| fault(error.to_string()))?;
        let refused = |why| ShelfError::Refused { path: source.to_owned(), why };
        unpack(&bytes).map_err(refused)?
    };
    let held = Files::held(files.clone());
    let (pack, found) = audit(&held);
    let mut errors = found.iter().filter(|it| it.is_error());
    if let Some(first) = errors.next() {
        let first = Clean::new(&first.message);
        let count = 1 + errors.count();
        return Err(ShelfError::Faulty { path: source.to_owned(), count, first });
    }
    let sum = sum(&files);
    Ok(Read { files, sum, manifest: pack.manifest })
}
