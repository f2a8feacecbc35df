//! What came of an exam.

use std::sync::Arc;

use ratatui::{buffer::Buffer, layout::Rect};

use super::find;
use crate::{
    item::{Outcome, Response},
    study::{
        CardKey, EntryId, Filter, Occasion, PRACTICE, Sorting, Told,
        exam::{Answer, AttemptId, Ended, Part, Report},
        memory::Rating,
    },
    text::{Clean, Line, Look, Role, Span, wrap},
    tui::{
        app::Model,
        key::{Action, Binding, EXAM_REPORT, Msg, SCROLL},
        screen::{
            Effect, Route, Screen,
            question::{first_line, told},
        },
        widget::{
            bar, footer,
            pane::{self, MEASURE, Scroll, column},
        },
    },
};

/// The report, or one of its questions.
#[derive(Debug)]
pub struct Sheet {
    id: AttemptId,
    report: Option<Report>,
    look: Option<usize>,
    scroll: Scroll,
}

impl Sheet {
    /// Of an attempt.
    pub fn new(model: &Model, id: AttemptId) -> Self {
        let report = find(model, id).and_then(|it| Report::of(it, &model.pack));
        Self { id, report, look: None, scroll: Scroll::default() }
    }

    fn lines(&self, model: &Model) -> Vec<Line> {
        let width = model.room.width.min(MEASURE);
        let Some(report) = &self.report else {
            return vec![Line::new("The pack no longer has this exam.", Role::Care)];
        };
        match self.look.and_then(|at| report.asked.get(at)) {
            Some(asked) => question(model, report, asked, width),
            None => overview(report, width),
        }
    }

    fn look_on(&mut self) -> Vec<Effect> {
        let all = self.report.as_ref().map_or(0, |it| it.asked.len());
        let next = self.look.map_or(0, |at| at + 1);
        if next >= all {
            return vec![Effect::Close];
        }
        (self.look, self.scroll) = (Some(next), Scroll::default());
        Vec::new()
    }

    fn look_back(&mut self) {
        self.look = self.look.and_then(|at| at.checked_sub(1));
        self.scroll = Scroll::default();
    }

    /// Practises what was missed.
    fn practise(&self) -> Vec<Effect> {
        let missed = self.report.iter().flat_map(Report::missed);
        let only: Vec<_> = missed.map(|it| it.shown.item.id.clone()).collect();
        if only.is_empty() {
            return vec![Effect::Notice("nothing was missed".to_owned())];
        }
        let count = only.len().max(PRACTICE);
        let filter = Filter { only: Some(only), order: Sorting::Written, ..Filter::default() };
        vec![Effect::Open(Route::Session(Occasion::Practice, filter, count))]
    }

    fn lesson(&self) -> Vec<Effect> {
        let asked = self.look.and_then(|at| self.report.as_ref()?.asked.get(at));
        match asked.map(|it| it.shown.item.lesson.clone()) {
            None => vec![Effect::Notice("Enter looks through the questions first".to_owned())],
            Some(None) => vec![Effect::Notice("this question names no lesson".to_owned())],
            Some(Some(place)) => vec![Effect::Open(Route::Lesson(Arc::unwrap_or_clone(place)))],
        }
    }
}

fn overview(report: &Report, width: u16) -> Vec<Line> {
    let Report { score, scale, right, changed, guesses, .. } = report;
    let (role, verdict) =
        if report.passed() { (Role::Good, "✓ passed") } else { (Role::Bad, "✗ not passed") };
    let strong = |role: Role| Look { strong: true, ..role.into() };
    let mut lines = vec![
        Line(vec![
            Span::new(&format!("{score}  "), strong(Role::Heading)),
            Span::new(verdict, strong(role)),
            Span::new(
                &format!("  · {} passes, {} to {}", scale.pass, scale.min, scale.max),
                Role::Faint,
            ),
        ]),
        Line::default(),
    ];
    let ended = match report.ended {
        Ended::HandedIn => "",
        Ended::TimeUp => " The time was over.",
        Ended::Away => " The time was over while you were away; handed in with what was there.",
    };
    let told = format!(
        "{} of {} questions that count are right, in {} of {}.{ended}",
        right.0,
        right.1,
        minutes(report.used.0.0),
        minutes(report.used.1.0)
    );
    lines.extend(wrap(&told, Role::Body, width));
    let told = format!(
        "Changed from right to wrong: {}; from wrong to right: {}. Sure but wrong: {}. Guesses: {} of \
         {} right. {} s a question on average.",
        changed.0,
        changed.1,
        report.sure_but_wrong,
        guesses.0,
        guesses.1,
        report.mean.0 / 1000
    );
    lines.extend(wrap(&told, Role::Faint, width));
    for (title, parts) in report.parts() {
        if parts.is_empty() {
            continue;
        }
        lines.push(Line::default());
        lines.push(Line::new(title, Role::Accent));
        lines.extend(parts.iter().map(|part| row(part, width)));
    }
    lines.extend(missed(report, width));
    lines.push(Line::default());
    let told = "The vendor's scaling is not public: the share of right answers is laid evenly over the \
        scale. To keep or print: tripos exam --report --format html (or md, json)";
    lines.extend(wrap(told, Role::Faint, width));
    lines
}

