//! A journal that is damaged when the program starts: a new one of the newest
//! sound backup and of all that can be read takes its place, and the damaged
//! file is kept under another name.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use super::{
    Error, Store, backup, doctor,
    salvage::{beside, salvage, salvaged},
};

/// What was done about a damaged journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// Facts in the new journal.
    pub facts: usize,
    /// The backup that helped, if there was one.
    pub backup: Option<PathBuf>,
    /// Where the damaged file is kept.
    pub old: PathBuf,
}

/// Bytes of a journal that is looked through at the start after the program was
/// not left as it should be: that takes some milliseconds.
const QUICK: u64 = 64 << 20;

impl fmt::Display for Recovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { facts, backup, old } = self;
        let source = if backup.is_some() { "it and the newest backup" } else { "it" };
        let old = old.display();
        write!(
            f,
            "your journal was damaged: {facts} facts of {source} are in a new one; the damaged file is kept as {old}"
        )
    }
}

/// Opens the journal of a profile, made anew if it is damaged.
///
/// # Errors
/// If it cannot be opened, or nothing of it can be saved; then it is as it was.
pub fn open_sound(path: &Path, backups: &Path) -> Result<(Store, Option<Recovered>), Error> {
    match sound(path) {
        Ok(store) => Ok((store, None)),
        Err(error @ (Error::Damaged(_) | Error::NotOurs(_))) => {
            let recovered = recover(path, backups, error)?;
            Ok((Store::open(path)?, Some(recovered)))
        }
        Err(error) => Err(error),
    }
}

/// Opens it, and looks through it if it was left open.
fn sound(path: &Path) -> Result<Store, Error> {
    let log = fs::metadata(beside(path, "-wal")).map_or(0, |it| it.len());
    let size = fs::metadata(path).map_or(0, |it| it.len());
    let store = Store::open(path)?;
    if log > 0 && size <= QUICK {
        store.check()?;
    }
    Ok(store)
}

/// Puts a new journal in the place of a damaged one.
///
/// # Errors
/// `error` if nothing can be saved; another one if the new file cannot be
/// written. Then the damaged one is where it was.
pub fn recover(path: &Path, backups: &Path, error: Error) -> Result<Recovered, Error> {
    let read = salvage(path).unwrap_or_default();
    // A file without a fact of ours may be anything: it is left alone.
    let is_ours = matches!(error, Error::Damaged(_)) || !read.is_empty();
    let backup = backup::newest(backups).filter(|_| is_ours);
    if read.is_empty() && backup.is_none() {
        return Err(error);
    }
    let kept = backup.as_deref().map(salvaged).transpose()?.unwrap_or_default();
    let (facts, old) = doctor::replace(path, &[&kept, &read])?;
    Ok(Recovered { facts, backup, old })
}
