//! Copies of a journal, and a journal from a copy.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    Error, Store,
    doctor::{self, remove},
    open,
    salvage::beside,
};
use crate::study::{Day, Moment};

/// Automatic backups of the last days that are all kept.
const DAYS: i64 = 7;
/// Days in which one a week is kept; of those before, one in four weeks.
const WEEKLY: i64 = 56;

/// Where the backup of a day lies.
fn of_day(folder: &Path, day: Day) -> PathBuf {
    folder.join(format!("auto-{}.db", day.date()))
}

/// A name for a backup that is made at a moment, for a reason.
pub fn named(folder: &Path, why: &str, now: Moment) -> PathBuf {
    free(|number| folder.join(format!("{why}-{}-{number}.db", now.day().date())))
}

/// The first of numbered names that no file has.
pub(super) fn free(named: impl Fn(u32) -> PathBuf) -> PathBuf {
    (1..u32::MAX).map(&named).find(|path| !path.exists()).unwrap_or_else(|| named(0))
}

/// Makes the backup of today, unless there is one, and thins out old ones.
///
/// # Errors
/// If it cannot be written; older ones stay.
pub fn automatic(store: &Store, folder: &Path, now: Moment) -> Result<(), Error> {
    let path = of_day(folder, now.day());
    if path.exists() {
        return Ok(());
    }
    store.copy_to(&path)?;
    thin(folder, now.day()).map_err(|source| Error::Folder { path: folder.to_owned(), source })
}

/// Removes automatic backups that have a newer one in their span of days.
fn thin(folder: &Path, today: Day) -> io::Result<()> {
    let mut days: Vec<Day> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        let date = name.strip_prefix("auto-").and_then(|name| name.strip_suffix(".db"));
        days.extend(date.and_then(|date| date.parse().ok()).map(Day::of));
    }
    for day in superfluous(days, today) {
        fs::remove_file(of_day(folder, day))?;
    }
    Ok(())
}

/// Days whose backups are not needed: each span keeps its newest.
fn superfluous(mut days: Vec<Day>, today: Day) -> Vec<Day> {
    days.sort_unstable_by(|a, b| b.cmp(a));
    let span = |day: Day| match today.0 - day.0 {
        age if age < DAYS => (0, day.0),
        age if age < WEEKLY => (1, day.0.div_euclid(7)),
        _ => (2, day.0.div_euclid(28)),
    };
    let mut spans = std::collections::HashSet::new();
    days.into_iter().filter(|day| !spans.insert(span(*day))).collect()
}

/// The newest automatic backup that is sound.
pub fn newest(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|it| it == "db")).collect();
    files.sort_by_key(|path| path.metadata().and_then(|it| it.modified()).ok());
    let is_sound = |path: &PathBuf| doctor::examine(path).is_ok_and(|it| it.faults.is_empty());
    files.into_iter().rev().find(is_sound)
}

/// Puts a copy in the place of a journal, as that of a new device: the numbers
/// of the facts it lacks are not given a second time.
///
/// # Errors
/// If the copy is damaged or cannot be written; then nothing is changed.
pub fn restore(from: &Path, path: &Path) -> Result<usize, Error> {
    let fresh = path.with_extension("restoring");
    let fault = |source| Error::Folder { path: path.to_owned(), source };
    doctor::discard(&fresh)?;
    // The copy is looked at, so that the backup is only read.
    for suffix in ["", "-wal"] {
        copy(&beside(from, suffix), &beside(&fresh, suffix)).map_err(fault)?;
    }
    let report = doctor::examine(&fresh)?;
    if let Some(fault) = report.faults.first() {
        doctor::discard(&fresh)?;
        let reason = format!("{fault}; `tripos progress merge` takes in what can be read");
        return Err(Error::Source { path: from.to_owned(), reason });
    }
    let mut store = Store::open(&fresh)?;
    store.renew()?;
    store.close()?;
    if path.exists() {
        Store::open(path)?.close()?;
    }
    for suffix in ["-wal", "-shm"] {
        remove(&beside(path, suffix)).map_err(fault)?;
    }
    fs::rename(&fresh, path).map_err(fault)?;
    Ok(report.facts)
}

/// Copies a file, if there is one, to one that only its owner may read.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let bytes = match fs::read(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        bytes => bytes?,
    };
    let mut file = open::writable(to)?;
    file.write_all(&bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_backups_are_thinned_out() {
        let today = Day(20_000);
        let days: Vec<Day> = (0..200).map(|age| Day(today.0 - age)).collect();
        let gone = superfluous(days.clone(), today);
        let kept: Vec<i64> =
            days.iter().filter(|day| !gone.contains(day)).map(|day| today.0 - day.0).collect();
        assert_eq!(kept[..7], [0, 1, 2, 3, 4, 5, 6]);
        assert!((18..=22).contains(&kept.len()), "{kept:?}");
        assert!(kept.windows(2).all(|pair| pair[1] - pair[0] <= 28), "{kept:?}");
    }
}
