//! Notes → a package of schema 11, which every version of Anki takes.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use serde_json::{Value, json};

use super::send::{Note, Shape};
use crate::{exchange::archive, item::Seed, study::Moment};

/// The number of our first note type.
const TYPES: i64 = 1_700_000_000_000;
/// Numbers of notes and decks begin here, in a place of the pack's own.
const FIRST: i64 = 1_600_000_000_000;

const TABLES: &str = "
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,
    scm integer not null, ver integer not null, dty integer not null, usn integer not null,
    ls integer not null, conf text not null, models text not null, decks text not null,
    dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,
    mod integer not null, usn integer not null, tags text not null, flds text not null,
    sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,
    ord integer not null, mod integer not null, usn integer not null, type integer not null,
    queue integer not null, due integer not null, ivl integer not null, factor integer not null,
    reps integer not null, lapses integer not null, left integer not null, odue integer not null,
    odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
    ease integer not null, ivl integer not null, lastIvl integer not null,
    factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);
CREATE INDEX ix_notes_csum on notes (csum);
";

/// How cards of ours look.
const STYLE: &str = ".card { font-family: sans-serif; font-size: 18px; line-height: 1.5; \
                     max-width: 42em; margin: 1em auto; text-align: left; }\n\
                     .why { color: #666; } .nightMode .why { color: #aaa; }";

/// A package of these notes, in decks below one named like the pack.
pub fn package(title: &str, id: &str, notes: &[Note], now: Moment) -> Vec<u8> {
    let collection = collection(title, id, notes, now).unwrap_or_default();
    archive::packed(&[("collection.anki2", &collection), ("media", b"{}")])
}

fn collection(title: &str, id: &str, notes: &[Note], now: Moment) -> rusqlite::Result<Vec<u8>> {
    let first = FIRST + (Seed::default().of(id).0 % 100_000_000).cast_signed() * 1000;
    let mut db = Connection::open_in_memory()?;
    db.execute_batch(TABLES)?;
    let seconds = now.at.0 / 1000;
    let topics: BTreeSet<&str> = notes.iter().filter_map(|note| note.topic.as_deref()).collect();
    let names: Vec<String> = std::iter::once(deck_name(title))
        .chain(topics.iter().map(|topic| format!("{}::{topic}", deck_name(title))))
        .collect();
    let shapes: BTreeSet<Shape> = notes.iter().map(|note| note.shape).collect();
    let models: serde_json::Map<String, Value> =
        shapes.iter().map(|shape| (shape.id().to_string(), shape.model())).collect();
    let decks = decks(&names, first, seconds);
    db.execute(
        "INSERT INTO col VALUES (1, ?1, ?2, ?2, 11, 0, 0, 0, '{}', ?3, ?4, ?5, '{}')",
        params![
            seconds,
            now.at.0,
            Value::from(models).to_string(),
            decks.to_string(),
            options().to_string()
        ],
    )?;
    for (at, note) in (0..).zip(notes) {
        let topic = note.topic.as_deref();
        let place = (1..).zip(&topics).find(|(_, it)| Some(**it) == topic);
        let deck = first + place.map_or(0, |(place, _)| place);
        let fields = note.fields.join("\u{1f}");
        let sort = note.fields.first().map_or("", String::as_str);
        // Anki works out the checksum of what it takes in.
        db.execute(
            "INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, 0, 0, '')",
            params![first + at, note.guid, note.shape.id(), seconds, note.tags, fields, sort],
        )?;
        db.execute(
            "INSERT INTO cards VALUES (?1, ?1, ?2, 0, ?3, -1, 0, 0, ?4, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            params![first + at, deck, seconds, at],
        )?;
    }
    Ok(db.serialize("main")?.to_vec())
}

/// Two colons would make a deck below another.
fn deck_name(title: &str) -> String {
    title.replace("::", ":")
}

impl Shape {
    fn id(self) -> i64 {
        TYPES
            + match self {
                Self::Recall => 1,
                Self::Typed => 2,
                Self::Number => 3,
                Self::Cloze => 4,
                Self::Choice(options) => {
                    100 + i64::try_from(options).unwrap_or(i64::from(u16::MAX))
                }
            }
    }

    fn name(self) -> String {
        match self {
            Self::Recall => "Tripos recall".to_owned(),
            Self::Typed => "Tripos text".to_owned(),
            Self::Number => "Tripos number".to_owned(),
            Self::Cloze => "Tripos cloze".to_owned(),
            Self::Choice(options) => format!("Tripos choice of {options}"),
        }
    }

