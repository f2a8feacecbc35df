//! The table of sums over answers.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    item::PackId,
    store::row,
    study::{Answered, DayTally, Entry, EntryId, Fact, Figures, Moment, SORTS, Sort, keys},
};

fn number(sort: Sort) -> u8 {
    SORTS.iter().position(|it| *it == sort).unwrap_or(0) as u8
}

/// The sums an answer counts in, as they stand.
pub fn of(
    db: &Connection,
    pack: &PackId,
    answered: &Answered,
    now: Moment,
) -> rusqlite::Result<Figures> {
    let sql = format!("SELECT {} FROM figure WHERE pack = ?1 AND sort = ?2 AND key = ?3", row::DAY);
    let mut statement = db.prepare_cached(&sql)?;
    let mut figures = Figures::new();
    for (sort, key) in keys(answered, now) {
        let found = statement.query_row(params![&**pack, number(sort), key], |it| row::day(it, 0));
        figures.insert((sort, key), found.optional()?.unwrap_or_default());
    }
    Ok(figures)
}

/// Writes sums; those of no answer are removed.
pub fn write(db: &Connection, pack: &str, figures: &Figures) -> rusqlite::Result<()> {
    for ((sort, key), DayTally { answered, right, took }) in figures {
        if *answered == 0 {
            let sql = "DELETE FROM figure WHERE pack = ?1 AND sort = ?2 AND key = ?3";
            db.execute(sql, params![pack, number(*sort), key])?;
            continue;
        }
        db.prepare_cached("INSERT OR REPLACE INTO figure VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![pack, number(*sort), key, answered, right, took.0])?;
    }
    Ok(())
}

/// All sums of a pack.
pub fn load(db: &Connection, pack: &PackId) -> rusqlite::Result<Figures> {
    let sql = format!("SELECT sort, key, {} FROM figure WHERE pack = ?1", row::DAY);
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([&**pack])?;
    let mut figures = Figures::new();
    while let Some(found) = rows.next()? {
        if let Some(sort) = SORTS.get(usize::from(found.get::<_, u8>(0)?)) {
            figures.insert((*sort, found.get(1)?), row::day(found, 2)?);
        }
    }
    Ok(figures)
}

/// Works all of them out from the journal.
pub fn rebuild(db: &Connection) -> rusqlite::Result<()> {
    db.execute("DELETE FROM figure", [])?;
    let undone: HashSet<EntryId> = entries(db, "undone")?
        .into_iter()
        .filter_map(|entry| crate::study::undoes(&entry))
        .collect();
    let mut packs = std::collections::BTreeMap::<PackId, Figures>::new();
    for entry in entries(db, "answered")?.iter().filter(|entry| !undone.contains(&entry.id)) {
        let Fact::Answered(answered) = &entry.fact else { continue };
        let figures = packs.entry(answered.pack.clone()).or_default();
        for key in keys(answered, entry.moment) {
            figures.entry(key).or_default().add(answered);
        }
    }
    packs.iter().try_for_each(|(pack, figures)| write(db, pack, figures))
}

fn entries(db: &Connection, kind: &str) -> rusqlite::Result<Vec<Entry>> {
    let sql = format!("SELECT {} FROM fact WHERE kind = ?1", row::ENTRY);
    let mut statement = db.prepare(&sql)?;
    let rows = statement.query_map([kind], row::entry)?;
    rows.filter_map(Result::transpose).collect()
}
