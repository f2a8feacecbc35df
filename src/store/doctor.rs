//! What is wrong with a journal, and a new one of what can be saved of it.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};

use super::{
    Error, Store,
    backup::free,
    open, rebuild,
    row::{self, Written},
    salvage::{beside, salvage},
};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Facts that were read and hold.
    pub facts: usize,
    /// Everything there is to say against the file.
    pub faults: Vec<String>,
}

/// Faults of one sort that are told; the others are counted.
const TOLD: usize = 5;

/// Examines a journal without changing it.
///
/// # Errors
/// If there is no file, or it cannot be read at all.
pub fn examine(path: &Path) -> Result<Report, Error> {
    fs::metadata(path).map_err(|source| Error::Folder { path: path.to_owned(), source })?;
    let mut report = Report::default();
    if let Err(error) = read_only(path).and_then(|db| inside(&db, &mut report)) {
        report.faults.push(format!("the database cannot be read: {error}"));
    }
    Ok(report)
}

fn read_only(path: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    db.pragma_update(None, "cell_size_check", true)?;
    Ok(db)
}

fn inside(db: &Connection, report: &mut Report) -> rusqlite::Result<()> {
    let mut statement = db.prepare("PRAGMA integrity_check(20)")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let lines: Vec<String> = lines.collect::<rusqlite::Result<_>>()?;
    let said = lines.iter().flat_map(|lines| lines.lines()).filter(|line| *line != "ok");
    let said: Vec<String> = said.map(|line| format!("the file is damaged: {line}")).collect();
    tell(said, &mut report.faults);
    facts(db, report)?;
    // The tables of an older format are worked out anew when it is opened.
    let format: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if report.faults.is_empty() && format == open::FORMAT {
        report.faults = rebuild::differences(db)?;
    }
    Ok(())
}

/// Looks at every checksum, and for numbers that are missing.
fn facts(db: &Connection, report: &mut Report) -> rusqlite::Result<()> {
    let mut statement = db.prepare(&format!("SELECT {}, sum FROM fact", row::ENTRY))?;
    let mut rows = statement.query([])?;
    let mut broken = Vec::new();
    let mut devices: BTreeMap<uuid::Uuid, (i64, i64)> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let is_sound =
            |written: &Written| row.get::<_, Vec<u8>>(7).is_ok_and(|sum| sum == written.sum());
        match row::written(row).ok().filter(is_sound) {
            Some(written) => {
                let (count, last) = devices.entry(written.device).or_default();
                (*count, *last) = (*count + 1, written.seq.max(*last));
                report.facts += 1;
            }
            None => broken.push("a fact does not match its checksum".to_owned()),
        }
    }
    tell(broken, &mut report.faults);
    let missing = devices.into_iter().filter(|(_, (count, last))| count != last);
    let missing = missing.map(|(device, (count, last))| {
        format!("{} facts of device {device} are missing", last - count)
    });
    tell(missing.collect(), &mut report.faults);
    Ok(())
}

fn tell(said: Vec<String>, faults: &mut Vec<String>) {
    let more = said.len().saturating_sub(TOLD);
    faults.extend(said.into_iter().take(TOLD));
    if more > 0 {
        faults.push(format!("… and {more} more of this sort"));
    }
}

/// What came of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Facts in the new file.
    pub facts: usize,
    /// Where the old file is kept.
    pub old: PathBuf,
}

/// Puts a new journal of all facts that hold in place of a damaged one, which
/// is kept beside it.
///
/// # Errors
/// If the new file cannot be written; then the old one is where it was.
pub fn repair(path: &Path) -> Result<Repaired, Error> {
    let fault = |source: io::Error| Error::Folder { path: path.to_owned(), source };
    let facts = salvage(path).map_err(fault)?;
    if facts.is_empty() {
        let reason = "no fact of Tripos is in it".to_owned();
        return Err(Error::Source { path: path.to_owned(), reason });
    }
    let (facts, old) = replace(path, &[&facts])?;
    Ok(Repaired { facts, old })
}

/// Puts a new journal of these facts in place of a file, which is kept: how many
/// there are, and where the old file is.
pub(super) fn replace(path: &Path, sources: &[&[Written]]) -> Result<(usize, PathBuf), Error> {
    let fault = |source: io::Error| Error::Folder { path: path.to_owned(), source };
    let fresh = path.with_extension("repaired");
    discard(&fresh)?;
    let mut store = Store::open(&fresh)?;
    let mut facts = 0;
    for source in sources {
        facts += store.take_in(source)?.added;
    }
    store.close()?;
    let old = set_aside(path, "damaged").map_err(fault)?;
    fs::rename(&fresh, path).map_err(fault)?;
    Ok((facts, old))
}

/// Gives a database, with what belongs to it, a name that is free.
pub(super) fn set_aside(path: &Path, why: &str) -> io::Result<PathBuf> {
    let aside = free(|number| path.with_extension(format!("{why}-{number}.db")));
    for suffix in ["-wal", "-shm", ""] {
        match fs::rename(beside(path, suffix), beside(&aside, suffix)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => (),
            done => done?,
        }
    }
    Ok(aside)
}

/// Removes a database and what belongs to it.
///
/// # Errors
/// If it cannot be removed.
pub fn discard(path: &Path) -> Result<(), Error> {
    for suffix in ["-wal", "-shm", ""] {
        remove(&beside(path, suffix))
            .map_err(|source| Error::Folder { path: path.to_owned(), source })?;
    }
    Ok(())
}

/// Removes a file, if there is one.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
