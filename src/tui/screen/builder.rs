//! Choose what to practise.

use std::collections::BTreeSet;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Effect, Route, Screen};
use crate::{
    item::Difficulty,
    study::{Fact, Filter, Occasion, PRACTICE, Sorting, State, exam_on},
    text::{Clean, Line, Look, Role, Span},
    tui::{
        app::Model,
        key::{Action, BUILDER, Binding, Msg},
        widget::{
            footer,
            pane::{self, MEASURE, Scroll, column},
        },
    },
};

/// The choice, line by line.
#[derive(Debug)]
pub struct Builder {
    filter: Filter,
    count: usize,
    line: usize,
    scroll: Scroll,
    /// Questions that match, once the pack is read.
    matching: Option<usize>,
}

/// What can be chosen, in the order shown.
const LINES: &[(&str, Change)] = &[
    ("Topic", topic),
    ("Domain", domain),
    ("Objective", objective),
    ("Kind", kind),
    ("Difficulty", difficulty),
    ("Only what is", state),
    ("How many", count),
    ("In what order", order),
];

/// Goes on in what a line offers, so many steps, and tells what it is then.
type Change = fn(&mut Builder, &Model, isize) -> Clean;

/// How many questions can be chosen.
const COUNTS: &[usize] = &[5, 10, PRACTICE, 40, 65, usize::MAX];

const STATES: &[(State, &str)] = &[
    (State::New, "new to me"),
    (State::Due, "due"),
    (State::Missed, "wrong the last time"),
    (State::Guessed, "right by a guess"),
    (State::Flagged, "flagged"),
    (State::Bookmarked, "bookmarked"),
    (State::Leech, "leeches"),
    (State::Suspended, "left out"),
];

const ORDERS: &[(Sorting, &str)] = &[
    (Sorting::Mixed, "mixed, the least answered first"),
    (Sorting::Weakest, "weakest first"),
    (Sorting::Oldest, "seen longest ago first"),
    (Sorting::Written, "as in the pack"),
];

const DIFFICULTIES: &[(Difficulty, &str)] = &[
    (Difficulty::Recall, "1, to recall"),
    (Difficulty::Apply, "2, to apply"),
    (Difficulty::Analyse, "3, to analyse"),
];

impl Builder {
    /// With what was chosen the last time.
    pub fn new(model: &Model) -> Self {
        let (filter, count) = model.progress.chosen.clone().unwrap_or_default();
        let count = if count == 0 { PRACTICE } else { count };
        let mut builder =
            Self { filter, count, line: 0, scroll: Scroll::default(), matching: None };
        builder.recount(model);
        builder
    }

    fn recount(&mut self, model: &Model) {
        let takes = |item: &&std::sync::Arc<crate::item::Item>| {
            self.filter.takes(item, &model.progress, model.now)
        };
        let matching = model.pack.items.iter().filter(takes).count();
        self.matching = model.ready.then_some(matching);
    }

    fn change(&mut self, model: &Model, by: isize) {
        if let Some((_, change)) = LINES.get(self.line) {
            change(self, model, by);
        }
        self.recount(model);
    }

    /// Starts, and remembers the choice if it is another than before.
    fn start(&self, model: &Model) -> Vec<Effect> {
        if self.matching == Some(0) {
            let told = "no question is like that; 0 begins the choice anew".to_owned();
            return vec![Effect::Notice(told)];
        }
        let (filter, count) = (self.filter.clone(), self.count);
        let route = Route::Session(Occasion::Practice, filter.clone(), count);
        let chosen = Some((filter.clone(), count));
        let pack = model.pack.manifest.id.clone();
        let known = model.progress.chosen == chosen;
        let fact = (!known).then_some(Effect::Record(Fact::Chosen { pack, filter, count }));
        fact.into_iter().chain([Effect::Replace(route)]).collect()
    }

    fn lines(&self, model: &Model) -> Vec<Line> {
        let width = model.room.width.min(MEASURE);
        let mut lines = Vec::new();
        for (at, (label, change)) in LINES.iter().enumerate() {
            let here = at == self.line;
            let mut still = self.copy();
            let value = change(&mut still, model, 0);
            let value = footer::cut(&value, width.saturating_sub(24));
            let look = Look { strong: here, ..Role::Body.into() };
            lines.push(Line(vec![
                Span::new(if here { "▸ " } else { "  " }, Role::Accent),
                Span::new(&format!("{label:<16}"), if here { Role::Accent } else { Role::Faint }),
                Span::new(if here { "‹ " } else { "  " }, Role::Accent),
                Span::new(&value, look),
                Span::new(if here { " ›" } else { "" }, Role::Accent),
            ]));
        }
        lines.push(Line::default());
        let told = match self.matching {
            None => "Reading the pack…".to_owned(),
            Some(0) => "No question is like that.".to_owned(),
            Some(1) => "1 question matches.".to_owned(),
            Some(n) if n > self.count => format!("{n} questions match; {} are asked.", self.count),
            Some(n) => format!("{n} questions match; all are asked."),
        };
        let role = if self.matching == Some(0) { Role::Care } else { Role::Body };
        lines.push(Line(vec![Span::new("  ", Role::Body), Span::new(&told, role)]));
        lines
    }

    /// To a line; on the line that is marked: on in what it offers.
    fn click(&mut self, model: &Model, row: usize) {
        let line = self.scroll.top + row;
        if line == self.line {
            self.change(model, 1);
        } else if line < LINES.len() {
            self.line = line;
        }
    }

