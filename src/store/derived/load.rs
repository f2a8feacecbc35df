//! What is known about a pack, read from the tables and from the facts that are
//! no answers.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::{figure, row};
use crate::{
    item::{Id, ItemId, PackId},
    study::{Card, CardKey, Day, Entry, Fact, Progress, Tally, memory::Model},
};

/// Everything known about a pack, read from the tables; `known` gives ids that are
/// in memory already.
pub fn load(
    db: &Connection,
    pack: &PackId,
    known: &dyn Fn(&str) -> Option<ItemId>,
) -> rusqlite::Result<Progress> {
    let mut progress = Progress { model: model(db, pack)?, ..Progress::default() };
    progress.tallies = HashMap::with_capacity(count(db, "tally", pack)?);
    let sql = format!("SELECT question, {} FROM tally WHERE pack = ?1", row::TALLY);
    each(db, &sql, pack, |found| {
        let id = found.get_ref(0)?.as_str()?;
        let id = known(id).or_else(|| ItemId::new(id));
        progress.tallies.extend(id.zip(Some(row::tally(found, 1)?)));
        Ok(())
    })?;
    progress.cards = cards(db, pack, &progress.model, &progress.tallies)?;
    let sql = format!("SELECT day, {} FROM day WHERE pack = ?1", row::DAY);
    each(db, &sql, pack, |found| {
        progress.days.insert(Day(found.get(0)?), row::day(found, 1)?);
        Ok(())
    })?;
    progress.figures = figure::load(db, pack)?;
    others(db, pack, &mut progress)?;
    let sql = format!(
        "SELECT * FROM (SELECT {}, rowid FROM fact WHERE kind = 'answered' ORDER BY rowid DESC LIMIT 200)
         ORDER BY rowid",
        row::ENTRY
    );
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        if let Some(Entry { fact: Fact::Answered(answered), .. }) = row::entry(found)? {
            progress.pace.add(answered.took, answered.words);
        }
    }
    Ok(progress)
}

/// The cards of a pack as the table has them: due at the usual retention. Ids are
/// those of the questions, not copies of them.
pub fn cards(
    db: &Connection,
    pack: &PackId,
    model: &Model,
    questions: &HashMap<ItemId, Tally>,
) -> rusqlite::Result<HashMap<CardKey, Card>> {
    let sql = format!("SELECT key, {} FROM card WHERE pack = ?1", row::CARD);
    let mut cards = HashMap::with_capacity(count(db, "card", pack)?);
    each(db, &sql, pack, |found| {
        let key = CardKey::parse(found.get_ref(0)?.as_str()?).map(|key| match key {
            CardKey::Question(id) => CardKey::Question(
                questions.get_key_value(&id).map_or(id, |(known, _)| known.clone()),
            ),
            key @ CardKey::Objective(_) => key,
        });
        cards.extend(key.zip(Some(row::card(found, 1, model)?)));
        Ok(())
    })?;
    Ok(cards)
}

/// Rows of a table about a pack.
fn count(db: &Connection, table: &str, pack: &PackId) -> rusqlite::Result<usize> {
    let sql = format!("SELECT count(*) FROM {table} WHERE pack = ?1");
    let rows: i64 = db.prepare_cached(&sql)?.query_row([&**pack], |row| row.get(0))?;
    Ok(usize::try_from(rows).unwrap_or(0))
}

fn each(
    db: &Connection,
    sql: &str,
    pack: &PackId,
    mut take: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([&**pack])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// Takes in the facts of a pack, or of none, that are no answers; what was undone
/// is in the tables.
fn others(db: &Connection, pack: &PackId, progress: &mut Progress) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT {}, rowid FROM fact WHERE kind <> 'answered' AND kind <> 'undone'
         AND coalesce(body ->> '$.pack', ?1) = ?1 ORDER BY at, device, seq",
        row::ENTRY
    );
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([&**pack])?;
    let mut began: Option<i64> = None;
    while let Some(found) = rows.next()? {
        let Some(entry) = row::entry(found)? else { continue };
        if concerns(&entry.fact, pack) {
            progress.note(&entry.fact, entry.moment);
            if matches!(entry.fact, Fact::Began { .. }) {
                began = Some(found.get(7)?);
            }
        }
    }
    let Some(began) = began.filter(|_| !progress.going.left.is_empty()) else { return Ok(()) };
    let sql = format!("SELECT {} FROM fact WHERE kind = 'answered' AND rowid > ?1", row::ENTRY);
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([began])?;
    while let Some(found) = rows.next()? {
        if let Some(Entry { fact: Fact::Answered(answered), .. }) = row::entry(found)?
            && answered.pack == *pack
        {
            progress.going.apply_answer(&answered);
        }
    }
    Ok(())
}

/// How memory works in the learner of a pack: as it was fitted last.
pub fn model(db: &Connection, pack: &PackId) -> rusqlite::Result<Model> {
    let sql = format!(
        "SELECT {} FROM fact WHERE kind = 'fitted' AND kind <> 'answered'
         AND body ->> '$.pack' = ?1 ORDER BY at DESC, device DESC, seq DESC LIMIT 1",
        row::ENTRY
    );
    let found = db.prepare_cached(&sql)?.query_row([&**pack], row::entry).optional()?.flatten();
    Ok(match found.map(|entry| entry.fact) {
        Some(Fact::Fitted { fit, .. }) => fit.model(),
        _ => Model::default(),
    })
}

/// Whether a fact is about a pack, or about none.
fn concerns(fact: &Fact, pack: &PackId) -> bool {
    match fact {
        Fact::Read { pack: of, .. }
        | Fact::Left { pack: of, .. }
        | Fact::Bookmarked { pack: of, .. }
        | Fact::Noted { pack: of, .. }
        | Fact::Flagged { pack: of, .. }
        | Fact::Suspended { pack: of, .. }
        | Fact::Buried { pack: of, .. }
        | Fact::Reported { pack: of, .. }
        | Fact::Began { pack: of, .. }
        | Fact::Ended { pack: of, .. }
        | Fact::Chosen { pack: of, .. }
        | Fact::Forecast { pack: of, .. }
        | Fact::ExamResult { pack: of, .. }
        | Fact::Set { pack: of, .. }
        | Fact::Fitted { pack: of, .. }
        | Fact::ExamBegan { pack: of, .. }
        | Fact::ExamMarked { pack: of, .. }
        | Fact::ExamPaused { pack: of, .. }
        | Fact::ExamEnded { pack: of, .. }
        | Fact::ExamDate { pack: of, .. } => of == pack,
        Fact::Answered(answered) => answered.pack == *pack,
        Fact::Undone { .. } | Fact::MinutesADay { .. } => true,
        Fact::Student { .. } => false,
    }
}
