//! The database of a collection, read in memory.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
    io::Cursor,
};

use rusqlite::{Connection, Row, limits::Limit};
use serde::Deserialize;

use super::wire;
use crate::{exchange::Fault, study::memory::Rating};

/// Bytes of a value that are read.
const LONGEST: i32 = 16 << 20;
/// Steps of the database, in thousands, before it is given up: far more than
/// reading every row once takes.
const PATIENCE: u32 = 200_000;
/// Rows of a table.
const MOST: usize = 5_000_000;

/// What is in a collection.
#[derive(Debug, Default)]
pub struct Collection {
    /// By number.
    pub types: HashMap<i64, NoteType>,
    /// Names, their parts joined by `::`.
    pub decks: HashMap<i64, String>,
    /// By number, which is when they were made.
    pub notes: BTreeMap<i64, Note>,
    /// In the order of their notes.
    pub cards: Vec<HeldCard>,
    /// In the order of time.
    pub reviews: Vec<Reviewed>,
    /// Lines of its log that are no answers of learners, or were cramming.
    pub other_reviews: usize,
    /// Why there is no more, if it is damaged.
    pub cut: Option<String>,
}

/// What notes of a sort are made of.
#[derive(Debug, Default)]
pub struct NoteType {
    /// Whether its cards are the gaps of a text.
    pub is_cloze: bool,
    /// Names.
    pub fields: Vec<String>,
    /// Front and back of each card.
    pub templates: Vec<(String, String)>,
}

impl NoteType {
    /// Whether a field is on none of its cards. Of notes with options each card
    /// tells that itself.
    pub fn hides(&self, field: &str) -> bool {
        let is_shown = |side: &String| {
            side.split("{{").skip(1).any(|tag| {
                let name = tag.split("}}").next().unwrap_or_default();
                let name = name.trim().trim_start_matches(['#', '^', '/']).trim();
                name == field || name.rsplit(':').next().is_some_and(|last| last.trim() == field)
            })
        };
        let known = super::card::is_known(field) || super::choice::has_options(&self.fields);
        !known && !self.templates.iter().any(|(front, back)| is_shown(front) || is_shown(back))
    }
}

/// What somebody wrote.
#[derive(Debug)]
pub struct Note {
    /// Names it in every collection.
    pub guid: String,
    /// Its type.
    pub kind: i64,
    /// Words.
    pub tags: Vec<String>,
    /// HTML.
    pub fields: Vec<String>,
}

impl Note {
    /// The beginning of its first field, on one line.
    pub fn title(&self) -> String {
        let first = self.fields.first().map_or("", String::as_str);
        let words = first.split_whitespace().collect::<Vec<_>>().join(" ");
        words.chars().take(60).collect()
    }
}

/// One thing that is scheduled.
#[derive(Debug)]
pub struct HeldCard {
    /// Names it.
    pub id: i64,
    /// What it shows.
    pub note: i64,
    /// Where it lies.
    pub deck: i64,
    /// Which of the note's cards, from 0.
    pub place: usize,
    /// Whether it is left out.
    pub suspended: bool,
    /// Whether it has a coloured flag.
    pub flagged: bool,
}

/// One review.
#[derive(Debug)]
pub struct Reviewed {
    /// Milliseconds since 1970.
    pub id: i64,
    /// Of this card.
    pub card: i64,
    /// How it went.
    pub rating: Rating,
    /// Milliseconds.
    pub took: i64,
}

/// Reads a database.
pub fn read(bytes: Vec<u8>) -> Result<Collection, Fault> {
    let broken = |error: &rusqlite::Error| {
        Fault::Broken(format!("its collection cannot be read ({error}); export it once more"))
    };
    let db = open(bytes).map_err(|error| broken(&error))?;
    let version: i64 = tables(&db)
        .and_then(|()| db.query_row("SELECT ver FROM col", [], |row| row.get(0)))
        .map_err(|error| broken(&error))?;
    let mut collection = Collection::default();
    let shape = if version < 15 { old(&db, &mut collection) } else { new(&db, &mut collection) };
    shape.map_err(|error| broken(&error))?;
    if let Err(error) = rows(&db, &mut collection) {
        collection.cut = Some(format!("its collection is damaged ({error})"));
    }
    Ok(collection)
}

/// Opens a database of strangers: it may neither call functions nor take for ever.
fn open(mut bytes: Vec<u8>) -> rusqlite::Result<Connection> {
    // A database in memory has no log beside it; these two bytes would ask for one.
    if let Some(mode) = bytes.get_mut(18..20) {
        mode.fill(1);
    }
    let mut db = Connection::open_in_memory()?;
    let size = bytes.len();
    db.deserialize_read_exact("main", Cursor::new(bytes), size, true)?;
    db.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;")?;
    db.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
    db.create_collation("unicase", unicase)?;
    let mut left = PATIENCE;
    db.progress_handler(
        1000,
        Some(move || {
            left = left.saturating_sub(1);
            left == 0
        }),
    )?;
    Ok(db)
}

