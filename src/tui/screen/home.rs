//! Where it begins: what is due, what is next.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
};

use super::{Effect, Route, Screen};
use crate::{
    study::{
        Day, Fact, Filter, Goals, Mix, Occasion, PRACTICE, Progress, Sorting, State, Today,
        exam::Sitting,
        exam_on,
        plan::{Plan, Stage},
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
    /// Nothing until the pack is read.
    told: Option<Told>,
}

/// What is told about today and the exam: worked out when it may have changed,
/// not when it is drawn.
#[derive(Debug)]
struct Told {
    day: Day,
    today: Today,
    plan: Option<Plan>,
    ready: Option<Readiness>,
}

impl Told {
    fn new(model: &Model) -> Self {
        let Model { pack, progress, now, .. } = model;
        Self {
            day: now.day(),
            today: Today::of(pack, progress, *now),
            plan: Plan::of(pack, progress, *now),
            ready: Readiness::now(pack, progress, *now),
        }
    }
}

/// Whether a fact changes what is to be done today by itself.
fn changes_the_day(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::ExamDate { .. }
            | Fact::MinutesADay { .. }
            | Fact::Set { .. }
            | Fact::Fitted { .. }
            | Fact::Suspended { .. }
    )
}

/// What can be done, in words.
type Entry = (Action, &'static str);

/// Shown first where a practice was left half-way.
const GO_ON: Entry = (Action::GoOn, "Go on with your practice");

/// What can be done from here.
fn entries(model: &Model) -> impl Iterator<Item = Entry> + Clone {
    let go_on = model.progress.going.is_open().then_some(GO_ON);
    go_on.into_iter().chain(ENTRIES.iter().copied())
}

/// What can always be done, in the order shown.
const ENTRIES: &[Entry] = &[
    (Action::Review, "Review what is due"),
    (Action::Learn, "Learn"),
    (Action::Practise, "Practise"),
    (Action::Choose, "Choose what to practise"),
    (Action::Mistakes, "My mistakes"),
    (Action::Weakest, "Weakest first"),
    (Action::Exam, "Sit a mock exam"),
    (Action::Diagrams, "Diagrams"),
    (Action::Statistics, "Statistics"),
    (Action::Packs, "Packs"),
    (Action::Settings, "Settings"),
];

impl Home {
    /// What is best done next: what is due, what was not read, what was not asked.
    fn best(&self, model: &Model) -> usize {
        let mixed = model.progress.goals.scheduling.mix != Mix::Apart;
        let due = self.told.as_ref().is_some_and(|told| told.reviews(mixed) > 0);
        let unread = model.pack.lessons.iter().any(|it| !model.progress.read.contains_key(&it.id));
        if model.progress.exams.open().is_some() {
            return entries(model).position(|entry| entry.0 == Action::Exam).unwrap_or(0);
        }
        let best = match (model.progress.going.is_open(), due, unread) {
            (true, ..) => Action::GoOn,
            (_, true, _) => Action::Review,
            (_, _, true) => Action::Learn,
            _ => Action::Practise,
        };
        entries(model).position(|entry| entry.0 == best).unwrap_or(0)
    }

    fn cursor(&self, model: &Model) -> usize {
        if self.moved { self.list.cursor } else { self.best(model) }
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
            Action::Exam => Route::Exam(Sitting::default()),
            Action::Diagrams => Route::Diagrams,
            Action::Statistics => Route::Statistics,
            Action::Packs => Route::Packs,
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
        let changed = match msg {
            Msg::Loaded(_) | Msg::Refreshed(_) | Msg::Saved(_) | Msg::Returned => true,
            Msg::Recorded(recorded) => changes_the_day(&recorded.entry.fact),
            _ => self.told.as_ref().is_some_and(|told| told.day != model.now.day()),
        };
        if model.ready && changed {
            self.told = Some(Told::new(model));
        }
        match msg {
            Msg::Loaded(_) if !model.progress.goals.asked && !self.asked => {
                self.asked = true;
                vec![Effect::Open(Route::Settings)]
            }
            Msg::Loaded(_) => self.forecast(model).into_iter().map(Effect::Record).collect(),
            Msg::Act(Action::Confirm) => {
                let entry = entries(model).nth(self.cursor(model));
                entry.map_or_else(Vec::new, |entry| Self::go(model, entry.0))
            }
            Msg::Click(at) => {
                let above = self.today(0).len();
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
        let mut left = self.today(if wide { 20 } else { 16 });
        let cursor = self.cursor(model);
        let mut scroll = Scroll::default();
        let marked = left.len() + cursor;
        scroll.reveal(&(marked..marked + 1), area.height);
        left.extend(
            entries(model).enumerate().map(|(index, entry)| {
                entry_line(model, self.labelled(model, entry), index == cursor)
            }),
        );
        let column = if area.width > 100 { center(area, 100) } else { column_or_all(area) };
        if !wide {
            pane::draw(&left, scroll, &model.theme, column, buf);
            return;
        }
        let [left_area, right_area] =
            Layout::horizontal([Constraint::Length(40), Constraint::Fill(1)])
                .spacing(2)
                .areas(column);
        pane::draw(&left, scroll, &model.theme, left_area, buf);
        pane::draw(
            &self.so_far(model, right_area.width),
            Scroll::default(),
            &model.theme,
            right_area,
            buf,
        );
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

fn entry_line(model: &Model, (action, label): Entry, marked: bool) -> Line {
    let key = model.keymap.shown(HOME, action);
    let line =
        Line(vec![Span::new(&format!("{label:<34}"), Role::Body), Span::new(&key, Role::Accent)]);
    mark(line, marked)
}

impl Home {
    /// An entry as it is called now.
    fn labelled(&self, model: &Model, entry: Entry) -> Entry {
        match entry.0 {
            Action::Review if self.told.as_ref().is_some_and(Told::is_by_gain) => {
                (entry.0, "Study what gains most")
            }
            Action::Review if model.progress.goals.scheduling.mix != Mix::Apart => {
                (entry.0, "Review, and meet what is new")
            }
            Action::Exam if model.progress.exams.open().is_some() => {
                (entry.0, "Go on with the exam")
            }
            _ => entry,
        }
    }

    /// What there is to do today.
    fn today(&self, width: usize) -> Vec<Line> {
        match &self.told {
            None => vec![Line::new("  Reading the pack…", Role::Faint), Line::default()],
            Some(told) => told.today(width),
        }
    }

    /// The day's forecast, to be kept, if it is not yet.
    fn forecast(&self, model: &Model) -> Option<Fact> {
        let ready = self.told.as_ref()?.ready.as_ref()?;
        ready.forecast(&model.pack, &model.progress, model.now)
    }

    /// How the learner stands with the pack.
    fn so_far(&self, model: &Model, width: u16) -> Vec<Line> {
        let Some(told) = &self.told else { return Vec::new() };
        let Model { pack, progress, .. } = model;
        let met = pack.items.iter().filter(|item| progress.tallies.contains_key(&item.id)).count();
        let read = pack.lessons.iter().filter(|it| progress.read.contains_key(&it.id)).count();
        let part = |part: usize, all: usize, text: &str| {
            let mut line = bar(part, all, 8);
            line.0.push(Span::new(&format!("  {part} of {all} {text}"), Role::Body));
            line
        };
        let lessons = if pack.lessons.len() == 1 { "lesson read" } else { "lessons read" };
        // Names of domains are long: where there is little room, bars are short.
        let mut lines = ready(told, progress, if width < 40 { 5 } else { 10 });
        lines.push(Line::new("So far", Role::Heading));
        lines.push(part(met, pack.items.len(), "questions met"));
        lines.push(part(read, pack.lessons.len(), lessons));
        lines.push(Line::default());
        lines.extend(notes(model));
        lines
    }
}

impl Told {
    /// Questions that a review would ask; `mixed`: new ones too.
    fn reviews(&self, mixed: bool) -> usize {
        self.today.due + if mixed || self.is_by_gain() { self.today.fresh } else { 0 }
    }

    /// Whether a review asks what gains most a minute.
    fn is_by_gain(&self) -> bool {
        self.plan.is_some_and(|plan| plan.stage.is_by_gain())
    }

    fn today(&self, width: usize) -> Vec<Line> {
        let Today { due, fresh, answered, minutes } = self.today;
        let all = answered + due + fresh;
        let mut bar = bar(answered, all, width);
        bar.0.insert(0, Span::new("  ", Role::Body));
        bar.0.push(Span::new(&format!("  {answered} of {all}"), Role::Body));
        let plan = match (due, fresh) {
            (0, 0) => "  nothing left for today".to_owned(),
            (due, new) => format!("  {due} to review · {new} new · about {minutes} min"),
        };
        let mut lines =
            vec![Line::new("  Today", Role::Heading), bar, Line::new(&plan, Role::Faint)];
        lines.extend(self.plan.map(|plan| course(&plan)));
        lines.push(Line::default());
        lines
    }
}

/// Whether the time suffices, in a line.
fn course(plan: &Plan) -> Line {
    match plan.stage {
        Stage::Short => Line::new("  too short for all: what gains most", Role::Care),
        Stage::Last => Line::new("  last days: what gains most a minute", Role::Faint),
        Stage::Steady if plan.unseen > 0 => {
            let text = format!("  {} will not have been met", plan.unseen);
            Line::new(&text, Role::Care)
        }
        Stage::Steady | Stage::Open => Line::new("  the time to the exam suffices", Role::Faint),
    }
}

/// How likely it is to pass; by domain, with bars so long; what will be recalled
/// on the day.
fn ready(told: &Told, progress: &Progress, bars: usize) -> Vec<Line> {
    let Some(ready) = &told.ready else { return Vec::new() };
    let mut lines = vec![Line::new("Ready for the exam", Role::Heading)];
    match &ready.expected {
        None => {
            let answers = ready.answers().min(ENOUGH);
            let mut counted = bar(answers, answers + ready.wanting, 20);
            counted.0.push(Span::new(&format!("  {answers}"), Role::Body));
            let text = format!("not enough answers yet: {} more", ready.wanting);
            lines.extend([counted, Line::new(&text, Role::Faint)]);
        }
        Some(expected) => {
            let share = expected.right;
            let text =
                format!("{:.0}–{:.0} % right expected", share.low * 100.0, share.high * 100.0);
            let trend: Vec<f64> = progress.forecasts.told.iter().map(|told| told.pass).collect();
            let mut line = Line(vec![Span::new(&spark(&trend, 8), Role::Accent)]);
            line.0.push(Span::new(&text, Role::Body));
            lines.extend([line, Line::new(in_words(expected.pass), Role::Body)]);
        }
    }
    if let Some(plan) = told.plan.filter(|plan| plan.stopped > 0.0) {
        let text = format!(
            "{:.0} % recalled that day, now {:.0} %",
            plan.kept * 100.0,
            plan.stopped * 100.0
        );
        lines.push(Line::new(&text, Role::Faint));
    }
    lines.push(Line::default());
    if let Some(expected) = &ready.expected {
        for ((title, _), (share, _)) in ready.domains.iter().zip(&expected.domains) {
            let mut line = bar::share(share.middle, bars);
            line.0.push(Span::new(&format!(" {:>2.0} %  ", share.middle * 100.0), Role::Body));
            line.0.push(Span { text: title.clone(), look: Role::Faint.into() });
            lines.push(line);
        }
        lines.push(Line::default());
    }
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
        let id = &model.pack.manifest.id;
        notes.push(Line::new(&format!("progress kept under {id}"), Role::Faint));
        if model.offers.iter().any(|it| it.name == **id) {
            notes.push(Line::new("as that of the pack of this id", Role::Faint));
        }
    }
    if model.faults > 0 {
        let faults = if model.faults == 1 { "fault" } else { "faults" };
        let text = format!("{} {faults} in the pack: tripos check", model.faults);
        notes.push(Line::new(&text, Role::Care));
    }
    notes
}
