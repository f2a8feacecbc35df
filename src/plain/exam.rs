//! A mock exam in lines.

use std::io;

use super::{
    Desk, Shell, mark, pad,
    session::{self, Ending, keep},
};
use crate::{
    item::{ItemId, Seed},
    study::{
        Asked, Confidence, Fact, Filter, Millis, Moment, Occasion, Sorting,
        exam::{self, Attempt, AttemptId, Ended, Mark, Part, Ready, Report},
    },
};

const COMMANDS: &[(&str, &str)] = &[
    (":next, :prev, :go 12", "to the next question, the one before, question 12"),
    (":flag", "flag the question for later, or take the flag away"),
    (":strike 3", "strike an option out, or take that back"),
    (":clear", "take your choice back"),
    (":sure, :think, :guess", "how sure you are; before or after your choice"),
    (":note TEXT", "keep a note of your own"),
    (":sheet", "the answer sheet: what is answered, flagged and open"),
    (":time", "the time left"),
    (":hand-in", "hand in; asks first"),
    (":quit", "leave; everything is kept, and the exam can be gone on with"),
    (":help", "these lines"),
];

/// Commands of other sessions that tell too much before the hand-in.
const OFF: &[&str] = &[":undo", ":lesson", ":suspend", ":report"];

/// A sitting, and where it stands.
struct Sitting {
    id: AttemptId,
    at: usize,
    since: Moment,
}

/// What a line came to.
enum Turn {
    /// The same question waits.
    Same,
    /// This question is shown.
    Show(usize),
    /// The exam is over.
    Over(Ended),
    /// The learner leaves.
    Leave,
}

/// Goes on with the attempt under way, or begins one.
///
/// # Errors
/// If nothing more can be said.
pub fn open(
    desk: &mut Desk<'_>,
    wanted: &exam::Sitting,
    shell: &mut Shell<'_>,
) -> io::Result<Ending> {
    if let Some(attempt) = desk.progress.exams.open() {
        let (answered, _, all) = attempt.counts();
        let begun = attempt.begun.in_words();
        shell.say(&format!("Going on with the exam of {begun}: {answered} of {all} answered."))?;
        return run(desk, shell);
    }
    let now = shell.now();
    let Some(exam) = wanted.exam(desk.pack, &desk.progress, now) else {
        shell.say("The pack has no exam.")?;
        return Ok(Ending::Over);
    };
    let seed = Seed(desk.seed.0.wrapping_add(now.at.0.unsigned_abs()));
    let ready = match exam::ready(desk.pack, &desk.progress, exam, &wanted.wanted, seed) {
        Ok(ready) => ready,
        Err(cannot) => {
            shell.say(&format!("There is no exam to sit: {cannot}."))?;
            return Ok(Ending::Over);
        }
    };
    if wanted.tutor {
        let count = ready.form.questions.len();
        let only = Some(ready.form.questions);
        let filter = Filter { only, order: Sorting::Written, ..Filter::default() };
        return session::run(desk, Occasion::Practice, &filter, count, shell);
    }
    before(&ready, shell)?;
    if let Some(told) = exam::moves(exam, &desk.pack.manifest, now.day().date()) {
        shell.say(&told)?;
    }
    let (begun, _) = exam::begin(desk.pack, ready.form, now);
    if keep(desk, begun, shell)?.is_none() {
        return Ok(Ending::Left);
    }
    run(desk, shell)
}

/// What is to be known before it begins.
fn before(ready: &Ready, shell: &mut Shell<'_>) -> io::Result<()> {
    let form = &ready.form;
    let (count, minutes) = (form.questions.len(), form.time.0 / 60_000);
    shell.say(&format!(
        "{}, {}: {count} questions, {minutes} min.",
        form.mode.title(),
        form.exam
    ))?;
    if !form.unscored.is_empty() {
        let unscored = form.unscored.len();
        shell.say(&format!("{unscored} of them do not count and are not marked."))?;
    }
    if let Some(full) = ready.shortened {
        let how =
            if ready.missed.is_empty() { "by the same weights" } else { "not by its weights" };
        shell.say(&format!(
            "The pack has too few questions for {full}; this form is shorter, {how}."
        ))?;
    }
    for it in &ready.missed {
        shell.say(&format!("{}: {} questions instead of {}.", it.domain, it.got, it.wanted))?;
    }
    shell.say("Nothing is told before you hand in. :help lists what you can do.")
}

