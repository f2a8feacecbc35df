//! Opening a database: made if it is not there, left alone if it is not ours.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{Error, rebuild::rebuild};

/// Marks a file as ours: `TRIP`.
const APPLICATION: u32 = 0x5452_4950;
/// The format this program writes.
/// Of 3: memory in double precision, with the learner's own parameters. Of 4:
/// wrong twice on a day is forgotten once. Of 5: what was drawn for the next day.
pub const FORMAT: u32 = 5;

/// What a file's first hundred bytes say.
enum Header {
    Fresh,
    Ours(u32),
    Foreign,
}

/// Opens a database; makes it, with its folders, if it is not there.
///
/// # Errors
/// If it is not ours, newer than this program, or cannot be written.
pub fn open(path: &Path) -> Result<(Connection, PathBuf), Error> {
    let path = &prepare(path)?;
    let lock = lock(path)?;
    match header(path)? {
        Header::Foreign => return Err(Error::NotOurs(path.clone())),
        Header::Ours(found) if found > FORMAT => {
            return Err(Error::Newer { path: path.clone(), found, known: FORMAT });
        }
        Header::Fresh => create(path)?,
        Header::Ours(_) => (),
    }
    let db = connect(path).and_then(|mut db| migrate(&mut db).map(|()| db));
    let db = db.map_err(|error| Error::of(path.clone(), error))?;
    drop(lock);
    Ok((db, path.clone()))
}

/// Makes the folders; gives the path without links in it.
fn prepare(path: &Path) -> Result<PathBuf, Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let fault = |source| Error::Folder { path: folder.to_owned(), source };
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder).map_err(fault)?;
    let folder = folder.canonicalize().map_err(fault)?;
    Ok(folder.join(path.file_name().unwrap_or_default()))
}

/// Two programs may start at once: one makes the file, the other waits.
fn lock(path: &Path) -> Result<File, Error> {
    let path = path.with_extension("lock");
    let lock = writable(&path).and_then(|file| file.lock().map(|()| file));
    lock.map_err(|source| fault(path, source))
}

fn header(path: &Path) -> Result<Header, Error> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(100).read_to_end(&mut bytes));
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Header::Fresh),
        Err(error) => return Err(fault(path.to_owned(), error)),
        Ok(0) => return Ok(Header::Fresh),
        Ok(_) => (),
    }
    // https://www.sqlite.org/fileformat.html: magic, user version at 60, application id at 68.
    let number = |at: usize| {
        let bytes = bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map(u32::from_be_bytes)
    };
    let sqlite = bytes.starts_with(b"SQLite format 3\0") && number(68) == Some(APPLICATION);
    Ok(number(60).filter(|_| sqlite).map_or(Header::Foreign, Header::Ours))
}

/// Copies an open database to a new file: made beside it, whole and on disk
/// before it has its name.
pub fn copy(db: &Connection, path: &Path) -> Result<(), Error> {
    let path = &prepare(path)?;
    if path.exists() {
        let source = io::Error::new(io::ErrorKind::AlreadyExists, "there is such a file already");
        return Err(Error::Folder { path: path.clone(), source });
    }
    let fresh = path.with_extension("new");
    let made = fs::remove_file(&fresh).or_else(absent).and_then(|()| writable(&fresh).map(drop));
    made.map_err(|source| fault(fresh.clone(), source))?;
    let name = fresh.to_string_lossy();
    let copied = db
        .execute("VACUUM INTO ?1", [&*name])
        .map_err(|error| Error::of(fresh.clone(), error))
        .and_then(|_| {
            let placed = File::open(&fresh).and_then(|file| file.sync_all());
            placed
                .and_then(|()| fs::rename(&fresh, path))
                .map_err(|source| fault(fresh.clone(), source))
        });
    if copied.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    copied
}

/// Makes the database beside its place, whole, and then puts it there.
fn create(path: &Path) -> Result<(), Error> {
    let fresh = path.with_extension("new");
    let made = fs::remove_file(&fresh).or_else(absent).and_then(|()| writable(&fresh).map(drop));
    made.map_err(|source| fault(fresh.clone(), source))?;
    let db = Connection::open(&fresh).map_err(|error| Error::of(fresh.clone(), error))?;
    fill(&db).map_err(|error| Error::of(fresh.clone(), error))?;
    db.close().map_err(|(_, error)| Error::of(fresh.clone(), error))?;
    let placed = File::open(&fresh).and_then(|file| file.sync_all());
    placed.and_then(|()| fs::rename(&fresh, path)).map_err(|source| fault(fresh, source))
}

/// A database that is nowhere but in memory.
pub fn in_memory() -> rusqlite::Result<Connection> {
    let db = Connection::open_in_memory()?;
    fill(&db)?;
    Ok(db)
}

