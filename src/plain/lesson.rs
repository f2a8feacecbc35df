//! Lessons, read from top to bottom.

use std::io;

use super::{Desk, Shell};
use crate::{
    item::{Place, Slug},
    pack::{FIGURES, Lesson},
    study::Fact,
    text::{self, Frame},
};

const WIDTH: u16 = 76;

/// Lets the learner choose a lesson, and reads it out.
pub fn choose(desk: &mut Desk<'_>, shell: &mut Shell<'_>) -> io::Result<()> {
    for (index, lesson) in desk.pack.lessons.iter().enumerate() {
        let minutes = lesson.minutes.map_or_else(String::new, |it| format!(", {it} minutes"));
        shell.say(&format!("{}. {}{minutes}", index + 1, lesson.title))?;
    }
    let Some(line) = shell.ask("Which lesson, or empty for none:")? else { return Ok(()) };
    let chosen = line.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let Some(lesson) = chosen.and_then(|index| desk.pack.lessons.get(index)) else {
        return Ok(());
    };
    tell(desk, lesson, None, shell)?;
    let fact = Fact::Read { pack: desk.pack.manifest.id.clone(), lesson: lesson.id.clone() };
    match desk.store.record(fact, shell.now()) {
        Ok(recorded) => recorded.changes.apply(&recorded.entry, &mut desk.progress),
        Err(error) => shell.say(&format!("Not kept: {error}"))?,
    }
    Ok(())
}

/// Reads out the section of a lesson that a question comes from.
pub fn section(desk: &Desk<'_>, place: &Place, shell: &mut Shell<'_>) -> io::Result<()> {
    match desk.pack.lessons.iter().find(|lesson| lesson.id == place.lesson) {
        Some(lesson) => tell(desk, lesson, place.slug.as_ref(), shell),
        None => shell.say("The lesson is not in the pack."),
    }
}

fn tell(
    desk: &Desk<'_>,
    lesson: &Lesson,
    slug: Option<&Slug>,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    let embed = |target: &str, _: u16| desk.pack.embed(&lesson.file, target);
    let frame = Frame { width: WIDTH, embed: &embed, figure: Some(FIGURES) };
    let page = text::layout(&text::parse(&lesson.body), &frame);
    let section = slug.and_then(|slug| page.under(slug));
    if section.is_none() {
        shell.say(&lesson.title)?;
        shell.gap()?;
    }
    let lines = section.unwrap_or(0..page.lines.len());
    shell.lines(page.lines.get(lines).unwrap_or_default())
}
