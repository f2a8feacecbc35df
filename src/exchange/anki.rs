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
use super::{Body, Brought, Fault, Loss, Review, Sent, clean, slug};
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
        let files = if media == 1 { "file" } else { "files" };
        brought.lose(NOWHERE, format!("{media} {files} of pictures or sound left out"));
    }
    let ids = cards(&collection, &mut brought);
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
                made.insert(held.id, draft.id.clone());
                brought.add(NOWHERE, draft);
            }
            Err(why) => brought.lose(NOWHERE, format!("{why}; left out: {}", clean(&note.title()))),
        }
    }
    made
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
            let what = format!("{count} reviews {why}");
            brought.losses.push(Loss { line: None, question: None, what });
        }
    };
    tell(unknown, "of questions with options: what was picked is not written there");
    tell(orphans, "of cards that are not in it");
    brought.reviews = reviews;
}