    fn fields(self) -> Vec<String> {
        let own: Vec<String> = match self {
            Self::Recall => vec!["Question".to_owned(), "Answer".to_owned()],
            Self::Typed => ["Question", "Answer", "Also right"].map(str::to_owned).into(),
            Self::Number => ["Question", "Number", "Tolerance", "Unit"].map(str::to_owned).into(),
            Self::Cloze => vec!["Text".to_owned(), "Also right".to_owned()],
            Self::Choice(options) => {
                let option = (1..=options).map(|at| format!("Option {at}"));
                let why = (1..=options).map(|at| format!("Why {at}"));
                let head = std::iter::once("Question".to_owned());
                head.chain(option).chain(["Correct".to_owned()]).chain(why).collect()
            }
        };
        own.into_iter().chain(["Rationale", "Source"].map(str::to_owned)).collect()
    }

    /// What is asked, and what is shown below it.
    fn sides(self) -> (String, String) {
        match self {
            Self::Recall => ("{{Question}}".to_owned(), "{{Answer}}".to_owned()),
            Self::Typed => (
                "{{Question}}<br>{{type:Answer}}".to_owned(),
                "{{Answer}}{{#Also right}}<br>{{Also right}}{{/Also right}}".to_owned(),
            ),
            Self::Number => (
                "{{Question}}<br>{{type:Number}}".to_owned(),
                "{{Number}}{{#Tolerance}} ± {{Tolerance}}{{/Tolerance}} {{Unit}}".to_owned(),
            ),
            Self::Cloze => (
                "{{cloze:Text}}".to_owned(),
                "{{cloze:Text}}{{#Also right}}<div class=\"why\">{{Also right}}</div>\
                 {{/Also right}}"
                    .to_owned(),
            ),
            Self::Choice(options) => {
                let list = |name: &str| {
                    let item = |at| format!("<li>{{{{{name} {at}}}}}</li>");
                    let items: String = (1..=options).map(item).collect();
                    format!("<ol type=\"A\">{items}</ol>")
                };
                let front = format!("{{{{Question}}}}{}", list("Option"));
                (front, format!("<b>{{{{Correct}}}}</b>{}", list("Why")))
            }
        }
    }

    fn model(self) -> Value {
        let (front, below) = self.sides();
        let again = if self == Self::Cloze { "" } else { "{{FrontSide}}<hr id=answer>" };
        let back = format!(
            "{again}{below}{{{{#Rationale}}}}<div class=\"why\">{{{{Rationale}}}}</div>\
             {{{{/Rationale}}}}{{{{#Source}}}}<div class=\"why\">{{{{Source}}}}</div>{{{{/Source}}}}"
        );
        let fields: Vec<Value> = (0..)
            .zip(self.fields())
            .map(|(ord, name): (usize, String)| {
                json!({"name": name, "ord": ord, "font": "Arial", "size": 20, "media": [],
                       "rtl": false, "sticky": false})
            })
            .collect();
        json!({
            "id": self.id(), "name": self.name(), "type": i32::from(self == Self::Cloze),
            "mod": 0, "usn": -1, "sortf": 0, "did": null, "css": STYLE, "flds": fields,
            "latexPre": "", "latexPost": "", "tags": [], "vers": [], "req": [[0, "any", [0]]],
            "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": front, "afmt": back, "bqfmt": "",
                       "bafmt": "", "did": null}],
        })
    }
}

fn decks(names: &[String], first: i64, seconds: i64) -> Value {
    let ours = (first..).zip(names.iter().map(String::as_str));
    let all = std::iter::once((1, "Default")).chain(ours);
    let deck = |(id, name): (i64, &str)| {
        let deck = json!({
            "id": id, "name": name, "mod": seconds, "usn": -1, "conf": 1, "desc": "", "dyn": 0,
            "collapsed": false, "extendNew": 0, "extendRev": 0, "lrnToday": [0, 0],
            "newToday": [0, 0], "revToday": [0, 0], "timeToday": [0, 0],
        });
        (id.to_string(), deck)
    };
    Value::Object(all.map(deck).collect())
}

/// Anki's own options for a deck.
fn options() -> Value {
    json!({"1": {
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "autoplay": true, "dyn": false,
        "maxTaken": 60, "replayq": true, "timer": 0,
        "new": {"bury": false, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0],
                "order": 1, "perDay": 20},
        "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
        "rev": {"bury": false, "ease4": 1.3, "hardFactor": 1.2, "ivlFct": 1.0, "maxIvl": 36500,
                "perDay": 200},
    }})
}
