//! Anki: packages of notes (`.apkg`) and whole collections (`.colpkg`).
//!
//! A card there is a question here, since each is scheduled alone: the two
//! sides of a note are two questions, and so is each number of a cloze.
//! Schema 11 (tables as JSON in `col`) and 18 (tables of their own, settings as
//! protocol buffers) are read; 11 is written, which every version takes.

mod card;
mod choice;
mod cloze;
mod collection;
mod package;
mod send;
mod template;
mod wire;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use self::{card::Card, collection::Collection};
use super::{Body, Brought, Fault, Loss, Review, Sent, clean, counted, slug};
use crate::{
    pack::Pack,
    study::{Millis, Moment},
};

/// Bytes of a package that are read: it may hold media.
pub(super) const LARGEST: usize = 1 << 30;

/// A database has no lines.
const NOWHERE: Option<usize> = None;

/// Reads the cards of a package.
pub(super) fn read(bytes: &[u8]) -> Result<Brought, Fault> {
    let package = package::read(bytes)?;
    let collection = collection::read(package.collection)?;
    let mut brought = Brought { cut: collection.cut.clone(), ..Brought::default() };
    let media = package.media;
    if media > 0 {
        let files = counted(media, "file");
        brought.lose(NOWHERE, format!("{files} of pictures or sound left out"));
    }
    let ids = cards(&collection, &mut brought);
    strays(&collection, &mut brought);
    reviews(&collection, &ids, &mut brought);
    brought.some("a package of Anki")
}

/// Writes the questions of a pack.
pub(super) fn write(pack: &Pack, now: Moment) -> Sent {
    send::send(pack, now)
}

/// Makes a question of each card; tells which card became which.
fn cards(collection: &Collection, brought: &mut Brought) -> HashMap<i64, String> {
    let mut ids = slug::Ids::default();
    let mut made = HashMap::new();
    let topics = topics(collection, brought);
    for held in &collection.cards {
        let Some(note) = collection.notes.get(&held.note) else { continue };
        let Some(kind) = collection.types.get(&note.kind) else {
            let what = format!("note {} has no note type and is left out", held.note);
            brought.lose(NOWHERE, what);
            continue;
        };
        let deck = collection.decks.get(&held.deck).map_or("", String::as_str);
        let card = Card { note, kind, place: held.place, deck };
        match card.draft() {
            Ok(mut draft) => {
                let name = id(&note.guid, held.place);
                draft.id = ids.next([&*name]);
                draft.topic = topics.get(&held.deck).cloned();
                if held.suspended {
                    draft.lose("that it was suspended");
                }
                if held.flagged {
                    draft.lose("its coloured flag");
                }
                made.insert(held.id, draft.id.clone());
                brought.add(NOWHERE, draft);
            }
            Err(why) => brought.lose(NOWHERE, format!("{why}; left out: {}", clean(&note.title()))),
        }
    }
    made
}

/// Tells of what is in a collection and on no card.
fn strays(collection: &Collection, brought: &mut Brought) {
    let shown: BTreeSet<i64> = collection.cards.iter().map(|card| card.note).collect();
    let alone = collection.notes.keys().filter(|note| !shown.contains(note)).count();
    let lost = shown.iter().filter(|note| !collection.notes.contains_key(note)).count();
    for (count, noun, what) in [(alone, "note", "without a card"), (lost, "card", "without a note")]
    {
        if count > 0 {
            brought.lose(NOWHERE, format!("{} {what} left out", counted(count, noun)));
        }
    }
    let mut hidden: BTreeMap<&str, usize> = BTreeMap::new();
    for note in collection.notes.values() {
        let Some(kind) = collection.types.get(&note.kind) else { continue };
        for (name, html) in kind.fields.iter().zip(&note.fields) {
            if kind.hides(name) && !template::is_blank(html) {
                *hidden.entry(name).or_default() += 1;
            }
        }
    }
    for (name, count) in hidden {
        let what = format!(
            "field `{}` is on no card; left out of {}",
            clean(name),
            counted(count, "note")
        );
        brought.lose(NOWHERE, what);
    }
}

/// An id for ever: the note's own where it will do, else one made of it.
fn id(guid: &str, place: usize) -> String {
    let is_sound = !guid.is_empty() && slug::id(guid) == guid && guid.len() <= 56;
    let name = if is_sound { guid.to_owned() } else { slug::hashed("anki-", guid) };
    if place == 0 { name } else { format!("{name}-{}", place + 1) }
}

