//! Leeches: what is forgotten over and over, told when it happens.

use super::{
    card::CardKey,
    fact::Fact,
    progress::Progress,
    session::{Done, Told},
};
use crate::pack::Pack;

/// What to say after an answer that made a leech of its card.
pub fn told(told: &Told, progress: &Progress) -> Option<String> {
    let lapses = told.card.filter(|_| told.leech)?.lapses;
    let rest = if progress.goals.scheduling.suspends {
        "it is left out from now on, until you bring it back"
    } else {
        "read about it, write a note, or leave it out"
    };
    Some(format!("Forgotten {lapses} times, a leech: {rest}."))
}

/// Facts that leave out the questions of a card that has become a leech, if the
/// learner wants that.
pub fn left_out(done: &Done, pack: &Pack, progress: &Progress) -> Vec<Fact> {
    suspended(done, pack, progress, true)
}

/// Facts that bring them back when the answer is taken back.
pub fn back(done: &Done, pack: &Pack, progress: &Progress) -> Vec<Fact> {
    suspended(done, pack, progress, false)
}

fn suspended(done: &Done, pack: &Pack, progress: &Progress, on: bool) -> Vec<Fact> {
    if !done.told.leech || !progress.goals.scheduling.suspends {
        return Vec::new();
    }
    let card = CardKey::of(&done.asked.item);
    let theirs = pack.items.iter().filter(|item| CardKey::of(item) == card);
    theirs
        .filter(|item| progress.marks.is_suspended(item) != on)
        .map(|item| {
            let (pack, question) = (pack.manifest.id.clone(), item.id.clone());
            Fact::Suspended { pack, question, on }
        })
        .collect()
}
