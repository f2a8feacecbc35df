//! The journal: facts go in, progress comes out.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::{
    Error, derived, open, rebuild,
    refit::Refit,
    row::{self, Written},
    seat::Seat,
};
use crate::{
    item::{ItemId, PackId},
    study::{
        Cards, DeviceId, Entry, EntryId, Fact, History, Millis, Moment, Progress, memory::Model,
    },
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
    seat: Seat,
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
        Self::of(db, path)
    }

    /// A journal that is gone when it is closed, and has no path.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn in_memory() -> Result<Self, Error> {
        let db = open::in_memory().map_err(|error| Error::of(PathBuf::new(), error))?;
        Self::of(db, PathBuf::new())
    }

    fn of(db: Connection, path: PathBuf) -> Result<Self, Error> {
        let fault = |error| Error::of(path.clone(), error);
        let device = db.query_row("SELECT id FROM device", [], |row| row::uuid(row, 0));
        let device = device.map_err(fault)?;
        let seen = data_version(&db).map_err(fault)?;
        Ok(Self {
            path,
            db,
            device,
            model: Model::default(),
            pack: None,
            seat: Seat::default(),
            seen,
        })
    }

    /// Turns to a pack: from now on its questions count for these cards. Cards
    /// whose questions changed since the last time are worked out anew.
    ///
    /// # Errors
    /// If the database cannot be read or written.
    pub fn turn_to(&mut self, pack: &PackId, cards: Cards) -> Result<(), Error> {
        let fault = |error| Error::of(self.path.clone(), error);
        self.model = derived::model(&self.db, pack).map_err(fault)?;
        derived::adopt(&mut self.db, pack, &cards, &self.model).map_err(fault)?;
        self.pack = Some((pack.clone(), cards));
        Ok(())
    }

    /// What is known about the learner and a pack.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn progress(&self, pack: &PackId) -> Result<Progress, Error> {
        self.progress_sharing(pack, &|_| None)
    }

    /// The same, for a pack that is in memory: `known` gives its ids, which are
    /// shared with it.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn progress_sharing(
        &self,
        pack: &PackId,
        known: &dyn Fn(&str) -> Option<ItemId>,
    ) -> Result<Progress, Error> {
        let read = derived::load(&self.db, pack, known);
        read.map_err(|error| Error::of(self.path.clone(), error))
    }

    /// Writes a fact down. It is on disk when this returns.
    ///
    /// # Errors
    /// If the database cannot be written, or another program sits the exam the
    /// fact is about; then nothing was.
    pub fn record(&mut self, fact: Fact, now: Moment) -> Result<Recorded, Error> {
        let path = self.path.clone();
        self.seat.take(&fact, &path)?;
        let recorded = self.append(fact, now).map_err(|error| Error::of(path, error))?;
        self.seat.leave(&recorded.entry.fact);
        Ok(recorded)
    }

    /// Writes several facts down, all or none. They are on disk when this
    /// returns.
    ///
    /// # Errors
    /// As for one.
    pub fn record_all(&mut self, facts: Vec<Fact>, now: Moment) -> Result<Vec<Recorded>, Error> {
        let path = self.path.clone();
        facts.iter().try_for_each(|fact| self.seat.take(fact, &path))?;
        let recorded = self.append_all(facts, now).map_err(|error| Error::of(path, error))?;
        for it in &recorded {
            self.seat.leave(&it.entry.fact);
        }
        Ok(recorded)
    }

    /// Gives the learner a name by chance for what they hand in, unless they have
    /// one; it goes along to other devices.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn name_student(&mut self, now: Moment) -> Result<(), Error> {
        let sql = "SELECT 1 FROM fact WHERE kind = 'student' AND kind <> 'answered' LIMIT 1";
        let known = self.db.query_row(sql, [], |_| Ok(())).optional();
        if known.map_err(|error| Error::of(self.path.clone(), error))?.is_none() {
            let student = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
            self.record(Fact::Student { student }, now)?;
        }
        Ok(())
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

    /// Looks through the pages of the file.
    ///
    /// # Errors
    /// If they are damaged.
    pub fn check(&self) -> Result<(), Error> {
        let said = self.db.pragma_query_value(None, "quick_check", |row| row.get::<_, String>(0));
        match said.map_err(|error| Error::of(self.path.clone(), error))?.as_str() {
            "ok" => Ok(()),
            _ => Err(Error::Damaged(self.path.clone())),
        }
    }

    /// Who writes to it.
    pub(super) fn device(&self) -> DeviceId {
        self.device
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes in entries of other devices, or of this one as it was. The order
    /// in which they come does not matter, nor that some are known already.
    ///
    /// # Errors
    /// If the database cannot be written; then nothing was.
    pub fn take_in(&mut self, entries: &[Written]) -> Result<Taken, Error> {
        let path = self.path.clone();
        self.unite(entries).map_err(|error| Error::of(path, error))
    }

    fn unite(&mut self, entries: &[Written]) -> rusqlite::Result<Taken> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut taken = Taken::default();
        for entry in entries {
            match known(&transaction, entry)? {
                Known::Not => {
                    put(&transaction, entry)?;
                    taken.added += 1;
                }
                Known::Here => taken.known += 1,
                Known::Otherwise => taken.refused += 1,
            }
        }
        if taken.added > 0 {
            rebuild::rebuild(&transaction)?;
        }
        transaction.commit()?;
        self.remodel()?;
        Ok(taken)
    }

    /// The reviews of each card of a pack, for fitting parameters to them.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn histories(&self, pack: &PackId) -> Result<Vec<History>, Error> {
        let found = rebuild::histories(&self.db, pack);
        found.map_err(|error| Error::of(self.path.clone(), error))
    }

    /// Tells where what is kept differs from what follows from the journal.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn differences(&self) -> Result<Vec<String>, Error> {
        let told = rebuild::differences(&self.db);
        told.map_err(|error| Error::of(self.path.clone(), error))
    }

    /// Works out everything from the journal anew.
    ///
    /// # Errors
    /// If the database cannot be written; then nothing was.
    pub fn rebuild(&mut self) -> Result<(), Error> {
        let done = self.db.transaction_with_behavior(TransactionBehavior::Immediate).and_then(
            |transaction| {
                rebuild::rebuild(&transaction)?;
                transaction.commit()
            },
        );
        done.map_err(|error| Error::of(self.path.clone(), error))
    }

    /// Is a new device from now on.
    pub(super) fn renew(&mut self) -> Result<(), Error> {
        self.device = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
        let done = self.db.execute("UPDATE device SET id = ?1", [self.device.as_bytes()]);
        done.map(drop).map_err(|error| Error::of(self.path.clone(), error))
    }

    /// Closes the file: what was written aside is in it afterwards.
    ///
    /// # Errors
    /// If that cannot be written.
    pub fn close(self) -> Result<(), Error> {
        let Self { path, db, .. } = self;
        db.close().map_err(|(_, error)| Error::of(path, error))
    }

    /// Copies everything to a new file, whole and on disk when this returns.
    ///
    /// # Errors
    /// If the file is there already or cannot be written; then it is not made.
    pub fn copy_to(&self, path: &Path) -> Result<(), Error> {
        open::copy(&self.db, path)
    }

    /// Memory works as was fitted last.
    fn remodel(&mut self) -> rusqlite::Result<()> {
        if let Some((pack, _)) = &self.pack {
            self.model = derived::model(&self.db, pack)?;
        }
        Ok(())
    }

    fn append(&mut self, fact: Fact, now: Moment) -> rusqlite::Result<Recorded> {
        if matches!(fact, Fact::Fitted { .. }) {
            return self.refit(fact, now);
        }
        let mut recorded = self.append_all(vec![fact], now)?;
        recorded.pop().ok_or(rusqlite::Error::QueryReturnedNoRows)
    }

    /// Writes down that memory was fitted. What follows is worked out before the
    /// journal is taken: others wait only while it is written.
    fn refit(&mut self, fact: Fact, now: Moment) -> rusqlite::Result<Recorded> {
        // As it will be read: a number may come out of JSON with another last digit.
        let read = row::write(&fact).ok().and_then(|(kind, body)| row::read(&kind, &body));
        let mut refit = match &read {
            Some(Fact::Fitted { pack, fit }) if derived::model(&self.db, pack)? != fit.model() => {
                Some(Refit::of(&self.db, pack, fit.model())?)
            }
            _ => None,
        };
        // A learner who answers meanwhile is not kept waiting.
        for _ in 1..TRIES {
            match refit {
                Some(it) if !it.holds(&self.db)? => refit = Some(it.again(&self.db)?),
                _ => break,
            }
        }
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        refit.map_or(Ok(()), |refit| refit.write(&transaction))?;
        let (entry, changes) = enter(&transaction, (self.device, now), fact, None, &self.model)?;
        transaction.commit()?;
        self.remodel()?;
        self.others_wrote()?;
        Ok(Recorded { entry, changes, stale: true })
    }

    fn append_all(&mut self, facts: Vec<Fact>, now: Moment) -> rusqlite::Result<Vec<Recorded>> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have fitted memory meanwhile.
        let version = data_version(&transaction)?;
        if let Some((pack, _)) = self.pack.as_ref().filter(|_| self.seen != version) {
            self.model = derived::model(&transaction, pack)?;
        }
        let cards = self.pack.as_ref().map(|(pack, cards)| (pack, cards));
        let entered = facts
            .into_iter()
            .map(|fact| enter(&transaction, (self.device, now), fact, cards, &self.model));
        let entered = entered.collect::<rusqlite::Result<Vec<_>>>()?;
        transaction.commit()?;
        let stale = self.others_wrote()?;
        let recorded = entered.into_iter();
        Ok(recorded.map(|(entry, changes)| Recorded { entry, changes, stale }).collect())
    }

    /// Whether another program wrote to the journal since the last time.
    fn others_wrote(&mut self) -> rusqlite::Result<bool> {
        let version = data_version(&self.db)?;
        Ok(std::mem::replace(&mut self.seen, version) != version)
    }
}

