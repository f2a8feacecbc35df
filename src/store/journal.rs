//! The journal: facts go in, progress comes out.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::{
    Error, derived, open,
    row::{self, Written},
};
use crate::{
    item::PackId,
    study::{Cards, DeviceId, Entry, EntryId, Fact, Millis, Moment, Progress, memory::Model},
};

/// An open journal.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    db: Connection,
    device: DeviceId,
    model: Model,
    pack: Option<(PackId, Cards)>,
    seen: i64,
}

/// An entry that is on disk, and what changed with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The entry.
    pub entry: Entry,
    /// What is different now.
    pub changes: derived::Changes,
    /// Whether another program wrote to the journal meanwhile.
    pub stale: bool,
}

impl Store {
    /// Opens the journal, made if it is not there.
    ///
    /// # Errors
    /// If it cannot be read or written, or is not ours.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let (db, path) = open::open(path)?;
        let fault = |error| Error::of(path.clone(), error);
        let device = db.query_row("SELECT id FROM device", [], |row| row::uuid(row, 0));
        let device = device.map_err(fault)?;
        let seen = data_version(&db).map_err(fault)?;
        Ok(Self { path, db, device, model: Model::default(), pack: None, seen })
    }

    /// Turns to a pack: from now on its questions count for these cards. Cards
    /// whose questions changed since the last time are worked out anew.
    ///
    /// # Errors
    /// If the database cannot be read or written.
    pub fn turn_to(&mut self, pack: &PackId, cards: Cards) -> Result<(), Error> {
        let fault = |error| Error::of(self.path.clone(), error);
        derived::adopt(&mut self.db, pack, &cards, &self.model).map_err(fault)?;
        self.pack = Some((pack.clone(), cards));
        Ok(())
    }

    /// What is known about the learner and a pack.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn progress(&self, pack: &PackId) -> Result<Progress, Error> {
        derived::load(&self.db, pack).map_err(|error| Error::of(self.path.clone(), error))
    }

    /// Writes a fact down. It is on disk when this returns.
    ///
    /// # Errors
    /// If the database cannot be written; then nothing was.
    pub fn record(&mut self, fact: Fact, now: Moment) -> Result<Recorded, Error> {
        let path = self.path.clone();
        self.append(fact, now).map_err(|error| Error::of(path, error))
    }

    /// Tells every entry as it was written, in the order of time, those of
    /// newer versions too.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn written(&self, tell: &mut dyn FnMut(Written)) -> Result<(), Error> {
        let told = row::each_written(&self.db, tell);
        told.map_err(|error| Error::of(self.path.clone(), error))
    }

    fn append(&mut self, fact: Fact, now: Moment) -> rusqlite::Result<Recorded> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (seq, moment) = next(&transaction, self.device, now)?;
        let entry = Entry { id: new_id(moment), device: self.device, seq, moment, fact };
        insert(&transaction, &entry)?;
        let cards = self.pack.as_ref().map(|(pack, cards)| (pack, cards));
        let changes = derived::update(&transaction, &entry, cards, &self.model)?;
        transaction.commit()?;
        let version = data_version(&self.db)?;
        let stale = std::mem::replace(&mut self.seen, version) != version;
        Ok(Recorded { entry, changes, stale })
    }
}

/// The number of the device's next entry, and its moment: never before the last.
fn next(db: &Connection, device: DeviceId, now: Moment) -> rusqlite::Result<(i64, Moment)> {
    let last: Option<(i64, i64)> = db
        .prepare_cached("SELECT seq, at FROM fact WHERE device = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([device.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (seq, at) = last.map_or((0, i64::MIN), |(seq, at)| (seq, at + 1));
    Ok((seq + 1, Moment { at: Millis(now.at.0.max(at)), ..now }))
}

fn new_id(moment: Moment) -> EntryId {
    let millis = u64::try_from(moment.at.0).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid()
}

fn insert(db: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let (kind, body) = row::write(&entry.fact)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let sum = row::sum(entry, &kind, &body);
    let Entry { id, device, seq, moment, .. } = entry;
    let (id, device) = (id.as_bytes(), device.as_bytes());
    db.prepare_cached("INSERT INTO fact VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![id, device, seq, moment.at.0, moment.offset.0, kind, body, sum])?;
    Ok(())
}

/// Changes when another connection has written.
fn data_version(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "data_version", |row| row.get(0))
}