fn minutes(millis: i64) -> String {
    match millis / 60_000 {
        0 => format!("{} s", millis / 1000),
        minutes => format!("{minutes} min"),
    }
}

/// A part with its bar and where the share is likely to lie.
fn row(part: &Part, width: u16) -> Line {
    let share = f64::from(part.right) / f64::from(part.of.max(1));
    let mut line = bar::share(share, 10);
    let role = if part.right == part.of { Role::Good } else { Role::Body };
    line.0.push(Span::new(&format!(" {:>3} of {:<3} ", part.right, part.of), role));
    let (low, high) = (part.likely.low * 100.0, part.likely.high * 100.0);
    line.0.push(Span::new(&format!("{:<10} ", format!("{low:.0}–{high:.0} %")), Role::Faint));
    let room = width.saturating_sub(33);
    line.0.push(Span::new(&footer::cut(&part.title, room), Role::Body));
    line
}

fn missed(report: &Report, width: u16) -> Vec<Line> {
    let all: Vec<&Answer> = report.missed().collect();
    if all.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![Line::default(), Line::new("Missed", Role::Accent)];
    for it in all {
        let (sign, role) =
            if it.response.is_some() { ("✗ ", Role::Bad) } else { ("– ", Role::Faint) };
        let stem = footer::cut(&first_line(&it.shown.item.stem), width.saturating_sub(2));
        lines.push(Line(vec![Span::new(sign, role), Span::new(&stem, Role::Body)]));
    }
    lines
}

/// A question with the answer given and the reasons.
fn question(model: &Model, report: &Report, it: &Answer, width: u16) -> Vec<Line> {
    let mut notes = vec![format!("{} s", it.took.0 / 1000)];
    notes.extend(it.is_long(report.mean).then(|| "twice the average or more".to_owned()));
    notes.extend(it.sure.map(|sure| sure.word().to_owned()));
    notes.extend(it.flagged.then(|| "⚑ flagged".to_owned()));
    notes.extend((!it.scored).then(|| "does not count".to_owned()));
    notes.extend(it.response.is_none().then(|| "left open".to_owned()));
    let answered = Told {
        entry: EntryId::nil(),
        response: it.response.clone().unwrap_or(Response::Choice([].into())),
        outcome: it.outcome,
        sure: it.sure,
        rating: if it.outcome == Outcome::Right { Rating::Good } else { Rating::Again },
        card: model.progress.cards.get(&CardKey::of(&it.shown.item)).copied(),
        leech: false,
    };
    let mut lines = wrap(&notes.join(" · "), Role::Faint, width);
    lines.push(Line::default());
    lines.extend(told(model, &it.shown, &answered, width).lines);
    lines
}

impl Screen for Sheet {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let Some(report) = &self.report else { return (Clean::new("Exam"), Clean::default()) };
        let place = self.look.map(|at| format!("question {} of {}", at + 1, report.asked.len()));
        let day = report.begun.day().date().strftime("%a %-d %b").to_string();
        let _ = model;
        (
            Clean::new(&format!("{} · {}", report.exam, report.mode.title())),
            Clean::new(&place.unwrap_or(day)),
        )
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![EXAM_REPORT, SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Loaded(_) => self.report = Self::new(model, self.id).report,
            Msg::Act(Action::Back) => match self.look.take() {
                Some(_) => self.scroll = Scroll::default(),
                None => return vec![Effect::Close],
            },
            Msg::Act(Action::Confirm | Action::NextQuestion) => return self.look_on(),
            Msg::Act(Action::LastQuestion) => self.look_back(),
            Msg::Act(Action::Missed) => return self.practise(),
            Msg::Act(Action::OpenLesson) => return self.lesson(),
            msg => _ = self.scroll.update(msg, self.lines(model).len(), model.room.height),
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        pane::draw(&self.lines(model), self.scroll, &model.theme, column(area), buf);
    }
}
