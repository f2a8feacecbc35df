//! What exam to sit, and those that were sat.

mod allowed;
mod report;
mod seat;
mod sheet;
mod sitting;

use ratatui::{buffer::Buffer, layout::Rect};

pub use self::{report::Sheet as ReportSheet, sitting::Desk};

use super::{Effect, Route, Screen};
use crate::{
    item::{DomainId, Seed},
    pack::Exam,
    study::{
        Fact, Filter, Millis, Occasion, Sorting,
        exam::{Attempt, AttemptId, Cannot, Mode, Ready, Report, Sitting, begin, moves, ready},
    },
    text::{Clean, Line, Look, Role, Span, wrap},
    tui::{
        app::Model,
        key::{Action, BUILDER, Binding, Msg},
        widget::{
            bar, footer,
            pane::{self, MEASURE, Scroll, column},
        },
    },
};

/// The choice, line by line, and the exams that were sat.
#[derive(Debug)]
pub struct Chooser {
    sitting: Sitting,
    line: usize,
    scroll: Scroll,
    ready: Option<Result<Ready, Cannot>>,
    /// The exams that were sat, the latest first: not worked out while drawing.
    past: Vec<(AttemptId, Report)>,
}

/// What can be chosen, in the order shown.
const LINES: &[(&str, Change)] = &[
    ("How", mode),
    ("Exam", exam),
    ("Domain", domain),
    ("Questions", questions),
    ("Minutes", minutes),
    ("Extra time", extra),
    ("Answers told", tutor),
];

/// Goes on in what a line offers, so many steps, and tells what it is then.
type Change = fn(&mut Sitting, &Model, isize) -> Clean;

const COUNTS: &[u32] = &[5, 10, 20, 30, 40, 65, 100];
const MINUTES: &[u32] = &[10, 20, 30, 45, 60, 90, 130, 180];
const EXTRA: &[u16] = &[0, 25, 50, 100];

impl Chooser {
    /// With what was asked for.
    pub fn new(model: &Model, sitting: Sitting) -> Self {
        let mut chooser =
            Self { sitting, line: 0, scroll: Scroll::default(), ready: None, past: Vec::new() };
        chooser.recall(model);
        chooser.prepare(model);
        chooser
    }