/// The topic that each deck is: its last part, the root they share left out.
fn topics(collection: &Collection, brought: &mut Brought) -> BTreeMap<i64, String> {
    let used: BTreeSet<i64> = collection.cards.iter().map(|card| card.deck).collect();
    let name = |id: &i64| collection.decks.get(id).map(|name| (*id, name.split("::").collect()));
    let used: Vec<(i64, Vec<&str>)> = used.iter().filter_map(name).collect();
    let roots: BTreeSet<&str> = used.iter().filter_map(|(_, path)| path.first().copied()).collect();
    let shared = usize::from(roots.len() == 1);
    let mut topics = BTreeMap::new();
    for (deck, path) in used {
        let below = path.get(shared..).unwrap_or_default();
        let Some(last) = below.last() else { continue };
        let topic = slug::id(last);
        let is_whole = below.len() == 1 && topic == *last;
        if !is_whole {
            let kept = if topic.is_empty() {
                "left out".to_owned()
            } else {
                format!("kept as topic `{topic}`")
            };
            brought.lose(NOWHERE, format!("deck `{}` {kept}", clean(&path.join("::"))));
        }
        if !topic.is_empty() {
            topics.insert(deck, topic);
        }
    }
    topics
}

/// The reviews of cards whose learners rated themselves.
fn reviews(collection: &Collection, ids: &HashMap<i64, String>, brought: &mut Brought) {
    let picked: BTreeSet<&str> = brought
        .drafts
        .iter()
        .filter(|draft| matches!(draft.body, Body::Choice { .. }))
        .map(|draft| &*draft.id)
        .collect();
    let (mut unknown, mut orphans) = (0, 0);
    let mut reviews = Vec::new();
    for it in &collection.reviews {
        match ids.get(&it.card) {
            Some(id) if picked.contains(&**id) => unknown += 1,
            Some(id) => reviews.push(Review {
                question: id.clone(),
                at: Millis(it.id),
                rating: it.rating,
                took: Millis(it.took),
            }),
            None => orphans += 1,
        }
    }
    let mut tell = |count: usize, why: &str| {
        if count > 0 {
            let what = format!("{} {why}", counted(count, "review"));
            brought.losses.push(Loss { line: None, question: None, what });
        }
    };
    tell(unknown, "of questions with options: what was picked is not written there");
    tell(orphans, "of cards that are not in it");
    tell(collection.other_reviews, "by hand or while cramming");
    brought.reviews = reviews;
}

#[cfg(test)]
mod tests {
    use rusqlite::{Connection, params};

    use super::*;
    use crate::exchange::archive;

    #[test]
    fn nothing_of_a_collection_is_dropped_in_silence() {
        let mut db = Connection::open_in_memory().unwrap();
        let models = r#"{"1": {"type": 0, "flds": [{"name": "Front"}, {"name": "Back"},
            {"name": "Hidden"}], "tmpls": [{"qfmt": "{{Front}}", "afmt": "{{#Back}}{{text:Back}}{{/Back}}"}]}}"#;
        let decks = r#"{"1": {"name": "A::B"}, "2": {"name": "C"}}"#;
        db.execute_batch(
            "CREATE TABLE col (ver, conf, models, decks);
            CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, tags, flds);
            CREATE TABLE cards (id INTEGER PRIMARY KEY, nid, did, odid, ord, queue, flags);
            CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid, ease, time, type);
            INSERT INTO notes VALUES (1, 'one', 1, '', 'F\x1fB\x1fmore'), (2, 'two', 1, '', 'F'),
                (3, 'three', 9, '', 'F\x1fB\x1f');
            INSERT INTO cards VALUES (11, 1, 1, 0, 0, -1, 3), (12, 3, 2, 0, 0, 0, 0),
                (13, 4, 2, 0, 0, 0, 0), (14, 1, 2, 1, 1, 0, 0);
            INSERT INTO revlog VALUES (900, 11, 3, 5, 1), (901, 11, 3, 5, 3), (902, 99, 3, 5, 1);"
                .replace("\\x1f", "\u{1f}")
                .as_str(),
        )
        .unwrap();
        let row = params![models, decks];
        db.execute("INSERT INTO col VALUES (11, '{}', ?1, ?2)", row).unwrap();
        let bytes = db.serialize("main").unwrap().to_vec();
        let brought = read(&archive::packed(&[("collection.anki2", &bytes)])).unwrap();
        let told: Vec<String> = brought.losses.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "deck `A::B` kept as topic `b`",
                "deck `C` kept as topic `c`",
                "one: that it was suspended",
                "one: its coloured flag",
                "its note type has no such card; left out: F",
                "note 3 has no note type and is left out",
                "1 note without a card left out",
                "1 card without a note left out",
                "field `Hidden` is on no card; left out of 1 note",
                "1 review of cards that are not in it",
                "1 review by hand or while cramming",
            ]
        );
        assert_eq!((brought.drafts.len(), brought.reviews.len()), (1, 1));
    }
}
