//! A session in lines.

use std::io;

use super::{Desk, Shell, lesson, mark, pad};
use crate::{
    item::{Outcome, Response},
    pack::Pack,
    store::Recorded,
    study::{
        Asked, Confidence, Fact, Filter, Given, Millis, Occasion, Session, Stage, Told, leech,
    },
    text::Markdown,
};

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing was left to ask.
    Over,
    /// The learner left, or input ended.
    Left,
}

impl Ending {
    /// Whether the dialogue is to end with it.
    pub fn is_end(self) -> bool {
        self == Self::Left
    }
}

/// What a line is for.
enum Command {
    Sure(Confidence),
    Skip,
    Undo,
    Lesson,
    Flag,
    Suspend,
    Bury,
    Note(String),
    Report(String),
    Help,
    Quit,
}

const COMMANDS: &[(&str, &str)] = &[
    (":sure", "say that you are sure, before the answer"),
    (":think", "say that you think so"),
    (":guess", "say that you guess"),
    (":skip", "put the question off to the end; a second time, for good"),
    (":undo", "take the latest answer back"),
    (":flag", "flag the question, or take the flag away"),
    (":note TEXT", "keep a note of your own; without a text, it is read out"),
    (":bury", "leave the question out until tomorrow; :undo brings it back"),
    (":suspend", "leave the question out from now on, or bring it back"),
    (":report TEXT", "report the question as faulty, in your words"),
    (":lesson", "read what the lesson says about it"),
    (":help", "these lines"),
    (":quit", "leave; everything is kept"),
];

fn command(line: &str) -> Option<Command> {
    Some(match line {
        ":sure" => Command::Sure(Confidence::Sure),
        ":think" => Command::Sure(Confidence::ThinkSo),
        ":guess" => Command::Sure(Confidence::Guess),
        ":skip" => Command::Skip,
        ":undo" => Command::Undo,
        ":lesson" => Command::Lesson,
        ":flag" => Command::Flag,
        ":suspend" => Command::Suspend,
        ":bury" => Command::Bury,
        ":help" => Command::Help,
        ":quit" | ":q" => Command::Quit,
        line => {
            let (name, text) = line.split_once(' ').unwrap_or((line, ""));
            let text = text.trim().to_owned();
            match name {
                ":note" => Command::Note(text),
                ":report" => Command::Report(text),
                _ => return None,
            }
        }
    })
}

/// Asks questions until none is left or the learner leaves.
pub fn run(
    desk: &mut Desk<'_>,
    occasion: Occasion,
    filter: &Filter,
    count: usize,
    shell: &mut Shell<'_>,
) -> io::Result<Ending> {
    let (pack, wanted) = (desk.pack, (filter, count));
    let mut session =
        Session::begin(occasion, pack, &desk.progress, wanted, shell.now(), desk.seed);
    if matches!(session.stage(), Stage::Over) {
        shell.say(match occasion {
            Occasion::Practice | Occasion::Exam => "No question is like that.",
            Occasion::Review => "Nothing is due.",
        })?;
        return Ok(Ending::Over);
    }
    let ending = loop {
        let Stage::Asking(asked) = session.stage() else { break Ending::Over };
        let asked = asked.clone();
        question(desk, &session, &asked, shell)?;
        if turn(desk, &mut session, &asked, shell)?.is_end() {
            break Ending::Left;
        }
    };
    let count = session.count();
    shell.say(&format!("Done: {} of {} right.", count.right, count.answered))?;
    Ok(ending)
}

/// Says the question.
fn question(
    desk: &Desk<'_>,
    session: &Session,
    asked: &Asked,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    let count = session.count();
    let title = session.occasion().title();
    shell.say(&format!("{title}: question {} of {}.", count.place, count.total))?;
    shell.gap()?;
    pad::pose(desk.pack, asked, shell)
}

/// Reads lines until the question is answered, skipped or left.
fn turn(
    desk: &mut Desk<'_>,
    session: &mut Session,
    asked: &Asked,
    shell: &mut Shell<'_>,
) -> io::Result<Ending> {
    let since = shell.now();
    let mut sure = None;
    let mut hidden = pad::hidden(asked);
    loop {
        let Some(line) = shell.ask(&pad::prompt(asked, hidden.is_some()))? else {
            return Ok(Ending::Left);
        };
        match command(&line) {
            Some(Command::Quit) => return Ok(Ending::Left),
            Some(Command::Sure(confidence)) => {
                sure = Some(confidence);
                shell.say(&format!("You said: {}.", confidence.word()))?;
            }
            Some(Command::Help) => help(shell)?,
            Some(Command::Lesson) => match &asked.item.lesson {
                Some(place) => lesson::section(desk, place, shell)?,
                None => shell.say("This question names no lesson.")?,
            },
            Some(Command::Flag) => mark::flag(desk, &asked.item, shell)?,
            Some(Command::Note(text)) => mark::note(desk, &asked.item, text, shell)?,
            Some(Command::Report(text)) => mark::report(desk, &asked.item, text, shell)?,
            Some(Command::Suspend) => {
                if mark::suspend(desk, &asked.item, shell)? {
                    session.leave_out(shell.now());
                    return Ok(Ending::Over);
                }
            }
            Some(Command::Bury) => {
                if mark::bury(desk, &asked.item, shell)? {
                    session.leave_out(shell.now());
                    return Ok(Ending::Over);
                }
            }
            Some(Command::Skip) => {
                session.skip(shell.now());
                return Ok(Ending::Over);
            }
            Some(Command::Undo) => {
                if undo(desk, session, shell)? {
                    return Ok(Ending::Over);
                }
            }
            None if line.starts_with(':') => {
                shell.say(&format!("`{line}` is not a command; :help lists them."))?;
            }
            None if hidden.is_some() => hidden = show(hidden, &line, shell)?,
            None => match pad::read(desk.pack, asked, &line) {
                Err(lack) => shell.say(&lack)?,
                Ok(response) => {
                    let sure = sure.filter(|_| !matches!(response, Response::Recall(_)));
                    let took = Millis(shell.now().at.0 - since.at.0);
                    if answer(desk, session, Given { response, sure, took }, shell)? {
                        return Ok(Ending::Over);
                    }
                }
            },
        }
    }
}