/// Writes a fact down and brings the tables up to date.
fn enter(
    db: &Connection,
    (device, now): (DeviceId, Moment),
    fact: Fact,
    cards: Option<(&PackId, &Cards)>,
    model: &Model,
) -> rusqlite::Result<(Entry, derived::Changes)> {
    let (seq, moment) = next(db, device, now)?;
    let entry = Entry { id: new_id(moment), device, seq, moment, fact };
    insert(db, &entry)?;
    let changes = derived::update(db, &entry, cards, model)?;
    Ok((entry, changes))
}

/// What came of entries that were to be taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// New ones.
    pub added: usize,
    /// Those that were here already.
    pub known: usize,
    /// Those whose number has another entry here: one of the two is no copy.
    pub refused: usize,
}

/// Whether an entry is in the journal.
enum Known {
    Not,
    Here,
    Otherwise,
}

fn known(db: &Connection, entry: &Written) -> rusqlite::Result<Known> {
    let sql = "SELECT id FROM fact WHERE id = ?1 OR (device = ?2 AND seq = ?3) LIMIT 1";
    let found = db.prepare_cached(sql)?;
    let mut found = found;
    let key = params![entry.id.as_bytes(), entry.device.as_bytes(), entry.seq];
    let found = found.query_row(key, |row| row::uuid(row, 0)).optional()?;
    Ok(match found {
        None => Known::Not,
        Some(id) if id == entry.id => Known::Here,
        Some(_) => Known::Otherwise,
    })
}

