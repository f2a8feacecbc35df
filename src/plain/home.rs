//! The choice of what to do, in lines.

use std::io;

use super::{Desk, Place, Shell, exam, lesson, session};
use crate::study::{Filter, Occasion, PRACTICE, Today, exam::Sitting};

/// Runs the dialogue until the learner leaves or input ends.
///
/// # Errors
/// If nothing more can be said.
pub fn run(desk: &mut Desk<'_>, place: Place, shell: &mut Shell<'_>) -> io::Result<()> {
    match place {
        Place::Home => home(desk, shell),
        Place::Session(occasion, filter, count) => {
            session::run(desk, occasion, &filter, count, shell).map(drop)
        }
        Place::Exam(sitting) => exam::open(desk, &sitting, shell).map(drop),
    }
}

fn home(desk: &mut Desk<'_>, shell: &mut Shell<'_>) -> io::Result<()> {
    loop {
        let now = shell.now();
        let today = Today::of(desk.pack, &desk.progress, now);
        shell.say(&desk.pack.manifest.title)?;
        if let Some(note) = &desk.note {
            shell.say(note)?;
        }
        if let Some(days) = desk.progress.goals.days_left(now) {
            shell.say(&match days {
                0 => "The exam is today.".to_owned(),
                1 => "The exam is tomorrow.".to_owned(),
                days => format!("The exam is in {days} days."),
            })?;
        }
        shell.say(&format!("1. Review what is due: {}", today.due))?;
        let lessons = desk.pack.lessons.len();
        shell.say(&format!("2. Learn: {lessons} {}", plural("lesson", lessons)))?;
        let questions = desk.pack.items.len();
        shell.say(&format!("3. Practise: {questions} {}", plural("question", questions)))?;
        let exams = !desk.pack.manifest.exams.is_empty();
        if exams {
            let under_way = desk.progress.exams.open().is_some();
            shell.say(if under_way {
                "4. Go on with the mock exam"
            } else {
                "4. Sit a mock exam"
            })?;
        }
        let most = if exams { 4 } else { 3 };
        let Some(line) = shell.ask(&format!("1 to {most}, or :quit:"))? else { return Ok(()) };
        let session = match line.as_str() {
            "1" | "review" => Some((Occasion::Review, usize::MAX)),
            "3" | "practise" => Some((Occasion::Practice, PRACTICE)),
            "2" | "learn" => {
                lesson::choose(desk, shell)?;
                None
            }
            "4" | "exam" if exams => {
                if exam::open(desk, &Sitting::default(), shell)?.is_end() {
                    return Ok(());
                }
                None
            }
            ":quit" | ":q" | "q" => return Ok(()),
            _ => {
                shell.say(&format!("Write a number from 1 to {most}, or :quit to leave."))?;
                None
            }
        };
        if let Some((occasion, count)) = session
            && session::run(desk, occasion, &Filter::default(), count, shell)?.is_end()
        {
            return Ok(());
        }
        shell.gap()?;
    }
}

fn plural(noun: &str, count: usize) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}
