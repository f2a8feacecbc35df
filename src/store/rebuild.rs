//! What follows from the journal, worked out from nothing else.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, params};

use super::{
    derived::{self, Changes},
    row,
};
use crate::{
    item::{Id, ItemId, PackId},
    study::{CardKey, Cards, Entry, EntryId, Fact, History, Progress, undoes},
};

/// Empties the tables and fills them from the journal.
pub fn rebuild(db: &Connection) -> rusqlite::Result<()> {
    let worked_out = worked_out(db)?;
    db.execute_batch("DELETE FROM card; DELETE FROM tally; DELETE FROM day; DELETE FROM figure")?;
    worked_out.into_iter().try_for_each(|(pack, packed)| packed.write(db, &pack))
}

/// Tells where the tables differ from what follows from the journal.
pub fn differences(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut told = Vec::new();
    let mut packs = packs(db)?;
    for (pack, Packed { progress, .. }) in worked_out(db)? {
        packs.remove(&pack);
        let mut kept = derived::load(db, &pack, &|_| None)?;
        kept.days.retain(|_, day| day.answered > 0);
        kept.cards = derived::cards(db, &pack, &kept.model, &kept.tallies)?;
        let mut tell = |differs: bool, what: &str| {
            if differs {
                told.push(format!("{what} of `{}` do not follow from the journal", &*pack));
            }
        };
        tell(kept.cards != progress.cards, "the cards");
        tell(kept.tallies != progress.tallies, "the counts");
        tell(kept.days != progress.days, "the days");
        tell(kept.figures != progress.figures, "the sums");
    }
    for pack in packs {
        let kept = derived::load(db, &pack, &|_| None)?;
        if kept.cards.len() + kept.tallies.len() > 0 || kept.answered_in_all() > 0 {
            told.push(format!("of `{}` more is kept than the journal has", &*pack));
        }
    }
    Ok(told)
}

/// One pack, and which card each of its answered questions counts for.
#[derive(Debug, Default)]
struct Packed {
    cards: Cards,
    progress: Progress,
}

impl Packed {
    fn write(self, db: &Connection, pack: &PackId) -> rusqlite::Result<()> {
        let Self { cards, progress } = self;
        for (id, current, card) in cards.iter() {
            db.prepare_cached("INSERT OR REPLACE INTO variant VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![&**pack, &**id, &**current, card.to_string()])?;
        }
        let changes = Changes {
            cards: progress.cards.into_iter().map(|(key, card)| (key, Some(card))).collect(),
            tallies: progress.tallies.into_iter().map(|(id, it)| (id, Some(it))).collect(),
            days: progress.days,
            figures: progress.figures,
        };
        derived::write(db, derived::KEPT, pack, &changes)
    }
}

/// What follows from the journal for each pack.
fn worked_out(db: &Connection) -> rusqlite::Result<BTreeMap<PackId, Packed>> {
    let undone = undone(db)?;
    let mut packs: BTreeMap<PackId, (Cards, Packed)> = BTreeMap::new();
    let sql =
        format!("SELECT {} FROM fact WHERE kind = 'answered' ORDER BY at, device, seq", row::ENTRY);
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        let Some(entry) = row::entry(found)? else { continue };
        let Fact::Answered(answered) = &entry.fact else { continue };
        let pack = &answered.pack;
        if !packs.contains_key(pack) {
            let progress = Progress { model: derived::model(db, pack)?, ..Progress::default() };
            let packed = Packed { cards: Cards::default(), progress };
            packs.insert(pack.clone(), (mapping(db, pack)?, packed));
        }
        let Some((known, Packed { cards, progress })) = packs.get_mut(pack) else { continue };
        let (current, key) = known.find(&answered.question);
        cards.insert(answered.question.clone(), current, key);
        if !undone.contains(&entry.id) {
            progress.apply(&entry, cards);
        }
    }
    Ok(packs.into_iter().map(|(pack, (_, packed))| (pack, packed)).collect())
}

/// So many reviews at most are fitted to: more of them teach the parameters
/// little, and would take memory a learner's machine may not have.
const MOST: i64 = 50_000;

/// The reviews of each card of a pack, undone ones left out; of a long journal,
/// those of a part of the cards.
pub fn histories(db: &Connection, pack: &PackId) -> rusqlite::Result<Vec<History>> {
    let of_pack = "WHERE kind = 'answered' AND body ->> '$.pack' = ?1";
    let all = format!("SELECT count(*) FROM fact {of_pack}");
    let all: i64 = db.query_row(&all, [&**pack], |row| row.get(0))?;
    let parts = u64::try_from(all / MOST + 1).unwrap_or(1);
    let undone = undone(db)?;
    let sql = format!(
        "SELECT {}, coalesce(
             (SELECT card FROM variant WHERE pack = ?1 AND question = body ->> '$.question'),
             'question:' || (body ->> '$.question'))
         FROM fact {of_pack}",
        row::ENTRY
    );
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([&**pack])?;
    let mut histories: BTreeMap<String, History> = BTreeMap::new();
    while let Some(found) = rows.next()? {
        let card = found.get_ref(7)?.as_str()?;
        if !part_of(card).is_multiple_of(parts) || undone.contains(&row::uuid(found, 0)?) {
            continue;
        }
        if let Some(Entry { fact: Fact::Answered(it), moment, .. }) = row::entry(found)? {
            let review = (moment.at, moment.day(), it.rating);
            histories.entry(card.to_owned()).or_default().push(review);
        }
    }
    let mut histories: Vec<_> = histories.into_values().collect();
    for history in &mut histories {
        history.sort_by_key(|(at, _, _)| *at);
    }
    Ok(histories)
}

/// A number that says to which part a card belongs, the same for ever.
fn part_of(card: &str) -> u64 {
    card.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31) + u64::from(byte))
}

/// Entries that are to count as if they had not been.
pub(super) fn undone(db: &Connection) -> rusqlite::Result<HashSet<EntryId>> {
    let sql = format!("SELECT {} FROM fact WHERE kind = 'undone'", row::ENTRY);
    let mut statement = db.prepare(&sql)?;
    let entries = statement.query_map([], row::entry)?;
    let entries: Vec<_> = entries.collect::<rusqlite::Result<_>>()?;
    Ok(entries.iter().flatten().filter_map(undoes).collect())
}

/// Which card each question of a pack counted for.
fn mapping(db: &Connection, pack: &PackId) -> rusqlite::Result<Cards> {
    let mut cards = Cards::default();
    let sql = "SELECT question, current, card FROM variant WHERE pack = ?1";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([&**pack])?;
    while let Some(row) = rows.next()? {
        let [id, current, card]: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
        let ids = ItemId::new(&id).zip(ItemId::new(&current));
        if let Some(((id, current), card)) = ids.zip(CardKey::parse(&card)) {
            cards.insert(id, current, card);
        }
    }
    Ok(cards)
}

/// Packs that something is kept about.
fn packs(db: &Connection) -> rusqlite::Result<std::collections::BTreeSet<PackId>> {
    let sql = "SELECT pack FROM card UNION SELECT pack FROM tally UNION SELECT pack FROM day";
    let mut statement = db.prepare(sql)?;
    let packs = statement.query_map([], |row| row.get::<_, String>(0))?;
    let packs: Vec<String> = packs.collect::<rusqlite::Result<_>>()?;
    Ok(packs.iter().filter_map(|pack| PackId::new(pack)).collect())
}