/// As Anki sorts names: whatever their case.
fn unicase(left: &str, right: &str) -> Ordering {
    let folded = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<String>();
    folded(left).cmp(&folded(right))
}

/// Makes sure that what is read are tables, not what calculates rows.
fn tables(db: &Connection) -> rusqlite::Result<()> {
    let sql = "SELECT count(*) FILTER (WHERE name IN ('col', 'notes', 'cards', 'revlog')),
                      count(*) FILTER (WHERE type <> 'table' OR sql LIKE '%VIRTUAL%'
                                       OR sql LIKE '%GENERATED%')
               FROM sqlite_master WHERE name IN ('col', 'notes', 'cards', 'revlog', 'notetypes',
                                                 'fields', 'templates', 'decks')";
    match db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))? {
        (4_i64, 0_i64) => Ok(()),
        _ => Err(wrong("it has not the tables of one")),
    }
}

/// What is wrong with a collection, in words.
fn wrong(why: &str) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(why.into())
}

#[derive(Deserialize)]
struct Model {
    #[serde(rename = "type", default)]
    kind: i64,
    #[serde(default)]
    flds: Vec<Named>,
    #[serde(default)]
    tmpls: Vec<Sides>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct Sides {
    qfmt: String,
    afmt: String,
}

/// Note types and decks of schema 11: JSON in one row.
fn old(db: &Connection, collection: &mut Collection) -> rusqlite::Result<()> {
    let (models, decks): (String, String) =
        db.query_row("SELECT models, decks FROM col", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let failed = |column| {
        move |error: serde_json::Error| {
            let text = rusqlite::types::Type::Text;
            rusqlite::Error::FromSqlConversionFailure(column, text, error.into())
        }
    };
    let models: HashMap<i64, Model> = serde_json::from_str(&models).map_err(failed(0))?;
    let decks: HashMap<i64, Named> = serde_json::from_str(&decks).map_err(failed(1))?;
    collection.types = models.into_iter().map(|(id, model)| (id, model.into())).collect();
    collection.decks = decks.into_iter().map(|(id, deck)| (id, deck.name)).collect();
    Ok(())
}

impl From<Model> for NoteType {
    fn from(model: Model) -> Self {
        Self {
            is_cloze: model.kind == 1,
            fields: model.flds.into_iter().map(|field| field.name).collect(),
            templates: model.tmpls.into_iter().map(|it| (it.qfmt, it.afmt)).collect(),
        }
    }
}

/// Note types and decks of schema 15 and later: tables of their own.
fn new(db: &Connection, collection: &mut Collection) -> rusqlite::Result<()> {
    each(db, "SELECT id, config FROM notetypes", |row| {
        let is_cloze = wire::number(&row.get::<_, Vec<u8>>(1)?, 1) == Some(1);
        collection.types.insert(row.get(0)?, NoteType { is_cloze, ..NoteType::default() });
        Ok(())
    })?;
    each(db, "SELECT ntid, name FROM fields ORDER BY ntid, ord", |row| {
        if let Some(kind) = collection.types.get_mut(&row.get(0)?) {
            kind.fields.push(row.get(1)?);
        }
        Ok(())
    })?;
    each(db, "SELECT ntid, config FROM templates ORDER BY ntid, ord", |row| {
        let config: Vec<u8> = row.get(1)?;
        let side = |field| wire::text(&config, field).unwrap_or_default();
        if let Some(kind) = collection.types.get_mut(&row.get(0)?) {
            kind.templates.push((side(1), side(2)));
        }
        Ok(())
    })?;
    each(db, "SELECT id, name FROM decks", |row| {
        let name: String = row.get(1)?;
        collection.decks.insert(row.get(0)?, name.replace('\u{1f}', "::"));
        Ok(())
    })
}

fn rows(db: &Connection, collection: &mut Collection) -> rusqlite::Result<()> {
    each(db, "SELECT id, guid, mid, tags, flds FROM notes", |row| {
        let (tags, fields): (String, String) = (row.get(3)?, row.get(4)?);
        let note = Note {
            guid: row.get(1)?,
            kind: row.get(2)?,
            tags: tags.split_whitespace().map(str::to_owned).collect(),
            fields: fields.split('\u{1f}').map(str::to_owned).collect(),
        };
        collection.notes.insert(row.get(0)?, note);
        Ok(())
    })?;
    // A card in a filtered deck belongs to the deck it came from.
    let sql = "SELECT id, nid, CASE WHEN odid = 0 THEN did ELSE odid END, ord, queue, flags \
               FROM cards ORDER BY nid, ord";
    each(db, sql, |row| {
        collection.cards.push(HeldCard {
            id: row.get(0)?,
            note: row.get(1)?,
            deck: row.get(2)?,
            place: row.get::<_, u16>(3)?.into(),
            suspended: row.get::<_, i64>(4)? == -1,
            flagged: row.get::<_, i64>(5)? & 7 != 0,
        });
        Ok(())
    })?;
    reviews(db, collection)
}

/// Answers of learners; not what was moved by hand, nor cramming.
fn reviews(db: &Connection, collection: &mut Collection) -> rusqlite::Result<()> {
    let conf: String = db.query_row("SELECT conf FROM col", [], |row| row.get(0))?;
    let is_first = is_first_scheduler(db, &conf);
    each(db, "SELECT id, cid, ease, time, type FROM revlog ORDER BY id", |row| {
        let (ease, kind): (i64, i64) = (row.get(2)?, row.get(4)?);
        if !(1..=4).contains(&ease) || !(0..=2).contains(&kind) {
            collection.other_reviews += 1;
            return Ok(());
        }
        // The first scheduler had no `hard` for what is being learned.
        let ease = if is_first && kind != 1 && ease > 1 { ease + 1 } else { ease };
        let rating = match ease {
            1 => Rating::Again,
            2 => Rating::Hard,
            3 => Rating::Good,
            _ => Rating::Easy,
        };
        let (id, card, took) = (row.get(0)?, row.get(1)?, row.get::<_, i64>(3)?.max(0));
        collection.reviews.push(Reviewed { id, card, rating, took });
        Ok(())
    })
}

/// Whether it is of the scheduler that Anki left in 2021: schema 11 that does
/// not say otherwise.
fn is_first_scheduler(db: &Connection, conf: &str) -> bool {
    let version: i64 = db.query_row("SELECT ver FROM col", [], |row| row.get(0)).unwrap_or(18);
    let conf: serde_json::Value = serde_json::from_str(conf).unwrap_or_default();
    version < 15 && conf.get("schedVer").and_then(serde_json::Value::as_i64).unwrap_or(1) < 2
}

fn each(
    db: &Connection,
    sql: &str,
    mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        if count > MOST {
            return Err(wrong("it has more than 5,000,000 rows"));
        }
        take(row)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A collection that was made by the given statements.
    fn made(sql: &str) -> Result<Collection, Fault> {
        let mut db = Connection::open_in_memory().unwrap();
        db.execute_batch(sql).unwrap();
        read(db.serialize("main").unwrap().to_vec())
    }

    const TABLES: &str = "
        CREATE TABLE col (ver, conf, models, decks);
        INSERT INTO col VALUES (11, '{}', '{}', '{}');
        CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, tags, flds);
        CREATE TABLE cards (id INTEGER PRIMARY KEY, nid, did, odid, ord, queue, flags);";

    #[test]
    fn reviews_of_the_first_scheduler_have_no_hard_while_learning() {
        use Rating::{Again, Easy, Good, Hard};
        let sql = format!(
            "{TABLES}
            CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid, ease, time, type);
            INSERT INTO revlog VALUES (1, 1, 2, 900, 0), (2, 1, 2, 900, 1), (3, 1, 1, 900, 2),
                (4, 1, 3, 900, 2), (5, 1, 0, 0, 4), (6, 1, 3, 900, 3);"
        );
        let ratings = |sql: &str| -> Vec<Rating> {
            let collection = made(sql).unwrap();
            assert_eq!(collection.other_reviews, 2);
            collection.reviews.iter().map(|review| review.rating).collect()
        };
        assert_eq!(ratings(&sql), [Good, Hard, Again, Easy]);
        let second = sql.replace("'{}', '{}', '{}'", "'{\"schedVer\": 2}', '{}', '{}'");
        assert_eq!(ratings(&second), [Hard, Hard, Again, Good]);
    }