    fn copy(&self) -> Self {
        Self { filter: self.filter.clone(), matching: None, ..*self }
    }
}

/// Goes on among nothing and so many values.
fn turn(at: Option<usize>, count: usize, by: isize) -> Option<usize> {
    let place = at.map_or(0, |at| at + 1);
    let all = count + 1;
    let step = by.rem_euclid(isize::try_from(all).unwrap_or(isize::MAX)).unsigned_abs();
    ((place + step) % all).checked_sub(1)
}

/// Goes on among nothing and these values; tells how the one is called.
fn choose<T: Clone + PartialEq>(
    chosen: &mut Option<T>,
    values: &[(T, String)],
    by: isize,
    all: &str,
) -> Clean {
    let at = chosen.as_ref().and_then(|it| values.iter().position(|(value, _)| value == it));
    let next = turn(at, values.len(), by).and_then(|at| values.get(at));
    *chosen = next.map(|(value, _)| value.clone());
    Clean::new(next.map_or(all, |(_, name)| name))
}

fn named<T: Copy>(values: &[(T, &str)]) -> Vec<(T, String)> {
    values.iter().map(|(value, name)| (*value, (*name).to_owned())).collect()
}

fn topic(builder: &mut Builder, model: &Model, by: isize) -> Clean {
    let used: BTreeSet<_> = model.pack.items.iter().filter_map(|it| it.topic.as_ref()).collect();
    let topics = model.pack.manifest.topics.iter().filter(|topic| used.contains(&topic.id));
    let topics: Vec<_> = topics.map(|it| (it.id.clone(), it.title.to_string())).collect();
    choose(&mut builder.filter.topic, &topics, by, "all")
}

fn domain(builder: &mut Builder, model: &Model, by: isize) -> Clean {
    let day = model.progress.goals.exam_date.unwrap_or_else(|| model.now.day().date());
    let exam = exam_on(&model.pack.manifest, day);
    let domains = exam.map(|exam| exam.domains.iter()).into_iter().flatten();
    let domains: Vec<_> = domains.map(|it| (it.id.clone(), it.title.to_string())).collect();
    choose(&mut builder.filter.domain, &domains, by, "all")
}

/// Objectives of the topic that is chosen, or all.
fn objective(builder: &mut Builder, model: &Model, by: isize) -> Clean {
    let lessons = model.pack.lessons.iter();
    let wanted = builder.filter.topic.clone();
    let lessons = lessons.filter(|it| wanted.is_none() || it.topic == wanted);
    let objectives = lessons.flat_map(|lesson| &lesson.objectives);
    let objectives: Vec<_> = objectives.map(|it| (it.id.clone(), it.text.to_string())).collect();
    choose(&mut builder.filter.objective, &objectives, by, "all")
}

fn kind(builder: &mut Builder, model: &Model, by: isize) -> Clean {
    let used: BTreeSet<_> = model.pack.items.iter().map(|item| item.content.kind_name()).collect();
    let kinds: Vec<_> = used.iter().map(|it| ((*it).to_owned(), (*it).to_owned())).collect();
    choose(&mut builder.filter.kind, &kinds, by, "all")
}

fn difficulty(builder: &mut Builder, _: &Model, by: isize) -> Clean {
    choose(&mut builder.filter.difficulty, &named(DIFFICULTIES), by, "all")
}

fn state(builder: &mut Builder, _: &Model, by: isize) -> Clean {
    choose(&mut builder.filter.state, &named(STATES), by, "anything")
}

fn count(builder: &mut Builder, _: &Model, by: isize) -> Clean {
    let at = COUNTS.iter().position(|count| *count == builder.count).unwrap_or(2);
    let all = isize::try_from(COUNTS.len()).unwrap_or(1);
    let next = (at + by.rem_euclid(all).unsigned_abs()) % COUNTS.len();
    builder.count = COUNTS.get(next).copied().unwrap_or(PRACTICE);
    match builder.count {
        usize::MAX => Clean::new("all"),
        count => Clean::new(&count.to_string()),
    }
}

fn order(builder: &mut Builder, _: &Model, by: isize) -> Clean {
    let at = ORDERS.iter().position(|(order, _)| *order == builder.filter.order).unwrap_or(0);
    let all = isize::try_from(ORDERS.len()).unwrap_or(1);
    let next = (at + by.rem_euclid(all).unsigned_abs()) % ORDERS.len();
    let (order, name) = ORDERS.get(next).copied().unwrap_or_default();
    builder.filter.order = order;
    Clean::new(name)
}

impl Screen for Builder {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        (Clean::new("Practise"), Clean::new(&format!("{} questions", model.pack.items.len())))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![BUILDER]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Loaded(_) => *self = Self::new(model),
            Msg::Act(Action::Back) => return vec![Effect::Close],
            Msg::Act(Action::Confirm) => return self.start(model),
            Msg::Act(Action::Up) => self.line = self.line.saturating_sub(1),
            Msg::Act(Action::Down) => self.line = (self.line + 1) % LINES.len(),
            Msg::Act(Action::Left) => self.change(model, -1),
            Msg::Act(Action::Right) => self.change(model, 1),
            Msg::Click(at) => self.click(model, usize::from(at.y)),
            Msg::Act(Action::Again) => {
                (self.filter, self.count) = (Filter::default(), PRACTICE);
                self.recount(model);
            }
            _ => (),
        }
        self.scroll.reveal(&(self.line..self.line + 1), model.room.height);
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        pane::draw(&self.lines(model), self.scroll, &model.theme, column(area), buf);
    }
}
