//! Where it begins: what is due, what is next.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
};

use super::{Effect, Route, Screen};
use crate::{
    study::{
        Fact, Filter, Goals, Occasion, PRACTICE, Sorting, State, Today, due, exam_on,
        readiness::{ENOUGH, Readiness, in_words},
    },
    text::{Clean, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, HOME, Msg, SCROLL},
        widget::{
            bar::{self, bar, spark},
            list::{List, mark},
            pane::{self, Scroll, column},
        },
    },
};

/// The home screen.
#[derive(Debug, Default)]
pub struct Home {
    list: List,
    /// Whether the learner has moved the mark: then it stays.
    moved: bool,
    asked: bool,
}

/// What a key does, in words.
type Entry = (Action, &'static str, &'static str);

/// Shown first where a practice was left half-way.
const GO_ON: Entry = (Action::GoOn, "Go on with your practice", "c");

/// What can be done from here.
fn entries(model: &Model) -> impl Iterator<Item = Entry> + Clone {
    let go_on = model.progress.going.is_open().then_some(GO_ON);
    go_on.into_iter().chain(ENTRIES.iter().copied())
}

/// What can always be done, in the order shown.
const ENTRIES: &[Entry] = &[
    (Action::Review, "Review what is due", "r"),
    (Action::Learn, "Learn", "l"),
    (Action::Practise, "Practise", "p"),
    (Action::Choose, "Choose what to practise", "P"),
    (Action::Mistakes, "My mistakes", "m"),
    (Action::Weakest, "Weakest first", "w"),
    (Action::Diagrams, "Diagrams", "d"),
    (Action::Statistics, "Statistics", "s"),
    (Action::Settings, "Settings", ","),
];

impl Home {
    /// What is best done next: what is due, what was not read, what was not asked.
    fn best(model: &Model) -> usize {
        let due = due(&model.pack, &model.progress, model.now) > 0;
        let unread = model.pack.lessons.iter().any(|it| !model.progress.read.contains_key(&it.id));
        let best = match (model.progress.going.is_open(), due, unread) {
            (true, ..) => Action::GoOn,
            (_, true, _) => Action::Review,
            (_, _, true) => Action::Learn,
            _ => Action::Practise,
        };
        entries(model).position(|entry| entry.0 == best).unwrap_or(0)
    }

    fn cursor(&self, model: &Model) -> usize {
        if self.moved { self.list.cursor } else { Self::best(model) }
    }

    fn go(model: &Model, action: Action) -> Vec<Effect> {
        let route = match action {
            Action::Review => Route::Session(Occasion::Review, Filter::default(), usize::MAX),
            Action::Learn => Route::Lessons,
            Action::Practise => practice(model),
            Action::Choose => Route::Builder,
            Action::GoOn => {
                let only = Some(model.progress.going.left.clone());
                let filter = Filter { only, order: Sorting::Written, ..Filter::default() };
                Route::Session(Occasion::Practice, filter, usize::MAX)
            }
            Action::Mistakes => {
                let filter = Filter { state: Some(State::Missed), ..Filter::default() };
                Route::Session(Occasion::Practice, filter, PRACTICE)
            }
            Action::Weakest => {
                let filter = Filter { order: Sorting::Weakest, ..Filter::default() };
                Route::Session(Occasion::Practice, filter, PRACTICE)
            }
            Action::Diagrams => Route::Diagrams,
            Action::Statistics => Route::Statistics,
            Action::Settings => Route::Settings,
            _ => return Vec::new(),
        };
        vec![Effect::Open(route)]
    }
}