/// Asks the questions of the attempt under way, until it is handed in, its time
/// is over, or the learner leaves.
fn run(desk: &mut Desk<'_>, shell: &mut Shell<'_>) -> io::Result<Ending> {
    let Some(attempt) = desk.progress.exams.open() else { return Ok(Ending::Over) };
    let open = attempt.form.questions.iter().position(|it| attempt.at(it).response.is_none());
    let mut sitting = Sitting { id: attempt.id, at: open.unwrap_or(0), since: shell.now() };
    if !pause(desk, sitting.id, false, shell)? {
        return Ok(Ending::Left);
    }
    let mut told = shell.now();
    loop {
        let Some(attempt) = desk.progress.exams.open().cloned() else { return Ok(Ending::Over) };
        let now = shell.now();
        if let Some(how) = attempt.over(now) {
            return end(desk, &attempt, how, shell);
        }
        if let Some(warning) = attempt.warning(told, now) {
            shell.say(&format!("{} min left.", warning.0))?;
        }
        told = now;
        let Some(asked) = shown(desk, &attempt, sitting.at) else {
            sitting.at = (sitting.at + 1) % attempt.form.questions.len().max(1);
            continue;
        };
        question(desk, &attempt, &sitting, &asked, shell)?;
        match turns(desk, &mut sitting, &asked, shell)? {
            Turn::Same => (),
            Turn::Show(at) => sitting.at = at.min(attempt.form.questions.len().saturating_sub(1)),
            Turn::Over(how) => {
                let attempt = desk.progress.exams.open().cloned().unwrap_or(attempt);
                return end(desk, &attempt, how, shell);
            }
            Turn::Leave => {
                pause(desk, sitting.id, true, shell)?;
                shell.say("The exam waits; `tripos exam` goes on with it.")?;
                return Ok(Ending::Left);
            }
        }
        sitting.since = shell.now();
    }
}

/// The question shown, by the name it has in the form.
fn question_at(attempt: &Attempt, sitting: &Sitting) -> Option<ItemId> {
    attempt.form.questions.get(sitting.at).cloned()
}

/// How it stands at the question shown.
fn standing(desk: &Desk<'_>, sitting: &Sitting) -> Mark {
    let attempt = desk.progress.exams.open();
    let mark = attempt.and_then(|it| Some(it.at(&question_at(it, sitting)?)));
    mark.unwrap_or_default()
}

/// A question as the form shows it; nothing if it left the pack.
fn shown(desk: &Desk<'_>, attempt: &Attempt, at: usize) -> Option<Asked> {
    let id = attempt.form.questions.get(at)?;
    Some(attempt.form.show(id, desk.pack.item(id)?))
}

