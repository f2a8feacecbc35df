//! Rows of tables and the things they hold.

use rusqlite::{Connection, Row, types::Type};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    item::Outcome,
    study::{
        Card, DayTally, Entry, Fact, First, Millis, Moment, Offset, Recalls, Tally,
        memory::Model,
        memory::{Difficulty, Memory, Stability},
    },
};

/// Columns of [`entry`], in order.
pub const ENTRY: &str = "id, device, seq, at, offset, kind, body";
/// Columns of [`card`], in order.
pub const CARD: &str = "stability, difficulty, last, offset, due, reviews, lapses, drawn";
/// Columns of [`tally`], in order.
pub const TALLY: &str =
    "answered, right, last_right, seen, offset, first_right, first_at, recalls, kept, foretold";
/// Columns of [`day`], in order.
pub const DAY: &str = "answered, right, took";

/// An entry; nothing if a newer version wrote a fact this one does not know.
pub fn entry(row: &Row<'_>) -> rusqlite::Result<Option<Entry>> {
    Ok(written(row)?.entry())
}

/// An entry of the journal as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Names it.
    pub id: Uuid,
    /// Who wrote it.
    pub device: Uuid,
    /// Its number among that device's entries.
    pub seq: i64,
    /// When it happened.
    pub moment: Moment,
    /// What sort of fact.
    pub kind: String,
    /// The fact, in JSON.
    pub body: String,
}

impl Written {
    /// An entry as it is written.
    ///
    /// # Errors
    /// If the fact cannot be put in JSON.
    pub fn of(entry: &Entry) -> serde_json::Result<Self> {
        let Entry { id, device, seq, moment, fact } = entry;
        let (kind, body) = write(fact)?;
        Ok(Self { id: *id, device: *device, seq: *seq, moment: *moment, kind, body })
    }

    /// The entry, if this version knows such a fact.
    pub fn entry(&self) -> Option<Entry> {
        let Self { id, device, seq, moment, kind, body } = self;
        let fact = read(kind, body)?;
        Some(Entry { id: *id, device: *device, seq: *seq, moment: *moment, fact })
    }

    /// The checksum: the first 16 bytes of SHA-256 over all it says.
    pub fn sum(&self) -> [u8; 16] {
        let mut hash = Sha256::new();
        hash.update(self.id.as_bytes());
        hash.update(self.device.as_bytes());
        hash.update(self.seq.to_le_bytes());
        hash.update(self.moment.at.0.to_le_bytes());
        hash.update(self.moment.offset.0.to_le_bytes());
        for text in [&self.kind, &self.body] {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        }
        let mut sum = [0; 16];
        sum.copy_from_slice(&hash.finalize()[..16]);
        sum
    }
}

/// An entry as it was written; its columns begin with those of [`ENTRY`].
pub fn written(row: &Row<'_>) -> rusqlite::Result<Written> {
    let moment = Moment { at: Millis(row.get(3)?), offset: Offset(row.get(4)?) };
    let (id, device) = (uuid(row, 0)?, uuid(row, 1)?);
    Ok(Written { id, device, seq: row.get(2)?, moment, kind: row.get(5)?, body: row.get(6)? })
}

/// Tells every entry, in the order of time.
pub fn each_written(db: &Connection, tell: &mut dyn FnMut(Written)) -> rusqlite::Result<()> {
    let mut statement =
        db.prepare(&format!("SELECT {ENTRY} FROM fact ORDER BY at, device, seq"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        tell(written(row)?);
    }
    Ok(())
}

/// A UUID from a column.
pub fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    let bytes: Vec<u8> = row.get(column)?;
    Uuid::from_slice(&bytes).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Blob, error.into())
    })
}

/// A card.
pub fn card(row: &Row<'_>, from: usize, model: &Model) -> rusqlite::Result<Card> {
    Ok(Card {
        memory: Memory {
            stability: Stability(row.get(from)?),
            difficulty: Difficulty(row.get(from + 1)?),
            decay: model.decay(),
        },
        last: Moment { at: Millis(row.get(from + 2)?), offset: Offset(row.get(from + 3)?) },
        due: Millis(row.get(from + 4)?),
        reviews: row.get(from + 5)?,
        lapses: row.get(from + 6)?,
        drawn: row.get(from + 7)?,
    })
}

/// In the column `last_right`: right, by a guess; 1 is right, 0 wrong.
pub const GUESSED: u8 = 2;

/// A tally.
pub fn tally(row: &Row<'_>, from: usize) -> rusqlite::Result<Tally> {
    let last: u8 = row.get(from + 2)?;
    Ok(Tally {
        answered: row.get(from)?,
        right: row.get(from + 1)?,
        last: if last == 0 { Outcome::Wrong } else { Outcome::Right },
        guessed: last == GUESSED,
        seen: Moment { at: Millis(row.get(from + 3)?), offset: Offset(row.get(from + 4)?) },
        first: First { right: row.get(from + 5)?, at: Millis(row.get(from + 6)?) },
        recalls: Recalls {
            asked: row.get(from + 7)?,
            kept: row.get(from + 8)?,
            foretold: row.get(from + 9)?,
        },
    })
}

/// What was done on a day.
pub fn day(row: &Row<'_>, from: usize) -> rusqlite::Result<DayTally> {
    let took = Millis(row.get(from + 2)?);
    Ok(DayTally { answered: row.get(from)?, right: row.get(from + 1)?, took })
}

/// A fact as its kind and body.
pub fn write(fact: &Fact) -> serde_json::Result<(String, String)> {
    #[derive(serde::Deserialize)]
    struct Parts {
        kind: String,
        body: serde_json::Value,
    }
    let parts: Parts = serde_json::from_value(serde_json::to_value(fact)?)?;
    Ok((parts.kind, parts.body.to_string()))
}

/// A fact from its kind and body, if this version knows it.
pub fn read(kind: &str, body: &str) -> Option<Fact> {
    let kind = serde_json::to_string(kind).ok()?;
    serde_json::from_str(&format!(r#"{{"kind":{kind},"body":{body}}}"#)).ok()
}