impl Screen for Home {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let day = model.now.day().date();
        let day = Clean::new(&day.strftime("%a %-d %b").to_string());
        let left = model.progress.goals.days_left(model.now);
        let right = match left {
            Some(0) => Clean::new(&format!("exam today · {day}")),
            Some(1) => Clean::new(&format!("exam tomorrow · {day}")),
            Some(days) => Clean::new(&format!("exam in {days} days · {day}")),
            None => day,
        };
        (model.pack.manifest.title.clone(), right)
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![HOME, SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Loaded(_) if !model.progress.goals.asked && !self.asked => {
                self.asked = true;
                vec![Effect::Open(Route::Settings)]
            }
            Msg::Loaded(_) => forecast(model).into_iter().map(Effect::Record).collect(),
            Msg::Act(Action::Confirm) => {
                let entry = entries(model).nth(self.cursor(model));
                entry.map_or_else(Vec::new, |entry| Self::go(model, entry.0))
            }
            Msg::Click(at) => {
                let above = today(model, 0).len();
                let entry = usize::from(at.y).checked_sub(above);
                let entry = entry.and_then(|entry| entries(model).nth(entry));
                entry.map_or_else(Vec::new, |entry| Self::go(model, entry.0))
            }
            Msg::Act(Action::GoOn) if !model.progress.going.is_open() => {
                vec![Effect::Notice("no practice was left half-way".to_owned())]
            }
            Msg::Act(action) if entries(model).any(|entry| entry.0 == *action) => {
                Self::go(model, *action)
            }
            msg => {
                self.list.cursor = self.cursor(model);
                self.moved |= self.list.update(msg, entries(model).count(), model.room.height);
                Vec::new()
            }
        }
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let wide = area.width >= 72;
        let mut left = today(model, if wide { 20 } else { 16 });
        let cursor = self.cursor(model);
        let mut scroll = Scroll::default();
        let marked = left.len() + cursor;
        scroll.reveal(&(marked..marked + 1), area.height);
        left.extend(
            entries(model).enumerate().map(|(index, entry)| entry_line(entry, index == cursor)),
        );
        let column = if area.width > 100 { center(area, 100) } else { column_or_all(area) };
        if !wide {
            pane::draw(&left, scroll, &model.theme, column, buf);
            return;
        }
        let [left_area, right_area] =
            Layout::horizontal([Constraint::Length(40), Constraint::Fill(1)])
                .spacing(3)
                .areas(column);
        pane::draw(&left, scroll, &model.theme, left_area, buf);
        pane::draw(&so_far(model), Scroll::default(), &model.theme, right_area, buf);
    }
}

/// What was chosen the last time, or the choice if nothing is like that now.
fn practice(model: &Model) -> Route {
    let Some((filter, count)) = model.progress.chosen.clone() else {
        return Route::Session(Occasion::Practice, Filter::default(), PRACTICE);
    };
    let mut items = model.pack.items.iter();
    if items.any(|item| filter.takes(item, &model.progress, model.now)) {
        return Route::Session(Occasion::Practice, filter, count);
    }
    Route::Builder
}

fn column_or_all(area: Rect) -> Rect {
    column(area)
}