/// So often a fit is worked out aside; after that, while others wait.
const TRIES: usize = 3;

/// Milliseconds that a clock may be set back without the order being lost.
const SET_BACK: i64 = 3_600_000;

/// The number of the device's next entry, and its moment: not before the last,
/// unless the clock was wrong by more than an hour then. It is believed now.
fn next(db: &Connection, device: DeviceId, now: Moment) -> rusqlite::Result<(i64, Moment)> {
    let last: Option<(i64, i64)> = db
        .prepare_cached("SELECT seq, at FROM fact WHERE device = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([device.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (seq, at) = last.map_or((0, i64::MIN), |(seq, at)| (seq, at.saturating_add(1)));
    let at = if at.saturating_sub(now.at.0) > SET_BACK { i64::MIN } else { at };
    Ok((seq + 1, Moment { at: Millis(now.at.0.max(at)), ..now }))
}

fn new_id(moment: Moment) -> EntryId {
    let millis = u64::try_from(moment.at.0).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid()
}

fn insert(db: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let written = Written::of(entry);
    put(db, &written.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?)
}

/// Adds an entry to the journal, whoever wrote it.
pub(super) fn put(db: &Connection, written: &Written) -> rusqlite::Result<()> {
    let Written { id, device, seq, moment, kind, body } = written;
    let (id, device, sum) = (id.as_bytes(), device.as_bytes(), written.sum());
    db.prepare_cached("INSERT INTO fact VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![id, device, seq, moment.at.0, moment.offset.0, kind, body, sum])?;
    Ok(())
}

/// Changes when another connection has written.
pub(super) fn data_version(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "data_version", |row| row.get(0))
}
