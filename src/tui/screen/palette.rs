//! Go to any screen, lesson, heading, diagram or question, by its name.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};
use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
};

use super::{Effect, Route, Screen, question};
use crate::{
    item::{Id, Place, Slug},
    study::{Filter, Mark, Occasion, PRACTICE, exam::Sitting},
    text::{self, Clean, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, FIELD, Msg, PALETTE},
        widget::{
            field::Field,
            footer,
            list::List,
            pane::{self, MEASURE, Scroll, column},
        },
    },
};

/// Everything there is to go to, and what of it matches.
#[derive(Debug)]
pub struct Palette {
    field: Field,
    targets: Vec<Target>,
    found: Vec<usize>,
    list: List,
}

#[derive(Debug)]
struct Target {
    name: Clean,
    sort: &'static str,
    route: Route,
}

/// Entries shown at most.
const SHOWN: usize = 200;

impl Palette {
    /// With everything the pack has.
    pub fn new(model: &Model) -> Self {
        let mut targets = screens();
        targets.extend(marked(model));
        targets.extend(lessons(model));
        targets.extend(model.pack.diagrams.iter().map(|(path, diagram)| Target {
            name: diagram.title.clone(),
            sort: "diagram",
            route: Route::Diagram(path.clone()),
        }));
        targets.extend(model.pack.items.iter().map(|item| {
            let filter = Filter { only: Some(vec![item.id.clone()]), ..Filter::default() };
            Target {
                name: item.content.glance(|it| question::first_line(&it.stem)),
                sort: "question",
                route: Route::Session(Occasion::Practice, filter, PRACTICE),
            }
        }));
        let found = (0..targets.len().min(SHOWN)).collect();
        Self { field: Field::default(), targets, found, list: List::default() }
    }

    /// The best matches of what was typed, in order.
    fn search(&mut self) {
        let text = self.field.text();
        let pattern = Pattern::parse(&text, CaseMatching::Smart, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (index, target) in self.targets.iter().enumerate() {
            let name = Utf32Str::new(&target.name, &mut buffer);
            scored.extend(pattern.score(name, &mut matcher).map(|score| (score, index)));
        }
        scored.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
        self.found = scored.into_iter().take(SHOWN).map(|(_, index)| index).collect();
        self.list = List::default();
    }

    fn go(&self) -> Vec<Effect> {
        let target = self.found.get(self.list.cursor).and_then(|index| self.targets.get(*index));
        target.map(|target| Effect::Replace(target.route.clone())).into_iter().collect()
    }
}

fn screens() -> Vec<Target> {
    let practice = |occasion, count| Route::Session(occasion, Filter::default(), count);
    [
        ("Review what is due", practice(Occasion::Review, usize::MAX)),
        ("Learn: lessons", Route::Lessons),
        ("Practise", practice(Occasion::Practice, PRACTICE)),
        ("Choose what to practise", Route::Builder),
        ("Sit a mock exam", Route::Exam(Sitting::default())),
        ("Diagrams", Route::Diagrams),
        ("Statistics", Route::Statistics),
        ("Packs: open another", Route::Packs),
        ("Settings: exam date, minutes a day", Route::Settings),
        ("Home", Route::Home),
        ("Help: all keys", Route::Help(Vec::new())),
    ]
    .into_iter()
    .map(|(name, route)| Target { name: Clean::new(name), sort: "screen", route })
    .collect()
}

/// Sections with a bookmark or a note of one's own.
fn marked(model: &Model) -> Vec<Target> {
    let marks = &model.progress.marks;
    let bookmarks = marks.bookmarks.iter().map(|mark| (mark, "bookmark", String::new()));
    let notes = marks.notes.iter().map(|(mark, text)| (mark, "note", format!(": {text}")));
    let target = |(mark, sort, text): (&Mark, &'static str, String)| {
        let Mark::Section(place) = mark else { return None };
        let lesson = model.pack.lesson(&place.lesson)?;
        let heading = place.slug.as_ref().map_or("", |slug| slug);
        let title = &lesson.title;
        let name = if heading.is_empty() { title.to_string() } else { heading.replace('-', " ") };
        let name = Clean::new(&format!("{name}{text} · {title}"));
        Some(Target { name, sort, route: Route::Lesson(place.clone()) })
    };
    bookmarks.chain(notes).filter_map(target).collect()
}

/// Lessons and their headings.
fn lessons(model: &Model) -> Vec<Target> {
    let mut targets = Vec::new();
    for lesson in &model.pack.lessons {
        let place = |slug| Route::Lesson(Place { lesson: lesson.id.clone(), slug });
        targets.push(Target { name: lesson.title.clone(), sort: "lesson", route: place(None) });
        let doc = text::parse(&lesson.body);
        targets.extend(doc.headings().map(|(_, slug, title)| Target {
            name: title.clone(),
            sort: "heading",
            route: place(Slug::new(slug)),
        }));
    }
    targets
}

impl Screen for Palette {
    fn title(&self, _: &Model) -> (Clean, Clean) {
        (
            Clean::new("Go to"),
            Clean::new(&format!("{} of {}", self.found.len(), self.targets.len())),
        )
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![PALETTE, FIELD]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        let height = model.room.height.saturating_sub(2);
        match msg {
            Msg::Act(Action::Back) => return vec![Effect::Close],
            Msg::Act(Action::Confirm) => return self.go(),
            Msg::Act(Action::Home | Action::End | Action::Left | Action::Right) => {
                self.field.update(msg);
            }
            msg if self.list.update(msg, self.found.len(), height) => (),
            msg => {
                if self.field.update(msg) {
                    self.search();
                }
            }
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let [top, rest] =
            Layout::vertical([Constraint::Length(2), Constraint::Fill(1)]).areas(column(area));
        let mut prompt = Line(vec![Span::new("› ", Role::Accent)]);
        prompt.0.extend(self.field.line(true).0);
        pane::draw(&[prompt], Scroll::default(), &model.theme, top, buf);
        let room = model.room.width.min(MEASURE).saturating_sub(12);
        let entries =
            self.found.iter().filter_map(|index| self.targets.get(*index)).map(|target| {
                Line(vec![
                    Span::new(&format!("{:<9} ", target.sort), Role::Faint),
                    Span::new(&footer::cut(&target.name, room), Role::Body),
                ])
            });
        self.list.draw(entries.collect(), &model.theme, rest, buf);
    }
}
