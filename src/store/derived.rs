//! Tables that follow from the journal.

mod figure;
mod load;

pub use load::{cards, load, model};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::row;
use crate::{
    item::{Id, ItemId, Outcome, PackId},
    study::{
        Answered, Card, CardKey, Cards, Day, DayTally, Entry, EntryId, Fact, Figures, Progress,
        Tally, memory::Model,
    },
};

/// What is different after an entry; nothing in place of what is no more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Cards.
    pub cards: BTreeMap<CardKey, Option<Card>>,
    /// Questions.
    pub tallies: BTreeMap<ItemId, Option<Tally>>,
    /// Days.
    pub days: BTreeMap<Day, DayTally>,
    /// Sums over answers; those of none are no more.
    pub figures: Figures,
}

impl Changes {
    /// Brings progress up to date after the entry it came with.
    pub fn apply(&self, entry: &Entry, progress: &mut Progress) {
        for (key, card) in &self.cards {
            let card = card.map(|card| card.scheduled(&progress.goals.scheduling));
            put(&mut progress.cards, key, card);
        }
        for (id, tally) in &self.tallies {
            put(&mut progress.tallies, id, *tally);
        }
        progress.days.extend(&self.days);
        progress.figures.extend(&self.figures);
        progress.figures.retain(|_, figure| figure.answered > 0);
        match &entry.fact {
            Fact::Answered(answered) => {
                progress.pace.add(answered.took, answered.words);
                progress.going.apply_answer(answered);
            }
            fact => progress.note(fact, entry.moment),
        }
    }
}

fn put<K: Clone + std::hash::Hash + Eq, V>(map: &mut HashMap<K, V>, key: &K, value: Option<V>) {
    match value {
        Some(value) => _ = map.insert(key.clone(), value),
        None => _ = map.remove(key),
    }
}

/// Brings the tables up to date with an entry just written.
pub fn update(
    db: &Connection,
    entry: &Entry,
    cards: Option<(&PackId, &Cards)>,
    model: &Model,
) -> rusqlite::Result<Changes> {
    let changes = match &entry.fact {
        Fact::Answered(answered) => added(db, entry, answered, cards, model)?,
        Fact::Undone { entry } => undone(db, *entry, cards, model)?,
        _ => return Ok(Changes::default()),
    };
    Ok(changes)
}

fn added(
    db: &Connection,
    entry: &Entry,
    answered: &Answered,
    cards: Option<(&PackId, &Cards)>,
    model: &Model,
) -> rusqlite::Result<Changes> {
    let pack = &answered.pack;
    let (question, key) = place(cards, pack, &answered.question);
    let known = card(db, pack, &key, model)?;
    if known.is_some_and(|card| card.last.at > entry.moment.at) {
        return late(db, entry, answered, (question, key), model);
    }
    let day = entry.moment.day();
    let mut progress = Progress { model: *model, ..Progress::default() };
    progress.cards.extend(known.map(|card| (key.clone(), card)));
    progress.tallies.extend(tally(db, pack, &question)?.map(|tally| (question.clone(), tally)));
    progress.days.insert(day, day_tally(db, pack, day)?);
    progress.figures = figure::of(db, pack, answered, entry.moment)?;
    let mut one = Cards::default();
    one.insert(answered.question.clone(), question.clone(), key.clone());
    progress.apply(entry, &one);
    counts_for(db, pack, &answered.question, (&question, &key))?;
    let changes = Changes {
        cards: [(key.clone(), progress.cards.get(&key).copied())].into(),
        tallies: [(question.clone(), progress.tallies.get(&question).copied())].into(),
        days: progress.days,
        figures: progress.figures,
    };
    write(db, KEPT, pack, &changes)?;
    Ok(changes)
}

/// Takes in an answer that is earlier than one another device gave: its card is
/// worked out anew.
fn late(
    db: &Connection,
    entry: &Entry,
    answered: &Answered,
    (question, key): (ItemId, CardKey),
    model: &Model,
) -> rusqlite::Result<Changes> {
    let pack = &answered.pack;
    counts_for(db, pack, &answered.question, (&question, &key))?;
    let mut changes = refold(db, pack, &[key].into(), model)?;
    let mut day = day_tally(db, pack, entry.moment.day())?;
    day.add(answered);
    changes.days.insert(entry.moment.day(), day);
    changes.figures = figure::of(db, pack, answered, entry.moment)?;
    changes.figures.values_mut().for_each(|figure| figure.add(answered));
    write(db, KEPT, pack, &changes)?;
    Ok(changes)
}