/// Shows what was hidden when an empty line is read; says so at any other.
fn show<'a>(
    hidden: Option<&'a Markdown>,
    line: &str,
    shell: &mut Shell<'_>,
) -> io::Result<Option<&'a Markdown>> {
    if !line.is_empty() {
        shell.say("First the answer: an empty line shows it.")?;
        return Ok(hidden);
    }
    shell.gap()?;
    hidden.map_or(Ok(()), |hidden| shell.markdown(hidden))?;
    shell.gap()?;
    Ok(None)
}

fn help(shell: &mut Shell<'_>) -> io::Result<()> {
    COMMANDS.iter().try_for_each(|(name, about)| shell.say(&format!("{name}: {about}")))
}

/// Keeps an answer, then tells. Whether it was kept.
fn answer(
    desk: &mut Desk<'_>,
    session: &mut Session,
    given: Given,
    shell: &mut Shell<'_>,
) -> io::Result<bool> {
    let Some(answered) = session.answer(given, &desk.progress, &desk.pack.manifest, shell.now())
    else {
        return Ok(false);
    };
    let Some(recorded) = keep(desk, Fact::Answered(answered), shell)? else {
        session.failed();
        return Ok(false);
    };
    session.saved(recorded.entry.id, &desk.progress, shell.now());
    if let Stage::Told(asked, told) = session.stage() {
        tell(desk.pack, asked, told, shell)?;
    }
    if let Some(done) = session.done().last() {
        for fact in leech::left_out(done, desk.pack, &desk.progress) {
            keep(desk, fact, shell)?;
        }
        if let Some(told) = leech::told(&done.told, &desk.progress) {
            shell.say(&told)?;
            shell.gap()?;
        }
    }
    session.next(shell.now().at);
    Ok(true)
}

/// Takes the latest answer back. Whether there was one.
fn undo(desk: &mut Desk<'_>, session: &mut Session, shell: &mut Shell<'_>) -> io::Result<bool> {
    if let Some(item) = session.put_away() {
        let today = shell.now().day();
        let fact = desk.progress.marks.back(&desk.pack.manifest.id, item, today);
        if keep(desk, fact, shell)?.is_none() {
            return Ok(false);
        }
        session.brought_back();
        shell.say("Asked again.")?;
        shell.gap()?;
        return Ok(true);
    }
    let Some(entry) = session.latest() else {
        shell.say("There is no answer to take back.")?;
        return Ok(false);
    };
    if keep(desk, Fact::Undone { entry }, shell)?.is_none() {
        return Ok(false);
    }
    let back = session.done().last().map(|done| leech::back(done, desk.pack, &desk.progress));
    session.undone();
    for fact in back.into_iter().flatten() {
        keep(desk, fact, shell)?;
    }
    shell.say("Taken back.")?;
    shell.gap()?;
    Ok(true)
}

/// Writes a fact down; says so if that fails.
pub fn keep(
    desk: &mut Desk<'_>,
    fact: Fact,
    shell: &mut Shell<'_>,
) -> io::Result<Option<Recorded>> {
    match desk.store.record(fact, shell.now()) {
        Ok(recorded) => {
            recorded.changes.apply(&recorded.entry, &mut desk.progress);
            Ok(Some(recorded))
        }
        Err(error) => {
            shell.say(&format!("Not kept: {error}. Answer again when it is mended."))?;
            Ok(None)
        }
    }
}

fn tell(pack: &Pack, asked: &Asked, told: &Told, shell: &mut Shell<'_>) -> io::Result<()> {
    shell.gap()?;
    shell.say(match (told.outcome, told.sure) {
        (Outcome::Right, Some(Confidence::Guess)) => "Right, but counted as not known.",
        (Outcome::Right, _) => "Right.",
        (Outcome::Wrong, Some(Confidence::Sure)) => "Wrong, and you were sure.",
        (Outcome::Wrong, _) => "Wrong.",
    })?;
    pad::tell(pack, asked, told, shell)?;
    if let Some(rationale) = &asked.item.rationale {
        shell.markdown(rationale)?;
        shell.gap()?;
    }
    if let Some(card) = told.card {
        let next = card.comes_back(shell.now());
        shell.say(&format!("Next look: {next}."))?;
        shell.gap()?;
    }
    Ok(())
}