/// Stops or goes on. Whether that is on disk: another program may sit the exam.
fn pause(
    desk: &mut Desk<'_>,
    attempt: AttemptId,
    on: bool,
    shell: &mut Shell<'_>,
) -> io::Result<bool> {
    let pack = desk.pack.manifest.id.clone();
    let fact = Fact::ExamPaused { pack: pack.clone(), attempt, on };
    let Some(recorded) = keep(desk, fact, shell)? else { return Ok(false) };
    if recorded.stale {
        // Another program went on with it meanwhile.
        match desk.store.progress(&pack) {
            Ok(progress) => desk.progress = progress,
            Err(error) => {
                shell.say(&error.to_string())?;
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn question(
    desk: &Desk<'_>,
    attempt: &Attempt,
    sitting: &Sitting,
    asked: &Asked,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    let (place, all) = (sitting.at + 1, attempt.form.questions.len());
    let left = clock(attempt.left(shell.now()));
    let mark = standing(desk, sitting);
    let flagged = if mark.flagged { ", flagged" } else { "" };
    shell.gap()?;
    shell.say(&format!("Exam: question {place} of {all}{flagged}. {left} left."))?;
    shell.gap()?;
    pad::pose(desk.pack, asked, shell)?;
    if let Some(kept) = mark.response.as_ref() {
        shell.say(&format!("Your choice: {}.", pad::written(asked, kept)))?;
    }
    Ok(())
}

/// Reads lines until another question is to be shown.
fn turns(
    desk: &mut Desk<'_>,
    sitting: &mut Sitting,
    asked: &Asked,
    shell: &mut Shell<'_>,
) -> io::Result<Turn> {
    loop {
        let Some(line) = shell.ask(&pad::prompt(asked, false))? else { return Ok(Turn::Leave) };
        let Some(attempt) = desk.progress.exams.open().cloned() else { return Ok(Turn::Leave) };
        // What comes after the end is not taken.
        if let Some(how) = attempt.over(shell.now()) {
            return Ok(Turn::Over(how));
        }
        let turn = if line.starts_with(':') {
            command(desk, sitting, asked, &line, shell)?
        } else {
            choose(desk, sitting, asked, &line, shell)?
        };
        if !matches!(turn, Turn::Same) {
            return Ok(turn);
        }
    }
}

/// Keeps a choice and goes on.
fn choose(
    desk: &mut Desk<'_>,
    sitting: &mut Sitting,
    asked: &Asked,
    line: &str,
    shell: &mut Shell<'_>,
) -> io::Result<Turn> {
    let response = match pad::read(desk.pack, asked, line) {
        Ok(response) => response,
        Err(lack) => {
            shell.say(&lack)?;
            return Ok(Turn::Same);
        }
    };
    if !marked(desk, sitting, |mark| mark.response = Some(response), shell)? {
        return Ok(Turn::Same);
    }
    let all = desk.progress.exams.open().map_or(0, |it| it.form.questions.len());
    if sitting.at + 1 < all {
        return Ok(Turn::Show(sitting.at + 1));
    }
    shell.say("That was the last question. :sheet shows what is open, :hand-in hands in.")?;
    Ok(Turn::Same)
}

/// Changes what is kept about the question. Whether that is on disk.
fn marked(
    desk: &mut Desk<'_>,
    sitting: &mut Sitting,
    change: impl FnOnce(&mut Mark),
    shell: &mut Shell<'_>,
) -> io::Result<bool> {
    let attempt = desk.progress.exams.open();
    let Some(question) = attempt.and_then(|it| question_at(it, sitting)) else { return Ok(false) };
    let mut mark = standing(desk, sitting);
    let now = shell.now();
    mark.took.0 += (now.at.0 - sitting.since.at.0).max(0);
    change(&mut mark);
    let fact = Fact::ExamMarked {
        pack: desk.pack.manifest.id.clone(),
        attempt: sitting.id,
        question,
        mark: Box::new(mark),
    };
    sitting.since = now;
    Ok(keep(desk, fact, shell)?.is_some())
}

fn command(
    desk: &mut Desk<'_>,
    sitting: &mut Sitting,
    asked: &Asked,
    line: &str,
    shell: &mut Shell<'_>,
) -> io::Result<Turn> {
    let (name, text) = line.split_once(' ').unwrap_or((line, ""));
    let number = text.trim().parse::<usize>().ok().and_then(|it| it.checked_sub(1));
    match (name, number) {
        (":next" | ":skip" | ":n", _) => return Ok(Turn::Show(sitting.at + 1)),
        (":prev" | ":p", _) => return Ok(Turn::Show(sitting.at.saturating_sub(1))),
        (":go", at) => {
            let all = desk.progress.exams.open().map_or(0, |it| it.form.questions.len());
            match at.filter(|at| *at < all) {
                Some(at) => return Ok(Turn::Show(at)),
                None => shell.say(&format!(":go takes the number of a question, 1 to {all}."))?,
            }
        }
        (":strike", Some(at)) => strike(desk, sitting, asked, at, shell)?,
        (":quit" | ":q" | ":pause", _) => return Ok(Turn::Leave),
        (":hand-in", _) => {
            if hand_in(desk, shell)? {
                return Ok(Turn::Over(Ended::HandedIn));
            }
        }
        (":flag", _) => {
            if marked(desk, sitting, |mark| mark.flagged = !mark.flagged, shell)? {
                let on = standing(desk, sitting).flagged;
                shell.say(if on { "Flagged." } else { "No longer flagged." })?;
            }
        }
        (":clear", _) => {
            if marked(desk, sitting, |mark| mark.response = None, shell)? {
                shell.say("Your choice is taken back.")?;
            }
        }
        (":sure", _) => sure(desk, sitting, Confidence::Sure, shell)?,
        (":think", _) => sure(desk, sitting, Confidence::ThinkSo, shell)?,
        (":guess", _) => sure(desk, sitting, Confidence::Guess, shell)?,
        (":note", _) => mark::note(desk, &asked.item, text.trim().to_owned(), shell)?,
        (":sheet", _) => sheet(desk, shell)?,
        (":time", _) => {
            let left = desk.progress.exams.open().map(|it| clock(it.left(shell.now())));
            shell.say(&format!("{} left.", left.unwrap_or_default()))?;
        }
        (":help", _) => {
            COMMANDS.iter().try_for_each(|(name, about)| shell.say(&format!("{name}: {about}")))?;
        }
        (name, _) if OFF.contains(&name) => {
            shell.say(&format!("`{name}` is off until the exam is handed in."))?;
        }
        _ => shell.say(&format!("`{line}` is not a command; :help lists them."))?,
    }
    Ok(Turn::Same)
}

fn sure(
    desk: &mut Desk<'_>,
    sitting: &mut Sitting,
    how: Confidence,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    if marked(desk, sitting, |mark| mark.sure = Some(how), shell)? {
        shell.say(&format!("You said: {}.", how.word()))?;
    }
    Ok(())
}

fn strike(
    desk: &mut Desk<'_>,
    sitting: &mut Sitting,
    asked: &Asked,
    place: usize,
    shell: &mut Shell<'_>,
) -> io::Result<()> {
    let Some(option) = asked.order.get(place).copied() else {
        return shell.say(&format!("There is no option {}.", place + 1));
    };
    let change = |mark: &mut Mark| match mark.struck.iter().position(|it| *it == option) {
        Some(at) => _ = mark.struck.remove(at),
        None => mark.struck.push(option),
    };
    if marked(desk, sitting, change, shell)? {
        let mark = standing(desk, sitting);
        let word = if mark.struck.contains(&option) { "Struck out" } else { "Open again" };
        shell.say(&format!("{word}: {}.", place + 1))?;
    }
    Ok(())
}

fn sheet(desk: &Desk<'_>, shell: &mut Shell<'_>) -> io::Result<()> {
    let Some(attempt) = desk.progress.exams.open() else { return Ok(()) };
    let (answered, flagged, all) = attempt.counts();
    shell.say(&format!("{answered} of {all} answered, {flagged} flagged."))?;
    let places = |wanted: &dyn Fn(&Mark) -> bool| {
        let all = attempt.form.questions.iter().enumerate();
        let places = all.filter(|(_, id)| wanted(&attempt.at(id)));
        places.map(|(at, _)| (at + 1).to_string()).collect::<Vec<_>>().join(" ")
    };
    let told = |name: &str, places: String| {
        if places.is_empty() { format!("{name}: none") } else { format!("{name}: {places}") }
    };
    shell.say(&told("Open", places(&|mark| mark.response.is_none())))?;
    shell.say(&told("Flagged", places(&|mark| mark.flagged)))
}

fn hand_in(desk: &Desk<'_>, shell: &mut Shell<'_>) -> io::Result<bool> {
    sheet(desk, shell)?;
    let line = shell.ask("Hand in? yes or no:")?;
    Ok(line.is_some_and(|line| matches!(&*line.to_lowercase(), "yes" | "y")))
}

/// Hands in, and tells what came of it.
fn end(
    desk: &mut Desk<'_>,
    attempt: &Attempt,
    how: Ended,
    shell: &mut Shell<'_>,
) -> io::Result<Ending> {
    let facts = attempt.ending(how, desk.pack, &desk.progress);
    match desk.store.record_all(facts, shell.now()) {
        Ok(recorded) => {
            for it in &recorded {
                it.changes.apply(&it.entry, &mut desk.progress);
            }
        }
        Err(error) => {
            shell.say(&format!("Not handed in: {error}. Your choices are kept."))?;
            return Ok(Ending::Left);
        }
    }
    let ended = desk.progress.exams.ended().rev().find(|it| it.id == attempt.id);
    if let Some(report) = ended.and_then(|it| Report::of(it, desk.pack)) {
        tell(&report, shell)?;
    }
    Ok(Ending::Over)
}

/// The report, in short.
fn tell(report: &Report, shell: &mut Shell<'_>) -> io::Result<()> {
    shell.gap()?;
    shell.say(match report.ended {
        Ended::HandedIn => "Handed in.",
        Ended::TimeUp => "The time is over; handed in as it was.",
        Ended::Away => "The time was over meanwhile; handed in with what was there.",
    })?;
    let verdict = if report.passed() { "passed" } else { "not passed" };
    shell.say(&format!(
        "Score {} of {} to {}, {} passes: {verdict}.",
        report.score, report.scale.min, report.scale.max, report.scale.pass
    ))?;
    shell
        .say("The vendor's scaling is not public: right answers are laid evenly over the scale.")?;
    shell.say(&format!(
        "{} of {} questions that count are right.",
        report.right.0, report.right.1
    ))?;
    let part = |it: &Part| format!("  {}: {} of {} right", it.title, it.right, it.of);
    report.domains.iter().try_for_each(|it| shell.say(&part(it)))?;
    let (to_wrong, to_right) = report.changed;
    shell.say(&format!(
        "Changed from right to wrong: {to_wrong}; from wrong to right: {to_right}."
    ))?;
    shell.say("`tripos exam --report` tells every question with its reasons.")
}

fn clock(left: Millis) -> String {
    let seconds = left.0 / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
