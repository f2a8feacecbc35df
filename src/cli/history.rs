//! Reviews of another program as facts of the journal.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::{
    exchange::{Brought, Draft, Review, VERSION},
    item::{Id as _, ItemId, Outcome, PackId, Recalled, Response, Seed, Values},
    store::Written,
    study::{Answered, Entry, Fact, IDLE, Millis, Moment, Occasion, Offset, memory::Rating},
};

/// The facts that these reviews are, the same for the same reviews. Each is of
/// a device of its own: the other program does not number them, and so they
/// unite in whatever order files come.
pub fn entries(pack: &str, brought: &Brought, offset: Offset) -> Vec<Written> {
    let Some(pack) = PackId::new(pack) else { return Vec::new() };
    let words: HashMap<&str, u32> =
        brought.drafts.iter().map(|draft| (&*draft.id, words(draft))).collect();
    let entry = |review: &Review| {
        let words = words.get(&*review.question).copied().unwrap_or(1);
        let entry = entry(&pack, review, words, offset)?;
        Written::of(&entry).ok()
    };
    brought.reviews.iter().filter_map(entry).collect()
}

/// Words that a learner reads before answering.
fn words(draft: &Draft) -> u32 {
    u32::try_from(draft.stem.split_whitespace().count()).unwrap_or(u32::MAX)
}

fn entry(pack: &PackId, review: &Review, words: u32, offset: Offset) -> Option<Entry> {
    let name = format!("{pack}\0{}\0{}", review.question, review.at.0);
    let sum: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let random: [u8; 10] = std::array::from_fn(|at| sum[at]);
    let device: [u8; 16] = std::array::from_fn(|at| sum[at + 16]);
    let millis = u64::try_from(review.at.0).ok()?;
    let recalled = match review.rating {
        Rating::Again => Recalled::Again,
        Rating::Hard => Recalled::Hard,
        Rating::Good => Recalled::Good,
        Rating::Easy => Recalled::Easy,
    };
    let answered = Answered {
        pack: pack.clone(),
        version: VERSION.to_owned(),
        question: ItemId::new(&review.question)?,
        response: Response::Recall(recalled),
        outcome: if recalled == Recalled::Again { Outcome::Wrong } else { Outcome::Right },
        sure: None,
        rating: review.rating,
        took: Millis(review.took.0.clamp(0, IDLE.0)),
        words,
        seed: Seed::default(),
        values: Values::default(),
        occasion: Occasion::Review,
        drawn: None,
    };
    Some(Entry {
        id: uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid(),
        device: uuid::Builder::from_custom_bytes(device).into_uuid(),
        seq: 1,
        moment: Moment { at: review.at, offset },
        fact: Fact::Answered(Box::new(answered)),
    })
}
