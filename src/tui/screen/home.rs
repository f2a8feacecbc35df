//! Where it begins: what is due, what is next.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
};

use super::{Effect, Route, Screen};
use crate::{
    study::{Filter, Goals, Occasion, PRACTICE, Today, exam_on},
    text::{Clean, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, HOME, Msg, SCROLL},
        widget::{
            bar::bar,
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

/// What can be done from here, in the order shown.
const ENTRIES: &[(Action, &str, &str)] = &[
    (Action::Review, "Review what is due", "r"),
    (Action::Learn, "Learn", "l"),
    (Action::Practise, "Practise", "p"),
    (Action::Diagrams, "Diagrams", "d"),
    (Action::Statistics, "Statistics", "s"),
    (Action::Settings, "Settings", ","),
];

impl Home {
    /// What is best done next: what is due, what was not read, what was not asked.
    fn best(model: &Model) -> usize {
        let due = model.progress.due(model.now) > 0;
        let unread = model.pack.lessons.iter().any(|it| !model.progress.read.contains_key(&it.id));
        match (due, unread) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        }
    }

    fn cursor(&self, model: &Model) -> usize {
        if self.moved { self.list.cursor } else { Self::best(model) }
    }

    fn go(action: Action) -> Vec<Effect> {
        let route = match action {
            Action::Review => Route::Session(Occasion::Review, Filter::default(), usize::MAX),
            Action::Learn => Route::Lessons,
            Action::Practise => Route::Session(Occasion::Practice, Filter::default(), PRACTICE),
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
            Msg::Act(Action::Confirm) => {
                ENTRIES.get(self.cursor(model)).map_or_else(Vec::new, |entry| Self::go(entry.0))
            }
            Msg::Act(action) if ENTRIES.iter().any(|entry| entry.0 == *action) => Self::go(*action),
            msg => {
                self.list.cursor = self.cursor(model);
                self.moved |= self.list.update(msg, ENTRIES.len(), model.room.height);
                Vec::new()
            }
        }
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let wide = area.width >= 72;
        let mut left = today(model, if wide { 20 } else { 16 });
        let cursor = self.cursor(model);
        left.extend(
            ENTRIES.iter().enumerate().map(|(index, entry)| entry_line(entry, index == cursor)),
        );
        let column = if area.width > 100 { center(area, 100) } else { column_or_all(area) };
        if !wide {
            pane::draw(&left, Scroll::default(), &model.theme, column, buf);
            return;
        }
        let [left_area, right_area] =
            Layout::horizontal([Constraint::Length(40), Constraint::Fill(1)])
                .spacing(3)
                .areas(column);
        pane::draw(&left, Scroll::default(), &model.theme, left_area, buf);
        pane::draw(&so_far(model), Scroll::default(), &model.theme, right_area, buf);
    }
}

fn column_or_all(area: Rect) -> Rect {
    column(area)
}

fn center(area: Rect, width: u16) -> Rect {
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

fn entry_line((_, label, key): &(Action, &str, &str), marked: bool) -> Line {
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
    let mut lines = vec![Line::new("So far", Role::Heading), met_bar, read_bar, Line::default()];
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