/// Takes note of the card that a question counts for.
fn counts_for(
    db: &Connection,
    pack: &PackId,
    id: &ItemId,
    (current, card): (&ItemId, &CardKey),
) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO variant VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![&**pack, &**id, &**current, card.to_string()])?;
    Ok(())
}

/// The current id and the card of a question.
fn place(cards: Option<(&PackId, &Cards)>, pack: &PackId, id: &ItemId) -> (ItemId, CardKey) {
    let known = cards.filter(|(open, _)| *open == pack);
    known.map_or_else(|| Cards::default().find(id), |(_, cards)| cards.find(id))
}

/// Works out the card of an undone answer as if it had not been given.
fn undone(
    db: &Connection,
    id: EntryId,
    cards: Option<(&PackId, &Cards)>,
    model: &Model,
) -> rusqlite::Result<Changes> {
    let sql = format!("SELECT {} FROM fact WHERE id = ?1", row::ENTRY);
    let entry = db.query_row(&sql, [id.as_bytes()], row::entry).optional()?.flatten();
    let Some(Entry { fact: Fact::Answered(answered), moment, .. }) = entry else {
        return Ok(Changes::default());
    };
    let twice = "SELECT count(*) FROM fact WHERE kind = 'undone' AND body ->> '$.entry' = ?1";
    let times: i64 = db.query_row(twice, [id.to_string()], |row| row.get(0))?;
    if times > 1 {
        return Ok(Changes::default());
    }
    let pack = &answered.pack;
    let (_, key) = place(cards, pack, &answered.question);
    let mut changes = refold(db, pack, &[key].into(), model)?;
    let mut day = day_tally(db, pack, moment.day())?;
    day.take_back(&answered);
    changes.days.insert(moment.day(), day);
    changes.figures = figure::of(db, pack, &answered, moment)?;
    changes.figures.values_mut().for_each(|figure| figure.take_back(&answered));
    write(db, KEPT, pack, &changes)?;
    Ok(changes)
}

/// Cards and their questions, worked out from the journal.
fn refold(
    db: &Connection,
    pack: &PackId,
    keys: &BTreeSet<CardKey>,
    model: &Model,
) -> rusqlite::Result<Changes> {
    let mut changes = Changes::default();
    for key in keys {
        let variants = variants(db, pack, key)?;
        let mut entries = Vec::new();
        for (id, _) in &variants {
            entries.extend(answers(db, pack, id)?);
        }
        entries.sort_by_key(|entry| (entry.moment.at, entry.device, entry.seq));
        let mut cards = Cards::default();
        for (id, current) in &variants {
            cards.insert(id.clone(), current.clone(), key.clone());
        }
        let progress = Progress::fold(entries.iter(), &cards, model);
        changes.cards.insert(key.clone(), progress.cards.get(key).copied());
        for (_, current) in variants {
            let tally = progress.tallies.get(&current).copied();
            changes.tallies.insert(current, tally);
        }
    }
    Ok(changes)
}

/// The ids of a card's answered questions, each with the current one.
fn variants(
    db: &Connection,
    pack: &PackId,
    key: &CardKey,
) -> rusqlite::Result<Vec<(ItemId, ItemId)>> {
    let sql = "SELECT question, current FROM variant WHERE pack = ?1 AND card = ?2";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(params![&**pack, key.to_string()], |row| {
        Ok((ItemId::new(&row.get::<_, String>(0)?), ItemId::new(&row.get::<_, String>(1)?)))
    })?;
    let rows: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().filter_map(|(id, current)| id.zip(current)).collect())
}

/// The answers to a question that were not undone.
fn answers(db: &Connection, pack: &PackId, id: &ItemId) -> rusqlite::Result<Vec<Entry>> {
    let sql = format!(
        "SELECT {} FROM fact WHERE kind = 'answered'
         AND body ->> '$.pack' = ?1 AND body ->> '$.question' = ?2
         AND lower(hex(id)) NOT IN
             (SELECT replace(body ->> '$.entry', '-', '') FROM fact WHERE kind = 'undone')",
        row::ENTRY
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params![&**pack, &**id], row::entry)?;
    rows.filter_map(Result::transpose).collect()
}

/// Takes note of which card each question of a pack counts for now.
pub fn adopt(
    db: &mut Connection,
    pack: &PackId,
    cards: &Cards,
    model: &Model,
) -> rusqlite::Result<()> {
    let moved = moved(db, pack, cards)?;
    if moved.is_empty() {
        return Ok(());
    }
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut touched = BTreeSet::new();
    for (id, before) in moved {
        let (current, key) = cards.find(&id);
        let sql = "UPDATE variant SET current = ?3, card = ?4 WHERE pack = ?1 AND question = ?2";
        transaction.execute(sql, params![&**pack, &*id, &*current, key.to_string()])?;
        touched.extend([before, key]);
        transaction.execute(
            "DELETE FROM tally WHERE pack = ?1 AND question = ?2",
            params![&**pack, &*id],
        )?;
    }
    let changes = refold(&transaction, pack, &touched, model)?;
    write(&transaction, KEPT, pack, &changes)?;
    transaction.commit()
}