    fn exam<'m>(&self, model: &'m Model) -> Option<&'m Exam> {
        self.sitting.exam(&model.pack, &model.progress, model.now)
    }

    /// Gets the form ready, so that it can be told before it begins.
    fn prepare(&mut self, model: &Model) {
        let exam = self.exam(model).filter(|_| model.ready);
        let seed = Seed(model.seed.0.wrapping_add(model.now.at.0.unsigned_abs()));
        let wanted = &self.sitting.wanted;
        self.ready = exam.map(|exam| ready(&model.pack, &model.progress, exam, wanted, seed));
    }

    /// One that is under way is gone on with.
    fn resume(model: &Model) -> Option<Effect> {
        let open = model.progress.exams.open()?;
        Some(Effect::Replace(Route::Sitting(open.id)))
    }

    fn change(&mut self, model: &Model, by: isize) {
        if let Some((_, change)) = LINES.get(self.line) {
            change(&mut self.sitting, model, by);
        }
        self.prepare(model);
    }

    /// Begins, or opens the report that is marked.
    fn start(&self, model: &Model) -> Vec<Effect> {
        if let Some(at) = self.line.checked_sub(LINES.len()) {
            let report = self.past.get(at).map(|it| Effect::Open(Route::ExamReport(it.0)));
            return report.into_iter().collect();
        }
        match &self.ready {
            None => vec![Effect::Notice("the pack has no exam".to_owned())],
            Some(Err(cannot)) => vec![Effect::Notice(cannot.to_string())],
            Some(Ok(ready)) if self.sitting.tutor => {
                let count = ready.form.questions.len();
                let only = Some(ready.form.questions.clone());
                let filter = Filter { only, order: Sorting::Written, ..Filter::default() };
                vec![Effect::Replace(Route::Session(Occasion::Practice, filter, count))]
            }
            Some(Ok(ready)) => {
                let (begun, _) = begin(&model.pack, ready.form.clone(), model.now);
                vec![Effect::Record(begun)]
            }
        }
    }

    fn lines(&self, model: &Model) -> Vec<Line> {
        let width = model.room.width.min(MEASURE);
        let mut lines: Vec<Line> = Vec::new();
        for (at, (label, change)) in LINES.iter().enumerate() {
            let value = change(&mut self.sitting.clone(), model, 0);
            let value = footer::cut(&value, width.saturating_sub(24));
            lines.push(row(label, &value, at == self.line));
        }
        lines.push(Line::default());
        lines.extend(self.told(model, width));
        lines.extend(self.sat_before(width));
        lines
    }

    /// What is to be known before it begins.
    fn told(&self, model: &Model, width: u16) -> Vec<Line> {
        let say = |text: &str, role: Role| {
            let lines = wrap(text, role, width.saturating_sub(2)).into_iter();
            lines.map(move |mut line| {
                line.0.insert(0, Span::new("  ", role));
                line
            })
        };
        let ready = match &self.ready {
            _ if !model.ready => return say("Reading the pack…", Role::Faint).collect(),
            None => return say("The pack has no exam: practise instead.", Role::Care).collect(),
            Some(Err(cannot)) => {
                let text = format!("Not now: {cannot}.");
                return say(&text, Role::Care).collect();
            }
            Some(Ok(ready)) => ready,
        };
        let form = &ready.form;
        let (count, minutes) = (form.questions.len(), form.time.0 / 60_000);
        let unscored = match form.unscored.len() {
            0 => String::new(),
            unscored => format!(", {unscored} of them do not count and are not marked"),
        };
        let mut lines: Vec<Line> =
            say(&format!("{count} questions{unscored}; {minutes} minutes."), Role::Body).collect();
        if let Some(full) = ready.shortened {
            let how = if ready.missed.is_empty() { "by the same" } else { "not by its" };
            let text = format!(
                "The pack has too few questions for {full}: this form is shorter, {how} weights \
                 and with time in proportion."
            );
            lines.extend(say(&text, Role::Care));
        }
        for it in &ready.missed {
            let text = format!("{}: {} questions instead of {}.", it.domain, it.got, it.wanted);
            lines.extend(say(&text, Role::Care));
        }
        if let Some(exam) = self.exam(model) {
            lines.extend(say(&pass_mark(exam), Role::Faint));
            let told = moves(exam, &model.pack.manifest, model.now.day().date());
            lines.extend(told.iter().flat_map(|text| say(text, Role::Faint)));
        }
        lines
    }

    fn recall(&mut self, model: &Model) {
        let ended = model.progress.exams.ended().rev();
        let report = |it: &Attempt| Some((it.id, Report::of(it, &model.pack)?));
        self.past = ended.filter_map(report).collect();
    }

    /// The exams that were sat, the latest first, with a plot.
    fn sat_before(&self, width: u16) -> Vec<Line> {
        if self.past.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![Line::default(), Line::new("  Sat before", Role::Heading)];
        for (at, (_, report)) in self.past.iter().enumerate() {
            lines.push(attempt(report, at + LINES.len() == self.line, width));
        }
        lines
    }

    fn count(&self) -> usize {
        LINES.len() + self.past.len()
    }
}

fn row(label: &str, value: &str, here: bool) -> Line {
    let look = Look { strong: here, ..Role::Body.into() };
    Line(vec![
        Span::new(if here { "▸ " } else { "  " }, Role::Accent),
        Span::new(&format!("{label:<16}"), if here { Role::Accent } else { Role::Faint }),
        Span::new(if here { "‹ " } else { "  " }, Role::Accent),
        Span::new(value, look),
        Span::new(if here { " ›" } else { "" }, Role::Accent),
    ])
}

