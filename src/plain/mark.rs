//! What a learner leaves at a question: flags, notes, reports.

use std::io;

use super::{Desk, Shell, session::keep};
use crate::{
    item::Item,
    study::{Fact, Mark},
};

/// Flags a question, or takes the flag away.
pub fn flag(desk: &mut Desk<'_>, item: &Item, shell: &mut Shell<'_>) -> io::Result<()> {
    let on = !desk.progress.marks.is_flagged(item);
    let pack = desk.pack.manifest.id.clone();
    let fact = Fact::Flagged { pack, question: item.id.clone(), on };
    if keep(desk, fact, shell)?.is_some() {
        shell.say(if on { "Flagged." } else { "No longer flagged." })?;
    }
    Ok(())
}

/// Keeps a note; reads it out if there is no text.
pub fn note(
    desk: &mut Desk<'_>,
    item: &Item,
    text: String,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    if text.is_empty() {
        let note = desk.progress.marks.note_on(item).map(str::to_owned);
        return shell.say(&note.unwrap_or_else(|| "There is no note on this question.".to_owned()));
    }
    let (pack, mark) = (desk.pack.manifest.id.clone(), Mark::Question(item.id.clone()));
    if keep(desk, Fact::Noted { pack, mark, text }, shell)?.is_some() {
        shell.say("The note is kept.")?;
    }
    Ok(())
}

/// Keeps what is wrong with a question, for its author.
pub fn report(
    desk: &mut Desk<'_>,
    item: &Item,
    text: String,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    if text.is_empty() {
        return shell.say("Write what is wrong behind it: `:report The key is outdated.`");
    }
    let manifest = &desk.pack.manifest;
    let (pack, version) = (manifest.id.clone(), manifest.version.to_string());
    let fact = Fact::Reported { pack, version, question: item.id.clone(), text };
    if keep(desk, fact, shell)?.is_some() {
        shell.say("The report is kept for its author.")?;
    }
    Ok(())
}

/// Leaves a question out from now on, or brings it back. Whether it is out now.
pub fn suspend(desk: &mut Desk<'_>, item: &Item, shell: &mut Shell<'_>) -> io::Result<bool> {
    let pack = desk.pack.manifest.id.clone();
    let on = !desk.progress.marks.is_suspended(item);
    let fact = Fact::Suspended { pack, question: item.id.clone(), on };
    let kept = keep(desk, fact, shell)?.is_some();
    if kept {
        shell.say(if on { "Left out from now on." } else { "Asked again from now on." })?;
        shell.gap()?;
    }
    Ok(kept && on)
}

/// Buries a question until tomorrow. Whether that was kept.
pub fn bury(desk: &mut Desk<'_>, item: &Item, shell: &mut Shell<'_>) -> io::Result<bool> {
    let pack = desk.pack.manifest.id.clone();
    let until = Some(shell.now().day().plus(1).date());
    let kept = keep(desk, Fact::Buried { pack, question: item.id.clone(), until }, shell)?;
    if kept.is_some() {
        shell.say("Not before tomorrow.")?;
        shell.gap()?;
    }
    Ok(kept.is_some())
}
