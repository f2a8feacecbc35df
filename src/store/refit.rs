//! What follows from another model of memory: other cards, and what they would
//! have foretold.

use rusqlite::Connection;

use super::{
    derived::{self, Changes},
    journal::data_version,
    rebuild, row,
};
use crate::{
    item::{Id, ItemId, PackId},
    study::{CardKey, Cards, Fact, Progress, memory::Model},
};

/// Cards and counts of a pack, worked out into tables of their own that only
/// this connection sees: one card after the other, however many there are.
#[derive(Debug)]
pub struct Refit {
    pack: PackId,
    model: Model,
    /// The version of the data it follows from.
    version: i64,
}

/// Before the names of those tables.
const ASIDE: &str = "refit_";

impl Refit {
    /// Works it out; others can write to the journal meanwhile.
    pub fn of(db: &Connection, pack: &PackId, model: Model) -> rusqlite::Result<Self> {
        for table in ["card", "tally"] {
            db.execute_batch(&format!(
                "DROP TABLE IF EXISTS temp.{ASIDE}{table};
                 CREATE TEMP TABLE {ASIDE}{table} AS SELECT * FROM {table} WHERE false"
            ))?;
        }
        let version = data_version(db)?;
        let undone = rebuild::undone(db)?;
        let sql = format!(
            "SELECT {}, coalesce(current, body ->> '$.question'), coalesce(card, '') FROM fact
             LEFT JOIN variant ON pack = ?1 AND question = body ->> '$.question'
             WHERE kind = 'answered' AND body ->> '$.pack' = ?1
             ORDER BY coalesce(card, 'question:' || (body ->> '$.question')), at, device, seq",
            row::ENTRY
        );
        let mut statement = db.prepare(&sql)?;
        let mut rows = statement.query([&**pack])?;
        let mut one = One::new(model);
        while let Some(found) = rows.next()? {
            let Some(entry) = row::entry(found)?.filter(|it| !undone.contains(&it.id)) else {
                continue;
            };
            let Fact::Answered(answered) = &entry.fact else { continue };
            let Some(current) = ItemId::new(found.get_ref(7)?.as_str()?) else { continue };
            let key = CardKey::parse(found.get_ref(8)?.as_str()?);
            let key = key.unwrap_or_else(|| CardKey::Question(current.clone()));
            if one.key.as_ref() != Some(&key) {
                std::mem::replace(&mut one, One::new(model)).write(db, pack)?;
                one.key = Some(key.clone());
            }
            one.cards.insert(answered.question.clone(), current, key);
            one.progress.apply(&entry, &one.cards);
        }
        one.write(db, pack)?;
        Ok(Self { pack: pack.clone(), model, version })
    }

    /// Whether nobody has written anything meanwhile.
    pub fn holds(&self, db: &Connection) -> rusqlite::Result<bool> {
        Ok(data_version(db)? == self.version)
    }

    /// The same after what was written meanwhile.
    pub fn again(self, db: &Connection) -> rusqlite::Result<Self> {
        Self::of(db, &self.pack, self.model)
    }

    /// Puts it in place of what was kept about the pack; worked out again if it
    /// does not hold.
    pub fn write(self, db: &Connection) -> rusqlite::Result<()> {
        if !self.holds(db)? {
            return self.again(db)?.write(db);
        }
        for table in ["card", "tally"] {
            db.execute(&format!("DELETE FROM {table} WHERE pack = ?1"), [&*self.pack])?;
            db.execute_batch(&format!(
                "INSERT INTO {table} SELECT * FROM temp.{ASIDE}{table};
                 DROP TABLE temp.{ASIDE}{table}"
            ))?;
        }
        Ok(())
    }
}

/// One card, and the questions that count for it.
struct One {
    key: Option<CardKey>,
    cards: Cards,
    progress: Progress,
}

impl One {
    fn new(model: Model) -> Self {
        let progress = Progress { model, ..Progress::default() };
        Self { key: None, cards: Cards::default(), progress }
    }

    fn write(self, db: &Connection, pack: &PackId) -> rusqlite::Result<()> {
        let Progress { cards, tallies, .. } = self.progress;
        let changes = Changes {
            cards: cards.into_iter().map(|(key, card)| (key, Some(card))).collect(),
            tallies: tallies.into_iter().map(|(id, it)| (id, Some(it))).collect(),
            ..Changes::default()
        };
        derived::write(db, ASIDE, pack, &changes)
    }
}