/// One that was sat, in a line.
fn attempt(report: &Report, here: bool, width: u16) -> Line {
    let range = f64::from(report.scale.max.saturating_sub(report.scale.min).max(1));
    let part = f64::from(report.score.saturating_sub(report.scale.min)) / range;
    let (sign, role) = if report.passed() { ("✓", Role::Good) } else { ("✗", Role::Bad) };
    let day = report.begun.day().date().strftime("%a %-d %b").to_string();
    let mut line = Line(vec![
        Span::new(if here { "▸ " } else { "  " }, Role::Accent),
        Span::new(&format!("{day:<11} "), Role::Body),
        Span::new(&format!("{:>4} {sign}  ", report.score), role),
    ]);
    line.0.extend(bar::share(part, 10).0);
    let what = format!("  {} · {}", report.exam, report.mode.title());
    let room = width.saturating_sub(34);
    line.0.push(Span::new(&footer::cut(&Clean::new(&what), room), Role::Faint));
    line
}

fn pass_mark(exam: &Exam) -> String {
    let scale = exam.scale;
    format!(
        "Scores run from {} to {}; {} passes. The vendor's scaling is not public: here the share of \
         right answers is laid evenly over the scale.",
        scale.min, scale.max, scale.pass
    )
}

/// A step on, or back, going round among so many.
fn step(at: usize, by: isize, count: usize) -> usize {
    (at + count).saturating_add_signed(by) % count.max(1)
}

/// The one after, or before, going round; `None` stands for all.
fn turn<T: Clone + PartialEq>(all: &[T], now: Option<&T>, by: isize) -> Option<T> {
    let at = now.and_then(|now| all.iter().position(|it| it == now)).map_or(0, |at| at + 1);
    all.get(step(at, by, all.len() + 1).checked_sub(1)?).cloned()
}

fn mode(sitting: &mut Sitting, _: &Model, by: isize) -> Clean {
    let at = Mode::ALL.iter().position(|it| *it == sitting.wanted.mode).unwrap_or(0);
    let next = step(at, by, Mode::ALL.len());
    if let Some(mode) = Mode::ALL.get(next).filter(|_| by != 0) {
        sitting.wanted.mode = *mode;
        sitting.wanted.domains.clear();
        (sitting.wanted.questions, sitting.wanted.minutes) = (None, None);
    }
    Clean::new(sitting.wanted.mode.title())
}

fn exam(sitting: &mut Sitting, model: &Model, by: isize) -> Clean {
    let codes: Vec<String> =
        model.pack.manifest.exams.iter().map(|it| it.code.to_string()).collect();
    if by != 0 {
        sitting.exam = turn(&codes, sitting.exam.as_ref(), by);
    }
    let meant = sitting.exam(&model.pack, &model.progress, model.now);
    let code = meant.map_or("none", |it| &it.code);
    let why = if sitting.exam.is_none() { ", the one for your date" } else { "" };
    Clean::new(&format!("{code}{why}"))
}

fn domain(sitting: &mut Sitting, model: &Model, by: isize) -> Clean {
    let exam = sitting.exam(&model.pack, &model.progress, model.now);
    let ids: Vec<DomainId> =
        exam.iter().flat_map(|it| &it.domains).map(|it| it.id.clone()).collect();
    let needs = sitting.wanted.mode == Mode::Section;
    if by != 0 {
        let next = turn(&ids, sitting.wanted.domains.first(), by);
        sitting.wanted.domains = next.into_iter().collect();
        if sitting.wanted.mode == Mode::Real && !sitting.wanted.domains.is_empty() {
            sitting.wanted.mode = Mode::Section;
        }
    }
    if needs && sitting.wanted.domains.is_empty() {
        sitting.wanted.domains = ids.first().cloned().into_iter().collect();
    }
    let chosen = sitting.wanted.domains.first();
    let title = chosen.and_then(|id| exam?.domains.iter().find(|it| it.id == *id));
    title.map_or_else(|| Clean::new("all"), |it| it.title.clone())
}

fn questions(sitting: &mut Sitting, _: &Model, by: isize) -> Clean {
    if by != 0 {
        sitting.wanted.questions = turn(COUNTS, sitting.wanted.questions.as_ref(), by);
        custom(sitting);
    }
    let wanted = sitting.wanted.questions;
    Clean::new(&wanted.map_or_else(|| "as in the exam".to_owned(), |it| it.to_string()))
}