/// Makes the tables.
fn fill(db: &Connection) -> rusqlite::Result<()> {
    let device = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
    db.execute_batch(&format!("PRAGMA application_id = {APPLICATION}; {SCHEMA} {CARD} {OF_2}"))?;
    db.execute("INSERT INTO device VALUES (1, ?1)", [device.as_bytes()])?;
    db.pragma_update(None, "user_version", FORMAT)
}

fn absent(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// A file only its owner may read.
pub(super) fn writable(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn fault(path: PathBuf, source: io::Error) -> Error {
    match source.kind() {
        io::ErrorKind::StorageFull => Error::Full(path),
        io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(path),
        _ => Error::Folder { path, source },
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(Duration::from_secs(5))?;
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "recursive_triggers", true)?;
    db.execute_batch("BEGIN IMMEDIATE; COMMIT")?;
    Ok(db)
}

/// Brings the tables of an older format up to date; the journal is as it was.
fn migrate(db: &mut Connection) -> rusqlite::Result<()> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found == 1 {
        transaction.execute_batch(&format!("DROP TABLE tally; {OF_2}"))?;
    }
    if found < 5 {
        transaction.execute_batch(&format!("DROP TABLE card; {CARD}"))?;
    }
    if found < FORMAT {
        rebuild(&transaction)?;
        transaction.pragma_update(None, "user_version", FORMAT)?;
    }
    transaction.commit()
}

/// Tallies tell of first answers and recalls, and there are sums over answers:
/// tables that format 2 brought.
const OF_2: &str = "
CREATE TABLE tally (
    pack TEXT NOT NULL, question TEXT NOT NULL,
    answered INTEGER NOT NULL, right INTEGER NOT NULL, last_right INTEGER NOT NULL,
    seen INTEGER NOT NULL, offset INTEGER NOT NULL,
    first_right INTEGER NOT NULL, first_at INTEGER NOT NULL,
    recalls INTEGER NOT NULL, kept INTEGER NOT NULL, foretold INTEGER NOT NULL,
    PRIMARY KEY (pack, question)
) STRICT, WITHOUT ROWID;
CREATE TABLE figure (
    pack TEXT NOT NULL, sort INTEGER NOT NULL, key INTEGER NOT NULL,
    answered INTEGER NOT NULL, right INTEGER NOT NULL, took INTEGER NOT NULL,
    PRIMARY KEY (pack, sort, key)
) STRICT, WITHOUT ROWID;
";

const CARD: &str = "
CREATE TABLE card (
    pack TEXT NOT NULL, key TEXT NOT NULL,
    stability REAL NOT NULL, difficulty REAL NOT NULL,
    last INTEGER NOT NULL, offset INTEGER NOT NULL, due INTEGER NOT NULL,
    reviews INTEGER NOT NULL, lapses INTEGER NOT NULL, drawn INTEGER,
    PRIMARY KEY (pack, key)
) STRICT, WITHOUT ROWID;
";

const SCHEMA: &str = "
CREATE TABLE device (one INTEGER PRIMARY KEY CHECK (one = 1), id BLOB NOT NULL) STRICT;

-- The journal.
CREATE TABLE fact (
    id BLOB PRIMARY KEY NOT NULL,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,        -- milliseconds since 1970 UTC
    offset INTEGER NOT NULL,    -- minutes that local time was ahead of UTC
    kind TEXT NOT NULL,
    body TEXT NOT NULL,         -- JSON
    sum BLOB NOT NULL,          -- of all the above
    UNIQUE (device, seq)
) STRICT;
CREATE INDEX fact_question ON fact (body ->> '$.pack', body ->> '$.question') WHERE kind = 'answered';
CREATE INDEX fact_other ON fact (kind) WHERE kind <> 'answered';
CREATE TRIGGER fact_stays_as_it_is BEFORE UPDATE ON fact
    BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER fact_stays BEFORE DELETE ON fact
    BEGIN SELECT RAISE(ABORT, 'facts are never removed'); END;

-- What follows from it.
CREATE TABLE day (
    pack TEXT NOT NULL, day INTEGER NOT NULL,
    answered INTEGER NOT NULL, right INTEGER NOT NULL, took INTEGER NOT NULL,
    PRIMARY KEY (pack, day)
) STRICT, WITHOUT ROWID;
-- Which card each answered question counted for, so that a change of the pack is seen.
CREATE TABLE variant (
    pack TEXT NOT NULL, question TEXT NOT NULL, current TEXT NOT NULL, card TEXT NOT NULL,
    PRIMARY KEY (pack, question)
) STRICT, WITHOUT ROWID;
";