    #[test]
    fn what_would_calculate_rows_is_refused() {
        let sql = format!(
            "{TABLES}
            CREATE VIEW revlog AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)
                SELECT id, 1 AS cid, 3 AS ease, 1 AS time, 1 AS type FROM n;"
        );
        for sql in [&*sql, "CREATE TABLE col (ver)"] {
            let told = made(sql).unwrap_err().to_string();
            assert!(told.contains("it has not the tables of one"), "{told}");
        }
    }

    #[test]
    fn damage_is_told_or_ends_what_is_read() {
        let package = include_bytes!("../../../tests/fixtures/anki/exam-legacy.apkg");
        let whole = super::super::package::read(package).unwrap().collection;
        let mut number = 1_usize;
        let mut next = |below: usize| {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (number >> 33) % below
        };
        let mut read_at_all = 0;
        for round in 0..60 {
            let mut bytes = whole.clone();
            for _ in 0..=(round % 20) {
                let (place, byte) = (next(bytes.len()), next(256));
                bytes[place] = u8::try_from(byte).unwrap();
            }
            if round % 3 == 0 {
                bytes.truncate(next(whole.len()));
            }
            read_at_all += usize::from(read(bytes).is_ok());
        }
        assert!(read_at_all > 10, "{read_at_all}");
    }
}