fn center(area: Rect, width: u16) -> Rect {
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

fn entry_line((_, label, key): Entry, marked: bool) -> Line {
    let line =
        Line(vec![Span::new(&format!("{label:<34}"), Role::Body), Span::new(key, Role::Accent)]);
    mark(line, marked)
}

/// What there is to do today.
fn today(model: &Model, width: usize) -> Vec<Line> {
    if !model.ready {
        return vec![Line::new("  Reading the pack…", Role::Faint), Line::default()];
    }
    let today = Today::of(&model.pack, &model.progress, model.now);
    let all = today.answered + today.due + today.fresh;
    let mut bar = bar(today.answered, all, width);
    bar.0.insert(0, Span::new("  ", Role::Body));
    bar.0.push(Span::new(&format!("  {} of {all}", today.answered), Role::Body));
    let plan = match (today.due, today.fresh) {
        (0, 0) => "  nothing left for today".to_owned(),
        (due, new) => format!("  {due} to review · {new} new · about {} min", today.minutes),
    };
    vec![Line::new("  Today", Role::Heading), bar, Line::new(&plan, Role::Faint), Line::default()]
}

/// The day's forecast, to be kept, if it is not yet.
fn forecast(model: &Model) -> Option<Fact> {
    let Model { pack, progress, now, .. } = model;
    Readiness::now(pack, progress, *now)?.forecast(pack, progress, *now)
}

/// How likely it is to pass; by domain.
fn ready(model: &Model) -> Vec<Line> {
    let Model { pack, progress, now, .. } = model;
    let Some(ready) = Readiness::now(pack, progress, *now) else { return Vec::new() };
    let mut lines = vec![Line::new("Ready for the exam", Role::Heading)];
    let Some(expected) = &ready.expected else {
        let told = format!("not enough answers yet: {} more", ready.wanting);
        let answers = ready.answers().min(ENOUGH);
        let mut counted = bar(answers, answers + ready.wanting, 20);
        counted.0.push(Span::new(&format!("  {answers}"), Role::Body));
        lines.extend([counted, Line::new(&told, Role::Faint), Line::default()]);
        return lines;
    };
    let share = expected.right;
    let told = format!("{:.0}–{:.0} % right expected", share.low * 100.0, share.high * 100.0);
    let trend: Vec<f64> = progress.forecasts.told.iter().map(|told| told.pass).collect();
    let mut line = Line(vec![Span::new(&spark(&trend, 8), Role::Accent)]);
    line.0.push(Span::new(&told, Role::Body));
    lines.extend([line, Line::new(in_words(expected.pass), Role::Body), Line::default()]);
    for ((title, _), (share, _)) in ready.domains.iter().zip(&expected.domains) {
        let mut line = bar::share(share.middle, 10);
        line.0.push(Span::new(&format!(" {:>3.0} %  ", share.middle * 100.0), Role::Body));
        line.0.push(Span { text: title.clone(), look: Role::Faint.into() });
        lines.push(line);
    }
    lines.push(Line::default());
    lines
}

/// How the learner stands with the pack.
fn so_far(model: &Model) -> Vec<Line> {
    if !model.ready {
        return Vec::new();
    }
    let Model { pack, progress, .. } = model;
    let met = pack.items.iter().filter(|item| progress.tallies.contains_key(&item.id)).count();
    let read = pack.lessons.iter().filter(|it| progress.read.contains_key(&it.id)).count();
    let mut met_bar = bar(met, pack.items.len(), 8);
    met_bar
        .0
        .push(Span::new(&format!("  {met} of {} questions met", pack.items.len()), Role::Body));
    let mut read_bar = bar(read, pack.lessons.len(), 8);
    let lessons = if pack.lessons.len() == 1 { "lesson" } else { "lessons" };
    read_bar
        .0
        .push(Span::new(&format!("  {read} of {} {lessons} read", pack.lessons.len()), Role::Body));
    let mut lines = ready(model);
    lines.extend([Line::new("So far", Role::Heading), met_bar, read_bar, Line::default()]);
    lines.extend(notes(model));
    lines
}

/// What else is worth knowing: the exam, the folder, faults.
fn notes(model: &Model) -> Vec<Line> {
    let mut notes = Vec::new();
    let Goals { exam_date, .. } = model.progress.goals;
    let day = exam_date.unwrap_or_else(|| model.now.day().date());
    if let Some(exam) = exam_on(&model.pack.manifest, day) {
        let text = format!("{} · {} questions · {} min", exam.code, exam.questions, exam.minutes);
        notes.push(Line::new(&text, Role::Faint));
    }
    if let Some(folder) = &model.folder {
        notes.push(Line::new(&format!("from {folder}"), Role::Faint));
    }
    if model.faults > 0 {
        let faults = if model.faults == 1 { "fault" } else { "faults" };
        let text = format!("{} {faults} in the pack: tripos check", model.faults);
        notes.push(Line::new(&text, Role::Care));
    }
    notes
}
