//! The table of sums over answers.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    item::PackId,
    store::row,
    study::{Answered, DayTally, Figures, Moment, SORTS, Sort, keys},
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