/// Questions that count for another card than before, or have another id.
fn moved(
    db: &Connection,
    pack: &PackId,
    cards: &Cards,
) -> rusqlite::Result<Vec<(ItemId, CardKey)>> {
    let sql = "SELECT question, current, card FROM variant WHERE pack = ?1";
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([&**pack])?;
    let mut moved = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |at| row.get_ref(at)?.as_str().map_err(rusqlite::Error::from);
        let (id, current, card) = (text(0)?, text(1)?, text(2)?);
        if cards.has(id, current, card) {
            continue;
        }
        moved.extend(ItemId::new(id).zip(CardKey::parse(card)));
    }
    Ok(moved)
}

fn card(
    db: &Connection,
    pack: &PackId,
    key: &CardKey,
    model: &Model,
) -> rusqlite::Result<Option<Card>> {
    let sql = format!("SELECT {} FROM card WHERE pack = ?1 AND key = ?2", row::CARD);
    db.prepare_cached(&sql)?
        .query_row(params![&**pack, key.to_string()], |found| row::card(found, 0, model))
        .optional()
}

fn tally(db: &Connection, pack: &PackId, id: &ItemId) -> rusqlite::Result<Option<Tally>> {
    let sql = format!("SELECT {} FROM tally WHERE pack = ?1 AND question = ?2", row::TALLY);
    db.prepare_cached(&sql)?
        .query_row(params![&**pack, &**id], |found| row::tally(found, 0))
        .optional()
}

fn day_tally(db: &Connection, pack: &PackId, day: Day) -> rusqlite::Result<DayTally> {
    let sql = format!("SELECT {} FROM day WHERE pack = ?1 AND day = ?2", row::DAY);
    let found = db.prepare_cached(&sql)?;
    let mut found = found;
    let day = found.query_row(params![&**pack, day.0], |found| row::day(found, 0)).optional()?;
    Ok(day.unwrap_or_default())
}

/// Before the names of the tables that are kept: nothing.
pub(super) const KEPT: &str = "";

/// Writes cards and counts to the tables whose names begin so, the rest to those
/// that are kept.
pub(super) fn write(
    db: &Connection,
    to: &str,
    pack: &PackId,
    changes: &Changes,
) -> rusqlite::Result<()> {
    let pack = &**pack;
    let put_card =
        format!("INSERT OR REPLACE INTO {to}card VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    let put_tally = format!(
        "INSERT OR REPLACE INTO {to}tally
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    );
    for (key, card) in &changes.cards {
        let key = key.to_string();
        let Some(card) = card else {
            let sql = format!("DELETE FROM {to}card WHERE pack = ?1 AND key = ?2");
            db.execute(&sql, params![pack, key])?;
            continue;
        };
        let Card { memory, last, due, reviews, lapses, drawn } = card;
        let (stability, difficulty) = (memory.stability.0, memory.difficulty.0);
        db.prepare_cached(&put_card)?.execute(params![
            pack,
            key,
            stability,
            difficulty,
            last.at.0,
            last.offset.0,
            due.0,
            reviews,
            lapses,
            drawn
        ])?;
    }
    for (id, tally) in &changes.tallies {
        let Some(Tally { answered, right, last, guessed, seen, first, recalls }) = tally else {
            let sql = format!("DELETE FROM {to}tally WHERE pack = ?1 AND question = ?2");
            db.execute(&sql, params![pack, &**id])?;
            continue;
        };
        let last_right = match last {
            Outcome::Right if *guessed => row::GUESSED,
            Outcome::Right => 1,
            Outcome::Wrong => 0,
        };
        db.prepare_cached(&put_tally)?.execute(params![
            pack,
            &**id,
            answered,
            right,
            last_right,
            seen.at.0,
            seen.offset.0,
            first.right,
            first.at.0,
            recalls.asked,
            recalls.kept,
            recalls.foretold
        ])?;
    }
    for (day, DayTally { answered, right, took }) in &changes.days {
        db.prepare_cached("INSERT OR REPLACE INTO day VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![pack, day.0, answered, right, took.0])?;
    }
    figure::write(db, pack, &changes.figures)
}