fn minutes(sitting: &mut Sitting, _: &Model, by: isize) -> Clean {
    if by != 0 {
        sitting.wanted.minutes = turn(MINUTES, sitting.wanted.minutes.as_ref(), by);
        custom(sitting);
    }
    let wanted = sitting.wanted.minutes;
    Clean::new(&wanted.map_or_else(|| "in proportion".to_owned(), |it| it.to_string()))
}

/// What is no longer as the exam has it is an exam of one's own.
fn custom(sitting: &mut Sitting) {
    if sitting.wanted.mode == Mode::Real {
        sitting.wanted.mode = Mode::Custom;
    }
}

fn extra(sitting: &mut Sitting, model: &Model, by: isize) -> Clean {
    let usual = model.progress.goals.scheduling.extra.unwrap_or(0);
    if by != 0 {
        let now = sitting.wanted.extra.unwrap_or(usual);
        let at = EXTRA.iter().position(|it| *it >= now).unwrap_or(0);
        sitting.wanted.extra = EXTRA.get(step(at, by, EXTRA.len())).copied();
    }
    match sitting.wanted.extra.unwrap_or(usual) {
        0 => Clean::new("none"),
        percent => Clean::new(&format!("{percent} %")),
    }
}

fn tutor(sitting: &mut Sitting, _: &Model, by: isize) -> Clean {
    sitting.tutor ^= by != 0;
    Clean::new(if sitting.tutor { "at once, as in practice" } else { "after the hand-in" })
}

/// Hours and minutes; below ten minutes, seconds too.
pub fn clock(left: Millis) -> String {
    let seconds = (left.0 + 999) / 1000;
    let minutes = (seconds + 59) / 60;
    match seconds {
        ..600 => format!("{}:{:02}", seconds / 60, seconds % 60),
        _ if minutes >= 60 => format!("{} h {:02} min", minutes / 60, minutes % 60),
        _ => format!("{minutes} min"),
    }
}

impl Screen for Chooser {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let code = self.exam(model).map(|it| Clean::new(&it.code));
        (Clean::new("Sit an exam"), code.unwrap_or_default())
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![BUILDER]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        let last = self.count().saturating_sub(1);
        match msg {
            Msg::Opened | Msg::Loaded(_) => {
                self.recall(model);
                self.prepare(model);
                return Self::resume(model).into_iter().collect();
            }
            Msg::Recorded(recorded) => {
                if let Fact::ExamBegan { attempt, .. } = &recorded.entry.fact {
                    return vec![Effect::Replace(Route::Sitting(*attempt))];
                }
            }
            Msg::Act(Action::Back) => return vec![Effect::Close],
            Msg::Act(Action::Confirm) => return self.start(model),
            Msg::Act(Action::Up) => self.line = self.line.saturating_sub(1),
            Msg::Act(Action::Down) => self.line = (self.line + 1).min(last),
            Msg::Act(Action::Left) => self.change(model, -1),
            Msg::Act(Action::Right) => self.change(model, 1),
            Msg::Act(Action::Again) => {
                self.sitting = Sitting::default();
                self.prepare(model);
            }
            Msg::Click(at) => {
                let row = self.scroll.top + usize::from(at.y);
                if row < LINES.len() {
                    self.line = row;
                    self.change(model, 1);
                }
            }
            _ => (),
        }
        let lines = self.lines(model).len();
        let row = if self.line < LINES.len() { self.line } else { lines - last + self.line - 1 };
        self.scroll.clamp(lines, model.room.height);
        self.scroll.reveal(&(row..row + 1), model.room.height);
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        pane::draw(&self.lines(model), self.scroll, &model.theme, column(area), buf);
    }
}

/// The attempt of that id, if it is there.
fn find(model: &Model, id: AttemptId) -> Option<&Attempt> {
    model.progress.exams.0.iter().rev().find(|it| it.id == id)
}
